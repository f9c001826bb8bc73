//! Runs the engine over a tree and checks what holds for every result.
//! Border: the same promises for every codemod; what a case expects stands in the case.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::super::{Codemod, Options, migrate_with};
use super::error::Fault;
use super::expectation::WorkerHint;
use super::tree::{self, Tree};
use super::worker;
use crate::plan::{Decisions, Plan, Standing};
use crate::project::Snapshot;
use crate::python::{Module, new_problems};
use crate::text::Source;

/// The codemods that there are while cases run.
pub struct Rules<'a>(pub Vec<&'a dyn Codemod>);

/// How a tree is migrated.
pub struct Run<'a> {
    /// The codemods.
    pub rules: &'a Rules<'a>,
    /// What is asked.
    pub options: &'a Options,
    /// What is decided.
    pub decisions: &'a Decisions,
    /// What the files do not say.
    pub hint: &'a WorkerHint,
}

impl Run<'_> {
    /// The tree after the migration, and the plan that made it.
    pub fn over(&self, tree: &Tree) -> Result<(Tree, Plan), Fault> {
        let set_up = |error: std::io::Error| Fault::SetUp(format!("no temporary folder: {error}"));
        let folder = tempfile::tempdir().map_err(set_up)?;
        let root = Utf8PathBuf::from_path_buf(folder.path().to_path_buf())
            .map_err(|path| Fault::SetUp(format!("{} is not UTF-8", path.display())))?;
        let completed = worker::complete(tree, self.hint);
        tree::write_tree(&completed.tree, folder.path()).map_err(set_up)?;
        let files = Snapshot::of(root);
        let workers = worker::find(&files, self.hint)?;
        let plan = migrate_with(&self.rules.0, &workers, &files, self.options, self.decisions).plan;
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
    pub fn twice_over(&self, tree: &Tree) -> Result<(Tree, Plan), Fault> {
        let (result, plan) = self.over(tree)?;
        let dropped = |finding: &&crate::plan::Finding| {
            let bugs = ["the change was dropped", "changes were still proposed"];
            finding.standing == Standing::Refused && bugs.iter().any(|bug| finding.reason.contains(bug))
                || finding.next_step.as_deref().is_some_and(|step| step.contains("please report this"))
        };
        if let Some(finding) = plan.findings.iter().find(dropped) {
            let next = finding.next_step.as_ref().map_or_else(String::new, |next| format!("\nnext: {next}"));
            return Err(Fault::Dropped(format!("{}: {}{next}", finding.rule, finding.reason)));
        }
        let (again, second) = self.over(&result)?;
        if let Some(difference) = tree::difference(&result, &again) {
            return Err(Fault::SecondRun(format!("\n{difference}")));
        }
        if let Some(change) = second.accepted().next() {
            return Err(Fault::SecondRun(format!("{} {}", change.rule, change.title)));
        }
        Ok((result, plan))
    }
}

/// What must hold for every pair of trees: files that parsed still parse, files that did not are untouched.
fn holds(before: &Tree, after: &Tree) -> Result<(), Fault> {
    let originals: BTreeMap<_, _> = before.iter().filter(|(path, _)| path.ends_with(".py")).collect();
    for (path, bytes) in after.iter().filter(|(path, _)| path.ends_with(".py")) {
        let Some(original) = originals.get(path) else {
            Module::read(bytes)
                .map_err(|error| Fault::Invalid(format!("{path}, which is new, is not valid Python: {error}")))?;
            continue;
        };
        if *original == bytes {
            continue;
        }
        Module::read(original)
            .map_err(|error| Fault::Invalid(format!("{path} was not valid Python and was edited: {error}")))?;
        Module::read(bytes).map_err(|error| {
            let text = String::from_utf8_lossy(bytes);
            Fault::Invalid(format!("{path} is not valid Python any more: {error}\n{text}"))
        })?;
        let text = |bytes: &[u8]| Source::decode_python(bytes).map(|source| source.text);
        let (Ok(old), Ok(new)) = (text(original), text(bytes)) else { continue };
        if let Some(problem) = new_problems(&old, &new).first() {
            let (line, message) = (problem.line, &problem.message);
            return Err(Fault::Invalid(format!("{path}:{line}: Python refuses the result: {message}\n{new}")));
        }
    }
    Ok(())
}
