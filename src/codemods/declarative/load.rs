//! Reads rules from folders.
//! Border: reads only; what a rule may say is `check`'s, faults come back as data with places.
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use super::super::Codemod;
use super::check::Checker;
use super::codemod::DeclarativeCodemod;
use super::error::RuleError;
use super::rule::RuleFile;

/// Loads every folder below `directory` that holds a `rule.toml`, in order of their names.
///
/// # Errors
/// Every fault of every folder; codes that two folders share; a directory that cannot be read.
pub fn load_all(directory: &Utf8Path) -> Result<Vec<DeclarativeCodemod>, Vec<RuleError>> {
    let entries = match directory.read_dir_utf8() {
        Ok(entries) => entries,
        Err(error) => return Err(vec![RuleError::of_file(directory, format!("cannot be read: {error}"))]),
    };
    let mut folders: Vec<Utf8PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.into_path())
        .filter(|path| path.join("rule.toml").is_file())
        .collect();
    folders.sort();
    if directory.join("rule.toml").is_file() {
        folders.push(directory.to_owned());
    }
    let mut codemods: Vec<DeclarativeCodemod> = Vec::new();
    let mut faults = Vec::new();
    if folders.is_empty() {
        faults.push(RuleError::of_file(directory, "holds no folder with a rule.toml"));
    }
    for folder in folders {
        match load_folder(&folder) {
            Ok(codemod) => {
                let code = &codemod.meta().rule.code;
                if codemods.iter().any(|other| other.meta().rule.code == *code) {
                    faults.push(RuleError::of_file(
                        folder.join("rule.toml"),
                        format!("the code {code} is used by another folder too"),
                    ));
                }
                codemods.push(codemod);
            }
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(codemods) } else { Err(faults) }
}

/// Loads one folder.
///
/// # Errors
/// Every fault that was found.
pub fn load_folder(folder: &Utf8Path) -> Result<DeclarativeCodemod, Vec<RuleError>> {
    let path = folder.join("rule.toml");
    let text = fs::read_to_string(&path)
        .map_err(|error| vec![RuleError::of_file(&path, format!("cannot be read: {error}"))])?;
    let page = fs::read_to_string(folder.join("page.md")).unwrap_or_default();
    parse(&path, &text, &page)
}

/// Reads the text of the `rule.toml` at `path`, with its page.
///
/// # Errors
/// Every fault that was found.
pub fn parse(path: &Utf8Path, text: &str, page: &str) -> Result<DeclarativeCodemod, Vec<RuleError>> {
    let rule: RuleFile = toml_edit::de::from_str(text).map_err(|error| {
        let message = error.message().to_owned();
        vec![match error.span() {
            Some(span) => RuleError::at(path, text, span.start, message),
            None => RuleError::of_file(path, message),
        }]
    })?;
    Checker::new(path, text).check(rule, page)
}
