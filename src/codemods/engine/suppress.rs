//! Keeps candidates and findings away that a comment in the source speaks of.
//! Border: reading the comments is `suppression`'s work.
use crate::plan::{Finding, Place, Rule, Standing};

use super::super::suppression::Suppression;
use super::super::{Options, Proposal};
use super::ENGINE;
use super::candidate::Candidate;

/// Marks the candidates that a comment keeps away, and turns what was left out into findings of its own.
pub fn suppress(
    candidates: &mut [Candidate],
    findings: Vec<Finding>,
    suppressions: &[Suppression],
    options: &Options,
) -> Vec<Finding> {
    let mut used = vec![false; suppressions.len()];
    let mut covering = |rule: &Rule, place: &Place| {
        let index = suppressions.iter().position(|suppression| suppression.covers(&rule.code, place))?;
        used[index] = true;
        Some(&suppressions[index])
    };
    let skipped = |rule: &Rule, place: &Place, suppression: &Suppression| Finding {
        rule: rule.clone(),
        standing: Standing::Skipped,
        place: place.clone(),
        reason: match suppression.reason.as_str() {
            "" => "ignored by a comment".to_owned(),
            reason => format!("ignored by a comment: {reason}"),
        },
        next_step: None,
    };
    let mut left = Vec::new();
    for candidate in candidates {
        let Proposal { rule, place, .. } = &candidate.proposal;
        if let Some(suppression) = covering(rule, place) {
            left.push(skipped(rule, place, suppression));
            candidate.accepted = false;
            candidate.suppressed = true;
        }
    }
    for finding in findings {
        match covering(&finding.rule, &finding.place) {
            Some(suppression) => left.push(skipped(&finding.rule, &finding.place, suppression)),
            None => left.push(finding),
        }
    }
    for (suppression, used) in suppressions.iter().zip(used) {
        // Only what could have been found can be missed: with some rules switched off, a comment may wait for those.
        let all_ran = suppression.codes.iter().all(|code| options.wants(code));
        if !used && all_ran {
            left.push(Finding {
                rule: ENGINE,
                standing: Standing::Note,
                place: suppression.place.clone(),
                reason: format!(
                    "this comment ignores {}, and there is nothing to ignore",
                    suppression.codes.join(", ")
                ),
                next_step: Some("remove the comment".to_owned()),
            });
        }
    }
    left
}
