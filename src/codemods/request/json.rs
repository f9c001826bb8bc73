//! PW201: the JSON of a request is plain Python: subscripts instead of attributes, no conversions.
//! Border: values of `await request.json()` and of other workers' responses, wherever they go.
use ruff_python_ast::{AnyNodeRef, Expr, ExprAttribute, ExprCall, OperatorPrecedence};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::rewriting::{
    Converters, Fix, Fixes, Kind, Outcome, Site, caught, contains, conversions, dot, each_site, is_caught, known,
    precedence_of, shrink,
};
use crate::codemods::values::{Platform, Value, literal_text};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct RequestJson;

static META: Meta = Meta {
    rule: Rule::new("PW201", "request-json"),
    summary: "the JSON of a request is read as plain Python",
    page: include_str!("../../../codemods/PW201-request-json/page.md"),
    needles: &[".json(", "to_py", "getattr(", "hasattr("],
};

impl Codemod for RequestJson {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            visit(site, context.converters(), fixes, proposals);
        });
    }
}

const REASON: &str = "The JSON of a request is plain Python today: a dictionary has no attributes for its keys.";

fn visit(site: &Site<'_, '_>, converters: &Converters<'_>, fixes: &mut Fixes<'_>, proposals: &mut Proposals) {
    if is_inside_converter(site, converters) {
        return;
    }
    match conversions(site, Kind::Json, false) {
        Some(Outcome::Fix(fix)) => fixes.add(site, fix),
        Some(Outcome::Manual(reason, next)) => fixes.manual(proposals, site.expression.start(), reason, next),
        None => match site.expression {
            Expr::Attribute(attribute) => field(site, attribute, fixes),
            Expr::Call(call) => builtin(site, call, fixes, proposals),
            _ => {}
        },
    }
}

/// A conversion of a converter's own parameter is PW404's.
pub fn is_inside_converter(site: &Site<'_, '_>, converters: &Converters<'_>) -> bool {
    if converters.is_empty() {
        return false;
    }
    let Some(AnyNodeRef::StmtFunctionDef(function)) = site.function() else { return false };
    let expression = match site.expression {
        // `x.to_py() if hasattr(x, "to_py") else x`
        Expr::If(branch) => branch.test.as_ref(),
        other => other,
    };
    let subject = match expression {
        Expr::UnaryOp(negated) => match negated.operand.as_ref() {
            Expr::Call(call) => call.arguments.args.first().unwrap_or(site.expression),
            _ => return false,
        },
        Expr::Call(call) => match call.func.as_ref() {
            Expr::Attribute(attribute) if attribute.attr.as_str() == "to_py" => attribute.value.as_ref(),
            _ => match call.arguments.args.first() {
                Some(Expr::Call(inner)) => inner.arguments.args.first().unwrap_or(site.expression),
                Some(first) => first,
                None => return false,
            },
        },
        Expr::Attribute(attribute) => attribute.value.as_ref(),
        _ => return false,
    };
    converters.converts(site.path, function.range, subject)
}

fn is_json(site: &Site<'_, '_>, expression: &Expr) -> bool {
    *site.value(expression) == Value::Platform(Platform::Json)
}

/// `payload.name` becomes `payload["name"]`.
fn field(site: &Site<'_, '_>, attribute: &ExprAttribute, fixes: &mut Fixes<'_>) {
    let name = attribute.attr.as_str();
    let is_field = !site.is_callee() && !name.starts_with("__") && !["to_py", "constructor"].contains(&name);
    if !is_field || !is_json(site, &attribute.value) {
        return;
    }
    let start = dot(site.module, attribute);
    let range = TextRange::new(start, attribute.end());
    if site.module.has_comment(range) {
        return;
    }
    let mut edits = vec![Edit::replace(bytes(&range), format!("[{}]", site.quoted(name)))];
    edits.extend(key_errors(site));
    fixes.add(site, Fix::safe(format!("`.{name}` becomes a subscript"), REASON, edits));
}

