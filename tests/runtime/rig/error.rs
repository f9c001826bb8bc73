//! What can go wrong while the rig is set up, a worker is prepared or started, or is asked.
//! Border: data and its wording only.

use std::path::PathBuf;
use std::time::Duration;

/// An error of the rig.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file operation failed.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// What was tried, as a verb: read, write, create, copy.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A file of ours or of a project cannot be understood.
    #[error("{} is not what it should be: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A program could not be started at all.
    #[error("cannot start {program}: {source}")]
    Start {
        /// The program.
        program: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A program ended with an error.
    #[error("{command} failed with {status}:\n{output}")]
    Failed {
        /// The command line.
        command: String,
        /// Its exit status.
        status: String,
        /// The end of what it printed.
        output: String,
    },
    /// A program did not end in time.
    #[error("{command} did not end within {limit:?}:\n{output}")]
    TookTooLong {
        /// The command line.
        command: String,
        /// The time it was given.
        limit: Duration,
        /// The end of what it printed.
        output: String,
    },
    /// Pyodide's glue is not the one that the replacements were made for.
    #[error(
        "Pyodide's glue has `{text}` {found} times, expected {expected}: look at the new glue before changing the count"
    )]
    UnexpectedGlue {
        /// The text that was looked for.
        text: String,
        /// How often it should occur.
        expected: usize,
        /// How often it does.
        found: usize,
    },
    /// No Python that is new enough.
    #[error("no Python >= {wanted} found; looked at {looked_at}. Install one, or name it in PYWORKER_PYTHON")]
    NoPython {
        /// The oldest version that will do.
        wanted: String,
        /// The interpreters that were asked, with their versions.
        looked_at: String,
    },
    /// This machine is of a kind for which no runtime is pinned.
    #[error("the rig runs on 64-bit Linux for x86 only, this is {0}")]
    UnsupportedMachine(String),
    /// A project asks for a package that the rig has no wheel of.
    #[error("{} needs the package {name}, which tests/runtime/pins.toml does not have", project.display())]
    UnknownPackage {
        /// The project.
        project: PathBuf,
        /// The package.
        name: String,
    },
    /// A scenario has SQL for a database that the project does not have.
    #[error("{} has no D1 database {}", project.display(), binding.as_deref().unwrap_or("at all"))]
    NoDatabase {
        /// The project.
        project: PathBuf,
        /// The binding that was looked for.
        binding: Option<String>,
    },
    /// A server's process ended before it was ready, or while it was being asked.
    #[error("{program} ended with {status}; its log ends with:\n{log}")]
    ServerEnded {
        /// The program.
        program: &'static str,
        /// Its exit status.
        status: String,
        /// The end of its log.
        log: String,
    },
    /// A server's process did not become ready.
    #[error("{program} was not ready after {limit:?}; its log ends with:\n{log}")]
    NotReady {
        /// The program.
        program: &'static str,
        /// The time it was given.
        limit: Duration,
        /// The end of its log.
        log: String,
    },
    /// There is no browser on this machine.
    #[error(
        "no Chromium found on the PATH, and pages have to be looked at in one. Install it (Debian: apt-get install chromium), \
         or name one in PYWORKER_CHROMIUM"
    )]
    NoBrowser,
    /// A page is not as it should be.
    #[error("{url} is not a page to be shown:\n  {}", wrong.join("\n  "))]
    Page {
        /// Its address.
        url: String,
        /// What is wrong, by view.
        wrong: Vec<String>,
    },
    /// A request got no answer.
    #[error("{request} got no answer: {reason}")]
    NoAnswer {
        /// Method and path.
        request: String,
        /// What the client says.
        reason: String,
    },
}
