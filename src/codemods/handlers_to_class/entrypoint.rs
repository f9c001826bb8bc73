//! Entry modules in which the runtime finds nothing to call: a class under another name, or no handler at all.
//! Border: the name of the class, and what is reported; the methods inside it are other rules' work.
use std::collections::BTreeSet;

use camino::Utf8Path;
use ruff_python_ast::{Expr, Stmt, StmtClassDef};
use ruff_text_size::Ranged;

use crate::codemods::facts::{ClassRole, WorkerClass, find_class};
use crate::codemods::lookups::looks_up;
use crate::codemods::{Action, Context, Event, Proposal, Proposals, place};
use crate::plan::{Edit, Safety};
use crate::python::{Binding, ImportedName, Module, bytes};

use super::exports::{listed_as, remove_line};
use super::{META, base, eligibility, listeners};

const REASON: &str = "The runtime answers requests with the class that is called `Default`.";

/// Proposes or reports what a worker without global handlers and without a class `Default` needs.
pub fn propose(context: &Context<'_>, entry: &Module, proposals: &mut Proposals) {
    if context.worker.config.is_none() || !is_missing(context, entry) {
        return;
    }
    let candidates: Vec<(&WorkerClass, &StmtClassDef)> = context
        .facts
        .classes
        .iter()
        .filter(|class| class.path == context.worker.main && class.role == ClassRole::Entrypoint && class.derives)
        .filter_map(|class| Some((class, find_class(entry, class.range)?)))
        .filter(|(_, definition)| handles_something(definition))
        .collect();
    let main = &context.worker.main;
    if candidates.is_empty()
        && let Some((bound, import)) = imported_entrypoint(context, entry)
    {
        let name = import.member.as_deref().unwrap_or_default();
        proposals.manual(
            &META.rule,
            place(main, entry, import.alias.start()),
            format!("the runtime answers requests with the class that is called `Default`, by its own name and by the module's; this one is `{name}`, here `{bound}`"),
            format!("add a class that derives from it: class Default({}): pass", if bound == "Default" { name } else { bound }),
        );
        return;
    }
    match candidates.as_slice() {
        [] if !has_other_classes(context, entry) && !listeners::has_event_listener(entry) => {
            proposals.manual(
                &META.rule,
                place(main, entry, entry.syntax().body.first().map_or_else(Default::default, Ranged::start)),
                "the runtime finds no handler in this module: no class `Default(WorkerEntrypoint)`, and no function `on_fetch` either",
                next_step(entry),
            );
        }
        [] => {}
        [(_, definition)] => match renaming(context, entry, definition) {
            Some(edits) => proposals.change(Proposal {
                rule: META.rule.clone(),
                place: place(main, entry, definition.name.start()),
                subject: definition.name.to_string(),
                title: format!("{} becomes Default", definition.name),
                reason: REASON.to_owned(),
                safety: Safety::Safe,
                needs: base::NEEDS.to_vec(),
                actions: vec![Action::edit(main, edits)],
            }),
            None => proposals.manual(
                &META.rule,
                place(main, entry, definition.name.start()),
                format!(
                    "the runtime answers requests with the class that is called `Default`; this one is called `{}`, and other code relies on that name",
                    definition.name
                ),
                format!("rename it, or add a class that derives from it: class Default({}): pass", definition.name),
            ),
        },
        [(_, first), rest @ ..] => {
            let names: Vec<String> =
                rest.iter().map(|(_, definition)| format!("`{}`", definition.name)).collect();
            proposals.manual(
                &META.rule,
                place(main, entry, first.name.start()),
                format!(
                    "the runtime answers requests with the class that is called `Default`, which is not there; which of `{}` and {} is meant cannot be told",
                    first.name,
                    names.join(", ")
                ),
                "rename the one that answers requests to Default",
            );
        }
    }
}

/// Whether the entry module surely has no class `Default`.
fn is_missing(context: &Context<'_>, entry: &Module) -> bool {
    let scopes = &entry.scopes;
    if context.facts.default_class(context.worker).is_some() || !context.facts.globals.is_empty() {
        return false;
    }
    let star = |module: &str| match context.modules.resolve(&context.worker.main, module) {
        // What a library brings is not known.
        None => true,
        Some(path) => context.facts.classes.iter().any(|class| class.path == path && class.name == "Default"),
    };
    if scopes.star_imports().iter().any(|import| !is_platform(&import.module) && star(&import.module)) {
        return false;
    }
    match scopes.lookup(scopes.module(), "Default") {
        None => true,
        Some(id) => {
            let binding = scopes.binding(id);
            alias(entry, binding).is_some()
                || imported_class(context, binding).is_some_and(|class| class.name != "Default" && class.derives)
        }
    }
}

/// The class of the project that a name is imported as.
fn imported_class<'a>(context: &'a Context<'_>, binding: &Binding) -> Option<&'a WorkerClass> {
    let import = binding.import()?;
    let path = context.modules.resolve(&context.worker.main, &import.module)?;
    let member = import.member.as_deref()?;
    context.facts.classes.iter().find(|class| class.path == path && class.name == member)
}

