//! Tests that run real Python Workers in the real runtime; see `README.md` beside this file.
//! Border: arguments in, tests out; everything else is in the modules.

mod browser;
mod by_hand;
mod rig;
mod scenario;
mod suites;
mod worker;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(code) = by_hand::run(&arguments) {
        return code;
    }
    let mut arguments = libtest_mimic::Arguments::from_args();
    // One more than cores: a worker that waits for a queue or a cron trigger leaves its core idle.
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    arguments.test_threads.get_or_insert(cores + 1);
    libtest_mimic::run(&arguments, suites::all()).exit_code()
}
