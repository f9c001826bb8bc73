//! Interprets expressions: what each of them may be.
//! Border: one expression at a time; calls are interpreted in `calls`, attributes and subscripts in `attributes`.
use ruff_python_ast::name::Name;
use ruff_python_ast::{
    BoolOp, Comprehension, Expr, FStringPart, InterpolatedStringElement, InterpolatedStringElements, Operator, UnaryOp,
};
use ruff_text_size::Ranged;

use super::analysis::{Analysis, Frame};
use super::containers::{as_sequence, iterate, literal_text};
use super::platform::{Platform, mapping};
use super::value::{Value, all};

impl<'a> Analysis<'a> {
    /// What an expression may be.
    pub fn evaluate(&mut self, frame: &mut Frame, expression: &'a Expr) -> Value {
        let value = self.value_of(frame, expression);
        let value = self.as_narrowed(frame, expression, value);
        self.record(expression, &value);
        value
    }

    fn as_narrowed(&self, frame: &Frame, expression: &Expr, value: Value) -> Value {
        if frame.narrowed.is_empty() || matches!(expression, Expr::Name(_)) {
            return value;
        }
        let text = self.module(frame.file).slice(expression);
        frame.narrowed.iter().rev().find(|(known, _)| known == text).map_or(value, |(_, narrowed)| narrowed.clone())
    }

    fn value_of(&mut self, frame: &mut Frame, expression: &'a Expr) -> Value {
        match expression {
            Expr::Name(name) => {
                let scopes = &self.module(frame.file).scopes;
                match scopes.meaning(name.range.start()) {
                    Some(binding) => self.read(frame, binding),
                    None => self.unbound(frame.file, name.id.as_str()),
                }
            }
            Expr::Attribute(attribute) => self.attribute(frame, attribute),
            Expr::Subscript(subscript) => self.subscript(frame, subscript),
            Expr::Call(call) => self.call(frame, call),
            Expr::Await(awaited) => {
                let value = self.evaluate(frame, &awaited.value);
                unwrap_awaitable(&value)
            }
            Expr::Named(walrus) => {
                let value = self.evaluate(frame, &walrus.value);
                self.assign_target(frame, &walrus.target, value.clone());
                value
            }
            Expr::If(branch) => {
                self.evaluate(frame, &branch.test);
                let body = self.under(frame, &branch.test, true, |this, frame| this.evaluate(frame, &branch.body));
                let orelse = self.under(frame, &branch.test, false, |this, frame| this.evaluate(frame, &branch.orelse));
                body.join(&orelse)
            }
            Expr::BoolOp(operation) => self.bool_operation(frame, operation.op, &operation.values),
            Expr::BinOp(operation) => {
                let left = self.evaluate(frame, &operation.left);
                let right = self.evaluate(frame, &operation.right);
                match (operation.op, &left) {
                    (Operator::Add, Value::Sequence(_) | Value::Tuple(_) | Value::Platform(Platform::Rows)) => {
                        as_sequence(&left).join(&as_sequence(&right))
                    }
                    (Operator::Mult, Value::Sequence(_) | Value::Tuple(_)) => as_sequence(&left),
                    (Operator::BitOr, Value::Mapping(_)) => left.join(&right),
                    (Operator::BitOr | Operator::Add, Value::Platform(platform)) if platform.is_plain() => left,
                    _ => Value::Data,
                }
            }
            Expr::UnaryOp(operation) => {
                self.evaluate(frame, &operation.operand);
                Value::Data
            }
            Expr::Compare(comparison) => {
                self.evaluate(frame, &comparison.left);
                for comparator in &comparison.comparators {
                    self.evaluate(frame, comparator);
                }
                Value::Data
            }
            Expr::Dict(display) => {
                let items: Vec<(Option<Name>, Value)> = display
                    .items
                    .iter()
                    .map(|item| {
                        let value = self.evaluate(frame, &item.value);
                        match &item.key {
                            Some(key) => {
                                self.evaluate(frame, key);
                                (literal_text(key).map(Name::new), value)
                            }
                            // `**other`
                            None => (None, spread(&value)),
                        }
                    })
                    .collect();
                mapping(items)
            }
            Expr::List(list) => self.display(frame, &list.elts),
            Expr::Tuple(tuple) => self.display(frame, &tuple.elts),
            Expr::Set(set) => {
                let values: Vec<Value> = set.elts.iter().map(|item| self.evaluate(frame, item)).collect();
                Value::sequence(all(&values))
            }
            Expr::Starred(starred) => {
                let value = self.evaluate(frame, &starred.value);
                as_sequence(&value)
            }
            Expr::ListComp(node) => {
                let item = self.comprehension(frame, &node.generators, &[&node.elt]);
                Value::sequence(item)
            }
            Expr::SetComp(node) => {
                let item = self.comprehension(frame, &node.generators, &[&node.elt]);
                Value::sequence(item)
            }
            Expr::Generator(node) => {
                let item = self.comprehension(frame, &node.generators, &[&node.elt]);
                Value::sequence(item)
            }
            Expr::DictComp(node) => {
                let mut parts: Vec<&Expr> = node.key.as_deref().into_iter().collect();
                parts.push(&node.value);
                let value = self.comprehension(frame, &node.generators, &parts);
                mapping([(None, value)])
            }
            Expr::Lambda(lambda) => match self.project.function_at(frame.file, lambda.range) {
                Some(id) => {
                    self.defaults(frame, id);
                    Value::Functions([super::value::Callable { function: id, bound: false, step: false }].into())
                }
                None => Value::UNKNOWN,
            },
            Expr::Yield(yielded) => {
                let value = yielded.value.as_deref().map_or(Value::Data, |value| self.evaluate(frame, value));
                if let Some(function) = frame.function {
                    self.add_yield(function, &value);
                }
                Value::UNKNOWN
            }
            Expr::YieldFrom(yielded) => {
                let value = self.evaluate(frame, &yielded.value);
                if let Some(function) = frame.function {
                    self.add_yield(function, &iterate(&value));
                }
                Value::UNKNOWN
            }
            Expr::FString(text) => {
                for part in &text.value {
                    if let FStringPart::FString(part) = part {
                        self.interpolations(frame, &part.elements);
                    }
                }
                Value::Data
            }
            Expr::TString(text) => {
                for part in &text.value {
                    self.interpolations(frame, &part.elements);
                }
                Value::Python
            }
            Expr::Slice(slice) => {
                for part in [&slice.lower, &slice.upper, &slice.step].into_iter().flatten() {
                    self.evaluate(frame, part);
                }
                Value::Data
            }
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => Value::Data,
        }
    }

