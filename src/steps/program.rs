//! Calls one program in one directory.
//! Border: a command line in, its end and what it said out; no shell is involved.
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use camino::Utf8Path;

/// How a program ended.
pub(super) enum Ended {
    /// By itself, or by a signal that was not ours; with everything it said.
    By(ExitStatus, String),
    /// It was stopped because the user wants to stop.
    Stopped,
}

/// What is read of a program's output, at most.
const OUTPUT_LIMIT: u64 = 256 * 1024;
/// How long a program that got Ctrl-C from the terminal may take to end by itself.
const GRACE: Duration = Duration::from_secs(3);
/// How long Ctrl-C may take to be noticed by this process.
const NEWS: Duration = Duration::from_millis(50);
const PAUSE: Duration = Duration::from_millis(10);

/// A command that reads nothing and is not led to another repository by the environment.
pub(super) fn command(line: &[String], directory: &Utf8Path) -> Option<Command> {
    let (program, arguments) = line.split_first()?;
    let mut command = Command::new(resolve(program));
    command.args(arguments).current_dir(directory).stdin(Stdio::null());
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"] {
        command.env_remove(variable);
    }
    // There is nobody to type a password: better an error than a wait without an end.
    command.env("GIT_TERMINAL_PROMPT", "0");
    Some(command)
}

/// On Windows `npm` is a script, which has to be named with its extension.
fn resolve(program: &str) -> String {
    if cfg!(windows) && program == "npm" { "npm.cmd".to_owned() } else { program.to_owned() }
}

/// Runs a command to its end, or until `interrupted` says so.
pub(super) fn run(mut command: Command, interrupted: &dyn Fn() -> bool) -> std::io::Result<Ended> {
    let mut output = tempfile::tempfile()?;
    command.stdout(output.try_clone()?).stderr(output.try_clone()?);
    let mut child = command.spawn()?;
    let mut waited = Duration::ZERO;
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            // Ctrl-C reaches the program and this process at once: the failure may be seen before the wish.
            if !status.success() {
                std::thread::sleep(NEWS);
            }
            if interrupted() {
                return Ok(Ended::Stopped);
            }
            return Ok(Ended::By(status, said(&mut output)?));
        }
        if interrupted() {
            waited += pause;
            if waited > GRACE {
                return stop(child);
            }
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(PAUSE);
    }
}

fn stop(mut child: Child) -> std::io::Result<Ended> {
    child.kill()?;
    child.wait()?;
    Ok(Ended::Stopped)
}

/// The end of what was said; a program's output need not be text.
fn said(output: &mut File) -> std::io::Result<String> {
    let length = output.metadata()?.len();
    output.seek(SeekFrom::Start(length.saturating_sub(OUTPUT_LIMIT)))?;
    let mut bytes = Vec::new();
    output.take(OUTPUT_LIMIT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
