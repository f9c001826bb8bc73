//! What a review needs besides questions: pages, an editor, a memory.
//! Border: answers one call at a time; the review itself is `ui`'s.
use camino::Utf8Path;

use super::planner::Planner;
use super::rules::RuleBook;
use super::{editor, memory};
use crate::plan::{Change, Decision, Decisions, FilePreview, Rule, Standing};
use crate::ui::{ReviewAid, Theme, page};

/// The aid of one review.
pub struct Aid<'a> {
    /// Verifies what the user edits.
    pub planner: &'a Planner<'a>,
    /// Knows the pages.
    pub book: &'a RuleBook,
    /// Where decisions are kept.
    pub root: &'a Utf8Path,
    /// The looks of pages.
    pub theme: Theme,
    /// The width of pages.
    pub columns: usize,
}

impl ReviewAid for Aid<'_> {
    fn explain(&self, rule: &Rule) -> String {
        match self.book.find(&rule.code) {
            Some(meta) => page(meta.page, self.theme, Some(self.columns)),
            None => format!("There is no page about {rule}."),
        }
    }

    fn edit(&mut self, change: &Change, decisions: &Decisions) -> Result<Option<Vec<FilePreview>>, String> {
        let shown = decisions.rewritten.get(&change.id).map_or_else(|| change.previews.files(), Vec::as_slice);
        let Some(edited) = editor::edit(shown)? else {
            return Ok(None);
        };
        let mut tried = decisions.clone();
        tried.rewritten.insert(change.id.clone(), edited.clone());
        tried.changes.insert(change.id.clone(), Decision::Accept);
        let plan = self.planner.plan(&tried).plan;
        if plan.accepted().any(|other| other.id == change.id) {
            return Ok(Some(edited));
        }
        let refusal = plan.findings.iter().find(|finding| {
            finding.standing == Standing::Refused && finding.rule == change.rule && finding.place == change.place
        });
        let said = |finding: &crate::plan::Finding| {
            let reason = finding.reason.as_str();
            let reason = reason.strip_prefix(&format!("{}: ", change.title)).unwrap_or(reason);
            reason.strip_suffix("; the change was dropped").unwrap_or(reason).to_owned()
        };
        Err(refusal.map_or_else(|| "it does not fit to the other changes".to_owned(), said))
    }

    fn keep(&mut self, decisions: &Decisions) {
        memory::keep(self.root, decisions);
    }
}
