//! Lists, tuples and dictionaries as values: what is in them, and what comes of changing them.
//! Border: pure functions over values; no names, no files.
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, Number};

use super::methods::call_structure;
use super::platform::{Platform, structure_item};
use super::value::{Mapping, Value, all};

pub use super::methods::Arguments;

/// What iterating over a value gives.
pub fn iterate(value: &Value) -> Value {
    match value {
        Value::Sequence(item) => (**item).clone(),
        Value::Tuple(items) => all(items),
        Value::Mapping(_) | Value::Data => Value::Data,
        Value::Platform(platform) => platform.iterate(),
        Value::Dotted(name) if name.starts_with("js.") => Value::JS,
        Value::Mixed(origins) => Value::Mixed(*origins),
        Value::Nothing => Value::Nothing,
        Value::Python | Value::Dotted(_) => Value::Python,
        _ => Value::UNKNOWN,
    }
}

/// What a subscript gives.
pub fn item(value: &Value, key: Option<&str>, index: Option<usize>) -> Value {
    match value {
        Value::Sequence(_) | Value::Tuple(_) | Value::Mapping(_) => structure_item(value, key, index),
        Value::Data => Value::Data,
        Value::Platform(platform) => platform.item(key),
        Value::Dotted(name) if name.starts_with("js.") => Value::JS,
        Value::Mixed(origins) => Value::Mixed(*origins),
        Value::Nothing => Value::Nothing,
        Value::Python | Value::Dotted(_) => Value::Python,
        _ => Value::UNKNOWN,
    }
}

/// What calling a method of plain Python data gives.
pub fn call(value: &Value, name: &str, arguments: &Arguments<'_>) -> Value {
    call_structure(value, name, arguments)
}

/// A list of what iterating over `value` gives.
pub fn as_sequence(value: &Value) -> Value {
    match value {
        Value::Platform(Platform::Rows) => value.clone(),
        other => Value::sequence(iterate(other)),
    }
}

/// A container after `container[key] = value`.
pub fn with_key(container: &Value, key: Option<&str>, value: &Value) -> Value {
    match container {
        Value::Mapping(mapping) => {
            let mut mapping = mapping.clone();
            match key {
                Some(key) if mapping.keys.len() < 64 || mapping.keys.contains_key(key) => {
                    let known = mapping.keys.get(key).cloned().unwrap_or_default();
                    mapping.keys.insert(Name::new(key), known.join(value));
                }
                _ => mapping.rest = Box::new(mapping.rest.join(value)),
            }
            Value::Mapping(mapping)
        }
        Value::Sequence(item) => Value::sequence(item.join(value)),
        Value::Tuple(items) => Value::sequence(all(items).join(value)),
        // A dictionary that was joined with nothing but plain data.
        Value::Data if !value.is_data() => Value::Mapping(Mapping::of(value.clone())),
        other => other.clone(),
    }
}

/// A container after `container.append(value)` and its like.
pub fn with_item(container: &Value, value: &Value) -> Value {
    match container {
        Value::Sequence(item) => Value::sequence(item.join(value)),
        Value::Tuple(items) => Value::sequence(all(items).join(value)),
        Value::Data if !value.is_data() => Value::sequence(value.clone()),
        other => other.clone(),
    }
}

/// The text of a string literal.
pub fn literal_text(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::StringLiteral(literal) => Some(literal.value.to_str()),
        _ => None,
    }
}

/// The value of a small whole number.
pub fn literal_index(expression: &Expr) -> Option<usize> {
    match expression {
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()),
            _ => None,
        },
        _ => None,
    }
}
