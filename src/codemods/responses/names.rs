//! Which name each `Response` has in a file, before and after.
//! Border: names and imports of one file; which calls change is the planner's.
use std::collections::BTreeSet;

use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::codemods::proposal::Import;
use crate::plan::Edit;
use crate::python::{Binding, BindingId, ScopeId, SiteKind, bytes};

use super::nodes::NodeId;
use super::project::File;

/// The edits of names and imports in one file.
#[derive(Debug, Default)]
pub struct Naming {
    /// Edits of uses and of import statements.
    pub edits: Vec<Edit>,
    /// Imports to add.
    pub add: Vec<Import>,
    /// Imports to retire.
    pub retire: Vec<(String, Option<String>)>,
}

/// Names that the SDK's class may get, best first.
const SDK_NAMES: [&str; 2] = ["Response", "WorkersResponse"];
/// Names that JavaScript's class may get where both are needed, best first.
const JAVASCRIPT_NAMES: [&str; 2] = ["JsResponse", "JavaScriptResponse"];

/// One mention of JavaScript's class.
struct Mention<'a> {
    expression: &'a Expr,
    /// The name that is written: `Response`, or `js` of `js.Response`.
    first: TextRange,
    /// What an import binds it to; `None` for `js.Response`.
    binding: Option<BindingId>,
    scope: ScopeId,
    becomes_sdk: bool,
    /// `.new`, if the call is one of the constructor.
    constructor: Option<TextRange>,
}

/// Names everything in `file`. `made` are the calls that become the SDK's.
pub fn name(file: &File<'_>, made: &BTreeSet<NodeId>) -> Result<Naming, String> {
    let mentions = mentions(file, made);
    let scopes = &file.module.scopes;
    let sdk_binding =
        scopes.bindings().find(|(_, binding)| binding.scope == scopes.module() && imports(binding, "workers"));
    let javascript: Vec<(BindingId, &Binding)> =
        scopes.bindings().filter(|(_, binding)| imports(binding, "js")).collect();
    let at_module = |binding: &Binding| binding.scope == scopes.module();
    let usual = SDK_NAMES[0];
    let is_ours = |binding: &Binding| imports(binding, "js") || imports(binding, "workers");
    let is_free = |name: &str| {
        !scopes.bindings().any(|(_, binding)| binding.name == name && !is_ours(binding))
            && !scopes.unbound().iter().any(|(unbound, _)| unbound == name)
    };
    let sdk = match sdk_binding {
        Some((_, binding)) => binding.name.to_string(),
        None => {
            let names = SDK_NAMES.iter().find(|name| is_free(name));
            (*names.ok_or("the names `Response` and `WorkersResponse` are taken")?).to_owned()
        }
    };
    let mut naming = Naming::default();
    // Import statements inside functions that bring nothing else only change their module.
    let mut swapped: BTreeSet<BindingId> = BTreeSet::new();
    if sdk == usual {
        for (id, binding) in &javascript {
            let all = mentions.iter().filter(|mention| mention.binding == Some(*id)).all(|mention| mention.becomes_sdk);
            if at_module(binding) || binding.name != usual || !all {
                continue;
            }
            if let Some(range) = lonely_module_name(file, binding) {
                naming.edits.push(Edit::replace(bytes(&range), "workers"));
                swapped.insert(*id);
            }
        }
    }
    // Where nothing of the module itself needs the class, it goes on being imported where it was.
    let needs_module = sdk_binding.is_some()
        || mentions
            .iter()
            .any(|mention| mention.becomes_sdk && mention.binding.is_none_or(|id| at_module(scopes.binding(id))));
    let nested: BTreeSet<BindingId> = javascript
        .iter()
        .filter(|(id, binding)| !at_module(binding) && !swapped.contains(id))
        .map(|(id, _)| *id)
        .collect();
    let local = !nested.is_empty()
        && !needs_module
        && sdk == usual
        && nested.iter().all(|id| scopes.binding(*id).name == usual)
        && mentions
            .iter()
            .filter(|mention| mention.binding.is_some_and(|id| nested.contains(&id)))
            .all(|mention| mention.becomes_sdk);
    let mut needs_sdk = false;
    let mut retires = false;
    let mut kept: BTreeSet<BindingId> = BTreeSet::new();
    for mention in &mentions {
        let is_swapped = mention.binding.is_some_and(|id| swapped.contains(&id));
        if !mention.becomes_sdk {
            if let Some(id) = mention.binding
                && scopes.binding(id).name == sdk
            {
                kept.insert(id);
            }
            continue;
        }
        let written = file.module.slice(mention.expression);
        if written != sdk {
            naming.edits.push(Edit::replace(bytes(mention.expression), sdk.as_str()));
        }
        if let Some(constructor) = mention.constructor {
            naming.edits.push(Edit::delete(bytes(&constructor)));
        }
        if is_swapped || local && mention.binding.is_some_and(|id| nested.contains(&id)) {
            continue;
        }
        needs_sdk = true;
        // Nothing between the use and the module may mean something else by that name.
        let meaning = scopes.resolve(mention.scope, &sdk).map(|id| (id, scopes.binding(id)));
        match meaning {
            None => {}
            Some((id, binding)) if imports(binding, "js") && !swapped.contains(&id) => retires = true,
            Some((_, binding)) if at_module(binding) && imports(binding, "workers") => {}
            Some(_) => return Err(format!("`{sdk}` means something else where a response is made")),
        }
    }
    if !needs_sdk && swapped.is_empty() && !local {
        return Ok(Naming::default());
    }
    if local {
        let near = Some(("js".to_owned(), "Response".to_owned()));
        naming.add.push(Import { inside_functions: true, ..Import::of("workers", usual).beside(near) });
        naming.retire.push(("js".to_owned(), Some("Response".to_owned())));
    }
    if !kept.is_empty() {
        let is_taken = |name: &str| {
            scopes.bindings().any(|(_, binding)| binding.name == name)
                || scopes.unbound().iter().any(|(unbound, _)| unbound == name)
        };
        let alias = JAVASCRIPT_NAMES.iter().find(|name| !is_taken(name)).ok_or("no name is left for both classes")?;
        for (id, binding) in &javascript {
            if binding.name != sdk || swapped.contains(id) {
                continue;
            }
            if !kept.contains(id) {
                return Err("`Response` is imported more than once, and both classes are needed".to_owned());
            }
            let import = binding.import().ok_or("an import cannot be read")?;
            naming.edits.push(Edit::replace(bytes(&import.alias), format!("Response as {alias}")));
        }
        for mention in mentions.iter().filter(|mention| !mention.becomes_sdk) {
            if mention.binding.is_some_and(|id| kept.contains(&id)) {
                naming.edits.push(Edit::replace(bytes(&mention.first), *alias));
            }
        }
    } else if retires {
        let others_need_it = javascript.iter().any(|(id, binding)| {
            binding.name != sdk && mentions.iter().any(|mention| mention.binding == Some(*id) && !mention.becomes_sdk)
        });
        if others_need_it {
            return Err("`Response` is imported under two names, and both classes are needed".to_owned());
        }
        naming.retire.push(("js".to_owned(), Some("Response".to_owned())));
    }
    if needs_sdk && sdk_binding.is_none() {
        let member = if sdk == usual { sdk } else { format!("{usual} as {sdk}") };
        let near =
            javascript.iter().any(|(_, binding)| at_module(binding)).then(|| ("js".to_owned(), "Response".to_owned()));
        naming.add.push(Import::of("workers", member).beside(near));
    }
    Ok(naming)
}

