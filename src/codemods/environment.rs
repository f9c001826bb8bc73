//! Parameters that the runtime does not fill any more, and what takes their place in a method.
//! Border: names inside one function; signatures and classes are other files' work.
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, InterpolatedStringElement, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::Edit;
use crate::python::{Module, ScopeKind, bytes};

use super::layout::is_blank;

/// How a function uses one of its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterUse {
    /// Not at all.
    Unused,
    /// Only by reading it where an attribute of the receiver means the same: these edits say so.
    Read(Vec<Edit>),
    /// In a way that only a local of the same name keeps.
    Local,
}

/// How `function` uses its parameter `name`, if `attribute` (`self.env`) is to take its place. `receiver` is the
/// first name of `attribute`.
pub fn parameter_use(
    module: &Module,
    function: &StmtFunctionDef,
    name: &str,
    receiver: &str,
    attribute: &str,
) -> ParameterUse {
    let scopes = &module.scopes;
    let Some(scope) = scopes.opened_by(function.range) else { return ParameterUse::Local };
    let Some(binding) = scopes.lookup(scope, name).map(|id| scopes.binding(id)) else { return ParameterUse::Unused };
    if scopes.is_dynamic(scope) {
        return ParameterUse::Local;
    }
    if is_assigned_first(function, name, attribute) {
        return ParameterUse::Unused;
    }
    if !binding.is_plain_parameter() {
        return ParameterUse::Local;
    }
    if binding.reads.is_empty() {
        return ParameterUse::Unused;
    }
    // The receiver has to mean the method's own wherever the parameter is read.
    let shadowed = binding.reads.iter().any(|read| {
        scopes
            .ancestors(read.scope)
            .take_while(|inner| *inner != scope)
            .any(|inner| scopes.lookup(inner, receiver).is_some() || scopes.scope(inner).kind == ScopeKind::Class)
    });
    // In a method the receiver is its first parameter; anything else of that name would be something else.
    let own_receiver = scopes.lookup(scope, receiver).is_some_and(|id| {
        let first = function.parameters.posonlyargs.iter().chain(&function.parameters.args).next();
        let is_first = first.is_some_and(|first| first.name().as_str() == receiver);
        !is_first || !scopes.binding(id).is_plain_parameter()
    });
    let spelled = spelled_out(function);
    let shows_name = binding.reads.iter().any(|read| spelled.iter().any(|range| range.contains_range(read.range)));
    if shadowed || own_receiver || shows_name {
        return ParameterUse::Local;
    }
    ParameterUse::Read(binding.reads.iter().map(|read| Edit::replace(bytes(&read.range), attribute)).collect())
}

/// Whether the body begins with `name = attribute`, among other assignments of that kind: what the parameter held is
/// never seen.
fn is_assigned_first(function: &StmtFunctionDef, name: &str, attribute: &str) -> bool {
    function
        .body
        .iter()
        .skip_while(|statement| is_docstring(statement, function))
        .map_while(|statement| match statement {
            Stmt::Assign(assign) => match (assign.targets.as_slice(), assign.value.as_ref()) {
                ([Expr::Name(target)], Expr::Attribute(value)) => match value.value.as_ref() {
                    Expr::Name(object) => Some((target.id.as_str(), format!("{}.{}", object.id, value.attr))),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
        .any(|(target, value)| target == name && value == attribute)
}

/// The replacement fields of f-strings that print their own source (`f"{env=}"`).
fn spelled_out(function: &StmtFunctionDef) -> Vec<TextRange> {
    struct Finder(Vec<TextRange>);
    impl<'a> Visitor<'a> for Finder {
        fn visit_interpolated_string_element(&mut self, element: &'a InterpolatedStringElement) {
            if let InterpolatedStringElement::Interpolation(field) = element
                && field.debug_text.is_some()
            {
                self.0.push(field.range);
            }
            visitor::walk_interpolated_string_element(self, element);
        }
    }
    let mut finder = Finder(Vec::new());
    finder.visit_body(&function.body);
    finder.0
}

/// Puts `statements` (`env = self.env`) first into the body of `function`, after its docstring. `shift` is what the
/// body's own lines are shifted by in the same change.
pub fn insert_first(module: &Module, function: &StmtFunctionDef, statements: &[String], shift: &str) -> Option<Edit> {
    let first = function.body.iter().find(|statement| !is_docstring(statement, function))?;
    let start = first.start();
    let line = module.lines.line(start.to_usize());
    let indentation = &module.text()[module.lines.start(line)..start.to_usize()];
    if !indentation.trim().is_empty() {
        return Some(Edit::insert(start.to_usize(), format!("{}; ", statements.join("; "))));
    }
    // Comments on top of the first statement stay with it.
    let above = match function.body.first() {
        Some(docstring) if is_docstring(docstring, function) => docstring.end(),
        _ => module
            .tokens_in(TextRange::new(function.start(), start))
            .iter()
            .rfind(|token| token.kind() == TokenKind::Colon)?
            .end(),
    };
    let above = module.lines.line(above.to_usize());
    let mut at = line;
    for candidate in (above + 1..line).rev() {
        if !is_blank(module, candidate) {
            at = candidate;
        }
    }
    let newline = module.dialect.newline.as_str();
    let mut text: String =
        statements.iter().map(|statement| format!("{shift}{indentation}{statement}{newline}")).collect();
    // A definition keeps a blank line before it.
    if at == line && matches!(first, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
        text.push_str(newline);
    }
    Some(Edit::insert(module.lines.start(at), text))
}

fn is_docstring(statement: &Stmt, function: &StmtFunctionDef) -> bool {
    let is_first = function.body.first().is_some_and(|first| first.range() == statement.range());
    is_first
        && matches!(statement, Stmt::Expr(expression) if matches!(expression.value.as_ref(), Expr::StringLiteral(_)))
}
