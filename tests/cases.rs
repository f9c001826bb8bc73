//! The programs as a user meets them: each folder below `tests/cases/COMMAND/` is one case.
//! Border: processes, files and what is printed; nothing of the library is called.
//!
//! A case has a `case.toml` (what is run, in which environment), `in/` (the directory it runs in), `out/` (what that
//! directory becomes; without it, it must not change), and `stdout.txt` and `stderr.txt` (what is printed; without
//! them, nothing). With `only = [files]`, `tree.txt` has the names of all files and `out/` those files alone.
//! `fixtures = { "." = "NAME" }` puts `tests/fixtures/NAME` there before `in/`; with `"../team"` it goes beside the directory. A name
//! with a slash is a directory of the project.
//! `PYWORKER_ACCEPT=1 cargo test --test cases` writes the last three as they are found.
#[path = "support/cases/mod.rs"]
mod cases;
#[path = "support/codemods/tree.rs"]
mod tree;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut trials = Vec::new();
    for command in cases::folders(&root) {
        for case in cases::folders(&command) {
            let name = case.strip_prefix(&root).unwrap_or(&case).display().to_string();
            trials.push(Trial::test(name, move || cases::run(&case).map_err(Into::into)));
        }
    }
    assert!(!trials.is_empty(), "there are no cases");
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
