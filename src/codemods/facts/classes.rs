//! Classes that the runtime makes objects of: by what they derive from, or because the configuration names them.
//! Border: roles; what their methods handle is said by `Event`.
use camino::Utf8Path;
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, Stmt, StmtClassDef};

use crate::codemods::{Event, Modules};
use crate::config::BindingKind;
use crate::project::Worker;
use crate::python::{Module, SiteKind, tried_import};

use super::definitions::{each_statement, find_class};
use super::model::{ClassRole, WorkerClass};

/// Those of all files.
pub fn classes(worker: &Worker, modules: &Modules) -> Vec<WorkerClass> {
    let mut found = Vec::new();
    for (path, module) in modules.iter() {
        each_statement(&module.syntax().body, &mut |statement| {
            let Stmt::ClassDef(class) = statement else { return };
            let derived = role(modules, path, module, class, 0);
            let named = if modules.is_reached(path) {
                configured_role(worker, class.name.as_str())
                    .or_else(|| (*path == worker.main && is_bare_default(class)).then_some(ClassRole::Entrypoint))
            } else {
                None
            };
            if let Some(role) = derived.or(named) {
                found.push(WorkerClass {
                    path: path.to_owned(),
                    name: class.name.to_string(),
                    role,
                    range: class.range,
                    derives: derived.is_some(),
                });
            }
        });
    }
    found
}

fn configured_role(worker: &Worker, name: &str) -> Option<ClassRole> {
    worker.bindings.values().find_map(|binding| match &binding.kind {
        BindingKind::DurableObject { class: Some(class) } if class == name => Some(ClassRole::DurableObject),
        BindingKind::Workflow { class: Some(class) } if class == name => Some(ClassRole::Workflow),
        _ => None,
    })
}

/// `class Default:` with handlers, which somebody took for what the runtime looks for: only its base is missing.
fn is_bare_default(class: &StmtClassDef) -> bool {
    let bases = class.arguments.as_deref();
    let has_base = bases.is_some_and(|bases| !bases.args.is_empty() || !bases.keywords.is_empty());
    let mut methods = class.body.iter().filter_map(Stmt::as_function_def_stmt);
    class.name.as_str() == "Default"
        && !has_base
        && class.decorator_list.is_empty()
        && methods.clone().all(|method| method.name.as_str() != "__init__")
        && methods.any(|method| Event::of_method(ClassRole::Entrypoint, method.name.as_str()).is_some())
}

/// What a name is in a Worker that something else takes the place of where its import fails.
fn tried(module: &Module, base: &Expr) -> Option<Name> {
    let name = base.as_name_expr()?;
    let binding = module.scopes.binding(module.scopes.meaning(name.range.start())?);
    tried_import(module, binding).map(|import| import.qualified(&binding.name))
}

/// What the class derives from, followed through classes of the project.
fn role(modules: &Modules, path: &Utf8Path, module: &Module, class: &StmtClassDef, depth: usize) -> Option<ClassRole> {
    if depth > 8 {
        return None;
    }
    let bases = class.arguments.as_deref().map(|arguments| &arguments.args)?;
    bases.iter().find_map(|base| {
        let base = match base {
            Expr::Subscript(generic) => generic.value.as_ref(),
            other => other,
        };
        if let Some(name) = module.scopes.qualified(base).or_else(|| tried(module, base)) {
            match name.as_str() {
                "workers.WorkerEntrypoint" => return Some(ClassRole::Entrypoint),
                "workers.DurableObject" => return Some(ClassRole::DurableObject),
                "workers.WorkflowEntrypoint" | "workers.workflows.WorkflowEntrypoint" => {
                    return Some(ClassRole::Workflow);
                }
                _ => {}
            }
        }
        let Expr::Name(name) = base else { return None };
        let binding = module.scopes.binding(module.scopes.meaning(name.range.start())?);
        let [site] = binding.sites.as_slice() else { return None };
        match &site.kind {
            SiteKind::Class(range) => {
                find_class(module, *range).and_then(|base| role(modules, path, module, base, depth + 1))
            }
            SiteKind::Import(import) => {
                let other = modules.resolve(path, &import.module)?;
                let other_module = modules.get(other)?;
                let id = other_module.scopes.lookup(other_module.scopes.module(), import.member.as_deref()?)?;
                match other_module.scopes.binding(id).sites.as_slice() {
                    [site] => match site.kind {
                        SiteKind::Class(range) => find_class(other_module, range)
                            .and_then(|base| role(modules, other, other_module, base, depth + 1)),
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    })
}
