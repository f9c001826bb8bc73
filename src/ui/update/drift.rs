//! How far a project is from its templates: as a report, a diff, annotations.
//! Border: wording and layout; what was found was found by `update`.
use camino::Utf8Path;

use super::push_changes;
use crate::plan::diff::{DiffOptions, Hunk, hunks, unified_files};
use crate::plan::{Content, FileMode, FileOutcome, Place, Rule};
use crate::template::RECORD;
use crate::ui::migration::annotations::annotation;
use crate::ui::{Theme, count};
use crate::update::{Drift, DriftKind, Drifted, Outdated, Unmet};

/// What was found, to be shown.
#[derive(Debug, Clone, Copy)]
pub struct DriftView<'a> {
    /// What was found.
    pub drift: &'a Drift,
}

const OUTDATED: Rule = Rule::new("template", "outdated");
const DRIFTED: Rule = Rule::new("template", "drifted");
const POLICY: Rule = Rule::new("template", "policy");

impl DriftView<'_> {
    /// The report, one section for each finding that there is; empty if there is none.
    pub fn report(&self, theme: Theme) -> String {
        let mut text = String::new();
        if !self.drift.outdated.is_empty() {
            text.push_str(&format!("{}\n", theme.strong("Outdated")));
            for Outdated { name, from, to, changes } in &self.drift.outdated {
                text.push_str(&format!("  {}  {from} {} {to}\n", theme.accent(name), theme.arrow()));
                let mut lines = String::new();
                push_changes(&mut lines, changes, theme);
                lines.lines().for_each(|line| text.push_str(&format!("  {line}\n")));
            }
            text.push_str("  next: pyworker update\n\n");
        }
        if !self.drift.drifted.is_empty() {
            text.push_str(&format!("{}\n", theme.strong("Drifted")));
            let width = self.drift.drifted.iter().map(|it| it.path.as_str().chars().count()).max().unwrap_or(0);
            for drifted in &self.drift.drifted {
                let path = theme.accent(format!("{:<width$}", drifted.path));
                text.push_str(&format!("  {path}  {}\n", theme.faint(drifted.words())));
            }
            text.push('\n');
        }
        if !self.drift.unmet.is_empty() {
            text.push_str(&format!("{}\n", theme.strong("Policy")));
            for unmet in &self.drift.unmet {
                text.push_str(&format!("  {}\n", unmet.words()));
                text.push_str(&format!("    next: {}\n", unmet.next()));
            }
            text.push('\n');
        }
        text
    }

    /// `1 outdated, 2 drifted of 14 files.`
    pub fn line(&self, theme: Theme) -> String {
        let Drift { outdated, drifted, unmet, files } = self.drift;
        if outdated.is_empty() && drifted.is_empty() && unmet.is_empty() {
            return format!("Up to date, and {} as the templates made them.", count(*files, "file"));
        }
        let mut parts = Vec::new();
        if !outdated.is_empty() {
            parts.push(theme.warning(format!("{} outdated", count(outdated.len(), "template"))).to_string());
        }
        if !drifted.is_empty() {
            let of = format!("{} of {} drifted", drifted.len(), count(*files, "file"));
            parts.push(theme.warning(of).to_string());
        }
        if !unmet.is_empty() {
            parts.push(theme.warning(format!("{} of the policy not met", count(unmet.len(), "demand"))).to_string());
        }
        format!("{}.", parts.join(", "))
    }

    /// What the user changed, as a patch from what was written to what is there.
    pub fn patch(&self, options: &DiffOptions) -> Vec<u8> {
        unified_files(&self.outcomes(), options)
    }

    /// What became of each file, as far as it is known what it was.
    pub fn outcomes(&self) -> Vec<FileOutcome> {
        let outcome = |drifted: &Drifted| {
            let (path, before, after) = match &drifted.kind {
                DriftKind::Changed { before, after } => (&drifted.path, before.clone()?, after),
                DriftKind::Renamed { to, before, after } => (to, before.clone()?, after),
                DriftKind::Removed => return None,
            };
            let (before, after) = (Some(before), Some(after.clone()));
            Some(FileOutcome { path: path.clone(), before, after, mode: FileMode::Regular, mode_change: None })
        };
        self.drift.drifted.iter().filter_map(outcome).collect()
    }

    /// One line for each finding; paths stand under `prefix`, the project's place in the repository.
    pub fn annotations(&self, prefix: &Utf8Path) -> String {
        let mut text = String::new();
        for Outdated { name, from, to, .. } in &self.drift.outdated {
            let message = format!("{name} is at {from}, the newest is {to}. Next: pyworker update");
            text.push_str(&annotation("warning", &OUTDATED, &Place::file(RECORD), &message, prefix));
        }
        for drifted in &self.drift.drifted {
            let message = format!("{}: {}", drifted.path, drifted.words());
            let places = drifted.hunks();
            let path = match &drifted.kind {
                DriftKind::Renamed { to, .. } => to,
                _ => &drifted.path,
            };
            if places.is_empty() {
                let place = Place::file(if drifted.kind == DriftKind::Removed { RECORD } else { path.as_str() });
                text.push_str(&annotation("notice", &DRIFTED, &place, &message, prefix));
            }
            for (line, lines) in places {
                let verb = if lines == 1 { "differs" } else { "differ" };
                let message = format!("{} {verb} from {}", count(lines, "line"), drifted.template);
                let place = Place { line, ..Place::file(path.clone()) };
                text.push_str(&annotation("notice", &DRIFTED, &place, &message, prefix));
            }
        }
        for unmet in &self.drift.unmet {
            let message = format!("{} Next: {}", unmet.words(), unmet.next());
            text.push_str(&annotation("error", &POLICY, &Place::file(RECORD), &message, prefix));
        }
        text
    }
}

