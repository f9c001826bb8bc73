//! PW203: JavaScript functions are given the JavaScript object inside a request or response, not the SDK's wrapper.
//! Border: arguments of JavaScript calls; calls of bindings and of the SDK take wrappers.
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::rewriting::{Fix, Fixes, Site, dot, each_site, shrink};
use crate::codemods::values::{Platform, Value};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};

/// The codemod.
pub struct WrappersToJavascript;

static META: Meta = Meta {
    rule: Rule::new("PW203", "wrappers-to-javascript"),
    summary: "JavaScript functions get the request's js_object",
    page: include_str!("../../../codemods/PW203-wrappers-to-javascript/page.md"),
    needles: &["js", "workers"],
};

impl Codemod for WrappersToJavascript {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            if let Expr::Call(call) = site.expression {
                visit(site, call, fixes, proposals);
            }
        });
    }
}

/// Who is called, as far as it matters what it understands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Callee {
    /// A JavaScript function.
    Javascript,
    /// A function that takes wrappers, but not the headers of one.
    Sdk,
}

fn visit(site: &Site<'_, '_>, call: &ExprCall, fixes: &mut Fixes<'_>, proposals: &mut Proposals) {
    let Some(callee) = callee(site, call) else { return };
    for argument in &call.arguments.args {
        hand_over(site, argument, shrink(call.arguments.range), callee, fixes, proposals);
    }
    for keyword in &call.arguments.keywords {
        hand_over(site, &keyword.value, keyword.range, callee, fixes, proposals);
    }
}

fn callee(site: &Site<'_, '_>, call: &ExprCall) -> Option<Callee> {
    match site.value(call.func.as_ref()) {
        Value::Dotted(name) => match name.as_str() {
            // What PW3xx and Python's own code make of these understands wrappers, or only prints them.
            "js.Response.json" => None,
            name if name.starts_with("js.console.") || name.starts_with("js.JSON.") => None,
            // PW202 makes a dictionary of it.
            "js.Object.fromEntries" => None,
            name if name.starts_with("js.") => Some(Callee::Javascript),
            "workers.fetch" | "workers.Request" => Some(Callee::Sdk),
            _ => None,
        },
        Value::Method(receiver, name) => match receiver.platform()? {
            Platform::Js => Some(Callee::Javascript),
            Platform::Stub if name == "fetch" => Some(Callee::Sdk),
            _ => None,
        },
        Value::Platform(Platform::Js) => Some(Callee::Javascript),
        _ => None,
    }
}

/// An argument, or a part of one.
fn hand_over(
    site: &Site<'_, '_>,
    argument: &Expr,
    around: TextRange,
    callee: Callee,
    fixes: &mut Fixes<'_>,
    proposals: &mut Proposals,
) {
    match argument {
        Expr::Dict(dict) => {
            for item in &dict.items {
                hand_over(site, &item.value, dict.range, callee, fixes, proposals);
            }
            return;
        }
        Expr::List(list) => {
            for item in &list.elts {
                hand_over(site, item, list.range, callee, fixes, proposals);
            }
            return;
        }
        Expr::If(branch) => {
            for part in [&branch.body, &branch.orelse] {
                hand_over(site, part, branch.range, callee, fixes, proposals);
            }
            return;
        }
        Expr::BoolOp(operation) => {
            for part in &operation.values {
                hand_over(site, part, operation.range, callee, fixes, proposals);
            }
            return;
        }
        Expr::Call(call) => {
            let name = site.qualified(&call.func);
            if matches!(name.as_deref(), Some("pyodide.ffi.to_js"))
                && let Some(inner) = call.arguments.args.first()
            {
                hand_over(site, inner, shrink(call.arguments.range), callee, fixes, proposals);
                return;
            }
        }
        _ => {}
    }
    match site.value(argument) {
        // Responses that have a name are PW304's, where it sees them; a clone of the SDK's has no `js_object`.
        Value::Platform(Platform::Response { raw: true }) if argument.is_name_expr() || is_clone(argument) => {}
        Value::Platform(platform) if platform.is_wrapper() && callee == Callee::Javascript => {
            let end = site.module.with_parentheses(argument, around).end();
            let what = match platform {
                Platform::Request { .. } => "request",
                Platform::Response { .. } => "response",
                _ => "form",
            };
            let is_primary =
                matches!(argument, Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_))
                    || end != argument.end();
            let mut edits = vec![Edit::insert(end.to_usize(), if is_primary { ".js_object" } else { ").js_object" })];
            if !is_primary {
                edits.push(Edit::insert(argument.start().to_usize(), "("));
            }
            let reason =
                format!("The {what} is a wrapper of the SDK today; a JavaScript function needs the object inside it.");
            fixes.add(site, Fix::safe(format!("the {what} is handed over as `.js_object`"), reason, edits));
        }
        Value::Platform(Platform::Headers { .. }) if !is_of_response(site, argument) => {
            let reason = "Headers of a wrapped request are a Python mapping today; JavaScript that is given one as headers aborts the worker.";
            match argument {
                Expr::Attribute(attribute) => {
                    let edits = vec![Edit::insert(dot(site.module, attribute).to_usize(), ".js_object")];
                    fixes.add(site, Fix::safe("the JavaScript headers are handed over", reason, edits));
                }
                _ => fixes.manual(proposals, argument.start(), reason, "hand over the headers of `request.js_object`"),
            }
        }
        _ => {}
    }
}

fn is_clone(argument: &Expr) -> bool {
    matches!(argument, Expr::Call(call)
        if matches!(call.func.as_ref(), Expr::Attribute(attribute) if attribute.attr.as_str() == "clone"))
}

fn is_of_response(site: &Site<'_, '_>, headers: &Expr) -> bool {
    matches!(headers, Expr::Attribute(attribute)
        if matches!(site.value(attribute.value.as_ref()), Value::Platform(Platform::Response { .. })))
}
