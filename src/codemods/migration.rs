//! A migration of all workers of a repository: one plan and what is to be said about each worker.
//! Border: pure over a snapshot; finding the workers is `project`'s work, showing and applying the plan the command's.
use std::sync::Arc;

use camino::Utf8PathBuf;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::plan::{Change, Content, Decisions, FileOutcome, Plan};
use crate::project::{Snapshot, Worker};

use super::engine::{self, Outcome};
use super::needles::Needles;
use super::{Codemod, Era, Options, registry};

/// What is said about one worker.
#[derive(Debug, Clone)]
pub struct WorkerReport {
    /// The worker.
    pub worker: Worker,
    /// Which API it is written for.
    pub era: Era,
    /// Why that is believed: short phrases such as "global handler on_fetch (src/entry.py:12)".
    pub evidence: Vec<String>,
}

/// A plan over all workers and what was found out on the way.
#[derive(Debug, Clone)]
pub struct Migration {
    /// One for each worker, in the order in which they were found.
    pub workers: Vec<WorkerReport>,
    /// What to do.
    pub plan: Plan,
}

/// Plans the migration of `workers`, whose paths are relative to the root of `files`.
pub fn migrate(workers: &[Worker], files: &Snapshot, options: &Options, decisions: &Decisions) -> Migration {
    migrate_with(registry::built_in(), workers, files, options, decisions)
}

/// The same with a chosen set of codemods.
pub fn migrate_with(
    codemods: &[&dyn Codemod],
    workers: &[Worker],
    files: &Snapshot,
    options: &Options,
    decisions: &Decisions,
) -> Migration {
    migrate_watched(codemods, workers, files, options, decisions, &|| ())
}

/// The same; `watch` is called whenever one of the workers is done, by whichever thread did it.
pub fn migrate_watched(
    codemods: &[&dyn Codemod],
    workers: &[Worker],
    files: &Snapshot,
    options: &Options,
    decisions: &Decisions,
    watch: &(dyn Fn() + Sync),
) -> Migration {
    let needles = Arc::new(Needles::of(codemods, options.reading));
    let outcomes: Vec<Outcome> = workers
        .par_iter()
        .map(|worker| {
            let outcome = engine::run(codemods, &needles, worker, files, options, decisions);
            watch();
            outcome
        })
        .collect();
    let mut merged: FxHashMap<String, FileOutcome> = FxHashMap::default();
    let mut plan = Plan { root: files.root().to_owned(), ..Plan::default() };
    let mut reports = Vec::new();
    let mut overlay = files.clone();
    let (mut known, mut said) = (FxHashSet::default(), FxHashSet::default());
    for (worker, mut outcome) in workers.iter().zip(outcomes) {
        // Two workers that change one file, under one name or two, see each other's changes one after the other.
        let clashing: Vec<(Utf8PathBuf, Option<Content>)> = outcome
            .files
            .iter()
            .filter_map(|(path, (after, _))| {
                let other = merged.get(files.real(path).as_str()).filter(|other| other.after != *after)?;
                Some((path.clone(), other.after.clone()))
            })
            .collect();
        if !clashing.is_empty() {
            clashing.into_iter().for_each(|(path, content)| overlay.set(path, content));
            outcome = engine::run(codemods, &needles, worker, &overlay, options, decisions);
        }
        for (path, (after, mode)) in &outcome.files {
            overlay.set(path.clone(), after.clone());
            let real = files.real(path);
            merged.insert(
                real.as_str().to_owned(),
                FileOutcome {
                    path: real,
                    before: files.read_original(path),
                    after: after.clone(),
                    mode: *mode,
                    mode_change: None,
                },
            );
        }
        reports.push(WorkerReport { worker: worker.clone(), era: outcome.era, evidence: outcome.evidence });
        for change in outcome.changes {
            // A file that two workers share asks for the same change twice.
            if known.insert(change.id.clone()) {
                plan.changes.push(at_real_paths(change, files));
            }
        }
        for mut finding in outcome.findings {
            finding.place.path = files.real(&finding.place.path);
            if said.insert(finding.clone()) {
                plan.findings.push(finding);
            }
        }
    }
    merged.retain(|_, outcome| outcome.before != outcome.after);
    plan.files = merged.into_values().collect();
    plan.files.sort_by(|one, other| one.path.cmp(&other.path));
    Migration { workers: reports, plan }
}

/// The change with files named by where they really are: a link stays a link, and what it leads to is changed. So the
/// diff says what happens. A link out of the root keeps its name, and is refused when the plan is applied.
fn at_real_paths(mut change: Change, files: &Snapshot) -> Change {
    change.place.path = files.real(&change.place.path);
    if change.previews.paths().iter().any(|path| files.real(path) != *path) {
        let files = files.clone();
        change.previews = change.previews.renamed(move |path| files.real(path));
    }
    change
}
