//! Checks everything about a rule that can be checked before it runs.
//! Border: one `rule.toml`, read already; faults come back as data with places.
use camino::Utf8Path;
use regex::Regex;
use tree_sitter::{Language, Query, QueryError, QueryErrorKind};

use super::super::Meta;
use super::super::proposal::Import;
use super::codemod::{Condition, DeclarativeCodemod};
use super::error::RuleError;
use super::places::{Places, Step};
use super::rewrite::{self, Part};
use super::rule::{Constraint, RewriteRule, RuleFile};
use crate::plan::Rule;

/// Collects the faults of one file.
pub struct Checker<'t> {
    path: &'t Utf8Path,
    text: &'t str,
    places: Places<'t>,
    faults: Vec<RuleError>,
}

impl<'t> Checker<'t> {
    /// For the file at `path` with this text.
    pub fn new(path: &'t Utf8Path, text: &'t str) -> Self {
        Self { path, text, places: Places::of(text), faults: Vec::new() }
    }

    fn fault(&mut self, offset: Option<usize>, message: impl Into<String>) {
        self.faults.push(match offset {
            Some(offset) => RuleError::at(self.path, self.text, offset, message),
            None => RuleError::of_file(self.path, message),
        });
    }

    fn fault_at(&mut self, steps: &[Step<'_>], message: impl Into<String>) {
        let offset = self.places.of_value(steps).map(|range| range.start);
        self.fault(offset, message);
    }

    /// The rule, ready to run.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn check(mut self, rule: RuleFile, page: &str) -> Result<DeclarativeCodemod, Vec<RuleError>> {
        let is_code = !rule.code.is_empty() && rule.code.chars().all(|letter| letter.is_ascii_alphanumeric());
        if !is_code || rule.code.to_ascii_uppercase().starts_with("PW") {
            self.fault_at(&[Step::Key("code")], "a code has only letters and digits, and does not begin with PW");
        } else if rule.code != rule.code.to_ascii_uppercase() {
            self.fault_at(&[Step::Key("code")], "a code has capital letters, as the options that name it");
        }
        if rule.needles.iter().all(|needle| needle.is_empty()) {
            let message = "name at least one text without which a file is not looked at";
            self.fault_at(&[Step::Key("needles")], message);
        }
        let language: Language = tree_sitter_python::LANGUAGE.into();
        let query = match Query::new(&language, &rule.query) {
            Ok(query) => query,
            Err(error) => {
                self.query_fault(&error);
                return Err(self.faults);
            }
        };
        if query.capture_names().is_empty() {
            self.fault_at(&[Step::Key("query")], "the query captures nothing: name a node with @name");
        }
        let mut conditions = Vec::new();
        for (index, constraint) in rule.constraint.iter().enumerate() {
            if let Some(condition) = self.condition(&query, index, constraint) {
                conditions.push(condition);
            }
        }
        let mut rewrites = Vec::new();
        for (index, rewrite) in rule.rewrite.iter().enumerate() {
            rewrites.extend(self.rewrite(&query, index, rewrite));
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let imports =
            rule.import.iter().map(|import| Import::of(leak(&import.module), import.member.as_str())).collect();
        let needles: Vec<&'static str> =
            rule.needles.iter().filter(|needle| !needle.is_empty()).map(|needle| leak(needle)).collect();
        Ok(DeclarativeCodemod {
            folder: self.path.parent().map(Utf8Path::to_owned).unwrap_or_default(),
            meta: Box::leak(Box::new(Meta {
                rule: Rule { code: rule.code.clone().into(), name: rule.name.clone().into() },
                summary: leak(&rule.summary),
                page: leak(page),
                needles: Box::leak(needles.into_boxed_slice()),
            })),
            why: rule.why,
            safety: rule.safety,
            query,
            conditions,
            rewrites,
            imports,
            next_step: rule.next_step.unwrap_or_else(|| "change it by hand".to_owned()),
        })
    }

    fn query_fault(&mut self, error: &QueryError) {
        let name = error.message.trim_matches('"');
        let what = match error.kind {
            QueryErrorKind::NodeType => format!("Python has no node `{name}`"),
            QueryErrorKind::Field => format!("there is no field `{name}`"),
            QueryErrorKind::Capture => format!("nothing is captured as `{name}`"),
            QueryErrorKind::Structure => "no syntax tree can have this shape".to_owned(),
            QueryErrorKind::Syntax => "the query is not closed or has a stray character".to_owned(),
            _ => error.message.clone(),
        };
        let offset = self.places.inside(&[Step::Key("query")], error.offset);
        self.fault(offset, format!("query, line {}, column {}: {what}", error.row + 1, error.column + 1));
    }

    fn rewrite(&mut self, query: &Query, index: usize, rewrite: &RewriteRule) -> Option<(u32, Vec<Part>)> {
        let place = |key| [Step::Key("rewrite"), Step::Index(index), Step::Key(key)];
        let capture = self.capture(query, &rewrite.capture, &place("capture"), 0);
        match rewrite::parse(&rewrite.with) {
            Ok(parts) => {
                let mut at = 0;
                for part in &parts {
                    if let Part::Capture(name) = part {
                        let braces = format!("{{{name}}}");
                        at += rewrite.with.get(at..).and_then(|rest| rest.find(&braces)).unwrap_or_default();
                        self.capture(query, name, &place("with"), at);
                        at += braces.len();
                    }
                }
                capture.map(|capture| (capture, parts))
            }
            Err(at) => {
                let offset = self.places.inside(&place("with"), at);
                self.fault(offset, "a brace has no counterpart; write `{{` for a brace");
                None
            }
        }
    }

    /// The number of a capture that is named at byte `at` of the string at `place`.
    fn capture(&mut self, query: &Query, name: &str, place: &[Step<'_>], at: usize) -> Option<u32> {
        let index = query.capture_index_for_name(name);
        if index.is_none() {
            let known: Vec<String> = query.capture_names().iter().map(|name| format!("@{name}")).collect();
            let offset = self.places.inside(place, at);
            self.fault(offset, format!("the query captures nothing as @{name} (it has {})", known.join(", ")));
        }
        index
    }

    fn condition(&mut self, query: &Query, index: usize, constraint: &Constraint) -> Option<(u32, Condition, bool)> {
        let place = |key| [Step::Key("constraint"), Step::Index(index), Step::Key(key)];
        let capture = self.capture(query, &constraint.capture, &place("capture"), 0)?;
        let mut conditions = Vec::new();
        conditions.extend(constraint.equals.clone().map(Condition::Equals));
        conditions.extend(constraint.one_of.clone().map(Condition::OneOf));
        conditions.extend(constraint.imported.clone().map(Condition::Imported));
        if let Some(pattern) = &constraint.matches {
            match Regex::new(&format!("^(?:{pattern})$")) {
                Ok(pattern) => conditions.push(Condition::Matches(pattern)),
                Err(error) => {
                    let why = error.to_string();
                    let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                    self.fault_at(&place("matches"), format!("not a regular expression: {why}"));
                    return None;
                }
            }
        }
        let mut conditions = conditions.into_iter();
        match (conditions.next(), conditions.next()) {
            (Some(condition), None) => Some((capture, condition, constraint.negate)),
            _ => {
                let message = "a constraint has exactly one of equals, one_of, matches and imported";
                self.fault_at(&place("capture"), message);
                None
            }
        }
    }
}

/// Rules are loaded once and live as long as the program, like the built-in ones.
fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
