//! Visits every expression of a module with what stands around it.
//! Border: order and ancestors; no opinion on any node.
use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal, walk_expr};
use ruff_python_ast::{AnyNodeRef, Expr, ModModule};

/// The way through a module, recorded once for all that go it.
#[derive(Debug)]
pub struct Walk<'a> {
    steps: Vec<Step<'a>>,
}

/// A node on the way.
#[derive(Debug, Clone, Copy)]
struct Step<'a> {
    node: AnyNodeRef<'a>,
    /// The node, if it is an expression.
    expression: Option<&'a Expr>,
    /// How many nodes are around it.
    depth: usize,
}

impl<'a> Walk<'a> {
    /// Goes through `module`.
    pub fn of(module: &'a ModModule) -> Self {
        let mut recorder = Recorder { steps: Vec::new(), expression: None, depth: 0 };
        for statement in &module.body {
            recorder.visit_stmt(statement);
        }
        Self { steps: recorder.steps }
    }

    /// Calls `visit` for every expression, outer ones first, with its ancestors from the outermost to the nearest.
    pub fn each(&self, visit: &mut dyn FnMut(&'a Expr, &[AnyNodeRef<'a>])) {
        let mut ancestors = Vec::new();
        for step in &self.steps {
            ancestors.truncate(step.depth);
            if let Some(expression) = step.expression {
                visit(expression, &ancestors);
            }
            ancestors.push(step.node);
        }
    }
}

struct Recorder<'a> {
    steps: Vec<Step<'a>>,
    /// The expression that is entered next.
    expression: Option<&'a Expr>,
    depth: usize,
}

impl<'a> SourceOrderVisitor<'a> for Recorder<'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        self.steps.push(Step { node, expression: self.expression.take(), depth: self.depth });
        self.depth += 1;
        TraversalSignal::Traverse
    }

    fn leave_node(&mut self, _node: AnyNodeRef<'a>) {
        self.depth -= 1;
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        self.expression = Some(expression);
        walk_expr(self, expression);
    }
}

/// The same for a module that nobody else goes through.
pub fn expressions<'a>(module: &'a ModModule, visit: &mut dyn FnMut(&'a Expr, &[AnyNodeRef<'a>])) {
    Walk::of(module).each(visit);
}
