//! PW405: `fetch` of stubs and service bindings takes its options as keywords.
//! Border: the options' own text; values inside stay as they are.
use ruff_python_ast::{Expr, ExprCall, ExprDict};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::codemods::rewriting::{Fix, Fixes, Site, Wrappers, each_site, outdent, peel, shrink};
use crate::codemods::values::{Platform, Value, literal_text};
use crate::codemods::workflow_steps::is_identifier;
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct StubFetch;

static META: Meta = Meta {
    rule: Rule::new("PW405", "stub-fetch"),
    summary: "fetch of stubs and service bindings takes options as keywords",
    page: include_str!("../../../codemods/PW405-stub-fetch/page.md"),
    needles: &["fetch"],
};

const REASON: &str =
    "`fetch` of a stub, a service binding or ASSETS takes one positional argument today; options are keywords.";

impl Codemod for StubFetch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            if let Expr::Call(call) = site.expression
                && takes_keywords(site, call)
            {
                visit(site, call, context.wrappers(), fixes, proposals);
            }
        });
    }
}

/// Whether the call is of the SDK's `fetch`, directly or through a stub.
fn takes_keywords(site: &Site<'_, '_>, call: &ExprCall) -> bool {
    match site.value(call.func.as_ref()) {
        Value::Method(receiver, name) => {
            name == "fetch" && matches!(receiver.platform(), Some(Platform::Stub | Platform::Binding(_)))
        }
        Value::Dotted(name) => name == "workers.fetch",
        _ => false,
    }
}

fn visit(site: &Site<'_, '_>, call: &ExprCall, wrappers: &Wrappers, fixes: &mut Fixes<'_>, proposals: &mut Proposals) {
    let [_, options] = call.arguments.args.as_ref() else { return };
    if options.is_starred_expr() {
        return;
    }
    let inner =
        peel(site, options, wrappers).filter(|peeled| peeled.call.is_none()).map_or(options, |peeled| peeled.inner);
    let edits = match inner {
        Expr::Dict(dict) => keywords(site, call, options, dict),
        _ => spread(site, call, options, inner),
    };
    match edits {
        Some(edits) => fixes.add(site, Fix::safe("the options of `fetch` become keywords", REASON, edits)),
        None => fixes.manual(
            proposals,
            options.start(),
            REASON,
            "write the options as keywords: fetch(url, method=…, headers=…, body=…)",
        ),
    }
}

/// `{"method": "POST"}` becomes `method="POST"`.
fn keywords(site: &Site<'_, '_>, call: &ExprCall, options: &Expr, dict: &ExprDict) -> Option<Vec<Edit>> {
    let module = site.module;
    let whole = module.with_parentheses(options, shrink(call.arguments.range));
    let mut names = Vec::new();
    for item in &dict.items {
        if let Some(key) = &item.key {
            let name = literal_text(key).filter(|name| is_identifier(name))?;
            if names.contains(&name) {
                return None;
            }
            names.push(name);
        }
    }
    let first = dict.items.first();
    let Some(first) = first else {
        let url = module.with_parentheses(call.arguments.args.first()?, shrink(call.arguments.range));
        return Some(vec![Edit::delete(bytes(&TextRange::new(url.end(), whole.end())))]);
    };
    let mut edits = Vec::new();
    let start_of = |key: Option<&Expr>, value: &Expr| {
        // `**other` begins two bytes before its value, whatever stands between.
        key.map_or_else(|| stars(module.text(), value.start()), Ranged::start)
    };
    let first_start = start_of(first.key.as_ref(), &first.value);
    edits.push(Edit::delete(bytes(&TextRange::new(whole.start(), first_start))));
    for item in &dict.items {
        if let Some(key) = &item.key {
            let value = module.with_parentheses(&item.value, TextRange::new(key.end(), dict.range.end()));
            let name = literal_text(key)?;
            let range = TextRange::new(key.start(), value.start());
            if module.has_comment(range) {
                return None;
            }
            edits.push(Edit::replace(bytes(&range), format!("{name}=")));
        }
    }
    let last = dict.items.last()?;
    let last_start = last.key.as_ref().map_or(last.value.start(), Ranged::end);
    let end = module.with_parentheses(&last.value, TextRange::new(last_start, dict.range.end())).end();
    let tail = TextRange::new(end, whole.end());
    let head = TextRange::new(whole.start(), first.value.start());
    if module.has_comment(tail) || module.has_comment(head) {
        return None;
    }
    edits.push(Edit::delete(bytes(&tail)));
    edits.extend(outdent(module, whole.start(), TextRange::new(first_start, end)));
    Some(edits)
}

fn stars(text: &str, value: TextSize) -> TextSize {
    let before = text[..value.to_usize()].trim_end();
    let at = before.strip_suffix("**").map_or(value.to_usize(), str::len);
    TextSize::try_from(at).unwrap_or(value)
}

/// `options` becomes `**options`, if it is a dictionary.
fn spread(site: &Site<'_, '_>, call: &ExprCall, options: &Expr, inner: &Expr) -> Option<Vec<Edit>> {
    let value = site.value(inner);
    let is_dictionary = match value {
        Value::Mapping(mapping) => mapping.keys.keys().all(|key| is_identifier(key)),
        _ => false,
    };
    if !is_dictionary {
        return None;
    }
    let inside = shrink(call.arguments.range);
    let whole = site.module.with_parentheses(options, inside);
    let head = TextRange::new(whole.start(), inner.start());
    let tail = TextRange::new(inner.end(), whole.end());
    if site.module.has_comment(head) || site.module.has_comment(tail) {
        return None;
    }
    Some(vec![Edit::replace(bytes(&head), "**"), Edit::delete(bytes(&tail))])
}
