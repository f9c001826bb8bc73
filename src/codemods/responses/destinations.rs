//! Where a value ends up: whether changing it changes anything but the responses that take it.
//! Border: follows values forwards; edits nothing.
use std::collections::BTreeSet;

use camino::Utf8Path;
use ruff_python_ast::{Expr, ExprCall, Stmt};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

use super::calls::ResponseCall;
use super::options::literal;
use super::project::{Project, Spot};
use super::wrappers::{self, Wrapped};

/// Where a value has to end so that it may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// As the headers of a response.
    Headers,
    /// As the options of a response.
    Options,
}

/// What is needed to follow a value.
pub struct Destinations<'p, 'a> {
    /// The worker.
    pub project: &'p Project<'a>,
    /// All calls that make responses.
    pub calls: &'p [ResponseCall<'a>],
    /// Those of them that take Python values.
    pub taking: FxHashSet<(String, TextRange)>,
}

impl<'a> Destinations<'_, 'a> {
    /// Whether the value at `spot` is used for `role` in calls that take Python values, and for nothing else. With
    /// `sets`, statements such as `headers.set(…)` are allowed and collected.
    pub fn ends_in(
        &self,
        spot: Spot<'a>,
        role: Role,
        seen: &mut BTreeSet<(Spot<'a>, Role)>,
        sets: &mut Option<Vec<Spot<'a>>>,
    ) -> bool {
        if !seen.insert((spot, role)) {
            return true;
        }
        let Some(file) = self.project.file(spot.path) else { return false };
        let node = file.nodes.get(spot.node);
        let range = node.expression.range();
        let Some((parent, around)) = file.nodes.parent(spot.node) else {
            return match node.statement {
                Stmt::Return(_) => node.function.is_some_and(|function| {
                    let Some(calls) = self.project.calls_of(spot.path, function) else { return false };
                    calls.into_iter().all(|(call, _)| {
                        let Some(file) = self.project.file(call.path) else { return false };
                        let result = match file.nodes.parent(call.node) {
                            Some((outer, node)) if node.expression.is_await_expr() => outer,
                            _ => call.node,
                        };
                        self.ends_in(Spot { path: call.path, node: result }, role, seen, &mut None)
                    })
                }),
                statement => self.project.target_of(statement, range).is_some_and(|target| {
                    let Some(uses) = self.project.uses_of_name(spot.path, target) else { return false };
                    uses.into_iter().all(|usage| self.ends_in(usage, role, seen, sets))
                }),
            };
        };
        match around.expression {
            Expr::Call(call) => self.ends_in_call(spot, call, role, seen),
            Expr::Attribute(attribute) if attribute.attr.as_str() == "set" => {
                let (Some(sets), Some((call, _))) = (sets, file.nodes.call_of(parent)) else { return false };
                let whole = file.nodes.get(call);
                let is_statement = matches!(whole.statement, Stmt::Expr(_)) && whole.parent.is_none();
                if is_statement {
                    sets.push(Spot { path: spot.path, node: call });
                }
                is_statement
            }
            Expr::Dict(dict) if role == Role::Headers => {
                let is_headers = dict
                    .items
                    .iter()
                    .any(|item| item.value.range() == range && item.key.as_ref().and_then(literal) == Some("headers"));
                is_headers && self.ends_in(Spot { path: spot.path, node: parent }, Role::Options, seen, &mut None)
            }
            Expr::If(branches) => {
                branches.test.range() != range
                    && self.ends_in(Spot { path: spot.path, node: parent }, role, seen, &mut None)
            }
            Expr::BoolOp(_) | Expr::Named(_) => {
                self.ends_in(Spot { path: spot.path, node: parent }, role, seen, &mut None)
            }
            Expr::Compare(comparison) => comparison.comparators.iter().all(Expr::is_none_literal_expr),
            _ => false,
        }
    }

    fn unwrapped(&self, path: &'a Utf8Path, call: &'a ExprCall) -> Option<Wrapped<'a>> {
        let file = self.project.file(path)?;
        let node = file
            .nodes
            .iter()
            .find(|(_, node)| matches!(node.expression, Expr::Call(other) if std::ptr::eq(other, call)))?;
        wrappers::unwrap(self.project, path, node.1.expression)
    }

    fn ends_in_call(
        &self,
        spot: Spot<'a>,
        call: &'a ExprCall,
        role: Role,
        seen: &mut BTreeSet<(Spot<'a>, Role)>,
    ) -> bool {
        let Some(file) = self.project.file(spot.path) else { return false };
        let argument = file.nodes.get(spot.node).expression;
        if let Some(response) =
            self.calls.iter().find(|response| response.path == spot.path && response.call.range() == call.range())
        {
            if !self.taking.contains(&response.key()) {
                return false;
            }
            let keyword = call.arguments.keywords.iter().find(|keyword| keyword.value.range() == argument.range());
            return match (role, keyword) {
                (Role::Headers, Some(keyword)) => keyword.arg.as_ref().is_some_and(|name| name.as_str() == "headers"),
                (Role::Options, Some(keyword)) => keyword.arg.is_none(),
                (Role::Options, None) => {
                    call.arguments.args.get(1).is_some_and(|second| second.range() == argument.range())
                }
                (Role::Headers, None) => false,
            };
        }
        if role == Role::Options
            && let Some(Wrapped { inner: Some(inner), .. }) = self.unwrapped(spot.path, call)
            && inner.range() == argument.range()
            && let Some((parent, _)) = file.nodes.parent(spot.node)
        {
            return self.ends_in(Spot { path: spot.path, node: parent }, role, seen, &mut None);
        }
        let Some(callees) = self.project.callees(spot.path, call) else { return false };
        callees.into_iter().all(|(path, function)| {
            self.project
                .parameter_of(path, function, call, argument)
                .and_then(|name| self.project.uses_of_parameter(path, function, name))
                .is_some_and(|uses| uses.into_iter().all(|usage| self.ends_in(usage, role, seen, &mut None)))
        })
    }
}
