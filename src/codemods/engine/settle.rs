//! Composes what was accepted, and takes back what does not fit or does not verify.
//! Border: one round; what needs what is `needs`' knowledge.
use std::collections::BTreeSet;

use camino::Utf8Path;

use crate::plan::{ChangeId, Finding, Standing, bisect};

use super::super::compose::{Composed, compose};
use super::super::{Context, Proposal};
use super::candidate::Candidate;
use super::needs::settle_needs;

/// Composes the accepted candidates; whatever does not fit or does not verify is taken back and reported.
pub fn settle(
    candidates: &mut [Candidate],
    obstructed: &BTreeSet<String>,
    context: &Context<'_>,
    refused: &mut BTreeSet<ChangeId>,
    findings: &mut Vec<Finding>,
) -> Composed {
    loop {
        let accepted: Vec<&Proposal> =
            candidates.iter().filter(|candidate| candidate.accepted).map(|candidate| &candidate.proposal).collect();
        let composed = compose(&accepted, context);
        let positions: Vec<usize> = (0..candidates.len()).filter(|index| candidates[*index].accepted).collect();
        let guilty: Vec<(usize, String)> = match (&composed.refused, &composed.broken) {
            (Some((index, reason)), _) => vec![(positions[*index], reason.clone())],
            (None, Some((path, _))) => find_guilty(&accepted, context, path)
                .into_iter()
                .map(|(index, reason)| (positions[index], reason))
                .collect(),
            (None, None) => return composed,
        };
        for (index, reason) in guilty {
            if composed.retry && compose(&[&candidates[index].proposal], context).refused.is_none() {
                if let Some(other) = conflict(candidates, index, context) {
                    for (one, another) in [(index, other), (other, index)] {
                        let reason =
                            format!("it and {} change the same text differently", candidates[another].proposal.rule);
                        let next_step = "let one of the two rules leave the text to the other";
                        drop_candidate(&mut candidates[one], refused, findings, &reason, next_step);
                    }
                    continue;
                }
                // Only an overlap: the change comes again in the next round, over the edited text.
                candidates[index].accepted = false;
                candidates[index].deferred = true;
                continue;
            }
            let next_step = match is_team(&candidates[index]) {
                true => "mend the rule, then run the migration again",
                false => "change it by hand, and please report this",
            };
            drop_candidate(&mut candidates[index], refused, findings, &reason, next_step);
        }
        settle_needs(candidates, obstructed);
    }
}

/// Takes a candidate back for good and says so.
fn drop_candidate(
    candidate: &mut Candidate,
    refused: &mut BTreeSet<ChangeId>,
    findings: &mut Vec<Finding>,
    reason: &str,
    next_step: &str,
) {
    candidate.accepted = false;
    refused.insert(candidate.id.clone());
    findings.push(Finding {
        rule: candidate.proposal.rule.clone(),
        standing: Standing::Refused,
        place: candidate.proposal.place.clone(),
        reason: format!("{}: {reason}; the change was dropped", candidate.proposal.title),
        next_step: Some(next_step.to_owned()),
    });
}

/// The candidate of another team rule that cannot stand beside the one at `index`. Built-in codemods are made to
/// follow each other; two rules of a team that claim the same text contradict each other.
fn conflict(candidates: &[Candidate], index: usize, context: &Context<'_>) -> Option<usize> {
    let own = &candidates[index];
    if !is_team(own) {
        return None;
    }
    (0..index).find(|other| {
        let other = &candidates[*other];
        other.accepted
            && is_team(other)
            && other.proposal.rule != own.proposal.rule
            && compose(&[&other.proposal, &own.proposal], context).refused.is_some()
    })
}

/// Which of the proposals over `path` break it, and how. The others verify together.
fn find_guilty(accepted: &[&Proposal], context: &Context<'_>, path: &Utf8Path) -> Vec<(usize, String)> {
    let touches = |index: &usize| accepted[*index].actions.iter().any(|action| action.path() == path);
    let (touching, others): (Vec<usize>, Vec<usize>) = (0..accepted.len()).partition(touches);
    let verify = |tried: &[&usize]| {
        let mut indexes: Vec<usize> = tried.iter().map(|index| **index).chain(others.iter().copied()).collect();
        indexes.sort_unstable();
        let rest: Vec<&Proposal> = indexes.into_iter().map(|index| accepted[index]).collect();
        match compose(&rest, context).broken {
            Some((broken, reason)) if broken == path => Err(reason),
            _ => Ok(()),
        }
    };
    bisect(&touching, verify).guilty.into_iter().map(|(index, reason)| (*index, reason)).collect()
}

/// Whether a rule of the user's own asks for it.
fn is_team(candidate: &Candidate) -> bool {
    !candidate.proposal.rule.code.starts_with("PW")
}
