//! Whole files of a layer in a tree.
//! Border: bytes; a file that is there with other bytes is the user's to decide about.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use similar::TextMerge;

use super::clash::{Clash, ClashChoice, ClashChoices};
use crate::plan::Content;
use crate::project::Snapshot;
use crate::text::folded;

/// The file that makes a directory a package.
const PACKAGE: &str = "__init__.py";

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Placed {
    /// It is in the tree now.
    Written,
    /// It was there already, byte for byte.
    Same,
    /// Another one stays in its place.
    Kept,
    /// Both were put together, with marks where they differ.
    Marked,
    /// Nobody has decided.
    Open(Box<Clash>),
}

/// Puts a file into the tree.
pub(super) fn place(
    tree: &mut Snapshot,
    path: &Utf8Path,
    wanted: Content,
    layer: &str,
    choices: &ClashChoices,
) -> Placed {
    let Some(present) = tree.read(path) else {
        tree.set(path, Some(wanted));
        return Placed::Written;
    };
    if present == wanted {
        return Placed::Same;
    }
    match choices.of(path) {
        None => Placed::Open(Box::new(Clash { path: path.to_owned(), layer: layer.to_owned(), present, wanted })),
        Some(ClashChoice::Keep) => Placed::Kept,
        Some(ClashChoice::Take) => {
            tree.set(path, Some(wanted));
            Placed::Written
        }
        Some(ClashChoice::Merge) => match merged(&present, &wanted, layer) {
            Some((text, is_marked)) => {
                tree.set(path, Some(Content::from(text)));
                if is_marked { Placed::Marked } else { Placed::Written }
            }
            // Bytes that are no text cannot be put together.
            None => Placed::Open(Box::new(Clash { path: path.to_owned(), layer: layer.to_owned(), present, wanted })),
        },
    }
}

/// What becomes of a file that the layer has changed since it was laid.
pub(super) fn update(present: &Content, old: &Content, new: &Content, layer: &str) -> Option<(String, bool)> {
    let (present, old, new) = (text(present)?, text(old)?, text(new)?);
    Some(three_way(old, present, new, layer))
}

/// Both files put together, and whether marks show where they differ. `None` if they are no text.
fn merged(present: &Content, wanted: &Content, layer: &str) -> Option<(String, bool)> {
    let (present, wanted) = (text(present)?, text(wanted)?);
    // What both have is all that is known of where they came from.
    let common: String = similar::TextDiff::from_lines(present, wanted)
        .iter_all_changes()
        .filter(|change| change.tag() == similar::ChangeTag::Equal)
        .map(|change| change.value().to_owned())
        .collect();
    Some(three_way(&common, present, wanted, layer))
}

fn three_way(old: &str, present: &str, new: &str, layer: &str) -> (String, bool) {
    let mut merge = TextMerge::from_lines(old, present, new);
    merge.labels("before", "yours", &format!("layer {layer}"));
    (merge.to_string(), merge.is_conflicted())
}

fn text(content: &Content) -> Option<&str> {
    std::str::from_utf8(content.bytes()).ok()
}

/// Two paths of a tree that are one file on some systems and two on others; at least one of them is new.
pub fn clash_in_case(tree: &Snapshot, new: &[&Utf8Path]) -> Option<(Utf8PathBuf, Utf8PathBuf)> {
    let mut directories: Vec<&Utf8Path> = new.iter().flat_map(|path| path.ancestors().skip(1)).collect();
    directories.sort();
    directories.dedup();
    directories.into_iter().find_map(|directory| {
        let names = tree.list(directory);
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        names.keys().find_map(|name| {
            let other = seen.insert(folded(name), name)?;
            let (one, other) = (directory.join(other), directory.join(name));
            let is_new = new.iter().any(|path| path.starts_with(&one) || path.starts_with(&other));
            is_new.then_some((one, other))
        })
    })
}

/// What Python finds under the name of a new module: a package goes before a module of the same name, so one of the two
/// could never be imported again. `source` is the directory that modules are found in; elsewhere names are nobody's.
pub(super) fn same_module(tree: &Snapshot, source: &Utf8Path, path: &Utf8Path) -> Option<Utf8PathBuf> {
    if path.extension() != Some("py") || !path.starts_with(source) || tree.exists(path) {
        return None;
    }
    let package = path.with_extension("").join(PACKAGE);
    if tree.exists(&package) {
        return Some(package);
    }
    let directories = path.ancestors().skip(1).take_while(|directory| *directory != source);
    directories.map(|directory| directory.with_extension("py")).find(|module| tree.exists(module))
}
