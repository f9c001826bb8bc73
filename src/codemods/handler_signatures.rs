//! PW103: handler methods whose signature fails today, or that read `env` and `ctx` parameters that are `None` today.
//! Border: parameters of methods the runtime calls, and their uses in the body.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, StmtFunctionDef};
use ruff_text_size::Ranged;

use crate::plan::{Edit, Rule, Safety};
use crate::python::Module;

use super::environment::{ParameterUse, insert_first, parameter_use};
use super::facts::{ClassRole, find_class, find_function_anywhere};
use super::{Action, Codemod, Context, Event, Handler, HandlerKind, Meta, Proposal, Proposals, place, signature};

/// The codemod.
pub struct HandlerSignatures;

static META: Meta = Meta {
    rule: Rule::new("PW103", "handler-signatures"),
    summary: "handler methods take what today's runtime gives them, and read env and ctx from self",
    page: include_str!("../../codemods/PW103-handler-signatures/page.md"),
    needles: &["fetch", "scheduled", "queue", "email", "tail", "test", "alarm"],
};

impl Codemod for HandlerSignatures {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        for handler in &context.facts.handlers {
            let HandlerKind::Method { class, role, receiver } = &handler.kind else { continue };
            if *role == ClassRole::Workflow || !handler.event.has_environment() {
                continue;
            }
            let Some(module) = context.modules.get(&handler.path) else { continue };
            let (Some(class), Some(function)) =
                (find_class(module, *class), find_function_anywhere(module, handler.function))
            else {
                continue;
            };
            // Of two methods for one event PW102 first makes one.
            let methods = class.body.iter().filter_map(ruff_python_ast::Stmt::as_function_def_stmt);
            let has_both = handler.name != handler.event.method()
                && methods.clone().any(|method| method.name.as_str() == handler.event.method());
            if has_both {
                continue;
            }
            let is_direct = class.body.iter().any(|statement| statement.range() == function.range);
            if is_direct {
                repair(module, handler, class.name.as_str(), receiver, function, proposals);
            }
        }
    }
}

fn repair(
    module: &Module,
    handler: &Handler,
    class: &str,
    receiver: &str,
    function: &StmtFunctionDef,
    proposals: &mut Proposals,
) {
    let at = place(&handler.path, module, function.name.start());
    let event = handler.event;
    let parameters = &function.parameters;
    let positional = signature::positional(function);
    let given = positional.len().saturating_sub(1);
    let needed = positional.iter().skip(1).filter(|parameter| parameter.default.is_none()).count();
    let takes_any = parameters.vararg.is_some();
    let fails = event.is_called_strictly() && !takes_any && (given < 3 || needed > 3);
    let mut edits: Vec<Edit> = Vec::new();
    let mut locals = Vec::new();
    let mut reads_none = false;
    for (name, attribute) in [(&handler.env, "env"), (&handler.ctx, "ctx")] {
        let Some(name) = name else { continue };
        match parameter_use(module, function, name, receiver, &format!("{receiver}.{attribute}")) {
            ParameterUse::Unused => {}
            ParameterUse::Read(renamed) => {
                reads_none = true;
                edits.extend(renamed);
            }
            ParameterUse::Local => {
                // A parameter that is bound again before it is read may be meant as a local: `env = env or self.env`.
                reads_none = true;
                locals.push(format!("{name} = {receiver}.{attribute}"));
            }
        }
    }
    // An old name on a Durable Object's method goes with the parameters that nobody fills any more.
    let renamed_leftover = handler.name != event.method() && !event.names_environment() && given > 1;
    if !fails && !reads_none && !renamed_leftover {
        return;
    }
    if positional.is_empty() {
        // A static method, or a `def` that cannot be called as a method at all.
        return;
    }
    if !signature::is_plain(module, function) || !function.decorator_list.is_empty() {
        proposals.manual(
            &META.rule,
            at,
            format!(
                "the signature of `{class}.{}` does not fit today's runtime, and it is not a plain one",
                handler.name
            ),
            format!("make it `{}`", signature_of(event, receiver, handler.first.as_deref())),
        );
        return;
    }
    // A further parameter with a default is the method's own; the body would lose it.
    let is_environment = |name: &str| [&handler.env, &handler.ctx].iter().any(|known| known.as_deref() == Some(name));
    let own = positional.iter().skip(2).map(|parameter| parameter.name().as_str()).find(|name| {
        !is_environment(name) && !matches!(parameter_use(module, function, name, receiver, name), ParameterUse::Unused)
    });
    if let Some(own) = own {
        proposals.manual(
            &META.rule,
            at,
            format!("`{class}.{}` reads its parameter `{own}`, which the runtime does not know", handler.name),
            format!(
                "let a helper take `{own}`, and make this `{}`",
                signature_of(event, receiver, handler.first.as_deref())
            ),
        );
        return;
    }
    let calls = own_calls(module, class, receiver, &handler.name);
    if calls.iter().any(|arguments| *arguments > 1) {
        proposals.manual(
            &META.rule,
            at,
            format!("`{class}.{}` is called elsewhere with `env` or `ctx`, so its parameters stay", handler.name),
            format!(
                "let the callers stop passing them, then make it `{}`",
                signature_of(event, receiver, handler.first.as_deref())
            ),
        );
        return;
    }
    if !locals.is_empty() {
        edits.extend(insert_first(module, function, &locals, ""));
    }
    let strict = if event.names_environment() { signature::environment(module, function, 2) } else { String::new() };
    let kept = positional.len().min(2);
    let missing =
        if kept == 1 && event.names_environment() { format!("{}, {strict}", event.first_parameter()) } else { strict };
    edits.extend(signature::rewrite(module, function, kept, "", &missing));
    let reason = match (fails, reads_none) {
        (true, _) => format!(
            "The runtime calls `{}` with exactly three arguments; with this signature every call raises TypeError.",
            event.method()
        ),
        (false, true) => {
            format!(
                "The runtime passes None for `env` and `ctx`; only `{receiver}.env` and `{receiver}.ctx` hold anything."
            )
        }
        (false, false) => "Nothing passes `env` and `ctx` any more.".to_owned(),
    };
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: at,
        subject: format!("{class}.{}", handler.name),
        title: format!("{class}.{} takes what the runtime gives it", event.method()),
        reason,
        safety: Safety::Safe,
        needs: Vec::new(),
        actions: vec![Action::edit(&handler.path, edits)],
    });
}

fn signature_of(event: Event, receiver: &str, first: Option<&str>) -> String {
    let first = first.unwrap_or_else(|| event.first_parameter());
    let rest = if event.names_environment() { ", env=None, ctx=None" } else { "" };
    format!("{}({receiver}, {first}{rest})", event.method())
}

/// How many arguments each call of the method through the receiver passes inside the class.
fn own_calls(module: &Module, class: &str, receiver: &str, name: &str) -> Vec<usize> {
    struct Finder<'n> {
        receiver: &'n str,
        name: &'n str,
        found: Vec<usize>,
    }
    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Call(call) = expression
                && let Expr::Attribute(attribute) = call.func.as_ref()
                && attribute.attr.as_str() == self.name
                && matches!(attribute.value.as_ref(), Expr::Name(name) if name.id.as_str() == self.receiver)
            {
                self.found.push(call.arguments.args.len() + call.arguments.keywords.len());
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder { receiver, name, found: Vec::new() };
    for statement in &module.syntax().body {
        if let ruff_python_ast::Stmt::ClassDef(definition) = statement
            && definition.name.as_str() == class
        {
            finder.visit_body(&definition.body);
        }
    }
    finder.found
}
