//! Interprets what is assigned to: names, parts of tuples, attributes, items of containers.
//! Border: one target and its value.
use ruff_python_ast::Expr;

use super::analysis::{Analysis, Frame};
use super::containers::{self, iterate};
use super::value::Value;

impl<'a> Analysis<'a> {
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

    /// Interprets what stands in a target that loses its value.
    pub fn visit_target(&mut self, frame: &mut Frame, target: &'a Expr) {
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
