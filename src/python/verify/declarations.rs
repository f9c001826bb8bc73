//! The compiler's rules for names: what `global` and `nonlocal` may declare, and where; `__debug__`.
//! Border: follows the compiler's own table of symbols; what a name means is `scopes`' knowledge.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Alias, Comprehension, ExceptHandler, Expr, ExprContext, Identifier, Keyword, ModModule, Parameters, Pattern, Stmt,
    TypeParams,
};
use ruff_text_size::TextRange;
use rustc_hash::FxHashMap;

/// What is refused.
pub fn errors(module: &ModModule) -> Vec<(TextRange, String)> {
    let mut table = Table { scopes: vec![Scope::new(Kind::Module, None)], current: 0, errors: Vec::new() };
    table.visit_body(&module.body);
    table.resolve();
    table.errors
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Class,
    Function,
    Comprehension,
    TypeParameters,
}

/// What a name is in a scope, as far as it was read.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    is_used: bool,
    is_assigned: bool,
    is_imported: bool,
    is_parameter: bool,
    is_global: bool,
    is_nonlocal: bool,
}

impl Marks {
    fn is_bound(self) -> bool {
        (self.is_assigned || self.is_imported || self.is_parameter) && !self.is_global
    }
}

struct Scope<'a> {
    kind: Kind,
    parent: Option<usize>,
    names: FxHashMap<&'a str, Marks>,
    nonlocals: Vec<&'a Identifier>,
}

impl Scope<'_> {
    fn new(kind: Kind, parent: Option<usize>) -> Self {
        Self { kind, parent, names: FxHashMap::default(), nonlocals: Vec::new() }
    }
}

struct Table<'a> {
    scopes: Vec<Scope<'a>>,
    current: usize,
    errors: Vec<(TextRange, String)>,
}

impl<'a> Table<'a> {
    fn inside(&mut self, kind: Kind, work: impl FnOnce(&mut Self)) {
        let outer = self.current;
        self.scopes.push(Scope::new(kind, Some(outer)));
        self.current = self.scopes.len() - 1;
        work(self);
        self.current = outer;
    }

    fn marks(&mut self, name: &'a str) -> &mut Marks {
        self.scopes[self.current].names.entry(name).or_default()
    }

    fn assign(&mut self, name: &'a str, range: TextRange) {
        self.not_debug(name, range);
        self.marks(name).is_assigned = true;
    }

    fn not_debug(&mut self, name: &str, range: TextRange) {
        if name == "__debug__" {
            self.errors.push((range, "`__debug__` cannot be assigned to".to_owned()));
        }
    }

    /// `(name := …)` binds in the function around comprehensions.
    fn assign_outside(&mut self, name: &'a str, range: TextRange) {
        self.not_debug(name, range);
        let mut scope = self.current;
        while self.scopes[scope].kind == Kind::Comprehension
            && let Some(parent) = self.scopes[scope].parent
        {
            scope = parent;
        }
        if scope != self.current && self.scopes[scope].kind == Kind::Class {
            self.errors.push((range, "an assignment expression in a comprehension of a class body".to_owned()));
        }
        self.scopes[scope].names.entry(name).or_default().is_assigned = true;
    }

    fn declare(&mut self, name: &'a Identifier, keyword: &str) {
        let marks = *self.marks(name.as_str());
        let told = match marks {
            Marks { is_parameter: true, .. } => Some("is a parameter and"),
            Marks { is_assigned: true, .. } => Some("is assigned to before"),
            Marks { is_used: true, .. } => Some("is used before"),
            _ => None,
        };
        if let Some(told) = told {
            self.errors.push((name.range, format!("`{name}` {told} declared {keyword}")));
        }
    }

    /// Defaults and parameters of a function; `body` is read in its scope.
    fn function(&mut self, parameters: Option<&'a Parameters>, body: impl FnOnce(&mut Self)) {
        for default in parameters.iter().flat_map(|parameters| parameters.iter_non_variadic_params()) {
            if let Some(default) = &default.default {
                self.visit_expr(default);
            }
        }
        self.inside(Kind::Function, |table| {
            for parameter in parameters.iter().flat_map(|parameters| parameters.iter()) {
                let name = parameter.name();
                table.not_debug(name.as_str(), name.range);
                table.marks(name.as_str()).is_parameter = true;
            }
            body(table);
        });
    }

    /// What stands inside the scope of the type parameters, if there are some.
    fn generic(&mut self, parameters: Option<&'a TypeParams>, work: impl FnOnce(&mut Self)) {
        let Some(parameters) = parameters else { return work(self) };
        self.inside(Kind::TypeParameters, |table| {
            for parameter in &parameters.type_params {
                let name = parameter.name();
                table.assign(name.as_str(), name.range);
            }
            work(table);
        });
    }

