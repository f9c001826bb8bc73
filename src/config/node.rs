//! A configuration file as a tree in which everything knows where it stands.
//! Border: read-only; writing is done by edits that `document` makes.
use std::ops::Range;

use serde_json::Number;

/// One value of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The bytes of the value; for a table made by a TOML header the header, for an implied table an empty range.
    pub range: Range<usize>,
    /// The value.
    pub kind: NodeKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// A string, unescaped.
    Text(String),
    /// What only TOML has: a date or time, an infinity, not-a-number; as written.
    Literal(String),
    /// A list of values.
    Array(Array),
    /// Keys with values.
    Table(Table),
}

/// A list of values and how it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    /// The values, in order.
    pub elements: Vec<Node>,
    /// Whether each element is a `[[section]]` of a TOML file; otherwise there are brackets.
    pub sections: bool,
}

/// Keys with values and how they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// How the table is written.
    pub form: TableForm,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableForm {
    /// `{ … }`.
    Braces,
    /// The top of a TOML file, before any header.
    Root,
    /// Under a TOML header.
    Section,
    /// By dotted keys: `a.b = 1`.
    Dotted,
    /// Only by headers of tables inside it: `[a.b]` implies `a`.
    Implied,
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key, unescaped.
    pub key: String,
    /// Where the key stands, its quotes included; for a header, the part of it.
    pub key_range: Range<usize>,
    /// Where the entry begins: the key, or for a dotted key its first part.
    pub start: usize,
    /// The value.
    pub value: Node,
}

/// One step from a table or array to what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// The element with that index.
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A path as people write it: `env.staging.vars`, `d1_databases[0].binding`.
pub fn display_path(path: &[Step<'_>]) -> String {
    let mut shown = String::new();
    for step in path {
        match step {
            Step::Key(key) => {
                if !shown.is_empty() {
                    shown.push('.');
                }
                shown.push_str(key);
            }
            Step::Index(index) => shown.push_str(&format!("[{index}]")),
        }
    }
    shown
}

impl Node {
    /// What stands at `path` below this value. Of equal keys the last counts, as in JavaScript.
    pub fn get(&self, path: &[Step<'_>]) -> Option<&Node> {
        path.iter().try_fold(self, |node, step| match step {
            Step::Key(key) => node.entry(key).map(|entry| &entry.value),
            Step::Index(index) => node.elements().get(*index),
        })
    }

    /// What stands under a chain of keys.
    pub fn at(&self, keys: &[&str]) -> Option<&Node> {
        keys.iter().try_fold(self, |node, key| node.entry(key).map(|entry| &entry.value))
    }

    /// The entry of `key`, if this is a table that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().rev().find(|entry| entry.key == key)
    }

    /// The entries; none if this is no table.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            NodeKind::Table(table) => &table.entries,
            _ => &[],
        }
    }

    /// The elements; none if this is no array.
    pub fn elements(&self) -> &[Node] {
        match &self.kind {
            NodeKind::Array(array) => &array.elements,
            _ => &[],
        }
    }

    /// The table, if it is one.
    pub fn as_table(&self) -> Option<&Table> {
        match &self.kind {
            NodeKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The array, if it is one.
    pub fn as_array(&self) -> Option<&Array> {
        match &self.kind {
            NodeKind::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The string, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            NodeKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The string under `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.at(&[key]).and_then(Node::as_text)
    }

    /// The value without its places, as JSON. Dates and infinities become strings.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            NodeKind::Null => Value::Null,
            NodeKind::Bool(value) => Value::Bool(*value),
            NodeKind::Number(number) => Value::Number(number.clone()),
            NodeKind::Text(text) | NodeKind::Literal(text) => Value::String(text.clone()),
            NodeKind::Array(array) => Value::Array(array.elements.iter().map(Node::to_json).collect()),
            NodeKind::Table(table) => {
                Value::Object(table.entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect())
            }
        }
    }
}

impl Entry {
    /// From the key to the end of the value; one range for each line or item that dotted keys make.
    pub fn leaves(&self) -> Vec<Range<usize>> {
        match &self.value.kind {
            NodeKind::Table(table) if table.form == TableForm::Dotted => {
                table.entries.iter().flat_map(Entry::leaves).collect()
            }
            _ => std::iter::once(self.start..self.value.range.end).collect(),
        }
    }
}
