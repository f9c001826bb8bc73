//! The compiler's rules that ruff's checker knows: where `await`, `yield`, `return` and their like may stand.
//! Border: tells the checker what surrounds a node; the rules are its own.
use std::cell::RefCell;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ModModule, Parameters, PythonVersion, Stmt};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
};
use ruff_text_size::TextRange;

/// What the checker finds.
pub fn errors(module: &ModModule, text: &str) -> Vec<(TextRange, String)> {
    let mut walker = Walker { checker: SemanticSyntaxChecker::new(), state: State::new(text) };
    walker.visit_body(&module.body);
    walker.state.errors.into_inner().into_iter().map(|error| (error.range, error.to_string())).collect()
}

/// What surrounds the node that is being checked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Frame {
    Module,
    Class,
    Function { is_async: bool, parameters: Vec<String>, globals: Vec<(String, TextRange)> },
    Lambda { parameters: Vec<String> },
    Comprehension { is_async: bool, is_generator: bool },
    Loop,
}

struct State<'text> {
    text: &'text str,
    frames: Vec<Frame>,
    errors: RefCell<Vec<SemanticSyntaxError>>,
}

impl<'text> State<'text> {
    fn new(text: &'text str) -> Self {
        Self { text, frames: vec![Frame::Module], errors: RefCell::default() }
    }

    /// The frames from the innermost outwards, loops left out.
    fn scopes(&self) -> impl Iterator<Item = &Frame> {
        self.frames.iter().rev().filter(|frame| **frame != Frame::Loop)
    }
}

impl SemanticSyntaxContext for State<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }
    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        None
    }
    fn python_version(&self) -> PythonVersion {
        PythonVersion::latest()
    }
    fn source(&self) -> &str {
        self.text
    }
    fn global(&self, name: &str) -> Option<TextRange> {
        match self.scopes().next() {
            Some(Frame::Function { globals, .. }) => {
                globals.iter().find(|(declared, _)| declared == name).map(|(_, range)| *range)
            }
            _ => None,
        }
    }
    fn has_nonlocal_binding(&self, _name: &str) -> bool {
        // `declarations` knows.
        true
    }
    fn in_async_context(&self) -> bool {
        self.scopes()
            .find_map(|frame| match frame {
                Frame::Function { is_async, .. } => Some(*is_async),
                Frame::Class | Frame::Module | Frame::Lambda { .. } => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }
    fn in_await_allowed_context(&self) -> bool {
        self.scopes()
            .find_map(|frame| match frame {
                // A generator expression that awaits is an asynchronous generator, wherever it stands.
                Frame::Function { .. } | Frame::Lambda { .. } | Frame::Comprehension { is_generator: true, .. } => {
                    Some(true)
                }
                Frame::Class | Frame::Module => Some(false),
                _ => None,
            })
            .unwrap_or(false)
    }
    fn in_yield_allowed_context(&self) -> bool {
        matches!(self.scopes().next(), Some(Frame::Function { .. } | Frame::Lambda { .. }))
    }
    fn in_sync_comprehension(&self) -> bool {
        self.scopes()
            .take_while(|frame| matches!(frame, Frame::Comprehension { .. }))
            .any(|frame| matches!(frame, Frame::Comprehension { is_async: false, is_generator: false }))
    }
    fn in_class_body_comprehension(&self) -> bool {
        let mut frames = self.scopes().skip_while(|frame| matches!(frame, Frame::Comprehension { .. }));
        matches!(self.scopes().next(), Some(Frame::Comprehension { .. })) && frames.next() == Some(&Frame::Class)
    }
    fn in_module_scope(&self) -> bool {
        matches!(self.scopes().next(), Some(Frame::Module))
    }
    fn in_function_scope(&self) -> bool {
        matches!(self.scopes().next(), Some(Frame::Function { .. } | Frame::Lambda { .. }))
    }
    fn in_generator_context(&self) -> bool {
        matches!(self.scopes().next(), Some(Frame::Comprehension { is_generator: true, .. }))
    }
    fn in_notebook(&self) -> bool {
        false
    }
    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.errors.borrow_mut().push(error);
    }
    fn in_loop_context(&self) -> bool {
        for frame in self.frames.iter().rev() {
            match frame {
                Frame::Loop => return true,
                Frame::Comprehension { .. } => {}
                _ => return false,
            }
        }
        false
    }
    fn is_bound_parameter(&self, name: &str) -> bool {
        match self.scopes().next() {
            Some(Frame::Function { parameters, .. } | Frame::Lambda { parameters }) => {
                parameters.iter().any(|parameter| parameter == name)
            }
            _ => false,
        }
    }
}

