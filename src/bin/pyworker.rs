//! The `pyworker` program: arguments in, exit code out.
use std::process::ExitCode;

/// Syntax trees are many small pieces, and two threads make them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    pyworker::cli::pyworker(std::env::args_os())
}
