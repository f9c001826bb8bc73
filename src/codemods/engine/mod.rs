//! Runs codemods in rounds until nothing is proposed any more, composes what was accepted and verifies it.
//! Border: works in memory; what a codemod does is its own business, writing is `plan`'s.
mod candidate;
mod needs;
mod reported;
mod reports;
mod round;
mod settle;
mod suppress;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use camino::Utf8PathBuf;

use crate::plan::{Change, ChangeId, Content, Decisions, FileMode, Finding, Place, Rule, Safety, Standing};
use crate::project::{Snapshot, Worker};

use self::candidate::{Candidate, identify, needed, rewrite, to_change};
use self::needs::{left_out, settle_needs};
use self::reported::Reported;
use self::reports::{generated, unreadable};
use self::round::Round;
use self::settle::settle;
use self::suppress::suppress;
use super::modules::Ready;
use super::needles::Needles;
use super::shared::Shared;
use super::{Codemod, Context, Era, Facts, Modules, Needs, Options, Proposals, suppression};

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
    /// Which API it was written for before.
    pub era: Era,
    /// Why that is believed.
    pub evidence: Vec<String>,
}

/// The rule under which the engine itself reports.
pub const ENGINE: Rule = Rule::new("PW000", "engine");

/// Runs `codemods`, which look for `needles`, over one worker.
pub fn run(
    codemods: &[&dyn Codemod],
    needles: &Arc<Needles>,
    worker: &Worker,
    files: &Snapshot,
    options: &Options,
    decisions: &Decisions,
) -> Outcome {
    Run {
        codemods,
        needles: Arc::clone(needles),
        worker: Arc::new(worker.clone()),
        options,
        decisions,
        outcome: Outcome::default(),
        open: BTreeMap::new(),
        refused: BTreeSet::new(),
        rewritten: BTreeSet::new(),
        told: BTreeSet::new(),
        reported: Reported::default(),
        ready: Ready::default(),
    }
    .rounds(files.clone())
}

/// One worker on its way through the rounds.
struct Run<'a> {
    codemods: &'a [&'a dyn Codemod],
    needles: Arc<Needles>,
    worker: Arc<Worker>,
    options: &'a Options,
    decisions: &'a Decisions,
    outcome: Outcome,
    /// How many changes of a rule in a file stay open, at most.
    open: BTreeMap<(String, Utf8PathBuf), usize>,
    /// Changes that could not be composed or verified: they are not tried again.
    refused: BTreeSet<ChangeId>,
    /// Changes that the user rewrote and that are made: what he wrote is not to be changed again.
    rewritten: BTreeSet<ChangeId>,
    /// Rules of which was said that they need one that is left out.
    told: BTreeSet<String>,
    /// What was reported so far.
    reported: Reported,
    /// Files that are parsed already.
    ready: Ready,
}

