//! Names that an import from `js` brings, with something else in its place where that import fails.
//! Border: says what such a name is inside a Worker, where the import never fails.
use ruff_python_ast::Expr;
use ruff_python_ast::name::Name;

use crate::python::tried_import;

use super::project::File;

/// The dotted name of what `expression` stands for inside a Worker: `js.Response.new`.
pub fn qualified(file: &File<'_>, expression: &Expr) -> Option<Name> {
    if let Some(name) = file.module.scopes.qualified(expression) {
        return Some(name);
    }
    match expression {
        Expr::Name(name) => {
            let binding = file.module.scopes.binding(file.module.scopes.meaning(name.range.start())?);
            let import = tried_import(file.module, binding).filter(|import| import.module == "js")?;
            Some(import.qualified(&binding.name))
        }
        Expr::Attribute(attribute) => Some(Name::join(&[&qualified(file, &attribute.value)?, &attribute.attr.id], ".")),
        _ => None,
    }
}
