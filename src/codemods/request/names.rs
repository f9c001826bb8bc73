//! PW204: attributes and methods of the request, its form and wrapped responses have the wrapper's names.
//! Border: names; what they give is the same.
use ruff_python_ast::{AnyNodeRef, Expr, ExprAttribute, ExprCall};
use ruff_text_size::Ranged;

use crate::codemods::rewriting::{Fix, Fixes, Site, contains, dot, each_site, receiver_call};
use crate::codemods::values::{Platform, Value};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct WrapperNames;

static META: Meta = Meta {
    rule: Rule::new("PW204", "wrapper-names"),
    summary: "requests, forms and responses have the wrapper's names",
    page: include_str!("../../../codemods/PW204-wrapper-names/page.md"),
    needles: &[
        "formData",
        "arrayBuffer",
        "bodyUsed",
        "isHistoryNavigation",
        "referrerPolicy",
        "statusText",
        "signal",
        "webSocket",
        "getAll",
        ".has(",
        ".entries(",
        "form",
        "to_py",
    ],
};

/// Names of the JavaScript object and of the wrapper.
const RENAMED: &[(&str, &str)] = &[
    ("formData", "form_data"),
    ("arrayBuffer", "buffer"),
    ("bodyUsed", "body_used"),
    ("isHistoryNavigation", "is_history_navigation"),
    ("referrerPolicy", "referrer_policy"),
    ("statusText", "status_text"),
];

/// Names that only the JavaScript object has.
const RAW_ONLY: &[&str] = &["signal", "duplex", "webSocket", "encodeBody", "fetcher"];

impl Codemod for WrapperNames {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            match site.expression {
                Expr::Attribute(attribute) if is_wrapper(site, &attribute.value) => {
                    member(site, attribute, fixes, proposals);
                }
                Expr::Attribute(attribute)
                    if matches!(site.value(attribute.value.as_ref()), Value::Platform(Platform::FormValue)) =>
                {
                    file(site, attribute, fixes);
                }
                expression => {
                    if let Expr::Call(call) = expression {
                        asked(site, call, fixes);
                    }
                    if let Some((call, attribute)) = receiver_call(expression)
                        && matches!(site.value(attribute.value.as_ref()), Value::Platform(Platform::Form { .. }))
                    {
                        form(site, call, attribute, fixes, proposals);
                    }
                }
            }
            if let Value::Platform(Platform::Form { raw: true }) = site.value(site.expression) {
                pairs(site, fixes);
            }
        });
    }
}

/// Whether an expression is a request or a response. Responses that have a name are PW304's.
fn is_wrapper(site: &Site<'_, '_>, expression: &Expr) -> bool {
    match site.value(expression) {
        Value::Platform(Platform::Request { .. }) => true,
        Value::Platform(Platform::Response { .. }) => !expression.is_name_expr(),
        _ => false,
    }
}

fn member(site: &Site<'_, '_>, attribute: &ExprAttribute, fixes: &mut Fixes<'_>, proposals: &mut Proposals) {
    let name = attribute.attr.as_str();
    if !attribute.ctx.is_load() {
        return;
    }
    if let Some((_, new)) = RENAMED.iter().find(|(old, _)| *old == name) {
        let reason = format!("The SDK's wrapper calls it `{new}`; it has no `{name}`.");
        let edits = vec![Edit::replace(bytes(&attribute.attr.range), *new)];
        fixes.add(site, Fix::safe(format!("`{name}` becomes `{new}`"), reason, edits));
    } else if RAW_ONLY.contains(&name) {
        let reason = format!("The SDK's wrapper has no `{name}`, only the object inside it has.");
        let edits = vec![Edit::insert(dot(site.module, attribute).to_usize(), ".js_object")];
        fixes.add(site, Fix::safe(format!("`{name}` is asked of the JavaScript object"), reason, edits));
    } else if name == "to_py" {
        fixes.manual(
            proposals,
            attribute.start(),
            "A request is a wrapper of the SDK today and has no `to_py`.",
            "read what is needed from the wrapper",
        );
    }
}

