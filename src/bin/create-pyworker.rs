//! The `create-pyworker` program: arguments in, exit code out.
use std::process::ExitCode;

fn main() -> ExitCode {
    pyworker::cli::create_pyworker(std::env::args_os())
}
