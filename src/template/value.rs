//! The value of an answer.
//! Border: data and its spellings; whether a value is allowed is decided in `question`.
use std::fmt;

use serde::Serialize;

/// What an answer can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Text, one choice, a path or a secret.
    Text(String),
    /// Several choices.
    List(Vec<String>),
}

impl Value {
    /// What kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a yes or no",
            Self::Integer(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
        }
    }

    /// For the template engine.
    pub fn to_tera(&self) -> tera::Value {
        tera::Value::from_serializable(self)
    }

    /// For a TOML file.
    pub fn to_toml(&self) -> toml_edit::Value {
        match self {
            Self::Bool(value) => (*value).into(),
            Self::Integer(value) => (*value).into(),
            Self::Text(value) => value.as_str().into(),
            Self::List(values) => toml_edit::Value::Array(values.iter().map(String::as_str).collect()),
        }
    }

    /// From a TOML file, if it is of one of the kinds.
    pub fn from_toml(value: &toml_edit::Value) -> Option<Self> {
        Some(match value {
            toml_edit::Value::Boolean(value) => Self::Bool(*value.value()),
            toml_edit::Value::Integer(value) => Self::Integer(*value.value()),
            toml_edit::Value::String(value) => Self::Text(value.value().clone()),
            toml_edit::Value::Array(values) => {
                Self::List(values.iter().map(|value| value.as_str().map(str::to_owned)).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }
}

/// As it is typed after `--set name=`.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Integer(value) => write!(formatter, "{value}"),
            Self::Text(value) => formatter.write_str(value),
            Self::List(values) => formatter.write_str(&values.join(",")),
        }
    }
}
