//! Tells git which files are in conflict, the way a merge does: so `git status`, `git mergetool` and editors know.
//! Border: writes git's index and objects, never a file of the work tree.
use std::ffi::OsStr;

use camino::{Utf8Path, Utf8PathBuf};

use super::command::{git, git_reading, prefix, top};
use crate::plan::{Content, FileMode};

/// One of the versions that git keeps of a file in conflict.
#[derive(Debug, Clone, Copy)]
pub struct Stage<'a> {
    /// Its bytes, as they would stand in the work tree.
    pub content: &'a Content,
    /// Its mode.
    pub mode: FileMode,
}

/// A file in conflict.
#[derive(Debug, Clone, Copy)]
pub struct Unmerged<'a> {
    /// Relative to the root.
    pub path: &'a Utf8Path,
    /// What both sides were made from, the user's version, the new version; as far as they are there.
    pub stages: [Option<Stage<'a>>; 3],
}

/// Puts the files into git's index as unmerged. False if git did not take them: then nothing has changed. Where there is
/// no git, there is nobody to tell.
pub fn mark_unmerged(root: &Utf8Path, files: &[Unmerged<'_>]) -> bool {
    let (Some(prefix), Some(top)) = (prefix(root), top(root)) else { return true };
    let ignored = ignored(root, files.iter().map(|file| file.path));
    let mut input = String::new();
    for file in files.iter().filter(|file| !ignored.iter().any(|path| path == file.path)) {
        let path = format!("{prefix}{}", file.path);
        let mut lines = Vec::new();
        for (number, stage) in file.stages.iter().enumerate() {
            let Some(stage) = stage else { continue };
            let Some(object) = store(root, file.path, stage.content) else { return false };
            lines.push((object, digits(stage.mode), number + 1));
        }
        let Some((object, ..)) = lines.first() else { continue };
        input.push_str(&format!("0 {}\t{path}\0", "0".repeat(object.len())));
        for (object, mode, number) in lines {
            input.push_str(&format!("{mode} {object} {number}\t{path}\0"));
        }
    }
    update_index(&top, &input)
}

/// Takes files out of conflict: git knows of them then what the last commit has. For an undo of what marked them; files
/// that the user has settled meanwhile are left as they are.
pub fn settle(root: &Utf8Path, paths: &[Utf8PathBuf]) {
    if paths.is_empty() {
        return;
    }
    let (Some(prefix), Some(top)) = (prefix(root), top(root)) else { return };
    let names: Vec<String> = paths.iter().map(|path| format!("{prefix}{path}")).collect();
    let list = |command: &[&str]| {
        let arguments: Vec<&OsStr> =
            command.iter().copied().chain(names.iter().map(String::as_str)).map(OsStr::new).collect();
        String::from_utf8(git(&top, &arguments).unwrap_or_default()).unwrap_or_default()
    };
    let unmerged = list(&["ls-files", "--unmerged", "-z", "--"]);
    // Nothing, where there is no commit.
    let committed = list(&["ls-tree", "-z", "HEAD", "--"]);
    let mut input = String::new();
    for name in &names {
        let Some(entry) = entries(&unmerged).find(|entry| entry.name == name) else { continue };
        input.push_str(&format!("0 {}\t{name}\0", "0".repeat(entry.words[1].len())));
        if let Some(Entry { words: [mode, "blob", object], .. }) = entries(&committed).find(|entry| entry.name == name)
        {
            input.push_str(&format!("{mode} {object} 0\t{name}\0"));
        }
    }
    update_index(&top, &input);
}

/// A line of `git ls-files --unmerged` (mode, object, stage) or `git ls-tree` (mode, type, object).
struct Entry<'a> {
    words: [&'a str; 3],
    name: &'a str,
}

fn entries(listed: &str) -> impl Iterator<Item = Entry<'_>> {
    listed.split('\0').filter_map(|line| {
        let (head, name) = line.split_once('\t')?;
        let mut words = head.split(' ');
        Some(Entry { words: [words.next()?, words.next()?, words.next()?], name })
    })
}

fn update_index(top: &Utf8Path, input: &str) -> bool {
    input.is_empty() || git_reading(top, &["update-index", "-z", "--index-info"], input.as_bytes()).is_some()
}

