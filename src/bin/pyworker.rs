//! The `pyworker` program: arguments in, exit code out.
use std::process::ExitCode;

fn main() -> ExitCode {
    pyworker::cli::pyworker(std::env::args_os())
}
