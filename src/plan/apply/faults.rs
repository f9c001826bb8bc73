//! Applying under bad conditions: the process ends, or the disk fills up, at every single step.
//! Border: tests only; nothing of this is in the programs.
use std::cell::Cell;
use std::collections::BTreeMap;
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

use super::faulty::{Fault, FaultyFileSystems};
use super::filesystem::FileSystems;
use super::{
    Applied, ApplyError, ApplyRequest, FileMode, FileOutcome, History, Recovered, Undone, apply_with, is_interrupted,
    recover_with,
};
use crate::plan::Content;

/// Path, and what stands there: content and mode, or a directory.
pub(super) type Snapshot = BTreeMap<String, Option<(Vec<u8>, u32)>>;

pub(super) fn snapshot(root: &Utf8Path) -> Snapshot {
    fn walk(root: &Utf8Path, directory: &Utf8Path, found: &mut Snapshot) {
        for entry in directory.read_dir_utf8().expect("readable") {
            let path = entry.expect("an entry").into_path();
            let name = path.strip_prefix(root).expect("below the root").to_string();
            if name == ".pyworker" || name == ".git/pyworker" {
                continue;
            }
            if path.is_dir() {
                found.insert(name, None);
                walk(root, &path, found);
            } else {
                found.insert(name, Some((std::fs::read(&path).expect("readable"), mode(&path))));
            }
        }
    }
    let mut found = Snapshot::new();
    walk(root, root, &mut found);
    found
}

#[cfg(unix)]
fn mode(path: &Utf8Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).expect("there").permissions().mode()
}

#[cfg(not(unix))]
fn mode(_: &Utf8Path) -> u32 {
    0
}

/// Where the journal of a scenario is kept.
#[derive(Clone, Copy, Debug)]
enum Place {
    Git,
    Root,
}

fn make_tree(place: Place) -> (tempfile::TempDir, Utf8PathBuf) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let root = Utf8PathBuf::from_path_buf(directory.path().canonicalize().expect("there")).expect("UTF-8");
    let write = |path: &str, text: &[u8]| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    if let Place::Git = place {
        write(".git/HEAD", b"ref: refs/heads/main\n");
    }
    write("src/entry.py", b"async def on_fetch(request, env):\r\n    pass\r\n");
    write("src/tool.sh", b"#!/bin/sh\n");
    write("requirements.txt", b"fastapi\n");
    write("other.txt", b"untouched\n");
    write("bin/run", b"#!/bin/sh\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for (path, mode) in [("src/tool.sh", 0o750), ("requirements.txt", 0o640)] {
            std::fs::set_permissions(root.join(path), std::fs::Permissions::from_mode(mode)).expect("set");
        }
    }
    (directory, root)
}

fn outcomes(root: &Utf8Path) -> Vec<FileOutcome> {
    let old = |path: &str| std::fs::read(root.join(path)).ok().map(Content::from);
    fn text(content: &Content) -> &str {
        std::str::from_utf8(content.bytes()).expect("UTF-8")
    }
    let file = |path: &str, after: Option<&str>| FileOutcome {
        path: path.into(),
        before: old(path),
        after: after.map(Content::from),
        mode: FileMode::Regular,
        mode_change: None,
    };
    let turned = |path: &str, mode| FileOutcome { mode_change: Some(mode), ..file(path, old(path).as_ref().map(text)) };
    vec![
        turned("bin/run", FileMode::Executable),
        file("new/deep/test_entry.py", Some("def test(): pass\n")),
        file("new/empty", Some("")),
        file("pyproject.toml", Some("[project]\n")),
        file("requirements.txt", None),
        file("src/entry.py", Some("class Default:\r\n    pass\r\n")),
        file("src/tool.sh", Some("#!/bin/bash\n")),
    ]
}

pub(super) fn request<'a>(root: &'a Utf8Path, files: &'a [FileOutcome]) -> ApplyRequest<'a> {
    ApplyRequest { root, files, label: "a test", history: History::Keep, conflicts: &[], interrupted: &|| false }
}

/// A project where nothing is.
fn new_project<'a>(
    root: &'a Utf8Path,
    files: &'a [FileOutcome],
    interrupted: &'a dyn Fn() -> bool,
) -> ApplyRequest<'a> {
    ApplyRequest { history: History::Discard, interrupted, ..request(root, files) }
}

