//! Handlers at module level, however they come to be there.
//! Border: names of the entry module; methods are `classes`' and the class's own.
use camino::Utf8Path;
use ruff_python_ast::{Stmt, StmtFunctionDef};

use crate::codemods::{Event, Modules};
use crate::project::Worker;
use crate::python::{BindingId, Module, SiteKind};

use super::definitions::{each_statement, function, positional};
use super::model::{Form, GlobalHandler};

/// Those of the entry module that the runtime calls, in the order in which they stand.
pub fn globals(worker: &Worker, modules: &Modules, entry: &Module, has_default: bool) -> Vec<GlobalHandler> {
    let mut found: Vec<GlobalHandler> = Vec::new();
    for (id, binding) in entry.scopes.bindings() {
        if binding.scope != entry.scopes.module() {
            continue;
        }
        let Some((event, certain)) = Event::of_global(&binding.name) else { continue };
        let form = form(&worker.main, modules, entry, id);
        if !certain && (has_default || !is_plain_handler(entry, event, &form, id)) {
            continue;
        }
        // A bare import from the platform (`from js import fetch`) or a library is no handler.
        let only_imports = binding.sites.iter().all(|site| matches!(site.kind, SiteKind::Import(_)));
        if only_imports && !matches!(form, Form::Imported { .. }) {
            continue;
        }
        found.push(GlobalHandler { event, name: binding.name.to_string(), binding: id, form });
    }
    // `fetch` beside `on_fetch` is an alias or a helper, never a second handler.
    let certain: Vec<Event> =
        found.iter().filter(|global| global.name.starts_with("on")).map(|global| global.event).collect();
    found.retain(|global| global.name.starts_with("on") || !certain.contains(&global.event));
    found.sort_by_key(|global| entry.scopes.binding(global.binding).sites[0].range.start());
    found
}

fn form(path: &Utf8Path, modules: &Modules, entry: &Module, id: BindingId) -> Form {
    let binding = entry.scopes.binding(id);
    // What an import brought before, in a `try` perhaps, is bound to the function in the end.
    let site = match binding.sites.as_slice() {
        [site] => site,
        [earlier @ .., last]
            if matches!(last.kind, SiteKind::Function(_))
                && earlier.iter().all(|site| {
                    matches!(site.kind, SiteKind::Import(_)) && site.range.start() < last.range.start()
                }) =>
        {
            last
        }
        _ => return Form::Other,
    };
    match &site.kind {
        SiteKind::Function(range) => {
            let is_direct = entry
                .syntax()
                .body
                .iter()
                .any(|statement| matches!(statement, Stmt::FunctionDef(function) if function.range == *range));
            if is_direct { Form::Plain(*range) } else { Form::Other }
        }
        SiteKind::Import(import) => {
            let target = import.member.as_ref().and_then(|member| {
                let other = modules.resolve(path, &import.module)?;
                let module = modules.get(other)?;
                let id = module.scopes.lookup(module.scopes.module(), member)?;
                match module.scopes.binding(id).sites.as_slice() {
                    [site] => match site.kind {
                        SiteKind::Function(range) => Some((other, range)),
                        _ => None,
                    },
                    _ => None,
                }
            });
            match target {
                Some((path, function)) => Form::Imported { path: path.to_owned(), function },
                None => Form::Other,
            }
        }
        _ => Form::Other,
    }
}

/// Whether a function that is just called `fetch` or `scheduled` looks like a handler and is used as nothing else.
fn is_plain_handler(entry: &Module, event: Event, form: &Form, id: BindingId) -> bool {
    let Form::Plain(range) = form else { return false };
    let Some(function) = function(entry, *range) else { return false };
    let names = positional(&function.parameters);
    let Some(first) = names.first() else { return false };
    let first = first.trim_start_matches('_');
    let fits = match event {
        Event::Fetch => ["request", "req"].contains(&first),
        Event::Scheduled => ["event", "controller", "ctrl", "evt", "cron"].contains(&first),
        Event::Queue => first == "batch",
        Event::Email => ["message", "email", "msg"].contains(&first),
        Event::Test => ["ctrl", "controller"].contains(&first),
        _ => false,
    };
    let has_env = names.get(1).is_none_or(|name| name.trim_start_matches('_').starts_with("env"));
    fits && has_env && entry.scopes.binding(id).reads.is_empty()
}

/// Every function of the entry module with the name of a handler.
pub fn definitions<'a>(entry: &'a Module, global: &GlobalHandler) -> Vec<&'a StmtFunctionDef> {
    let mut found = Vec::new();
    each_statement(&entry.syntax().body, &mut |statement| {
        if let Stmt::FunctionDef(function) = statement
            && function.name.as_str() == global.name
        {
            found.push(function);
        }
    });
    found
}
