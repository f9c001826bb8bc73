//! Functions of the project that make Python values of JavaScript ones: `js_to_py` and its like.
//! Border: recognises them by what they return; guarding them is PW404's work.
use camino::Utf8Path;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::{TextRange, TextSize};
use rustc_hash::FxHashMap;

use crate::codemods::Context;
use crate::python::Module;

/// A converter: its parameter is what it converts.
#[derive(Debug, Clone, Copy)]
pub struct Converter<'a> {
    /// The file.
    pub path: &'a Utf8Path,
    /// The file's module.
    pub module: &'a Module,
    /// The `def`.
    pub function: &'a StmtFunctionDef,
    /// The name of the parameter.
    pub parameter: &'a str,
}

/// The converters of a worker.
#[derive(Debug, Default)]
pub struct Converters<'a> {
    found: Vec<Converter<'a>>,
    by_place: FxHashMap<(&'a str, TextSize), usize>,
}

impl<'a> Converters<'a> {
    /// Finds them.
    pub fn of(context: &Context<'a>) -> Self {
        let mut converters = Self::default();
        for (path, module) in context.modules.iter().filter(|(path, _)| context.modules.is_reached(path)) {
            let mut functions = Functions(Vec::new());
            functions.visit_body(&module.syntax().body);
            for (function, is_method) in functions.0 {
                let Some(parameter) = first_parameter(function, is_method) else { continue };
                if (Reader { module, function, parameter }).is_converter() {
                    let key = (path.as_str(), function.range.start());
                    converters.by_place.insert(key, converters.found.len());
                    converters.found.push(Converter { path, module, function, parameter });
                }
            }
        }
        converters
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Converter<'a>> {
        self.found.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether `expression` is the parameter of a converter, inside it.
    pub fn converts(&self, path: &Utf8Path, function: TextRange, expression: &Expr) -> bool {
        let key = (path.as_str(), function.start());
        let Expr::Name(name) = expression else { return false };
        self.by_place.get(&key).is_some_and(|index| self.found[*index].parameter == name.id.as_str())
    }
}

struct Functions<'a>(Vec<(&'a StmtFunctionDef, bool)>);

impl<'a> StatementVisitor<'a> for Functions<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.0.push((function, false));
                walk_stmt(self, statement);
            }
            Stmt::ClassDef(class) => {
                for member in &class.body {
                    match member {
                        Stmt::FunctionDef(function) => {
                            let is_static = function.decorator_list.iter().any(|decorator| {
                                matches!(&decorator.expression, Expr::Name(name) if name.id.as_str() == "staticmethod")
                            });
                            self.0.push((function, !is_static));
                            self.visit_body(&function.body);
                        }
                        other => self.visit_stmt(other),
                    }
                }
            }
            _ => walk_stmt(self, statement),
        }
    }
}

fn first_parameter(function: &StmtFunctionDef, is_method: bool) -> Option<&str> {
    let parameters = &function.parameters;
    let mut names = parameters.posonlyargs.iter().chain(&parameters.args).skip(usize::from(is_method));
    names.next().map(|parameter| parameter.name().as_str())
}

/// Reads one function.
struct Reader<'r> {
    module: &'r Module,
    function: &'r StmtFunctionDef,
    parameter: &'r str,
}

