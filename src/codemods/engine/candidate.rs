//! A proposal on its way to becoming a change.
//! Border: identity and decision; what becomes of it in a round is decided elsewhere.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;

use crate::plan::{Change, ChangeId, Decisions, Finding, Safety, Standing};

use super::super::{Context, Proposal, rewritten};
use super::round::Round;

/// A proposal with its identity and what was decided about it.
pub struct Candidate {
    /// The same in every run over the same text.
    pub id: ChangeId,
    /// What is asked for.
    pub proposal: Proposal,
    /// Whether it is made.
    pub accepted: bool,
    /// It did not fit to the others of this round and comes again in the next.
    pub deferred: bool,
    /// A comment in the source keeps its rule away.
    pub suppressed: bool,
    /// Its rule takes no part: it is only there because others need it.
    pub hidden: bool,
}

/// Names the proposals and looks up what was decided about them.
pub fn identify(proposals: Vec<Proposal>, decisions: &Decisions, refused: &BTreeSet<ChangeId>) -> Vec<Candidate> {
    let mut seen: BTreeMap<(String, Utf8PathBuf, String), usize> = BTreeMap::new();
    proposals
        .into_iter()
        .map(|proposal| {
            let key = (proposal.rule.code.to_string(), proposal.place.path.clone(), proposal.subject.clone());
            let occurrence = seen.entry(key).or_default();
            let id = ChangeId::new(&proposal.rule, &proposal.place.path, &proposal.subject, *occurrence);
            *occurrence += 1;
            let accepted = decisions.accepts(&id, &proposal.rule, proposal.safety) && !refused.contains(&id);
            Candidate { id, proposal, accepted, deferred: false, suppressed: false, hidden: false }
        })
        .collect()
}

/// Puts what the user wrote in place of what was proposed.
pub fn rewrite(
    candidates: &mut [Candidate],
    context: &Context<'_>,
    decisions: &Decisions,
    findings: &mut Vec<Finding>,
) {
    for candidate in candidates.iter_mut().filter(|candidate| candidate.accepted) {
        let Some(wanted) = decisions.rewritten.get(&candidate.id) else { continue };
        match rewritten::actions(wanted, context) {
            Ok(actions) => candidate.proposal.actions = actions,
            Err(reason) => {
                candidate.accepted = false;
                findings.push(Finding {
                    rule: candidate.proposal.rule.clone(),
                    standing: Standing::Refused,
                    place: candidate.proposal.place.clone(),
                    reason: format!("{}: {reason}; the change was dropped", candidate.proposal.title),
                    next_step: Some("review it again".to_owned()),
                });
            }
        }
    }
}

/// The changes without which this one is wrong.
pub fn needed(candidate: &Candidate, all: &[Candidate]) -> Vec<ChangeId> {
    all.iter()
        .filter(|other| other.id != candidate.id && !other.hidden)
        .filter(|other| candidate.proposal.needs.iter().any(|code| *code == other.proposal.rule.code))
        .map(|other| other.id.clone())
        .collect()
}

/// The candidate as it is shown; what it makes of its files is found out when somebody looks.
pub fn to_change(candidate: Candidate, needs: Vec<ChangeId>, round: &Arc<Round>) -> Change {
    let Candidate { id, proposal, accepted, .. } = candidate;
    let place = round.original_place(&proposal.place);
    Change {
        id,
        rule: proposal.rule.clone(),
        title: proposal.title.clone(),
        reason: proposal.reason.clone(),
        safety: proposal.safety,
        place,
        needs,
        accepted: accepted && proposal.safety != Safety::Manual,
        previews: Round::previews(round, proposal),
    }
}
