//! Tests that run real Python Workers in the real runtime; see `README.md` beside this file.
//! Border: arguments in, tests out; everything else is in the modules.

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
    let arguments = libtest_mimic::Arguments::from_args();
    libtest_mimic::run(&arguments, suites::all()).exit_code()
}
