//! The expressions of one module with what surrounds them.
//! Border: an index over the syntax tree; knows nothing of responses.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Operator, Parameters, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustc_hash::FxHashMap;

use crate::python::Module;

/// Names an expression of one [`Nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(usize);

/// One expression and its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    /// The expression.
    pub expression: &'a Expr,
    /// The expression directly around it.
    pub parent: Option<NodeId>,
    /// The statement it belongs to.
    pub statement: &'a Stmt,
    /// The innermost function around it.
    pub function: Option<&'a StmtFunctionDef>,
    /// Whether it is part of an annotation.
    pub annotation: bool,
}

/// What a function returns.
#[derive(Debug, Clone, Copy)]
pub struct Returned<'a> {
    /// The function.
    pub function: &'a StmtFunctionDef,
    /// The value; `None` for a bare `return`.
    pub value: Option<&'a Expr>,
}

/// All expressions of one module.
#[derive(Debug, Default)]
pub struct Nodes<'a> {
    all: Vec<Node<'a>>,
    by_range: FxHashMap<TextRange, NodeId>,
    names: FxHashMap<TextSize, NodeId>,
    /// The value that is assigned to the name at that byte, by a statement with that name as a whole target.
    assigned: FxHashMap<TextSize, &'a Expr>,
    returns: Vec<Returned<'a>>,
    functions: FxHashMap<TextRange, &'a StmtFunctionDef>,
    /// Where each statement stands.
    statements: FxHashMap<TextRange, Position<'a>>,
    suites: usize,
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy)]
pub struct Position<'a> {
    /// Tells the blocks of statements apart.
    pub suite: usize,
    /// The whole block.
    pub block: &'a [Stmt],
    /// The statement around the block.
    pub parent: Option<&'a Stmt>,
}

impl<'a> Nodes<'a> {
    /// Indexes `module`.
    pub fn of(module: &'a Module) -> Self {
        let mut builder = Builder { nodes: Self::default(), context: None };
        // About as many as there are: most tokens are names, or punctuation between expressions.
        let expected = module.tokens().len() / 2;
        builder.nodes.all.reserve(expected);
        builder.nodes.by_range.reserve(expected);
        builder.nodes.names.reserve(expected / 2);
        builder.visit_body(&module.syntax().body);
        builder.nodes
    }

    /// One expression.
    pub fn get(&self, id: NodeId) -> Node<'a> {
        self.all[id.0]
    }

    /// All expressions, in the order in which they are visited.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, Node<'a>)> + '_ {
        self.all.iter().enumerate().map(|(index, node)| (NodeId(index), *node))
    }

    /// The node of an expression.
    pub fn find(&self, expression: &Expr) -> Option<NodeId> {
        self.by_range.get(&expression.range()).copied().map(|id| self.innermost(id, expression))
    }

    /// Two expressions may have one range (an expression and the one that only wraps it); take the very one.
    fn innermost(&self, id: NodeId, expression: &Expr) -> NodeId {
        let same = |id: NodeId| std::ptr::eq(self.all[id.0].expression, expression);
        if same(id) {
            return id;
        }
        (0..self.all.len()).map(NodeId).find(|id| same(*id)).unwrap_or(id)
    }

    /// The node of the name that stands at `offset`.
    pub fn name_at(&self, offset: TextSize) -> Option<NodeId> {
        self.names.get(&offset).copied()
    }

    /// The value assigned to the name at `offset`.
    pub fn assigned_at(&self, offset: TextSize) -> Option<&'a Expr> {
        self.assigned.get(&offset).copied()
    }

    /// Where a statement stands.
    pub fn position(&self, statement: &Stmt) -> Option<Position<'a>> {
        self.statements.get(&statement.range()).copied()
    }

    /// Every `return` of `function`, nested functions left out.
    pub fn returns_of(&self, function: &StmtFunctionDef) -> impl Iterator<Item = Returned<'a>> + '_ {
        let range = function.range;
        self.returns.iter().filter(move |returned| returned.function.range == range).copied()
    }

    /// The function with this range.
    pub fn function(&self, range: TextRange) -> Option<&'a StmtFunctionDef> {
        self.functions.get(&range).copied()
    }

    /// All functions.
    pub fn functions(&self) -> impl Iterator<Item = &'a StmtFunctionDef> + '_ {
        self.functions.values().copied()
    }

    /// The expression directly around `id`.
    pub fn parent(&self, id: NodeId) -> Option<(NodeId, Node<'a>)> {
        let parent = self.all[id.0].parent?;
        Some((parent, self.all[parent.0]))
    }

    /// The call that has `id` as what is called.
    pub fn call_of(&self, id: NodeId) -> Option<(NodeId, &'a ExprCall)> {
        let (parent, node) = self.parent(id)?;
        match node.expression {
            Expr::Call(call) if call.func.range() == self.all[id.0].expression.range() => Some((parent, call)),
            _ => None,
        }
    }
}

