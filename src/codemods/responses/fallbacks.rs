//! Names that an import from `js` brings, with something else in its place where that import fails.
//! Border: says what such a name is inside a Worker, where the import never fails.
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use crate::python::{Binding, ImportedName, SiteKind};

use super::project::File;

/// The dotted name of what `expression` stands for inside a Worker: `js.Response.new`.
pub fn qualified(file: &File<'_>, expression: &Expr) -> Option<String> {
    if let Some(name) = file.module.scopes.qualified(expression) {
        return Some(name);
    }
    match expression {
        Expr::Name(name) => {
            let binding = file.module.scopes.binding(file.module.scopes.meaning(name.range.start())?);
            import(file, binding).map(|import| import.qualified(&binding.name))
        }
        Expr::Attribute(attribute) => Some(format!("{}.{}", qualified(file, &attribute.value)?, attribute.attr)),
        _ => None,
    }
}

/// The import from `js` that counts in a Worker: in a `try`, everything else there or before.
fn import<'a>(file: &File<'_>, binding: &'a Binding) -> Option<&'a ImportedName> {
    let mut imports = binding.sites.iter().filter_map(|site| match &site.kind {
        SiteKind::Import(import) => Some(import),
        _ => None,
    });
    let import = imports.next().filter(|import| import.module == "js" && import.member.is_some())?;
    if imports.next().is_some() || binding.scope != file.module.scopes.module() {
        return None;
    }
    let body = &file.module.syntax().body;
    let around = body.iter().find(|statement| statement.range().contains_range(import.statement))?;
    let Stmt::Try(attempt) = around else { return None };
    let is_tried = attempt.body.iter().any(|statement| statement.range() == import.statement);
    let falls_back = |range: ruff_text_size::TextRange| {
        range.end() <= attempt.start() || attempt.handlers.iter().any(|handler| handler.range().contains_range(range))
    };
    let others = binding.sites.iter().filter(|site| !matches!(site.kind, SiteKind::Import(_)));
    (is_tried && others.into_iter().all(|site| falls_back(site.range))).then_some(import)
}
