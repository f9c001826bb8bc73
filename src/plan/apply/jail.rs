//! Keeps a plan's paths below its root.
//! Border: looks at names and links; contents are compared in `check`.
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::error::Obstacle;
use super::filesystem::{EntryKind, FileSystem};
use super::home::OWN_DIRECTORY;

/// The path of the file that writing to `path` really changes: `path` itself, or where it leads if it is a link.
///
/// # Errors
/// Paths that leave the root, by their parts or through links, and those that belong to git or to the journal.
pub fn real_path(tree: &dyn FileSystem, path: &Utf8Path) -> Result<Utf8PathBuf, Obstacle> {
    plain(path)?;
    for directory in path.ancestors().skip(1).filter(|directory| !directory.as_str().is_empty()) {
        match tree.entry(directory) {
            Ok(Some(entry)) => match entry.kind {
                EntryKind::Directory => {}
                EntryKind::Symlink => return Err(Obstacle::ThroughLink { link: directory.to_owned() }),
                EntryKind::File | EntryKind::Other => {
                    return Err(Obstacle::NotADirectory { file: directory.to_owned() });
                }
            },
            Ok(None) => {}
            Err(error) => return Err(Obstacle::Unreadable { reason: error.to_string() }),
        }
    }
    match tree.entry(path) {
        Ok(Some(entry)) if entry.kind == EntryKind::Symlink => {
            let real = tree.real_path(path).map_err(|_| Obstacle::LinkOutside)?;
            plain(&real).map_err(|_| Obstacle::LinkOutside)?;
            Ok(real)
        }
        Ok(_) => Ok(path.to_owned()),
        Err(error) => Err(Obstacle::Unreadable { reason: error.to_string() }),
    }
}

/// A path of ordinary names only, none of them reserved.
///
/// # Errors
/// What else it is.
pub fn plain(path: &Utf8Path) -> Result<(), Obstacle> {
    let text = path.as_str();
    if text.is_empty() || text.contains('\0') || text.ends_with(['/', std::path::MAIN_SEPARATOR]) {
        return Err(Obstacle::BadPath);
    }
    for (depth, component) in path.components().enumerate() {
        let Utf8Component::Normal(name) = component else {
            return Err(Obstacle::BadPath);
        };
        // Some file systems ignore case, and some ignore dots and spaces at the end of a name.
        let folded = name.trim_end_matches(['.', ' ']).to_ascii_lowercase();
        if folded == ".git" || (depth == 0 && folded == OWN_DIRECTORY) {
            return Err(Obstacle::Reserved { name: name.to_owned() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::apply::disk::RealFileSystems;
    use crate::plan::apply::filesystem::FileSystems;

    fn tree() -> (tempfile::TempDir, Box<dyn FileSystem>) {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = Utf8Path::from_path(directory.path()).expect("a UTF-8 path");
        std::fs::create_dir(path.join("root")).expect("made");
        let tree = RealFileSystems.open(&path.join("root")).expect("opened");
        (directory, tree)
    }

    #[test]
    fn paths_that_leave_the_root_or_belong_to_others_are_refused() {
        let (_directory, tree) = tree();
        for path in ["", "/etc/passwd", "../x", "a/../../x", "a/..", "./a", "a/", "a\0b", "."] {
            assert_eq!(real_path(&*tree, path.into()), Err(Obstacle::BadPath), "{path:?}");
        }
        for path in [".git/config", "sub/.git/hooks/x", ".GIT/config", ".git./config", ".pyworker/journal/lock"] {
            assert!(matches!(real_path(&*tree, path.into()), Err(Obstacle::Reserved { .. })), "{path:?}");
        }
        for path in [".gitignore", ".github/workflows/x.yml", ".pyworker.toml", "a/.pyworker/x", "..a", "a b"] {
            assert_eq!(real_path(&*tree, path.into()), Ok(path.into()), "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_for_files_only_and_never_out_of_the_root() {
        use std::os::unix::fs::symlink;
        let (directory, tree) = tree();
        let root = directory.path().join("root");
        std::fs::create_dir(root.join("real")).expect("made");
        std::fs::write(root.join("real/file"), "x").expect("written");
        std::fs::write(directory.path().join("outside"), "x").expect("written");
        symlink("real", root.join("linked")).expect("linked");
        symlink("real/file", root.join("inside")).expect("linked");
        symlink("../outside", root.join("out")).expect("linked");
        symlink(directory.path().join("outside"), root.join("absolute")).expect("linked");
        symlink("missing", root.join("dangling")).expect("linked");
        let look = |path: &str| real_path(&*tree, path.into());
        assert_eq!(look("inside"), Ok("real/file".into()));
        assert_eq!(look("linked/file"), Err(Obstacle::ThroughLink { link: "linked".into() }));
        for path in ["out", "absolute", "dangling"] {
            assert_eq!(look(path), Err(Obstacle::LinkOutside), "{path}");
        }
        assert_eq!(look("real/file/below"), Err(Obstacle::NotADirectory { file: "real/file".into() }));
    }
}
