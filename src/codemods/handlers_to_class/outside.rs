//! Entry modules that are also loaded outside of a Worker: their imports from the platform stand in a `try`.
//! Border: puts the import of the base class there, with something in its place where it fails.
use ruff_python_ast::{ExceptHandlerExceptHandler, Stmt};
use ruff_text_size::Ranged;

use crate::plan::Edit;
use crate::python::{Module, SiteKind, attempt_around};

/// What the class derives from where there is no Worker.
const FALLBACK: &str = "WorkerEntrypoint = object";

/// The import (module and member) beside which the base class is imported, and the edits that bind its name where that
/// fails.
pub struct Outside {
    /// For example `("js", "Response")`.
    pub near: (String, String),
    /// Edits of the handlers.
    pub edits: Vec<Edit>,
}

/// Looks for a `try` that imports from the platform and goes on without it.
pub fn outside(entry: &Module) -> Option<Outside> {
    if entry.scopes.lookup(entry.scopes.module(), "WorkerEntrypoint").is_some() {
        return None;
    }
    let sites = entry.scopes.bindings().flat_map(|(_, binding)| &binding.sites);
    let mut imports: Vec<_> = sites
        .filter_map(|site| match &site.kind {
            SiteKind::Import(import) if ["js", "workers"].contains(&import.module.as_str()) => Some(import),
            _ => None,
        })
        .collect();
    imports.sort_by_key(|import| import.alias.start());
    imports.into_iter().find_map(|import| {
        let (_, handlers) = attempt_around(entry, import.statement)?;
        let edits: Option<Vec<Edit>> = handlers.into_iter().map(|handler| bind(entry, handler)).collect();
        let edits = edits.filter(|edits| !edits.is_empty())?;
        Some(Outside { near: (import.module.to_string(), import.member.as_ref()?.to_string()), edits })
    })
}

/// Binds the name in a handler; `None` where the handler ends the import of the module itself.
fn bind(entry: &Module, handler: &ExceptHandlerExceptHandler) -> Option<Edit> {
    let last = handler.body.last()?;
    if matches!(last, Stmt::Raise(_) | Stmt::Return(_)) {
        return None;
    }
    if let ([Stmt::Pass(pass)], false) = (handler.body.as_slice(), entry.has_comment(last.range())) {
        return Some(Edit::replace(crate::python::bytes(&pass.range), FALLBACK));
    }
    let line = |offset: ruff_text_size::TextSize| entry.lines.line(offset.to_usize());
    let separator = if line(handler.start()) == line(last.start()) {
        "; ".to_owned()
    } else {
        format!("{}{}", entry.dialect.newline.as_str(), entry.indentation(last.start()))
    };
    // A compound statement ends a line of its own; a simple one may have a comment behind it.
    let end = super::content_end(entry, line(last.end()));
    let at = if separator == "; " { last.end().to_usize() } else { end };
    Some(Edit::insert(at, format!("{separator}{FALLBACK}")))
}
