//! Runs git.
//! Border: how it is called, the same everywhere; what is asked is the caller's work.
use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};

/// What git prints; `None` if it fails, is not there, or has nothing to do with the directory.
pub(super) fn git(root: &Utf8Path, arguments: &[&OsStr]) -> Option<Vec<u8>> {
    let output = prepared(root, arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// The same with something to read. Only for input that git reads to its end before it prints much, or for output that
/// is small.
pub(super) fn git_reading(root: &Utf8Path, arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
    let mut child = prepared(root, &arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    let written = std::thread::scope(|scope| {
        // Beside each other: git may print while it reads.
        let writer = scope.spawn(move || stdin.write_all(input));
        let output = child.wait_with_output();
        (writer.join(), output)
    });
    match written {
        (Ok(Ok(())), Ok(output)) if output.status.success() => Some(output.stdout),
        _ => None,
    }
}

/// What stands before the paths of `root` when they are seen from the top of the work tree.
pub(super) fn prefix(root: &Utf8Path) -> Option<String> {
    let prefix = git(root, &[OsStr::new("rev-parse"), OsStr::new("--show-prefix")])?;
    String::from_utf8(prefix).ok().map(|prefix| prefix.trim_end_matches(['\n', '\r']).to_owned())
}

/// The top of the work tree.
pub(super) fn top(root: &Utf8Path) -> Option<Utf8PathBuf> {
    let top = git(root, &[OsStr::new("rev-parse"), OsStr::new("--show-toplevel")])?;
    String::from_utf8(top).ok().map(|top| Utf8PathBuf::from(top.trim_end_matches(['\n', '\r'])))
}

fn prepared(root: &Utf8Path, arguments: &[&OsStr]) -> Command {
    let root = if root.as_str().is_empty() { Utf8Path::new(".") } else { root };
    let mut command = Command::new("git");
    command
        // Nothing of the repository is to run because we look at it, and nothing is to be written by the way.
        .args(["--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false"])
        .args(["-c", if cfg!(windows) { "core.hooksPath=NUL" } else { "core.hooksPath=/dev/null" }])
        .args(arguments)
        .current_dir(root)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stderr(Stdio::null());
    command
}
