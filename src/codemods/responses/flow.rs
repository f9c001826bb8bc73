//! Where the responses that a worker makes go, and where they have to be JavaScript's own.
//! Border: follows results forwards; the calls themselves are the planner's.
use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

use super::calls::{Form, ResponseCall, Style};
use super::project::{Definition, Given, Project, Spot};

/// What `workers.Response` offers with the same meaning.
const SHARED: [&str; 6] = ["status", "ok", "url", "text", "body", "js_object"];
/// Methods of JavaScript objects that take a response.
const TAKERS: [&str; 4] = ["put", "transform", "respondWith", "waitUntil"];
/// Methods of `Headers` that change them.
const CHANGERS: [&str; 3] = ["set", "append", "delete"];

/// What was found out.
#[derive(Debug, Default)]
pub struct Flow {
    /// Where `.js_object` has to follow, by file.
    pub unwrapped: BTreeMap<Utf8PathBuf, BTreeSet<usize>>,
    /// Calls whose results meet others that are JavaScript's: they stay. With the reason.
    pub barred: BTreeMap<usize, String>,
    /// Where something that may or may not be a response of this worker is changed as a JavaScript object.
    pub doubtful: Vec<(Utf8PathBuf, TextRange)>,
}

/// What a value can be.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Origins {
    /// Made by these calls.
    made: BTreeSet<usize>,
    /// Made with the SDK's class.
    sdk: bool,
    /// JavaScript's, for certain.
    foreign: bool,
    /// Nobody knows.
    unknown: bool,
}

/// Follows the results of those `calls` that are to become the SDK's.
pub fn follow<'a>(project: &Project<'a>, calls: &[ResponseCall<'a>], made: &BTreeSet<usize>) -> Flow {
    let mut tracer = Tracer { project, calls, made, needs: BTreeMap::new(), seen: BTreeSet::new() };
    for index in made {
        if calls[*index].form != Form::Redirect {
            let call = &calls[*index];
            tracer.seen.clear();
            tracer.visit(Spot { path: call.path, node: call.node }, *index);
        }
    }
    let mut flow = Flow::default();
    let needs = std::mem::take(&mut tracer.needs);
    for (spot, indexes) in &needs {
        let origins = tracer.origins_at(*spot);
        if origins.foreign || origins.unknown {
            for index in indexes {
                flow.barred.entry(*index).or_insert_with(|| {
                    "its result is used as a JavaScript object together with others that are JavaScript's".to_owned()
                });
            }
        } else {
            tracer.unwrap(*spot, &mut flow);
        }
    }
    tracer.look_for_doubts(&needs, &mut flow);
    flow
}

struct Tracer<'p, 'a> {
    project: &'p Project<'a>,
    calls: &'p [ResponseCall<'a>],
    made: &'p BTreeSet<usize>,
    /// Where a response has to be JavaScript's own, and which calls' results come there.
    needs: BTreeMap<Spot<'a>, BTreeSet<usize>>,
    seen: BTreeSet<Spot<'a>>,
}