/// A file of a form: `workers.File` has few of the names of JavaScript's.
fn file(site: &Site<'_, '_>, attribute: &ExprAttribute, fixes: &mut Fixes<'_>) {
    let name = attribute.attr.as_str();
    let edit = match name {
        "type" => Edit::replace(bytes(&attribute.attr.range), "content_type"),
        "arrayBuffer" | "stream" | "lastModified" => Edit::insert(dot(site.module, attribute).to_usize(), ".js_object"),
        _ => return,
    };
    let title = format!("`{name}` of a file gets the name that it has today");
    fixes.add(
        site,
        Fix::safe(title, format!("A file of a form is a `workers.File` today; it has no `{name}`."), vec![edit]),
    );
}

/// `hasattr(request, "arrayBuffer")`: the name in quotes is the wrapper's too.
fn asked(site: &Site<'_, '_>, call: &ExprCall, fixes: &mut Fixes<'_>) {
    let scopes = &site.module.scopes;
    let asks = ["hasattr", "getattr"].iter().any(|name| scopes.is_builtin(&call.func, name));
    let (true, [subject, Expr::StringLiteral(literal), ..]) = (asks, call.arguments.args.as_ref()) else { return };
    let name = literal.value.to_str();
    let new = match site.value(subject) {
        _ if is_wrapper(site, subject) => RENAMED.iter().find(|(old, _)| *old == name).map(|(_, new)| *new),
        Value::Platform(Platform::FormValue) => ["arrayBuffer", "stream"].contains(&name).then_some("js_object"),
        _ => None,
    };
    let quoted = bytes(literal);
    let (Some(new), true) = (new, quoted.len() == name.len() + 2) else { return };
    let is_file = new == "js_object";
    if is_file && !scopes.is_builtin(&call.func, "hasattr") {
        return;
    }
    let reason = format!("The SDK's wrapper calls it `{new}`; it has no `{name}`.");
    let edits = vec![Edit::replace(quoted.start + 1..quoted.end - 1, new)];
    fixes.add(site, Fix::safe(format!("`{name}` in quotes becomes `{new}`"), reason, edits));
}

const FORM: &str = "A form is a Python mapping of the SDK today.";

fn form(
    site: &Site<'_, '_>,
    call: &ExprCall,
    attribute: &ExprAttribute,
    fixes: &mut Fixes<'_>,
    proposals: &mut Proposals,
) {
    let renamed = match attribute.attr.as_str() {
        "getAll" => "get_all",
        "entries" => "items",
        "has" => {
            let [key] = call.arguments.args.as_ref() else { return };
            match contains(site, call, &attribute.value, key) {
                Some(edits) => fixes.add(site, Fix::safe("`form.has` becomes `in`", FORM, edits)),
                None => fixes.manual(proposals, call.start(), format!("{FORM} It has no `has`."), "ask with `in`"),
            }
            return;
        }
        "set" => {
            fixes.manual(proposals, call.start(), format!("{FORM} It has no `set`."), "assign to a subscript");
            return;
        }
        "to_py" => {
            fixes.manual(proposals, call.start(), format!("{FORM} It has no `to_py`."), "use `dict(form.items())`");
            return;
        }
        _ => return,
    };
    let title = format!("`.{}()` becomes `.{renamed}()`", attribute.attr);
    fixes.add(site, Fix::safe(title, FORM, vec![Edit::replace(bytes(&attribute.attr.range), renamed)]));
}

/// Iterating over a raw form gave pairs.
fn pairs(site: &Site<'_, '_>, fixes: &mut Fixes<'_>) {
    let here = site.expression.range();
    let is_iterated = match site.ancestors.last() {
        Some(AnyNodeRef::StmtFor(branch)) => branch.iter.range() == here,
        Some(AnyNodeRef::Comprehension(part)) => part.iter.range() == here,
        _ => false,
    };
    if is_iterated && matches!(site.expression, Expr::Name(_)) {
        let edits = vec![Edit::insert(here.end().to_usize(), ".items()")];
        fixes.add(site, Fix::safe("pairs come from `.items()`", FORM, edits));
    }
}
