//! Conversions of values that are plain Python today: `.to_py()`, `JSON.stringify`, `Object.keys` and their like.
//! Border: the same for the JSON of a request (PW201) and for what bindings give (PW401); which one is asked for by `Kind`.
use ruff_python_ast::{AnyNodeRef, Expr, ExprAttribute, ExprCall, OperatorPrecedence};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::Import;
use crate::codemods::values::{Origins, Platform, Value};
use crate::plan::Edit;
use crate::python::bytes;

use super::place::shrink;
use super::proxy_tests::proxy_tests;
use super::statements::drop_assignment;
use super::text::{after, before, dot, json_dumps, precedence_of, unwrap};
use super::{Fix, Site, receiver_call};

/// Whose values are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The JSON of requests and of other workers' responses.
    Json,
    /// What bindings give, and values that cannot be traced.
    Native,
}

/// What is known of a converted value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Plain Python today.
    Plain,
    /// Plain Python or a JavaScript object.
    Either,
    /// Not traced.
    Untraced,
}

/// What to do about an expression.
#[derive(Debug)]
pub enum Outcome {
    /// A change.
    Fix(Fix),
    /// Something for a person: reason and next step.
    Manual(String, String),
}

/// What is known of `value`, if it is of the wanted kind.
pub fn known(value: &Value, kind: Kind) -> Option<Known> {
    match value {
        Value::Platform(Platform::Json) => (kind == Kind::Json).then_some(Known::Plain),
        Value::Platform(platform) if platform.is_plain() => (kind == Kind::Native).then_some(Known::Plain),
        Value::Mixed(origins) if origins.has(Origins::UNKNOWN) => (kind == Kind::Native).then_some(Known::Untraced),
        Value::Mixed(origins) => {
            let json = origins.has(Origins::JSON);
            let native = origins.has(Origins::NATIVE);
            let fits = if json { kind == Kind::Json } else { native && kind == Kind::Native };
            fits.then_some(if origins.has(Origins::JS) { Known::Either } else { Known::Plain })
        }
        _ => None,
    }
}

/// What `value` is, as the beginning of a sentence.
pub fn describe(value: &Value) -> &'static str {
    match value {
        Value::Platform(Platform::Json) => "The JSON of a request is plain Python today",
        Value::Platform(Platform::Rows | Platform::QueryResult) => {
            "Rows of a D1 query are Python lists and dictionaries today"
        }
        Value::Platform(Platform::Buffer) => "Bytes from a binding are a memoryview today",
        _ => "What a binding gives is plain Python today",
    }
}

/// What to do about a conversion at `site`, if its value is of the wanted kind.
pub fn conversions(site: &Site<'_, '_>, kind: Kind, own_to_py: bool) -> Option<Outcome> {
    if let Some(outcome) = proxy_tests(site, kind, own_to_py) {
        return Some(outcome);
    }
    if let Expr::Attribute(attribute) = site.expression {
        return length(site, attribute, kind);
    }
    let Expr::Call(call) = site.expression else { return None };
    let name = site.qualified(&call.func);
    match name.as_deref() {
        Some("json.loads") => return round_trip(site, call, kind),
        Some("js.JSON.stringify") => return stringify(site, call, kind),
        Some("js.Object.keys" | "js.Object.values" | "js.Object.entries" | "js.Array.from_" | "js.Array.from") => {
            return listing(site, call, name.as_deref().unwrap_or_default(), kind);
        }
        _ => {}
    }
    let (call, attribute) = receiver_call(site.expression)?;
    match attribute.attr.as_str() {
        "to_py" | "as_object_map" | "as_py_json" => to_py(site, call, attribute, kind, own_to_py),
        other => method(site, call, attribute, other, kind),
    }
}