fn new_files() -> Vec<FileOutcome> {
    let file = |path: &str, mode| FileOutcome {
        path: path.into(),
        before: None,
        after: Some(Content::from("text\n")),
        mode,
        mode_change: None,
    };
    vec![
        file("README.md", FileMode::Regular),
        file("bin/run", FileMode::Executable),
        file("src/app/entry.py", FileMode::Regular),
        file("src/app/web/page.html", FileMode::Regular),
        file("src/other.py", FileMode::Regular),
    ]
}

fn run(action: &str, root: &Utf8Path, systems: &dyn FileSystems) -> Result<(), ApplyError> {
    match action {
        "create" => apply_with(&new_project(root, &new_files(), &|| false), systems).map(drop),
        "apply" => apply_with(&request(root, &outcomes(root)), systems).map(drop),
        "undo" => super::undo::undo(root, &|| false, systems).map(drop),
        _ => recover_with(root, systems).map(drop),
    }
}

/// As in the programs, but without waiting for the disk.
fn apply(request: &ApplyRequest) -> Result<Applied, ApplyError> {
    apply_with(request, &FaultyFileSystems::none())
}

fn undo(root: &Utf8Path, interrupted: &dyn Fn() -> bool) -> Result<Undone, ApplyError> {
    super::undo::undo(root, interrupted, &FaultyFileSystems::none())
}

fn recover(root: &Utf8Path) -> Result<Option<Recovered>, ApplyError> {
    recover_with(root, &FaultyFileSystems::none())
}

const CHILD: &str = "PYWORKER_TEST_KILLED_CHILD";

/// In a child process: does as it was told by [`killed`], and never returns.
fn be_killed_if_child() {
    let Ok(order) = std::env::var(CHILD) else {
        return;
    };
    let mut parts = order.splitn(3, ':');
    let mut next = || parts.next().expect("action:step:root");
    let (action, at, root) = (next(), next().parse().expect("a number"), Utf8Path::new(next()));
    let done = run(action, root, &FaultyFileSystems::new(at, Fault::Kill));
    std::process::exit(if done.is_ok() { 0 } else { 3 });
}

/// Runs `action` in a process of its own that ends at step `at`; false if it came to its own end before that.
fn killed(test: &str, action: &str, root: &Utf8Path, at: usize) -> bool {
    let status = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", &format!("plan::apply::faults::{test}"), "--nocapture"])
        .env(CHILD, format!("{action}:{at}:{root}"))
        .output()
        .expect("the child runs")
        .status;
    assert_ne!(status.code(), Some(3), "{action} failed by itself");
    status.code().is_none()
}

/// Restores order and returns what the tree is.
fn after_recovery(root: &Utf8Path) -> Snapshot {
    recover(root).expect("recovers");
    assert!(!is_interrupted(root));
    snapshot(root)
}

#[test]
fn an_apply_killed_at_any_step_leaves_the_old_tree_or_the_new_one() {
    be_killed_if_child();
    for place in [Place::Git, Place::Root] {
        let (mut at, mut old_trees, mut new_trees) = (0, 0, 0);
        loop {
            let (_directory, root) = make_tree(place);
            let before = snapshot(&root);
            let was_killed =
                killed("an_apply_killed_at_any_step_leaves_the_old_tree_or_the_new_one", "apply", &root, at);
            let found = after_recovery(&root);
            if found == before {
                old_trees += 1;
                assert!(was_killed, "an apply that ended must have done something");
                apply(&request(&root, &outcomes(&root))).expect("the next apply works");
            } else {
                new_trees += 1;
            }
            let after = snapshot(&root);
            assert_eq!(after.get("requirements.txt"), None);
            assert_eq!(after.len(), before.len() + 5 - 1, "two directories, three files, one deleted: {after:?}");
            assert!(matches!(undo(&root, &|| false), Ok(Undone::Apply { .. })), "what was applied can be undone");
            assert_eq!(snapshot(&root), before, "step {at} with the journal in {place:?}");
            if !was_killed {
                break;
            }
            at += 1;
        }
        assert!(old_trees > 30 && new_trees >= 1, "{old_trees} old, {new_trees} new");
    }
}

