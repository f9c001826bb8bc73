//! What conditions say about values: `isinstance(x, JsProxy)`, `hasattr(x, "to_py")`.
//! Border: narrows what is known in one branch; never widens.
use ruff_python_ast::{BoolOp, Expr, ExprCall};

use super::analysis::{Analysis, Frame};
use super::containers::literal_text;
use super::platform::Platform;
use super::value::{Origins, Value};

impl<'a> Analysis<'a> {
    /// Takes into account that `test` is true (or false).
    pub fn narrow(&mut self, frame: &mut Frame, test: &'a Expr, truth: bool) {
        if let Some(operand) = Self::negated(test) {
            self.narrow(frame, operand, !truth);
            return;
        }
        match test {
            Expr::BoolOp(operation) if (operation.op == BoolOp::And) == truth => {
                for part in &operation.values {
                    self.narrow(frame, part, truth);
                }
            }
            Expr::Call(call) => {
                if let Some((subject, is_proxy)) = self.proxy_test(frame.file, call, truth) {
                    self.restrict(frame, subject, is_proxy);
                }
            }
            _ => {}
        }
    }

    /// The expression that a call tests for being a JavaScript object, and whether it is one if the call gives
    /// `truth`.
    fn proxy_test(&self, file: usize, call: &'a ExprCall, truth: bool) -> Option<(&'a Expr, bool)> {
        let scopes = &self.module(file).scopes;
        let [subject, tested] = call.arguments.args.as_ref() else { return None };
        if scopes.is_builtin(&call.func, "hasattr") {
            let is_conversion = literal_text(tested).is_some_and(|name| ["to_py", "js_id", "typeof"].contains(&name));
            return is_conversion.then_some((subject, truth));
        }
        if !scopes.is_builtin(&call.func, "isinstance") {
            return None;
        }
        let kinds: Vec<&Expr> = match tested {
            Expr::Tuple(tuple) => tuple.elts.iter().collect(),
            other => vec![other],
        };
        let is_proxy = |kind: &Expr| {
            scopes.qualified(kind).is_some_and(|name| name.starts_with("pyodide.") && name.contains(".Js"))
        };
        let is_plain = |kind: &Expr| {
            ["dict", "list", "str", "int", "float", "bool", "bytes", "tuple", "set"]
                .iter()
                .any(|name| scopes.is_builtin(kind, name))
        };
        if kinds.iter().all(|kind| is_proxy(kind)) {
            Some((subject, truth))
        } else if truth && kinds.iter().all(|kind| is_plain(kind)) {
            Some((subject, false))
        } else {
            None
        }
    }

    fn restrict(&mut self, frame: &mut Frame, subject: &'a Expr, is_proxy: bool) {
        let value = self.evaluate(frame, subject);
        let value = if is_proxy { javascript_part(&value) } else { python_part(&value) };
        match subject {
            Expr::Name(name) => {
                if let Some(binding) = self.module(frame.file).scopes.meaning(name.range.start()) {
                    frame.state.set(binding, value);
                }
            }
            other => frame.narrowed.push((self.text(frame.file, other).to_owned(), value)),
        }
    }
}

/// What is left of a value if it is a JavaScript object.
fn javascript_part(value: &Value) -> Value {
    match value {
        Value::Mixed(origins) if origins.has(Origins::JS) || origins.has(Origins::UNKNOWN) => Value::JS,
        Value::Dotted(_) => value.clone(),
        Value::Platform(platform) if !platform.is_python() => value.clone(),
        _ => Value::Nothing,
    }
}

/// What is left of a value if it is no JavaScript object.
fn python_part(value: &Value) -> Value {
    match value {
        Value::Mixed(origins) => {
            if origins.has(Origins::UNKNOWN) {
                return Value::Python;
            }
            let rest = origins.without(Origins::JS);
            if rest == Origins::default() {
                Value::Data
            } else if rest == Origins::NATIVE {
                Value::Platform(Platform::Native)
            } else if rest == Origins::JSON || rest == Origins::JSON.with(Origins::NATIVE) {
                Value::Platform(Platform::Json)
            } else {
                Value::Mixed(rest)
            }
        }
        Value::Platform(Platform::Js) => Value::Nothing,
        other => other.clone(),
    }
}
