//! PW404: converters of the project's own return what is no JavaScript object as it is.
//! Border: adds a guard, rewrites nothing; which functions are converters is `rewriting::Converters`' knowledge.
use ruff_python_ast::{AnyNodeRef, Expr, StmtFunctionDef, StmtTry};
use ruff_text_size::{Ranged, TextSize};

use crate::codemods::rewriting::{
    Converter, Fix, Fixes, Site, attempts, catches, expressions, handlers, is_possible, proxy_test, receiver_call,
};
use crate::codemods::values::{Platform, Value};
use crate::codemods::{Codemod, Context, HandlerKind, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::Module;

/// The codemod.
pub struct ConverterGuards;

static META: Meta = Meta {
    rule: Rule::new("PW404", "converter-guards"),
    summary: "converters of the project's own let plain Python through",
    page: include_str!("../../../codemods/PW404-converter-guards/page.md"),
    needles: &["to_py", "stringify", "Object", "object_"],
};

const REASON: &str = "Values of bindings and requests are plain Python today: what is no JsProxy is returned as it is.";

impl Codemod for ConverterGuards {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !is_possible(context) || !context.holds_any(META.needles) {
            return;
        }
        let values = context.facts.values(context);
        for converter in context.converters().iter() {
            let values = values.file(converter.path);
            let mut unguarded = None;
            expressions(converter.module.syntax(), &mut |expression, ancestors| {
                let is_inside = ancestors.iter().rev().find_map(|node| match node {
                    AnyNodeRef::StmtFunctionDef(function) => Some(function.range == converter.function.range),
                    _ => None,
                });
                if is_inside != Some(true) || unguarded.is_some() {
                    return;
                }
                let site = Site { path: converter.path, module: converter.module, values, expression, ancestors };
                if let Some(subject) = subject(&site)
                    && matches!(subject, Expr::Name(name) if name.id.as_str() == converter.parameter)
                    && may_be_python(site.value(subject))
                    && !is_tried(&site)
                {
                    unguarded = Some(expression.start());
                }
            });
            let Some(conversion) = unguarded.filter(|_| is_given_python(context, converter)) else { continue };
            // Inside a handler that moves, the lines of the guard would not move along: it comes afterwards.
            let moves = context.facts.handlers.iter().any(|handler| {
                handler.kind == HandlerKind::Function
                    && handler.path == converter.path
                    && handler.function.contains_range(converter.function.range)
            });
            if moves {
                continue;
            }
            let mut fixes = Fixes::new(&META.rule, converter.path, converter.module);
            guard(converter, conversion, &mut fixes, proposals);
            fixes.propose(context, proposals);
        }
    }
}

/// What a conversion converts.
fn subject<'a>(site: &Site<'_, 'a>) -> Option<&'a Expr> {
    let Expr::Call(call) = site.expression else { return None };
    match site.qualified(&call.func).as_deref() {
        Some("js.JSON.stringify" | "js.Object.keys" | "js.Object.entries" | "js.Object.values") => {
            call.arguments.args.first()
        }
        _ => {
            let (_, attribute) = receiver_call(site.expression)?;
            ["to_py", "object_entries", "object_keys", "object_values", "as_object_map"]
                .contains(&attribute.attr.as_str())
                .then_some(attribute.value.as_ref())
        }
    }
}

/// Whether what has no such method is caught: `try: return x.to_py()`, `except AttributeError: return x`.
fn is_tried(site: &Site<'_, '_>) -> bool {
    let raises = receiver_call(site.expression)
        .is_some_and(|(call, _)| !site.qualified(&call.func).is_some_and(|name| name.starts_with("js.")));
    let catches =
        |attempt: &StmtTry| handlers(attempt).any(|handler| catches(&site.module.scopes, handler, &["AttributeError"]));
    raises && attempts(site).into_iter().any(catches)
}