/// A class that answers requests, imported from a file of the project: its name here, and the import.
fn imported_entrypoint<'a>(context: &Context<'_>, entry: &'a Module) -> Option<(&'a str, &'a ImportedName)> {
    let module = entry.scopes.module();
    entry.scopes.bindings().filter(|(_, binding)| binding.scope == module).find_map(|(_, binding)| {
        let class = imported_class(context, binding)?;
        let definition = find_class(context.modules.get(&class.path)?, class.range)?;
        let answers = class.role == ClassRole::Entrypoint && class.derives && handles_something(definition);
        answers.then(|| Some((binding.name.as_str(), binding.import()?))).flatten()
    })
}

fn is_platform(module: &str) -> bool {
    ["js", "workers", "pyodide"].contains(&module.split('.').next().unwrap_or_default())
}

/// `Default = Api`, whose class the runtime knows as `Api`: the statement.
fn alias<'a>(entry: &'a Module, binding: &Binding) -> Option<(&'a Stmt, &'a Expr)> {
    let [site] = binding.sites.as_slice() else { return None };
    entry.syntax().body.iter().find_map(|statement| {
        let Stmt::Assign(assign) = statement else { return None };
        match assign.targets.as_slice() {
            [Expr::Name(target)] if target.range == site.range && assign.value.is_name_expr() => {
                Some((statement, assign.value.as_ref()))
            }
            _ => None,
        }
    })
}

/// Whether a class has a method that the runtime calls, or may inherit one.
fn handles_something(definition: &StmtClassDef) -> bool {
    let own = definition
        .body
        .iter()
        .filter_map(Stmt::as_function_def_stmt)
        .any(|method| Event::of_method(ClassRole::Entrypoint, method.name.as_str()).is_some());
    own || definition.bases().iter().any(|base| match base {
        Expr::Name(name) => name.id != "WorkerEntrypoint",
        _ => false,
    })
}

/// Whether the module has other classes that the runtime makes objects of: a Durable Object needs no handler.
fn has_other_classes(context: &Context<'_>, entry: &Module) -> bool {
    let main = &context.worker.main;
    let imported = || entry.scopes.bindings().any(|(_, binding)| imported_class(context, binding).is_some());
    context.facts.classes.iter().any(|class| class.path == *main) || imported()
}

/// What has to be written, for an application of a framework with its name.
fn next_step(entry: &Module) -> String {
    let application = entry.syntax().body.iter().find_map(|statement| {
        let Stmt::Assign(assign) = statement else { return None };
        let call = assign.value.as_call_expr()?;
        let name = entry.scopes.qualified(&call.func)?;
        let is_asgi = ["fastapi.FastAPI", "starlette.applications.Starlette"].contains(&name.as_str());
        assign.targets.first()?.as_name_expr().filter(|_| is_asgi).map(|target| target.id.to_string())
    });
    match application {
        Some(name) => format!(
            "write a class Default(WorkerEntrypoint) whose fetch(self, request) returns await asgi.fetch({name}, request, self.env)"
        ),
        None => "write a class Default(WorkerEntrypoint) with a method fetch(self, request), or name the right module as main".to_owned(),
    }
}

/// The edits that call the class `Default` wherever the module names it; `None` if others rely on its name.
fn renaming(context: &Context<'_>, entry: &Module, definition: &StmtClassDef) -> Option<Vec<Edit>> {
    let scopes = &entry.scopes;
    let name = definition.name.as_str();
    let binding = scopes.binding(scopes.lookup(scopes.module(), name)?);
    let default = scopes.lookup(scopes.module(), "Default").map(|id| scopes.binding(id));
    let alias = default.map(|binding| alias(entry, binding)).unwrap_or_default();
    let is_alias_of_it =
        alias.is_none_or(|(_, value)| scopes.meaning(value.start()) == scopes.lookup(scopes.module(), name));
    let is_plain = binding.sites.len() == 1 && !binding.declared_elsewhere && !scopes.is_dynamic(scopes.module());
    let names_default = alias.is_none() && names_in_use(entry).contains("Default");
    if !is_alias_of_it
        || !is_plain
        || names_default
        || eligibility::is_used_by_others(context, name)
        || looks_up(entry, name, |range| {
            super::exports::list_of_exports(entry).is_some_and(|list| list.contains_range(range))
        })
        || is_configured(context, name)
    {
        return None;
    }
    let mut edits = vec![Edit::replace(bytes(&definition.name), "Default")];
    for read in &binding.reads {
        if alias.is_some_and(|(statement, _)| statement.range().contains_range(read.range)) {
            continue;
        }
        edits.push(Edit::replace(bytes(&read.range), "Default"));
    }
    if let Some((statement, _)) = alias {
        edits.push(remove_line(entry, statement));
    }
    edits.extend(listed_as(entry, name, "Default"));
    Some(edits)
}

/// Every name that the module binds somewhere.
fn names_in_use(entry: &Module) -> BTreeSet<&str> {
    entry.scopes.bindings().map(|(_, binding)| binding.name.as_str()).collect()
}

/// Whether a configuration of the repository names the class: a service binding's `entrypoint`, for example.
fn is_configured(context: &Context<'_>, name: &str) -> bool {
    let names = |path: &Utf8Path| {
        context.files.read(path).is_some_and(|content| {
            let text = [format!("\"{name}\""), format!("'{name}'")];
            text.iter().any(|text| memchr::memmem::find(content.bytes(), text.as_bytes()).is_some())
        })
    };
    context.worker.config.as_deref().is_some_and(names)
}
