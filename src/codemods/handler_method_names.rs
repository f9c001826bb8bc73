//! PW102: handler methods that are still called `on_…` get the names that today's runtime calls.
//! Border: names of methods in the platform's classes; their signatures are PW103's.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::{Edit, Rule, Safety};
use crate::python::{Module, bytes};

use super::facts::find_class;
use super::forwarding::forwards_to;
use super::layout::{content_end, definition_lines, is_blank};
use super::{Action, Codemod, Context, Handler, HandlerKind, Meta, Proposal, Proposals, place};

/// The codemod.
pub struct HandlerMethodNames;

static META: Meta = Meta {
    rule: Rule::new("PW102", "handler-method-names"),
    summary: "methods called on_fetch, on_scheduled, on_alarm, on_run … get today's names",
    page: include_str!("../../codemods/PW102-handler-method-names/page.md"),
    needles: &["on_", "onfetch"],
};

impl Codemod for HandlerMethodNames {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        for handler in &context.facts.handlers {
            let HandlerKind::Method { class, receiver, .. } = &handler.kind else { continue };
            if handler.name == handler.event.method() {
                continue;
            }
            let Some(module) = context.modules.get(&handler.path) else { continue };
            rename(context, module, handler, *class, receiver, proposals);
        }
    }
}

fn rename(
    context: &Context<'_>,
    module: &Module,
    handler: &Handler,
    class_range: TextRange,
    receiver: &str,
    proposals: &mut Proposals,
) {
    let new = handler.event.method();
    let Some(class) = find_class(module, class_range) else { return };
    let Some(function) = super::facts::find_function_anywhere(module, handler.function) else { return };
    let at = place(&handler.path, module, function.name.start());
    let Some(scope) = module.scopes.opened_by(class_range) else { return };
    if module.scopes.lookup(scope, new).is_some() {
        if let Some(proposal) = join(module, handler, class, function, receiver) {
            proposals.change(proposal);
            return;
        }
        proposals.obstacle(
            &META.rule,
            at,
            format!("the class has both `{}` and `{new}`; today's runtime calls only `{new}`", handler.name),
            format!("merge `{}` into `{new}`", handler.name),
        );
        return;
    }
    let mut edits = vec![Edit::replace(bytes(&function.name), new)];
    let binding = module.scopes.lookup(scope, &handler.name).map(|id| module.scopes.binding(id));
    if binding.is_none_or(|binding| binding.sites.len() != 1 || !binding.reads.is_empty()) {
        proposals.obstacle(
            &META.rule,
            at,
            format!("`{}` is used inside the class body in a way that a new name would break", handler.name),
            format!("rename it to `{new}` by hand"),
        );
        return;
    }
    // Calls through the receiver follow; every other `.on_fetch` may belong to anything.
    for attribute in attributes(&class.body, &handler.name) {
        if attribute.receiver.as_deref() == Some(receiver) {
            edits.push(Edit::replace(bytes(&attribute.name), new));
        }
    }
    let outside = context.modules.iter().flat_map(|(path, other)| {
        attributes(&other.syntax().body, &handler.name)
            .into_iter()
            .filter(|attribute| {
                path != handler.path
                    || !class_range.contains_range(attribute.name)
                    || attribute.receiver.as_deref() != Some(receiver)
            })
            .map(|attribute| place(path, other, attribute.name.start()))
            .collect::<Vec<_>>()
    });
    let outside: Vec<_> = outside.collect();
    for place in &outside {
        proposals.manual(
            &META.rule,
            place.clone(),
            format!(
                "`.{}` is used here; the method of `{}` is called `{new}` after the migration",
                handler.name, class.name
            ),
            format!("use `.{new}` if this is an object of `{}`", class.name),
        );
    }
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: at,
        subject: format!("{}.{}", class.name, handler.name),
        title: format!("{}.{} is called {new}", class.name, handler.name),
        reason: format!(
            "Today's runtime calls the method `{new}`; only at an old compatibility date did it call `{}`.",
            handler.name
        ),
        safety: Safety::Safe,
        needs: vec!["PW501", "PW502"],
        actions: vec![Action::edit(&handler.path, edits)],
    });
}

/// The old name and the new one in one class, where one of the two methods only calls the other: it goes.
fn join(
    module: &Module,
    handler: &Handler,
    class: &StmtClassDef,
    old: &StmtFunctionDef,
    receiver: &str,
) -> Option<Proposal> {
    let new_name = handler.event.method();
    let methods: Vec<&StmtFunctionDef> = class.body.iter().filter_map(Stmt::as_function_def_stmt).collect();
    let [new] = methods.iter().filter(|method| method.name.as_str() == new_name).copied().collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let calls = |from: &StmtFunctionDef, to: &str| {
        matches!(forwards_to(from), Some(Expr::Attribute(attribute))
            if attribute.attr.as_str() == to
                && matches!(attribute.value.as_ref(), Expr::Name(name) if name.id.as_str() == receiver))
    };
    let mentions = attributes(&class.body, &handler.name);
    let elsewhere =
        |inside: &StmtFunctionDef| mentions.iter().any(|attribute| !inside.range.contains_range(attribute.name));
    let (gone, mut edits) = if calls(old, new_name) && !elsewhere(old) {
        (old, Vec::new())
    } else if calls(new, &handler.name) && !elsewhere(new) {
        (new, vec![Edit::replace(bytes(&old.name), new_name)])
    } else {
        return None;
    };
    edits.push(remove_method(module, class, gone));
    Some(Proposal {
        rule: META.rule.clone(),
        place: place(&handler.path, module, old.name.start()),
        subject: format!("{}.{}", class.name, handler.name),
        title: format!("{}.{} and {new_name} become one", class.name, handler.name),
        reason: format!("Today's runtime calls only `{new_name}`, and `{}` only calls the other one.", gone.name),
        safety: Safety::Safe,
        needs: vec!["PW501", "PW502"],
        actions: vec![Action::edit(&handler.path, edits)],
    })
}

/// Takes a method away with the comments on top of it and the blank lines that kept it apart.
fn remove_method(module: &Module, class: &StmtClassDef, method: &StmtFunctionDef) -> Edit {
    let lines = definition_lines(module, method);
    let is_first = class.body.first().is_some_and(|first| first.range() == method.range);
    let (mut first, mut end) = (lines.comments, lines.end);
    if is_first {
        while end < module.lines.count() && is_blank(module, end) {
            end += 1;
        }
        return Edit::delete(module.lines.start(first)..module.lines.start(end));
    }
    while first > 0 && is_blank(module, first - 1) {
        first -= 1;
    }
    Edit::delete(content_end(module, first - 1)..content_end(module, end - 1))
}

/// An attribute with a certain name.
struct Found {
    /// The attribute's own characters.
    name: TextRange,
    /// The name before the dot, if it is just a name.
    receiver: Option<String>,
}

fn attributes(body: &[ruff_python_ast::Stmt], name: &str) -> Vec<Found> {
    struct Finder<'n> {
        name: &'n str,
        found: Vec<Found>,
    }
    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Attribute(attribute) = expression
                && attribute.attr.as_str() == self.name
            {
                let receiver = match attribute.value.as_ref() {
                    Expr::Name(name) => Some(name.id.to_string()),
                    _ => None,
                };
                self.found.push(Found { name: attribute.attr.range, receiver });
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder { name, found: Vec::new() };
    finder.visit_body(body);
    finder.found
}
