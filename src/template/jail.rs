//! Which paths a template may write.
//! Border: refuses, never repairs. `check_path` looks at the text of a path alone, `check_set` at all paths together,
//! `check_target` at what is on the disk; applying a plan checks the disk once more.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::text::folded;

/// Why a path is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathProblem {
    /// No path at all, or an empty segment (`a//b`, `a/`).
    #[error("a part of the path is empty")]
    Empty,
    /// `/x`, or a drive letter.
    #[error("the path is absolute")]
    Absolute,
    /// `.` or `..`.
    #[error("the path contains `{segment}`")]
    Dots {
        /// `.` or `..`.
        segment: String,
    },
    /// A character that some system cannot have in a name, or reads as something else.
    #[error("the path contains the character {character:?}")]
    Character {
        /// The first one.
        character: char,
    },
    /// A name that Windows keeps for a device.
    #[error("`{segment}` is a reserved name on Windows")]
    Reserved {
        /// The part of the path.
        segment: String,
    },
    /// A name that ends with a dot or a space: Windows cuts it off.
    #[error("`{segment}` ends with a dot or a space")]
    Tail {
        /// The part of the path.
        segment: String,
    },
    /// Git's own directory, in any spelling that some file system takes for it.
    #[error("`{segment}` belongs to git")]
    Git {
        /// The part of the path.
        segment: String,
    },
    /// The tool's own record or its journal, of this project or of one below it.
    #[error("`{segment}` is written by the tool itself")]
    Own {
        /// The part of the path.
        segment: String,
    },
    /// Longer than file systems allow.
    #[error("the path is too long")]
    Long,
}

/// Why paths do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetProblem {
    /// The same path twice.
    #[error("`{path}` would be written twice")]
    Twice {
        /// The path.
        path: Utf8PathBuf,
    },
    /// Two paths that are one on a file system without case.
    #[error("`{one}` and `{other}` are the same file where upper and lower case are not told apart")]
    Case {
        /// The first.
        one: Utf8PathBuf,
        /// The second.
        other: Utf8PathBuf,
    },
    /// Two paths that are one on a file system that does not tell two ways of storing a letter apart.
    #[error("`{one}` and `{other}` are the same file where two spellings of a letter are not told apart")]
    Spelling {
        /// The first.
        one: Utf8PathBuf,
        /// The second.
        other: Utf8PathBuf,
    },
    /// A path that is a file and a directory.
    #[error("`{path}` would be a file and a directory")]
    Nested {
        /// The file that is needed as a directory.
        path: Utf8PathBuf,
    },
}

impl SetProblem {
    /// Two paths that are one on some system.
    pub fn alike(one: &Utf8Path, other: &Utf8Path) -> Self {
        let (one, other) = (one.to_owned(), other.to_owned());
        if one.as_str().to_lowercase() == other.as_str().to_lowercase() {
            Self::Case { one, other }
        } else {
            Self::Spelling { one, other }
        }
    }
}

