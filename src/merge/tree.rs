//! Three-way merge of trees: what the user removed stays removed, what he renamed keeps its name, what he edited is
//! merged. Border: plans in memory what becomes of each file; reads the user's files through `UserTree`, writes nothing.
use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::renames::{follow, moved_directories, renames};
use super::{ConfigKind, Conflict, ConflictKind, FileVersions, Labels, merge_file};
use crate::plan::{Content, FileMode};

/// A file of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeFile {
    /// Its bytes.
    pub content: Content,
    /// Whether it can be run.
    pub mode: FileMode,
}

/// A tree that was rendered, by paths.
pub type Tree = BTreeMap<Utf8PathBuf, TreeFile>;

/// The user's tree.
pub trait UserTree {
    /// The file at a path, if there is one.
    fn file(&self, path: &Utf8Path) -> Option<TreeFile>;

    /// All files that could be a template's under another name: nothing generated, installed or ignored.
    fn files(&self) -> Vec<Utf8PathBuf>;
}

/// What the user's tree is merged with.
#[derive(Debug, Clone, Copy)]
pub struct TreeVersions<'a> {
    /// What both were made from. `None`: such a file was there, but nobody knows its bytes.
    pub base: &'a BTreeMap<Utf8PathBuf, Option<TreeFile>>,
    /// The new version.
    pub theirs: &'a Tree,
    /// Names that the user is known to have given to files of the base.
    pub renamed: &'a BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

/// What becomes of one file of the templates.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedPath {
    /// The path in the base.
    pub base: Option<Utf8PathBuf>,
    /// The path in the new version.
    pub theirs: Option<Utf8PathBuf>,
    /// Where the user has it.
    pub ours: Option<Utf8PathBuf>,
    /// Where it stands afterwards; `None`: nowhere.
    pub path: Option<Utf8PathBuf>,
    /// What the user has.
    pub before: Option<TreeFile>,
    /// What stands there afterwards.
    pub after: Option<TreeFile>,
    /// The contents that git keeps for a file in conflict: base, ours, theirs.
    pub stages: [Option<TreeFile>; 3],
    /// Where a person has to decide.
    pub conflicts: Vec<Conflict>,
    /// What was decided in the user's favour.
    pub remarks: Vec<Remark>,
}

/// Something that was decided without asking, worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The user removed the file, and the new version changed it: it stays removed.
    StaysRemoved,
    /// The user removed a value, and the new version changed it: it stays removed.
    ValueStaysRemoved {
        /// Where: `vars.APP_NAME`.
        path: String,
    },
    /// The user gave the file another name, which it keeps.
    KeepsName,
    /// The new version does not have the file any more; it stays because the user renamed it.
    StaysThoughRemoved,
    /// The new version gave the file another name, and the user has something else there.
    NameTaken {
        /// The name.
        path: Utf8PathBuf,
    },
}

impl MergedPath {
    /// Whether anything of the user's tree changes.
    pub fn changes_something(&self) -> bool {
        self.before != self.after || self.ours != self.path
    }
}

/// Merges a new version into the user's tree; one entry for each file of the base and of the new version, by path.
pub fn merge_trees(versions: &TreeVersions<'_>, ours: &dyn UserTree, labels: &Labels) -> Vec<MergedPath> {
    let merge = Merge::new(versions, ours, labels);
    let mut merged: Vec<MergedPath> = versions.base.keys().map(|path| merge.of_base(path)).collect();
    let taken: BTreeSet<&Utf8PathBuf> = merge.their_names.values().collect();
    let new = versions.theirs.keys().filter(|path| !versions.base.contains_key(*path) && !taken.contains(path));
    merged.extend(new.map(|path| merge.of_theirs(path)));
    merged.sort_by(|one, other| one.name().cmp(other.name()));
    merged
}

impl MergedPath {
    /// The path that it is known by.
    pub fn name(&self) -> &Utf8Path {
        let paths = [&self.path, &self.ours, &self.theirs, &self.base];
        paths.into_iter().flatten().next().map_or(Utf8Path::new(""), |path| path)
    }
}

struct Merge<'a> {
    versions: &'a TreeVersions<'a>,
    ours: &'a dyn UserTree,
    labels: &'a Labels,
    /// The names that the new version gave to files of the base.
    their_names: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    /// The names that the user gave to files of the base.
    our_names: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    /// The directories that the user moved.
    moved: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

impl<'a> Merge<'a> {
    fn new(versions: &'a TreeVersions<'a>, ours: &'a dyn UserTree, labels: &'a Labels) -> Self {
        let (base, theirs) = (versions.base, versions.theirs);
        let known = |path: &'a Utf8PathBuf| Some((path.as_path(), &base[path].as_ref()?.content));
        let gone: Vec<_> = base.keys().filter(|path| !theirs.contains_key(*path)).filter_map(known).collect();
        let new = theirs.iter().filter(|(path, _)| !base.contains_key(*path));
        let new: Vec<_> = new.map(|(path, file)| (path.as_path(), &file.content)).collect();
        let their_names = renames(&gone, &new);

        let mut our_names: BTreeMap<Utf8PathBuf, Utf8PathBuf> = BTreeMap::new();
        let missing = |path: &&Utf8PathBuf| ours.file(path).is_none();
        for path in base.keys().filter(missing) {
            let recorded = versions.renamed.get(path).filter(|to| ours.file(to).is_some());
            // Both gave it the same name.
            let same = their_names.get(path).filter(|to| ours.file(to).is_some());
            let others = ConfigKind::other_names(path);
            let other = others.iter().find(|to| !base.contains_key(*to) && ours.file(to).is_some());
            our_names.extend(recorded.or(same).or(other).map(|to| (path.clone(), to.clone())));
        }
        let lost: Vec<&Utf8PathBuf> =
            base.keys().filter(missing).filter(|path| !our_names.contains_key(*path)).collect();
        if !lost.is_empty() {
            let taken: BTreeSet<&Utf8PathBuf> = our_names.values().collect();
            let own: Vec<(Utf8PathBuf, Content)> = ours
                .files()
                .into_iter()
                .filter(|path| !base.contains_key(path) && !theirs.contains_key(path) && !taken.contains(path))
                .filter_map(|path| ours.file(&path).map(|file| (path, file.content)))
                .collect();
            let own: Vec<_> = own.iter().map(|(path, content)| (path.as_path(), content)).collect();
            let lost: Vec<_> = lost.into_iter().filter_map(known).collect();
            let found = renames(&lost, &own);
            our_names.extend(found);
        }
        let before = base.keys().map(Utf8PathBuf::as_path).collect();
        let moved = moved_directories(&our_names, &before, &|path| ours.file(path).is_some());
        Self { versions, ours, labels, their_names, our_names, moved }
    }