/// `x.to_py()`.
fn to_py(
    site: &Site<'_, '_>,
    call: &ExprCall,
    attribute: &ExprAttribute,
    kind: Kind,
    own_to_py: bool,
) -> Option<Outcome> {
    let value = site.value(attribute.value.as_ref());
    // `Object.fromEntries(request.headers).to_py()` is PW202's.
    if let Expr::Call(inner) = attribute.value.as_ref()
        && site.qualified(&inner.func).as_deref() == Some("js.Object.fromEntries")
    {
        return None;
    }
    let name = attribute.attr.as_str();
    let title = format!("`.{name}()` goes");
    match known(value, kind)? {
        // An object of the project's own may have a method of that name.
        Known::Plain if own_to_py && matches!(value, Value::Mixed(_)) => None,
        Known::Plain => {
            let reason = format!("{}; `.{name}()` would raise AttributeError.", describe(value));
            let edits = drop_assignment(site, &attribute.value)
                .or_else(|| or_else(site, &attribute.value))
                .or_else(|| drop_call(site, call, attribute));
            Some(match edits {
                Some(edits) => Outcome::Fix(Fix::safe(title, reason, edits)),
                None => Outcome::Manual(reason, format!("take `.{name}()` away; a comment stands in the way")),
            })
        }
        _ if own_to_py || name != "to_py" => None,
        Known::Either => Some(either(site, &attribute.value, "has to be converted only where it is still a proxy")),
        Known::Untraced => {
            let reason = format!(
                "{}; if it comes from a binding or a request it is plain Python today and `.to_py()` raises AttributeError.",
                untraced(site, &attribute.value)
            );
            Some(match guarded(site, &attribute.value) {
                Some((edits, import)) => Outcome::Fix(
                    Fix::review("`.to_py()` only where the value is a JsProxy", reason, edits).importing(import),
                ),
                None => match drop_call(site, call, attribute) {
                    Some(edits) => Outcome::Fix(Fix::review(title, reason, edits)),
                    None => Outcome::Manual(reason, "see what it is at run time".to_owned()),
                },
            })
        }
    }
}

/// Takes `.to_py()` away, and parentheses that only it needed.
fn drop_call(site: &Site<'_, '_>, call: &ExprCall, attribute: &ExprAttribute) -> Option<Vec<Edit>> {
    let module = site.module;
    let value = attribute.value.as_ref();
    let dot = dot(module, attribute);
    let parenthesised = module.with_parentheses(value, TextRange::new(call.start(), dot));
    if module.has_comment(TextRange::new(parenthesised.end(), call.end())) {
        return None;
    }
    let text = module.text();
    let inside = &text[parenthesised];
    let follows_word = text[..parenthesised.start().to_usize()]
        .chars()
        .next_back()
        .is_some_and(|character| character.is_alphanumeric() || character == '_');
    let is_redundant = parenthesised != value.range()
        && !inside.contains(['\n', '\r', '#'])
        && !follows_word
        && site.takes(precedence_of(value));
    if is_redundant {
        let opening = TextRange::new(parenthesised.start(), value.start());
        let closing = TextRange::new(value.end(), call.end());
        return Some(vec![Edit::delete(bytes(&opening)), Edit::delete(bytes(&closing))]);
    }
    Some(vec![Edit::delete(bytes(&TextRange::new(parenthesised.end(), call.end())))])
}

/// `x.to_py() if x else []` becomes `x or []`.
fn or_else(site: &Site<'_, '_>, value: &Expr) -> Option<Vec<Edit>> {
    let Some(AnyNodeRef::ExprIf(branch)) = site.ancestors.last() else { return None };
    let module = site.module;
    let is_pure = matches!(value, Expr::Name(_) | Expr::Attribute(_));
    let is_same = module.slice(branch.test.as_ref()) == module.slice(value);
    let binds_tighter = precedence_of(&branch.orelse) >= OperatorPrecedence::Or;
    let head = TextRange::new(branch.start(), branch.orelse.start());
    let plain = format!("{} if {} else", module.slice(site.expression), module.slice(value));
    // Nothing but these words: no parentheses, no comments.
    let is_plain = module.text()[bytes(&head)].split_whitespace().eq(plain.split_whitespace());
    if branch.body.range() != site.expression.range() || !is_pure || !is_same || !binds_tighter || !is_plain {
        return None;
    }
    Some(vec![Edit::replace(bytes(&head), format!("{} or ", module.slice(value)))])
}

/// `json.loads(JSON.stringify(x))`.
fn round_trip(site: &Site<'_, '_>, call: &ExprCall, kind: Kind) -> Option<Outcome> {
    let [Expr::Call(inner)] = call.arguments.args.as_ref() else { return None };
    let [value_expression] = inner.arguments.args.as_ref() else { return None };
    let is_round_trip = call.arguments.keywords.is_empty()
        && inner.arguments.keywords.is_empty()
        && !value_expression.is_starred_expr()
        && site.qualified(&inner.func).as_deref() == Some("js.JSON.stringify");
    if !is_round_trip {
        return None;
    }
    let value = site.value(value_expression);
    let title = "the way through JSON.stringify goes";
    let standing = known(value, kind)?;
    let edits = drop_assignment(site, value_expression)
        .or_else(|| or_else(site, value_expression))
        .filter(|_| standing == Known::Plain)
        .or_else(|| unwrap(site, site.expression, value_expression));
    match (standing, edits) {
        (Known::Plain, Some(edits)) => {
            let reason = format!("{}; going through JSON.stringify would return {{}}.", describe(value));
            Some(Outcome::Fix(Fix::safe(title, reason, edits)))
        }
        (Known::Plain, None) => Some(Outcome::Manual(
            format!("{}; going through JSON.stringify would return {{}}.", describe(value)),
            "use the value itself; a comment stands in the way of doing it here".to_owned(),
        )),
        (Known::Either, _) => Some(either(site, value_expression, "would become {} where it is plain Python")),
        (Known::Untraced, edits) => {
            let reason = format!(
                "{}; if it comes from a binding or a request it is plain Python today, and going through JSON.stringify returns {{}}.",
                untraced(site, value_expression)
            );
            Some(match (guarded(site, value_expression), edits) {
                (Some((edits, import)), _) => Outcome::Fix(
                    Fix::review("JSON.stringify only where the value is a JsProxy", reason, edits).importing(import),
                ),
                (None, Some(edits)) => Outcome::Fix(Fix::review(title, reason, edits)),
                (None, None) => Outcome::Manual(reason, "see what it is at run time".to_owned()),
            })
        }
    }
}

