//! Runs the engine over a tree and checks what holds for every result.
//! Border: the same promises for every codemod; what a case expects stands in the case.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use pyworker::codemods::{Options, migrate};
use pyworker::plan::{Decisions, Plan};
use pyworker::project::Snapshot;
use pyworker::python::{Module, new_problems};
use pyworker::text::Source;

use super::expectation::WorkerHint;
use super::tree::{self, Tree};
use super::worker;

/// How a tree is migrated.
pub struct Run<'a> {
    /// What is asked.
    pub options: &'a Options,
    /// What is decided.
    pub decisions: &'a Decisions,
    /// What the files do not say.
    pub hint: &'a WorkerHint,
}

impl Run<'_> {
    /// The tree after the migration, and the plan that made it.
    pub fn over(&self, tree: &Tree) -> Result<(Tree, Plan), String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let root = Utf8PathBuf::from_path_buf(folder.path().to_path_buf()).map_err(|_| "no UTF-8 folder")?;
        let completed = worker::complete(tree, self.hint);
        tree::write(&completed.tree, folder.path());
        let files = Snapshot::of(root);
        let workers = worker::find(&files, self.hint)?;
        let plan = migrate(&workers, &files, self.options, self.decisions).plan;
        let mut result = completed.tree.clone();
        for file in &plan.files {
            match &file.after {
                Some(content) => drop(result.insert(file.path.to_string(), content.bytes().to_vec())),
                None => drop(result.remove(file.path.as_str())),
            }
        }
        holds(&completed.tree, &result)?;
        completed.take_back(&mut result);
        Ok((result, plan))
    }

    /// Migrates `tree`, and its result once more, which must change nothing.
    pub fn twice_over(&self, tree: &Tree) -> Result<(Tree, Plan), String> {
        let (result, outcome) = self.over(tree)?;
        if let Some(finding) = outcome.findings.iter().find(|finding| finding.reason.contains("please report this")) {
            return Err(format!("the engine dropped a change: {finding:#?}"));
        }
        let (again, second) = self.over(&result)?;
        if let Some(difference) = tree::difference(&result, &again) {
            return Err(format!("a second run still changes something\n{difference}"));
        }
        if let Some(change) = second.changes.iter().find(|change| change.accepted) {
            return Err(format!("a second run still proposes something: {change:#?}"));
        }
        Ok((result, outcome))
    }
}

/// What must hold for every pair of trees: files that parsed still parse, files that did not are untouched.
fn holds(before: &Tree, after: &Tree) -> Result<(), String> {
    let originals: BTreeMap<_, _> = before.iter().filter(|(path, _)| path.ends_with(".py")).collect();
    for (path, bytes) in after.iter().filter(|(path, _)| path.ends_with(".py")) {
        let Some(original) = originals.get(path) else {
            Module::read(bytes).map_err(|error| format!("{path}, which is new, is not valid Python: {error}"))?;
            continue;
        };
        if *original == bytes {
            continue;
        }
        Module::read(original).map_err(|error| format!("{path} was not valid Python and was edited: {error}"))?;
        Module::read(bytes).map_err(|error| {
            format!("{path} is not valid Python any more: {error}\n{}", String::from_utf8_lossy(bytes))
        })?;
        let text = |bytes: &[u8]| Source::decode_python(bytes).map(|source| source.text);
        let (Ok(old), Ok(new)) = (text(original), text(bytes)) else { continue };
        if let Some(problem) = new_problems(&old, &new).first() {
            return Err(format!("{path}: CPython would refuse the result: {problem:?}\n{new}"));
        }
    }
    Ok(())
}