/// Why the target directory cannot take a path.
#[derive(Debug, thiserror::Error)]
pub enum TargetProblem {
    /// A directory on the way is a symbolic link.
    #[error("`{path}` is a symbolic link")]
    Symlink {
        /// The link.
        path: Utf8PathBuf,
    },
    /// A part of the way is there and no directory.
    #[error("`{path}` is not a directory")]
    NotADirectory {
        /// What is in the way.
        path: Utf8PathBuf,
    },
    /// The path is there already.
    #[error("`{path}` exists already")]
    Exists {
        /// The path.
        path: Utf8PathBuf,
    },
    /// The target cannot be looked at.
    #[error("`{path}` cannot be read")]
    Unreadable {
        /// What was looked at.
        path: Utf8PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
}

/// The name of the tool's record at the root of a project.
pub const RECORD: &str = ".pyworker.toml";
/// The name of the directory in which the tool keeps what it changed, so that it can be undone.
const JOURNAL: &str = ".pyworker";

/// The longest name that common file systems take, in bytes.
const SEGMENT_LIMIT: usize = 255;
/// Leaves room for the directory above within the 4,096 bytes that Linux allows and is more than any project needs.
const PATH_LIMIT: usize = 1024;

/// Checks one path, as text: relative, with `/` between its parts, and a valid name on every system.
///
/// # Errors
/// The first problem found.
pub fn check_path(path: &str) -> Result<Utf8PathBuf, PathProblem> {
    if path.starts_with('/') || path.starts_with('\\') || has_drive(path) {
        return Err(PathProblem::Absolute);
    }
    if let Some(character) = path.chars().find(|character| is_forbidden(*character)) {
        return Err(PathProblem::Character { character });
    }
    if path.len() > PATH_LIMIT {
        return Err(PathProblem::Long);
    }
    for segment in path.split('/') {
        check_segment(segment)?;
    }
    // The last of all checks: a path that fails here alone is a good name, which others may have.
    if let Some(segment) = path.split('/').find(|segment| is_own(segment)) {
        return Err(PathProblem::Own { segment: segment.to_owned() });
    }
    Ok(Utf8PathBuf::from(path))
}

/// What the tool keeps in projects, also under the short names that Windows may give.
fn is_own(segment: &str) -> bool {
    let folded = folded(segment);
    folded == RECORD || folded == JOURNAL || is_short_name(&folded, "pywork")
}

fn has_drive(path: &str) -> bool {
    let mut characters = path.chars();
    characters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && characters.next() == Some(':')
}

fn is_forbidden(character: char) -> bool {
    is_unseen(character) || matches!(character, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Whether a character moves the cursor, turns text around or is not drawn, so that a reader is deceived.
pub(super) fn is_unseen(character: char) -> bool {
    character.is_control() || is_ignorable(character)
}

/// Characters that a reader does not see: some file systems drop them when they compare names, and they turn text
/// around. No name needs them.
fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn check_segment(segment: &str) -> Result<(), PathProblem> {
    if segment.is_empty() {
        return Err(PathProblem::Empty);
    }
    if segment == "." || segment == ".." {
        return Err(PathProblem::Dots { segment: segment.to_owned() });
    }
    // Git first: `.git.` and `.git ` are its directory on Windows.
    let trimmed = segment.trim_end_matches(['.', ' ']);
    let lower = folded(trimmed);
    if lower == ".git" || is_short_name(&lower, "git") {
        return Err(PathProblem::Git { segment: segment.to_owned() });
    }
    if trimmed.len() != segment.len() {
        return Err(PathProblem::Tail { segment: segment.to_owned() });
    }
    if is_reserved(segment) {
        return Err(PathProblem::Reserved { segment: segment.to_owned() });
    }
    if segment.len() > SEGMENT_LIMIT {
        return Err(PathProblem::Long);
    }
    Ok(())
}

/// `git~1`, the short name that Windows may give to `.git`; `pywork~1.tom` likewise.
fn is_short_name(folded: &str, begin: &str) -> bool {
    let number = folded.strip_prefix(begin).and_then(|rest| rest.strip_prefix('~'));
    let number = number.map(|rest| rest.split('.').next().unwrap_or(rest));
    number.is_some_and(|number| !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit()))
}

/// Device names, with or without an extension.
fn is_reserved(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or(segment).trim_end_matches(' ').to_ascii_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$") {
        return true;
    }
    ["COM", "LPT"].iter().any(|device| {
        stem.strip_prefix(device).is_some_and(|number| {
            matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
    })
}

/// Checks that all `paths` can stand side by side on every file system.
///
/// # Errors
/// The first clash.
pub fn check_set<'path>(paths: impl IntoIterator<Item = &'path Utf8Path>) -> Result<(), SetProblem> {
    // Every file and every directory above it, by its name without case; directories may be met again.
    let mut files: BTreeMap<String, &Utf8Path> = BTreeMap::new();
    let mut directories: BTreeMap<String, &Utf8Path> = BTreeMap::new();
    for path in paths {
        if let Some(known) = files.insert(folded(path.as_str()), path) {
            return Err(if known == path {
                SetProblem::Twice { path: path.to_owned() }
            } else {
                SetProblem::alike(known, path)
            });
        }
        for directory in path.ancestors().skip(1).filter(|directory| !directory.as_str().is_empty()) {
            let known = directories.entry(folded(directory.as_str())).or_insert(directory);
            if *known != directory {
                return Err(SetProblem::alike(known, directory));
            }
        }
    }
    for (lower, directory) in &directories {
        match files.get(lower) {
            Some(file) if file == directory => return Err(SetProblem::Nested { path: (*file).to_owned() }),
            Some(file) => {
                return Err(SetProblem::alike(file, directory));
            }
            None => {}
        }
    }
    Ok(())
}

/// Checks that `path` can be created below `root`: no symbolic link or file on the way, nothing there yet.
///
/// # Errors
/// The first problem on the way.
pub fn check_target(root: &Utf8Path, path: &Utf8Path) -> Result<(), TargetProblem> {
    let mut below = Utf8PathBuf::new();
    let depth = path.components().count();
    for (index, segment) in path.components().enumerate() {
        below.push(segment);
        let there = match root.join(&below).symlink_metadata() {
            Ok(there) => there,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(source) => return Err(TargetProblem::Unreadable { path: below, source }),
        };
        if index + 1 == depth {
            return Err(TargetProblem::Exists { path: below });
        }
        if there.is_symlink() {
            return Err(TargetProblem::Symlink { path: below });
        }
        if !there.is_dir() {
            return Err(TargetProblem::NotADirectory { path: below });
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "jail_tests.rs"]
mod tests;
