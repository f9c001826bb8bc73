//! PW304: responses of bindings where JavaScript needs its own.
//! Border: what assets, services, Durable Objects and the SDK's `fetch` answer; responses that the worker makes are
//! PW301's.
use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

use crate::codemods::handlers_to_class::HandlersToClass;
use crate::codemods::{Action, Codemod, Context, Era, Meta, Proposal, Proposals, place};
use crate::config::BindingKind;
use crate::plan::{Edit, Rule, Safety};

use super::nodes::NodeId;
use super::options::literal;
use super::project::{Definition, File, Given, Project};

/// The codemod.
pub struct BindingResponses;

static META: Meta = Meta {
    rule: Rule::new("PW304", "binding-responses"),
    summary: "responses of bindings reach JavaScript as JavaScript's own",
    page: include_str!("../../../codemods/PW304-binding-responses/page.md"),
    needles: &[".fetch", "fetch("],
};

/// What only JavaScript's class has.
const ONLY_JAVASCRIPT: [&str; 4] = ["webSocket", "statusText", "arrayBuffer", "bodyUsed"];
/// What only JavaScript's `Headers` have.
const ONLY_HEADERS: [&str; 7] = ["set", "append", "delete", "has", "entries", "getSetCookie", "forEach"];

impl Codemod for BindingResponses {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        if context.facts.era == Era::A && !HandlersToClass::is_possible(context) {
            return;
        }
        let project = Project::of(context);
        for file in project.files() {
            for (id, node) in file.nodes.iter() {
                let Expr::Name(name) = node.expression else { continue };
                if !name.ctx.is_load() || !needs_javascript(&project, file, id) {
                    continue;
                }
                let mut origins = Origins::default();
                origins.follow(&project, file.path, node.expression);
                let at = place(file.path, file.module, name.range.start());
                match (origins.bindings, origins.others) {
                    (true, false) => proposals.change(Proposal {
                        rule: META.rule.clone(),
                        place: at,
                        subject: file.module.slice(node.statement).lines().next().unwrap_or_default().to_owned(),
                        title: format!("`{}` reaches JavaScript as its own response", name.id),
                        reason: "Assets, services, Durable Objects and the SDK's fetch answer with the SDK's Response today; JavaScript needs the one inside, `.js_object`, and copying the other ends the worker.".to_owned(),
                        safety: Safety::Safe,
                        needs: vec!["PW101"],
                        actions: vec![Action::edit(
                            file.path,
                            vec![Edit::insert(name.range.end().to_usize(), ".js_object")],
                        )],
                    }),
                    (true, true) => proposals.manual(
                        &META.rule,
                        at,
                        format!("`{}` can be a response of a binding, which is the SDK's today, or another one", name.id),
                        "use `.js_object` where it is the SDK's",
                    ),
                    (false, _) => {}
                }
            }
        }
    }
}

/// Whether a response in this place has to be JavaScript's.
fn needs_javascript<'a>(project: &Project<'a>, file: &File<'a>, id: NodeId) -> bool {
    let Some((parent, around)) = file.nodes.parent(id) else { return false };
    match around.expression {
        Expr::Call(_) => goes_to_javascript(project, file, id),
        Expr::Attribute(attribute) => match attribute.attr.as_str() {
            "headers" => headers_go_to_javascript(project, file, parent),
            "clone" => {
                let Some((call, _)) = file.nodes.call_of(parent) else { return false };
                goes_to_javascript(project, file, call) || is_returned(file, call)
            }
            name => ONLY_JAVASCRIPT.contains(&name),
        },
        _ => false,
    }
}

fn is_returned(file: &File<'_>, id: NodeId) -> bool {
    let node = file.nodes.get(id);
    node.parent.is_none() && matches!(node.statement, Stmt::Return(_))
}

/// Whether the expression is an argument of something of JavaScript's.
fn goes_to_javascript<'a>(project: &Project<'a>, file: &File<'a>, id: NodeId) -> bool {
    let Some((_, around)) = file.nodes.parent(id) else { return false };
    let Expr::Call(call) = around.expression else { return false };
    if call.func.range() == file.nodes.get(id).expression.range() {
        return false;
    }
    let is_javascript = project
        .qualified(file.path, &call.func)
        .is_some_and(|name| name.starts_with("js.") && !name.starts_with("js.console."));
    let is_cache = matches!(call.func.as_ref(), Expr::Attribute(attribute)
        if ["put", "transform"].contains(&attribute.attr.as_str()) && call.arguments.args.len() + call.arguments.keywords.len() <= 2);
    is_javascript || (is_cache && project.callees(file.path, call).is_none())
}

