//! PW402: arguments of binding calls are plain Python: `to_js` and its like around them go.
//! Border: a conversion goes where every way of its value ends in such calls; elsewhere it stays.
use ruff_python_ast::{AnyNodeRef, Expr};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::rewriting::{
    Fix, Fixes, Peeled, Site, Wrappers, each_site, flows_into_bindings, holds_tuple, peel, peel_call, receiver_call,
    unwrap,
};
use crate::codemods::values::{Bound, FunctionPlace, Origins, Platform, Value};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::config::BindingKind;
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct BindingArguments;

static META: Meta = Meta {
    rule: Rule::new("PW402", "binding-arguments"),
    summary: "arguments of binding calls need no conversion",
    page: include_str!("../../../codemods/PW402-binding-arguments/page.md"),
    needles: &["to_js", "fromEntries", "JSON.parse", "JSON", "Object", "js("],
};

const JSON_REASON: &str = "The SDK writes plain Python as JSON by itself. The text gets the spacing of json.dumps (`{\"a\": 1}`): \
     the same document, other bytes.";

const REASON: &str = "The SDK converts what a binding is called with by itself.";

impl Codemod for BindingArguments {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            visit(context, site, context.wrappers(), fixes, proposals);
        });
    }
}

fn visit<'a>(
    context: &Context<'a>,
    site: &Site<'_, 'a>,
    wrappers: &Wrappers,
    fixes: &mut Fixes<'_>,
    proposals: &mut Proposals,
) {
    batch(context, site, wrappers, fixes, proposals);
    let Some(peeled) = peel(site, site.expression, wrappers) else { return };
    if is_json_of_response(site) {
        if let Some(edits) = edits(site, peeled) {
            let title = format!("`{}(…)` around what Response.json takes goes", callee(site));
            fixes.add(site, Fix::review(title, JSON_REASON, edits));
        }
        return;
    }
    if is_inside_conversion(site, wrappers)
        || is_inside_wrapper(site, wrappers)
        || is_returned_parameter(site, peeled.inner)
        || !flows_into_bindings(context, site)
    {
        return;
    }
    if keeps_tuples(peeled) {
        return;
    }
    if let Some(edits) = edits(site, peeled) {
        fixes.add(site, Fix::safe(format!("`{}(…)` around an argument goes", callee(site)), REASON, edits));
    }
}

/// What a conversion is called where it stands.
fn callee<'a>(site: &Site<'_, 'a>) -> &'a str {
    site.module.slice(match site.expression {
        Expr::Call(call) => call.func.as_ref(),
        other => other,
    })
}

/// `workers.Response.json(to_js(…))`.
fn is_json_of_response(site: &Site<'_, '_>) -> bool {
    let Some(AnyNodeRef::ExprCall(call)) = site.parent() else { return false };
    let is_first = call.arguments.args.first().is_some_and(|first| first.range() == site.expression.range());
    let names = ["workers.Response.json", "workers.Response.from_json"];
    is_first && site.qualified(&call.func).is_some_and(|name| names.contains(&name.as_str()))
}

/// Whether a conversion has to stay: a tuple cannot be sent, it makes a list of it.
fn keeps_tuples(peeled: Peeled<'_>) -> bool {
    match peeled {
        Peeled { inner: Expr::Tuple(tuple), call: Some(_) } => tuple.elts.iter().any(holds_tuple),
        Peeled { call: Some("dict"), .. } => false,
        Peeled { inner, .. } => holds_tuple(inner),
    }
}

/// Takes the conversion away, or puts `dict` or `list` in its place.
fn edits(site: &Site<'_, '_>, peeled: Peeled<'_>) -> Option<Vec<Edit>> {
    let edits = unwrap(site, site.expression, peeled.inner)?;
    let Some(name) = peeled.call else { return Some(edits) };
    let module = site.module;
    let (start, end) = (site.expression.start(), site.expression.end());
    let inner = peeled.inner.range();
    let head = TextRange::new(start, inner.start());
    let tail = TextRange::new(inner.end(), end);
    (!module.has_comment(head) && !module.has_comment(tail)).then(|| {
        let is_generator = matches!(peeled.inner, Expr::Generator(generator) if generator.parenthesized);
        let (open, close) = if is_generator { (name.to_owned(), "") } else { (format!("{name}("), ")") };
        vec![Edit::replace(bytes(&head), open), Edit::replace(bytes(&tail), close)]
    })
}

