//! The statements of a fragment in a method that is there: which are missing, which are a layer's, where new ones go.
//! Border: the body of one method; its parameters and decorators are the business of `signature` and `method`.
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::adapt::{Adapted, Destination, adapt};
use super::compare::same;
use super::fragment::{EntryFragment, Piece, is_nothing, is_string};
use super::method::{comments_above, same_method, shape};
use super::piece::{entrypoint, find_method};
use super::{Obstacle, layout};
use crate::plan::Edit;
use crate::python::Module;

/// A fragment in terms of the method that its statements go into.
pub(super) fn fitted(
    entry: &Module,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    target: &StmtFunctionDef,
) -> Option<Adapted> {
    adapt(entry, fragment, &fragment.guards(source), Destination::Method { method: target, source })
}

/// The statements that the method does not have yet, in the adapted fragment.
pub(super) fn missing<'a>(
    adapted: &'a Adapted,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    target: &StmtFunctionDef,
) -> Option<Vec<&'a Stmt>> {
    let method = same_method(&adapted.fragment, fragment, source)?;
    let guards = adapted.fragment.guards(method);
    let new = method.body.iter().filter(|statement| {
        guards.contains(&statement.range()) && !target.body.iter().any(|present| same(present, statement))
    });
    Some(new.collect())
}

/// Inserts statements before the method's own, behind its docstring and the statements of earlier layers.
pub(super) fn insert(
    entry: &Module,
    adapted: &Adapted,
    new: &[&Stmt],
    target: &StmtFunctionDef,
    earlier: &[EntryFragment],
) -> Result<Vec<Edit>, Obstacle> {
    let own = &adapted.fragment.module;
    let newline = entry.dialect.newline.as_str();
    let line = |offset: TextSize| entry.lines.line(offset.to_usize());
    let Some(first) = target.body.first() else { return Ok(Vec::new()) };
    let header = header_end(entry, target);
    let text = |indent: &str| -> String {
        new.iter()
            .map(|statement| {
                let lines = comments_above(own, statement.start())..own.lines.line(statement.end().to_usize()) + 1;
                layout::lines(own, lines, own.indentation(statement.start()), entry.dialect, indent)
            })
            .collect()
    };
    if line(first.start()) == header.line {
        // `def fetch(self, request): return …` gets lines of its own.
        let indent = format!("{}{}", entry.indentation(target.start()), entry.dialect.indent.unit());
        let text = format!("{newline}{}{indent}", text(&indent));
        return Ok(vec![Edit::replace(header.colon..first.start().to_usize(), text)]);
    }
    let indent = entry.indentation(first.start()).to_owned();
    if target.body.iter().all(is_nothing) {
        let lines = entry.lines.start(line(first.start()))..entry.lines.end(line(first.end()));
        return Ok(vec![Edit::replace(lines, text(&indent))]);
    }
    let known = known_statements(entry, target, earlier);
    let in_front = target
        .body
        .iter()
        .enumerate()
        .take_while(|(index, statement)| {
            (*index == 0 && is_string(statement)) || known.iter().any(|known| known.contains(statement))
        })
        .last();
    let at = match in_front {
        Some((index, statement)) => {
            let end = line(statement.end());
            if target.body.get(index + 1).is_some_and(|next| line(next.start()) == end) {
                return Err(shape(target, "has several statements in one line"));
            }
            entry.lines.end(end)
        }
        None => entry.lines.end(header.line),
    };
    let start = if entry.text()[..at].ends_with(['\n', '\r']) { "" } else { newline };
    Ok(vec![Edit::insert(at, format!("{start}{}", text(&indent)))])
}

/// The statements that another layer has, in terms of the method.
struct Known {
    fragment: EntryFragment,
    guards: Vec<TextRange>,
    class: usize,
    index: usize,
}

impl Known {
    fn contains(&self, statement: &Stmt) -> bool {
        let Some(method) = self.fragment.method(self.class, self.index) else { return false };
        method.body.iter().any(|known| self.guards.contains(&known.range()) && same(known, statement))
    }
}

fn known_statements(entry: &Module, target: &StmtFunctionDef, earlier: &[EntryFragment]) -> Vec<Known> {
    let mut known = Vec::new();
    for fragment in earlier {
        for piece in fragment.pieces() {
            let Piece::Method(class, index) = piece else { continue };
            let Some(source) =
                fragment.method(class, index).filter(|source| source.name.as_str() == target.name.as_str())
            else {
                continue;
            };
            let Some(adapted) = fitted(entry, fragment, source, target) else { continue };
            let Some(method) = adapted.fragment.method(class, index) else { continue };
            let guards = adapted.fragment.guards(method);
            known.push(Known { fragment: adapted.fragment, guards, class, index });
        }
    }
    known
}

/// The end of a `def` line.
struct Header {
    /// Behind the colon.
    colon: usize,
    /// The line of the colon, zero-based.
    line: usize,
}

fn header_end(entry: &Module, target: &StmtFunctionDef) -> Header {
    let first = target.body.first().map_or(target.end(), Ranged::start);
    let signature = target.returns.as_deref().map_or(target.parameters.end(), Ranged::end);
    let colon = entry
        .tokens_in(TextRange::new(signature, first.max(signature)))
        .iter()
        .find(|token| token.kind() == TokenKind::Colon)
        .map_or(signature.to_usize(), |token| token.end().to_usize());
    Header { colon, line: entry.lines.line(colon) }
}

/// Where the worker's method of that name is, if it does something that no layer brought.
pub(in crate::compose) fn own_code(entry: &Module, name: &str, layers: &[EntryFragment]) -> Option<usize> {
    let class = entrypoint(entry).ok().flatten()?;
    let method = find_method(class, name).ok().flatten()?;
    let known = known_statements(entry, method, layers);
    let is_own = |statement: &&Stmt| {
        !is_string(statement) && !is_nothing(statement) && !known.iter().any(|known| known.contains(statement))
    };
    method.body.iter().find(is_own).map(|_| method.name.start().to_usize())
}
