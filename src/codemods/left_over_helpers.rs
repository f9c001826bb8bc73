//! PW540: what the rest of the migration left without a use goes: helpers of the old API, imports of its names.
//! Border: looks at files that other changes are made in, and at the helpers those called; was it unused before, in a
//! file that nothing else changes, it stays.
use std::sync::Arc;

use camino::Utf8Path;
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::{Edit, Rule, Safety};
use crate::python::{Binding, Module, SiteKind};

use super::rewriting::expressions;
use super::unused::{is_seen_elsewhere, remove_function};
use super::{Action, Codemod, Context, Meta, Proposal, Proposals, place};

/// The codemod.
pub struct LeftOverHelpers;

static META: Meta = Meta {
    rule: Rule::new("PW540", "left-over-helpers"),
    summary: "helpers and imports of the old API that nothing uses any more go",
    page: include_str!("../../codemods/PW540-left-over-helpers/page.md"),
    needles: &["js", "pyodide", "to_py"],
};

/// Names of the old API.
const NAMES: &[&str] = &[
    "js.Response",
    "js.Headers",
    "js.Object",
    "js.JSON",
    "pyodide.ffi.to_js",
    "pyodide.ffi.create_proxy",
    "pyodide.to_js",
    "workers.handler",
];

/// What a helper of the old API does somewhere in its body.
const CONVERSIONS: &[&str] = &["to_js(", ".to_py(", "JSON.parse(", "JSON.stringify(", ".fromEntries", "Headers.new("];

impl Codemod for LeftOverHelpers {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        let changed = |path: &Utf8Path| {
            let (now, before) = (context.files.read(path), context.files.read_original(path));
            now.as_ref().map(|content| content.bytes()) != before.as_ref().map(|content| content.bytes())
        };
        let files: Vec<(&Utf8Path, &Module, bool)> = context
            .modules
            .iter()
            .filter(|(path, _)| context.modules.is_reached(path) && path.file_name() != Some("__init__.py"))
            .map(|(path, module)| (path, module, changed(path)))
            .collect();
        if !files.iter().any(|(_, _, changed)| *changed) {
            return;
        }
        let originals: Vec<(&Utf8Path, Arc<Module>)> = files
            .iter()
            .filter_map(|(path, ..)| Some((*path, context.modules.original(context.files, path)?)))
            .collect();
        for (path, module, changed) in files {
            propose_file(context, path, module, changed, &originals, proposals);
        }
    }
}

fn propose_file(
    context: &Context<'_>,
    path: &Utf8Path,
    module: &Module,
    changed: bool,
    originals: &[(&Utf8Path, Arc<Module>)],
    proposals: &mut Proposals,
) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut retire = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut removed = Vec::new();
    let mut at = None;
    for (_, binding) in module.scopes.bindings() {
        let [site] = binding.sites.as_slice() else { continue };
        let is_idle = binding.scope == module.scopes.module()
            && binding.reads.is_empty()
            && !binding.declared_elsewhere
            && !module.scopes.is_dynamic(binding.scope)
            && !is_seen_elsewhere(module, binding, path, context);
        if !is_idle {
            continue;
        }
        match &site.kind {
            SiteKind::Import(import) if changed && NAMES.contains(&import.qualified(&binding.name).as_str()) => {
                retire.push((import.module.to_string(), import.member.as_ref().map(Name::to_string)));
            }
            SiteKind::Function(range) if was_called(path, binding, originals) => {
                let is_helper = CONVERSIONS.iter().any(|conversion| module.slice(range).contains(conversion));
                let Some(edit) = is_helper.then(|| remove_function(module, *range)).flatten() else { continue };
                edits.push(edit);
                removed.push(*range);
            }
            _ => continue,
        }
        names.push(&binding.name);
        at = at.or(Some(site.range.start()));
    }
    let Some(at) = at else { return };
    // A file of nothing but imports is there for its names.
    if !module.syntax().body.iter().any(|statement| is_content(statement, &removed)) {
        return;
    }
    let mut actions = vec![Action::edit(path, edits)];
    actions.push(Action::Imports { path: path.to_owned(), add: Vec::new(), retire });
    let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: place(path, module, at),
        subject: names.join(" "),
        title: format!("{listed}: nothing uses {} any more", if names.len() == 1 { "it" } else { "them" }),
        reason: "It was for the old API, and after the other changes nothing reads its name.".to_owned(),
        safety: Safety::Safe,
        needs: Vec::new(),
        actions,
    });
}

/// Whether a statement is neither an import, nor a docstring, nor a function that goes.
fn is_content(statement: &Stmt, removed: &[TextRange]) -> bool {
    match statement {
        Stmt::Import(_) | Stmt::ImportFrom(_) => false,
        Stmt::Expr(expression) => !expression.value.is_string_literal_expr(),
        other => !removed.iter().any(|range| range.contains_range(other.range())),
    }
}

/// Whether something used the function before the migration: its own file, or one that imports it.
fn was_called(path: &Utf8Path, binding: &Binding, originals: &[(&Utf8Path, Arc<Module>)]) -> bool {
    let name = binding.name.as_str();
    let stem = path.file_stem().unwrap_or_default();
    originals.iter().any(
        |(other, module)| {
            if *other == path { was_read(module, name) } else { was_imported(module, stem, name) }
        },
    )
}

/// Whether a module reads its own function, elsewhere than inside it.
fn was_read(module: &Module, name: &str) -> bool {
    let scopes = &module.scopes;
    let Some(id) = scopes.lookup(scopes.module(), name) else { return false };
    let binding = scopes.binding(id);
    let is_inside = |read: TextRange| {
        binding.sites.iter().any(|site| matches!(site.kind, SiteKind::Function(range) if range.contains_range(read)))
    };
    binding.reads.iter().any(|read| !is_inside(read.range))
}

/// Whether a module imports `name` from a module called `stem`, or reads it there.
fn was_imported(module: &Module, stem: &str, name: &str) -> bool {
    let is_from = |dotted: &str| dotted.rsplit('.').next() == Some(stem);
    let mut sites = module.scopes.bindings().flat_map(|(_, binding)| &binding.sites);
    let by_name = sites.any(|site| {
        matches!(&site.kind, SiteKind::Import(import) if is_from(&import.module) && import.member.as_deref() == Some(name))
    });
    let by_star = module.scopes.star_imports().iter().any(|import| is_from(&import.module))
        && module.scopes.unbound().iter().any(|(unbound, _)| unbound == name);
    let mut is_read = by_name || by_star;
    if !is_read {
        expressions(module.syntax(), &mut |expression, _| {
            if let Expr::Attribute(attribute) = expression
                && attribute.attr.as_str() == name
            {
                is_read |= module.scopes.qualified(&attribute.value).is_some_and(|owner| is_from(&owner));
            }
        });
    }
    is_read
}
