//! What every codemod owes: a folder, a page, enough cases, honest needles.
//! Border: counts and compares; does not run the engine.
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use camino::Utf8Path;
use pyworker::codemods::cases::{Case, cases};
use pyworker::codemods::{Meta, registry};

/// The fewest cases of a codemod.
const FEWEST_CASES: usize = 6;

/// Every folder belongs to a registered codemod, and codes and names are there once.
pub fn folders_and_registry_agree(root: &Path) -> Result<(), String> {
    let mut names = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for codemod in registry::built_in() {
        let rule = &codemod.meta().rule;
        let digits = rule.code.strip_prefix("PW").unwrap_or_default();
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("{} is not a code like PW101", rule.code));
        }
        if !codes.insert(rule.code.to_string()) || !names.insert(format!("{}-{}", rule.code, rule.name)) {
            return Err(format!("{} is registered twice", rule.code));
        }
    }
    for entry in fs::read_dir(root).map_err(|error| error.to_string())?.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !names.contains(&name) {
            return Err(format!("codemods/{name} belongs to no registered codemod"));
        }
    }
    Ok(())
}

/// The page is the one that is embedded, and the cases show what is done and what is left alone.
pub fn of_a_codemod(meta: &Meta, folder: &Utf8Path) -> Result<(), String> {
    let page = fs::read_to_string(folder.join("page.md")).map_err(|error| format!("no page.md: {error}"))?;
    if page != meta.page {
        return Err("the page that is embedded is not the folder's page.md".to_owned());
    }
    let title = format!("# {} {}", meta.rule.code, meta.rule.name);
    if page.lines().next() != Some(title.as_str()) {
        return Err(format!("page.md does not begin with `{title}`"));
    }
    for heading in ["## What it does", "## Why", "## Safety"] {
        if !page.lines().any(|line| line == heading) {
            return Err(format!("page.md has no heading `{heading}`"));
        }
    }
    if meta.summary.is_empty() || meta.summary.contains('\n') {
        return Err("the summary is not one line".to_owned());
    }
    let cases = cases(folder);
    let mut untouched = 0;
    for case in &cases {
        untouched += usize::from(case.after().map_err(|error| format!("case {}: {error}", case.name))?.is_none());
    }
    if cases.len() < FEWEST_CASES {
        return Err(format!("{} cases; at least {FEWEST_CASES} are wanted", cases.len()));
    }
    if untouched * 3 < cases.len() {
        return Err(format!("only {untouched} of {} cases say that nothing changes; a third is wanted", cases.len()));
    }
    for case in &cases {
        needles_hide_nothing(meta, case)?;
    }
    Ok(())
}

/// A Python file that changes holds a needle.
fn needles_hide_nothing(meta: &Meta, case: &Case) -> Result<(), String> {
    let wrong = |error| format!("case {}: {error}", case.name);
    let Some(after) = case.after().map_err(wrong)? else { return Ok(()) };
    // A case that runs other rules too says nothing about whose needle it was.
    if !case.expectation().map_err(wrong)?.options(&meta.rule.code).select.iter().all(|code| *code == meta.rule.code) {
        return Ok(());
    }
    for (path, bytes) in &case.before().map_err(wrong)? {
        if !path.ends_with(".py") || after.get(path) == Some(bytes) {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        if !meta.needles.iter().any(|needle| text.contains(needle)) {
            return Err(format!("case {}: {path} changes and holds no needle of {:?}", case.name, meta.needles));
        }
    }
    Ok(())
}
