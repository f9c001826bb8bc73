//! How many changes and findings there are of each kind.
//! Border: counts; which of them matter for an exit code is the command's business.
use crate::plan::{Plan, Safety, Standing};

use super::super::Theme;

/// The counts of a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Changes that take part in the plan's files.
    pub accepted: usize,
    /// Changes that keep behaviour.
    pub safe: usize,
    /// Changes that may change behaviour.
    pub review: usize,
    /// Changes of these two kinds that do not take part.
    pub left_out: usize,
    /// What has to be done by hand.
    pub by_hand: usize,
    /// Files and changes that could not be handled.
    pub refused: usize,
    /// What was left alone on purpose.
    pub skipped: usize,
}

impl Tally {
    /// Counts a plan.
    pub fn of(plan: &Plan) -> Self {
        let changes = |safety: Safety| plan.changes.iter().filter(|change| change.safety == safety).count();
        let findings = |standing: Standing| plan.findings.iter().filter(|finding| finding.standing == standing).count();
        let accepted = plan.accepted().count();
        let (safe, review) = (changes(Safety::Safe), changes(Safety::Review));
        Self {
            accepted,
            safe,
            review,
            left_out: (safe + review).saturating_sub(accepted),
            by_hand: changes(Safety::Manual) + findings(Standing::Manual),
            refused: findings(Standing::Refused),
            skipped: findings(Standing::Skipped),
        }
    }

    /// Whether there is something that somebody still has to do, decide or look at.
    pub fn is_open(&self) -> bool {
        self.accepted + self.left_out + self.by_hand + self.refused > 0
    }

    /// `10 safe, 1 to review, 0 by hand.`
    pub fn line(&self, theme: Theme) -> String {
        if self.safe + self.review + self.by_hand + self.refused == 0 {
            return "Nothing left to do.".to_owned();
        }
        let paint = |number: usize, words: &str| match number {
            0 => format!("{number} {words}"),
            _ => theme.warning(format!("{number} {words}")).to_string(),
        };
        let mut line =
            format!("{} safe, {}, {}", self.safe, paint(self.review, "to review"), paint(self.by_hand, "by hand"));
        if self.refused > 0 {
            line.push_str(&format!(", {}", theme.bad(format!("{} not handled", self.refused))));
        }
        line.push('.');
        line
    }
}
