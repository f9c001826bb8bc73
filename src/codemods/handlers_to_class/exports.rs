//! Statements that only name handlers for the old runtime.
//! Border: finds and removes them; the handlers themselves are elsewhere.
use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::Edit;
use crate::python::{Module, bytes};

use crate::codemods::Context;
use crate::codemods::facts::{Form, GlobalHandler};
use crate::codemods::forwarding::forwards_to;
use crate::codemods::layout::{content_end, is_blank, line_text};

/// Statements such as `fetch = on_fetch`, `export = {"fetch": on_fetch}` or a function `fetch` that only calls
/// `on_fetch`, which nothing reads.
pub fn exports<'a>(context: &Context<'_>, entry: &'a Module) -> Vec<&'a Stmt> {
    let names = ["fetch", "scheduled", "queue", "onfetch", "export", "exports", "default", "handlers", "handler"];
    let is_handler = |expression: &Expr| {
        matches!(expression, Expr::Name(name) if context.facts.globals.iter().any(|global| {
            entry.scopes.meaning(name.range.start()) == Some(global.binding)
        }))
    };
    entry
        .syntax()
        .body
        .iter()
        .filter(|statement| {
            if let Stmt::FunctionDef(function) = statement {
                return is_forwarder(context, entry, function);
            }
            let Stmt::Assign(assign) = statement else { return false };
            let [Expr::Name(target)] = assign.targets.as_slice() else { return false };
            let Some(id) = entry.scopes.meaning(target.range.start()) else { return false };
            let binding = entry.scopes.binding(id);
            let unread = binding.reads.is_empty() && binding.sites.len() == 1;
            let is_global = context.facts.globals.iter().any(|global| global.binding == id);
            let value = match assign.value.as_ref() {
                Expr::Dict(dict) => !dict.items.is_empty() && dict.items.iter().all(|item| is_handler(&item.value)),
                value => is_handler(value),
            };
            names.contains(&target.id.as_str()) && unread && value && !is_global
        })
        .collect()
}

/// `async def fetch(request, env): return await on_fetch(request, env)`.
fn is_forwarder(context: &Context<'_>, entry: &Module, function: &StmtFunctionDef) -> bool {
    let Some(event) = ["fetch", "scheduled", "queue"].iter().find(|name| function.name.as_str() == **name) else {
        return false;
    };
    let Some(Expr::Name(callee)) = forwards_to(function) else { return false };
    let Some(id) = entry.scopes.meaning(function.name.range.start()) else { return false };
    let binding = entry.scopes.binding(id);
    let is_unused = binding.reads.is_empty()
        && binding.sites.len() == 1
        && !context.facts.globals.iter().any(|global| global.binding == id);
    is_unused && callee.id.as_str() == format!("on_{event}")
}

/// `def on_fetch(request, env, ctx): return Default().fetch(request, env, ctx)`, which only the old runtime calls: the
/// class answers by itself.
pub fn calls_the_class<'a>(context: &Context<'_>, entry: &'a Module, global: &GlobalHandler) -> Option<&'a Stmt> {
    let Form::Plain(range) = &global.form else { return None };
    let statement = entry.syntax().body.iter().find(|statement| statement.range() == *range)?;
    let Stmt::FunctionDef(function) = statement else { return None };
    let Expr::Attribute(method) = forwards_to(function)? else { return None };
    let Expr::Call(made) = method.value.as_ref() else { return None };
    let class = context.facts.default_class(context.worker)?;
    let is_class = matches!(made.func.as_ref(), Expr::Name(name) if name.id.as_str() == "Default")
        && class.path == context.worker.main;
    let binding = entry.scopes.binding(global.binding);
    let is_unused = binding.reads.is_empty() && binding.sites.len() == 1;
    (is_class && is_unused && method.attr.as_str() == global.event.method()).then_some(statement)
}

/// Removes the line of a statement, the comment on top of it, and the blank lines before.
pub fn remove_line(entry: &Module, statement: &Stmt) -> Edit {
    let first = entry.lines.line(statement.start().to_usize());
    let last = entry.lines.line(statement.end().to_usize());
    let mut from = first;
    // The comment on top of the statement speaks of nothing else.
    while from > 0 && line_text(entry, from - 1).starts_with('#') {
        from -= 1;
    }
    let first = from;
    while from > 0 && is_blank(entry, from - 1) {
        from -= 1;
    }
    if from > 0 {
        Edit::delete(content_end(entry, from - 1)..content_end(entry, last))
    } else {
        Edit::delete(entry.lines.start(first)..entry.lines.start(last + 1))
    }
}

/// Adds `name` to `__all__`: the runtime only finds classes that are listed there, if there is a list.
pub fn listed(entry: &Module, name: &str) -> Option<Edit> {
    let (elements, range) = exported(entry)?;
    if elements.iter().any(|element| says(element, name)) {
        return None;
    }
    Some(match elements.last() {
        Some(last) => {
            let quote = if entry.slice(last).starts_with('\'') { '\'' } else { '"' };
            Edit::insert(last.end().to_usize(), format!(", {quote}{name}{quote}"))
        }
        None => Edit::insert(range.start().to_usize() + 1, format!("\"{name}\"")),
    })
}

/// Writes `name` in the place of `old` in `__all__`, or beside what is listed there.
pub fn listed_as(entry: &Module, old: &str, name: &str) -> Option<Edit> {
    let (elements, _) = exported(entry)?;
    match elements.iter().find(|element| says(element, old)) {
        Some(_) if elements.iter().any(|element| says(element, name)) => None,
        Some(element) => {
            let text = entry.slice(element).replace(old, name);
            Some(Edit::replace(bytes(element), text))
        }
        None => listed(entry, name),
    }
}

/// The list of `__all__`.
pub fn list_of_exports(entry: &Module) -> Option<TextRange> {
    exported(entry).map(|(_, range)| range)
}

fn exported(entry: &Module) -> Option<(&[Expr], TextRange)> {
    entry.syntax().body.iter().find_map(|statement| {
        let Stmt::Assign(assign) = statement else { return None };
        let is_list = matches!(assign.targets.as_slice(), [Expr::Name(target)] if target.id.as_str() == "__all__");
        match assign.value.as_ref() {
            Expr::List(list) if is_list => Some((list.elts.as_slice(), list.range)),
            Expr::Tuple(tuple) if is_list && tuple.parenthesized => Some((tuple.elts.as_slice(), tuple.range)),
            _ => None,
        }
    })
}

fn says(element: &Expr, name: &str) -> bool {
    element.as_string_literal_expr().is_some_and(|literal| literal.value.to_str() == name)
}
