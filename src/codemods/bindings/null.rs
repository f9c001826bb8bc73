//! PW403: what is missing is `None`: tests against `jsnull` and its text become tests against `None`.
//! Border: values of bindings and of request JSON; what JavaScript functions give may still be `jsnull`.
use ruff_python_ast::{AnyNodeRef, BoolOp, CmpOp, Expr, ExprBoolOp, ExprCall, ExprCompare, OperatorPrecedence};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::rewriting::{Fix, Fixes, Kind, Known, Site, each_site, known, shrink};
use crate::codemods::values::{Platform, Value, literal_text};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct BindingNull;

static META: Meta = Meta {
    rule: Rule::new("PW403", "binding-null"),
    summary: "what is missing is None, not jsnull",
    page: include_str!("../../../codemods/PW403-binding-null/page.md"),
    needles: &["jsnull", "JsNull", "null", "undefined"],
};

impl Codemod for BindingNull {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        each_site(context, &META.rule, proposals, &mut |site, fixes, _| match site.expression {
            Expr::Compare(comparison) => compare(site, comparison, fixes),
            Expr::Call(call) => instance(site, call, fixes),
            _ => {}
        });
    }
}

/// A value that is `None` today where it was `jsnull`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Certain,
    Untraced,
}

fn missing(site: &Site<'_, '_>, expression: &Expr) -> Option<Missing> {
    let value = site.value(expression);
    match known(value, Kind::Native).or_else(|| known(value, Kind::Json)) {
        Some(Known::Plain) => Some(Missing::Certain),
        Some(Known::Untraced) => Some(Missing::Untraced),
        Some(Known::Either) => None,
        None => match value {
            Value::Platform(Platform::StoredObject | Platform::Instance | Platform::Cursor) => Some(Missing::Certain),
            _ => None,
        },
    }
}

fn fix(standing: Missing, edits: Vec<Edit>) -> Fix {
    let title = "the test is against None";
    match standing {
        Missing::Certain => {
            Fix::safe(title, "What is missing is None today: a test against jsnull never finds it.", edits)
        }
        Missing::Untraced => Fix::review(
            title,
            "What is tested cannot be traced; if it comes from a binding or a request, it is None today and never jsnull.",
            edits,
        ),
    }
}

fn compare(site: &Site<'_, '_>, comparison: &ExprCompare, fixes: &mut Fixes<'_>) {
    let ([operator], [right]) = (comparison.ops.as_ref(), comparison.comparators.as_ref()) else { return };
    let left = comparison.left.as_ref();
    let is_negative = match operator {
        CmpOp::Is | CmpOp::Eq | CmpOp::In => false,
        CmpOp::IsNot | CmpOp::NotEq | CmpOp::NotIn => true,
        _ => return,
    };
    let is_membership = matches!(operator, CmpOp::In | CmpOp::NotIn);
    let test = if is_negative { " is not None" } else { " is None" };
    if !is_membership {
        let (tested, null) = match (is_null(site, left), is_null(site, right)) {
            (false, true) => (left, right),
            (true, false) => (right, left),
            _ => {
                text_test(site, comparison, left, right, test, fixes);
                return;
            }
        };
        let Some(standing) = missing(site, tested) else { return };
        if let Some(edits) = redundant(site, tested, is_negative) {
            fixes.add(site, fix(standing, edits));
            return;
        }
        let is_identity = matches!(operator, CmpOp::Is | CmpOp::IsNot);
        let edits = if is_identity {
            vec![Edit::replace(bytes(null), "None")]
        } else if null.range() == right.range() {
            let end = site.module.with_parentheses(tested, comparison.range).end();
            vec![Edit::replace(bytes(&TextRange::new(end, comparison.range.end())), test)]
        } else {
            return;
        };
        fixes.add(site, fix(standing, edits));
        return;
    }
    text_test(site, comparison, left, right, test, fixes);
}

