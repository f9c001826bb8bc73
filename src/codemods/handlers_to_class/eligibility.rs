//! Whether the body of a handler may move into a class without changing what the program means.
//! Border: looks at one handler and at who uses its name; what happens to it is decided elsewhere.
use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::python::{Module, SiteKind};

use super::exports::exports;
use crate::codemods::facts::{Form, GlobalHandler, function};
use crate::codemods::lookups::looks_up;
use crate::codemods::{Context, signature};

/// Whether the body of a handler may move into a class without changing what it means.
pub fn moves(context: &Context<'_>, entry: &Module, global: &GlobalHandler) -> bool {
    let Form::Plain(range) = &global.form else { return false };
    let Some(function) = function(entry, *range) else { return false };
    let decorators_known =
        function.decorator_list.iter().all(|decorator| is_handler_decorator(entry, &decorator.expression));
    let has_room = signature::positional(function).len() <= 3;
    decorators_known
        && has_room
        && signature::is_plain(entry, function)
        && function.type_params.is_none()
        && !is_used_elsewhere(context, entry, &global.name)
        && !has_private_names(function)
        && signature_is_known_early(context, entry, function)
        && !entry.scopes.binding(global.binding).declared_elsewhere
        && signature::positional(function).first().is_none_or(|first| first.name().as_str() != "self")
}

/// `@handler` of the old SDK, which the class makes unnecessary.
pub fn is_handler_decorator(entry: &Module, expression: &Expr) -> bool {
    entry.scopes.qualified(expression).as_deref() == Some("workers.handler")
}

/// Whether another file, or a text that is looked up as a name, leads to the handler.
fn is_used_elsewhere(context: &Context<'_>, entry: &Module, name: &str) -> bool {
    let exported_here =
        |range: TextRange| exports(context, entry).iter().any(|statement| statement.range().contains_range(range));
    looks_up(entry, name, exported_here) || is_used_by_others(context, name)
}

/// Whether another file takes the name from the entry module.
pub fn is_used_by_others(context: &Context<'_>, name: &str) -> bool {
    let others = context.modules.iter().any(|(path, module)| {
        path != context.worker.main
            && imports_entry(context, path, module)
            && (names_member(module, name) || looks_up(module, name, |_| false))
    });
    others || context.worker.neighbours.iter().any(|path| is_used_by_neighbour(context, path, name))
}

/// Whether a file of others, which imports as it likes, names the handler.
fn is_used_by_neighbour(context: &Context<'_>, path: &Utf8Path, name: &str) -> bool {
    let main = &context.worker.main;
    let Some(content) = context.files.read(path) else { return false };
    let holds = |needle: &str| memchr::memmem::find(content.bytes(), needle.as_bytes()).is_some();
    if !holds(name) || !main.file_stem().is_some_and(holds) {
        return false;
    }
    let Ok(module) = Module::read(content.bytes()) else { return false };
    let may_mean_main = |dotted: &str| {
        let tail = Utf8PathBuf::from(dotted.trim_start_matches('.').replace('.', "/")).with_extension("py");
        let beside = path.parent().unwrap_or(Utf8Path::new("")).join(&tail);
        main.ends_with(&tail) && (beside == *main || !context.files.exists(&beside))
    };
    let imports = module.scopes.bindings().flat_map(|(_, binding)| &binding.sites).any(|site| match &site.kind {
        SiteKind::Import(import) => {
            let joint = if import.module.ends_with('.') { "" } else { "." };
            may_mean_main(&import.module)
                || import
                    .member
                    .as_ref()
                    .is_some_and(|member| may_mean_main(&format!("{}{joint}{member}", import.module)))
        }
        _ => false,
    });
    imports && names_member(&module, name)
}

/// Whether a module imports the entry module, or something from it.
fn imports_entry(context: &Context<'_>, path: &Utf8Path, module: &Module) -> bool {
    let main = &context.worker.main;
    let resolves = |dotted: &str| context.modules.resolve(path, dotted) == Some(main);
    let by_name = module.scopes.bindings().flat_map(|(_, binding)| &binding.sites).any(|site| match &site.kind {
        SiteKind::Import(import) => {
            let member = import.member.as_deref().map(|member| {
                let joint = if import.module.ends_with('.') { "" } else { "." };
                format!("{}{joint}{member}", import.module)
            });
            resolves(&import.module) || member.is_some_and(|member| resolves(&member))
        }
        _ => false,
    });
    let dynamic = main.file_stem().is_some_and(|stem| {
        module.text().contains("import_module") && module.text().contains(stem)
            || module.text().contains("spec_from_file_location") && module.text().contains(stem)
    });
    by_name || dynamic || module.scopes.star_imports().iter().any(|import| resolves(&import.module))
}

/// Whether a module reads `name` as an imported name, an attribute, or a name that nothing in it binds.
fn names_member(module: &Module, name: &str) -> bool {
    let imported = module
        .scopes
        .bindings()
        .flat_map(|(_, binding)| &binding.sites)
        .any(|site| matches!(&site.kind, SiteKind::Import(import) if import.member.as_deref() == Some(name)));
    imported
        || module.text().contains(&format!(".{name}"))
        || module.scopes.unbound().iter().any(|(unbound, _)| unbound == name)
}

/// Names like `__secret` mean something else inside a class.
fn has_private_names(function: &StmtFunctionDef) -> bool {
    struct Finder(bool);
    fn is_private(name: &str) -> bool {
        name.starts_with("__") && !name.ends_with("__")
    }
    impl<'a> Visitor<'a> for Finder {
        fn visit_expr(&mut self, expression: &'a Expr) {
            match expression {
                Expr::Name(name) => self.0 |= is_private(name.id.as_str()),
                Expr::Attribute(attribute) => self.0 |= is_private(attribute.attr.as_str()),
                _ => {}
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder(false);
    finder.visit_body(&function.body);
    finder.0
}

/// Whether every name in the part of the signature that stays is known where the class will stand.
fn signature_is_known_early(context: &Context<'_>, entry: &Module, function: &StmtFunctionDef) -> bool {
    let class_start = context
        .facts
        .globals
        .iter()
        .filter_map(|global| match &global.form {
            Form::Plain(range) => Some(range.start()),
            _ => None,
        })
        .min();
    let Some(class_start) = class_start else { return true };
    if class_start == function.range.start() {
        return true;
    }
    let mut names: Vec<&Expr> = function.returns.iter().map(|returns| returns.as_ref()).collect();
    if let Some(first) = signature::positional(function).first() {
        names.extend(first.annotation());
        names.extend(first.default.as_deref());
    }
    struct Finder<'m>(&'m Module, TextSize, bool);
    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Name(name) = expression
                && let Some(id) = self.0.scopes.meaning(name.range.start())
            {
                self.2 |= self.0.scopes.binding(id).sites.iter().any(|site| site.range.start() > self.1);
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder(entry, class_start, false);
    for expression in names {
        finder.visit_expr(expression);
    }
    !finder.2
}
