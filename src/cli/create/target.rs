//! The directory that a project goes into.
//! Border: looks at the disk, changes nothing.
use camino::{Utf8Path, Utf8PathBuf};

/// What may lie in a directory that counts as empty: other tools put it there, and no template writes it.
const HARMLESS: [&str; 5] = [".git", ".DS_Store", "Thumbs.db", ".idea", ".vscode"];
/// Entries that an error names.
const NAMED: usize = 3;

/// Why a directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TargetTrouble {
    /// There is something in it.
    #[error("{path} is not empty")]
    NotEmpty {
        /// The directory.
        path: Utf8PathBuf,
        /// The first names in it.
        found: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// It, or a directory above it, is something else.
    #[error("{path} is not a directory")]
    NotADirectory {
        /// What is in the way.
        path: Utf8PathBuf,
    },
    /// It cannot be looked at.
    #[error("{path} cannot be read")]
    Unreadable {
        /// The directory.
        path: Utf8PathBuf,
        /// As the system says.
        #[source]
        source: std::io::Error,
    },
}

/// The directory as a person would write it: `x` for `./x`, `.` for nothing.
pub(super) fn tidy(path: &Utf8Path) -> Utf8PathBuf {
    let tidy: Utf8PathBuf = path.components().filter(|part| *part != camino::Utf8Component::CurDir).collect();
    if tidy.as_str().is_empty() { Utf8PathBuf::from(".") } else { tidy }
}

/// Checks that a project can be made in `path`, which may not exist yet.
pub(super) fn check(path: &Utf8Path) -> Result<(), TargetTrouble> {
    let unreadable = |path: &Utf8Path, source| TargetTrouble::Unreadable { path: path.to_owned(), source };
    for ancestor in path.ancestors().filter(|ancestor| !ancestor.as_str().is_empty()) {
        match ancestor.metadata() {
            Ok(there) if !there.is_dir() => return Err(TargetTrouble::NotADirectory { path: ancestor.to_owned() }),
            Ok(_) if ancestor != path => return Ok(()),
            Ok(_) => break,
            // Also a part of the path that is a file: the loop gets there.
            Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                if ancestor.is_symlink() {
                    return Err(TargetTrouble::NotADirectory { path: ancestor.to_owned() });
                }
            }
            Err(error) => return Err(unreadable(ancestor, error)),
        }
    }
    if !path.is_dir() {
        return Ok(());
    }
    let mut found = Vec::new();
    for entry in path.read_dir().map_err(|error| unreadable(path, error))? {
        let entry = entry.map_err(|error| unreadable(path, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !HARMLESS.contains(&name.as_str()) {
            found.push(name);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    found.sort();
    let more = found.len().saturating_sub(NAMED);
    found.truncate(NAMED);
    Err(TargetTrouble::NotEmpty { path: path.to_owned(), found, more })
}

/// The directory's own name, also for `.` and `..`.
pub(super) fn own_name(path: &Utf8Path) -> Option<String> {
    let absolute = match path.file_name() {
        Some(name) => return Some(name.to_owned()),
        None => path.canonicalize_utf8().ok()?,
    };
    absolute.file_name().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> (tempfile::TempDir, Utf8PathBuf) {
        let directory = tempfile::tempdir().expect("a directory");
        let path = Utf8PathBuf::from_path_buf(directory.path().to_owned()).expect("a UTF-8 path");
        (directory, path)
    }

    #[test]
    fn absent_and_empty_directories_will_do_also_with_what_other_tools_leave() {
        let (_keep, root) = directory();
        assert!(check(&root).is_ok());
        assert!(check(&root.join("a/b")).is_ok());
        std::fs::create_dir(root.join(".git")).expect("a directory");
        assert!(check(&root).is_ok());
        assert!(check(Utf8Path::new("not-there")).is_ok());
    }

    #[test]
    fn a_full_directory_is_refused_with_what_is_in_it() {
        let (_keep, root) = directory();
        for name in ["b", "a", "d", "c", "e"] {
            std::fs::write(root.join(name), "").expect("a file");
        }
        match check(&root) {
            Err(TargetTrouble::NotEmpty { found, more, .. }) => {
                assert_eq!((found, more), (vec!["a".into(), "b".into(), "c".into()], 2))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_is_no_directory_wherever_it_stands_in_the_path() {
        let (_keep, root) = directory();
        std::fs::write(root.join("file"), "").expect("a file");
        for path in ["file", "file/app", "file/a/b"] {
            let trouble = check(&root.join(path)).expect_err(path);
            assert!(matches!(trouble, TargetTrouble::NotADirectory { path } if path == root.join("file")), "{path}");
        }
    }

    #[test]
    fn directories_are_tidied() {
        for (typed, tidied) in
            [("./x", "x"), ("x/", "x"), ("./", "."), (".", "."), ("../x", "../x"), ("/a/./b", "/a/b")]
        {
            assert_eq!(tidy(Utf8Path::new(typed)), tidied);
        }
    }

    #[test]
    fn the_current_directory_has_a_name() {
        assert_eq!(own_name(Utf8Path::new("out/app")).as_deref(), Some("app"));
        assert_eq!(own_name(Utf8Path::new("out/app/")).as_deref(), Some("app"));
        assert!(own_name(Utf8Path::new(".")).is_some());
        assert_eq!(own_name(Utf8Path::new("/")), None);
    }
}
