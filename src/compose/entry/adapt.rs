//! Names of a fragment in terms of the module that it goes into: what is imported already, what is called otherwise.
//! Border: says which names a piece gets and which imports it needs; where it goes is decided elsewhere.
use std::collections::BTreeMap;

use ruff_python_ast::{Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use super::fragment::EntryFragment;
use crate::plan::{Draft, Edit};
use crate::python::{BindingId, Module, NewImport, ScopeId, SiteKind, bytes};

/// A fragment whose names fit one place of a module, with the imports that it needs there.
#[derive(Debug, Clone)]
pub(super) struct Adapted {
    pub fragment: EntryFragment,
    pub imports: Vec<NewImport>,
}

/// Where a piece goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Destination<'a> {
    /// To module level, or into a new function.
    Module,
    /// Among the statements of a class, where decorators are evaluated.
    Class(&'a StmtClassDef),
    /// Into the body of a method.
    Method {
        /// The method of the module.
        method: &'a StmtFunctionDef,
        /// The fragment's.
        source: &'a StmtFunctionDef,
    },
}

/// Adapts what stands in `ranges` of the fragment. `None` if the names cannot be told apart.
pub(super) fn adapt(
    entry: &Module,
    fragment: &EntryFragment,
    ranges: &[TextRange],
    destination: Destination<'_>,
) -> Option<Adapted> {
    let own = &fragment.module;
    let (scope, source, parameters) = match destination {
        Destination::Module => (entry.scopes.module(), None, BTreeMap::new()),
        Destination::Class(class) => (entry.scopes.opened_by(class.range())?, None, BTreeMap::new()),
        Destination::Method { method, source } => {
            let scope = entry.scopes.opened_by(method.range())?;
            (scope, Some(own.scopes.opened_by(source.range())?), parameters(source, method))
        }
    };
    let mut edits: Vec<Edit> = Vec::new();
    let mut imports: Vec<NewImport> = Vec::new();
    for (id, binding) in own.scopes.bindings() {
        let used: Vec<TextRange> = places(own, id).into_iter().filter(|place| within(*place, ranges)).collect();
        if used.is_empty() {
            continue;
        }
        let name = if let Some(import) = binding.import().filter(|_| binding.scope == own.scopes.module()) {
            let statement = fragment.body().iter().find(|statement| statement.range() == import.statement)?;
            let (name, new) = imported(entry, fragment, statement, import.alias, &binding.name, scope)?;
            imports.extend(new);
            name
        } else if source == Some(binding.scope) {
            match parameters.get(binding.name.as_str()) {
                Some(name) => name.clone(),
                None if binding.is_plain_parameter() => continue,
                None => local(entry, &fragment.layer, &binding.name, scope),
            }
        } else {
            continue;
        };
        if name != binding.name {
            edits.extend(used.iter().map(|place| Edit::replace(bytes(place), name.clone())));
        }
    }
    let newline = entry.dialect.newline.as_str();
    if edits.is_empty() && newline == "\n" && !own.text().contains('\r') {
        return Some(Adapted { fragment: fragment.clone(), imports });
    }
    let mut draft = Draft::new(own.text());
    draft.add(&edits).ok()?;
    // With the module's line ends strings of several lines can be compared.
    let text = draft.finish().replace("\r\n", "\n").replace('\n', newline);
    Some(Adapted { fragment: fragment.with_text(text)?, imports })
}

/// Every place where a name stands, import statements left out.
fn places(module: &Module, id: BindingId) -> Vec<TextRange> {
    let binding = module.scopes.binding(id);
    let sites = binding.sites.iter().filter(|site| !matches!(site.kind, SiteKind::Import(_)));
    sites.map(|site| site.range).chain(binding.reads.iter().map(|read| read.range)).collect()
}

fn within(place: TextRange, ranges: &[TextRange]) -> bool {
    ranges.iter().any(|range| range.contains_range(place))
}

/// The names of the fragment's parameters and what the method calls them, by position.
fn parameters(source: &StmtFunctionDef, target: &StmtFunctionDef) -> BTreeMap<String, String> {
    let names = |function: &StmtFunctionDef| -> Vec<String> {
        let parameters = &function.parameters;
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        positional.map(|parameter| parameter.name().to_string()).collect()
    };
    names(source).into_iter().zip(names(target)).collect()
}

/// The name under which something imported is used in `scope` of the module, and the import that has to be made.
fn imported(
    entry: &Module,
    fragment: &EntryFragment,
    statement: &Stmt,
    alias: TextRange,
    bound: &str,
    scope: ScopeId,
) -> Option<(String, Option<NewImport>)> {
    let wanted = new_import(fragment, statement, alias)?;
    // Under any name that is seen from where it is used.
    for (id, binding) in entry.scopes.bindings() {
        let same = binding.scope == entry.scopes.module()
            && binding.import().is_some_and(|import| {
                import.module == wanted.module && import.member.as_deref() == wanted.member.as_deref()
            });
        if same && entry.scopes.resolve(scope, &binding.name) == Some(id) && fits(&wanted, &binding.name) {
            return Some((binding.name.to_string(), None));
        }
    }
    let mut names = std::iter::once(bound.to_owned())
        .chain(std::iter::once(format!("{}_{bound}", fragment.layer)))
        .chain((2..10).map(|number| format!("{}_{bound}_{number}", fragment.layer)));
    let free = |name: &String| {
        let module = entry.scopes.module();
        entry.scopes.lookup(module, name).is_none()
            && entry.scopes.resolve(scope, name).is_none()
            && entry.scopes.unbound().iter().all(|(unbound, _)| unbound != name)
    };
    let name = names.find(free)?;
    // `import a.b` binds `a`: it cannot be called otherwise.
    if name != bound && wanted.member.is_none() && wanted.module.contains('.') && wanted.alias.is_none() {
        return None;
    }
    let alias = if name == bound { wanted.alias.clone() } else { Some(name.clone()) };
    Some((name, Some(NewImport { alias, ..wanted })))
}

/// Whether an import that is there serves: `import a.b` has to be spelled the same.
fn fits(wanted: &NewImport, name: &str) -> bool {
    wanted.member.is_some() || !wanted.module.contains('.') || wanted.bound() == name
}

/// The import of one name of a statement.
pub(super) fn new_import(fragment: &EntryFragment, statement: &Stmt, alias: TextRange) -> Option<NewImport> {
    let comment = fragment.comment_behind(statement);
    let (module, names, is_from) = match statement {
        Stmt::Import(import) => (String::new(), &import.names, false),
        Stmt::ImportFrom(import) => {
            let name = import.module.as_ref().map_or("", |name| name.as_str());
            (format!("{}{name}", ".".repeat(import.level as usize)), &import.names, true)
        }
        _ => return None,
    };
    let found = names.iter().find(|name| name.range() == alias)?;
    let renamed = found.asname.as_ref().map(ToString::to_string);
    let member = found.name.to_string();
    Some(if is_from {
        NewImport { module, member: Some(member), alias: renamed, comment }
    } else {
        NewImport { module: member, member: None, alias: renamed, comment }
    })
}

/// A name for a local variable of the fragment that means nothing else in the method.
fn local(entry: &Module, layer: &str, name: &str, scope: ScopeId) -> String {
    let clashes = |name: &str| match entry.scopes.lookup(scope, name) {
        Some(id) => {
            let binding = entry.scopes.binding(id);
            binding.declared_elsewhere || binding.sites.iter().any(|site| site.kind == SiteKind::Parameter)
        }
        // Read there and bound elsewhere: a local of that name would hide it.
        None => {
            let outer = entry.scopes.resolve(scope, name).map(|id| &entry.scopes.binding(id).reads);
            let unbound = entry.scopes.unbound().iter().filter(|(unbound, _)| unbound == name).map(|(_, read)| read);
            outer.into_iter().flatten().chain(unbound).any(|read| entry.scopes.is_within(read.scope, scope))
                || entry.scopes.declarations().any(|(declared, other)| declared == scope && other == name)
        }
    };
    let mut names = std::iter::once(name.to_owned())
        .chain(std::iter::once(format!("{layer}_{name}")))
        .chain((2..).map(|number| format!("{layer}_{name}_{number}")));
    names.find(|name| !clashes(name)).unwrap_or_else(|| name.to_owned())
}
