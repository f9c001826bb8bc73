//! PW202: the headers of a request (and of another worker's response) are a Python mapping.
//! Border: reading them; handing them to JavaScript is PW203's.
use ruff_python_ast::{AnyNodeRef, Expr, ExprAttribute, ExprCall, OperatorPrecedence};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::rewriting::{Fix, Fixes, Site, contains, dot, each_site, receiver_call, shrink};
use crate::codemods::values::{Platform, Value};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct RequestHeaders;

static META: Meta = Meta {
    rule: Rule::new("PW202", "request-headers"),
    summary: "the headers of a request are read as a Python mapping",
    page: include_str!("../../../codemods/PW202-request-headers/page.md"),
    needles: &["headers"],
};

const REASON: &str = "Headers of a request are a Python mapping today, with the names as its keys.";

impl Codemod for RequestHeaders {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| visit(site, fixes, proposals));
    }
}

fn visit(site: &Site<'_, '_>, fixes: &mut Fixes<'_>, proposals: &mut Proposals) {
    if let Value::Platform(Platform::Headers { raw }) = site.value(site.expression) {
        pairs(site, *raw, fixes);
    }
    let Expr::Call(call) = site.expression else { return };
    let scopes = &site.module.scopes;
    if scopes.qualified(&call.func).as_deref() == Some("js.Object.fromEntries")
        && let [argument] = call.arguments.args.as_ref()
        && is_headers(site, argument)
    {
        let mut edits = vec![Edit::replace(bytes(call.func.as_ref()), "dict")];
        edits.extend(conversion_of(site));
        fixes.add(site, Fix::safe("`Object.fromEntries` becomes `dict`", REASON, edits));
        return;
    }
    let Some((call, attribute)) = receiver_call(site.expression) else { return };
    if is_headers(site, &attribute.value) {
        method(site, call, attribute, fixes, proposals);
    }
}

/// `.to_py()` right behind the expression goes.
fn conversion_of(site: &Site<'_, '_>) -> Option<Edit> {
    let [.., AnyNodeRef::ExprCall(call), AnyNodeRef::ExprAttribute(attribute)] = site.ancestors else { return None };
    let is_conversion = attribute.attr.as_str() == "to_py"
        && call.func.range() == attribute.range()
        && call.arguments.is_empty()
        && !site.module.has_comment(TextRange::new(attribute.value.end(), call.end()));
    let start = site.module.with_parentheses(site.expression, attribute.range).end();
    is_conversion.then(|| Edit::delete(bytes(&TextRange::new(start, call.end()))))
}

/// Whether an expression is such headers. Those of a binding's response are PW304's where they stand beside it.
fn is_headers(site: &Site<'_, '_>, expression: &Expr) -> bool {
    let is_of_response = matches!(expression, Expr::Attribute(attribute)
        if matches!(site.value(attribute.value.as_ref()), Value::Platform(Platform::Response { .. })));
    !is_of_response && matches!(site.value(expression), Value::Platform(Platform::Headers { .. }))
}

/// Where old code got pairs, `.items()` gives them.
fn pairs(site: &Site<'_, '_>, raw: bool, fixes: &mut Fixes<'_>) {
    let here = site.expression.range();
    let takes_pairs = match site.ancestors.last() {
        Some(AnyNodeRef::StmtFor(branch)) if branch.iter.range() == here => raw || is_pair(&branch.target),
        Some(AnyNodeRef::Comprehension(part)) if part.iter.range() == here => raw || is_pair(&part.target),
        // `list(request.headers)` of a raw object.
        Some(AnyNodeRef::Arguments(arguments)) if raw && arguments.args.len() == 1 => match site.parent() {
            Some(AnyNodeRef::ExprCall(call)) => ["list", "tuple", "sorted", "enumerate"]
                .iter()
                .any(|name| site.module.scopes.is_builtin(&call.func, name)),
            _ => false,
        },
        _ => false,
    };
    if takes_pairs {
        let end = site.module.with_parentheses(site.expression, parent_range(site)).end();
        let edits = vec![Edit::insert(end.to_usize(), ".items()")];
        fixes.add(site, Fix::safe("pairs come from `.items()`", REASON, edits));
    }
}

fn parent_range(site: &Site<'_, '_>) -> TextRange {
    match site.ancestors.last() {
        Some(AnyNodeRef::Arguments(arguments)) => shrink(arguments.range),
        Some(node) => node.range(),
        None => site.expression.range(),
    }
}

fn is_pair(target: &Expr) -> bool {
    matches!(target, Expr::Tuple(tuple) if tuple.elts.len() == 2)
        || matches!(target, Expr::List(list) if list.elts.len() == 2)
}

fn method(
    site: &Site<'_, '_>,
    call: &ExprCall,
    attribute: &ExprAttribute,
    fixes: &mut Fixes<'_>,
    proposals: &mut Proposals,
) {
    let name = attribute.attr.as_str();
    let after_receiver = TextRange::new(dot(site.module, attribute), call.end());
    match name {
        "has" => {
            let [key] = call.arguments.args.as_ref() else { return };
            fixes.add(site, has(site, call, attribute, key));
        }
        "to_py" if !site.module.has_comment(after_receiver) => {
            let edits = vec![Edit::delete(bytes(&after_receiver))];
            fixes.add(site, Fix::safe("`.to_py()` goes", REASON, edits));
        }
        "entries" => {
            let edits = vec![Edit::replace(bytes(&attribute.attr.range), "items")];
            fixes.add(site, Fix::safe("`.entries()` becomes `.items()`", REASON, edits));
        }
        "getAll" => {
            let edits = vec![Edit::replace(bytes(&attribute.attr.range), "get_all")];
            fixes.add(site, Fix::safe("`.getAll()` becomes `.get_all()`", REASON, edits));
        }
        // These exist on the JavaScript object alone.
        "set" | "append" | "delete" | "getSetCookie" => {
            let Expr::Attribute(headers) = attribute.value.as_ref() else {
                fixes.manual(
                    proposals,
                    call.start(),
                    format!("{REASON} They have no `{name}`."),
                    "change the headers of `.js_object`",
                );
                return;
            };
            let edits = vec![Edit::insert(dot(site.module, headers).to_usize(), ".js_object")];
            fixes.add(site, Fix::safe(format!("`{name}` is asked of the JavaScript object"), REASON, edits));
        }
        "forEach" => fixes.manual(
            proposals,
            call.start(),
            format!("{REASON} They have no `forEach`."),
            "write a loop over `.items()`",
        ),
        _ => {}
    }
}

/// `headers.has(key)`.
fn has(site: &Site<'_, '_>, call: &ExprCall, attribute: &ExprAttribute, key: &Expr) -> Fix {
    if let Some(edits) = contains(site, call, &attribute.value, key) {
        return Fix::safe("`headers.has` becomes `in`", REASON, edits);
    }
    // The key is something that other changes may touch: it stays where it is.
    let is_free = site.takes(OperatorPrecedence::ComparisonsMembershipIdentity);
    let (open, close) = if is_free { ("", "") } else { ("(", ")") };
    let edits = vec![
        Edit::insert(call.start().to_usize(), open),
        Edit::replace(bytes(&attribute.attr.range), "get"),
        Edit::insert(call.end().to_usize(), format!(" is not None{close}")),
    ];
    Fix::safe("`headers.has` becomes a test of `get`", REASON, edits)
}
