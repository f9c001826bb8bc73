//! Where a value goes: whether all of its ways end in arguments of binding calls.
//! Border: follows names, displays, helper functions and returns forward; gives up on everything else.
use camino::Utf8PathBuf;
use ruff_python_ast::{AnyNodeRef, AnyParameterRef, Expr, ExprCall, Parameters, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::Context;
use crate::codemods::values::{Bound, FunctionPlace, Platform, Value};
use crate::config::BindingKind;
use crate::python::BindingId;

use super::Site;
use super::walk::expressions;

/// Whether a call of `name` on `platform` converts its arguments by itself.
pub fn converts(platform: &Platform, name: &str) -> bool {
    match platform {
        Platform::Binding(Bound::Known(kind)) => match kind {
            BindingKind::D1
            | BindingKind::Kv
            | BindingKind::R2
            | BindingKind::Queue
            | BindingKind::Ai
            | BindingKind::Vectorize
            | BindingKind::Workflow { .. } => true,
            BindingKind::Other(key) => ["analytics_engine_datasets", "ratelimits", "images"].contains(&key.as_str()),
            _ => false,
        },
        Platform::Binding(Bound::Guessed(_)) => [
            "prepare",
            "batch",
            "exec",
            "put",
            "send",
            "sendBatch",
            "run",
            "query",
            "upsert",
            "insert",
            "list",
            "getWithMetadata",
            "create",
            "limit",
            "writeDataPoint",
        ]
        .contains(&name),
        Platform::Statement
        | Platform::Storage
        | Platform::Sql
        | Platform::Instance
        | Platform::StoredObject
        | Platform::Message
        | Platform::Batch => true,
        Platform::Stub => name != "fetch",
        _ => false,
    }
}

/// Whether every way of the expression ends in an argument of a call that converts by itself.
pub fn flows_into_bindings<'a>(context: &Context<'a>, site: &Site<'_, 'a>) -> bool {
    Follower { context, visited: Vec::new() }.follow(site)
}

struct Follower<'c, 'a> {
    context: &'c Context<'a>,
    visited: Vec<(Utf8PathBuf, TextRange)>,
}

