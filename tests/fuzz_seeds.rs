//! What fuzzing asks of any bytes, asked of known ones: every case and example of this repository, and everything that
//! fuzzing ever found (`fuzz/found/TARGET/`).
//! Border: no bytes are made up here; `cargo fuzz run TARGET` does that (fuzz/README.md).
#[path = "../fuzz/src/migrate.rs"]
mod migrate;
#[path = "../fuzz/src/packaging.rs"]
mod packaging;
#[path = "../fuzz/src/python.rs"]
mod python;
#[path = "../fuzz/src/rule.rs"]
mod rule;
#[path = "../fuzz/src/wrangler.rs"]
mod wrangler;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folders` that `is_wanted` names.
fn files(folders: &[&str], is_wanted: fn(&str) -> bool) -> Vec<PathBuf> {
    let walk = |folder: &&str| {
        ignore::WalkBuilder::new(root().join(folder)).standard_filters(false).build().filter_map(Result::ok)
    };
    let found: Vec<PathBuf> = folders
        .iter()
        .flat_map(walk)
        .map(|entry| entry.into_path())
        .filter(|path| path.is_file() && path.file_name().is_some_and(|name| is_wanted(&name.to_string_lossy())))
        .collect();
    assert!(!found.is_empty(), "no seeds in {folders:?}");
    found
}

/// Asks `check` about every file with each of the first bytes, and about everything that was found for `target`.
fn all_hold(target: &str, seeds: &[PathBuf], choices: &[u8], check: fn(&[u8])) {
    let found = root().join("fuzz/found").join(target);
    let found = std::fs::read_dir(found).into_iter().flatten().filter_map(Result::ok).map(|entry| (entry.path(), None));
    let seeds = seeds.iter().flat_map(|path| {
        let choices: Vec<Option<u8>> =
            if choices.is_empty() { vec![None] } else { choices.iter().copied().map(Some).collect() };
        choices.into_iter().map(|choice| (path.clone(), choice))
    });
    let asked: Vec<(PathBuf, Option<u8>)> = seeds.chain(found).collect();
    let failures: Vec<String> = asked
        .par_iter()
        .filter_map(|(path, choice)| {
            let bytes = std::fs::read(path).expect("a readable seed");
            let data: Vec<u8> = choice.iter().copied().chain(bytes).collect();
            let payload = catch_unwind(AssertUnwindSafe(|| check(&data))).err()?;
            let message = payload.downcast_ref::<String>().map_or("", String::as_str);
            Some(format!("{} with {choice:?}: {message}", path.display()))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), asked.len(), failures.join("\n"));
}

#[test]
fn python_holds() {
    let seeds = files(&["codemods", "examples"], |name| name.ends_with(".py"));
    all_hold("python", &seeds, &[], python::check);
}

#[test]
fn migrate_holds() {
    let seeds = files(&["codemods", "examples/legacy"], |name| name.ends_with(".py"));
    all_hold("migrate", &seeds, &[0, 3], migrate::check);
}

#[test]
fn wrangler_holds() {
    let seeds = files(&["codemods", "examples"], |name| name.ends_with(".toml"));
    all_hold("wrangler", &seeds, &[0], wrangler::check);
    let seeds = files(&["codemods", "examples"], |name| name.ends_with(".json") || name.ends_with(".jsonc"));
    all_hold("wrangler", &seeds, &[1], wrangler::check);
}

#[test]
fn packaging_holds() {
    let seeds = files(&["codemods", "examples"], |name| !name.ends_with(".py"));
    all_hold("packaging", &seeds, &[0, 1, 2, 3, 4], packaging::check);
}

#[test]
fn rule_holds() {
    let seeds = files(&["tests/cases", "src/codemods/declarative"], |name| name == "rule.toml");
    all_hold("rule", &seeds, &[], rule::check);
}
