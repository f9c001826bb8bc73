//! What applying and undoing promise, on a real directory.
//! Border: tests only; interruptions and full disks are in `faults`.
use camino::{Utf8Path, Utf8PathBuf};

use super::faulty::FaultyFileSystems;
use super::*;
use crate::plan::Content;

struct Tree {
    _directory: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl Tree {
    fn new(files: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let root = Utf8PathBuf::from_path_buf(directory.path().canonicalize().expect("there")).expect("UTF-8");
        let tree = Self { _directory: directory, root: root.join("project") };
        std::fs::create_dir(&tree.root).expect("made");
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn read(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.root.join(path)).ok()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .root
            .read_dir_utf8()
            .expect("readable")
            .map(|entry| entry.expect("an entry").file_name().to_owned())
            .collect();
        names.sort();
        names
    }

    fn apply(&self, files: &[FileOutcome]) -> Result<Applied, ApplyError> {
        self.apply_as(files, History::Keep)
    }

    fn apply_as(&self, files: &[FileOutcome], history: History) -> Result<Applied, ApplyError> {
        apply(&ApplyRequest {
            root: &self.root,
            files,
            label: "a test",
            history,
            conflicts: &[],
            interrupted: &|| false,
        })
    }

    fn undo(&self) -> Result<Undone, ApplyError> {
        undo(&self.root, &|| false)
    }
}

fn file(path: &str, before: Option<&str>, after: Option<&str>) -> FileOutcome {
    FileOutcome {
        path: path.into(),
        before: before.map(Content::from),
        after: after.map(Content::from),
        mode: FileMode::Regular,
        mode_change: None,
    }
}

fn refused(result: Result<impl std::fmt::Debug, ApplyError>) -> Vec<(String, Obstacle)> {
    match result {
        Err(ApplyError::Refused { refused }) => {
            refused.into_iter().map(|file| (file.path.into_string(), file.obstacle)).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn every_file_that_moved_is_named_and_nothing_is_written() {
    let tree = Tree::new(&[("a", "1"), ("b", "2"), ("here", "x")]);
    let result = tree.apply(&[
        file("a", Some("1"), Some("one")),
        file("b", Some("not 2"), Some("two")),
        file("gone", Some("3"), None),
        file("here", None, Some("y")),
    ]);
    assert_eq!(
        refused(result),
        [("b".into(), Obstacle::Changed), ("gone".into(), Obstacle::Gone), ("here".into(), Obstacle::Exists)]
    );
    assert_eq!(tree.read("a").as_deref(), Some("1"));
    assert_eq!(tree.names(), ["a", "b", "here"], "a refusal leaves no trace");
}

#[test]
fn applies_are_undone_one_after_the_other() {
    let tree = Tree::new(&[("a", "1")]);
    tree.apply(&[file("a", Some("1"), Some("2")), file("new/x", None, Some("x"))]).expect("applied");
    tree.apply(&[file("a", Some("2"), None)]).expect("applied");
    assert_eq!((tree.read("a"), tree.read("new/x").as_deref()), (None, Some("x")));
    assert_eq!(tree.read(".pyworker/.gitignore").as_deref(), Some("*\n"));
    tree.undo().expect("undone");
    assert_eq!(tree.read("a").as_deref(), Some("2"));
    let Ok(Undone::Apply { label, files, .. }) = tree.undo() else { panic!("not undone") };
    assert_eq!((label.as_str(), files), ("a test", vec!["a".into(), "new/x".into()]));
    assert_eq!(tree.read("a").as_deref(), Some("1"));
    assert_eq!(tree.names(), ["a"], "directories and journals that were made are gone");
    assert!(matches!(tree.undo(), Err(ApplyError::NothingToUndo { .. })));
    assert_eq!(tree.names(), ["a"]);
}

#[test]
fn an_undo_does_not_overwrite_later_work() {
    let tree = Tree::new(&[("a", "1"), ("b", "1"), ("c", "1")]);
    let files = [file("a", Some("1"), Some("2")), file("b", Some("1"), Some("2")), file("c", Some("1"), None)];
    tree.apply(&files).expect("applied");
    tree.write("b", "mine");
    tree.write("c", "mine too");
    let named = refused(tree.undo());
    assert_eq!(named, [("c".into(), Obstacle::Exists), ("b".into(), Obstacle::Changed)]);
    assert_eq!(tree.read("a").as_deref(), Some("2"), "nothing is undone in part");
    tree.write("b", "2");
    std::fs::remove_file(tree.root.join("c")).expect("removed");
    tree.undo().expect("undone once they are back");
    assert_eq!([tree.read("a"), tree.read("b"), tree.read("c")].map(Option::unwrap_or_default), ["1", "1", "1"]);
}

#[test]
fn files_of_the_user_keep_the_directory_that_an_undo_would_remove() {
    let tree = Tree::new(&[]);
    tree.apply(&[file("new/x", None, Some("x"))]).expect("applied");
    tree.write("new/mine", "m");
    tree.undo().expect("undone");
    assert_eq!((tree.read("new/mine").as_deref(), tree.read("new/x")), (Some("m"), None));
}

#[test]
fn without_history_nothing_is_left_behind() {
    let tree = Tree::new(&[]);
    tree.apply_as(&[file("x", None, Some("x"))], History::Discard).expect("applied");
    assert_eq!(tree.names(), ["x"]);
    assert!(matches!(tree.undo(), Err(ApplyError::NothingToUndo { .. })));
}

#[test]
fn a_root_that_does_not_exist_is_made_and_a_failure_removes_it() {
    let tree = Tree::new(&[]);
    let root = tree.root.join("deep/app");
    let make = |path| {
        let files = [file(path, None, Some("x"))];
        apply(&ApplyRequest {
            root: &root,
            files: &files,
            label: "new",
            history: History::Discard,
            conflicts: &[],
            interrupted: &|| false,
        })
    };
    assert!(make("../out").is_err());
    assert_eq!(tree.names(), Vec::<String>::new());
    make("src/entry.py").expect("applied");
    assert_eq!(tree.read("deep/app/src/entry.py").as_deref(), Some("x"));
    assert!(!root.join(".pyworker").exists());
}

#[test]
fn an_undo_is_found_from_a_directory_below() {
    let tree = Tree::new(&[("a", "1"), ("sub/b", "1")]);
    tree.apply(&[file("a", Some("1"), Some("2"))]).expect("applied");
    undo(&tree.root.join("sub"), &|| false).expect("undone");
    assert_eq!(tree.read("a").as_deref(), Some("1"));
}

#[test]
fn an_undo_is_found_in_a_repository_that_was_made_later() {
    let tree = Tree::new(&[("a", "1")]);
    tree.apply(&[file("a", Some("1"), Some("2"))]).expect("applied");
    tree.write(".git/HEAD", "ref: refs/heads/main\n");
    tree.undo().expect("undone");
    assert_eq!(tree.read("a").as_deref(), Some("1"));
}

#[test]
fn a_note_is_remembered_and_forgotten_without_a_trace() {
    let tree = Tree::new(&[("a", "1")]);
    assert_eq!(remembered(&tree.root, "review"), None);
    remember(&tree.root, "review", b"1").expect("remembered");
    remember(&tree.root, "review", b"2").expect("remembered");
    assert_eq!(remembered(&tree.root, "review").as_deref(), Some(&b"2"[..]));
    assert!(matches!(tree.undo(), Err(ApplyError::NothingToUndo { .. })));
    assert_eq!(remembered(&tree.root, "review").as_deref(), Some(&b"2"[..]));
    forget(&tree.root, "review").expect("forgotten");
    forget(&tree.root, "review").expect("nothing to forget");
    assert_eq!(tree.names(), ["a"]);
}

#[test]
fn in_a_work_tree_of_git_the_journal_stands_in_its_directory() {
    let tree = Tree::new(&[(".git/HEAD", "ref: refs/heads/main\n"), ("worker/a", "1")]);
    let root = tree.root.join("worker");
    let files = [file("a", Some("1"), Some("2"))];
    let request = ApplyRequest {
        root: &root,
        files: &files,
        label: "x",
        history: History::Keep,
        conflicts: &[],
        interrupted: &|| false,
    };
    apply(&request).expect("applied");
    assert!(tree.root.join(".git/pyworker/done/0001").is_dir() && !root.join(".pyworker").exists());
    tree.undo().expect("undone from the top of the work tree");
    assert_eq!(tree.read("worker/a").as_deref(), Some("1"));
    assert!(!tree.root.join(".git/pyworker").exists());
}

#[test]
fn only_so_many_applies_are_kept() {
    let tree = Tree::new(&[("a", "0")]);
    let systems = FaultyFileSystems::none();
    for number in 0..25 {
        let (old, new) = (number.to_string(), (number + 1).to_string());
        let files = [file("a", Some(&old), Some(&new))];
        let history = History::Keep;
        let request = ApplyRequest {
            root: &tree.root,
            files: &files,
            label: "x",
            history,
            conflicts: &[],
            interrupted: &|| false,
        };
        apply_with(&request, &systems).expect("applied");
    }
    let kept = std::fs::read_dir(tree.root.join(".pyworker/journal/done")).expect("there").count();
    assert_eq!(kept, 20);
    for _ in 0..20 {
        undo::undo(&tree.root, &|| false, &systems).expect("undone");
    }
    assert_eq!(tree.read("a").as_deref(), Some("5"));
    assert!(tree.undo().is_err());
}

#[test]
fn many_files_are_applied_and_undone() {
    let names: Vec<String> = (0..40).map(|number| format!("d{}/f{number}", number % 7)).collect();
    let tree = Tree::new(&names.iter().map(|name| (name.as_str(), "1")).collect::<Vec<_>>());
    let files: Vec<FileOutcome> = names.iter().map(|name| file(name, Some("1"), Some("2"))).collect();
    tree.apply(&files).expect("applied");
    assert!(names.iter().all(|name| tree.read(name).as_deref() == Some("2")));
    tree.undo().expect("undone");
    assert!(names.iter().all(|name| tree.read(name).as_deref() == Some("1")));
}

#[test]
fn files_of_one_plan_must_not_clash() {
    let tree = Tree::new(&[("file", "x")]);
    let named = refused(tree.apply(&[
        file("a", None, Some("1")),
        file("A", None, Some("2")),
        file("b", None, Some("1")),
        file("b/c", None, Some("1")),
        file("file/below", None, Some("1")),
    ]));
    assert_eq!(
        named,
        [
            ("A".into(), Obstacle::Clash { other: "a".into() }),
            ("file/below".into(), Obstacle::NotADirectory { file: "file".into() }),
            ("b/c".into(), Obstacle::Clash { other: "b".into() }),
        ]
    );
}

#[test]
fn a_journal_of_another_version_or_shape_is_an_error_with_its_place() {
    let tree = Tree::new(&[("a", "1")]);
    tree.apply(&[file("a", Some("1"), Some("2"))]).expect("applied");
    for text in ["{\"version\": 99}", "{\"version\": 1}", "nonsense"] {
        tree.write(".pyworker/journal/done/0001/record.json", text);
        let Err(ApplyError::BadJournal { path, .. }) = tree.undo() else { panic!("accepted {text}") };
        assert!(path.ends_with(".pyworker/journal/done/0001"));
        assert_eq!(tree.read("a").as_deref(), Some("2"));
    }
}

#[test]
fn a_record_that_never_reached_the_disk_blocks_nothing() {
    for text in ["", "\0\0\0\0"] {
        let tree = Tree::new(&[("a", "1")]);
        tree.write(".pyworker/journal/pending/record.json", text);
        assert!(is_interrupted(&tree.root));
        assert_eq!(recover(&tree.root).expect("recovers"), None);
        tree.apply(&[file("a", Some("1"), Some("2"))]).expect("applied");
    }
    let tree = Tree::new(&[("a", "1")]);
    tree.write(".pyworker/journal/pending/record.json", "");
    tree.write(".pyworker/journal/pending/original-0", "0");
    assert!(matches!(recover(&tree.root), Err(ApplyError::BadJournal { .. })), "an original is never thrown away");
}

#[test]
fn a_damaged_original_is_not_put_back() {
    let tree = Tree::new(&[("a", "1")]);
    tree.apply(&[file("a", Some("1"), Some("2"))]).expect("applied");
    tree.write(".pyworker/journal/done/0001/original-0", "other");
    assert!(matches!(tree.undo(), Err(ApplyError::BadJournal { .. })));
    assert_eq!(tree.read("a").as_deref(), Some("2"));
}

#[test]
fn a_second_process_is_told_that_the_first_is_at_work() {
    let tree = Tree::new(&[("a", "1")]);
    tree.write(".pyworker/journal/lock", "");
    let lock = std::fs::File::open(tree.root.join(".pyworker/journal/lock")).expect("opened");
    lock.lock().expect("locked");
    let files = [file("a", Some("1"), Some("2"))];
    assert!(matches!(tree.apply(&files), Err(ApplyError::Busy { .. })));
    assert_eq!(tree.read("a").as_deref(), Some("1"));
    drop(lock);
    tree.apply(&files).expect("applied");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    fn set_mode(path: &Utf8Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    }

    fn mode(path: &Utf8Path) -> u32 {
        std::fs::metadata(path).expect("there").mode() & 0o7777
    }

    #[test]
    fn modes_are_kept_and_restored() {
        let tree = Tree::new(&[("run.sh", "1"), ("secret", "1")]);
        set_mode(&tree.root.join("run.sh"), 0o751);
        set_mode(&tree.root.join("secret"), 0o600);
        let tool = FileOutcome { mode: FileMode::Executable, ..file("tool", None, Some("x")) };
        tree.apply(&[file("run.sh", Some("1"), Some("2")), file("secret", Some("1"), None), tool]).expect("applied");
        assert_eq!(mode(&tree.root.join("run.sh")), 0o751);
        assert_eq!(mode(&tree.root.join("tool")) & 0o700, 0o700);
        tree.undo().expect("undone");
        assert_eq!((mode(&tree.root.join("run.sh")), mode(&tree.root.join("secret"))), (0o751, 0o600));
    }

    #[test]
    fn a_mode_is_changed_and_changed_back() {
        let tree = Tree::new(&[("a", "1"), ("b", "1")]);
        set_mode(&tree.root.join("a"), 0o640);
        set_mode(&tree.root.join("b"), 0o755);
        let executable = FileOutcome { mode_change: Some(FileMode::Executable), ..file("a", Some("1"), Some("1")) };
        let regular = FileOutcome { mode_change: Some(FileMode::Regular), ..file("b", Some("1"), Some("2")) };
        tree.apply(&[executable, regular]).expect("applied");
        assert_eq!((mode(&tree.root.join("a")), mode(&tree.root.join("b"))), (0o750, 0o644));
        tree.undo().expect("undone");
        assert_eq!((mode(&tree.root.join("a")), mode(&tree.root.join("b"))), (0o640, 0o755));
        assert_eq!(tree.read("b").as_deref(), Some("1"));
    }

    #[test]
    fn read_only_files_are_refused_before_anything_is_written() {
        let tree = Tree::new(&[("a", "1"), ("b", "1")]);
        set_mode(&tree.root.join("b"), 0o444);
        let named = refused(tree.apply(&[file("a", Some("1"), Some("2")), file("b", Some("1"), Some("2"))]));
        assert_eq!(named, [("b".into(), Obstacle::ReadOnly)]);
        assert_eq!(tree.read("a").as_deref(), Some("1"));
    }

    #[test]
    fn a_link_stays_a_link_and_its_file_is_written() {
        let tree = Tree::new(&[("shared/config", "1")]);
        symlink("shared/config", tree.root.join("config")).expect("linked");
        tree.apply(&[file("config", Some("1"), Some("2"))]).expect("applied");
        assert!(tree.root.join("config").is_symlink());
        assert_eq!(tree.read("shared/config").as_deref(), Some("2"));
        tree.undo().expect("undone");
        assert!(tree.root.join("config").is_symlink());
        assert_eq!(tree.read("shared/config").as_deref(), Some("1"));
    }

    #[test]
    fn two_names_of_one_file_clash() {
        let tree = Tree::new(&[("a", "1")]);
        symlink("a", tree.root.join("b")).expect("linked");
        let named = refused(tree.apply(&[file("a", Some("1"), Some("2")), file("b", Some("1"), Some("3"))]));
        assert_eq!(named, [("b".into(), Obstacle::Clash { other: "a".into() })]);
    }

    #[test]
    fn nothing_is_written_outside_of_the_root() {
        let tree = Tree::new(&[]);
        let outside = tree.root.parent().expect("a parent").join("outside");
        std::fs::create_dir(&outside).expect("made");
        std::fs::write(outside.join("file"), "1").expect("written");
        symlink("../outside", tree.root.join("directory")).expect("linked");
        symlink("../outside/file", tree.root.join("file")).expect("linked");
        let named = refused(tree.apply(&[
            file("../outside/new", None, Some("x")),
            file("directory/new", None, Some("x")),
            file("file", Some("1"), Some("2")),
        ]));
        assert_eq!(named.len(), 3);
        assert_eq!(std::fs::read_dir(&outside).expect("there").count(), 1);
        assert_eq!(std::fs::read_to_string(outside.join("file")).expect("there"), "1");
    }
}
