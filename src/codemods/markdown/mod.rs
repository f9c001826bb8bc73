//! Migrates the Python blocks of Markdown files: each one is a module of its own, without a configuration.
//! Border: from blocks to changes of the document; what is changed in them the codemods know.
mod blocks;

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use self::blocks::{Block, blocks};
use super::engine::{self, ENGINE};
use super::needles::Needles;
use super::{Codemod, Options};
use crate::plan::{
    Change, Content, Decisions, FileMode, FileOutcome, FilePreview, Finding, Place, Plan, Previews, Standing,
};
use crate::project::{Snapshot, Worker, WorkerBinding};
use crate::python::{Module, ReadError};
use crate::text::Source;

/// Adds to `plan` what becomes of the Python in `documents`. Names on `env` mean what they mean to the nearest of
/// `workers`.
pub fn migrate_documents(
    codemods: &[&dyn Codemod],
    documents: &[Utf8PathBuf],
    workers: &[Worker],
    files: &Snapshot,
    options: &Options,
    decisions: &Decisions,
    plan: &mut Plan,
) {
    // A page shows Python; what belongs to it in configurations it does not show.
    let codemods: Vec<&dyn Codemod> =
        codemods.iter().copied().filter(|codemod| !codemod.meta().needles.is_empty()).collect();
    let run = Run { needles: Arc::new(Needles::of(&codemods, options.reading)), codemods, files, options, decisions };
    let migrated: Vec<Option<Document>> =
        documents.par_iter().map(|path| run.document(path, &bindings(path, workers))).collect();
    for document in migrated.into_iter().flatten() {
        plan.changes.extend(document.changes);
        plan.findings.extend(document.findings);
        plan.files.extend(document.outcome);
    }
    plan.files.sort_by(|one, other| one.path.cmp(&other.path));
}

/// What is bound to names in the nearest Worker around a document.
fn bindings(path: &Utf8Path, workers: &[Worker]) -> BTreeMap<String, WorkerBinding> {
    let around = workers.iter().filter(|worker| path.starts_with(&worker.directory));
    let nearest = around.max_by_key(|worker| worker.directory.as_str().len()).or(workers.first());
    nearest.map(|worker| worker.bindings.clone()).unwrap_or_default()
}

struct Run<'a> {
    codemods: Vec<&'a dyn Codemod>,
    needles: Arc<Needles>,
    files: &'a Snapshot,
    options: &'a Options,
    decisions: &'a Decisions,
}

/// What becomes of one document.
struct Document {
    changes: Vec<Change>,
    findings: Vec<Finding>,
    outcome: Option<FileOutcome>,
}

impl Run<'_> {
    fn document(&self, path: &Utf8Path, bindings: &BTreeMap<String, WorkerBinding>) -> Option<Document> {
        let content = self.files.read(path).filter(|content| self.needles.any(content.bytes()))?;
        let source = Source::decode(content.bytes()).ok()?;
        let mut document = Document { changes: Vec::new(), findings: Vec::new(), outcome: None };
        let mut text = source.text.clone();
        // From the last to the first, so that places stay what they are.
        for (index, block) in blocks(&source.text).into_iter().enumerate().rev() {
            let python = block.python(&source.text);
            if !self.needles.any(python.as_bytes()) {
                continue;
            }
            if let Some(after) = self.block(path, index, &block, &python, &source, bindings, &mut document) {
                text.replace_range(block.range.clone(), &block.written(&after));
            }
        }
        document.changes.sort_by_key(|change| (change.place.line, change.place.column));
        document.findings.sort_by_key(|finding| (finding.place.line, finding.place.column));
        if text != source.text {
            let bytes = source.encode(&text).ok()?;
            document.outcome = Some(FileOutcome {
                path: path.to_owned(),
                before: Some(content),
                after: Some(Content::from(bytes)),
                mode: FileMode::Regular,
                mode_change: None,
            });
        }
        Some(document)
    }

    /// What becomes of a block, if it changes; its changes and findings go to `document`.
    #[expect(clippy::too_many_arguments, reason = "one block of one document; a type for them would be used once")]
    fn block(
        &self,
        path: &Utf8Path,
        index: usize,
        block: &Block,
        python: &str,
        source: &Source,
        bindings: &BTreeMap<String, WorkerBinding>,
        document: &mut Document,
    ) -> Option<String> {
        let place = |place: &Place| Place {
            path: path.to_owned(),
            line: block.line + place.line.saturating_sub(1),
            column: if place.column == 0 { 0 } else { place.column + block.prefix.chars().count() },
        };
        if let Err(error) = Module::read(python.as_bytes()) {
            document.findings.push(unreadable(&error, &place));
            return None;
        }
        // Changes are named by the block that they stand in.
        let main = Utf8PathBuf::from(format!("{path}#python-{}.py", index + 1));
        let mut files = self.files.clone();
        files.set(main.clone(), Some(Content::from(python)));
        let worker = Worker {
            name: path.to_string(),
            directory: main.parent().map(Utf8Path::to_owned).unwrap_or_default(),
            config: None,
            main: main.clone(),
            import_root: main.parent().map(Utf8Path::to_owned).unwrap_or_default(),
            compatibility_date: None,
            compatibility_flags: Vec::new(),
            bindings: bindings.clone(),
            python_files: vec![main.clone()],
            neighbours: Vec::new(),
        };
        let outcome = engine::run(&self.codemods, &self.needles, &worker, &files, self.options, self.decisions);
        for finding in outcome.findings.into_iter().filter(|finding| finding.standing != Standing::Note) {
            document.findings.push(Finding { place: place(&finding.place), ..finding });
        }
        for change in outcome.changes {
            let previews = self::previews(&change.previews, path, block, source);
            document.changes.push(Change { place: place(&change.place), previews, ..change });
        }
        let (after, _) = outcome.files.get(&main)?;
        String::from_utf8(after.as_ref()?.bytes().to_vec()).ok()
    }
}

fn unreadable(error: &ReadError, place: &dyn Fn(&Place) -> Place) -> Finding {
    let (line, column) = match error {
        ReadError::Syntax { line, column, .. } => (*line, *column),
        _ => (1, 1),
    };
    Finding {
        rule: ENGINE,
        standing: Standing::Skipped,
        place: place(&Place { path: Utf8PathBuf::new(), line, column }),
        reason: format!("not read as Python: {error}"),
        next_step: None,
    }
}

/// The document before and after a single change of a block.
fn previews(previews: &Previews, path: &Utf8Path, block: &Block, source: &Source) -> Previews {
    let (previews, path, block, source) = (previews.clone(), path.to_owned(), block.clone(), source.clone());
    Previews::later(vec![path.clone()], move || {
        let document = |python: Option<&Content>| {
            let python = std::str::from_utf8(python?.bytes()).ok()?;
            let mut text = source.text.clone();
            text.replace_range(block.range.clone(), &block.written(python));
            source.encode(&text).ok().map(Content::from)
        };
        let files = previews.files().iter();
        files
            .map(|file| FilePreview {
                path: path.clone(),
                before: document(file.before.as_ref()),
                after: document(file.after.as_ref()),
            })
            .collect()
    })
}
