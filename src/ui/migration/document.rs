//! A migration as JSON: the document of `--json`, described in `docs/schema/migrate.schema.json`.
//! Border: the format; fields are only ever added, a change of meaning is a new version.
use camino::Utf8Path;
use serde::Serialize;

use super::{MigrationView, Tally};
use crate::plan::diff::DiffOptions;
use crate::ui::plan_document::{ChangeDocument, FileDocument, FindingDocument, changes, files, findings};

/// The document.
#[derive(Debug, Serialize)]
pub struct MigrationDocument<'a> {
    command: &'static str,
    /// "dry-run", "check", "write", "plan" or "apply".
    mode: &'static str,
    /// Whether files were written.
    applied: bool,
    root: &'a Utf8Path,
    summary: SummaryDocument,
    workers: Vec<WorkerDocument<'a>>,
    changes: Vec<ChangeDocument<'a>>,
    findings: Vec<FindingDocument<'a>>,
    files: Vec<FileDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct SummaryDocument {
    accepted: usize,
    safe: usize,
    review: usize,
    by_hand: usize,
    not_handled: usize,
    skipped: usize,
}

#[derive(Debug, Serialize)]
struct WorkerDocument<'a> {
    name: &'a str,
    directory: &'a Utf8Path,
    config: Option<&'a Utf8Path>,
    entry: &'a Utf8Path,
    era: &'static str,
    evidence: &'a [String],
}

impl<'a> MigrationDocument<'a> {
    /// The document of a migration; diffs are written as `options` say.
    pub fn new(view: MigrationView<'a>, mode: &'static str, applied: bool, options: &DiffOptions) -> Self {
        let tally = Tally::of(view.plan);
        Self {
            command: "migrate",
            mode,
            applied,
            root: &view.plan.root,
            summary: SummaryDocument {
                accepted: tally.accepted,
                safe: tally.safe,
                review: tally.review,
                by_hand: tally.by_hand,
                not_handled: tally.refused,
                skipped: tally.skipped,
            },
            workers: view
                .workers
                .iter()
                .map(|worker| WorkerDocument {
                    name: &worker.name,
                    directory: &worker.directory,
                    config: worker.config.as_deref(),
                    entry: &worker.entry,
                    era: worker.era,
                    evidence: &worker.evidence,
                })
                .collect(),
            changes: changes(view.plan, options),
            findings: findings(view.plan),
            files: files(view.plan, options),
        }
    }
}
