//! Three-way merge: what the user made of a project, and what a new version of its templates wants.
//! Border: texts and trees in memory; knows nothing of templates, records or terminals, and writes nothing.
//!
//! Three versions take part everywhere: *base*, from which both others were made; *ours*, the user's; and *theirs*,
//! the new one. The user's version comes first: nothing that he added or changed is lost, it stands in the result or
//! between the markers of a conflict.

mod apart;
mod config_file;
mod config_kind;
mod conflict;
mod durable_objects;
mod file;
mod judged;
mod labels;
mod lines;
mod python_file;
mod ranges;
mod renames;
mod similarity;
mod structure;
mod tree;

use file::MergedFileText;

pub use config_kind::ConfigKind;
pub use conflict::{Conflict, ConflictKind};
pub use file::{FileVersions, MergedFile, merge_file};
pub use labels::Labels;
pub use lines::{MergedText, Region, Side, Versions};
pub use tree::{MergedPath, Remark, Tree, TreeFile, TreeVersions, UserTree, merge_trees};

#[cfg(test)]
mod properties;
