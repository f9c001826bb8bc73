//! The commands: clap types are converted once into requests for the rooms that do the work.
//! Border: no work is done here, and nothing is printed except through `ui`.
use std::ffi::OsString;
use std::process::ExitCode;

mod add;
mod catalog;
mod catalogs;
mod check;
mod codemod;
mod completions;
mod create;
mod error;
mod exit;
mod explain;
mod frame;
mod global;
mod inspect;
mod manual;
mod migrate;
mod policy;
mod program_create;
mod program_pyworker;
mod question;
mod scope;
mod session;
mod trust;
mod undo;
mod update;
mod wording;

pub use error::Error;
pub use exit::Exit;
pub use session::Session;

/// Runs `pyworker` with `args` (the program's name first) and returns its exit code.
pub fn pyworker(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    frame::run::<program_pyworker::Arguments>(args)
}

/// Runs `create-pyworker` with `args` (the program's name first) and returns its exit code.
pub fn create_pyworker(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    frame::run::<program_create::Arguments>(args)
}
