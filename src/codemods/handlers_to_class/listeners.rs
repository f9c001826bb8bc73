//! Listeners of the service-worker style.
//! Border: reports them; there is nothing that could be written for them.
use camino::Utf8Path;
use ruff_python_ast::Expr;
use ruff_python_ast::visitor::{self, Visitor};
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
                && self.entry.scopes.qualified(&call.func).as_deref() == Some("js.addEventListener")
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