/// What surrounds the expression that is visited.
#[derive(Clone, Copy)]
struct Surroundings<'a> {
    parent: Option<NodeId>,
    statement: &'a Stmt,
    function: Option<&'a StmtFunctionDef>,
    annotation: bool,
}

struct Builder<'a> {
    nodes: Nodes<'a>,
    context: Option<Surroundings<'a>>,
}

impl<'a> Builder<'a> {
    fn within(&mut self, change: impl FnOnce(&mut Surroundings<'a>), work: impl FnOnce(&mut Self)) {
        let outer = self.context;
        if let Some(context) = &mut self.context {
            change(context);
        }
        work(self);
        self.context = outer;
    }

    fn parameters(&mut self, parameters: &'a Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
        for parameter in parameters.iter() {
            if let Some(annotation) = parameter.annotation() {
                self.visit_annotation(annotation);
            }
        }
    }
}

impl<'a> Visitor<'a> for Builder<'a> {
    fn visit_body(&mut self, body: &'a [Stmt]) {
        let suite = self.nodes.suites;
        self.nodes.suites += 1;
        let parent = self.context.map(|context| context.statement);
        for statement in body {
            self.nodes.statements.insert(statement.range(), Position { suite, block: body, parent });
            self.visit_stmt(statement);
        }
    }

    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let outer = self.context;
        let function = outer.and_then(|context| context.function);
        self.context = Some(Surroundings { parent: None, statement, function, annotation: false });
        match statement {
            Stmt::FunctionDef(definition) => {
                self.nodes.functions.insert(definition.range, definition);
                for decorator in &definition.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.parameters(&definition.parameters);
                if let Some(returns) = &definition.returns {
                    self.visit_annotation(returns);
                }
                self.within(|context| context.function = Some(definition), |this| this.visit_body(&definition.body));
            }
            Stmt::Return(returned) => {
                if let Some(function) = function {
                    self.nodes.returns.push(Returned { function, value: returned.value.as_deref() });
                }
                visitor::walk_stmt(self, statement);
            }
            Stmt::Assign(assignment) => {
                for target in &assignment.targets {
                    if let Expr::Name(name) = target {
                        self.nodes.assigned.insert(name.range.start(), &assignment.value);
                    }
                }
                visitor::walk_stmt(self, statement);
            }
            // `headers |= {…}` puts something of the same kind into it.
            Stmt::AugAssign(assignment) if assignment.op == Operator::BitOr => {
                if let Expr::Name(name) = assignment.target.as_ref() {
                    self.nodes.assigned.insert(name.range.start(), &assignment.value);
                }
                visitor::walk_stmt(self, statement);
            }
            Stmt::AnnAssign(assignment) => {
                if let (Expr::Name(name), Some(value)) = (assignment.target.as_ref(), &assignment.value) {
                    self.nodes.assigned.insert(name.range.start(), value);
                }
                visitor::walk_stmt(self, statement);
            }
            _ => visitor::walk_stmt(self, statement),
        }
        self.context = outer;
    }

    fn visit_annotation(&mut self, expression: &'a Expr) {
        self.within(|context| context.annotation = true, |this| this.visit_expr(expression));
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        let Some(context) = self.context else { return };
        let id = NodeId(self.nodes.all.len());
        let Surroundings { parent, statement, function, annotation } = context;
        self.nodes.all.push(Node { expression, parent, statement, function, annotation });
        self.nodes.by_range.insert(expression.range(), id);
        if let Expr::Name(name) = expression {
            self.nodes.names.insert(name.range.start(), id);
        }
        if let Expr::Named(walrus) = expression
            && let Expr::Name(name) = walrus.target.as_ref()
        {
            self.nodes.assigned.insert(name.range.start(), &walrus.value);
        }
        self.within(|context| context.parent = Some(id), |this| visitor::walk_expr(this, expression));
    }
}
