//! Compares the tree with what a plan expects, before anything is written.
//! Border: reads only; collects every obstacle, not the first.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::{Obstacle, RefusedFile};
use super::filesystem::{Attributes, EntryKind, FileSystem, Permissions};
use super::jail;
use crate::plan::Content;
use crate::text::folded;

/// What a file has to be before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Absent,
    /// A file whose bytes have this SHA-256.
    Hash(String),
}

/// One file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Relative to the root, as the plan names it.
    pub path: Utf8PathBuf,
    /// What must stand there.
    pub expected: Expected,
    /// The bytes to stand there; `None`: nothing.
    pub after: Option<(Content, Permissions)>,
}

/// A wish that can be fulfilled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Relative to the root, links followed.
    pub path: Utf8PathBuf,
    /// What stands there now.
    pub before: Option<(Content, Attributes)>,
    /// What is to stand there.
    pub after: Option<(Content, Permissions)>,
}

/// Checks all wishes against the tree.
///
/// # Errors
/// Every file that cannot be written, with its obstacle.
pub fn check(tree: &dyn FileSystem, wishes: &[Wish]) -> Result<Vec<Checked>, Vec<RefusedFile>> {
    check_each(wishes, |wish| check_one(tree, wish))
}

/// The same where nothing is.
///
/// # Errors
/// Every file that cannot be written, with its obstacle.
pub fn check_new(wishes: &[Wish]) -> Result<Vec<Checked>, Vec<RefusedFile>> {
    check_each(wishes, |wish| {
        jail::plain(&wish.path)?;
        match wish.expected {
            Expected::Absent => Ok(Checked { path: wish.path.clone(), before: None, after: wish.after.clone() }),
            Expected::Hash(_) => Err(Obstacle::Gone),
        }
    })
}

fn check_each(
    wishes: &[Wish],
    check: impl Fn(&Wish) -> Result<Checked, Obstacle>,
) -> Result<Vec<Checked>, Vec<RefusedFile>> {
    let mut refused = Vec::new();
    let mut checked = Vec::new();
    let mut taken: BTreeMap<Utf8PathBuf, &Utf8Path> = BTreeMap::new();
    for wish in wishes {
        let result = check(wish).and_then(|one| {
            // Compared without case and ways of storing accents: on some systems the names mean the same file.
            let name = Utf8PathBuf::from(folded(one.path.as_str()));
            match taken.insert(name, &wish.path) {
                Some(other) if wish.after.is_some() => Err(Obstacle::Clash { other: other.to_owned() }),
                _ => Ok(one),
            }
        });
        match result {
            Ok(one) => checked.push(one),
            Err(obstacle) => refused.push(RefusedFile { path: wish.path.clone(), obstacle }),
        }
    }
    for one in &checked {
        for above in one.path.ancestors().skip(1).filter(|above| !above.as_str().is_empty()) {
            if let Some(other) = taken.get(&Utf8PathBuf::from(folded(above.as_str()))) {
                let obstacle = Obstacle::Clash { other: (*other).to_owned() };
                refused.push(RefusedFile { path: one.path.clone(), obstacle });
            }
        }
    }
    if refused.is_empty() { Ok(checked) } else { Err(refused) }
}

/// Checks one wish, whatever the others are.
///
/// # Errors
/// What stands in its way.
pub fn check_one(tree: &dyn FileSystem, wish: &Wish) -> Result<Checked, Obstacle> {
    let path = jail::real_path(tree, &wish.path)?;
    let unreadable = |error: std::io::Error| Obstacle::Unreadable { reason: error.to_string() };
    let entry = tree.entry(&path).map_err(unreadable)?;
    let before = match (&wish.expected, entry) {
        (Expected::Absent, None) => None,
        (Expected::Absent, Some(_)) => return Err(Obstacle::Exists),
        (Expected::Hash(_), None) => return Err(Obstacle::Gone),
        (Expected::Hash(hash), Some(entry)) => {
            if entry.kind != EntryKind::File {
                return Err(Obstacle::NotAFile);
            }
            let content = Content::from(tree.read(&path).map_err(unreadable)?);
            if content.hash() != *hash {
                return Err(Obstacle::Changed);
            }
            if entry.read_only || !tree.writable(&path).map_err(unreadable)? {
                return Err(Obstacle::ReadOnly);
            }
            Some((content, entry.attributes))
        }
    };
    Ok(Checked { path, before, after: wish.after.clone() })
}
