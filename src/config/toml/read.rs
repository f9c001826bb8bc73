//! Reads TOML into a tree with places.
//! Border: what is written where; the parser's own document is not kept.
use std::ops::Range;

use serde_json::Number;
use toml_edit::{Document, InlineTable, Item, Table as TomlTable, Value as TomlValue};

use crate::config::error::ParseError;
use crate::config::node::{Array, Entry, Node, NodeKind, Table, TableForm};

/// Parses `text`.
///
/// # Errors
/// The first fault, with its place.
pub fn parse(text: &str) -> Result<Node, ParseError> {
    let document = Document::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        ParseError::at(text, offset, error.message().lines().next().unwrap_or("not valid TOML"))
    })?;
    let mut root = table(text, document.as_table(), TableForm::Root);
    root.range = 0..0;
    Ok(root)
}

fn table(text: &str, source: &TomlTable, form: TableForm) -> Node {
    let mut entries: Vec<Entry> = source
        .iter()
        .filter_map(|(name, item)| {
            let key_range = source.key(name).and_then(toml_edit::Key::span).unwrap_or(0..0);
            let value = item_node(text, item)?;
            Some(entry(text, name, key_range, value))
        })
        .collect();
    // Headers of one table may stand apart; the order of the file is the order of their places.
    entries.sort_by_key(|entry| entry.first());
    let range = match form {
        TableForm::Section => source.span().unwrap_or(0..0),
        _ => {
            let first = entries.first().map_or(0, Entry::first);
            first..first
        }
    };
    Node { range, kind: NodeKind::Table(Table { entries, form }) }
}

fn entry(text: &str, name: &str, key_range: Range<usize>, value: Node) -> Entry {
    let nested = matches!(value.kind, NodeKind::Table(Table { form: TableForm::Dotted, .. }));
    let start = if nested { value.first().unwrap_or(key_range.start) } else { entry_start(text, &key_range) };
    Entry { key: name.to_owned(), key_range, start, value }
}

/// Where the entry with that key begins: at the key, or at the first part of a dotted key.
fn entry_start(text: &str, key: &Range<usize>) -> usize {
    let mut start = key.start;
    loop {
        let before = text[..start].trim_end_matches([' ', '\t']);
        let Some(rest) = before.strip_suffix('.') else {
            return start;
        };
        let rest = rest.trim_end_matches([' ', '\t']);
        start = match rest.chars().last() {
            // A quoted part: back to the quote that opens it, which is not behind a backslash.
            Some(quote @ ('"' | '\'')) => {
                let inner = &rest[..rest.len() - 1];
                let opens = inner
                    .char_indices()
                    .rev()
                    .find(|(at, character)| *character == quote && (quote == '\'' || !inner[..*at].ends_with('\\')));
                match opens {
                    Some((at, _)) => at,
                    None => return start,
                }
            }
            _ => rest
                .trim_end_matches(|character: char| character.is_ascii_alphanumeric() || "-_".contains(character))
                .len(),
        };
    }
}

fn item_node(text: &str, item: &Item) -> Option<Node> {
    match item {
        Item::None => None,
        Item::Value(value) => Some(value_node(text, value)),
        Item::Table(source) => {
            let form = if source.is_dotted() {
                TableForm::Dotted
            } else if source.is_implicit() {
                TableForm::Implied
            } else {
                TableForm::Section
            };
            Some(table(text, source, form))
        }
        Item::ArrayOfTables(source) => {
            let elements: Vec<Node> = source.iter().map(|element| table(text, element, TableForm::Section)).collect();
            let range = elements.first().map_or(0..0, |element| element.range.clone());
            Some(Node { range, kind: NodeKind::Array(Array { elements, sections: true }) })
        }
    }
}

fn value_node(text: &str, value: &TomlValue) -> Node {
    let range = value.span().unwrap_or(0..0);
    let literal = || NodeKind::Literal(text.get(range.clone()).unwrap_or_default().to_owned());
    let kind = match value {
        TomlValue::String(string) => NodeKind::Text(string.value().clone()),
        TomlValue::Integer(number) => NodeKind::Number(Number::from(*number.value())),
        TomlValue::Float(number) => Number::from_f64(*number.value()).map_or_else(literal, NodeKind::Number),
        TomlValue::Boolean(value) => NodeKind::Bool(*value.value()),
        TomlValue::Datetime(_) => literal(),
        TomlValue::Array(array) => NodeKind::Array(Array {
            elements: array.iter().map(|element| value_node(text, element)).collect(),
            sections: false,
        }),
        TomlValue::InlineTable(table) => return inline_table(text, table),
    };
    Node { range, kind }
}

fn inline_table(text: &str, source: &InlineTable) -> Node {
    let dotted = source.is_dotted();
    let mut entries: Vec<Entry> = source
        .iter()
        .map(|(name, value)| {
            let key_range = source.key(name).and_then(toml_edit::Key::span).unwrap_or(0..0);
            entry(text, name, key_range, value_node(text, value))
        })
        .collect();
    entries.sort_by_key(Entry::first);
    let form = if dotted { TableForm::Dotted } else { TableForm::Braces };
    let range = if dotted {
        let first = entries.first().map_or(0, Entry::first);
        first..first
    } else {
        source.span().unwrap_or(0..0)
    };
    Node { range, kind: NodeKind::Table(Table { entries, form }) }
}

impl Entry {
    /// The first byte of anything that belongs to the entry.
    fn first(&self) -> usize {
        self.value.first().map_or(self.start, |first| first.min(self.start))
    }
}

impl Node {
    /// The first byte of what belongs to a table without a place of its own.
    fn first(&self) -> Option<usize> {
        match &self.kind {
            NodeKind::Table(table) => match table.form {
                TableForm::Implied | TableForm::Dotted | TableForm::Root => {
                    table.entries.iter().map(Entry::first).min()
                }
                TableForm::Braces | TableForm::Section => None,
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_table_is_read() {
        let text = "a.b.c = 1\na.\"x y\".d = 2\n[env.st.vars]\nX = 'y'\n[[d1]]\nb = { c.d = [1, 2], e = 1979-05-27 }\n[env.st]\nz = 1\n";
        let root = parse(text).unwrap();
        assert_eq!(
            root.to_json(),
            serde_json::json!({"a": {"b": {"c": 1}, "x y": {"d": 2}}, "env": {"st": {"vars": {"X": "y"}, "z": 1}},
                "d1": [{"b": {"c": {"d": [1, 2]}, "e": "1979-05-27"}}]})
        );
        let dotted = root.at(&["a", "x y"]).unwrap().entry("d").unwrap();
        assert_eq!(&text[dotted.start..dotted.value.range.end], "a.\"x y\".d = 2");
        let inner = root.get(&["d1".into(), 0.into(), "b".into(), "c".into()]).unwrap().entry("d").unwrap();
        assert_eq!(&text[inner.start..inner.value.range.end], "c.d = [1, 2]");
    }

    #[test]
    fn faults_have_a_place() {
        let error = parse("name = \"x\"\nmain = \n").unwrap_err();
        assert_eq!((error.line, error.column), (2, 8), "{error}");
    }
}
