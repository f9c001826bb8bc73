//! Edits around expressions that stay: taking calls away from around them, putting something before and after.
//! Border: never re-prints an expression; says no where a comment would be lost.
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, ExprAttribute, ExprCall, OperatorPrecedence};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::codemods::Import;
use crate::plan::Edit;
use crate::python::{Module, ScopeId, bytes};

use super::place::{Site, shrink};

/// The dot before an attribute's name.
pub fn dot(module: &Module, attribute: &ExprAttribute) -> TextSize {
    module
        .tokens_in(TextRange::new(attribute.value.end(), attribute.attr.range.start()))
        .iter()
        .rev()
        .find(|token| token.kind() == TokenKind::Dot)
        .map_or(attribute.attr.range.start(), Ranged::start)
}

/// What stands in `outer` before and after `inner` (with its own parentheses) goes, so that `inner` takes its place.
/// `None` if a comment would go too.
pub fn unwrap(site: &Site<'_, '_>, outer: &Expr, inner: &Expr) -> Option<Vec<Edit>> {
    let module = site.module;
    let inner_range = match innermost_arguments(outer, inner) {
        Some(arguments) => module.with_parentheses(inner, shrink(arguments)),
        None => module.with_parentheses(inner, outer.range()),
    };
    let before = TextRange::new(outer.start(), inner_range.start());
    let after = TextRange::new(inner_range.end(), outer.end());
    if module.has_comment(before) || module.has_comment(after) {
        return None;
    }
    let is_parenthesised = inner_range != inner.range();
    let precedence = if is_parenthesised { OperatorPrecedence::Atomic } else { precedence_of(inner) };
    let (open, close) = if site.takes(precedence) { ("", "") } else { ("(", ")") };
    let mut edits = vec![Edit::replace(bytes(&before), open), Edit::replace(bytes(&after), close)];
    edits.extend(outdent(module, outer.start(), inner_range));
    Some(edits)
}

/// How tightly an expression binds, as it stands in the text.
pub fn precedence_of(expression: &Expr) -> OperatorPrecedence {
    match expression {
        Expr::Tuple(tuple) if !tuple.parenthesized => OperatorPrecedence::None,
        Expr::Generator(generator) if !generator.parenthesized => OperatorPrecedence::None,
        other => OperatorPrecedence::from(other),
    }
}

/// The arguments of the innermost call inside `outer` that has `inner` as an argument.
fn innermost_arguments(outer: &Expr, inner: &Expr) -> Option<TextRange> {
    let mut found = None;
    let mut current = outer;
    while let Expr::Call(call) = current {
        let next = call.arguments.args.iter().find(|argument| argument.range().contains_range(inner.range()));
        match next {
            Some(argument) => {
                found = Some(call.arguments.range);
                current = argument;
            }
            // `Object.fromEntries(x.items())`: the way leads through the receiver.
            None => match call.func.as_ref() {
                Expr::Attribute(attribute) if attribute.value.range().contains_range(inner.range()) => {
                    current = &attribute.value;
                    if current.range() == inner.range() {
                        return None;
                    }
                }
                _ => break,
            },
        }
        if current.range() == inner.range() {
            break;
        }
    }
    found
}

/// Shifts the lines of what moves to the left, where its first line did not begin with what goes.
pub fn outdent(module: &Module, outer: TextSize, inner: TextRange) -> Vec<Edit> {
    let lines = &module.lines;
    let (outer_line, first, last) =
        (lines.line(outer.to_usize()), lines.line(inner.start().to_usize()), lines.line(inner.end().to_usize()));
    if outer_line == first || first == last {
        return Vec::new();
    }
    let (target, current) = (module.indentation(outer), module.indentation(inner.start()));
    let Some(surplus) = current.strip_prefix(target).filter(|surplus| !surplus.is_empty()) else {
        return Vec::new();
    };
    let text = module.text();
    (first + 1..=last)
        .filter_map(|line| {
            let start = lines.start(line);
            let is_inside_string = module.tokens_in(inner).iter().any(|token| {
                let range = token.range();
                matches!(token.kind(), TokenKind::String | TokenKind::FStringMiddle | TokenKind::TStringMiddle)
                    && range.start().to_usize() < start
                    && start < range.end().to_usize()
            });
            let from = start + target.len();
            let fits = text[start..].starts_with(target) && text[from..].starts_with(surplus);
            (!is_inside_string && fits).then(|| Edit::delete(from..from + surplus.len()))
        })
        .collect()
}

/// Text before an expression and its own parentheses.
pub fn before(offset: TextSize, text: &str) -> Edit {
    Edit::insert(offset.to_usize(), text)
}

/// Text after an expression.
pub fn after(offset: TextSize, text: &str) -> Edit {
    Edit::insert(offset.to_usize(), text)
}

/// `JSON.stringify(x)` becomes `json.dumps(x, …)` with the same bytes. `None` if `json` cannot be named here, or the
/// call asks for more than `json.dumps` can do.
pub fn json_dumps(site: &Site<'_, '_>, call: &ExprCall) -> Option<(Vec<Edit>, Option<Import>)> {
    let [value, rest @ ..] = call.arguments.args.as_ref() else { return None };
    if !call.arguments.keywords.is_empty() || value.is_starred_expr() {
        return None;
    }
    let style = match rest {
        [] | [Expr::NoneLiteral(_)] => "separators=(\",\", \":\"), ensure_ascii=False".to_owned(),
        [Expr::NoneLiteral(_), indent] if indent.is_number_literal_expr() => {
            format!("indent={}, ensure_ascii=False", site.module.slice(indent))
        }
        _ => return None,
    };
    let style = if site.quotes_around().contains(&'"') { style.replace('"', "'") } else { style };
    let (name, import) = name_for(site, "json", "dumps")?;
    let value = site.module.with_parentheses(value, shrink(call.arguments.range));
    let end = call.arguments.range.end() - TextSize::from(1);
    if site.module.has_comment(TextRange::new(value.end(), end)) {
        return None;
    }
    let trailing = TextRange::new(value.end(), end);
    let edits = vec![
        Edit::replace(bytes(call.func.as_ref()), name),
        // Only what follows the value on its line goes: a closing bracket on its own line stays there.
        Edit::replace(bytes(&trailing_arguments(site.module, trailing)), format!(", {style}")),
    ];
    Some((edits, import))
}