fn imports(binding: &Binding, module: &str) -> bool {
    binding.import().is_some_and(|import| import.module == module && import.member.as_deref() == Some("Response"))
}

/// The `js` of `from js import Response`, if the statement imports nothing else.
fn lonely_module_name(file: &File<'_>, binding: &Binding) -> Option<TextRange> {
    let import = binding.import()?;
    let [site] = binding.sites.as_slice() else { return None };
    let SiteKind::Import(_) = &site.kind else { return None };
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Finder {
        statement: TextRange,
        found: Option<TextRange>,
    }
    impl<'a> StatementVisitor<'a> for Finder {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if let Stmt::ImportFrom(import) = statement
                && import.range == self.statement
                && import.names.len() == 1
                && import.names[0].asname.is_none()
            {
                self.found = import.module.as_ref().map(|module| module.range);
            }
            walk_stmt(self, statement);
        }
    }
    let mut finder = Finder { statement: import.statement, found: None };
    finder.visit_body(&file.module.syntax().body);
    finder.found
}

fn mentions<'a>(file: &File<'a>, made: &BTreeSet<NodeId>) -> Vec<Mention<'a>> {
    let scopes = &file.module.scopes;
    let scope_of = |offset: TextSize| {
        let id = scopes.meaning(offset)?;
        scopes.binding(id).reads.iter().find(|read| read.range.start() == offset).map(|read| read.scope)
    };
    let mut found = Vec::new();
    for (id, node) in file.nodes.iter() {
        if scopes.qualified(node.expression).as_deref() != Some("js.Response") {
            continue;
        }
        let (first, binding) = match node.expression {
            Expr::Name(name) => (name.range, scopes.meaning(name.range.start())),
            Expr::Attribute(attribute) => match attribute.value.as_ref() {
                Expr::Name(name) => (name.range, None),
                _ => continue,
            },
            _ => continue,
        };
        let Some(scope) = scope_of(first.start()) else { continue };
        // `Response.new(…)`: the mention, its attribute, the call.
        let attribute = file.nodes.parent(id).and_then(|(parent, around)| match around.expression {
            Expr::Attribute(attribute) => Some((parent, attribute)),
            _ => None,
        });
        let call = attribute.and_then(|(parent, attribute)| Some((file.nodes.call_of(parent)?.0, attribute)));
        let (becomes_sdk, constructor) = match (call, attribute) {
            (Some((call, attribute)), _) => {
                let constructor =
                    (attribute.attr.as_str() == "new").then(|| TextRange::new(node.expression.end(), attribute.end()));
                (made.contains(&call), constructor)
            }
            (None, Some(_)) => (false, None),
            (None, None) => (node.annotation || is_checked(file, id), None),
        };
        found.push(Mention { expression: node.expression, first, binding, scope, becomes_sdk, constructor });
    }
    found
}

/// Whether the mention is what a value is compared with: `isinstance(x, Response)`.
fn is_checked(file: &File<'_>, id: NodeId) -> bool {
    let mut current = id;
    while let Some((parent, around)) = file.nodes.parent(current) {
        match around.expression {
            Expr::Tuple(_) | Expr::BinOp(_) => current = parent,
            Expr::Call(call) => {
                return file.module.scopes.is_builtin(&call.func, "isinstance")
                    && call
                        .arguments
                        .args
                        .get(1)
                        .is_some_and(|second| second.range() == file.nodes.get(current).expression.range());
            }
            _ => return false,
        }
    }
    false
}
