//! Listeners of the service-worker style.
//! Border: reports them; there is nothing that could be written for them.
use camino::Utf8Path;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

use crate::python::Module;

use super::META;
use crate::codemods::{Context, Proposals, place};

/// Listeners of the service-worker style have no counterpart that could be written for them.
pub fn report_event_listeners(context: &Context<'_>, entry: &Module, proposals: &mut Proposals) {
    struct Finder<'m, 'p> {
        main: &'m Utf8Path,
        entry: &'m Module,
        proposals: &'p mut Proposals,
    }
    impl<'a> Visitor<'a> for Finder<'_, '_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Call(call) = expression
                && is_listener(self.entry, call)
            {
                self.proposals.obstacle(
                    &META.rule,
                    place(self.main, self.entry, call.start()),
                    "`addEventListener` is the service-worker style, which today's Python Workers do not have",
                    "write a class `Default(WorkerEntrypoint)` with a method `fetch(self, request)` that does what the listener does",
                );
            }
            visitor::walk_expr(self, expression);
        }
    }
    Finder { main: &context.worker.main, entry, proposals }.visit_body(&entry.syntax().body);
}

/// Whether the module registers such a listener.
pub fn has_event_listener(entry: &Module) -> bool {
    struct Finder<'m>(&'m Module, bool);
    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            self.1 |= matches!(expression, Expr::Call(call) if is_listener(self.0, call));
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder(entry, false);
    finder.visit_body(&entry.syntax().body);
    finder.1
}

fn is_listener(entry: &Module, call: &ExprCall) -> bool {
    entry.scopes.qualified(&call.func).as_deref() == Some("js.addEventListener")
}
