//! What a method that is there takes, and whether it waits: what the statements of a fragment need of it.
//! Border: the `def` line of one method; its body is the business of `statements`.
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Decorator, Expr, Parameters, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use super::Obstacle;
use super::adapt::{Adapted, Destination, adapt};
use super::compare::same_expression;
use super::fragment::EntryFragment;
use super::method::shape;
use crate::plan::Edit;
use crate::python::Module;

/// Handlers that the runtime calls with exactly these many arguments, `self` left out.
const STRICT: [(&str, usize); 2] = [("scheduled", 3), ("queue", 3)];

/// Methods that are something else than they look like.
pub(super) fn check_shape(target: &StmtFunctionDef) -> Result<(), Obstacle> {
    let is_bound_otherwise = |name: &str| ["staticmethod", "classmethod", "property", "overload"].contains(&name);
    let decorated = target.decorator_list.iter().any(|decorator| match &decorator.expression {
        Expr::Name(name) => is_bound_otherwise(name.id.as_str()),
        Expr::Attribute(attribute) => is_bound_otherwise(attribute.attr.as_str()),
        _ => false,
    });
    if decorated {
        return Err(shape(target, "is not a plain method"));
    }
    if yields(target) {
        return Err(shape(target, "is a generator"));
    }
    for (name, passes) in STRICT {
        let takes = positional(&target.parameters).saturating_sub(1);
        if target.name.as_str() == name && target.parameters.vararg.is_none() && takes < passes {
            return Err(Obstacle::Arity { method: name.to_owned(), takes, passes });
        }
    }
    Ok(())
}

fn positional(parameters: &Parameters) -> usize {
    parameters.posonlyargs.len() + parameters.args.len()
}

/// Gives the method the parameters that the fragment's statements use and that it does not have.
pub(super) fn parameters(
    entry: &Module,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    class: &StmtClassDef,
    target: &StmtFunctionDef,
) -> Result<Vec<Edit>, Obstacle> {
    let own = &fragment.module;
    let guards = fragment.guards(source);
    let scope = own.scopes.opened_by(source.range());
    let is_used = |name: &str| {
        let binding = scope.and_then(|scope| own.scopes.lookup(scope, name)).map(|id| own.scopes.binding(id));
        let reads = binding.map(|binding| &binding.reads[..]).unwrap_or_default();
        reads.iter().any(|read| guards.iter().any(|guard| guard.contains_range(read.range)))
    };
    let (given, wanted) = (positional(&target.parameters), positional(&source.parameters));
    let names: Vec<&ruff_python_ast::ParameterWithDefault> =
        source.parameters.posonlyargs.iter().chain(&source.parameters.args).collect();
    let Some(needed) = (given..wanted).rev().find(|index| is_used(names[*index].name().as_str())) else {
        return Ok(Vec::new());
    };
    let taken = target.parameters.vararg.is_some()
        || target.parameters.kwarg.is_some()
        || !target.parameters.kwonlyargs.is_empty()
        || names[given..=needed].iter().any(|parameter| mentions(entry, target, parameter.name().as_str()));
    if given == 0 || taken || calls_itself(class, target) {
        return Err(shape(target, "does not take what the statements need"));
    }
    // Without its annotation: the runtime reads those of handlers, and this one's names may mean nothing here.
    let new = names[given..=needed].iter().map(|parameter| match &parameter.default {
        Some(value) => format!("{}={}", parameter.name(), own.slice(value.as_ref())),
        None => parameter.name().to_string(),
    });
    let new: Vec<String> = new.collect();
    let last = target.parameters.args.last().or(target.parameters.posonlyargs.last());
    let end = last.map_or(target.parameters.range().end(), |last| last.range().end());
    if target.parameters.args.is_empty() {
        return Err(shape(target, "does not take what the statements need"));
    }
    Ok(vec![Edit::insert(end.to_usize(), format!(", {}", new.join(", ")))])
}

/// Whether a function uses `name` in any way.
fn mentions(entry: &Module, function: &StmtFunctionDef, name: &str) -> bool {
    entry
        .tokens_in(function.range())
        .iter()
        .any(|token| token.kind() == TokenKind::Name && &entry.text()[token.range()] == name)
}

/// A method that has to wait for something becomes `async`, if nobody calls it as it is.
pub(super) fn make_async(
    entry: &Module,
    source: &StmtFunctionDef,
    class: &StmtClassDef,
    target: &StmtFunctionDef,
    earlier: &[EntryFragment],
) -> Result<Option<Edit>, Obstacle> {
    if target.is_async || !source.is_async {
        return Ok(None);
    }
    // Decorators of layers take both kinds of methods; about others nothing is known.
    let known: Vec<Adapted> =
        earlier.iter().filter_map(|fragment| decorators(entry, fragment, class, target)).collect();
    let is_known = |decorator: &Decorator| {
        known.iter().any(|adapted| {
            adapted.fragment.methods_named(target.name.as_str()).any(|method| {
                method.decorator_list.iter().any(|own| same_expression(&own.expression, &decorator.expression))
            })
        })
    };
    if !target.decorator_list.iter().all(is_known) {
        return Err(shape(target, "is not `async`, and it is decorated"));
    }
    if calls_itself(class, target) {
        return Err(shape(target, "is not `async`, and the class calls it"));
    }
    let def = entry.tokens_in(target.range()).iter().find(|token| token.kind() == TokenKind::Def).copied();
    Ok(def.map(|def| Edit::insert(def.start().to_usize(), "async ")))
}

/// A fragment with the decorators of a method in terms of the class.
fn decorators(
    entry: &Module,
    fragment: &EntryFragment,
    class: &StmtClassDef,
    target: &StmtFunctionDef,
) -> Option<Adapted> {
    let decorators = fragment.methods_named(target.name.as_str()).flat_map(|method| &method.decorator_list);
    let ranges: Vec<TextRange> = decorators.map(Ranged::range).collect();
    adapt(entry, fragment, &ranges, Destination::Class(class))
}

/// Whether a method of the class calls `target` through its receiver, or through the class.
fn calls_itself(class: &StmtClassDef, target: &StmtFunctionDef) -> bool {
    struct Finder<'n> {
        name: &'n str,
        found: bool,
    }
    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Attribute(attribute) = expression
                && attribute.attr.as_str() == self.name
                && matches!(attribute.value.as_ref(), Expr::Name(_) | Expr::Call(_))
            {
                let own = match attribute.value.as_ref() {
                    Expr::Name(name) => ["self", "cls", "Default"].contains(&name.id.as_str()),
                    Expr::Call(call) => matches!(call.func.as_ref(), Expr::Name(name) if name.id.as_str() == "super"),
                    _ => false,
                };
                self.found |= own;
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder { name: target.name.as_str(), found: false };
    finder.visit_body(&class.body);
    finder.found
}

fn yields(function: &StmtFunctionDef) -> bool {
    struct Finder(bool);
    impl<'a> Visitor<'a> for Finder {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if !matches!(statement, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                visitor::walk_stmt(self, statement);
            }
        }
        fn visit_expr(&mut self, expression: &'a Expr) {
            self.0 |= matches!(expression, Expr::Yield(_) | Expr::YieldFrom(_));
            if !matches!(expression, Expr::Lambda(_)) {
                visitor::walk_expr(self, expression);
            }
        }
    }
    let mut finder = Finder(false);
    finder.visit_body(&function.body);
    finder.0
}
