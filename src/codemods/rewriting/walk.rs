//! Visits every expression of a module with what stands around it.
//! Border: order and ancestors; no opinion on any node.
use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal, walk_expr};
use ruff_python_ast::{AnyNodeRef, Expr, ModModule};

/// Calls `visit` for every expression, outer ones first, with its ancestors from the outermost to the nearest.
pub fn expressions<'a>(module: &'a ModModule, visit: &mut dyn FnMut(&'a Expr, &[AnyNodeRef<'a>])) {
    let mut walker = Walker { ancestors: Vec::new(), visit };
    for statement in &module.body {
        walker.visit_stmt(statement);
    }
}

struct Walker<'v, 'a> {
    ancestors: Vec<AnyNodeRef<'a>>,
    visit: &'v mut dyn FnMut(&'a Expr, &[AnyNodeRef<'a>]),
}

impl<'a> SourceOrderVisitor<'a> for Walker<'_, 'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        self.ancestors.push(node);
        TraversalSignal::Traverse
    }

    fn leave_node(&mut self, _node: AnyNodeRef<'a>) {
        self.ancestors.pop();
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        (self.visit)(expression, &self.ancestors);
        walk_expr(self, expression);
    }
}
