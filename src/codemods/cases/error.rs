//! What can be wrong with a case, or with what a codemod does with it.
//! Border: data; a message says one thing, lists and colours are for whoever shows it.
use camino::Utf8PathBuf;

use super::variant::Variant;

/// Why a case or a sample of a page fails.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// There is no folder `in`.
    #[error("it has no folder `in`")]
    NoInput,
    /// A file or folder cannot be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// Which.
        path: Utf8PathBuf,
        /// As the system says.
        source: std::io::Error,
    },
    /// `case.toml` says something that it cannot say.
    #[error("case.toml, line {line}, column {column}: {message}")]
    Description {
        /// One-based.
        line: usize,
        /// One-based.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// A case whose `out` says what leaving it out says better.
    #[error("`out` equals `in`: leave it away, and the case says that nothing changes")]
    SameOutput,
    /// A variant that is left out without a reason, or that does not exist.
    #[error("skip.{name}: no such variant, or no reason")]
    BadSkip {
        /// As it is written.
        name: String,
    },
    /// A page whose samples cannot be understood.
    #[error("page.md: {0}")]
    Page(String),
    /// A sample does something else.
    #[error("page.md, sample of line {line}: {fault}")]
    Sample {
        /// Where the sample begins.
        line: usize,
        /// What.
        fault: Fault,
    },
    /// A variant does something else.
    #[error("{}: {fault}", variant.name())]
    Variant {
        /// Which.
        variant: Variant,
        /// What.
        fault: Fault,
    },
}

/// What a codemod did that it should not have done.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The project could not be set up.
    #[error("{0}")]
    SetUp(String),
    /// The files are others than expected.
    #[error("{difference}{reported}")]
    Files {
        /// Every difference.
        difference: String,
        /// What was proposed and found, one line each, under a heading; may be empty.
        reported: String,
    },
    /// Something else is reported.
    #[error("{0}")]
    Report(String),
    /// A second run over the result does something.
    #[error("a second run still changes something: {0}")]
    SecondRun(String),
    /// A change could not be composed or verified, or there was no end of changes.
    #[error("{0}")]
    Dropped(String),
    /// A result that Python refuses.
    #[error("{0}")]
    Invalid(String),
}
