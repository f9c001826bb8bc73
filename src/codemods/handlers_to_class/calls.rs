//! Calls between handlers, which become calls of methods.
//! Border: reads of one handler's name; anything but a call that passes on what the caller got has no edit.
use std::collections::BTreeSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::Edit;
use crate::python::{Module, Read, bytes};

use crate::codemods::facts::{Form, GlobalHandler, function};
use crate::codemods::{Context, Event, signature};

/// Calls of `global` inside other handlers as calls of the method; `None` if it is read in any other way.
pub fn calls_between(
    context: &Context<'_>,
    entry: &Module,
    global: &GlobalHandler,
    inline: &BTreeSet<usize>,
    exports: &[&Stmt],
) -> Option<Vec<(TextRange, Vec<Edit>)>> {
    let binding = entry.scopes.binding(global.binding);
    let mut found = Vec::new();
    for read in &binding.reads {
        if exports.iter().any(|statement| statement.range().contains_range(read.range)) {
            continue;
        }
        let caller = inline.iter().find_map(|index| match &context.facts.globals[*index].form {
            Form::Plain(range) if range.contains_range(read.range) => function(entry, *range),
            _ => None,
        })?;
        found.push((read.range, call_of_method(entry, caller, global.event, read)?));
    }
    Some(found)
}

/// `on_fetch(request, env, ctx)` inside the handler `caller` as `self.fetch(request)`.
fn call_of_method(entry: &Module, caller: &StmtFunctionDef, event: Event, read: &Read) -> Option<Vec<Edit>> {
    struct Finder<'a> {
        name: TextRange,
        call: Option<&'a ExprCall>,
    }
    impl<'a> Visitor<'a> for Finder<'a> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Call(call) = expression
                && call.func.range() == self.name
            {
                self.call = Some(call);
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder { name: read.range, call: None };
    finder.visit_body(&caller.body);
    let call = finder.call?;
    let arguments = &call.arguments;
    if !arguments.keywords.is_empty() || arguments.args.iter().any(Expr::is_starred_expr) || arguments.args.len() > 3 {
        return None;
    }
    let scope = entry.scopes.opened_by(caller.range)?;
    let same_receiver = entry
        .scopes
        .ancestors(read.scope)
        .take_while(|inner| *inner != scope)
        .all(|inner| entry.scopes.lookup(inner, "self").is_none());
    let own = signature::positional(caller);
    for (index, argument) in arguments.args.iter().enumerate().skip(1) {
        let Expr::Name(name) = argument else { return None };
        let parameter = own.get(index)?.name().as_str();
        let binding = entry.scopes.binding(entry.scopes.meaning(name.range.start())?);
        if name.id.as_str() != parameter || binding.scope != scope || !binding.is_plain_parameter() {
            return None;
        }
    }
    if !same_receiver || entry.has_comment(arguments.range) {
        return None;
    }
    let mut edits = vec![Edit::replace(bytes(&read.range), format!("self.{}", event.method()))];
    if let (Some(first), Some(last)) = (arguments.args.first(), arguments.args.last())
        && arguments.args.len() > 1
    {
        edits.push(Edit::delete(first.end().to_usize()..last.end().to_usize()));
    }
    Some(edits)
}