    fn interpolations(&mut self, frame: &mut Frame, elements: &'a InterpolatedStringElements) {
        for element in elements {
            if let InterpolatedStringElement::Interpolation(element) = element {
                self.evaluate(frame, &element.expression);
                if let Some(format) = &element.format_spec {
                    self.interpolations(frame, &format.elements);
                }
            }
        }
    }

    /// Evaluates something where a condition holds (or does not).
    fn under<T>(
        &mut self,
        frame: &mut Frame,
        test: &'a Expr,
        truth: bool,
        work: impl FnOnce(&mut Self, &mut Frame) -> T,
    ) -> T {
        let state = frame.state.clone();
        let known = frame.narrowed.len();
        self.narrow(frame, test, truth);
        let result = work(self, frame);
        frame.narrowed.truncate(known);
        frame.state = state;
        result
    }

    fn bool_operation(&mut self, frame: &mut Frame, operator: BoolOp, values: &'a [Expr]) -> Value {
        let state = frame.state.clone();
        let known = frame.narrowed.len();
        let mut joined = Value::Nothing;
        for (index, part) in values.iter().enumerate() {
            let value = self.evaluate(frame, part);
            let is_last = index + 1 == values.len();
            joined = match (operator, is_last) {
                // What `and` gives before its last part is false: `None`, `0`, an empty list.
                (BoolOp::And, false) => joined.join(&Value::Data),
                _ => joined.join(&value),
            };
            self.narrow(frame, part, operator == BoolOp::And);
        }
        frame.narrowed.truncate(known);
        // Names that a walrus binds stay bound.
        let after = std::mem::replace(&mut frame.state, state);
        frame.state.add_new_of(&after);
        joined
    }

    fn display(&mut self, frame: &mut Frame, items: &'a [Expr]) -> Value {
        let values: Vec<Value> = items.iter().map(|item| self.evaluate(frame, item)).collect();
        if items.iter().any(Expr::is_starred_expr) {
            let values: Vec<Value> = items
                .iter()
                .zip(values)
                .map(|(item, value)| if item.is_starred_expr() { iterate(&value) } else { value })
                .collect();
            Value::sequence(all(&values))
        } else if values.is_empty() || values.len() > 16 {
            Value::sequence(all(&values))
        } else {
            Value::Tuple(values)
        }
    }

