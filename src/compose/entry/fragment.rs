//! A layer's `merge/entry.py`, taken apart into pieces that go in one by one.
//! Border: one fragment; what is already in the worker's module is not looked at.
use std::sync::Arc;

use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::python::{Module, ReadError};
use crate::template::{Fragment, TemplateError, TemplatePlace};
use crate::text::Source;

/// Marks a last statement that is only used when the method is new.
const FALLBACK: &str = "# fallback";

/// The fragment of one layer, parsed.
#[derive(Debug, Clone)]
pub struct EntryFragment {
    /// The layer, as a name of Python: `jinja_ssr`.
    pub layer: String,
    pub(super) module: Arc<Module>,
}

/// A part that goes in whole or not at all; positions in the bodies of module and class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// An import that nothing in the fragment uses: it is there for the runtime.
    Export(usize),
    /// The statements at module level.
    Statements,
    /// A method of the entrypoint class.
    Method(usize, usize),
    /// Another class.
    Class(usize),
}

impl EntryFragment {
    /// Parses a fragment of `layer`.
    ///
    /// # Errors
    /// When it is not Python.
    pub fn read(layer: &str, fragment: &Fragment) -> Result<Self, TemplateError> {
        let fail = |at: usize, message: String| TemplateError::Fragment {
            place: Box::new(TemplatePlace {
                path: fragment.stored.clone(),
                text: fragment.text.clone(),
                range: at..fragment.text[at..].chars().next().map_or(at, |character| at + character.len_utf8()),
            }),
            message,
        };
        let source = Source::decode(fragment.text.as_bytes()).map_err(|error| fail(0, error.to_string()))?;
        match Module::parse(source) {
            Ok(module) => Ok(Self { layer: layer.replace('-', "_"), module: Arc::new(module) }),
            Err(ReadError::Syntax { offset, message, .. }) => Err(fail(offset, message)),
            Err(error) => Err(fail(0, error.to_string())),
        }
    }

    /// The same fragment with a changed text; `None` if it is no Python any more.
    pub(super) fn with_text(&self, text: String) -> Option<Self> {
        let source = Source { text, ..self.module.source.clone() };
        let module = Module::parse(source).ok()?;
        Some(Self { layer: self.layer.clone(), module: Arc::new(module) })
    }

    /// Whether some method of it only decorates.
    pub fn decorates(&self) -> bool {
        let is_decorating = |piece: &Piece| match *piece {
            Piece::Method(class, index) => self.method(class, index).is_some_and(|method| self.only_decorates(method)),
            _ => false,
        };
        self.pieces().iter().any(is_decorating)
    }

    /// Its text.
    pub fn text(&self) -> &str {
        self.module.text()
    }

    pub(super) fn body(&self) -> &[Stmt] {
        &self.module.syntax().body
    }

    pub(super) fn class(&self, index: usize) -> Option<&StmtClassDef> {
        self.body().get(index)?.as_class_def_stmt()
    }

    pub(super) fn method(&self, class: usize, index: usize) -> Option<&StmtFunctionDef> {
        self.class(class)?.body.get(index)?.as_function_def_stmt()
    }

    /// The methods of that name in the entrypoint class.
    pub(super) fn methods_named(&self, name: &str) -> impl Iterator<Item = &StmtFunctionDef> {
        let classes = self.body().iter().filter_map(Stmt::as_class_def_stmt);
        let methods = classes.filter(|class| is_entrypoint(&self.module, class)).flat_map(|class| &class.body);
        methods.filter_map(Stmt::as_function_def_stmt).filter(move |method| method.name.as_str() == name)
    }

