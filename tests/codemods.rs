//! Runs every codemod's cases and the samples of its page through the whole engine, and checks what a codemod owes:
//! a page, enough cases, needles that hide nothing.
//! Border: knows the folders of `codemods/`; what a codemod does stands in its cases.
//!
//! `cargo test --test codemods -- PW301` runs one codemod, `… -- PW301/keeps_` a group of its cases.
//! The layout of a case is described in `codemods/README.md`.

#[path = "support/codemods/mod.rs"]
mod support;

use std::process::ExitCode;

use camino::Utf8Path;
use libtest_mimic::{Arguments, Failed, Trial};
use pyworker::codemods::cases::{Case, Rules, cases, check_page, write_tree};
use pyworker::codemods::registry;
use support::duties;

fn rules() -> Rules<'static> {
    Rules(registry::built_in().to_vec())
}

fn check(case: &Case, code: &str) -> Result<(), Failed> {
    if std::env::var_os("PYWORKER_BLESS").is_some() {
        return bless(case, code);
    }
    case.check(code, &rules()).map(drop).map_err(|error| error.to_string().into())
}

/// Writes down what comes out, for a person to read and commit.
fn bless(case: &Case, code: &str) -> Result<(), Failed> {
    let result = case.result(code, &rules())?;
    let out = case.folder.join("out");
    if out.is_dir() {
        std::fs::remove_dir_all(&out)?;
    }
    if result != case.before()? {
        write_tree(&result, out.as_std_path())?;
    }
    Ok(())
}

fn page(page: &str, code: &str) -> Result<(), Failed> {
    match check_page(page, code, &rules()).map_err(|error| error.to_string())? {
        0 => Err("page.md has no pair of samples, `before` and `after`".into()),
        _ => Ok(()),
    }
}

fn main() -> ExitCode {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("codemods");
    let mut trials = vec![Trial::test("duties/folders_and_registry_agree", {
        let root = root.clone();
        move || duties::folders_and_registry_agree(root.as_std_path()).map_err(Into::into)
    })];
    for codemod in registry::built_in() {
        let meta = codemod.meta();
        let code = meta.rule.code.to_string();
        let folder = root.join(format!("{}-{}", meta.rule.code, meta.rule.name));
        let duty_folder = folder.clone();
        trials.push(Trial::test(format!("{code}/duties"), move || {
            duties::of_a_codemod(meta, &duty_folder).map_err(Into::into)
        }));
        trials.push(Trial::test(format!("{code}/page"), move || page(meta.page, &meta.rule.code)));
        for case in cases(&folder) {
            let code = code.clone();
            trials.push(Trial::test(format!("{code}/{}", case.name), move || check(&case, &code)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
