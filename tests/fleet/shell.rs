//! Runs programs.
//! Border: a bare environment, no network, nothing of the user's own settings.
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// What a program did.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    pub time: Duration,
}

/// Runs a program in a directory. Its home is beside that.
pub fn run(directory: &Path, program: &str, arguments: &[&str]) -> Result<Ran, String> {
    let home = directory.parent().unwrap_or(directory).join("home");
    std::fs::create_dir_all(&home).map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(directory)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", &home)
        .env("LANG", "C.UTF-8")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "A")
        .env("GIT_AUTHOR_EMAIL", "a@example.com")
        .env("GIT_COMMITTER_NAME", "A")
        .env("GIT_COMMITTER_EMAIL", "a@example.com");
    let begin = Instant::now();
    let Output { status, stdout, stderr } = command.output().map_err(|error| format!("{program}: {error}"))?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Ran { code: status.code().unwrap_or(-1), stdout: text(stdout), stderr: text(stderr), time: begin.elapsed() })
}

/// Runs a program that has to succeed, and returns what it prints.
pub fn must(directory: &Path, program: &str, arguments: &[&str]) -> Result<String, String> {
    let ran = run(directory, program, arguments)?;
    match ran.code {
        0 => Ok(ran.stdout),
        code => Err(format!("{program} {arguments:?} exits {code}:\n{}{}", ran.stdout, ran.stderr)),
    }
}

/// Commits everything.
pub fn commit(directory: &Path, message: &str) -> Result<(), String> {
    must(directory, "git", &["add", "--all"])?;
    must(directory, "git", &["commit", "--quiet", "--allow-empty", "--message", message]).map(drop)
}

/// Copies a directory with everything in it but git's own.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let fail = |error: std::io::Error| format!("{}: {error}", from.display());
    std::fs::create_dir_all(to).map_err(fail)?;
    for entry in std::fs::read_dir(from).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(fail)?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target).map_err(fail)?;
        }
    }
    Ok(())
}

/// Every file below a directory by its path, without git's and the tool's own.
pub fn files(root: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, below: &str, found: &mut std::collections::BTreeMap<String, Vec<u8>>) {
        let mut entries: Vec<_> =
            std::fs::read_dir(root.join(below)).expect("readable").map(|entry| entry.expect("readable")).collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().into_string().expect("UTF-8");
            let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            match entry.file_type().expect("readable") {
                kind if kind.is_dir() && name != ".git" && name != ".pyworker" => walk(root, &path, found),
                kind if kind.is_file() => drop(found.insert(path, std::fs::read(entry.path()).expect("readable"))),
                _ => {}
            }
        }
    }
    let mut found = std::collections::BTreeMap::new();
    walk(root, "", &mut found);
    found
}