/// Whether a conversion around takes this one along: `Object.fromEntries(to_js(pairs))`.
fn is_inside_conversion(site: &Site<'_, '_>, wrappers: &Wrappers) -> bool {
    site.ancestors.iter().rev().any(|node| match node {
        AnyNodeRef::ExprCall(call) => peel_call(site, call, wrappers)
            .is_some_and(|outer| !outer.inner.range().contains_range(site.expression.range())),
        _ => false,
    })
}

/// A wrapper's own conversion goes with the wrapper.
fn is_inside_wrapper(site: &Site<'_, '_>, wrappers: &Wrappers) -> bool {
    match site.function() {
        Some(AnyNodeRef::StmtFunctionDef(function)) => {
            wrappers.has(&FunctionPlace { path: site.path.to_owned(), range: function.range })
        }
        _ => false,
    }
}

/// A converter of the project's own, `return to_js(value)` behind a guard, stays what it is.
fn is_returned_parameter(site: &Site<'_, '_>, inner: &Expr) -> bool {
    let Expr::Name(name) = inner else { return false };
    let Some(AnyNodeRef::StmtFunctionDef(function)) = site.function() else { return false };
    matches!(site.ancestors.last(), Some(AnyNodeRef::StmtReturn(_)))
        && function.parameters.iter().any(|parameter| parameter.name().as_str() == name.id.as_str())
}

/// `DB.batch(…)` does not take a JavaScript array: what still is one has to be reported.
fn batch<'a>(
    context: &Context<'a>,
    site: &Site<'_, 'a>,
    wrappers: &Wrappers,
    fixes: &mut Fixes<'_>,
    proposals: &mut Proposals,
) {
    let Some((call, attribute)) = receiver_call(site.expression) else { return };
    let is_database = matches!(
        site.value(attribute.value.as_ref()),
        Value::Platform(Platform::Binding(Bound::Known(BindingKind::D1)))
    );
    let [argument] = call.arguments.args.as_ref() else { return };
    let may_be_javascript = match site.value(argument) {
        Value::Mixed(origins) => origins.has(Origins::JS),
        value => *value == Value::JS,
    };
    if attribute.attr.as_str() != "batch" || !is_database || !may_be_javascript {
        return;
    }
    // The conversion goes by itself, here or where the name gets its value.
    let goes = match peel(site, argument, wrappers) {
        Some(peeled) => !keeps_tuples(peeled),
        None => matches!(argument, Expr::Name(_)) && is_local_conversion(context, site, argument, wrappers),
    };
    if !goes {
        fixes.manual(
            proposals,
            argument.start(),
            "`batch` takes a Python list of statements today; a JavaScript array raises.",
            "hand over the list itself",
        );
    }
}

/// Whether a name gets its value from a conversion that goes.
fn is_local_conversion<'a>(context: &Context<'a>, site: &Site<'_, 'a>, name: &Expr, wrappers: &Wrappers) -> bool {
    let Some(binding) = site.module.scopes.meaning(name.start()) else { return false };
    let sites: Vec<TextRange> =
        site.module.scopes.binding(binding).sites.iter().map(|assigned| assigned.range).collect();
    let mut goes = false;
    crate::codemods::rewriting::expressions(site.module.syntax(), &mut |expression, ancestors| {
        let Some(AnyNodeRef::StmtAssign(assignment)) = ancestors.last() else { return };
        let [target] = assignment.targets.as_slice() else { return };
        if expression.range() != assignment.value.range() || !sites.contains(&target.range()) {
            return;
        }
        let here = Site { expression, ancestors, ..*site };
        goes |= peel(&here, expression, wrappers).is_some() && flows_into_bindings(context, &here);
    });
    goes
}