fn headers_go_to_javascript<'a>(project: &Project<'a>, file: &File<'a>, id: NodeId) -> bool {
    let range = file.nodes.get(id).expression.range();
    let Some((parent, around)) = file.nodes.parent(id) else { return false };
    match around.expression {
        Expr::Attribute(attribute) => ONLY_HEADERS.contains(&attribute.attr.as_str()),
        Expr::Dict(dict) => dict
            .items
            .iter()
            .any(|item| item.value.range() == range && item.key.as_ref().and_then(literal) == Some("headers")),
        Expr::Call(call) => {
            let is_keyword = call.arguments.keywords.iter().any(|keyword| {
                keyword.value.range() == range && keyword.arg.as_ref().is_some_and(|name| name.as_str() == "headers")
            });
            let name = project.qualified(file.path, &call.func).unwrap_or_default();
            let takes = name.starts_with("js.") || name.starts_with("workers.");
            is_keyword && takes || goes_to_javascript(project, file, id)
        }
        Expr::BoolOp(_) | Expr::If(_) => headers_go_to_javascript(project, file, parent),
        _ => false,
    }
}

/// Where a response comes from.
#[derive(Debug, Default)]
struct Origins {
    bindings: bool,
    others: bool,
    seen: FxHashSet<(Utf8PathBuf, TextRange)>,
}

impl Origins {
    fn follow<'a>(&mut self, project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) {
        if !self.seen.insert((path.to_owned(), expression.range())) {
            return;
        }
        match expression {
            Expr::NoneLiteral(_) => {}
            Expr::If(branches) => {
                self.follow(project, path, &branches.body);
                self.follow(project, path, &branches.orelse);
            }
            Expr::BoolOp(operation) => {
                for value in &operation.values {
                    self.follow(project, path, value);
                }
            }
            Expr::Named(walrus) => self.follow(project, path, &walrus.value),
            Expr::Name(name) => {
                for definition in project.definitions(path, name) {
                    match definition {
                        Definition::Value(path, value) => self.follow(project, path, value),
                        Definition::Parameter(path, function) => {
                            for given in project.given(path, function, name.id.as_str()).unwrap_or_default() {
                                match given {
                                    Given::Value(path, value) => self.follow(project, path, value),
                                    Given::Nothing => {}
                                    Given::Unknown => self.others = true,
                                }
                            }
                        }
                        _ => self.others = true,
                    }
                }
            }
            Expr::Await(awaited) => match awaited.value.as_ref() {
                Expr::Call(call) => {
                    let is_sdk = project.qualified(path, &call.func).as_deref() == Some("workers.fetch");
                    let is_fetch = matches!(call.func.as_ref(), Expr::Attribute(attribute)
                        if attribute.attr.as_str() == "fetch" && is_fetcher(project, path, &attribute.value));
                    if is_sdk || is_fetch {
                        self.bindings = true;
                        return;
                    }
                    let Some(callees) = project.callees(path, call) else {
                        self.others = true;
                        return;
                    };
                    for (path, function) in callees {
                        let Some(file) = project.file(path) else { continue };
                        for value in file.nodes.returns_of(function).filter_map(|returned| returned.value) {
                            self.follow(project, path, value);
                        }
                    }
                }
                _ => self.others = true,
            },
            _ => self.others = true,
        }
    }
}

/// Whether `expression` is a binding (or a stub of one) that answers requests.
fn is_fetcher<'a>(project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) -> bool {
    let kind_of = |expression: &Expr| {
        let Expr::Attribute(attribute) = expression else { return None };
        let is_environment = match attribute.value.as_ref() {
            Expr::Name(name) => name.id.as_str() == "env",
            Expr::Attribute(inner) => inner.attr.as_str() == "env",
            _ => false,
        };
        let binding = project.context.worker.bindings.get(attribute.attr.as_str())?;
        is_environment.then_some(&binding.kind)
    };
    match expression {
        Expr::Attribute(_) => matches!(kind_of(expression), Some(BindingKind::Service | BindingKind::Assets)),
        Expr::Call(call) => matches!(call.func.as_ref(), Expr::Attribute(method)
            if ["get", "getByName"].contains(&method.attr.as_str())
                && matches!(kind_of(&method.value), Some(BindingKind::DurableObject { .. }))),
        Expr::Name(name) => {
            let definitions = project.definitions(path, name);
            !definitions.is_empty()
                && definitions.iter().all(|definition| match definition {
                    // One step is enough, and a name that is bound to itself has no end.
                    Definition::Value(path, value) => !value.is_name_expr() && is_fetcher(project, path, value),
                    _ => false,
                })
        }
        _ => false,
    }
}