    /// The pieces, in the order in which they go in.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let (mut exports, mut classes, mut methods) = (Vec::new(), Vec::new(), Vec::new());
        for (index, statement) in self.body().iter().enumerate() {
            match statement {
                Stmt::Import(_) | Stmt::ImportFrom(_) if !self.is_used(statement) => {
                    exports.push(Piece::Export(index));
                }
                Stmt::ClassDef(class) if is_entrypoint(&self.module, class) => {
                    let all = class.body.iter().enumerate();
                    let own = all.filter(|(_, statement)| statement.is_function_def_stmt());
                    methods.extend(own.map(|(at, _)| Piece::Method(index, at)));
                }
                Stmt::ClassDef(_) => classes.push(Piece::Class(index)),
                _ => {}
            }
        }
        let statements = (!self.statements().is_empty()).then_some(Piece::Statements);
        exports.into_iter().chain(statements).chain(classes).chain(methods).collect()
    }

    /// The statements at module level that are neither imports nor classes.
    pub(super) fn statements(&self) -> Vec<&Stmt> {
        let is_docstring = |index: usize, statement: &Stmt| index == 0 && is_string(statement);
        let all = self.body().iter().enumerate();
        all.filter(|(index, statement)| {
            !matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::ClassDef(_))
                && !is_docstring(*index, statement)
        })
        .map(|(_, statement)| statement)
        .collect()
    }

    /// Whether a name of an import is read anywhere.
    fn is_used(&self, statement: &Stmt) -> bool {
        self.module.scopes.bindings().any(|(_, binding)| {
            !binding.reads.is_empty() && binding.import().is_some_and(|import| import.statement == statement.range())
        })
    }

    /// The statements of a method that do something: not its docstring, and not `...`.
    pub(super) fn guards(&self, method: &StmtFunctionDef) -> Vec<TextRange> {
        let body = &method.body;
        let acting = |(index, statement): &(usize, &Stmt)| {
            !(is_nothing(statement) || self.is_fallback(statement) || *index == 0 && is_string(statement))
        };
        body.iter().enumerate().filter(acting).map(|(_, statement)| statement.range()).collect()
    }

    /// Whether a method only decorates one that is there.
    pub(super) fn only_decorates(&self, method: &StmtFunctionDef) -> bool {
        !method.decorator_list.is_empty()
            && method.body.iter().all(|statement| is_nothing(statement) || is_string(statement))
    }

    /// Whether a statement is marked as the one for new methods.
    pub(super) fn is_fallback(&self, statement: &Stmt) -> bool {
        self.fallback_comment(statement).is_some()
    }

    /// The mark behind a statement, with the white space before it.
    pub(super) fn fallback_comment(&self, statement: &Stmt) -> Option<std::ops::Range<usize>> {
        let text = self.module.text();
        let start = statement.end().to_usize();
        let end = self.module.lines.end(self.module.lines.line(start));
        let rest = text[start..end].trim_end();
        (rest.trim_start() == FALLBACK).then(|| start..start + rest.len())
    }

    /// The comment behind a statement, if there is one.
    pub(super) fn comment_behind(&self, statement: &Stmt) -> Option<String> {
        let start = statement.end();
        let line_end = self.module.lines.end(self.module.lines.line(start.to_usize()));
        let line_end = TextSize::try_from(line_end).ok()?;
        let tokens = self.module.tokens_in(TextRange::new(start, line_end));
        let comment = tokens.iter().find(|token| token.kind() == ruff_python_ast::token::TokenKind::Comment)?;
        Some(self.module.text()[comment.range()].to_owned())
    }
}

/// Whether a class is the worker's entrypoint by what it derives from.
pub(super) fn is_entrypoint(module: &Module, class: &StmtClassDef) -> bool {
    let bases = class.arguments.as_deref().map(|arguments| &arguments.args[..]).unwrap_or_default();
    bases.iter().any(|base| module.scopes.qualified(base).as_deref() == Some("workers.WorkerEntrypoint"))
}

/// `...` or `pass`.
pub(super) fn is_nothing(statement: &Stmt) -> bool {
    match statement {
        Stmt::Pass(_) => true,
        Stmt::Expr(expression) => matches!(expression.value.as_ref(), Expr::EllipsisLiteral(_)),
        _ => false,
    }
}

/// A string that stands by itself, such as a docstring.
pub(super) fn is_string(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(expression) if expression.value.is_string_literal_expr())
}
