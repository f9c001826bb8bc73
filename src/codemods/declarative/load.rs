//! Reads rules from folders.
//! Border: reads only; what a rule may say is `check`'s, faults come back as data with places.
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use super::super::Codemod;
use super::check::Checker;
use super::codemod::DeclarativeCodemod;
use super::error::RuleError;
use super::rule::RuleFile;

/// The file of a rule.
const RULE: &str = "rule.toml";
/// The file of its page.
const PAGE: &str = "page.md";

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
        .filter(|path| path.join(RULE).is_file())
        .collect();
    folders.sort();
    if directory.join(RULE).is_file() {
        folders.push(directory.to_owned());
    }
    let mut loaded = Loaded::default();
    for folder in folders {
        loaded.add(load_folder(&folder), &folder.join(RULE));
    }
    loaded.finish(directory)
}

/// Loads every rule among `files` (paths with contents); `directory` is how messages name the place they come from.
///
/// # Errors
/// Every fault of every rule; codes that two rules share.
pub fn load_files<'file>(
    directory: &Utf8Path,
    files: impl Iterator<Item = (&'file Utf8Path, &'file [u8])> + Clone,
) -> Result<Vec<DeclarativeCodemod>, Vec<RuleError>> {
    let find = |path: &Utf8Path| files.clone().find(|(known, _)| *known == path).map(|(_, bytes)| bytes);
    let mut loaded = Loaded::default();
    for (path, bytes) in files.clone().filter(|(path, _)| path.file_name() == Some(RULE)) {
        let folder = path.parent().unwrap_or(Utf8Path::new(""));
        let name = directory.join(path);
        let page = find(&folder.join(PAGE)).map(|page| String::from_utf8_lossy(page).into_owned()).unwrap_or_default();
        loaded.add(
            match std::str::from_utf8(bytes) {
                Ok(text) => parse(&name, text, &page),
                Err(_) => Err(vec![RuleError::of_file(&name, "is not UTF-8")]),
            },
            &name,
        );
    }
    loaded.finish(directory)
}

/// Loads one folder.
///
/// # Errors
/// Every fault that was found.
pub fn load_folder(folder: &Utf8Path) -> Result<DeclarativeCodemod, Vec<RuleError>> {
    let path = folder.join(RULE);
    let text = fs::read_to_string(&path)
        .map_err(|error| vec![RuleError::of_file(&path, format!("cannot be read: {error}"))])?;
    let page = fs::read_to_string(folder.join(PAGE)).unwrap_or_default();
    parse(&path, &text, &page)
}

/// Rules and their faults, while they are collected.
#[derive(Default)]
struct Loaded {
    codemods: Vec<DeclarativeCodemod>,
    faults: Vec<RuleError>,
}

impl Loaded {
    fn add(&mut self, found: Result<DeclarativeCodemod, Vec<RuleError>>, path: &Utf8Path) {
        match found {
            Ok(codemod) => {
                let code = &codemod.meta().rule.code;
                if self.codemods.iter().any(|other| other.meta().rule.code == *code) {
                    self.faults
                        .push(RuleError::of_file(path, format!("the code {code} is used by another folder too")));
                }
                self.codemods.push(codemod);
            }
            Err(found) => self.faults.extend(found),
        }
    }

    fn finish(mut self, directory: &Utf8Path) -> Result<Vec<DeclarativeCodemod>, Vec<RuleError>> {
        if self.codemods.is_empty() && self.faults.is_empty() {
            self.faults.push(RuleError::of_file(directory, "holds no folder with a rule.toml"));
        }
        if self.faults.is_empty() { Ok(self.codemods) } else { Err(self.faults) }
    }
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