impl<'a> Follower<'_, 'a> {
    fn follow(&mut self, site: &Site<'_, 'a>) -> bool {
        let key = (site.path.to_owned(), site.expression.range());
        if self.visited.contains(&key) {
            return true;
        }
        if self.visited.len() > 200 {
            return false;
        }
        self.visited.push(key);
        let mut here = site.expression.range();
        for (index, node) in site.ancestors.iter().enumerate().rev() {
            match node {
                AnyNodeRef::Arguments(_) | AnyNodeRef::Keyword(_) | AnyNodeRef::ExprStarred(_) => {}
                AnyNodeRef::ExprCall(call) => return self.argument(site, call, here),
                AnyNodeRef::ExprDict(_) | AnyNodeRef::ExprList(_) | AnyNodeRef::ExprTuple(_) => here = node.range(),
                AnyNodeRef::ExprIf(branch) if branch.test.range() != here => here = node.range(),
                AnyNodeRef::ExprListComp(node) if node.elt.range() == here => here = node.range,
                AnyNodeRef::StmtAssign(assignment) => {
                    let [Expr::Name(name)] = assignment.targets.as_slice() else { return false };
                    return here == assignment.value.range() && self.name(site, name.range);
                }
                AnyNodeRef::StmtAnnAssign(assignment) => {
                    let Expr::Name(name) = assignment.target.as_ref() else { return false };
                    return self.name(site, name.range);
                }
                AnyNodeRef::StmtReturn(_) => {
                    let function = site.ancestors[..index].iter().rev().find_map(|node| match node {
                        AnyNodeRef::StmtFunctionDef(function) => Some(*function),
                        _ => None,
                    });
                    return function.is_some_and(|function| self.returned(site, function));
                }
                _ => return false,
            }
        }
        false
    }

    /// The value is an argument of `call`.
    fn argument(&mut self, site: &Site<'_, 'a>, call: &'a ExprCall, argument: TextRange) -> bool {
        let method = match call.func.as_ref() {
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => "",
        };
        match site.value(call.func.as_ref()) {
            Value::Method(receiver, name) => {
                receiver.platform().is_some_and(|platform| converts(platform, name)) && method == name.as_str()
            }
            Value::Functions(callables) => {
                let bound = usize::from(callables.iter().any(|callable| callable.bound));
                let callees = site.values.callees(call).to_vec();
                !callees.is_empty() && callees.iter().all(|callee| self.parameter(callee, call, argument, bound))
            }
            _ => false,
        }
    }

    /// The value gets into a parameter of a function of the project.
    fn parameter(&mut self, callee: &FunctionPlace, call: &ExprCall, argument: TextRange, bound: usize) -> bool {
        let Some(module) = self.context.modules.get(&callee.path) else { return false };
        let Some(function) = definition(self.context, callee) else { return false };
        let by_name = call.arguments.keywords.iter().find(|keyword| keyword.value.range() == argument);
        let parameters: &Parameters = &function.parameters;
        let name = match by_name {
            Some(keyword) => keyword.arg.as_ref().and_then(|name| {
                parameters.iter().map(AnyParameterRef::name).find(|known| known.as_str() == name.as_str())
            }),
            None => {
                let is_spread = call.arguments.args.iter().any(Expr::is_starred_expr);
                let position = call.arguments.args.iter().position(|given| given.range() == argument);
                position.filter(|_| !is_spread).and_then(|position| {
                    let parameters = parameters.posonlyargs.iter().chain(&parameters.args);
                    parameters.map(|parameter| &parameter.parameter.name).nth(position + bound)
                })
            }
        };
        let Some(name) = name else { return false };
        let Some(binding) = module.scopes.meaning(name.range.start()) else { return false };
        module.scopes.binding(binding).is_plain_parameter() && self.reads(&callee.path.clone(), binding)
    }

    /// The value is assigned to a name.
    fn name(&mut self, site: &Site<'_, 'a>, name: TextRange) -> bool {
        let scopes = &site.module.scopes;
        let Some(id) = scopes.meaning(name.start()) else { return false };
        let binding = scopes.binding(id);
        // Names of a module or a class may be read from outside.
        let is_local =
            binding.scope != scopes.module() && scopes.scope(binding.scope).kind == crate::python::ScopeKind::Function;
        is_local
            && !binding.declared_elsewhere
            && !scopes.is_dynamic(binding.scope)
            && self.reads(&site.path.to_owned(), id)
    }

    /// Every read of a name.
    fn reads(&mut self, path: &Utf8PathBuf, id: BindingId) -> bool {
        let Some(module) = self.context.modules.get(path) else { return false };
        let ranges: Vec<TextRange> = module.scopes.binding(id).reads.iter().map(|read| read.range).collect();
        !ranges.is_empty() && self.all_at(path, &ranges)
    }

    /// The value is returned from a function.
    fn returned(&mut self, site: &Site<'_, 'a>, function: &StmtFunctionDef) -> bool {
        let is_handler = self
            .context
            .facts
            .handlers
            .iter()
            .any(|handler| handler.path == site.path && handler.function == function.range);
        if is_handler || !function.decorator_list.is_empty() {
            return false;
        }
        let Some(callers) = site.values.callers(function.range) else { return false };
        let callers = callers.to_vec();
        !callers.is_empty() && callers.iter().all(|caller| self.located(&caller.path, caller.range, function.is_async))
    }

    fn all_at(&mut self, path: &Utf8PathBuf, ranges: &[TextRange]) -> bool {
        ranges.iter().all(|range| self.located(path, *range, false))
    }

    /// Follows from the expression with this range; from the `await` around it, if it has to be awaited.
    fn located(&mut self, path: &Utf8PathBuf, range: TextRange, awaited: bool) -> bool {
        let Some((path, module)) = self.context.modules.iter().find(|(known, _)| known == path) else { return false };
        let values = self.context.facts.values(self.context).file(path);
        let mut found: Option<(&'a Expr, Vec<AnyNodeRef<'a>>)> = None;
        expressions(module.syntax(), &mut |expression, ancestors| {
            if awaited {
                if let Expr::Await(node) = expression
                    && node.value.range() == range
                {
                    found = Some((expression, ancestors.to_vec()));
                }
            } else if expression.range() == range {
                found = Some((expression, ancestors.to_vec()));
            }
        });
        let Some((expression, ancestors)) = found else { return false };
        self.follow(&Site { path, module, values, expression, ancestors: &ancestors })
    }
}

/// The `def` at a place.
pub fn definition<'a>(context: &Context<'a>, place: &FunctionPlace) -> Option<&'a StmtFunctionDef> {
    use ruff_python_ast::Stmt;
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Search<'a> {
        range: TextRange,
        found: Option<&'a StmtFunctionDef>,
    }
    impl<'a> StatementVisitor<'a> for Search<'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if !statement.range().contains_range(self.range) {
                return;
            }
            match statement {
                Stmt::FunctionDef(function) if function.range == self.range => self.found = Some(function),
                _ => walk_stmt(self, statement),
            }
        }
    }
    let module = context.modules.get(&place.path)?;
    let mut search = Search { range: place.range, found: None };
    search.visit_body(&module.syntax().body);
    search.found
}