/// `str(x) == "null"`, `str(x) in ("null", "undefined")`.
fn text_test(
    site: &Site<'_, '_>,
    comparison: &ExprCompare,
    left: &Expr,
    right: &Expr,
    test: &str,
    fixes: &mut Fixes<'_>,
) {
    let Expr::Call(call) = left else { return };
    let [tested] = call.arguments.args.as_ref() else { return };
    if !site.module.scopes.is_builtin(&call.func, "str") || !call.arguments.keywords.is_empty() {
        return;
    }
    let texts: Vec<&Expr> = match right {
        Expr::Tuple(tuple) => tuple.elts.iter().collect(),
        Expr::List(list) => list.elts.iter().collect(),
        Expr::Set(set) => set.elts.iter().collect(),
        other => vec![other],
    };
    let names_null =
        |text: &&Expr| literal_text(text).is_some_and(|text| ["null", "undefined", "jsnull"].contains(&text));
    if texts.is_empty() || !texts.iter().all(names_null) {
        return;
    }
    let Some(standing) = missing(site, tested) else { return };
    // Beside a test against None it does no harm, and a converter of all sorts of values may need it.
    if site.module.has_comment(comparison.range) || redundant(site, tested, test.contains("not")).is_some() {
        return;
    }
    let inner = site.module.with_parentheses(tested, shrink(call.arguments.range));
    let edits = vec![
        Edit::delete(bytes(&TextRange::new(comparison.range.start(), inner.start()))),
        Edit::replace(bytes(&TextRange::new(inner.end(), comparison.range.end())), test),
    ];
    fixes.add(site, fix(standing, edits));
}

/// `isinstance(x, JsNull)`.
fn instance(site: &Site<'_, '_>, call: &ExprCall, fixes: &mut Fixes<'_>) {
    let scopes = &site.module.scopes;
    let [tested, kind] = call.arguments.args.as_ref() else { return };
    let is_null_class = scopes.qualified(kind).is_some_and(|name| name == "pyodide.ffi.JsNull");
    if !scopes.is_builtin(&call.func, "isinstance") || !is_null_class || site.module.has_comment(call.range()) {
        return;
    }
    let Some(standing) = missing(site, tested) else { return };
    if redundant(site, tested, false).is_some() {
        return;
    }
    let inner = site.module.with_parentheses(tested, shrink(call.arguments.range));
    let head = TextRange::new(call.start(), inner.start());
    let tail = TextRange::new(inner.end(), call.end());
    let edits = match site.negation() {
        Some(negation) => vec![
            Edit::delete(bytes(&TextRange::new(negation.start(), inner.start()))),
            Edit::replace(bytes(&tail), " is not None"),
        ],
        None => {
            let is_free = site.takes(OperatorPrecedence::ComparisonsMembershipIdentity);
            let (open, close) = if is_free { ("", "") } else { ("(", ")") };
            vec![Edit::replace(bytes(&head), open), Edit::replace(bytes(&tail), format!(" is None{close}"))]
        }
    };
    fixes.add(site, fix(standing, edits));
}

/// Whether an expression is `jsnull` itself. `js.undefined` is `None` to Python already.
fn is_null(site: &Site<'_, '_>, expression: &Expr) -> bool {
    let is_named = matches!(expression, Expr::Name(_) | Expr::Attribute(_));
    let is_undefined = site.module.scopes.qualified(expression).is_some_and(|name| name == "js.undefined");
    is_named && !is_undefined && *site.value(expression) == Value::Platform(Platform::JsNull)
}

/// Beside `x is None` a test against jsnull says nothing more: it goes with its operator.
fn redundant(site: &Site<'_, '_>, tested: &Expr, is_negative: bool) -> Option<Vec<Edit>> {
    let Some(AnyNodeRef::ExprBoolOp(operation)) = site.ancestors.last() else { return None };
    let wanted = if is_negative { BoolOp::And } else { BoolOp::Or };
    let module = site.module;
    if operation.op != wanted || module.has_comment(operation.range) {
        return None;
    }
    let text = module.slice(tested);
    let says_so = |part: &Expr| match part {
        Expr::Compare(comparison) => {
            let operator = comparison.ops.first();
            comparison.ops.len() == 1
                && comparison.comparators.first().is_some_and(Expr::is_none_literal_expr)
                && module.slice(comparison.left.as_ref()) == text
                && matches!((operator, is_negative), (Some(CmpOp::Is), false) | (Some(CmpOp::IsNot), true))
        }
        _ => false,
    };
    if !operation.values.iter().any(says_so) {
        return None;
    }
    remove_operand(site, operation)
}

fn remove_operand(site: &Site<'_, '_>, operation: &ExprBoolOp) -> Option<Vec<Edit>> {
    let here = site.expression.range();
    let index = operation.values.iter().position(|part| part.range() == here)?;
    let whole = |part: &Expr| site.module.with_parentheses(part, operation.range);
    let own = whole(&operation.values[index]);
    let range = match index.checked_sub(1).and_then(|before| operation.values.get(before)) {
        Some(before) => TextRange::new(whole(before).end(), own.end()),
        None => TextRange::new(own.start(), whole(operation.values.get(1)?).start()),
    };
    Some(vec![Edit::delete(bytes(&range))])
}
