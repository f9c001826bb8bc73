//! Runs a program to its end, within a time limit, keeping what it prints for the error message.
//! Border: for programs that end; a worker's server, which stays, is `server`.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Signal, set_parent_process_death_signal};

use super::error::Error;

/// How much of a program's output goes into an error.
const TAIL: usize = 6000;

/// Runs the command, which must succeed, and gives what it printed (both streams).
pub fn run(command: &mut Command, limit: Duration) -> Result<String, Error> {
    let (status, output) = run_to_end(command, limit)?;
    if status.success() {
        Ok(output)
    } else {
        Err(Error::Failed { command: line(command), status: status.to_string(), output: tail(&output) })
    }
}

/// Runs the command and gives its exit status and what it printed (both streams).
pub fn run_to_end(command: &mut Command, limit: Duration) -> Result<(ExitStatus, String), Error> {
    let start_failed = |source| Error::Start { program: line_of_program(command), source };
    // A file and not a pipe: nobody has to read while the program runs, and children that outlive it block nobody.
    let mut output = tempfile::tempfile().map_err(start_failed)?;
    let (out, err) = two_handles(&output).map_err(start_failed)?;
    end_with_parent(command);
    let spawned = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn();
    let mut child = spawned.map_err(|source| Error::Start { program: line_of_program(command), source })?;
    match wait(&mut child, limit) {
        Some(status) => Ok((status, read_all(&mut output))),
        None => {
            let _ = child.kill();
            let _ = child.wait();
            Err(Error::TookTooLong { command: line(command), limit, output: tail(&read_all(&mut output)) })
        }
    }
}

/// Has the kernel end the process when the thread that starts it is gone, also when that was killed.
pub fn end_with_parent(command: &mut Command) {
    let ask_kernel = || set_parent_process_death_signal(Some(Signal::TERM)).map_err(std::io::Error::from);
    // SAFETY: between fork and exec only one system call is made, and nothing is allocated.
    unsafe {
        command.pre_exec(ask_kernel);
    }
}

/// Waits for a process to end by itself; `None` when it is still running at the end of the time.
pub fn wait(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let end = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < end => std::thread::sleep(Duration::from_millis(20)),
            _ => return None,
        }
    }
}

/// The end of a text that may be long, cut at a line.
pub fn tail(text: &str) -> String {
    let mut start = text.len().saturating_sub(TAIL);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let cut = &text[start..];
    match cut.split_once('\n') {
        Some((_, lines)) if start > 0 => format!("…\n{lines}"),
        _ => cut.to_owned(),
    }
}

fn two_handles(file: &File) -> std::io::Result<(File, File)> {
    Ok((file.try_clone()?, file.try_clone()?))
}

fn read_all(file: &mut File) -> String {
    let mut bytes = Vec::new();
    let _ = file.seek(SeekFrom::Start(0));
    let _ = file.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn line_of_program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let mut line = line_of_program(command);
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
