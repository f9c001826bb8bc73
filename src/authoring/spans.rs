//! Places of keys and values in a manifest or an index.
//! Border: the text of one document that was read before; what is not found has no place.
use std::ops::Range;

use toml_edit::{Document, Item, Table};

/// The value of a key at the top.
pub fn of_key(text: &str, key: &str) -> Range<usize> {
    with(text, |table| table.get(key)?.span())
}

/// The value of `key` in the table under `[[array]]` in which `name` is `value`.
pub fn of_entry(text: &str, array: &str, (name, value): (&str, &str), key: &str) -> Range<usize> {
    with(text, |table| {
        let entries = table.get(array).and_then(Item::as_array_of_tables)?;
        let entry = entries.iter().find(|entry| entry.get(name).and_then(Item::as_str) == Some(value))?;
        entry.get(key)?.span()
    })
}

/// Every text of the document, with the key that it belongs to.
pub fn texts(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Ok(document) = Document::parse(text) {
        collect("", document.as_item(), &mut found);
    }
    found
}

fn collect(key: &str, item: &Item, found: &mut Vec<(String, String)>) {
    match item {
        Item::Value(value) => of_value(key, value, found),
        Item::Table(table) => table.iter().for_each(|(key, item)| collect(key, item, found)),
        Item::ArrayOfTables(tables) => {
            tables.iter().flat_map(Table::iter).for_each(|(key, item)| collect(key, item, found));
        }
        Item::None => {}
    }
}

fn of_value(key: &str, value: &toml_edit::Value, found: &mut Vec<(String, String)>) {
    match value {
        toml_edit::Value::String(text) => found.push((key.to_owned(), text.value().clone())),
        toml_edit::Value::Array(values) => values.iter().for_each(|value| of_value(key, value, found)),
        toml_edit::Value::InlineTable(table) => table.iter().for_each(|(key, value)| of_value(key, value, found)),
        _ => {}
    }
}

fn with(text: &str, find: impl FnOnce(&Table) -> Option<Range<usize>>) -> Range<usize> {
    let Ok(document) = Document::parse(text) else { return 0..0 };
    find(document.as_table()).unwrap_or(0..0)
}