    fn comprehension(&mut self, frame: &mut Frame, generators: &'a [Comprehension], parts: &[&'a Expr]) -> Value {
        let known = frame.narrowed.len();
        for generator in generators {
            let items = self.evaluate(frame, &generator.iter);
            self.assign_target(frame, &generator.target, iterate(&items));
            for condition in &generator.ifs {
                self.evaluate(frame, condition);
                self.narrow(frame, condition, true);
            }
        }
        let mut last = Value::Nothing;
        for part in parts {
            last = self.evaluate(frame, part);
        }
        frame.narrowed.truncate(known);
        last
    }

    /// A name that nothing in the file binds.
    fn unbound(&self, file: usize, name: &str) -> Value {
        let stars = self.module(file).scopes.star_imports();
        for import in stars.iter().rev() {
            match self.context.modules.resolve(self.path(file), &import.module) {
                Some(path) => {
                    let member = self.project.file(path).and_then(|file| self.member(file, name, 0));
                    if let Some(value) = member {
                        return value;
                    }
                }
                None if is_builtin(name) => {}
                None => return self.special(Value::Dotted(Name::join(&[import.module.as_str(), name], "."))),
            }
        }
        Value::Dotted(Name::join(&["builtins", name], "."))
    }

    /// Imported names that stand for things of the platform.
    pub fn special(&self, value: Value) -> Value {
        match &value {
            Value::Dotted(name) => match name.as_str() {
                "workers.env" => Value::Platform(Platform::Env),
                "js.undefined" | "js.null" | "pyodide.ffi.jsnull" | "js.jsnull" => Value::Platform(Platform::JsNull),
                "js.caches" | "js.crypto" | "js.navigator" | "js.globalThis" | "js.self" | "js.performance" => {
                    Value::JS
                }
                _ => value,
            },
            _ => value,
        }
    }

    /// `not x`: the operand of a negation.
    pub fn negated(expression: &Expr) -> Option<&Expr> {
        match expression {
            Expr::UnaryOp(operation) if operation.op == UnaryOp::Not => Some(&operation.operand),
            _ => None,
        }
    }

    /// The text of an expression.
    pub fn text(&self, file: usize, node: &impl Ranged) -> &'a str {
        &self.module(file).text()[node.range()]
    }
}

/// What awaiting a value gives.
pub fn unwrap_awaitable(value: &Value) -> Value {
    match value {
        Value::Awaitable(inner) => (**inner).clone(),
        Value::Functions(_) | Value::Instance(_) | Value::Class(_) | Value::Method(..) => Value::UNKNOWN,
        Value::Dotted(name) if name.starts_with("js.") => Value::JS,
        Value::Dotted(_) => Value::Python,
        Value::Mixed(origins) => Value::Mixed(origins.with(super::value::Origins::UNKNOWN)),
        other => other.clone(),
    }
}

/// The values of a mapping that is spread into another.
fn spread(value: &Value) -> Value {
    match value {
        Value::Mapping(mapping) => mapping.any(),
        Value::Data | Value::Nothing => Value::Data,
        Value::Platform(platform) => platform.item(None),
        Value::Python => Value::Python,
        _ => Value::UNKNOWN,
    }
}

/// Whether Python itself defines the name.
fn is_builtin(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "abs",
        "aiter",
        "all",
        "anext",
        "any",
        "ascii",
        "bin",
        "bool",
        "breakpoint",
        "bytearray",
        "bytes",
        "callable",
        "chr",
        "classmethod",
        "compile",
        "complex",
        "delattr",
        "dict",
        "dir",
        "divmod",
        "enumerate",
        "eval",
        "exec",
        "filter",
        "float",
        "format",
        "frozenset",
        "getattr",
        "globals",
        "hasattr",
        "hash",
        "help",
        "hex",
        "id",
        "input",
        "int",
        "isinstance",
        "issubclass",
        "iter",
        "len",
        "list",
        "locals",
        "map",
        "max",
        "memoryview",
        "min",
        "next",
        "object",
        "oct",
        "open",
        "ord",
        "pow",
        "print",
        "property",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "setattr",
        "slice",
        "sorted",
        "staticmethod",
        "str",
        "sum",
        "super",
        "tuple",
        "type",
        "vars",
        "zip",
    ];
    NAMES.contains(&name) || name.ends_with("Error") || name.ends_with("Exception") || name.starts_with("__")
}
