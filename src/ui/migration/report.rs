//! What changed and what is left, at the end of a run.
//! Border: wording; the counts come from `Tally`, the overview from `summary`.
use crate::plan::{Change, Finding, Place, Safety, Standing};

use super::{MigrationView, safety_word};
use crate::ui::{Theme, count};

/// How much the report says about changes that are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Only what is left, and how much was done.
    Left,
    /// Every single change with its reason.
    Everything,
}

impl MigrationView<'_> {
    /// The report, one section for each kind that there is; empty if there is nothing.
    pub fn report(&self, detail: Detail, theme: Theme) -> String {
        let mut text = String::new();
        if detail == Detail::Everything {
            let made: Vec<String> = self.plan.accepted().map(|change| change_entry(change, theme)).collect();
            section(&mut text, "Changed", made, theme);
        }
        // What was dropped because its result is wrong has a finding that says so.
        let is_dropped = |change: &&Change| {
            self.plan.findings.iter().any(|finding| {
                let Finding { standing, rule, place, .. } = finding;
                *standing == Standing::Refused && *rule == change.rule && *place == change.place
            })
        };
        let left = |safety: Safety| {
            let left = self.plan.changes.iter().filter(move |change| !change.accepted && change.safety == safety);
            let left = left.filter(move |change| !is_dropped(change));
            left.map(|change| change_entry(change, theme))
        };
        section(&mut text, "Needs review", left(Safety::Review), theme);
        section(&mut text, "Not made", left(Safety::Safe), theme);
        let by_hand = self.plan.changes.iter().filter(|change| change.safety == Safety::Manual);
        let mut manual: Vec<String> = by_hand.map(|change| change_entry(change, theme)).collect();
        manual.extend(self.findings(Standing::Manual, theme));
        section(&mut text, "By hand", manual, theme);
        section(&mut text, "Not handled", self.findings(Standing::Refused, theme), theme);
        section(&mut text, "Skipped", self.findings(Standing::Skipped, theme), theme);
        section(&mut text, "Worth knowing", self.findings(Standing::Note, theme), theme);
        text
    }

    fn findings(&self, standing: Standing, theme: Theme) -> impl Iterator<Item = String> {
        self.plan
            .findings
            .iter()
            .filter(move |finding| finding.standing == standing)
            .map(move |finding| finding_entry(finding, theme))
    }

    /// The codes whose changes could be applied with `--unsafe`, in order and once each.
    pub fn reviewable(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = Vec::new();
        for change in self.plan.changes.iter().filter(|change| !change.accepted && change.safety == Safety::Review) {
            if !codes.contains(&change.rule.code.as_ref()) {
                codes.push(&change.rule.code);
            }
        }
        codes.sort_unstable();
        codes
    }

    /// `11 changes in 4 files`.
    pub fn extent(&self) -> String {
        format!("{} in {}", count(self.plan.accepted().count(), "change"), count(self.plan.files.len(), "file"))
    }
}

/// `src/entry.py:12:5`, as editors understand it.
pub fn place(place: &Place) -> String {
    match (place.line, place.column) {
        (0, _) => place.path.to_string(),
        (line, 0) => format!("{}:{line}", place.path),
        (line, column) => format!("{}:{line}:{column}", place.path),
    }
}

fn section(text: &mut String, title: &str, entries: impl IntoIterator<Item = String>, theme: Theme) {
    let mut entries = entries.into_iter().peekable();
    if entries.peek().is_none() {
        return;
    }
    text.push_str(&format!("{}\n", theme.strong(title)));
    entries.for_each(|entry| text.push_str(&entry));
    text.push('\n');
}

fn change_entry(change: &Change, theme: Theme) -> String {
    let Change { rule, title, reason, safety, place: at, .. } = change;
    let dot = theme.dot();
    let mark = format!("{rule} {dot} {}", safety_word(*safety));
    format!("  {}  {}\n    {title}\n    {}\n", theme.accent(place(at)), theme.faint(mark), theme.faint(reason))
}

fn finding_entry(finding: &Finding, theme: Theme) -> String {
    let Finding { rule, place: at, reason, next_step, .. } = finding;
    let mut text = format!("  {}  {}\n    {reason}\n", theme.accent(place(at)), theme.faint(rule));
    if let Some(next) = next_step {
        // Code that is to be put somewhere stands on lines of its own.
        text.push_str(&format!("    next: {}\n", next.replace('\n', "\n      ")));
    }
    text
}
