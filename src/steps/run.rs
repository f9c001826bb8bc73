//! Runs one step and says how it went.
//! Border: a step that fails is an outcome, not an error: the files are there either way.
use std::time::{Duration, Instant};

use camino::Utf8Path;

use super::Step;
use super::program::{Ended, command, run as run_program};

/// What a step works with.
pub struct StepContext<'a> {
    /// The project.
    pub root: &'a Utf8Path,
    /// The first commit's message.
    pub message: &'a str,
    /// Asked while a program runs: whether the user wants to stop.
    pub interrupted: &'a dyn Fn() -> bool,
}

/// How a step went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done {
        /// How long it took.
        time: Duration,
    },
    /// A command failed.
    Failed {
        /// As it would be typed.
        command: String,
        /// The last lines of what it said, or why it could not be started.
        said: Vec<String>,
    },
    /// The user wants to stop.
    Interrupted,
}

/// Lines of a failed command that are shown.
const SHOWN: usize = 8;

/// Runs a step.
pub fn run(step: Step, context: &StepContext<'_>) -> Outcome {
    run_lines(&step.commands(context.message), context)
}

/// Runs a command that is on no list, which the user has agreed to: one program with its arguments, without a shell.
pub fn run_command(line: &[String], context: &StepContext<'_>) -> Outcome {
    run_lines(std::slice::from_ref(&line.to_vec()), context)
}

fn run_lines(lines: &[Vec<String>], context: &StepContext<'_>) -> Outcome {
    let begun = Instant::now();
    for line in lines {
        let Some(command) = command(line, context.root) else { continue };
        match run_program(command, context.interrupted) {
            Ok(Ended::By(status, _)) if status.success() => {}
            Ok(Ended::By(_, said)) => return Outcome::Failed { command: typed(line), said: tail(&said) },
            Ok(Ended::Stopped) => return Outcome::Interrupted,
            Err(error) => return Outcome::Failed { command: typed(line), said: vec![error.to_string()] },
        }
    }
    Outcome::Done { time: begun.elapsed() }
}

fn typed(line: &[String]) -> String {
    crate::text::shell_line(line)
}

fn tail(said: &str) -> Vec<String> {
    let lines: Vec<&str> = said.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(SHOWN)..].iter().map(|line| (*line).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;

    fn directory() -> (tempfile::TempDir, Utf8PathBuf) {
        let directory = tempfile::tempdir().expect("a directory");
        let path = Utf8PathBuf::from_path_buf(directory.path().to_owned()).expect("a UTF-8 path");
        (directory, path)
    }

    #[test]
    fn a_repository_is_made() {
        let (_keep, root) = directory();
        let context = StepContext { root: &root, message: "Start", interrupted: &|| false };
        assert!(matches!(run(Step::GitInit, &context), Outcome::Done { .. }));
        assert!(root.join(".git/HEAD").is_file());
    }

    #[test]
    fn a_failure_says_what_was_run_and_what_it_said() {
        let (_keep, root) = directory();
        let context = StepContext { root: &root, message: "Start here", interrupted: &|| false };
        match run(Step::GitCommit, &context) {
            Outcome::Failed { command, said } => {
                assert_eq!(command, "git add --all");
                assert!(said.iter().any(|line| line.contains("not a git repository")), "{said:?}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn only_the_end_of_a_long_output_is_kept() {
        let said: String = (0..20).map(|number| format!("line {number}\n\n")).collect();
        assert_eq!(tail(&said).first().map(String::as_str), Some("line 12"));
        assert_eq!(tail(&said).len(), SHOWN);
    }
}