impl Run<'_> {
    fn rounds(mut self, mut files: Snapshot) -> Outcome {
        // Codemods ask for many files that may stand there: what is not there is known from the list.
        files.list(&self.worker.directory);
        for number in 0..=MOST_ROUNDS {
            let Some(next) = self.round(number, &files) else { break };
            files = next;
        }
        self.outcome.files.retain(|path, (after, _)| files.read_original(path) != *after);
        self.outcome
    }

    /// One round; the files afterwards, if there is to be another.
    fn round(&mut self, number: usize, files: &Snapshot) -> Option<Snapshot> {
        let worker = Arc::clone(&self.worker);
        let modules = Modules::read(files, &worker, &|bytes| self.needles.any(bytes), &mut self.ready);
        if number == 0 || modules.get(&worker.main).is_none() {
            self.outcome.findings.extend(unreadable(&modules));
            self.outcome.findings.extend(generated(&modules, files, &self.needles));
        }
        // Dates and packaging only make sense together with the handlers: where those cannot be read, nothing is asked.
        modules.get(&worker.main)?;
        let facts = Facts::collect(&worker, &modules, files);
        let shared = Shared::default();
        let context = Context {
            worker: &worker,
            files,
            modules: &modules,
            facts: &facts,
            options: self.options,
            shared: &shared,
        };
        let Proposed { shown: proposals, hidden } = propose(self.codemods, &context);
        let mut candidates = identify(proposals.changes, self.decisions, &self.refused);
        candidates.retain(|candidate| !self.rewritten.contains(&candidate.id));
        rewrite(&mut candidates, &context, self.decisions, &mut self.outcome.findings);
        let suppressions = suppression::find(&modules);
        let findings = suppress(&mut candidates, proposals.findings, &suppressions, self.options);
        candidates.extend(identify(hidden.changes, self.decisions, &self.refused).into_iter().map(|mut candidate| {
            candidate.hidden = true;
            candidate.accepted = false;
            candidate
        }));
        let mut obstructed = proposals.obstructed;
        obstructed.extend(hidden.obstructed.iter().cloned());
        settle_needs(&mut candidates, &obstructed);
        self.outcome.findings.extend(self.reported.new_ones(findings, number));
        let left_out = left_out(&candidates, &hidden.obstructed, self.options, &mut self.told);
        self.outcome.findings.extend(left_out);
        let composed = settle(&mut candidates, &obstructed, &context, &mut self.refused, &mut self.outcome.findings);
        self.rewritten.extend(
            candidates
                .iter()
                .filter(|candidate| candidate.accepted && self.decisions.rewritten.contains_key(&candidate.id))
                .map(|candidate| candidate.id.clone()),
        );
        let round = Arc::new(Round {
            number,
            needles: Arc::clone(&self.needles),
            worker: Arc::clone(&worker),
            files: files.clone(),
            options: self.options.clone(),
            read: OnceLock::new(),
        });
        let made: BTreeSet<String> = candidates
            .iter()
            .filter(|candidate| candidate.accepted)
            .map(|candidate| candidate.proposal.rule.to_string())
            .collect();
        self.record(candidates, &round);
        if number == 0 {
            (self.outcome.era, self.outcome.evidence) = (facts.era, facts.evidence.clone());
        }
        if made.is_empty() {
            return None;
        }
        if number == MOST_ROUNDS {
            self.outcome.findings.push(reports::endless(&made, &worker, MOST_ROUNDS));
            return None;
        }
        let mut next = files.clone();
        for (path, file) in composed.files {
            if let (Some(content), Some(module)) = (&file.content, file.module) {
                self.ready.keep(&path, content, Arc::new(module));
            }
            next.set(path.clone(), file.content.clone());
            self.outcome.files.insert(path, (file.content, file.mode));
        }
        Some(next)
    }

    /// Books the changes of a round.
    fn record(&mut self, candidates: Vec<Candidate>, round: &Arc<Round>) {
        let needs = candidates.iter().map(|candidate| needed(candidate, &candidates)).collect::<Vec<_>>();
        let mut counts: BTreeMap<(String, Utf8PathBuf), usize> = BTreeMap::new();
        for (candidate, needs) in candidates.into_iter().zip(needs) {
            if candidate.deferred || candidate.suppressed || candidate.hidden {
                continue;
            }
            let key = (candidate.proposal.rule.code.to_string(), candidate.proposal.place.path.clone());
            if !candidate.accepted {
                // What stays open is counted in the first round; later rounds see the same places in edited text.
                let count = counts.entry(key.clone()).or_default();
                *count += 1;
                if round.number > 0 && *count <= self.open.get(&key).copied().unwrap_or_default() {
                    continue;
                }
            }
            self.outcome.changes.push(to_change(candidate, needs, round));
        }
        for (key, count) in counts {
            let most = self.open.entry(key).or_default();
            *most = count.max(*most);
        }
    }
}

/// What the codemods ask for.
struct Proposed {
    /// By rules that take part.
    shown: Proposals,
    /// By rules that do not, and that others need.
    hidden: Proposals,
}

fn propose(codemods: &[&dyn Codemod], context: &Context<'_>) -> Proposed {
    let (wanted, others): (Vec<&dyn Codemod>, Vec<&dyn Codemod>) =
        codemods.iter().copied().partition(|codemod| context.options.wants(&codemod.meta().rule.code));
    let mut shown = Proposals::default();
    let mut companions: Vec<(&str, &[&str])> = Vec::new();
    for codemod in wanted {
        let known = shown.changes.len();
        ask(codemod, context, &mut shown);
        let own = codemod.companions(context);
        if shown.changes.len() > known && !own.is_empty() {
            companions.push((code(codemod), own));
        }
    }
    let mut hidden = Proposals::default();
    if context.options.needs == Needs::Ignored || others.is_empty() {
        return Proposed { shown, hidden };
    }
    let begins = |code: &str, beginnings: &[&str]| beginnings.iter().any(|beginning| code.starts_with(beginning));
    let needed: BTreeSet<&str> = shown.changes.iter().flat_map(|change| change.needs.iter().copied()).collect();
    for codemod in others {
        let own = code(codemod);
        let goes_with: Vec<&str> =
            companions.iter().filter(|(_, beginnings)| begins(own, beginnings)).map(|(code, _)| *code).collect();
        if !needed.contains(own) && goes_with.is_empty() {
            continue;
        }
        let known = hidden.changes.len();
        ask(codemod, context, &mut hidden);
        if hidden.changes[known..].iter().any(|change| change.safety == Safety::Safe) {
            for change in shown.changes.iter_mut().filter(|change| goes_with.contains(&change.rule.code.as_ref())) {
                change.needs.push(own);
            }
        }
    }
    Proposed { shown, hidden }
}

fn code(codemod: &dyn Codemod) -> &'static str {
    codemod.meta().rule.code.as_ref()
}

/// Asks one codemod; one that fails has asked for nothing.
fn ask(codemod: &dyn Codemod, context: &Context<'_>, all: &mut Proposals) {
    let meta = codemod.meta();
    let mut proposals = Proposals::default();
    match catch_unwind(AssertUnwindSafe(|| codemod.propose(context, &mut proposals))) {
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
