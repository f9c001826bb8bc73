//! Exceptions: which handlers around an expression catch what it may raise.
//! Border: names of exception classes in `except` clauses; nothing about where they come from.
use ruff_python_ast::{AnyNodeRef, ExceptHandler, ExceptHandlerExceptHandler, Expr, StmtTry};
use ruff_text_size::Ranged;

use crate::python::Scopes;

use super::Site;

/// The names in an `except` clause, with the expressions that name them; empty for a bare `except:`.
pub fn caught(handler: &ExceptHandlerExceptHandler) -> Vec<&Expr> {
    match handler.type_.as_deref() {
        Some(Expr::Tuple(tuple)) => tuple.elts.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// The `try` statements in whose body the site stands, nearest first, up to the function around.
pub fn attempts<'a>(site: &Site<'_, 'a>) -> Vec<&'a StmtTry> {
    site.ancestors
        .iter()
        .rev()
        .take_while(|node| !matches!(node, AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::ExprLambda(_)))
        .filter_map(|node| match node {
            AnyNodeRef::StmtTry(attempt) => Some(*attempt),
            _ => None,
        })
        .filter(|attempt| attempt.body.iter().any(|part| part.range().contains_range(site.expression.range())))
        .collect()
}

/// Whether a handler catches an exception of the built-in class `name`, `parents` being what it derives from.
pub fn catches(scopes: &Scopes, handler: &ExceptHandlerExceptHandler, names: &[&str]) -> bool {
    let kinds = caught(handler);
    kinds.is_empty()
        || kinds
            .iter()
            .any(|kind| ["Exception", "BaseException"].iter().chain(names).any(|name| scopes.is_builtin(kind, name)))
}

/// The handlers of a `try`.
pub fn handlers(attempt: &StmtTry) -> impl Iterator<Item = &ExceptHandlerExceptHandler> {
    attempt.handlers.iter().map(|handler| {
        let ExceptHandler::ExceptHandler(handler) = handler;
        handler
    })
}

/// The nearest handler around the site that catches one of `names` and none of `others`.
pub fn is_caught<'a>(site: &Site<'_, 'a>, names: &[&str], others: &[&str]) -> Option<&'a ExceptHandlerExceptHandler> {
    let scopes = &site.module.scopes;
    for attempt in attempts(site) {
        for handler in handlers(attempt) {
            if catches(scopes, handler, others) {
                return None;
            }
            if catches(scopes, handler, names) {
                return Some(handler);
            }
        }
    }
    None
}