struct Walker<'text> {
    checker: SemanticSyntaxChecker,
    state: State<'text>,
}

impl Walker<'_> {
    fn inside(&mut self, frame: Frame, work: impl FnOnce(&mut Self)) {
        self.state.frames.push(frame);
        work(self);
        self.state.frames.pop();
    }

    fn outside(&mut self, parameters: &Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
        for parameter in parameters.iter() {
            if let Some(annotation) = parameter.annotation() {
                self.visit_expr(annotation);
            }
        }
    }
}

fn names(parameters: &Parameters) -> Vec<String> {
    parameters.iter().map(|parameter| parameter.name().to_string()).collect()
}

/// The `global` declarations of one function body, nested functions and classes left out.
fn globals(body: &[Stmt]) -> Vec<(String, TextRange)> {
    struct Globals(Vec<(String, TextRange)>);
    impl<'a> Visitor<'a> for Globals {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            match statement {
                Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
                Stmt::Global(global) => {
                    self.0.extend(global.names.iter().map(|name| (name.to_string(), name.range)));
                }
                _ => visitor::walk_stmt(self, statement),
            }
        }
        fn visit_expr(&mut self, _: &'a Expr) {}
    }
    let mut found = Globals(Vec::new());
    found.visit_body(body);
    found.0
}

impl<'a> Visitor<'a> for Walker<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.checker.visit_stmt(statement, &self.state);
        match statement {
            Stmt::FunctionDef(function) => {
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.outside(&function.parameters);
                let frame = Frame::Function {
                    is_async: function.is_async,
                    parameters: names(&function.parameters),
                    globals: globals(&function.body),
                };
                self.inside(frame, |this| this.visit_body(&function.body));
            }
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                self.inside(Frame::Class, |this| this.visit_body(&class.body));
            }
            Stmt::For(node) => {
                self.visit_expr(&node.iter);
                self.visit_expr(&node.target);
                self.inside(Frame::Loop, |this| this.visit_body(&node.body));
                self.visit_body(&node.orelse);
            }
            Stmt::While(node) => {
                self.visit_expr(&node.test);
                self.inside(Frame::Loop, |this| this.visit_body(&node.body));
                self.visit_body(&node.orelse);
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        self.checker.visit_expr(expression, &self.state);
        let (generators, is_generator) = match expression {
            Expr::ListComp(node) => (&node.generators, false),
            Expr::SetComp(node) => (&node.generators, false),
            Expr::DictComp(node) => (&node.generators, false),
            Expr::Generator(node) => (&node.generators, true),
            Expr::Lambda(lambda) => {
                let mut parameters = Vec::new();
                if let Some(list) = &lambda.parameters {
                    self.outside(list);
                    parameters = names(list);
                }
                self.inside(Frame::Lambda { parameters }, |this| this.visit_expr(&lambda.body));
                return;
            }
            _ => {
                visitor::walk_expr(self, expression);
                return;
            }
        };
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        let is_async = generators.iter().any(|generator| generator.is_async);
        self.inside(Frame::Comprehension { is_async, is_generator }, |this| {
            for (index, generator) in generators.iter().enumerate() {
                if index > 0 {
                    this.visit_expr(&generator.iter);
                }
                this.visit_expr(&generator.target);
                for condition in &generator.ifs {
                    this.visit_expr(condition);
                }
            }
            match expression {
                Expr::ListComp(node) => this.visit_expr(&node.elt),
                Expr::SetComp(node) => this.visit_expr(&node.elt),
                Expr::Generator(node) => this.visit_expr(&node.elt),
                Expr::DictComp(node) => {
                    if let Some(key) = &node.key {
                        this.visit_expr(key);
                    }
                    this.visit_expr(&node.value);
                }
                _ => {}
            }
        });
    }
}
