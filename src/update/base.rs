//! What the templates wrote when the project was made or last updated: the version that both sides of a merge come from.
//! Border: the record's hashes are the truth; what was rendered, what the user has and what git remembers are compared
//! with them.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::RecordedProject;
use crate::merge::{Tree, TreeFile, UserTree};
use crate::plan::{FileMode, git};

/// The files of the recorded version.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// By path; `None` if nobody knows the bytes any more.
    pub files: BTreeMap<Utf8PathBuf, Option<TreeFile>>,
    /// Files whose rendering differs from what the record says was written, taken for want of something better.
    pub guessed: Vec<Utf8PathBuf>,
}

/// Finds the bytes of every recorded file. `rendered` is what the recorded versions make today, if they can be had; its
/// files at `shared` count also where the record does not have them, because layers wrote into the user's own.
pub fn base(project: &RecordedProject, rendered: Option<&Tree>, shared: &[Utf8PathBuf], user: &dyn UserTree) -> Base {
    let mut base = Base::default();
    let mut missing: Vec<(&Utf8PathBuf, &String)> = Vec::new();
    let recorded = project.record.templates.iter().flat_map(|template| &template.files);
    for (path, hash) in recorded {
        let is_it = |file: &TreeFile| file.content.hash() == *hash;
        let of_rendering = rendered.and_then(|tree| tree.get(path)).filter(|file| is_it(file)).cloned();
        match of_rendering.or_else(|| user.file(path).filter(is_it)) {
            Some(file) => drop(base.files.insert(path.clone(), Some(file))),
            None => missing.push((path, hash)),
        }
    }
    if !missing.is_empty() {
        let paths: Vec<Utf8PathBuf> = missing.iter().map(|(path, _)| (*path).clone()).collect();
        let mut history = git::history(&project.root, &paths);
        for (path, hash) in missing {
            let earlier = history.remove(path).unwrap_or_default();
            let mode = |tree: &Tree| tree.get(path).map(|file| file.mode);
            let mode = rendered.and_then(mode).unwrap_or(FileMode::Regular);
            let found = earlier.into_iter().find(|content| content.hash() == *hash);
            let file = match found.map(|content| TreeFile { content, mode }) {
                None => {
                    let guess = rendered.and_then(|tree| tree.get(path)).cloned();
                    base.guessed.extend(guess.is_some().then(|| path.clone()));
                    guess
                }
                found => found,
            };
            base.files.insert(path.clone(), file);
        }
    }
    for path in shared {
        if let Some(file) = rendered.and_then(|tree| tree.get(path)) {
            base.files.entry(path.clone()).or_insert_with(|| Some(file.clone()));
        }
    }
    base
}

/// How many of the recorded files are what `rendered` has.
pub fn matches(project: &RecordedProject, rendered: &Tree) -> usize {
    let recorded = project.record.templates.iter().flat_map(|template| &template.files);
    recorded.filter(|(path, hash)| rendered.get(*path).is_some_and(|file| file.content.hash() == **hash)).count()
}

/// Whether every recorded file is what `rendered` has.
pub fn is_exact(project: &RecordedProject, rendered: &Tree) -> bool {
    matches(project, rendered) == project.record.templates.iter().map(|template| template.files.len()).sum::<usize>()
}

/// The path that a recorded file is known by, for messages.
pub fn owner<'a>(project: &'a RecordedProject, path: &Utf8Path) -> Option<&'a str> {
    let templates = &project.record.templates;
    templates.iter().find(|template| template.files.contains_key(path)).map(|template| template.id.as_str())
}
