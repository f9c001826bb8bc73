//! Interprets attributes and subscripts: what an object holds under a name or key.
//! Border: reading; assigning is `targets`' work, calling `calls`'.
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, ExprAttribute, ExprSubscript};

use super::analysis::{Analysis, Frame};
use super::containers::{self, as_sequence, literal_index, literal_text};
use super::platform::{Bound, Platform};
use super::value::Value;

impl<'a> Analysis<'a> {
    /// What reading an attribute gives.
    pub fn attribute(&mut self, frame: &mut Frame, attribute: &'a ExprAttribute) -> Value {
        let object = self.evaluate(frame, &attribute.value);
        self.attribute_of(frame, &object, attribute)
    }

    /// What an attribute of a known object gives, not being called.
    pub fn attribute_of(&mut self, frame: &Frame, object: &Value, attribute: &ExprAttribute) -> Value {
        let name = attribute.attr.as_str();
        match object {
            Value::Platform(Platform::Env) => self.bound(name),
            Value::Platform(Platform::Binding(Bound::Known(_)) | Platform::Statement | Platform::Stub) => {
                Value::Method(Box::new(object.clone()), attribute.attr.id.clone())
            }
            Value::Platform(platform) => platform.attribute(name),
            Value::Instance(class) => self.instance_attribute(*class, &attribute.attr.id),
            Value::Class(class) => match self.project.method(*class, name) {
                Some(method) => {
                    Value::Functions([super::value::Callable { function: method, bound: false, step: false }].into())
                }
                None => self.instance_attribute(*class, &attribute.attr.id),
            },
            Value::Module(file) => self.member(*file, name, 0).unwrap_or(Value::UNKNOWN),
            Value::Dotted(dotted) => {
                let joined = Name::join(&[dotted.as_str(), name], ".");
                let main = &self.context.worker.main;
                match self.context.modules.resolve(main, &joined).and_then(|path| self.project.file(path)) {
                    Some(file) => Value::Module(file),
                    None => self.special(Value::Dotted(joined)),
                }
            }
            // `SimpleNamespace(env=env)` and its like.
            Value::Mapping(mapping) => mapping.get(name),
            Value::Data | Value::Sequence(_) | Value::Tuple(_) => {
                Value::Method(Box::new(object.clone()), attribute.attr.id.clone())
            }
            Value::Nothing => Value::Nothing,
            Value::Python | Value::Mixed(_) => self.attribute_of_unknown(frame, object, attribute),
            _ => Value::UNKNOWN,
        }
    }

    /// `request.scope["env"].DB`, `app.state.env.DB`: the environment went through somebody else's hands.
    fn attribute_of_unknown(&self, frame: &Frame, object: &Value, attribute: &ExprAttribute) -> Value {
        let name = attribute.attr.as_str();
        let holder = match attribute.value.as_ref() {
            Expr::Attribute(holder) => Some(holder.attr.as_str()),
            Expr::Name(holder) => Some(holder.id.as_str()),
            _ => None,
        };
        let module = self.module(frame.file);
        let is_module_import = module.scopes.qualified(&attribute.value).is_some();
        if holder == Some("env") && !is_module_import && self.context.worker.bindings.contains_key(name) {
            return self.bound(name);
        }
        object.clone()
    }

    /// What reading an item gives.
    pub fn subscript(&mut self, frame: &mut Frame, subscript: &'a ExprSubscript) -> Value {
        let object = self.evaluate(frame, &subscript.value);
        self.evaluate(frame, &subscript.slice);
        let text = literal_text(&subscript.slice);
        if text == Some("env") && self.is_scope(frame.file, &subscript.value) {
            return Value::Platform(Platform::Env);
        }
        if object == Value::Platform(Platform::Env) {
            return text.map_or_else(Platform::some_binding, |key| self.bound(key));
        }
        if subscript.slice.is_slice_expr() {
            return match object {
                Value::Tuple(_) => as_sequence(&object),
                other => other,
            };
        }
        containers::item(&object, text, literal_index(&subscript.slice))
    }

    /// Whether an expression is the scope that the SDK's ASGI adapter hands on, with the environment in it.
    pub fn is_scope(&self, _file: usize, expression: &Expr) -> bool {
        match expression {
            Expr::Name(name) => name.id.as_str() == "scope",
            Expr::Attribute(attribute) => attribute.attr.as_str() == "scope",
            _ => false,
        }
    }
}