/// Whether a value may be something else than a JavaScript object.
fn may_be_python(value: &Value) -> bool {
    !matches!(value, Value::Nothing | Value::Dotted(_) | Value::Platform(Platform::Js | Platform::JsonVariable))
}

/// Whether something in the worker hands the converter what may be plain Python, or hands on the converter itself. One
/// that nobody calls, or only with JavaScript's objects, does what it always did.
fn is_given_python(context: &Context<'_>, converter: &Converter<'_>) -> bool {
    let values = context.facts.values(context);
    let name = converter.function.name.as_str();
    let is_own = |expression: &Expr| match expression {
        Expr::Name(found) => found.id.as_str() == name,
        Expr::Attribute(found) => found.attr.as_str() == name,
        _ => false,
    };
    let mut is_given = false;
    for (path, module) in context.modules.iter().filter(|(path, _)| context.modules.is_reached(path)) {
        if is_given || !module.text().contains(name) {
            continue;
        }
        // Under another name it is not followed.
        is_given |= module.scopes.bindings().any(|(_, binding)| {
            binding.name != name && binding.import().is_some_and(|import| import.member.as_deref() == Some(name))
        });
        expressions(module.syntax(), &mut |expression, ancestors| {
            if !is_own(expression) {
                return;
            }
            let inside_itself = path == converter.path && converter.function.range.contains_range(expression.range());
            let call = ancestors.iter().rev().find_map(|node| match node {
                AnyNodeRef::ExprCall(call) => Some(*call),
                _ => None,
            });
            is_given |= match call.filter(|call| call.func.range() == expression.range()) {
                _ if inside_itself => false,
                Some(call) => {
                    let mut given =
                        call.arguments.args.iter().chain(call.arguments.keywords.iter().map(|named| &named.value));
                    given.any(|argument| may_be_python(values.file(path).value(argument)))
                }
                None => true,
            };
        });
    }
    is_given
}

/// Where the guard can stand: before the statement of the body that has the first conversion, with the comments on top
/// of it. What stands before that (tests for `None`, a default) goes on deciding first.
fn place_for(module: &Module, function: &StmtFunctionDef, conversion: TextSize) -> Option<(usize, String)> {
    let first = function.body.iter().find(|statement| statement.range().contains(conversion))?;
    let start = first.start();
    let line = module.lines.line(start.to_usize());
    let is_own_line = module.text()[module.lines.start(line)..start.to_usize()].trim().is_empty();
    let header = module.lines.line(function.name.end().to_usize());
    if !is_own_line || line <= header {
        // `def f(x): return …`: there is no line to stand before.
        return None;
    }
    let is_comment =
        |line: usize| module.text()[module.lines.start(line)..module.lines.end(line)].trim_start().starts_with('#');
    let mut at = line;
    while at > header + 1 && is_comment(at - 1) {
        at -= 1;
    }
    Some((module.lines.start(at), module.indentation(start).to_owned()))
}

fn guard(converter: &Converter<'_>, conversion: TextSize, fixes: &mut Fixes<'_>, proposals: &mut Proposals) {
    let Converter { module, function, parameter, .. } = *converter;
    let scope = module.scopes.opened_by(function.range).unwrap_or_else(|| module.scopes.module());
    let test = proxy_test(module, scope, parameter);
    match (place_for(module, function, conversion), test) {
        (Some((at, indentation)), Some((test, import))) => {
            let newline = module.dialect.newline.as_str();
            let unit = module.dialect.indent.unit();
            let text = format!("{indentation}if not {test}:{newline}{indentation}{unit}return {parameter}{newline}");
            let title = format!("`{}` returns what is no JsProxy as it is", function.name);
            let fix = Fix::safe(title, REASON, vec![Edit::insert(at, text)]).importing(import);
            fixes.add_at(function.name.start(), function.name.start(), fix);
        }
        _ => fixes.manual(
            proposals,
            function.start(),
            REASON,
            format!("begin with: if not isinstance({parameter}, JsProxy): return {parameter}"),
        ),
    }
}