    /// A file that was there before.
    fn of_base(&self, base: &Utf8PathBuf) -> MergedPath {
        let theirs = match self.versions.theirs.get_key_value(base) {
            Some((path, _)) => Some(path),
            None => self.their_names.get(base),
        };
        let ours = match self.our_names.get(base) {
            Some(renamed) => Some(renamed.clone()),
            None => self.ours.file(base).is_some().then(|| base.clone()),
        };
        self.merge(Some(base), theirs, ours)
    }

    /// A file that is new.
    fn of_theirs(&self, path: &Utf8PathBuf) -> MergedPath {
        let place = follow(&self.moved, path);
        let ours = self.ours.file(&place).is_some().then(|| place.clone());
        let mut merged = self.merge(None, Some(path), ours);
        if merged.ours.is_none() {
            merged.path = Some(place);
        }
        merged
    }

    fn merge(&self, base: Option<&Utf8PathBuf>, theirs: Option<&Utf8PathBuf>, ours: Option<Utf8PathBuf>) -> MergedPath {
        let old = base.and_then(|path| self.versions.base[path].clone());
        let new = theirs.map(|path| self.versions.theirs[path].clone());
        let before = ours.as_ref().and_then(|path| self.ours.file(path));
        let mut merged = MergedPath {
            base: base.cloned(),
            theirs: theirs.cloned(),
            path: ours.clone(),
            after: before.clone(),
            stages: [old.clone(), before.clone(), new.clone()],
            conflicts: Vec::new(),
            remarks: Vec::new(),
            before,
            ours,
        };
        match (&merged.ours.clone(), new) {
            (Some(ours), Some(new)) => self.both(&mut merged, ours, old.as_ref(), &new),
            (Some(ours), None) => self.removed_by_them(&mut merged, ours, old.as_ref()),
            (None, Some(new)) if base.is_none() => {
                merged.path = theirs.cloned();
                merged.after = Some(new);
            }
            (None, Some(new)) => {
                if old.as_ref() != Some(&new) {
                    merged.remarks.push(Remark::StaysRemoved);
                }
            }
            (None, None) => {}
        }
        merged
    }

    /// The user has it, and so has the new version.
    fn both(&self, merged: &mut MergedPath, ours: &Utf8PathBuf, old: Option<&TreeFile>, new: &TreeFile) {
        let (Some(theirs), Some(before)) = (merged.theirs.clone(), merged.before.clone()) else { return };
        let is_renamed = merged.base.as_ref().is_some_and(|base| base != ours);
        let path = if is_renamed || theirs == *ours || merged.base.is_none() {
            ours.clone()
        } else if self.ours.file(&theirs).is_some() {
            merged.remarks.push(Remark::NameTaken { path: theirs.clone() });
            ours.clone()
        } else {
            theirs.clone()
        };
        if is_renamed && old.is_none_or(|old| old != new) && theirs != *ours {
            merged.remarks.push(Remark::KeepsName);
        }
        let base_path = merged.base.clone().unwrap_or_else(|| theirs.clone());
        let versions = FileVersions {
            base: old.map(|old| (base_path.as_path(), &old.content)),
            ours: (ours, &before.content),
            theirs: (&theirs, &new.content),
        };
        let mut file = merge_file(&versions, self.labels);
        if merged.base.is_some() && old.is_none() {
            file.conflicts.iter_mut().for_each(|conflict| conflict.kind = ConflictKind::UnknownBase);
        }
        let is_theirs = old.is_some_and(|old| old.mode == before.mode && old.mode != new.mode);
        let mode = if is_theirs { new.mode } else { before.mode };
        merged.after = Some(TreeFile { content: file.content, mode });
        merged.conflicts = file.conflicts;
        merged.remarks.extend(file.left_removed.into_iter().map(|path| Remark::ValueStaysRemoved { path }));
        merged.path = Some(path);
    }

    /// The user has it, and the new version does not.
    fn removed_by_them(&self, merged: &mut MergedPath, ours: &Utf8PathBuf, old: Option<&TreeFile>) {
        if merged.base.as_ref() != Some(ours) {
            merged.remarks.push(Remark::StaysThoughRemoved);
        } else if old.is_some_and(|old| merged.before.as_ref().is_some_and(|mine| mine.content == old.content)) {
            merged.after = None;
            merged.path = None;
        } else {
            merged.conflicts.push(Conflict { line: 0, kind: ConflictKind::RemovedByThem });
        }
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
