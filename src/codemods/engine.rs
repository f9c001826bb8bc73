//! Runs codemods in rounds until nothing is proposed any more, composes what was accepted and verifies it.
//! Border: works in memory; what a codemod does is its own business, writing is `plan`'s.
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use camino::{Utf8Path, Utf8PathBuf};

use crate::plan::{
    Change, ChangeId, Content, Decisions, FileMode, FileOutcome, FilePreview, Finding, Place, Rule, Safety, Standing,
    bisect,
};
use crate::project::{Snapshot, Worker};

use super::compose::{Composed, compose};
use super::suppression::{self, Suppression};
use super::{Codemod, Context, Facts, Modules, Options, Proposal, Proposals, needles, rewritten};

/// Rounds after which something must be wrong: the deepest known chain of codemods takes three.
const MOST_ROUNDS: usize = 6;

/// What became of one worker.
#[derive(Debug, Default)]
pub struct Outcome {
    /// All proposals with their decisions, in order of rounds.
    pub changes: Vec<Change>,
    /// What stays open.
    pub findings: Vec<Finding>,
    /// The files that become something else, and the permissions of new ones.
    pub files: BTreeMap<Utf8PathBuf, (Option<Content>, FileMode)>,
    /// What its Python looked like before.
    pub facts: Facts,
}

/// A proposal with its identity and what was decided about it.
struct Candidate {
    id: ChangeId,
    proposal: Proposal,
    accepted: bool,
    /// It did not fit to the others of this round and comes again in the next.
    deferred: bool,
    /// A comment in the source keeps its rule away.
    suppressed: bool,
}

/// The rule under which the engine itself reports.
pub const ENGINE: Rule = Rule::new("PW000", "engine");

/// Runs `codemods` over one worker.
pub fn run(
    codemods: &[&dyn Codemod],
    worker: &Worker,
    files: &Snapshot,
    options: &Options,
    decisions: &Decisions,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut files = files.clone();
    let mut open: BTreeMap<(String, Utf8PathBuf), usize> = BTreeMap::new();
    // Changes that could not be composed or verified: they are not tried again.
    let mut refused: BTreeSet<ChangeId> = BTreeSet::new();
    // Changes that the user rewrote and that are made: what he wrote is not to be changed again.
    let mut rewritten: BTreeSet<ChangeId> = BTreeSet::new();
    for round in 0..=MOST_ROUNDS {
        let modules = Modules::read(&files, worker, &|bytes| needles::any(bytes));
        if modules.get(&worker.main).is_none() {
            // Dates and packaging only make sense together with the handlers, and those cannot be read.
            outcome.findings.extend(unreadable(&modules));
            outcome.findings.extend(generated(&modules, &files));
            return outcome;
        }
        let facts = Facts::collect(worker, &modules, &files);
        let context = Context { worker, files: &files, modules: &modules, facts: &facts, options };
        let proposals = propose(codemods, &context);
        let mut candidates = identify(proposals.changes, decisions, &refused);
        candidates.retain(|candidate| !rewritten.contains(&candidate.id));
        rewrite(&mut candidates, &context, decisions, &mut outcome.findings);
        let suppressions = suppression::find(&modules);
        let mut findings = suppress(&mut candidates, proposals.findings, &suppressions, options);
        settle_needs(&mut candidates, &proposals.obstructed);
        if round == 0 {
            outcome.findings.extend(unreadable(&modules));
            outcome.findings.extend(generated(&modules, &files));
            outcome.findings.append(&mut findings);
        }
        let composed = settle(&mut candidates, &proposals.obstructed, &context, &mut refused, &mut outcome.findings);
        rewritten.extend(
            candidates
                .iter()
                .filter(|candidate| candidate.accepted && decisions.rewritten.contains_key(&candidate.id))
                .map(|candidate| candidate.id.clone()),
        );
        let previews = candidates.iter().map(|candidate| preview(candidate, &context)).collect::<Vec<_>>();
        let needs = candidates.iter().map(|candidate| needed(candidate, &candidates)).collect::<Vec<_>>();
        let mut counts: BTreeMap<(String, Utf8PathBuf), usize> = BTreeMap::new();
        let mut progressed = false;
        for ((candidate, previews), needs) in candidates.into_iter().zip(previews).zip(needs) {
            if candidate.deferred || candidate.suppressed {
                continue;
            }
            progressed |= candidate.accepted;
            let key = (candidate.proposal.rule.code.to_string(), candidate.proposal.place.path.clone());
            if !candidate.accepted {
                // What stays open is counted in the first round; later rounds see the same places in edited text.
                let count = counts.entry(key.clone()).or_default();
                *count += 1;
                if round > 0 && *count <= open.get(&key).copied().unwrap_or_default() {
                    continue;
                }
            }
            outcome.changes.push(to_change(candidate, previews, needs));
        }
        for (key, count) in counts {
            let most = open.entry(key).or_default();
            *most = count.max(*most);
        }
        if round == 0 {
            outcome.facts = facts;
        }
        if !progressed {
            break;
        }
        if round == MOST_ROUNDS {
            outcome.findings.push(Finding {
                rule: ENGINE,
                standing: Standing::Refused,
                place: Place::file(worker.main.clone()),
                reason: format!("changes were still proposed after {MOST_ROUNDS} rounds"),
                next_step: Some("please report this with the project's source".to_owned()),
            });
            break;
        }
        for (path, file) in composed.files {
            files.set(path.clone(), file.0.clone());
            outcome.files.insert(path, file);
        }
    }
    outcome.files.retain(|path, (after, _)| files.read_original(path) != *after);
    outcome
}