impl Drifted {
    /// What became of it, in a few words.
    fn words(&self) -> String {
        let places = || match self.hunks().len() {
            0 => "changed".to_owned(),
            places => format!("changed in {}", count(places, "place")),
        };
        match &self.kind {
            DriftKind::Changed { .. } => places(),
            DriftKind::Removed => "removed".to_owned(),
            DriftKind::Renamed { to, before, after } if before.as_ref() == Some(after) => format!("now {to}"),
            DriftKind::Renamed { to, .. } => format!("now {to}, {}", places()),
        }
    }

    /// The places that differ: the line in the user's file, and how many lines.
    pub(super) fn hunks(&self) -> Vec<(usize, usize)> {
        let (DriftKind::Changed { before: Some(before), after }
        | DriftKind::Renamed { before: Some(before), after, .. }) = &self.kind
        else {
            return Vec::new();
        };
        if [before, after].into_iter().any(|content: &Content| content.bytes().contains(&0)) {
            return Vec::new();
        }
        let place = |hunk: Hunk<'_>| (hunk.new_start + 1, hunk.new_count.max(hunk.old_count));
        hunks(before.bytes(), after.bytes(), 0).into_iter().map(place).collect()
    }
}

impl Unmet {
    /// What is not met, as a sentence.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Layer { layer, policy } => format!("{policy} demands the layer {layer}, which is not here."),
            Self::Source { template, source, policy } => {
                format!("{template} came from {source}, which {policy} does not allow.")
            }
            Self::Answer { name, wanted, found, policy } => {
                format!("{policy} decides `{name} = {wanted}`, and here it is {found}.")
            }
        }
    }

    /// What to do about it.
    fn next(&self) -> String {
        match self {
            Self::Layer { layer, .. } => format!("pyworker add {layer}"),
            Self::Source { .. } => "make the project from an allowed source, or ask for it to be allowed".to_owned(),
            Self::Answer { name, wanted, .. } => format!("pyworker update --set {name}={wanted}"),
        }
    }
}
