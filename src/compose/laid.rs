//! What laying comes to: a changed tree, with the reasons.
//! Border: data, and the plan made of it.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::clash::Clash;
use super::record::Record;
use crate::plan::{Change, Content, FileMode, FileOutcome, Finding, Plan};
use crate::project::Snapshot;

/// What laying comes to.
#[derive(Debug, Clone)]
pub struct Laid {
    /// The files afterwards, over those before.
    pub tree: Snapshot,
    /// One change for each template that changed something, in the order in which they were laid.
    pub changes: Vec<Change>,
    /// What has to be known or done by hand.
    pub findings: Vec<Finding>,
    /// Files that somebody has to decide about; while there are any, nothing should be written.
    pub clashes: Vec<Clash>,
    /// What the project is made from now.
    pub record: Record,
    /// The permissions of new files that are not regular.
    pub(super) modes: BTreeMap<Utf8PathBuf, FileMode>,
}

impl Laid {
    /// The same plan for a larger directory, in which the tree is at `directory`.
    pub fn plan_below(&self, root: &Utf8Path, directory: &Utf8Path) -> Plan {
        let mut plan = self.plan(root);
        if directory.as_str().is_empty() {
            return plan;
        }
        for file in &mut plan.files {
            file.path = directory.join(&file.path);
        }
        for finding in &mut plan.findings {
            finding.place.path = directory.join(&finding.place.path);
        }
        for change in &mut plan.changes {
            let directory = directory.to_owned();
            change.place.path = directory.clone();
            change.previews = change.previews.clone().renamed(move |path| directory.join(path));
        }
        plan
    }

    /// The files that were laid, each with its bytes and its mode.
    pub fn files(&self) -> impl Iterator<Item = (&Utf8Path, &Content, FileMode)> {
        self.tree.changed().filter_map(|(path, content)| Some((path, content.as_ref()?, self.mode(path))))
    }

    fn mode(&self, path: &Utf8Path) -> FileMode {
        self.modes.get(path).copied().unwrap_or_default()
    }

    /// The plan that makes the tree of `root`, the directory that it was read from.
    pub fn plan(&self, root: &Utf8Path) -> Plan {
        let mut files: Vec<FileOutcome> = self
            .tree
            .changed()
            .filter_map(|(path, after)| {
                let before = self.tree.read_original(path);
                let mode = self.mode(path);
                (before != *after).then(|| FileOutcome {
                    path: path.to_owned(),
                    before,
                    after: after.clone(),
                    mode,
                    mode_change: None,
                })
            })
            .collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Plan { root: root.to_owned(), changes: self.changes.clone(), findings: self.findings.clone(), files }
    }
}
