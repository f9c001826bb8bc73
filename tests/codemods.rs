//! Runs every codemod's cases and the samples of its page through the whole engine, and checks what a codemod owes:
//! a page, enough cases, needles that hide nothing.
//! Border: knows the folders of `codemods/`; what a codemod does stands in its cases.
//!
//! `cargo test --test codemods -- PW301` runs one codemod, `… -- PW301/keeps_` a group of its cases.
//! The layout of a case is described in `codemods/README.md`.

#[path = "support/codemods/mod.rs"]
mod support;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use support::{case, duties, page};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("codemods");
    let mut trials = vec![Trial::test("duties/folders_and_registry_agree", {
        let root = root.clone();
        move || duties::folders_and_registry_agree(&root).map_err(Into::into)
    })];
    for codemod in pyworker::codemods::registry::built_in() {
        let meta = codemod.meta();
        let code = meta.rule.code.to_string();
        let folder = root.join(format!("{}-{}", meta.rule.code, meta.rule.name));
        let (page_folder, duty_folder) = (folder.clone(), folder.clone());
        trials.push(Trial::test(format!("{code}/duties"), move || {
            duties::of_a_codemod(meta, &duty_folder).map_err(Into::into)
        }));
        trials.push(Trial::test(format!("{code}/page"), move || page::check(meta, &page_folder).map_err(Into::into)));
        for case in case::all_in(&folder) {
            let code = code.clone();
            trials.push(Trial::test(format!("{code}/{}", case.name), move || case.check(&code).map_err(Into::into)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