/// `JSON.stringify(x)` whose text is used.
fn stringify(site: &Site<'_, '_>, call: &ExprCall, kind: Kind) -> Option<Outcome> {
    // Inside `json.loads(…)` it is a round trip.
    if let Some(ruff_python_ast::AnyNodeRef::ExprCall(outer)) = site.parent()
        && site.qualified(&outer.func).as_deref() == Some("json.loads")
        && outer.arguments.args.len() == 1
        && call.arguments.args.len() == 1
    {
        return None;
    }
    let value = site.value(call.arguments.args.first()?);
    let standing = known(value, kind)?;
    if standing == Known::Either {
        return Some(either(site, call.arguments.args.first()?, "would become {} where it is plain Python"));
    }
    let reason = if standing == Known::Plain {
        format!("{}; JSON.stringify would return {{}}. The text stays the same, byte for byte.", describe(value))
    } else {
        format!(
            "{}; if it comes from a binding or a request it is plain Python today, and JSON.stringify returns {{}}.",
            untraced(site, call.arguments.args.first()?)
        )
    };
    let title = "JSON.stringify becomes json.dumps";
    Some(match json_dumps(site, call) {
        Some((edits, import)) if standing == Known::Plain => {
            Outcome::Fix(Fix::safe(title, reason, edits).importing(import))
        }
        Some((edits, import)) => Outcome::Fix(Fix::review(title, reason, edits).importing(import)),
        None => Outcome::Manual(reason, "write it with json.dumps".to_owned()),
    })
}

/// `Object.keys(x)` and its like.
fn listing(site: &Site<'_, '_>, call: &ExprCall, name: &str, kind: Kind) -> Option<Outcome> {
    let [argument] = call.arguments.args.as_ref() else { return None };
    let value = site.value(argument);
    if known(value, kind)? != Known::Plain || !call.arguments.keywords.is_empty() {
        return None;
    }
    let inner = site.module.with_parentheses(argument, shrink(call.arguments.range));
    let method = match name {
        "js.Object.values" => ".values()",
        "js.Object.entries" => ".items()",
        _ => "",
    };
    let mut edits = vec![Edit::replace(bytes(call.func.as_ref()), "list")];
    if !method.is_empty() {
        let is_primary = inner != argument.range() || precedence_of(argument) >= OperatorPrecedence::CallAttribute;
        if !is_primary {
            edits.push(before(inner.start(), "("));
        }
        edits.push(after(inner.end(), if is_primary { method } else { ")" }));
        if !is_primary {
            edits.push(after(inner.end(), method));
        }
    }
    let reason = format!("{}; `{}` would find nothing in it.", describe(value), name.trim_start_matches("js."));
    Some(Outcome::Fix(Fix::safe(format!("`{}` becomes `list`", name.trim_start_matches("js.")), reason, edits)))
}