impl<'r> Reader<'r> {
    /// Whether everything that the function returns is what its parameter converts to.
    fn is_converter(&self) -> bool {
        if self.function.is_async {
            return false;
        }
        let mut statements = Statements::default();
        statements.visit_body(&self.function.body);
        let returns: Vec<&Expr> = statements.returns.iter().copied().flatten().collect();
        let is_literal = |returned: &&Expr| matches!(returned, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_));
        !returns.iter().all(is_literal)
            && returns.iter().all(|returned| self.is_converted(returned, &statements, 0))
            && self.mentions_conversion()
    }

    /// Whether the parameter itself is converted somewhere.
    fn mentions_conversion(&self) -> bool {
        struct Search<'s, 'r> {
            reader: &'s Reader<'r>,
            found: bool,
        }
        impl<'a> Visitor<'a> for Search<'_, '_> {
            fn visit_expr(&mut self, expression: &'a Expr) {
                self.found |= self.reader.is_conversion(expression);
                visitor::walk_expr(self, expression);
            }
        }
        let mut search = Search { reader: self, found: false };
        search.visit_body(&self.function.body);
        search.found
    }

    /// `p.to_py()`, `JSON.stringify(p)`, `Object.entries(p)`, `p.object_entries()`.
    fn is_conversion(&self, expression: &Expr) -> bool {
        let Expr::Call(call) = expression else { return false };
        let name = self.module.scopes.qualified(&call.func);
        let first = call.arguments.args.first();
        match name.as_deref() {
            Some("js.JSON.stringify" | "js.Object.keys" | "js.Object.entries" | "js.Object.values") => {
                first.is_some_and(|argument| self.is_parameter(argument))
            }
            _ => match call.func.as_ref() {
                Expr::Attribute(attribute) => {
                    ["to_py", "object_entries", "object_keys", "object_values", "as_object_map"]
                        .contains(&attribute.attr.as_str())
                        && self.is_parameter(&attribute.value)
                }
                _ => false,
            },
        }
    }

    fn is_parameter(&self, expression: &Expr) -> bool {
        matches!(expression, Expr::Name(name) if name.id.as_str() == self.parameter)
    }

    fn is_converted(&self, expression: &Expr, statements: &Statements<'_>, depth: usize) -> bool {
        if depth > 8 {
            return false;
        }
        let again = |expression: &Expr| self.is_converted(expression, statements, depth + 1);
        match expression {
            Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) => true,
            Expr::Name(name) => {
                let name = name.id.as_str();
                name == self.parameter || self.is_other_parameter(name) || {
                    let values = statements.assigned(name);
                    !values.is_empty() && values.iter().all(|value| again(value))
                }
            }
            Expr::Dict(dict) => dict.items.iter().all(|item| again(&item.value)),
            Expr::List(list) => list.elts.iter().all(again),
            Expr::If(branch) => again(&branch.body) && again(&branch.orelse),
            Expr::BoolOp(operation) => operation.values.iter().all(again),
            Expr::ListComp(node) => again(&node.elt) || self.calls_itself(&node.elt),
            Expr::DictComp(node) => again(&node.value) || self.calls_itself(&node.value),
            Expr::Call(call) => {
                if self.is_conversion(expression) || self.calls_itself(expression) {
                    return true;
                }
                let [argument] = call.arguments.args.as_ref() else { return false };
                let scopes = &self.module.scopes;
                match scopes.qualified(&call.func).as_deref() {
                    Some("json.loads") => match argument {
                        Expr::Name(name) => {
                            let values = statements.assigned(name.id.as_str());
                            !values.is_empty() && values.iter().all(|value| self.is_conversion(value))
                        }
                        other => self.is_conversion(other),
                    },
                    _ => ["dict", "list"].iter().any(|name| scopes.is_builtin(&call.func, name)) && again(argument),
                }
            }
            _ => false,
        }
    }

    fn is_other_parameter(&self, name: &str) -> bool {
        self.function
            .parameters
            .iter_non_variadic_params()
            .any(|parameter| parameter.name().as_str() == name && parameter.default.is_some())
    }

    /// `js_to_py(x)` inside `js_to_py`.
    fn calls_itself(&self, expression: &Expr) -> bool {
        let Expr::Call(call) = expression else { return false };
        let own = self.function.name.as_str();
        match call.func.as_ref() {
            Expr::Name(name) => name.id.as_str() == own,
            Expr::Attribute(attribute) => attribute.attr.as_str() == own,
            _ => false,
        }
    }
}

/// Returns and assignments of a function's own body.
#[derive(Default)]
struct Statements<'a> {
    returns: Vec<Option<&'a Expr>>,
    assignments: Vec<(&'a Expr, &'a Expr)>,
    loops: Vec<&'a Expr>,
}

impl<'a> Statements<'a> {
    fn assigned(&self, name: &str) -> Vec<&'a Expr> {
        // What a loop hands out is not followed.
        let is_loop = self.loops.iter().any(|target| names(target).any(|found| found == name));
        if is_loop {
            return Vec::new();
        }
        self.assignments
            .iter()
            .filter(|(target, _)| match target {
                Expr::Name(found) => found.id.as_str() == name,
                // `result[key] = …`
                Expr::Subscript(subscript) => {
                    matches!(subscript.value.as_ref(), Expr::Name(found) if found.id.as_str() == name)
                }
                _ => false,
            })
            .map(|(_, value)| *value)
            .collect()
    }
}

fn names(target: &Expr) -> impl Iterator<Item = &str> {
    let parts: Vec<&Expr> = match target {
        Expr::Tuple(tuple) => tuple.elts.iter().collect(),
        other => vec![other],
    };
    parts.into_iter().filter_map(|part| match part {
        Expr::Name(name) => Some(name.id.as_str()),
        _ => None,
    })
}

impl<'a> StatementVisitor<'a> for Statements<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return,
            Stmt::Return(returned) => self.returns.push(returned.value.as_deref()),
            Stmt::Assign(assignment) => {
                for target in &assignment.targets {
                    self.assignments.push((target, &assignment.value));
                }
            }
            Stmt::AnnAssign(assignment) => {
                if let Some(value) = &assignment.value {
                    self.assignments.push((&assignment.target, value));
                }
            }
            Stmt::For(branch) => self.loops.push(&branch.target),
            _ => {}
        }
        walk_stmt(self, statement);
    }
}