    fn comprehension(&mut self, generators: &'a [Comprehension], results: &[&'a Expr]) {
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.inside(Kind::Comprehension, |table| {
            for (index, generator) in generators.iter().enumerate() {
                table.visit_expr(&generator.target);
                if index > 0 {
                    table.visit_expr(&generator.iter);
                }
                for condition in &generator.ifs {
                    table.visit_expr(condition);
                }
            }
            for result in results {
                table.visit_expr(result);
            }
        });
    }

    /// Whether every `nonlocal` finds what it speaks of.
    fn resolve(&mut self) {
        let mut errors = Vec::new();
        for scope in &self.scopes {
            for name in &scope.nonlocals {
                let mut above = scope.parent;
                // Inside a class, `super()` makes a name that methods share.
                let mut is_bound = false;
                while let Some(index) = above {
                    let outer = &self.scopes[index];
                    let marks = outer.names.get(name.as_str()).copied().unwrap_or_default();
                    match outer.kind {
                        Kind::Function if marks.is_bound() || marks.is_nonlocal => is_bound = true,
                        Kind::Function if marks.is_global => break,
                        Kind::Class if name.as_str() == "__class__" => is_bound = true,
                        Kind::TypeParameters if marks.is_assigned => break,
                        _ => {}
                    }
                    if is_bound {
                        break;
                    }
                    above = outer.parent;
                }
                if !is_bound && scope.kind != Kind::Module {
                    errors.push((name.range, format!("nothing around it binds the nonlocal `{name}`")));
                }
            }
        }
        self.errors.append(&mut errors);
    }
}

impl<'a> Visitor<'a> for Table<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.assign(function.name.as_str(), function.name.range);
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.generic(function.type_params.as_deref(), |table| {
                    table.function(Some(&function.parameters), |table| table.visit_body(&function.body));
                });
            }
            Stmt::ClassDef(class) => {
                self.assign(class.name.as_str(), class.name.range);
                for decorator in &class.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.generic(class.type_params.as_deref(), |table| {
                    if let Some(arguments) = &class.arguments {
                        table.visit_arguments(arguments);
                    }
                    table.inside(Kind::Class, |table| table.visit_body(&class.body));
                });
            }
            Stmt::TypeAlias(alias) => self.visit_expr(&alias.name),
            Stmt::Global(global) => {
                for name in &global.names {
                    self.declare(name, "global");
                    let marks = self.marks(name.as_str());
                    marks.is_global = true;
                    if marks.is_nonlocal {
                        self.errors.push((name.range, format!("`{name}` is nonlocal and global")));
                    }
                }
            }
            Stmt::Nonlocal(nonlocal) => {
                for name in &nonlocal.names {
                    self.declare(name, "nonlocal");
                    let marks = self.marks(name.as_str());
                    marks.is_nonlocal = true;
                    if marks.is_global {
                        self.errors.push((name.range, format!("`{name}` is nonlocal and global")));
                    }
                    let current = self.current;
                    self.scopes[current].nonlocals.push(name);
                }
            }
            Stmt::AnnAssign(assign) => {
                // What the annotation names is looked up in a scope of its own.
                self.visit_expr(&assign.target);
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_alias(&mut self, alias: &'a Alias) {
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        self.not_debug(bound.as_str(), bound.range);
        let name = match &alias.asname {
            Some(name) => name.as_str(),
            None => alias.name.split('.').next().unwrap_or_default(),
        };
        self.marks(name).is_imported = true;
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.assign(name.as_str(), name.range);
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_keyword(&mut self, keyword: &'a Keyword) {
        if let Some(name) = &keyword.arg {
            self.not_debug(name.as_str(), name.range);
        }
        visitor::walk_keyword(self, keyword);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(node) => node.name.as_ref(),
            Pattern::MatchStar(node) => node.name.as_ref(),
            Pattern::MatchMapping(node) => node.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.assign(name.as_str(), name.range);
        }
        visitor::walk_pattern(self, pattern);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load => self.marks(name.id.as_str()).is_used = true,
                _ => self.assign(name.id.as_str(), name.range),
            },
            Expr::Attribute(attribute) => {
                if attribute.ctx != ExprContext::Load {
                    self.not_debug(attribute.attr.as_str(), attribute.attr.range);
                }
                self.visit_expr(&attribute.value);
            }
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                if let Expr::Name(name) = named.target.as_ref() {
                    self.assign_outside(name.id.as_str(), name.range);
                }
            }
            Expr::Lambda(lambda) => {
                self.function(lambda.parameters.as_deref(), |table| table.visit_expr(&lambda.body));
            }
            Expr::ListComp(node) => self.comprehension(&node.generators, &[&node.elt]),
            Expr::SetComp(node) => self.comprehension(&node.generators, &[&node.elt]),
            Expr::Generator(node) => self.comprehension(&node.generators, &[&node.elt]),
            Expr::DictComp(node) => {
                let results: Vec<&Expr> = node.key.iter().map(AsRef::as_ref).chain([node.value.as_ref()]).collect();
                self.comprehension(&node.generators, &results);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }
}
