//! Interprets statements: definitions, imports, whatever has one way through.
//! Border: names; branches and loops are `branches`' work, targets of assignments `targets`'.
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef, StmtImportFrom};
use ruff_text_size::TextSize;

use super::analysis::{Analysis, Frame};
use super::containers::{self, iterate};
use super::platform::Platform;
use super::project::Receiver;
use super::value::{Callable, FunctionId, Value};

impl<'a> Analysis<'a> {
    /// Interprets a statement; says whether what follows it is reached.
    pub fn statement(&mut self, frame: &mut Frame, statement: &'a Stmt) -> bool {
        match statement {
            Stmt::FunctionDef(function) => self.function_definition(frame, function),
            Stmt::ClassDef(class) => self.class_definition(frame, class),
            Stmt::Return(returned) => {
                let value = returned.value.as_deref().map_or(Value::Data, |value| self.evaluate(frame, value));
                if let Some(function) = frame.function {
                    self.add_return(function, &value);
                }
                return false;
            }
            Stmt::Raise(raised) => {
                for part in raised.exc.iter().chain(&raised.cause) {
                    self.evaluate(frame, part);
                }
                return false;
            }
            Stmt::Break(_) | Stmt::Continue(_) => {
                let state = frame.state.clone();
                if let Some(exits) = frame.exits.last_mut() {
                    exits.push(state);
                }
                return false;
            }
            Stmt::Expr(expression) => {
                self.evaluate(frame, &expression.value);
            }
            Stmt::Assign(assignment) => {
                let value = self.evaluate(frame, &assignment.value);
                for target in &assignment.targets {
                    self.assign_target(frame, target, value.clone());
                }
            }
            Stmt::AnnAssign(assignment) => {
                if let Some(value) = &assignment.value {
                    let value = self.evaluate(frame, value);
                    self.assign_target(frame, &assignment.target, value);
                }
            }
            Stmt::AugAssign(assignment) => {
                let before = self.evaluate(frame, &assignment.target);
                let added = self.evaluate(frame, &assignment.value);
                let value = match &before {
                    Value::Sequence(_) | Value::Tuple(_) => before.join(&containers::as_sequence(&added)),
                    Value::Mapping(_) => before.join(&added),
                    _ => Value::Data,
                };
                self.assign_target(frame, &assignment.target, value);
            }
            Stmt::Delete(deleted) => {
                for target in &deleted.targets {
                    self.visit_target(frame, target);
                }
            }
            Stmt::If(branch) => {
                return self.branches(frame, Some(&branch.test), &branch.body, &branch.elif_else_clauses);
            }
            Stmt::While(branch) => {
                self.repeat(frame, &branch.orelse, |this, frame| {
                    this.evaluate(frame, &branch.test);
                    let known = frame.narrowed.len();
                    this.narrow(frame, &branch.test, true);
                    this.block(frame, &branch.body);
                    frame.narrowed.truncate(known);
                });
            }
            Stmt::For(branch) => {
                let items = self.evaluate(frame, &branch.iter);
                let item = iterate(&items);
                self.repeat(frame, &branch.orelse, |this, frame| {
                    this.assign_target(frame, &branch.target, item.clone());
                    this.block(frame, &branch.body);
                });
            }
            Stmt::With(with) => {
                for item in &with.items {
                    let entered = match self.evaluate(frame, &item.context_expr) {
                        Value::Platform(Platform::Js) => Value::JS,
                        Value::Python | Value::Data => Value::Python,
                        _ => Value::UNKNOWN,
                    };
                    if let Some(target) = &item.optional_vars {
                        self.assign_target(frame, target, entered);
                    }
                }
                return self.block(frame, &with.body);
            }
            Stmt::Match(matched) => return self.match_statement(frame, &matched.subject, &matched.cases),
            Stmt::Try(attempt) => return self.attempt(frame, attempt),
            Stmt::Assert(assertion) => {
                self.evaluate(frame, &assertion.test);
                self.narrow(frame, &assertion.test, true);
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.name.as_str();
                    let (bound, dotted) = match &alias.asname {
                        Some(bound) => (bound.range.start(), name),
                        None => (alias.name.range.start(), name.split('.').next().unwrap_or(name)),
                    };
                    let value = self.imported(frame.file, dotted);
                    self.assign_at(frame, bound, value);
                }
            }
            Stmt::ImportFrom(import) => self.import_from(frame, import),
            Stmt::TypeAlias(_) | Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => {}
        }
        true
    }

    /// The name that stands there gets a value.
    pub fn assign_at(&mut self, frame: &mut Frame, start: TextSize, value: Value) {
        if let Some(binding) = self.module(frame.file).scopes.meaning(start) {
            self.assign(frame, binding, value);
        }
    }

    /// The module that an import names.
    fn imported(&self, file: usize, dotted: &str) -> Value {
        match self.context.modules.resolve(self.path(file), dotted).and_then(|path| self.project.file(path)) {
            Some(found) => Value::Module(found),
            None if dotted.starts_with('.') => Value::UNKNOWN,
            None => Value::Dotted(Name::new(dotted)),
        }
    }

    fn import_from(&mut self, frame: &mut Frame, import: &StmtImportFrom) {
        let dots = ".".repeat(import.level as usize);
        let module = format!("{dots}{}", import.module.as_ref().map_or("", |name| name.as_str()));
        for alias in &import.names {
            let name = alias.name.as_str();
            if name == "*" {
                continue;
            }
            let joint = if module.ends_with('.') { "" } else { "." };
            let value = match self.imported(frame.file, &module) {
                Value::Module(file) => self
                    .member(file, name, 0)
                    .unwrap_or_else(|| self.imported(frame.file, &format!("{module}{joint}{name}"))),
                _ => self.imported(frame.file, &format!("{module}{joint}{name}")),
            };
            let value = self.special(value);
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            self.assign_at(frame, bound.range.start(), value);
        }
    }

    fn function_definition(&mut self, frame: &mut Frame, function: &'a StmtFunctionDef) {
        let Some(id) = self.project.function_at(frame.file, function.range) else { return };
        self.defaults(frame, id);
        let bound = false;
        let mut value = Value::Functions([Callable { function: id, bound, step: false }].into());
        for decorator in function.decorator_list.iter().rev() {
            let applied = self.evaluate(frame, &decorator.expression);
            value = self.decorate(&applied, value, id);
        }
        self.assign_at(frame, function.name.range.start(), value);
    }

    /// Default values get into parameters.
    pub fn defaults(&mut self, frame: &mut Frame, id: FunctionId) {
        let Some(parameters) = self.project.functions[id.0].parameters() else { return };
        let with_defaults: Vec<(&Expr, TextSize)> = parameters
            .iter_non_variadic_params()
            .filter_map(|parameter| Some((parameter.default.as_deref()?, parameter.parameter.name.range.start())))
            .collect();
        for (default, start) in with_defaults {
            let value = self.evaluate(frame, default);
            let position = parameters.iter().position(|parameter| parameter.name().range.start() == start);
            if let Some(position) = position {
                self.add_parameter(id, position, &value);
            }
        }
    }

    fn class_definition(&mut self, frame: &mut Frame, definition: &'a StmtClassDef) {
        let Some(id) = self.project.class_at(frame.file, definition.range) else { return };
        for decorator in &definition.decorator_list {
            self.evaluate(frame, &decorator.expression);
        }
        for base in definition.bases() {
            match self.evaluate(frame, base) {
                Value::Class(base) if base != id => {
                    if !self.project.classes[id.0].bases.contains(&base) {
                        self.project.classes[id.0].bases.push(base);
                        self.knowledge.add_base();
                    }
                }
                Value::Nothing => {}
                Value::Dotted(name) if name == "builtins.object" => {}
                _ if self.project.classes[id.0].has_foreign_base => {}
                _ => {
                    self.project.classes[id.0].has_foreign_base = true;
                    self.knowledge.add_base();
                }
            }
        }
        for keyword in definition.keywords() {
            self.evaluate(frame, &keyword.value);
        }
        self.block(frame, &definition.body);
        self.assign_at(frame, definition.name.range.start(), Value::Class(id));
        if self.project.classes[id.0].has_foreign_base && self.project.role(id).is_none() {
            // A framework may call what it overrides.
            let methods: Vec<FunctionId> = self.project.classes[id.0].methods.values().copied().collect();
            for method in methods {
                let is_private = self.project.functions[method.0].name().is_some_and(|name| name.starts_with('_'));
                if !is_private && self.project.functions[method.0].receiver != Receiver::None {
                    self.escape(method);
                }
            }
        }
    }
}