impl<'a> Tracer<'_, 'a> {
    fn unwrap(&self, spot: Spot<'a>, flow: &mut Flow) {
        let Some(file) = self.project.file(spot.path) else { return };
        let end = file.nodes.get(spot.node).expression.end().to_usize();
        flow.unwrapped.entry(spot.path.to_owned()).or_default().insert(end);
    }

    fn visit(&mut self, spot: Spot<'a>, index: usize) {
        if !self.seen.insert(spot) {
            return;
        }
        let project = self.project;
        let Some(file) = project.file(spot.path) else { return };
        let node = file.nodes.get(spot.node);
        let range = node.expression.range();
        let Some((parent, around)) = file.nodes.parent(spot.node) else {
            match node.statement {
                Stmt::Return(_) => {
                    let Some(function) = node.function else { return };
                    let calls = match project.uses_of_function(spot.path, function) {
                        // Where it is passed around, the calls that are seen are followed.
                        Some(uses) => uses
                            .into_iter()
                            .filter_map(|usage| {
                                let (node, _) = project.file(usage.path)?.nodes.call_of(usage.node)?;
                                Some(Spot { path: usage.path, node })
                            })
                            .chain(project.calls_of(spot.path, function).into_iter().flatten().map(|(call, _)| call))
                            .collect::<BTreeSet<_>>(),
                        None => {
                            project.calls_of(spot.path, function).into_iter().flatten().map(|(call, _)| call).collect()
                        }
                    };
                    for call in calls {
                        self.visit(call, index);
                    }
                }
                statement => {
                    if let Some(target) = project.target_of(statement, range) {
                        for usage in project.uses_of_name(spot.path, target).unwrap_or_default() {
                            self.visit(usage, index);
                        }
                    }
                }
            }
            return;
        };
        match around.expression {
            Expr::Await(_) | Expr::If(_) | Expr::BoolOp(_) => self.visit(Spot { path: spot.path, node: parent }, index),
            Expr::Named(walrus) => {
                self.visit(Spot { path: spot.path, node: parent }, index);
                if let Expr::Name(name) = walrus.target.as_ref() {
                    for usage in project.uses_of_name(spot.path, name).unwrap_or_default() {
                        self.visit(usage, index);
                    }
                }
            }
            Expr::Attribute(attribute) => {
                let name = attribute.attr.as_str();
                let reads_header = name == "headers"
                    && file.nodes.parent(parent).is_some_and(
                        |(_, outer)| matches!(outer.expression, Expr::Attribute(outer) if outer.attr.as_str() == "get"),
                    );
                if !SHARED.contains(&name) && !reads_header {
                    self.needs.entry(spot).or_default().insert(index);
                }
            }
            Expr::Call(call) if call.func.range() != range => match project.callees(spot.path, call) {
                Some(callees) => {
                    for (path, function) in callees {
                        let uses = project
                            .parameter_of(path, function, call, node.expression)
                            .and_then(|name| project.uses_of_parameter(path, function, name));
                        for usage in uses.unwrap_or_default() {
                            self.visit(usage, index);
                        }
                    }
                }
                None => {
                    let is_javascript = project
                        .qualified(spot.path, &call.func)
                        .is_some_and(|name| name.starts_with("js.") && !name.starts_with("js.console."));
                    let is_taker = matches!(call.func.as_ref(), Expr::Attribute(attribute) if TAKERS.contains(&attribute.attr.as_str()));
                    if is_javascript || is_taker {
                        self.needs.entry(spot).or_default().insert(index);
                    }
                }
            },
            _ => {}
        }
    }

    fn origins_at(&self, spot: Spot<'a>) -> Origins {
        let mut origins = Origins::default();
        if let Some(file) = self.project.file(spot.path) {
            self.origins(spot.path, file.nodes.get(spot.node).expression, &mut origins, &mut FxHashSet::default());
        }
        origins
    }

    fn origins(
        &self,
        path: &'a Utf8Path,
        expression: &'a Expr,
        found: &mut Origins,
        seen: &mut FxHashSet<(Utf8PathBuf, TextRange)>,
    ) {
        if !seen.insert((path.to_owned(), expression.range())) {
            return;
        }
        match expression {
            Expr::NoneLiteral(_) => {}
            Expr::Await(awaited) => self.origins(path, &awaited.value, found, seen),
            Expr::Named(walrus) => self.origins(path, &walrus.value, found, seen),
            Expr::If(branches) => {
                self.origins(path, &branches.body, found, seen);
                self.origins(path, &branches.orelse, found, seen);
            }
            Expr::BoolOp(operation) => {
                for value in &operation.values {
                    self.origins(path, value, found, seen);
                }
            }
            Expr::Name(name) => {
                for definition in self.project.definitions(path, name) {
                    match definition {
                        Definition::Value(path, value) => self.origins(path, value, found, seen),
                        Definition::Parameter(path, function) => {
                            match self.project.given(path, function, name.id.as_str()) {
                                Some(given) if !given.is_empty() => {
                                    for given in given {
                                        match given {
                                            Given::Value(path, value) => self.origins(path, value, found, seen),
                                            Given::Nothing => {}
                                            Given::Unknown => found.unknown = true,
                                        }
                                    }
                                }
                                _ => found.unknown = true,
                            }
                        }
                        _ => found.unknown = true,
                    }
                }
            }
            Expr::Call(call) => {
                let own = self.calls.iter().position(|other| other.path == path && other.call.range() == call.range());
                if let Some(index) = own {
                    match (self.calls[index].style, self.calls[index].form) {
                        (_, Form::Redirect) => found.foreign = true,
                        (Style::Sdk, _) => found.sdk = true,
                        (Style::JavaScript, _) if self.made.contains(&index) => drop(found.made.insert(index)),
                        (Style::JavaScript, _) => found.foreign = true,
                    }
                    return;
                }
                if let Some(callees) = self.project.callees(path, call) {
                    for (path, function) in callees {
                        let Some(file) = self.project.file(path) else { continue };
                        for returned in file.nodes.returns_of(function) {
                            if let Some(value) = returned.value {
                                self.origins(path, value, found, seen);
                            }
                        }
                    }
                    return;
                }
                let is_javascript =
                    self.project.qualified(path, &call.func).is_some_and(|name| name.starts_with("js."));
                if is_javascript { found.foreign = true } else { found.unknown = true }
            }
            _ => found.unknown = true,
        }
    }

    /// Looks for `x.headers.set(…)` where nobody knows what `x` is. If the worker gets responses from nowhere else,
    /// they are its own.
    fn look_for_doubts(&self, known: &BTreeMap<Spot<'a>, BTreeSet<usize>>, flow: &mut Flow) {
        if self.made.is_empty() {
            return;
        }
        let mut doubtful: Vec<(Spot<'a>, TextRange)> = Vec::new();
        let mut others = false;
        for file in self.project.files() {
            for (id, node) in file.nodes.iter() {
                others |= file.module.scopes.qualified(node.expression).as_deref() == Some("js.fetch");
                let Expr::Call(call) = node.expression else { continue };
                let Expr::Attribute(method) = call.func.as_ref() else { continue };
                let is_awaited = file.nodes.parent(id).is_some_and(|(_, around)| around.expression.is_await_expr());
                others |= is_awaited && ["fetch", "match"].contains(&method.attr.as_str());
                if !CHANGERS.contains(&method.attr.as_str()) {
                    continue;
                }
                let Some(receiver) = receiver_of_headers(&method.value) else { continue };
                let Expr::Name(name) = receiver else { continue };
                let Some(receiver_id) = file.nodes.name_at(name.range.start()) else { continue };
                let spot = Spot { path: file.path, node: receiver_id };
                if known.contains_key(&spot) || name.id.to_lowercase().contains("req") {
                    continue;
                }
                let origins = self.origins_at(spot);
                if origins.unknown {
                    doubtful.push((spot, file.nodes.get(id).expression.range()));
                }
            }
        }
        if others {
            flow.doubtful = doubtful.into_iter().map(|(spot, range)| (spot.path.to_owned(), range)).collect();
            return;
        }
        for (spot, _) in doubtful {
            self.unwrap(spot, flow);
        }
    }
}

/// `x` of `x.headers`.
fn receiver_of_headers(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::Attribute(attribute) if attribute.attr.as_str() == "headers" => Some(&attribute.value),
        _ => None,
    }
}
