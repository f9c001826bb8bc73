//! Code of a fragment in the dialect of the module that it goes into.
//! Border: white space and line ends; the code itself is not changed.
use ruff_python_ast::Stmt;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_text_size::{TextRange, TextSize};

use super::fragment::is_string;
use crate::python::{Module, bytes, string_interiors};
use crate::text::Dialect;

/// The lines of `range` (zero-based) of `source`, whose code begins behind the white space `from`, as they are written in
/// a file of `dialect` behind the white space `to`.
///
/// What begins inside a string keeps its bytes, because they are part of its value; only docstrings, whose white space
/// nobody counts on, move with their code.
pub(super) fn lines(source: &Module, range: std::ops::Range<usize>, from: &str, dialect: Dialect, to: &str) -> String {
    let text = source.text();
    let (start, end) = (source.lines.start(range.start), source.lines.start(range.end));
    let size = |offset: usize| TextSize::try_from(offset).unwrap_or_default();
    let docstrings = docstrings(source);
    let mut inside = string_interiors(source, TextRange::new(size(start), size(end)));
    inside.retain(|string| !docstrings.contains(string));
    let (unit, newline) = (source.dialect.indent.unit(), dialect.newline.as_str());
    let mut written = String::new();
    for line in range {
        let (start, end) = (source.lines.start(line), source.lines.end(line));
        let content = text[start..end].trim_end_matches(['\n', '\r']);
        if inside.iter().any(|string| string.start < start && start < string.end) {
            written.push_str(content);
        } else if !content.trim().is_empty() {
            let mut rest = content.strip_prefix(from).unwrap_or_else(|| content.trim_start());
            written.push_str(to);
            while let Some(inner) = rest.strip_prefix(unit.as_str()) {
                written.push_str(&dialect.indent.unit());
                rest = inner;
            }
            written.push_str(rest);
        }
        written.push_str(newline);
    }
    written
}

/// The docstrings of functions and classes.
fn docstrings(source: &Module) -> Vec<std::ops::Range<usize>> {
    struct Finder(Vec<std::ops::Range<usize>>);
    impl<'a> StatementVisitor<'a> for Finder {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            let body = match statement {
                Stmt::FunctionDef(function) => &function.body,
                Stmt::ClassDef(class) => &class.body,
                _ => return walk_stmt(self, statement),
            };
            self.0.extend(body.first().filter(|first| is_string(first)).map(bytes));
            walk_stmt(self, statement);
        }
    }
    let mut finder = Finder(Vec::new());
    finder.visit_body(&source.syntax().body);
    finder.0
}
