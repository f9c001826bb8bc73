//! Imports in a `try` with something else in their place where they fail.
//! Border: recognises them; where they never fail is the caller's knowledge.
use ruff_python_ast::{ExceptHandler, ExceptHandlerExceptHandler, Expr, Stmt, StmtTry};
use ruff_text_size::{Ranged, TextRange};

use super::{Binding, ImportedName, Module, SiteKind};

/// The import that counts where it works: the only one of the name, in a `try`, everything else in its handlers or before.
pub fn tried_import<'a>(module: &Module, binding: &'a Binding) -> Option<&'a ImportedName> {
    let mut imports = binding.sites.iter().filter_map(|site| match &site.kind {
        SiteKind::Import(import) => Some(import),
        _ => None,
    });
    let import = imports.next().filter(|import| import.member.is_some())?;
    if imports.next().is_some() || binding.scope != module.scopes.module() {
        return None;
    }
    let (attempt, _) = attempt_around(module, import.statement)?;
    let falls_back = |range: TextRange| {
        range.end() <= attempt.start() || attempt.handlers.iter().any(|handler| handler.range().contains_range(range))
    };
    let mut others = binding.sites.iter().filter(|site| !matches!(site.kind, SiteKind::Import(_)));
    others.all(|site| falls_back(site.range)).then_some(import)
}

/// The `try` at module level whose own body has the import statement at `statement`, and the handlers that catch its
/// failure.
pub fn attempt_around(module: &Module, statement: TextRange) -> Option<(&StmtTry, Vec<&ExceptHandlerExceptHandler>)> {
    let attempt = module.syntax().body.iter().find_map(|found| match found {
        Stmt::Try(attempt) if attempt.body.iter().any(|inner| inner.range() == statement) => Some(attempt),
        _ => None,
    })?;
    let handlers = attempt.handlers.iter().map(|ExceptHandler::ExceptHandler(handler)| handler);
    Some((attempt, handlers.filter(|handler| catches_imports(handler.type_.as_deref())).collect()))
}

fn catches_imports(caught: Option<&Expr>) -> bool {
    match caught {
        None => true,
        Some(Expr::Name(name)) => {
            ["ImportError", "ModuleNotFoundError", "Exception", "BaseException"].contains(&name.id.as_str())
        }
        Some(Expr::Tuple(names)) => names.elts.iter().any(|name| catches_imports(Some(name))),
        Some(_) => false,
    }
}