/// Stores a content the way `git add` would store it at `path`.
fn store(root: &Utf8Path, path: &Utf8Path, content: &Content) -> Option<String> {
    let argument = format!("--path={path}");
    let object = git_reading(root, &["hash-object", "-w", "--stdin", &argument], content.bytes())?;
    String::from_utf8(object).ok().map(|object| object.trim().to_owned())
}

/// Those of the files that git neither has nor wants.
fn ignored<'a>(root: &Utf8Path, paths: impl Iterator<Item = &'a Utf8Path>) -> Vec<Utf8PathBuf> {
    let options = ["ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--"].map(OsStr::new);
    let arguments: Vec<&OsStr> = options.into_iter().chain(paths.map(|path| OsStr::new(path.as_str()))).collect();
    let found = git(root, &arguments).unwrap_or_default();
    String::from_utf8(found).unwrap_or_default().split('\0').map(Utf8PathBuf::from).collect()
}

fn digits(mode: FileMode) -> &'static str {
    match mode {
        FileMode::Regular => "100644",
        FileMode::Executable => "100755",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::process::Command;

    use super::*;

    /// A repository to try things on.
    pub struct Repository {
        _directory: tempfile::TempDir,
        pub root: Utf8PathBuf,
    }

    impl Repository {
        pub fn new() -> Self {
            let directory = tempfile::tempdir().expect("a directory");
            let root = Utf8PathBuf::from_path_buf(directory.path().canonicalize().expect("there")).expect("UTF-8");
            let repository = Self { _directory: directory, root };
            repository.run(&["init", "--quiet"]);
            repository
        }

        pub fn run(&self, arguments: &[&str]) -> String {
            let output = Command::new("git")
                .args(["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "core.quotePath=false"])
                .args(arguments)
                .current_dir(&self.root)
                .output()
                .expect("git runs");
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("UTF-8")
        }

        pub fn write(&self, path: &str, text: &str) {
            let path = self.root.join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        }

        pub fn remove(&self, path: &str) {
            std::fs::remove_file(self.root.join(path)).expect("removed");
        }

        pub fn commit(&self) {
            self.run(&["add", "--all"]);
            self.run(&["commit", "--quiet", "--message", "x"]);
        }
    }

    #[test]
    fn git_knows_the_conflict_and_forgets_it_again() {
        let repository = Repository::new();
        repository.write("sub/größe x", "ours\r\n");
        repository.write(".gitattributes", "* text=auto\n");
        repository.write(".gitignore", "ignored\n");
        repository.commit();
        let root = repository.root.join("sub");
        let (base, ours, theirs) = (Content::from("base\n"), Content::from("ours\r\n"), Content::from("theirs\n"));
        let stage = |content| Some(Stage { content, mode: FileMode::Regular });
        let all = [stage(&base), stage(&ours), stage(&theirs)];
        let both = [None, stage(&ours), stage(&theirs)];
        let files = [
            Unmerged { path: "größe x".into(), stages: all },
            Unmerged { path: "new".into(), stages: both },
            Unmerged { path: "ignored".into(), stages: all },
        ];
        repository.write("sub/new", "<<<<<<< both\n");
        repository.write("sub/größe x", "<<<<<<< both\n");
        repository.write("sub/ignored", "<<<<<<< both\n");
        assert!(mark_unmerged(&root, &files));
        let status = |repository: &Repository| repository.run(&["status", "--porcelain"]);
        assert_eq!(status(&repository), "UU \"sub/größe x\"\nAA sub/new\n");
        assert_eq!(repository.run(&["show", ":1:sub/größe x"]), "base\n");
        assert_eq!(repository.run(&["show", ":2:sub/größe x"]), "ours\n", "as `git add` would store it");
        settle(&root, &["größe x".into(), "new".into()]);
        assert_eq!(status(&repository), " M \"sub/größe x\"\n?? sub/new\n", "the files themselves are left alone");
        repository.write("sub/größe x", "ours\r\n");
        assert_eq!(status(&repository), "?? sub/new\n");
    }

    #[test]
    fn without_git_there_is_nobody_to_tell() {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        let content = Content::from("x");
        let stage = Some(Stage { content: &content, mode: FileMode::Regular });
        assert!(mark_unmerged(root, &[Unmerged { path: "a".into(), stages: [stage; 3] }]));
        settle(root, &["a".into()]);
    }
}
