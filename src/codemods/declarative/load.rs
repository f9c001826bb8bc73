//! Reads rules from folders and checks everything that can be checked before they run.
//! Border: reads only; faults come back as data with places.
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use regex::Regex;
use tree_sitter::{Language, Query, QueryErrorKind};

use crate::plan::Rule;

use super::super::Meta;
use super::super::proposal::Import;
use super::codemod::{Condition, DeclarativeCodemod};
use super::error::RuleError;
use super::rewrite::{self, Part};
use super::rule::{Constraint, RuleFile};

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
                let code = &codemod.meta.rule.code;
                if codemods.iter().any(|other| other.meta.rule.code == *code) {
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
    let rule: RuleFile = toml_edit::de::from_str(&text).map_err(|error| {
        let message = error.message().to_owned();
        vec![match error.span() {
            Some(span) => RuleError::at(&path, &text, span.start, message),
            None => RuleError::of_file(&path, message),
        }]
    })?;
    Checker { path: &path, text: &text, faults: Vec::new() }.check(rule, page)
}

struct Checker<'t> {
    path: &'t Utf8Path,
    text: &'t str,
    faults: Vec<RuleError>,
}

impl Checker<'_> {
    fn fault(&mut self, offset: Option<usize>, message: impl Into<String>) {
        self.faults.push(match offset {
            Some(offset) => RuleError::at(self.path, self.text, offset, message),
            None => RuleError::of_file(self.path, message),
        });
    }

    /// Where a text stands in the file, for pointing at it.
    fn find(&self, needle: &str) -> Option<usize> {
        self.text.find(needle)
    }

    fn check(mut self, rule: RuleFile, page: String) -> Result<DeclarativeCodemod, Vec<RuleError>> {
        let is_code = !rule.code.is_empty() && rule.code.chars().all(|letter| letter.is_ascii_alphanumeric());
        if !is_code || rule.code.starts_with("PW") {
            let offset = self.find(&rule.code);
            self.fault(offset, "a code has only letters and digits, and does not begin with PW");
        }
        if rule.needles.is_empty() {
            self.fault(self.find("needles"), "name at least one text without which a file is not looked at");
        }
        let query_text = rule.query.clone();
        let language: Language = tree_sitter_python::LANGUAGE.into();
        let query = match Query::new(&language, &query_text) {
            Ok(query) => query,
            Err(error) => {
                let what = match error.kind {
                    QueryErrorKind::NodeType => format!("Python has no node `{}`", error.message),
                    QueryErrorKind::Field => format!("there is no field `{}`", error.message),
                    QueryErrorKind::Capture => format!("nothing is captured as `{}`", error.message),
                    QueryErrorKind::Structure => "no syntax tree can have this shape".to_owned(),
                    QueryErrorKind::Syntax => "the query is not closed or has a stray character".to_owned(),
                    _ => error.message.clone(),
                };
                // The text of the query stands in the file as it is, if it needed no escapes.
                let offset = self.find(&query_text).map(|start| start + error.offset).or_else(|| self.find("query"));
                self.fault(offset, format!("query, line {}, column {}: {what}", error.row + 1, error.column + 1));
                return Err(self.faults);
            }
        };
        let mut conditions = Vec::new();
        for constraint in &rule.constraint {
            if let Some(condition) = self.condition(&query, constraint) {
                conditions.push(condition);
            }
        }
        let mut rewrites: Vec<(u32, Vec<Part>)> = Vec::new();
        for rewrite in &rule.rewrite {
            let offset = self.find(&rewrite.with);
            let index = self.capture(&query, &rewrite.capture);
            match rewrite::parse(&rewrite.with) {
                Ok(parts) => {
                    for part in &parts {
                        if let Part::Capture(name) = part {
                            self.capture(&query, name);
                        }
                    }
                    rewrites.extend(index.map(|index| (index, parts)));
                }
                Err(at) => {
                    self.fault(offset.map(|offset| offset + at), "a brace has no counterpart; write `{{` for a brace")
                }
            }
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let safety = rule.safety;
        let imports =
            rule.import.iter().map(|import| Import::of(leak(&import.module), import.member.as_str())).collect();
        Ok(DeclarativeCodemod {
            meta: Box::leak(Box::new(Meta {
                rule: Rule { code: rule.code.clone().into(), name: rule.name.clone().into() },
                summary: leak(&rule.summary),
                page: leak(&page),
                needles: Box::leak(
                    rule.needles.iter().map(|needle| leak(needle)).collect::<Vec<_>>().into_boxed_slice(),
                ),
            })),
            why: rule.why,
            safety,
            query,
            conditions,
            rewrites,
            imports,
            next_step: rule.next_step.unwrap_or_else(|| "change it by hand".to_owned()),
        })
    }

    fn capture(&mut self, query: &Query, name: &str) -> Option<u32> {
        let index = query.capture_index_for_name(name);
        if index.is_none() {
            let known: Vec<String> = query.capture_names().iter().map(|name| format!("@{name}")).collect();
            let offset = self.find(&format!("{{{name}}}")).or_else(|| self.find(&format!("\"{name}\"")));
            self.fault(offset, format!("the query captures nothing as @{name} (it has {})", known.join(", ")));
        }
        index
    }

    fn condition(&mut self, query: &Query, constraint: &Constraint) -> Option<(u32, Condition, bool)> {
        let index = self.capture(query, &constraint.capture)?;
        let mut conditions = Vec::new();
        conditions.extend(constraint.equals.clone().map(Condition::Equals));
        conditions.extend(constraint.one_of.clone().map(Condition::OneOf));
        conditions.extend(constraint.imported.clone().map(Condition::Imported));
        if let Some(pattern) = &constraint.matches {
            match Regex::new(&format!("^(?:{pattern})$")) {
                Ok(pattern) => conditions.push(Condition::Matches(pattern)),
                Err(error) => {
                    let offset = self.find(pattern);
                    self.fault(offset, format!("not a regular expression: {error}"));
                    return None;
                }
            }
        }
        let mut conditions = conditions.into_iter();
        match (conditions.next(), conditions.next()) {
            (Some(condition), None) => Some((index, condition, constraint.negate)),
            _ => {
                let offset = self.find(&format!("\"{}\"", constraint.capture));
                self.fault(offset, "a constraint has exactly one of equals, one_of, matches and imported");
                None
            }
        }
    }
}

/// Rules are loaded once and live as long as the program, like the built-in ones.
fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