/// The part of `range` up to its last token.
fn trailing_arguments(module: &Module, range: TextRange) -> TextRange {
    let last = module
        .tokens_in(range)
        .iter()
        .rev()
        .find(|token| !matches!(token.kind(), TokenKind::NonLogicalNewline | TokenKind::Comment));
    TextRange::new(range.start(), last.map_or(range.start(), Ranged::end))
}

/// How `module.member` can be written at a place, with the import it needs.
pub fn name_for(site: &Site<'_, '_>, module: &'static str, member: &str) -> Option<(String, Option<Import>)> {
    let scopes = &site.module.scopes;
    let scope =
        site.ancestors.iter().rev().find_map(|node| scopes.opened_by(node.range())).unwrap_or_else(|| scopes.module());
    for (id, binding) in scopes.bindings() {
        let Some(import) = binding.import() else { continue };
        if scopes.resolve(scope, &binding.name) != Some(id) || binding.scope != scopes.module() {
            continue;
        }
        if import.module == module && import.member.is_none() {
            return Some((format!("{}.{member}", binding.name), None));
        }
        if import.module == module && import.member.as_deref() == Some(member) {
            return Some((binding.name.to_string(), None));
        }
    }
    if scopes.resolve(scope, module).is_some() {
        return None;
    }
    let import = Import::of(module, "");
    Some((format!("{module}.{member}"), Some(import)))
}

/// A test that is true if `subject` is a JavaScript object, seen from a scope, with the import that it needs. In a
/// module that can be loaded outside of a Worker it needs none.
pub fn proxy_test(file: &Module, scope: ScopeId, subject: &str) -> Option<(String, Option<Import>)> {
    let scopes = &file.scopes;
    let is_bound = scopes.bindings().any(|(_, binding)| {
        binding.scope == scopes.module()
            && binding.import().is_some_and(|import| {
                ["js", "pyodide", "workers", "asgi"].contains(&import.module.split('.').next().unwrap_or_default())
            })
    });
    if !is_bound && scopes.star_imports().is_empty() {
        return Some((format!("hasattr({subject}, \"to_py\")"), None));
    }
    let (proxy, import) = member_name_in(file, scope, "pyodide.ffi", "JsProxy")?;
    Some((format!("isinstance({subject}, {proxy})"), import))
}

/// The scope in which a site stands.
pub fn scope_of(site: &Site<'_, '_>) -> ScopeId {
    let scopes = &site.module.scopes;
    site.ancestors.iter().rev().find_map(|node| scopes.opened_by(node.range())).unwrap_or_else(|| scopes.module())
}

/// How a member of a module is called in this file, seen from a scope, with the import it needs. `None` if the name
/// is taken.
pub fn member_name_in(
    file: &Module,
    scope: ScopeId,
    module: &'static str,
    member: &str,
) -> Option<(String, Option<Import>)> {
    let scopes = &file.scopes;
    for (id, binding) in scopes.bindings() {
        let is_it =
            binding.import().is_some_and(|import| import.module == module && import.member.as_deref() == Some(member));
        if is_it && binding.scope == scopes.module() && scopes.resolve(scope, &binding.name) == Some(id) {
            return Some((binding.name.to_string(), None));
        }
    }
    if scopes.resolve(scope, member).is_some() {
        return None;
    }
    Some((member.to_owned(), Some(Import::of(module, member))))
}

/// `call` asks whether `container` has `key`: it becomes `key in container`. The key moves to the front, so it has to
/// be something that no change touches: a literal or a name.
pub fn contains(site: &Site<'_, '_>, call: &ExprCall, container: &Expr, key: &Expr) -> Option<Vec<Edit>> {
    let module = site.module;
    if !matches!(key, Expr::StringLiteral(_) | Expr::Name(_)) {
        return None;
    }
    let range = match innermost_arguments(site.expression, container) {
        Some(arguments) => module.with_parentheses(container, shrink(arguments)),
        None => module.with_parentheses(container, TextRange::new(call.start(), call.arguments.start())),
    };
    let rest = TextRange::new(range.end(), call.end());
    if module.has_comment(call.range()) {
        return None;
    }
    let key = module.slice(key);
    let needs_own =
        precedence_of(container) <= OperatorPrecedence::ComparisonsMembershipIdentity && range == container.range();
    let (own_open, own_close) = if needs_own { ("(", ")") } else { ("", "") };
    if let Some(negation) = site.negation() {
        let head = TextRange::new(negation.start(), range.start());
        return Some(vec![
            Edit::replace(bytes(&head), format!("{key} not in {own_open}")),
            Edit::replace(bytes(&rest), own_close),
        ]);
    }
    let is_free = site.takes(OperatorPrecedence::ComparisonsMembershipIdentity);
    let (open, close) = if is_free { ("", "") } else { ("(", ")") };
    let head = TextRange::new(call.start(), range.start());
    Some(vec![
        Edit::replace(bytes(&head), format!("{open}{key} in {own_open}")),
        Edit::replace(bytes(&rest), format!("{own_close}{close}")),
    ])
}
