//! What the review of an update needs besides questions.
//! Border: answers one call at a time; the review itself is `ui`'s.
use crate::plan::{Change, Decisions, FilePreview, Rule};
use crate::ui::{ReviewAid, TemplateView, Theme};

/// The aid of one review.
pub(super) struct Aid<'a> {
    /// The templates of the project.
    pub templates: &'a [TemplateView],
    /// The looks.
    pub theme: Theme,
}

impl ReviewAid for Aid<'_> {
    fn explain(&self, rule: &Rule) -> String {
        let template = self.templates.iter().find(|template| template.name == rule.code);
        let lines: Vec<String> = template
            .into_iter()
            .flat_map(|template| &template.changes)
            .flat_map(|(version, lines)| lines.iter().map(move |line| (version, line)))
            .map(|(version, line)| format!("{} {line}", self.theme.faint(version)))
            .collect();
        if lines.is_empty() { format!("{rule} says nothing about its changes.") } else { lines.join("\n") }
    }

    fn edit(&mut self, _: &Change, _: &Decisions) -> Result<Option<Vec<FilePreview>>, String> {
        Err("a merged file is edited after it is written".to_owned())
    }

    fn keep(&mut self, _: &Decisions) {}
}
