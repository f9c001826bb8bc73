//! The commands: clap types are converted once into requests for the rooms that do the work.
//! Border: no work is done here, and nothing is printed except through `ui`.
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs `pyworker` with `args` (the program's name first) and returns its exit code.
pub fn pyworker(_args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::SUCCESS
}

/// Runs `create-pyworker` with `args` (the program's name first) and returns its exit code.
pub fn create_pyworker(_args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::SUCCESS
}
