//! What git knows about files that are going to be written, and what it is told about conflicts.
//! Border: the user's own `git`; without git, or outside of a work tree, nothing is dirty and nothing is known.

mod command;
mod conflicts;
mod history;

use std::ffi::OsStr;

use camino::{Utf8Path, Utf8PathBuf};

pub use conflicts::{Stage, Unmerged, mark_unmerged, settle};
pub use history::history;

use command::git;

/// More paths than this are not put on a command line.
const MOST_ARGUMENTS: usize = 400;

/// Those of `paths` (relative to `root`) whose content git does not have: changed, staged, or not tracked at all.
/// Files that do not exist are not among them, and files that git ignores are none of its business.
pub fn dirty(root: &Utf8Path, paths: &[Utf8PathBuf]) -> Vec<Utf8PathBuf> {
    if paths.is_empty() {
        return Vec::new();
    }
    // Status names files from the top of the work tree.
    let Some(prefix) = git(root, &[OsStr::new("rev-parse"), OsStr::new("--show-prefix")]) else {
        return Vec::new();
    };
    let prefix = String::from_utf8_lossy(&prefix).trim_end_matches(['\n', '\r']).to_owned();
    let mut arguments: Vec<&OsStr> =
        ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"].iter().map(OsStr::new).collect();
    if paths.len() <= MOST_ARGUMENTS {
        arguments.push(OsStr::new("--"));
        arguments.extend(paths.iter().map(|path| OsStr::new(path.as_str())));
    }
    let Some(status) = git(root, &arguments) else {
        return Vec::new();
    };
    let named: Vec<Utf8PathBuf> = status
        .split(|byte| *byte == 0)
        .filter_map(|record| record.get(3..))
        .filter_map(|name| std::str::from_utf8(name).ok())
        .filter_map(|name| name.strip_prefix(&prefix))
        .map(Utf8PathBuf::from)
        .collect();
    paths.iter().filter(|path| named.contains(path) && root.join(path).exists()).cloned().collect()
}

/// The directory of the work tree that holds `directory`, if there is one. Looks for `.git` without asking git.
pub fn work_tree(directory: &Utf8Path) -> Option<Utf8PathBuf> {
    let absolute = directory.canonicalize_utf8().ok()?;
    absolute
        .ancestors()
        .find(|candidate| {
            let git = candidate.join(".git");
            git.is_file() || git.join("HEAD").is_file()
        })
        .map(Utf8Path::to_owned)
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    fn run(root: &Utf8Path, arguments: &[&str]) {
        let status = Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.com"])
            .args(arguments)
            .current_dir(root)
            .stdout(Stdio::null())
            .status()
            .expect("git runs");
        assert!(status.success());
    }

    fn repository() -> (tempfile::TempDir, Utf8PathBuf) {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let root = Utf8PathBuf::from_path_buf(directory.path().canonicalize().expect("there")).expect("UTF-8");
        std::fs::create_dir(root.join("sub")).expect("made");
        for path in ["clean", "sub/changed", "sub/staged", "sub/größe *"] {
            std::fs::write(root.join(path), "1").expect("written");
        }
        run(&root, &["init", "--quiet"]);
        run(&root, &["add", "."]);
        run(&root, &["commit", "--quiet", "-m", "x"]);
        (directory, root)
    }

    #[test]
    fn only_the_asked_files_that_git_does_not_have_are_dirty() {
        let (_directory, root) = repository();
        for path in ["sub/changed", "sub/staged", "sub/größe *", "sub/untracked", "sub/ignored"] {
            std::fs::write(root.join(path), "2").expect("written");
        }
        std::fs::write(root.join(".git/info/exclude"), "ignored\n").expect("written");
        run(&root, &["add", "sub/staged"]);
        let asked: Vec<Utf8PathBuf> =
            ["changed", "größe *", "ignored", "missing", "staged", "untracked"].iter().map(Utf8PathBuf::from).collect();
        assert_eq!(dirty(&root.join("sub"), &asked), ["changed", "größe *", "staged", "untracked"]);
        assert!(dirty(&root, &["clean".into()]).is_empty());
        let mut many: Vec<Utf8PathBuf> = (0..500).map(|number| format!("f{number}").into()).collect();
        many.push("changed".into());
        assert_eq!(dirty(&root.join("sub"), &many), ["changed"]);
    }

    #[test]
    fn asking_runs_nothing_and_writes_nothing() {
        let (_directory, root) = repository();
        let hook = root.join("hook.sh");
        std::fs::write(&hook, "#!/bin/sh\ntouch ran\n").expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).expect("set");
        }
        run(&root, &["config", "core.fsmonitor", hook.as_str()]);
        let index = || std::fs::metadata(root.join(".git/index")).and_then(|file| file.modified()).expect("there");
        let before = index();
        std::fs::write(root.join("clean"), "1").expect("touched");
        dirty(&root, &["clean".into()]);
        assert!(!root.join("ran").exists());
        assert_eq!(index(), before);
    }

    #[test]
    fn outside_of_a_repository_nothing_is_dirty() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        std::fs::write(root.join("a"), "1").expect("written");
        assert!(dirty(root, &["a".into()]).is_empty());
        assert_eq!(work_tree(root), None);
    }

    #[test]
    fn the_work_tree_is_found_from_below() {
        let (_directory, root) = repository();
        assert_eq!(work_tree(&root.join("sub")), Some(root));
    }
}
