//! What `pyworker migrate` promises about files, kept for every example project: a dry run touches nothing, the diff
//! through `git apply` is what --write does, a second run proposes nothing, undo brings back every byte and mode.
//! Border: the program and the disk; whether the result is right is shown in `examples` and `runtime`.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};
use std::time::SystemTime;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let legacy = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/legacy");
    let mut examples: Vec<PathBuf> =
        std::fs::read_dir(legacy).expect("examples/legacy").map(|entry| entry.expect("an entry").path()).collect();
    examples.sort();
    let trials = examples
        .into_iter()
        .map(|example| {
            let name = example.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Trial::test(name, move || keeps_its_promises(&example).map_err(Into::into))
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Path, bytes, permissions and time of change of every file.
type Tree = BTreeMap<PathBuf, (Vec<u8>, u32, SystemTime)>;

fn read(root: &Path) -> Tree {
    fn walk(root: &Path, directory: &Path, tree: &mut Tree) {
        for entry in std::fs::read_dir(directory).expect("a readable directory") {
            let path = entry.expect("an entry").path();
            if path.file_name().is_some_and(|name| name == ".git" || name == ".pyworker") {
                continue;
            }
            if path.is_dir() {
                walk(root, &path, tree);
                continue;
            }
            let metadata = path.metadata().expect("there");
            let relative = path.strip_prefix(root).expect("below the root").to_owned();
            let bytes = std::fs::read(&path).expect("readable");
            tree.insert(relative, (bytes, mode(&metadata), metadata.modified().expect("a time")));
        }
    }
    let mut tree = Tree::new();
    walk(root, root, &mut tree);
    tree
}

#[cfg(unix)]
fn mode(metadata: &std::fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::mode(metadata)
}

#[cfg(not(unix))]
fn mode(metadata: &std::fs::Metadata) -> u32 {
    u32::from(metadata.permissions().readonly())
}

/// The files without their times.
fn contents(tree: &Tree) -> BTreeMap<&Path, (&[u8], u32)> {
    tree.iter().map(|(path, (bytes, mode, _))| (path.as_path(), (bytes.as_slice(), *mode))).collect()
}

fn copy(from: &Path, to: &Path) {
    for (path, (bytes, _, _)) in read(from) {
        let target = to.join(path);
        std::fs::create_dir_all(target.parent().expect("a parent")).expect("made");
        std::fs::write(target, bytes).expect("written");
    }
}

fn run(program: &str, arguments: &[&str], directory: &Path, input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(directory)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CEILING_DIRECTORIES", directory.parent().unwrap_or(directory))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    // Whoever reads nothing may be gone already.
    let _ = std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), input);
    child.wait_with_output().expect("it ends")
}

fn keeps_its_promises(example: &Path) -> Result<(), String> {
    let pyworker = env!("CARGO_BIN_EXE_pyworker");
    let keep = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (one, two) = (keep.path().join("one"), keep.path().join("two"));
    copy(example, &one);
    copy(example, &two);
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let check = |holds: bool, what: &str, output: &Output| match holds {
        true => Ok(()),
        false => Err(format!("{what}; it exits {:?} and says:\n{}", output.status.code(), said(output))),
    };

    let before = read(&one);
    for arguments in
        [&["migrate"][..], &["migrate", "--check"], &["migrate", "--json"], &["migrate", "--format", "sarif"]]
    {
        let dry = run(pyworker, arguments, &one, b"");
        check(dry.status.code() == Some(1), "a dry run wants changes", &dry)?;
        check(read(&one) == before, "a dry run changes no byte and no time", &dry)?;
    }
    let dry = run(pyworker, &["migrate"], &one, b"");
    let patched = run("git", &["apply", "--whitespace=nowarn", "-"], &one, &dry.stdout);
    check(patched.status.success(), "git takes the diff", &patched)?;

    let before_two = read(&two);
    let written = run(pyworker, &["migrate", "--write"], &two, b"");
    check(written.status.code() == Some(0), "--write is done", &written)?;
    let (by_git, by_us) = (read(&one), read(&two));
    check(contents(&by_git) == contents(&by_us), "git apply does what --write does", &written)?;
    check(contents(&by_us) != contents(&before_two), "something was written", &written)?;

    let again = run(pyworker, &["migrate"], &two, b"");
    check(again.stdout.is_empty(), "a second run proposes nothing", &again)?;
    check(read(&two) == by_us, "a second run changes nothing", &again)?;

    let undone = run(pyworker, &["undo"], &two, b"");
    check(undone.status.code() == Some(0), "undo is done", &undone)?;
    check(contents(&read(&two)) == contents(&before_two), "undo brings every byte and mode back", &undone)?;
    check(!two.join(".pyworker").exists(), "undo leaves nothing behind", &undone)
}
