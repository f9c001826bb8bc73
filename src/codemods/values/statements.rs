//! Interprets statements: assignments, branches, loops, definitions, imports.
//! Border: control flow and names; what expressions give is `expressions`' work.
use ruff_python_ast::name::Name;
use ruff_python_ast::{
    ElifElseClause, ExceptHandler, Expr, MatchCase, Pattern, Stmt, StmtClassDef, StmtFunctionDef, StmtImportFrom,
    StmtTry,
};
use ruff_text_size::TextSize;

use super::analysis::{Analysis, Frame};
use super::containers::{self, iterate};
use super::platform::Platform;
use super::project::Receiver;
use super::state::State;
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

    fn assign_at(&mut self, frame: &mut Frame, start: TextSize, value: Value) {
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

    fn branches(
        &mut self,
        frame: &mut Frame,
        test: Option<&'a Expr>,
        body: &'a [Stmt],
        rest: &'a [ElifElseClause],
    ) -> bool {
        let Some(test) = test else { return self.block(frame, body) };
        self.evaluate(frame, test);
        let known = frame.narrowed.len();
        let before = frame.state.clone();
        self.narrow(frame, test, true);
        let through_body = self.block(frame, body);
        frame.narrowed.truncate(known);
        let after_body = std::mem::replace(&mut frame.state, before);
        self.narrow(frame, test, false);
        let through_rest = match rest.split_first() {
            Some((clause, rest)) => self.branches(frame, clause.test.as_ref(), &clause.body, rest),
            None => true,
        };
        frame.narrowed.truncate(known);
        match (through_body, through_rest) {
            (true, true) => frame.state.merge(&after_body),
            (true, false) => frame.state = after_body,
            (false, _) => {}
        }
        through_body || through_rest
    }

    /// Interprets a loop's round until its state settles; `else` and `break` join behind it.
    fn repeat(&mut self, frame: &mut Frame, orelse: &'a [Stmt], mut round: impl FnMut(&mut Self, &mut Frame)) {
        frame.exits.push(Vec::new());
        for _ in 0..4 {
            let before = frame.state.clone();
            round(self, frame);
            frame.state.merge(&before);
            let exits = frame.exits.last_mut().map(std::mem::take).unwrap_or_default();
            for state in &exits {
                frame.state.merge(state);
            }
            if frame.state == before {
                break;
            }
        }
        frame.exits.pop();
        self.block(frame, orelse);
    }

    fn attempt(&mut self, frame: &mut Frame, attempt: &'a StmtTry) -> bool {
        let before = frame.state.clone();
        let mut through = self.block(frame, &attempt.body);
        let mut interrupted = frame.state.clone();
        interrupted.merge(&before);
        if through {
            through = self.block(frame, &attempt.orelse);
        } else {
            self.block(frame, &attempt.orelse);
        }
        let mut after = through.then(|| frame.state.clone());
        for handler in &attempt.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            frame.state = interrupted.clone();
            if let Some(kind) = &handler.type_ {
                self.evaluate(frame, kind);
            }
            if let Some(name) = &handler.name {
                self.assign_at(frame, name.range.start(), Value::Python);
            }
            if self.block(frame, &handler.body) {
                match &mut after {
                    Some(after) => after.merge(&frame.state),
                    None => after = Some(frame.state.clone()),
                }
            }
        }
        let through = after.is_some();
        frame.state = after.unwrap_or(interrupted);
        through & self.block(frame, &attempt.finalbody)
    }

    fn match_statement(&mut self, frame: &mut Frame, subject: &'a Expr, cases: &'a [MatchCase]) -> bool {
        let value = self.evaluate(frame, subject);
        let before = frame.state.clone();
        let mut after: Option<State> = None;
        let mut is_exhaustive = false;
        for case in cases {
            frame.state = before.clone();
            self.pattern(frame, &case.pattern, &value);
            if let Some(guard) = &case.guard {
                self.evaluate(frame, guard);
            }
            is_exhaustive |= case.pattern.is_irrefutable() && case.guard.is_none();
            if self.block(frame, &case.body) {
                match &mut after {
                    Some(after) => after.merge(&frame.state),
                    None => after = Some(frame.state.clone()),
                }
            }
        }
        if !is_exhaustive {
            match &mut after {
                Some(after) => after.merge(&before),
                None => after = Some(before),
            }
        }
        let through = after.is_some();
        if let Some(after) = after {
            frame.state = after;
        }
        through
    }

    fn pattern(&mut self, frame: &mut Frame, pattern: &'a Pattern, value: &Value) {
        match pattern {
            Pattern::MatchValue(constant) => {
                self.evaluate(frame, &constant.value);
            }
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(sequence) => {
                let plain = sequence.patterns.iter().all(|pattern| !pattern.is_match_star());
                for (index, pattern) in sequence.patterns.iter().enumerate() {
                    let item = match value {
                        Value::Tuple(items) if plain && items.len() == sequence.patterns.len() => items[index].clone(),
                        other => iterate(other),
                    };
                    self.pattern(frame, pattern, &item);
                }
            }
            Pattern::MatchMapping(mapping) => {
                for (key, pattern) in mapping.keys.iter().zip(&mapping.patterns) {
                    self.evaluate(frame, key);
                    let item = containers::item(value, containers::literal_text(key), None);
                    self.pattern(frame, pattern, &item);
                }
                if let Some(rest) = &mapping.rest {
                    self.assign_at(frame, rest.range.start(), value.clone());
                }
            }
            Pattern::MatchClass(class) => {
                self.evaluate(frame, &class.cls);
                let attributes = class.arguments.keywords.iter().map(|keyword| &keyword.pattern);
                for pattern in class.arguments.patterns.iter().chain(attributes) {
                    self.pattern(frame, pattern, &Value::UNKNOWN);
                }
            }
            Pattern::MatchStar(star) => {
                if let Some(name) = &star.name {
                    self.assign_at(frame, name.range.start(), Value::sequence(value.clone()));
                }
            }
            Pattern::MatchAs(capture) => {
                if let Some(inner) = &capture.pattern {
                    self.pattern(frame, inner, value);
                }
                if let Some(name) = &capture.name {
                    self.assign_at(frame, name.range.start(), value.clone());
                }
            }
            Pattern::MatchOr(either) => {
                for pattern in &either.patterns {
                    self.pattern(frame, pattern, value);
                }
            }
        }
    }

    /// Assigns to a target of any form.
    pub fn assign_target(&mut self, frame: &mut Frame, target: &'a Expr, value: Value) {
        match target {
            Expr::Name(name) => {
                self.record(target, &value);
                self.assign_at(frame, name.range.start(), value);
            }
            Expr::Tuple(_) | Expr::List(_) => {
                let targets: &[Expr] = match target {
                    Expr::Tuple(tuple) => &tuple.elts,
                    Expr::List(list) => &list.elts,
                    _ => &[],
                };
                let plain = targets.iter().all(|target| !target.is_starred_expr());
                for (index, target) in targets.iter().enumerate() {
                    let item = match &value {
                        Value::Tuple(items) if plain && items.len() == targets.len() => items[index].clone(),
                        other => iterate(other),
                    };
                    self.assign_target(frame, target, item);
                }
            }
            Expr::Starred(starred) => self.assign_target(frame, &starred.value, Value::sequence(value)),
            Expr::Attribute(attribute) => {
                let object = self.evaluate(frame, &attribute.value);
                self.record(target, &value);
                match object {
                    Value::Instance(class) => self.add_attribute(class, &attribute.attr.id, &value),
                    Value::Mapping(_) => self.mutate(frame, &attribute.value, &|container| {
                        containers::with_key(container, Some(attribute.attr.as_str()), &value)
                    }),
                    Value::Mixed(_) | Value::Dotted(_) | Value::Python => self.escape_value(&value),
                    _ => {}
                }
            }
            Expr::Subscript(subscript) => {
                let object = self.evaluate(frame, &subscript.value);
                self.evaluate(frame, &subscript.slice);
                self.record(target, &value);
                if object.is_unknown() {
                    self.escape_value(&value);
                }
                let key = containers::literal_text(&subscript.slice);
                self.mutate(frame, &subscript.value, &|container| containers::with_key(container, key, &value));
            }
            other => {
                self.evaluate(frame, other);
            }
        }
    }

    fn visit_target(&mut self, frame: &mut Frame, target: &'a Expr) {
        match target {
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| self.visit_target(frame, target)),
            Expr::List(list) => list.elts.iter().for_each(|target| self.visit_target(frame, target)),
            Expr::Name(_) => {}
            other => {
                self.evaluate(frame, other);
            }
        }
    }

    /// Changes what a container holds, where a name or an attribute of an object leads to it.
    pub fn mutate(&mut self, frame: &mut Frame, container: &'a Expr, change: &dyn Fn(&Value) -> Value) {
        match container {
            Expr::Name(name) => {
                let Some(binding) = self.module(frame.file).scopes.meaning(name.range.start()) else { return };
                let before = self.read(frame, binding);
                let after = change(&before);
                if after != before {
                    self.assign(frame, binding, after);
                }
            }
            Expr::Attribute(attribute) => {
                if let Value::Instance(class) = self.evaluate(frame, &attribute.value) {
                    let before = self.instance_attribute(class, &attribute.attr.id);
                    self.add_attribute(class, &attribute.attr.id, &change(&before));
                }
            }
            // `routes["GET"][path] = handler`
            Expr::Subscript(subscript) => {
                let key = containers::literal_text(&subscript.slice);
                self.mutate(frame, &subscript.value, &|outer| {
                    let inner = containers::item(outer, key, None);
                    containers::with_key(outer, key, &change(&inner))
                });
            }
            _ => {}
        }
    }
}
