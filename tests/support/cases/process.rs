//! Carries a case out: a fresh directory, a bare environment, the programs.
//! Border: no network, no terminal, nothing of the user's own settings.
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::case::Case;
use crate::tree::{self, Tree};

/// What one run did.
#[derive(Debug)]
pub struct Printed {
    /// Its exit code; -1 for a signal.
    pub exit: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// What a case did.
#[derive(Debug)]
pub struct Found {
    /// Each run.
    pub runs: Vec<Printed>,
    /// The tree afterwards, without what belongs to git.
    pub after: Tree,
}

/// Runs everything.
pub fn carry_out(case: &Case) -> Result<Found, String> {
    let temporary = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (work, home) = (temporary.path().join("work"), temporary.path().join("home"));
    for directory in [&work, &home] {
        std::fs::create_dir(directory).map_err(|error| error.to_string())?;
    }
    write(&case.before, &work);
    for (directory, tree) in &case.beside {
        write(tree, &temporary.path().join(directory));
    }
    for line in &case.setup {
        let printed = start(case, line, "", &work, &home)?;
        if printed.exit != 0 {
            return Err(format!("{line:?} in `setup` failed:\n{}{}", printed.stdout, printed.stderr));
        }
    }
    let mut runs = Vec::new();
    for run in &case.runs {
        let mut printed = start(case, &run.command, &run.input, &work, &home)?;
        for text in [&mut printed.stdout, &mut printed.stderr] {
            *text = text.replace(&work.display().to_string(), "[WORK]");
            *text = text.replace(&temporary.path().display().to_string(), "[ABOVE]");
            for (pattern, word) in &case.replace {
                *text = pattern.replace_all(text, word.as_str()).into_owned();
            }
        }
        runs.push(printed);
    }
    let mut after = tree::read(&work).unwrap_or_default();
    after.retain(|path, _| !path.split('/').any(|part| part == ".git"));
    Ok(Found { runs, after })
}

fn start(case: &Case, line: &[String], input: &str, work: &Path, home: &Path) -> Result<Printed, String> {
    let (program, arguments) = line.split_first().ok_or("an empty command")?;
    let mut command = Command::new(match program.as_str() {
        "create-pyworker" => env!("CARGO_BIN_EXE_create-pyworker"),
        "pyworker" => env!("CARGO_BIN_EXE_pyworker"),
        other => other,
    });
    command.args(arguments).current_dir(work).env_clear();
    // A shell in a case finds the programs too.
    let mut path = vec![Path::new(env!("CARGO_BIN_EXE_pyworker")).parent().unwrap_or(Path::new("/")).to_owned()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    command.env("PATH", std::env::join_paths(path).map_err(|error| error.to_string())?);
    for name in ["SystemRoot", "TMPDIR"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
        .env("HOME", home)
        .env("LANG", "C.UTF-8")
        .env("TERM", "xterm-256color")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "A")
        .env("GIT_AUTHOR_EMAIL", "a@example.com")
        .env("GIT_COMMITTER_NAME", "A")
        .env("GIT_COMMITTER_EMAIL", "a@example.com")
        .envs(&case.environment)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("{program}: {error}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that reads nothing may be gone already.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| "the output is not UTF-8".to_owned());
    Ok(Printed { exit: output.status.code().unwrap_or(-1), stdout: text(output.stdout)?, stderr: text(output.stderr)? })
}

/// Writes files as a user has them: scripts can be run. A tree in a test knows contents alone.
fn write(tree: &Tree, folder: &Path) {
    tree::write(tree, folder);
    #[cfg(unix)]
    for (path, _) in tree.iter().filter(|(_, content)| content.starts_with(b"#!")) {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder.join(path), std::fs::Permissions::from_mode(0o755)).expect("a script");
    }
}
