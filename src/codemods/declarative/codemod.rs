//! A codemod made of a rule: finds nodes with a tree-sitter query and rewrites them.
//! Border: one rule over one worker; it knows nothing of where the rule came from.
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use regex::Regex;
use ruff_python_ast::Expr;
use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_text_size::{Ranged, TextRange, TextSize};
use tree_sitter::{Parser, Query, QueryCursor, QueryMatch, StreamingIterator};

use crate::plan::{Place, Safety};
use crate::python::Module;

use super::super::proposal::Import;
use super::super::{Action, Codemod, Context, Meta, Proposal, Proposals};
use super::rewrite::{self, Part};

/// A condition, ready to be asked.
pub(super) enum Condition {
    Equals(String),
    OneOf(Vec<String>),
    Matches(Regex),
    Imported(String),
}

/// A rule, ready to run.
pub struct DeclarativeCodemod {
    pub(super) folder: Utf8PathBuf,
    pub(super) meta: &'static Meta,
    pub(super) why: String,
    pub(super) safety: Safety,
    pub(super) query: Query,
    pub(super) conditions: Vec<(u32, Condition, bool)>,
    pub(super) rewrites: Vec<(u32, Vec<Part>)>,
    pub(super) imports: Vec<Import>,
    pub(super) next_step: String,
}

impl Codemod for DeclarativeCodemod {
    fn meta(&self) -> &'static Meta {
        self.meta
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        let paths: Vec<&Utf8PathBuf> = context.worker.python_files.iter().collect();
        let holds_needle = |bytes: &[u8]| {
            self.meta.needles.iter().any(|needle| memchr::memmem::find(bytes, needle.as_bytes()).is_some())
        };
        for path in context.files.search_once(&paths, &holds_needle) {
            let Some(content) = context.files.read(path) else { continue };
            // The strict parser decides whether a file may be edited at all; the engine reports what it refuses.
            let own;
            let module = match context.modules.get(path) {
                Some(module) => module,
                None => match Module::read(content.bytes()) {
                    Ok(module) => {
                        own = module;
                        &own
                    }
                    Err(_) => continue,
                },
            };
            self.propose_file(path, module, proposals);
        }
    }
}

impl DeclarativeCodemod {
    /// The folder that its rule, its page and its cases lie in.
    pub fn folder(&self) -> &Utf8Path {
        &self.folder
    }

    fn propose_file(&self, path: &Utf8Path, module: &Module, proposals: &mut Proposals) {
        let mut parser = Parser::new();
        if parser.set_language(&tree_sitter_python::LANGUAGE.into()).is_err() {
            return;
        }
        let text = module.text();
        let Some(tree) = parser.parse(text, None) else { return };
        let mut cursor = QueryCursor::new();
        let mut matches = cursor.matches(&self.query, tree.root_node(), text.as_bytes());
        let mut seen: Vec<Range<usize>> = Vec::new();
        while let Some(found) = matches.next() {
            let Some(whole) = extent(found) else { continue };
            if !self.holds(module, found) || seen.contains(&whole) {
                continue;
            }
            seen.push(whole.clone());
            // Where tree-sitter stumbles, what it says is not to be trusted.
            let trusted = found.captures().iter().all(|capture| !capture.node.has_error());
            let (line, column) = module.lines.position(text, whole.start);
            let place = Place { path: path.to_owned(), line, column };
            if self.rewrites.is_empty() || !trusted {
                let reason = if trusted {
                    self.why.clone()
                } else {
                    format!("{} (this place is not understood well enough to be changed)", self.why)
                };
                proposals.manual(&self.meta.rule, place, reason, self.next_step.clone());
                continue;
            }
            let Some(edits) = self.edits(module, found) else { continue };
            if edits.is_empty() {
                continue;
            }
            let mut actions = vec![Action::edit(path, edits)];
            if !self.imports.is_empty() {
                actions.push(Action::Imports { path: path.to_owned(), add: self.imports.clone(), retire: Vec::new() });
            }
            proposals.change(Proposal {
                rule: self.meta.rule.clone(),
                place,
                subject: text.get(whole).unwrap_or_default().to_owned(),
                title: self.meta.summary.to_owned(),
                reason: self.why.clone(),
                safety: self.safety,
                needs: Vec::new(),
                actions,
            });
        }
    }

    fn holds(&self, module: &Module, found: &QueryMatch<'_, '_>) -> bool {
        self.conditions.iter().all(|(capture, condition, negate)| {
            let mut nodes = found.captures().iter().filter(|candidate| candidate.index == *capture).peekable();
            let there = nodes.peek().is_some();
            let all = nodes.all(|candidate| {
                let range = candidate.node.byte_range();
                let text = module.text().get(range.clone()).unwrap_or_default();
                let holds = match condition {
                    Condition::Equals(expected) => text == expected,
                    Condition::OneOf(expected) => expected.iter().any(|one| one == text),
                    Condition::Matches(pattern) => pattern.is_match(text),
                    Condition::Imported(name) => qualified_at(module, range).as_deref() == Some(name),
                };
                holds != *negate
            });
            there && all
        })
    }

    fn edits(&self, module: &Module, found: &QueryMatch<'_, '_>) -> Option<Vec<crate::plan::Edit>> {
        let mut edits = Vec::new();
        let capture = |name: &str| {
            let index = self.query.capture_index_for_name(name)?;
            range_of(found, index)
        };
        for (index, parts) in &self.rewrites {
            let node = range_of(found, *index)?;
            let indentation = module.indentation(TextSize::try_from(node.start).ok()?).to_owned();
            edits.extend(rewrite::edits(module.text(), node, parts, &capture, module.dialect, &indentation)?);
        }
        Some(edits)
    }
}

/// From the first to the last byte of all nodes of a capture.
fn range_of(found: &QueryMatch<'_, '_>, index: u32) -> Option<Range<usize>> {
    let mut ranges =
        found.captures().iter().filter(|capture| capture.index == index).map(|capture| capture.node.byte_range());
    let first = ranges.next()?;
    Some(ranges.fold(first, |all, range| all.start.min(range.start)..all.end.max(range.end)))
}

fn extent(found: &QueryMatch<'_, '_>) -> Option<Range<usize>> {
    let mut ranges = found.captures().iter().map(|capture| capture.node.byte_range());
    let first = ranges.next()?;
    Some(ranges.fold(first, |all, range| all.start.min(range.start)..all.end.max(range.end)))
}

/// The imported name that the expression at `range` stands for.
fn qualified_at(module: &Module, range: Range<usize>) -> Option<Name> {
    struct Finder<'m> {
        module: &'m Module,
        range: TextRange,
        found: Option<Name>,
    }
    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if expression.range() == self.range {
                self.found = self.module.scopes.qualified(expression);
            }
            if expression.range().contains_range(self.range) {
                visitor::walk_expr(self, expression);
            }
        }
    }
    let range = TextRange::new(TextSize::try_from(range.start).ok()?, TextSize::try_from(range.end).ok()?);
    let mut finder = Finder { module, range, found: None };
    finder.visit_body(&module.syntax().body);
    finder.found
}
