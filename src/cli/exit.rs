//! The exit codes, the same for every command.
//! Border: names and numbers; errors know theirs through `Error::exit`.
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, or nothing left to do.
    Done,
    /// Changes wanted or findings left (`--check`, a dry run).
    Open,
    /// Usage, bad input, or a file that could not be handled.
    BadInput,
    /// A source that is not trusted.
    TrustRefused,
    /// Ctrl-C.
    Interrupted,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Open => 1,
            Self::BadInput => 2,
            Self::TrustRefused => 4,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