#[test]
fn an_undo_killed_at_any_step_leaves_the_old_tree_or_the_new_one() {
    be_killed_if_child();
    for place in [Place::Git, Place::Root] {
        for at in 0.. {
            let (_directory, root) = make_tree(place);
            let before = snapshot(&root);
            apply(&request(&root, &outcomes(&root))).expect("applied");
            let after = snapshot(&root);
            let was_killed = killed("an_undo_killed_at_any_step_leaves_the_old_tree_or_the_new_one", "undo", &root, at);
            let found = after_recovery(&root);
            if found == after {
                assert!(was_killed);
                undo(&root, &|| false).expect("the next undo works");
            }
            assert_eq!(snapshot(&root), before, "step {at} with the journal in {place:?}");
            assert!(matches!(undo(&root, &|| false), Err(ApplyError::NothingToUndo { .. })));
            if !was_killed {
                assert!(at > 30);
                assert!(!root.join(".pyworker").exists() && !root.join(".git/pyworker").exists());
                break;
            }
        }
    }
}

#[test]
fn a_recovery_killed_at_any_step_is_finished_by_the_next_one() {
    be_killed_if_child();
    const NAME: &str = "a_recovery_killed_at_any_step_is_finished_by_the_next_one";
    // The last step at which an apply still is pending: everything is renamed, and has to be put back.
    let last = (0..)
        .take_while(|at| {
            let (_directory, root) = make_tree(Place::Git);
            killed(NAME, "apply", &root, *at)
        })
        .filter(|at| {
            let (_directory, root) = make_tree(Place::Git);
            killed(NAME, "apply", &root, *at) && is_interrupted(&root)
        })
        .last()
        .expect("some step is in the middle");
    for at in 0.. {
        let (_directory, root) = make_tree(Place::Git);
        let before = snapshot(&root);
        assert!(killed(NAME, "apply", &root, last) && is_interrupted(&root));
        assert_ne!(snapshot(&root), before);
        let was_killed = killed(NAME, "recover", &root, at);
        assert_eq!(after_recovery(&root), before, "step {at}");
        if !was_killed {
            assert!(at > 15);
            break;
        }
    }
}

#[test]
fn a_full_disk_at_any_step_loses_nothing() {
    for place in [Place::Git, Place::Root] {
        for fault in [Fault::ErrorOnce, Fault::ErrorForEver] {
            for at in 0.. {
                let (_directory, root) = make_tree(place);
                let before = snapshot(&root);
                let faulty = FaultyFileSystems::new(at, fault);
                let result = run("apply", &root, &faulty);
                let reached = faulty.steps.get() > at;
                match &result {
                    Err(ApplyError::NotRolledBack { .. }) => {
                        assert!(fault == Fault::ErrorForEver, "one error must not prevent the rollback");
                    }
                    Err(_) => assert_eq!(snapshot(&root), before, "step {at}: reported as untouched"),
                    Ok(()) => assert_ne!(snapshot(&root), before, "step {at}: reported as applied"),
                }
                let found = after_recovery(&root);
                assert_eq!(found == before, result.is_err(), "step {at}");
                if result.is_ok() {
                    undo(&root, &|| false).expect("undone");
                }
                assert_eq!(snapshot(&root), before, "step {at}");
                if !reached {
                    assert!(at > 30 && result.is_ok());
                    break;
                }
            }
        }
    }
}

#[test]
fn an_interruption_at_any_moment_takes_everything_back() {
    for moment in 0.. {
        let (_directory, root) = make_tree(Place::Root);
        let before = snapshot(&root);
        let asked = Cell::new(0);
        let interrupted = || {
            asked.set(asked.get() + 1);
            asked.get() > moment
        };
        let files = outcomes(&root);
        let result = apply(&ApplyRequest { interrupted: &interrupted, ..request(&root, &files) });
        if result.is_ok() {
            assert!(moment > 10);
            break;
        }
        assert!(matches!(result, Err(ApplyError::Interrupted)));
        assert_eq!(snapshot(&root), before);
        assert!(!root.join(".pyworker").exists());
    }
}