/// The outcome of all workers as what becomes of each file.
pub fn file_outcomes(files: &Snapshot, outcome: &Outcome) -> Vec<FileOutcome> {
    outcome
        .files
        .iter()
        .map(|(path, (after, mode))| FileOutcome {
            path: path.clone(),
            before: files.read_original(path),
            after: after.clone(),
            mode: *mode,
            mode_change: None,
        })
        .collect()
}

fn propose(codemods: &[&dyn Codemod], context: &Context<'_>) -> Proposals {
    let mut all = Proposals::default();
    for codemod in codemods {
        let meta = codemod.meta();
        if !context.options.wants(&meta.rule.code) {
            continue;
        }
        let mut proposals = Proposals::default();
        let result = catch_unwind(AssertUnwindSafe(|| codemod.propose(context, &mut proposals)));
        match result {
            Ok(()) => {
                all.changes.append(&mut proposals.changes);
                all.findings.append(&mut proposals.findings);
                all.obstructed.append(&mut proposals.obstructed);
            }
            Err(_) => all.findings.push(Finding {
                rule: meta.rule.clone(),
                standing: Standing::Refused,
                place: Place::file(context.worker.main.clone()),
                reason: format!("{} failed on this worker; it proposed nothing", meta.rule),
                next_step: Some("please report this with the project's source".to_owned()),
            }),
        }
    }
    all
}

/// Files that a tool writes and that a codemod might have changed.
fn generated(modules: &Modules, files: &Snapshot) -> impl Iterator<Item = Finding> {
    let touched =
        modules.generated.iter().filter(|path| files.read(path).is_some_and(|content| needles::any(content.bytes())));
    touched.map(|path| Finding {
        rule: ENGINE,
        standing: Standing::Skipped,
        place: Place::file(path.clone()),
        reason: "a tool writes this file, its first lines say so: it was left alone".to_owned(),
        next_step: Some("change what it is made from, or the tool".to_owned()),
    })
}

fn unreadable(modules: &Modules) -> impl Iterator<Item = Finding> {
    modules.unreadable.iter().map(|(path, error)| {
        let place = match error {
            crate::python::ReadError::Syntax { line, column, .. } => {
                Place { path: path.clone(), line: *line, column: *column }
            }
            _ => Place::file(path.clone()),
        };
        Finding {
            rule: ENGINE,
            standing: Standing::Refused,
            place,
            reason: format!("not read as Python: {error}"),
            next_step: Some("fix the file, then run the migration again".to_owned()),
        }
    })
}

fn identify(proposals: Vec<Proposal>, decisions: &Decisions, refused: &BTreeSet<ChangeId>) -> Vec<Candidate> {
    let mut seen: BTreeMap<(String, Utf8PathBuf, String), usize> = BTreeMap::new();
    proposals
        .into_iter()
        .map(|proposal| {
            let key = (proposal.rule.code.to_string(), proposal.place.path.clone(), proposal.subject.clone());
            let occurrence = seen.entry(key).or_default();
            let id = ChangeId::new(&proposal.rule, &proposal.place.path, &proposal.subject, *occurrence);
            *occurrence += 1;
            let accepted = decisions.accepts(&id, &proposal.rule, proposal.safety) && !refused.contains(&id);
            Candidate { id, proposal, accepted, deferred: false, suppressed: false }
        })
        .collect()
}

/// Puts what the user wrote in place of what was proposed.
fn rewrite(candidates: &mut [Candidate], context: &Context<'_>, decisions: &Decisions, findings: &mut Vec<Finding>) {
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

/// Marks the candidates that a comment keeps away, and turns what was left out into findings of its own.
fn suppress(
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

/// Takes back what needs something that is not accepted, until nothing changes any more.
fn settle_needs(candidates: &mut [Candidate], obstructed: &BTreeSet<String>) {
    loop {
        let codes = |deferred: bool| -> BTreeSet<String> {
            candidates
                .iter()
                .filter(|candidate| !candidate.accepted && candidate.deferred == deferred)
                .map(|candidate| candidate.proposal.rule.code.to_string())
                .collect()
        };
        let (mut missing, deferred) = (codes(false), codes(true));
        missing.extend(obstructed.iter().cloned());
        let mut changed = false;
        for candidate in candidates.iter_mut().filter(|candidate| candidate.accepted) {
            let needs = |codes: &BTreeSet<String>| candidate.proposal.needs.iter().any(|code| codes.contains(*code));
            if needs(&missing) || needs(&deferred) {
                candidate.deferred = !needs(&missing);
                candidate.accepted = false;
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

/// Composes the accepted candidates; whatever does not fit or does not verify is taken back and reported.
fn settle(
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
            let next_step = "change it by hand, and please report this";
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
    let is_team = |candidate: &Candidate| !candidate.proposal.rule.code.starts_with("PW");
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

fn preview(candidate: &Candidate, context: &Context<'_>) -> Vec<FilePreview> {
    let composed = compose(&[&candidate.proposal], context);
    composed
        .files
        .into_iter()
        .map(|(path, (after, _))| FilePreview { before: context.files.read(&path), after, path })
        .collect()
}

/// The changes without which this one is wrong.
fn needed(candidate: &Candidate, all: &[Candidate]) -> Vec<ChangeId> {
    all.iter()
        .filter(|other| other.id != candidate.id)
        .filter(|other| candidate.proposal.needs.iter().any(|code| *code == other.proposal.rule.code))
        .map(|other| other.id.clone())
        .collect()
}

fn to_change(candidate: Candidate, previews: Vec<FilePreview>, needs: Vec<ChangeId>) -> Change {
    let Candidate { id, proposal, accepted, .. } = candidate;
    Change {
        id,
        rule: proposal.rule,
        title: proposal.title,
        reason: proposal.reason,
        safety: proposal.safety,
        place: proposal.place,
        needs,
        accepted: accepted && proposal.safety != Safety::Manual,
        previews,
    }
}