/// Methods that JavaScript objects had and Python values have not.
fn method(site: &Site<'_, '_>, call: &ExprCall, attribute: &ExprAttribute, name: &str, kind: Kind) -> Option<Outcome> {
    let value = site.value(attribute.value.as_ref());
    if known(value, kind)? != Known::Plain {
        return None;
    }
    let renamed = match name {
        "object_entries" => "items",
        "object_keys" => "keys",
        "object_values" => "values",
        "to_bytes" if *value == Value::Platform(Platform::Buffer) => "tobytes",
        "push" => "append",
        _ => "",
    };
    if !renamed.is_empty() {
        let reason = format!("{}; it has no `{name}`.", describe(value));
        let edits = vec![Edit::replace(bytes(&attribute.attr.range), renamed)];
        return Some(Outcome::Fix(Fix::safe(format!("`.{name}()` becomes `.{renamed}()`"), reason, edits)));
    }
    if name == "hasOwnProperty" {
        let [key] = call.arguments.args.as_ref() else { return None };
        let edits = super::text::contains(site, call, &attribute.value, key)?;
        let reason = format!("{}; it has no `hasOwnProperty`.", describe(value));
        return Some(Outcome::Fix(Fix::safe("`hasOwnProperty` becomes `in`", reason, edits)));
    }
    let instead = match name {
        "map" | "filter" | "forEach" | "reduce" | "find" | "some" | "every" | "flatMap" => "a loop or comprehension",
        "includes" => "`in`",
        "indexOf" => "`.index()`",
        "slice" | "splice" | "concat" | "shift" | "unshift" => "slices and list methods",
        "toString" | "toFixed" | "toLowerCase" | "toUpperCase" | "trim" | "padStart" | "getTime" => {
            "Python's own methods"
        }
        _ => return None,
    };
    Some(Outcome::Manual(format!("{}; it has no `{name}`.", describe(value)), format!("write it with {instead}")))
}

/// `rows.length`.
fn length(site: &Site<'_, '_>, attribute: &ExprAttribute, kind: Kind) -> Option<Outcome> {
    if attribute.attr.as_str() != "length" || !attribute.ctx.is_load() || site.is_callee() {
        return None;
    }
    let value = site.value(attribute.value.as_ref());
    let is_list = *value == Value::Platform(Platform::Rows)
        || matches!(value, Value::Sequence(item) if kind == Kind::Native && **item == Value::Platform(Platform::Message));
    if !is_list && known(value, kind) != Some(Known::Plain) {
        return None;
    }
    if is_list && kind == Kind::Json {
        return None;
    }
    let module = site.module;
    let dot = dot(module, attribute);
    let inner = module.with_parentheses(attribute.value.as_ref(), TextRange::new(attribute.start(), dot));
    let edits = vec![
        before(attribute.start(), "len("),
        Edit::replace(bytes(&TextRange::new(inner.end(), attribute.end())), ")"),
    ];
    let reason = format!("{}; a list has no `length`.", describe(value));
    Some(Outcome::Fix(if is_list {
        Fix::safe("`.length` becomes `len(…)`", reason, edits)
    } else {
        let reason = format!("{reason} If it is a field of that name, write it as a subscript.");
        Fix::review("`.length` becomes `len(…)`", reason, edits)
    }))
}

/// Puts the conversion under a condition, where the value is a plain name and may be tested without being computed
/// twice.
fn guarded(site: &Site<'_, '_>, value: &Expr) -> Option<(Vec<Edit>, Option<Import>)> {
    let Expr::Name(name) = value else { return None };
    let (test, import) = super::text::proxy_test(site.module, super::text::scope_of(site), name.id.as_str())?;
    let (open, close) = if site.takes(OperatorPrecedence::IfElse) { ("", "") } else { ("(", ")") };
    let condition = format!(" if {test} else {name}{close}", name = name.id);
    let mut edits = vec![after(site.expression.end(), &condition)];
    if !open.is_empty() {
        edits.push(before(site.expression.start(), open));
    }
    Some((edits, import))
}

/// A value that is plain Python on some ways and a JavaScript object on others.
fn either(site: &Site<'_, '_>, value: &Expr, consequence: &str) -> Outcome {
    let text = site.module.slice(value);
    let reason = format!("`{text}` is a JavaScript object on some ways and plain Python on others; it {consequence}.");
    match guarded(site, value) {
        Some((edits, import)) => {
            Outcome::Fix(Fix::safe("converted only where the value is a JsProxy", reason, edits).importing(import))
        }
        None => Outcome::Manual(reason, "convert it where it is still known to be a JsProxy".to_owned()),
    }
}

/// Why a value is not traced, as the beginning of a sentence.
fn untraced(site: &Site<'_, '_>, value: &Expr) -> String {
    let mut root = value;
    loop {
        root = match root {
            Expr::Attribute(attribute) => &attribute.value,
            Expr::Subscript(subscript) => &subscript.value,
            Expr::Await(awaited) => &awaited.value,
            Expr::Call(call) => &call.func,
            _ => break,
        };
    }
    let text = site.module.slice(value);
    if let Expr::Name(name) = root
        && let Some(binding) = site.module.scopes.meaning(name.range.start())
    {
        let binding = site.module.scopes.binding(binding);
        if binding.is_plain_parameter() {
            return format!(
                "`{text}` cannot be traced: `{}` is a parameter that gets values from places that are not seen",
                binding.name
            );
        }
    }
    let short: String = text.chars().take(40).collect();
    format!("What `{short}` is cannot be traced")
}