#[test]
fn a_file_changed_after_the_interruption_is_left_alone() {
    be_killed_if_child();
    const NAME: &str = "a_file_changed_after_the_interruption_is_left_alone";
    let mut seen = false;
    for at in 0.. {
        let (_directory, root) = make_tree(Place::Git);
        let before = snapshot(&root);
        if !killed(NAME, "apply", &root, at) {
            break;
        }
        let text = std::fs::read_to_string(root.join("src/entry.py")).expect("readable");
        if !is_interrupted(&root) || !text.starts_with("class") {
            continue;
        }
        seen = true;
        std::fs::write(root.join("src/entry.py"), "mine\n").expect("written");
        let recovered = recover(&root).expect("recovers").expect("something was pending");
        assert_eq!(recovered.conflicts, ["src/entry.py"]);
        let kept = recovered.kept.expect("the original is kept");
        let original = std::fs::read(kept.join("original-5")).expect("readable");
        assert_eq!(Some(&original), before["src/entry.py"].as_ref().map(|(bytes, _)| bytes));
        let mut expected = before;
        expected.entry("src/entry.py".into()).and_modify(|file| {
            if let Some((bytes, _)) = file {
                *bytes = b"mine\n".to_vec();
            }
        });
        assert_eq!(snapshot(&root), expected);
        assert!(recover(&root).expect("recovers").is_none(), "and that was that");
    }
    assert!(seen);
}

/// A place below a directory that is not there either.
fn nowhere() -> (tempfile::TempDir, Utf8PathBuf, Utf8PathBuf) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let above = Utf8PathBuf::from_path_buf(directory.path().canonicalize().expect("there")).expect("UTF-8");
    let root = above.join("team/app");
    (directory, above, root)
}

#[test]
fn a_new_project_killed_at_any_step_is_not_there_or_complete() {
    be_killed_if_child();
    const NAME: &str = "a_new_project_killed_at_any_step_is_not_there_or_complete";
    let (mut absent, mut complete) = (0, 0);
    for at in 0.. {
        let (_directory, above, root) = nowhere();
        let was_killed = killed(NAME, "create", &root, at);
        if root.exists() {
            complete += 1;
            assert_eq!(snapshot(&root).len(), 9, "step {at}: five files, four directories");
        } else {
            absent += 1;
            run("create", &root, &FaultyFileSystems::none()).expect("the next attempt works");
        }
        assert!(!is_interrupted(&root));
        let found: Vec<String> = snapshot(&above).into_keys().filter(|name| !name.starts_with("team/app/")).collect();
        assert_eq!(found, ["team", "team/app"], "step {at}: nothing else is left");
        if !was_killed {
            break;
        }
    }
    assert!(absent > 15 && complete >= 1, "{absent} absent, {complete} complete");
}

#[test]
fn a_new_project_on_a_full_disk_leaves_nothing() {
    for at in 0.. {
        let (_directory, above, root) = nowhere();
        let faulty = FaultyFileSystems::new(at, Fault::ErrorOnce);
        let result = run("create", &root, &faulty);
        if faulty.steps.get() <= at {
            assert!(at > 15 && result.is_ok());
            break;
        }
        assert!(matches!(result, Err(ApplyError::System { .. })), "step {at}: {result:?}");
        assert!(!root.exists() && snapshot(&above).is_empty(), "step {at}: {:?}", snapshot(&above).keys());
    }
}

#[test]
fn a_new_project_that_is_interrupted_leaves_nothing() {
    let files = new_files();
    for moment in 0..files.len() {
        let (_directory, above, root) = nowhere();
        let asked = Cell::new(0);
        let interrupted = || asked.replace(asked.get() + 1) == moment;
        let result = apply(&new_project(&root, &files, &interrupted));
        assert!(matches!(result, Err(ApplyError::Interrupted)));
        assert!(snapshot(&above).is_empty());
    }
}

#[test]
fn a_new_project_that_another_process_is_making_is_left_alone() {
    let (_directory, above, root) = nowhere();
    let stage = above.join("team/.app.pyworker-new");
    std::fs::create_dir_all(stage.join("src")).expect("made");
    let other = std::fs::File::open(&stage).expect("opened");
    other.lock().expect("locked");
    assert!(matches!(run("create", &root, &FaultyFileSystems::none()), Err(ApplyError::Busy { .. })));
    assert!(stage.join("src").exists() && !root.exists());
    drop(other);
    run("create", &root, &FaultyFileSystems::none()).expect("it is free");
    assert!(!stage.exists() && root.join("src/other.py").exists());
}
