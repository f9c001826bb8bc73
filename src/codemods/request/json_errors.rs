//! PW205: `except JsException` around `request.json()` also catches what Python's parser raises.
//! Border: `except` clauses; the body stays.
use std::collections::BTreeSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{AnyNodeRef, ExceptHandlerExceptHandler, Expr};
use ruff_text_size::Ranged;

use crate::codemods::rewriting::{Fix, Site, attempts, catches, caught, each_site, handlers, receiver_call};
use crate::codemods::values::{FunctionPlace, Platform, Value};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};

/// The codemod.
pub struct JsonErrors;

static META: Meta = Meta {
    rule: Rule::new("PW205", "json-errors"),
    summary: "invalid JSON of a request is caught as ValueError too",
    page: include_str!("../../../codemods/PW205-json-errors/page.md"),
    needles: &["JsException", "JsError"],
};

const REASON: &str =
    "Invalid JSON raises json.JSONDecodeError (a ValueError) today, where the JavaScript object raised JsException.";

impl Codemod for JsonErrors {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        let raising = raising_functions(context);
        each_site(context, &META.rule, proposals, &mut |site, fixes, _| {
            if !raises(site, &raising) {
                return;
            }
            for attempt in attempts(site) {
                let scopes = &site.module.scopes;
                if handlers(attempt)
                    .any(|handler| catches(scopes, handler, &["ValueError"]) || names_json_error(site, handler))
                {
                    return;
                }
                let Some(handler) = handlers(attempt).find(|handler| names_js_error(site, handler)) else { continue };
                let edits = match (handler.type_.as_deref(), caught(handler).last()) {
                    (Some(Expr::Tuple(_)), Some(last)) => vec![Edit::insert(last.end().to_usize(), ", ValueError")],
                    (Some(kind), _) => vec![
                        Edit::insert(kind.start().to_usize(), "("),
                        Edit::insert(kind.end().to_usize(), ", ValueError)"),
                    ],
                    _ => return,
                };
                let title = "`except` also catches ValueError";
                let fix = match members_of_the_error(site, handler) {
                    Some(member) => Fix::review(
                        title,
                        format!("{REASON} `.{member}` of the error exists on a JsException alone."),
                        edits,
                    ),
                    None => Fix::safe(title, REASON, edits),
                };
                fixes.add_at(handler.start(), handler.start(), fix);
                return;
            }
        });
    }
}

/// Whether the expression may raise for invalid JSON.
fn raises(site: &Site<'_, '_>, raising: &BTreeSet<(String, usize)>) -> bool {
    let Expr::Call(call) = site.expression else { return false };
    if let Some((_, attribute)) = receiver_call(site.expression)
        && attribute.attr.as_str() == "json"
        && matches!(
            site.value(attribute.value.as_ref()),
            Value::Platform(Platform::Request { .. } | Platform::Response { .. })
        )
    {
        return true;
    }
    site.values.callees(call).iter().any(|callee| raising.contains(&key(callee)))
}

fn key(place: &FunctionPlace) -> (String, usize) {
    (place.path.to_string(), place.range.start().to_usize())
}

/// Functions of the project that let the error of `request.json()` through.
fn raising_functions(context: &Context<'_>) -> BTreeSet<(String, usize)> {
    let mut raising = BTreeSet::new();
    loop {
        let before = raising.len();
        let mut found = BTreeSet::new();
        let mut nothing = Proposals::default();
        each_site(context, &META.rule, &mut nothing, &mut |site, _, _| {
            if !raises(site, &raising) || is_stopped(site) {
                return;
            }
            if let Some(AnyNodeRef::StmtFunctionDef(function)) = site.function() {
                found.insert((site.path.to_string(), function.start().to_usize()));
            }
        });
        raising.extend(found);
        if raising.len() == before {
            return raising;
        }
    }
}

/// Whether the function itself catches the error.
fn is_stopped(site: &Site<'_, '_>) -> bool {
    let scopes = &site.module.scopes;
    attempts(site).iter().any(|attempt| {
        handlers(attempt).any(|handler| {
            catches(scopes, handler, &["ValueError"])
                || names_json_error(site, handler)
                || names_js_error(site, handler)
        })
    })
}

fn names_js_error(site: &Site<'_, '_>, handler: &ExceptHandlerExceptHandler) -> bool {
    caught(handler).iter().any(|kind| {
        site.module
            .scopes
            .qualified(kind)
            .is_some_and(|name| ["pyodide.ffi.JsException", "pyodide.ffi.JsError", "js.Error"].contains(&name.as_str()))
    })
}

fn names_json_error(site: &Site<'_, '_>, handler: &ExceptHandlerExceptHandler) -> bool {
    caught(handler)
        .iter()
        .any(|kind| site.module.scopes.qualified(kind).is_some_and(|name| name.ends_with("JSONDecodeError")))
}

/// An attribute of the error that only a JsException has.
fn members_of_the_error(site: &Site<'_, '_>, handler: &ExceptHandlerExceptHandler) -> Option<String> {
    struct Search<'n> {
        name: &'n str,
        found: Option<String>,
    }
    impl<'a> Visitor<'a> for Search<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Attribute(attribute) = expression
                && matches!(attribute.value.as_ref(), Expr::Name(name) if name.id.as_str() == self.name)
                && ["message", "name", "stack", "js_error"].contains(&attribute.attr.as_str())
            {
                self.found = Some(attribute.attr.to_string());
            }
            visitor::walk_expr(self, expression);
        }
    }
    let _ = site;
    let mut search = Search { name: handler.name.as_ref()?.as_str(), found: None };
    search.visit_body(&handler.body);
    search.found
}
