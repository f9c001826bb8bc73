//! Finds the functions and classes that a place names.
//! Border: syntax; what they are to the runtime is said elsewhere.
use ruff_python_ast::{Parameters, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::TextRange;

use crate::python::Module;

/// Visits every statement of a module that may define something, blocks included, functions and classes not entered.
pub fn each_statement<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Stmt)) {
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Walker<'v, 'a> {
        visit: &'v mut dyn FnMut(&'a Stmt),
    }
    impl<'a> StatementVisitor<'a> for Walker<'_, 'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            (self.visit)(statement);
            if !matches!(statement, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                walk_stmt(self, statement);
            }
        }
    }
    Walker { visit }.visit_body(body);
}

/// The module-level function with this range.
pub fn function(module: &Module, range: TextRange) -> Option<&StmtFunctionDef> {
    let mut found = None;
    each_statement(&module.syntax().body, &mut |statement| {
        if let Stmt::FunctionDef(function) = statement
            && function.range == range
        {
            found = Some(function);
        }
    });
    found
}

/// The module-level class with this range.
pub fn find_class(module: &Module, range: TextRange) -> Option<&StmtClassDef> {
    let mut found = None;
    each_statement(&module.syntax().body, &mut |statement| {
        if let Stmt::ClassDef(class) = statement
            && class.range == range
        {
            found = Some(class);
        }
    });
    found
}

/// The function with this range, wherever it stands in the module.
pub fn find_function_anywhere(module: &Module, range: TextRange) -> Option<&StmtFunctionDef> {
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Finder<'a> {
        range: TextRange,
        found: Option<&'a StmtFunctionDef>,
    }
    impl<'a> StatementVisitor<'a> for Finder<'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if let Stmt::FunctionDef(function) = statement
                && function.range == self.range
            {
                self.found = Some(function);
            }
            walk_stmt(self, statement);
        }
    }
    let mut finder = Finder { range, found: None };
    finder.visit_body(&module.syntax().body);
    finder.found
}

/// The names of the positional parameters.
pub fn positional(parameters: &Parameters) -> Vec<String> {
    parameters.posonlyargs.iter().chain(&parameters.args).map(|parameter| parameter.name().to_string()).collect()
}
