//! An update, and how far a project has gone from its templates, as people and programs read it.
//! Border: wording and layout of what was found; what is in the plan was decided before.

mod document;
mod drift;
mod drift_document;

pub use document::UpdateDocument;
pub use drift::DriftView;

use camino::Utf8PathBuf;
use semver::Version;

use crate::plan::{Change, FileOutcome, Plan};
use crate::template::RECORD;
use crate::ui::{Theme, count};

/// One template of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateView {
    /// Its id.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// The version that the project has; `None`: it is new in it.
    pub from: Option<Version>,
    /// The version that it gets.
    pub to: Version,
    /// The newest one.
    pub newest: Version,
    /// What changed in between, by version.
    pub changes: Vec<(Version, Vec<String>)>,
}

/// An update.
#[derive(Debug, Clone, Copy)]
pub struct UpdateView<'a> {
    /// The templates of the project.
    pub templates: &'a [TemplateView],
    /// What would be done, or was.
    pub plan: &'a Plan,
    /// The files that are in conflict afterwards, and in how many places.
    pub conflicts: &'a [(Utf8PathBuf, usize)],
}

impl TemplateView {
    /// `acme/api  1.0.0 → 2.0.0`
    fn line(&self, theme: Theme) -> String {
        let name = theme.strong(&self.name);
        match &self.from {
            None => format!("{name}  {} (new)", self.to),
            Some(from) if *from == self.to && self.newest > self.to => {
                format!("{name}  {} (there is {})", self.to, self.newest)
            }
            Some(from) if *from == self.to => format!("{name}  {}", self.to),
            Some(from) => format!("{name}  {from} {} {}", theme.arrow(), self.to),
        }
    }
}

impl UpdateView<'_> {
    /// The templates with what changed in them, and a table of the files.
    pub fn summary(&self, theme: Theme) -> String {
        let mut text = String::new();
        for template in self.templates {
            text.push_str(&template.line(theme));
            text.push('\n');
            push_changes(&mut text, &template.changes, theme);
        }
        let changes: Vec<&Change> = self.plan.changes.iter().collect();
        if !changes.is_empty() {
            text.push('\n');
        }
        let width = changes.iter().map(|change| change.place.path.as_str().chars().count()).max().unwrap_or(0);
        for change in changes {
            let about = if change.accepted { change.title.clone() } else { format!("{} (left out)", change.title) };
            let path = format!("{:<width$}", change.place.path);
            text.push_str(&format!("  {}   {}\n", theme.accent(path), theme.faint(about)));
        }
        text
    }

    /// `4 files: 1 new, 3 changed. 1 conflict in 1 file.`
    pub fn line(&self, theme: Theme) -> String {
        let files: Vec<&FileOutcome> = self.plan.files.iter().filter(|file| file.path != RECORD).collect();
        if files.is_empty() {
            return match self.plan.files.is_empty() {
                true => "Nothing to update.".to_owned(),
                false => "The files are the same; the record gets the new version.".to_owned(),
            };
        }
        let number = |is_kind: fn(&FileOutcome) -> bool| files.iter().filter(|file| is_kind(file)).count();
        let kinds = [
            (number(|file| file.before.is_none()), "new"),
            (number(|file| file.before.is_some() && file.after.is_some()), "changed"),
            (number(|file| file.after.is_none()), "removed"),
        ];
        let kinds: Vec<String> =
            kinds.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
        let mut line = format!("{}: {}.", count(files.len(), "file"), kinds.join(", "));
        if !self.conflicts.is_empty() {
            let places: usize = self.conflicts.iter().map(|(_, places)| places).sum();
            let said = format!("{} in {}", count(places, "conflict"), count(self.conflicts.len(), "file"));
            line.push_str(&format!(" {}.", theme.warning(said)));
        }
        line
    }
}

fn push_changes(text: &mut String, changes: &[(Version, Vec<String>)], theme: Theme) {
    for (version, lines) in changes {
        for line in lines {
            text.push_str(&format!("  {} {line}\n", theme.faint(version)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Content, FileMode};
    use crate::ui::{Colour, Signs};

    fn file(path: &str, before: Option<&str>, after: Option<&str>) -> FileOutcome {
        let (before, after) = (before.map(Content::from), after.map(Content::from));
        FileOutcome { path: path.into(), before, after, mode: FileMode::Regular, mode_change: None }
    }

    #[test]
    fn the_line_counts_files_and_conflicts() {
        let theme = Theme::new(Colour::Off, Signs::Ascii);
        let record = file(RECORD, Some("1"), Some("2"));
        let line = |files: Vec<FileOutcome>, conflicts: &[(Utf8PathBuf, usize)]| {
            let plan = Plan { files, ..Plan::default() };
            UpdateView { templates: &[], plan: &plan, conflicts }.line(theme)
        };
        assert_eq!(line(Vec::new(), &[]), "Nothing to update.");
        assert_eq!(line(vec![record.clone()], &[]), "The files are the same; the record gets the new version.");
        let files =
            vec![file("a", None, Some("1")), file("b", Some("1"), Some("2")), file("c", Some("1"), None), record];
        assert_eq!(line(files, &[("b".into(), 2)]), "3 files: 1 new, 1 changed, 1 removed. 2 conflicts in 1 file.");
    }
}