/// A missing attribute raised AttributeError, a missing key raises KeyError: handlers around catch both.
fn key_errors(site: &Site<'_, '_>) -> Vec<Edit> {
    let Some(handler) = is_caught(site, &["AttributeError"], &["KeyError", "LookupError"]) else { return Vec::new() };
    match (handler.type_.as_deref(), caught(handler).last()) {
        (Some(Expr::Tuple(_)), Some(last)) => vec![Edit::insert(last.end().to_usize(), ", KeyError")],
        (Some(kind), _) => {
            vec![Edit::insert(kind.start().to_usize(), "("), Edit::insert(kind.end().to_usize(), ", KeyError)")]
        }
        _ => Vec::new(),
    }
}

/// `hasattr(payload, "x")`, `getattr(payload, "x", d)`.
fn builtin(site: &Site<'_, '_>, call: &ExprCall, fixes: &mut Fixes<'_>, proposals: &mut Proposals) {
    let scopes = &site.module.scopes;
    let [subject, key, rest @ ..] = call.arguments.args.as_ref() else { return };
    if !call.arguments.keywords.is_empty() || known(site.value(subject), Kind::Json).is_none() {
        return;
    }
    let is_plain = is_json(site, subject);
    let names_a_method = literal_text(key).is_none_or(|name| {
        name.starts_with("__") || ["to_py", "keys", "items", "values", "get", "length", "append"].contains(&name)
    });
    if scopes.is_builtin(&call.func, "hasattr") && is_plain {
        // A test for a method asks what kind of object it is.
        if names_a_method && literal_text(key).is_some() {
            return;
        }
        match contains(site, call, subject, key) {
            Some(edits) => fixes.add(site, Fix::safe("`hasattr` becomes `in`", REASON, edits)),
            None => fixes.manual(proposals, call.start(), format!("{REASON} `hasattr` finds no key."), "ask with `in`"),
        }
    } else if scopes.is_builtin(&call.func, "getattr") && is_plain && rest.len() <= 1 {
        if names_a_method && literal_text(key).is_some() {
            return;
        }
        match get(site, call, subject, key, rest.first()) {
            Some(edits) => {
                let title = if rest.is_empty() { "`getattr` becomes a subscript" } else { "`getattr` becomes `.get`" };
                fixes.add(site, Fix::safe(title, REASON, edits));
            }
            None => fixes.manual(
                proposals,
                call.start(),
                format!("{REASON} `getattr` finds no key."),
                "read it with `.get`; a comment stands in the way of doing it here",
            ),
        }
    }
}

fn get(site: &Site<'_, '_>, call: &ExprCall, subject: &Expr, key: &Expr, default: Option<&Expr>) -> Option<Vec<Edit>> {
    let module = site.module;
    if module.has_comment(call.range()) {
        return None;
    }
    let inside = shrink(call.arguments.range);
    let subject_range = module.with_parentheses(subject, inside);
    let key_range = module.with_parentheses(key, inside);
    let is_primary = subject_range != subject.range() || precedence_of(subject) >= OperatorPrecedence::CallAttribute;
    let (open, close) = if is_primary { ("", "") } else { ("(", ")") };
    let head = TextRange::new(call.start(), subject_range.start());
    let joint = TextRange::new(subject_range.end(), key_range.start());
    let mut edits = vec![Edit::replace(bytes(&head), open)];
    match default {
        None => {
            edits.push(Edit::replace(bytes(&joint), format!("{close}[")));
            edits.push(Edit::replace(bytes(&TextRange::new(key_range.end(), call.end())), "]"));
        }
        Some(default) => {
            edits.push(Edit::replace(bytes(&joint), format!("{close}.get(")));
            if default.is_none_literal_expr() {
                let range = module.with_parentheses(default, inside);
                edits.push(Edit::delete(bytes(&TextRange::new(key_range.end(), range.end()))));
            }
        }
    }
    Some(edits)
}
