//! One table of a manifest: keys are taken by name and type, and what is left over is a mistake.
//! Border: types and places; what the values mean is the reader's business.
use std::ops::Range;

use toml_edit::{Item, TableLike};

use super::manifest_reader::{Found, Located};
use super::{Expression, ManifestProblem, Value};
use crate::text::closest;

/// A table and the keys that have been asked for.
pub(crate) struct Section<'document> {
    table: &'document dyn TableLike,
    range: Range<usize>,
    asked: Vec<&'static str>,
}

impl<'document> Section<'document> {
    /// A section over `table`, which stands at `range`.
    pub(crate) fn new(table: &'document dyn TableLike, range: Range<usize>) -> Self {
        Self { table, range, asked: Vec::new() }
    }

    fn take(&mut self, key: &'static str) -> Option<&'document Item> {
        self.asked.push(key);
        self.table.get(key).filter(|item| !item.is_none())
    }

    fn place(&self, key: &str, item: &Item) -> Range<usize> {
        item.span()
            .or_else(|| self.table.get_key_value(key).and_then(|(key, _)| key.span()))
            .unwrap_or_else(|| self.range.clone())
    }

    fn wrong<T>(&self, key: &str, item: &Item, expected: &'static str) -> Result<T, Located> {
        let problem = ManifestProblem::WrongType { key: key.to_owned(), expected, found: type_name(item) };
        Err((self.place(key, item), problem))
    }

    /// A mistake: the key has to be there.
    pub(crate) fn missing<T>(&self, key: &'static str) -> Result<T, Located> {
        // A slip of the pen is told as one.
        let others = || self.table.iter().filter(|(other, _)| !self.asked.contains(other));
        if let Some(slip) = closest(key, others().map(|(other, _)| other))
            && let Some((slip, item)) = others().find(|(other, _)| *other == slip)
        {
            let range = self.table.get_key_value(slip).and_then(|(slip, _)| slip.span());
            let range = range.unwrap_or_else(|| self.place(slip, item));
            let (meant, known) = (Some(key.to_owned()), self.asked.clone());
            return Err((range, ManifestProblem::UnknownKey { key: slip.to_owned(), meant, known }));
        }
        Err((self.range.clone(), ManifestProblem::MissingKey { key }))
    }

    /// A text that has to be there and not be empty.
    pub(crate) fn text(&mut self, key: &'static str) -> Result<Expression, Located> {
        match self.optional_text(key)? {
            Some(text) => Ok(text),
            None => self.missing(key),
        }
    }

    /// A text that may be there; if so it is not empty.
    pub(crate) fn optional_text(&mut self, key: &'static str) -> Result<Option<Expression>, Located> {
        let Some(item) = self.take(key) else { return Ok(None) };
        match item.as_str() {
            Some("") => Err((self.place(key, item), ManifestProblem::EmptyText { key })),
            Some(text) => Ok(Some(Expression { text: text.to_owned(), range: self.place(key, item) })),
            None => self.wrong(key, item, "a text"),
        }
    }

    /// A whole number that has to be there.
    pub(crate) fn integer(&mut self, key: &'static str) -> Result<(Range<usize>, i64), Located> {
        match self.optional_integer(key)? {
            Some(found) => Ok(found),
            None => self.missing(key),
        }
    }

    /// A whole number, if it is there.
    pub(crate) fn optional_integer(&mut self, key: &'static str) -> Found<i64> {
        let Some(item) = self.take(key) else { return Ok(None) };
        match item.as_integer() {
            Some(value) => Ok(Some((self.place(key, item), value))),
            None => self.wrong(key, item, "a whole number"),
        }
    }

    /// Texts that are not empty, each with its place; none if the key is not there.
    pub(crate) fn texts(&mut self, key: &'static str) -> Result<Vec<Expression>, Located> {
        let texts = self.words(key)?;
        match texts.iter().find(|text| text.text.is_empty()) {
            Some(empty) => Err((empty.range.clone(), ManifestProblem::EmptyText { key })),
            None => Ok(texts),
        }
    }

    /// Texts, each with its place; none if the key is not there.
    pub(crate) fn words(&mut self, key: &'static str) -> Result<Vec<Expression>, Located> {
        let Some(item) = self.take(key) else { return Ok(Vec::new()) };
        let range = self.place(key, item);
        let Some(array) = item.as_array() else {
            return self.wrong(key, item, "a list of texts");
        };
        let mut texts: Vec<Expression> = Vec::new();
        for entry in array {
            let range = entry.span().unwrap_or_else(|| range.clone());
            let text = match entry.as_str() {
                Some(text) => text.to_owned(),
                None => {
                    let (key, expected) = (key.to_owned(), "a list of texts");
                    let found = type_name(&Item::Value(entry.clone()));
                    return Err((range, ManifestProblem::WrongType { key, expected, found }));
                }
            };
            texts.push(Expression { text, range });
        }
        Ok(texts)
    }

    /// Every key of the table with its value, for tables whose keys are names.
    pub(crate) fn values(&mut self) -> Result<Vec<(Expression, Value)>, Located> {
        let mut values = Vec::new();
        for (key, item) in self.table.iter() {
            let Some(value) = item.as_value().and_then(Value::from_toml) else {
                return self.wrong(key, item, "a text, a number, true or false, or a list of texts");
            };
            let range = self.table.get_key_value(key).and_then(|(key, _)| key.span());
            let range = range.unwrap_or_else(|| self.place(key, item));
            values.push((Expression { text: key.to_owned(), range }, value));
        }
        Ok(values)
    }

    /// Refuses keys that only manifests of another kind have.
    pub(crate) fn refuse(&mut self, keys: &[&'static str], kind: &'static str) -> Result<(), Located> {
        for key in keys {
            if let Some(item) = self.take(key) {
                let range = self.table.get_key_value(key).and_then(|(key, _)| key.span());
                let range = range.unwrap_or_else(|| self.place(key, item));
                return Err((range, ManifestProblem::NotForKind { key, kind }));
            }
        }
        Ok(())
    }

    /// True or false, if it is there.
    pub(crate) fn optional_bool(&mut self, key: &'static str) -> Result<Option<bool>, Located> {
        let Some(item) = self.take(key) else { return Ok(None) };
        match item.as_bool() {
            Some(value) => Ok(Some(value)),
            None => self.wrong(key, item, "true or false"),
        }
    }

    /// One of a few words, which has to be there.
    pub(crate) fn word<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Result<T, Located> {
        let text = self.text(key)?;
        match words.iter().find(|(word, _)| *word == text.text) {
            Some((_, meaning)) => Ok(*meaning),
            None => {
                let known = words.iter().map(|(word, _)| *word).collect();
                Err((text.range, ManifestProblem::UnknownValue { value: text.text, known }))
            }
        }
    }

    /// A value of any type that an answer can have.
    pub(crate) fn optional_value(&mut self, key: &'static str) -> Found<Value> {
        let Some(item) = self.take(key) else { return Ok(None) };
        match item.as_value().and_then(Value::from_toml) {
            Some(value) => Ok(Some((self.place(key, item), value))),
            None => self.wrong(key, item, "a text, a number, true or false, or a list of texts"),
        }
    }

    /// A table in one line, if it is there.
    pub(crate) fn inline_table(&mut self, key: &'static str) -> Found<Self> {
        let Some(item) = self.take(key) else { return Ok(None) };
        let range = self.place(key, item);
        match item.as_table_like() {
            Some(table) => Ok(Some((range.clone(), Section::new(table, range)))),
            None => self.wrong(key, item, "a table"),
        }
    }

    /// A list of tables written in one line each, if it is there.
    pub(crate) fn inline_tables(&mut self, key: &'static str) -> Found<Vec<Self>> {
        let Some(item) = self.take(key) else { return Ok(None) };
        let range = self.place(key, item);
        if let Some(tables) = item.as_array_of_tables() {
            return Ok(Some((range, tables.iter().map(|table| Section::of(table, table.span())).collect())));
        }
        let Some(array) = item.as_array() else {
            return self.wrong(key, item, "a list of tables");
        };
        let mut sections = Vec::new();
        for entry in array {
            let range = entry.span().unwrap_or_else(|| range.clone());
            let Some(table) = entry.as_inline_table() else {
                let found = type_name(&Item::Value(entry.clone()));
                let expected = "a list of tables";
                return Err((range, ManifestProblem::WrongType { key: key.to_owned(), expected, found }));
            };
            sections.push(Section::new(table, range));
        }
        Ok(Some((range, sections)))
    }

    /// The tables under `[[key]]`; none is fine.
    pub(crate) fn tables(&mut self, key: &'static str) -> Result<Vec<Self>, Located> {
        let Some(item) = self.take(key) else { return Ok(Vec::new()) };
        match item.as_array_of_tables() {
            Some(tables) => Ok(tables.iter().map(|table| Section::of(table, table.span())).collect()),
            None => self.wrong(key, item, "a list of tables, each under its own [[…]]"),
        }
    }

    fn of(table: &'document dyn TableLike, range: Option<Range<usize>>) -> Self {
        Self::new(table, range.unwrap_or(0..0))
    }

    /// Where it stands, if that is known.
    pub(crate) fn range(&self) -> Option<Range<usize>> {
        (!self.range.is_empty()).then(|| self.range.clone())
    }

    /// Whether the key is there at all.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|item| !item.is_none())
    }

    /// Says that no other key may stand here.
    pub(crate) fn end(self) -> Result<(), Located> {
        let Some((key, item)) = self.table.iter().find(|(key, _)| !self.asked.contains(key)) else {
            return Ok(());
        };
        let range =
            self.table.get_key_value(key).and_then(|(key, _)| key.span()).unwrap_or_else(|| self.place(key, item));
        let meant = closest(key, self.asked.iter().copied()).map(str::to_owned);
        Err((range, ManifestProblem::UnknownKey { key: key.to_owned(), meant, known: self.asked }))
    }
}

/// The name of a TOML item's type, for messages.
fn type_name(item: &Item) -> &'static str {
    match item.type_name() {
        "string" => "a text",
        "integer" => "a number",
        "float" => "a number with a fraction",
        "boolean" => "true or false",
        "datetime" => "a date",
        "array" => "a list",
        "inline table" | "table" => "a table",
        "array of tables" => "a list of tables",
        _ => "nothing",
    }
}
