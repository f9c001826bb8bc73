//! The text of a manifest, with what it inherits from another one put in.
//! Border: text and places; what the keys mean is `manifest_reader`'s knowledge.
use std::ops::Range;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use toml_edit::{Document, Item, Table};

use super::TemplatePlace;

/// Keys that say what a template itself is.
const OWN: [&str; 8] = ["id", "kind", "version", "title", "summary", "extends", "partials", "migration"];

/// Tables that are the same thing if they have the same name.
const NAMED: [&str; 2] = ["question", "computed"];

/// A piece of a file.
#[derive(Debug, Clone)]
struct Part {
    /// Where it stands in the whole.
    range: Range<usize>,
    path: Utf8PathBuf,
    text: Arc<str>,
    /// Where it begins in its file.
    start: usize,
}

/// A manifest's text, and where each part of it comes from.
#[derive(Debug, Clone)]
pub struct ManifestText {
    path: Utf8PathBuf,
    text: String,
    parts: Vec<Part>,
}

impl ManifestText {
    /// The text of one file; `path` is how errors name it.
    pub fn of(path: impl Into<Utf8PathBuf>, text: &str) -> Self {
        let path = path.into();
        let part = Part { range: 0..text.len(), path: path.clone(), text: text.into(), start: 0 };
        Self { path, text: text.to_owned(), parts: vec![part] }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file that it is named by: the template's own manifest.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// Where a range of the text is in the file that it comes from.
    pub fn place(&self, range: Range<usize>) -> Box<TemplatePlace> {
        let part = self.parts.iter().rev().find(|part| part.range.start <= range.start).or(self.parts.first());
        let Some(part) = part else {
            return Box::new(TemplatePlace { path: self.path.clone(), text: self.text.clone(), range });
        };
        let moved = |offset: usize| (offset.clamp(part.range.start, part.range.end) - part.range.start) + part.start;
        let range = moved(range.start)..moved(range.end);
        Box::new(TemplatePlace { path: part.path.clone(), text: part.text.to_string(), range })
    }

    /// The text with what `parent` has and this one has not: keys, and tables by their names, in front of its own.
    /// Migrations are about a template's own versions and stay with it. A text that cannot be parsed stays as it is:
    /// reading it says why.
    pub fn inheriting(&self, parent: &Self) -> Self {
        let (Ok(own), Ok(theirs)) = (Document::parse(&*self.text), Document::parse(&*parent.text)) else {
            return self.clone();
        };
        let (own, theirs) = (own.as_table(), theirs.as_table());
        let (starts, their_starts) = (table_starts(own), table_starts(theirs));
        let head = starts.first().map_or(self.text.len(), |(start, _)| *start);
        let mut whole = Self { path: self.path.clone(), text: String::new(), parts: Vec::new() };
        whole.push(self, 0..head);
        for (key, item) in theirs.iter().filter(|(key, _)| !OWN.contains(key) && !own.contains_key(key)) {
            let key = theirs.get_key_value(key).and_then(|(key, _)| key.span());
            if let (true, Some(key), Some(value)) = (item.is_value(), key, item.span()) {
                whole.push(parent, key.start..value.end);
            }
        }
        for (index, (start, key)) in their_starts.iter().enumerate() {
            let end = their_starts.get(index + 1).map_or(parent.text.len(), |(next, _)| *next);
            if !OWN.contains(&key.as_str()) && !has(own, key, name_at(theirs, key, *start).as_deref()) {
                whole.push(parent, *start..end);
            }
        }
        whole.push(self, head..self.text.len());
        whole
    }

    /// Adds a range of another text, on lines of its own.
    fn push(&mut self, from: &Self, range: Range<usize>) {
        for part in &from.parts {
            let (start, end) = (range.start.max(part.range.start), range.end.min(part.range.end));
            if start >= end {
                continue;
            }
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
            let at = self.text.len();
            self.text.push_str(&from.text[start..end]);
            self.parts.push(Part {
                range: at..self.text.len(),
                path: part.path.clone(),
                text: Arc::clone(&part.text),
                start: part.start + (start - part.range.start),
            });
        }
    }
}

/// The headers of the outermost tables, in order.
fn table_starts(root: &Table) -> Vec<(usize, String)> {
    let mut starts = Vec::new();
    for (key, item) in root {
        let found: Vec<usize> = match item {
            Item::Table(table) => table.span().map(|span| span.start).into_iter().collect(),
            Item::ArrayOfTables(tables) => {
                tables.iter().filter_map(|table| table.span().map(|span| span.start)).collect()
            }
            Item::Value(_) | Item::None => Vec::new(),
        };
        starts.extend(found.into_iter().map(|start| (start, key.to_owned())));
    }
    starts.sort();
    starts
}

/// The name of the table under `[[key]]` whose header is at `start`.
fn name_at(root: &Table, key: &str, start: usize) -> Option<String> {
    let tables = root.get(key)?.as_array_of_tables()?;
    let table = tables.iter().find(|table| table.span().is_some_and(|span| span.start == start))?;
    Some(table.get("name")?.as_str()?.to_owned())
}

/// Whether a manifest has something in the place of a table of its parent.
fn has(own: &Table, key: &str, name: Option<&str>) -> bool {
    match own.get(key) {
        None => false,
        Some(Item::ArrayOfTables(tables)) if NAMED.contains(&key) => {
            tables.iter().any(|table| table.get("name").and_then(Item::as_str) == name)
        }
        Some(Item::ArrayOfTables(_)) => false,
        Some(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARENT: &str = "id = \"base\"\nversion = \"3.0.0\"\n# Where.\ngroup = \"data\"\nneeds = [\"fetch\"]\n\n\
        [docs]\nabout = \"\"\"\n[not a table]\n\"\"\"\n\n[[question]]\nname = \"one\"\nprompt = \"Old\"\n\n\
        [[question]]\nname = \"two\"\n\n[[migration]]\nversion = \"3.0.0\"\n\n[[file]]\npath = \"a\"";
    const OWN_TEXT: &str = "id = \"own\"\nversion = \"1.0.0\"\nextends = \"base\"\nneeds = []\n\n\
        [[question]]\nname = \"one\"\nprompt = \"New\"\n\n[[file]]\npath = \"b\"\n";

    #[test]
    fn what_the_parent_has_comes_first_and_what_is_its_own_stays_away() {
        let whole = ManifestText::of("own", OWN_TEXT).inheriting(&ManifestText::of("base", PARENT));
        insta::assert_snapshot!(whole.text(), @r#"
        id = "own"
        version = "1.0.0"
        extends = "base"
        needs = []

        group = "data"
        [docs]
        about = """
        [not a table]
        """

        [[question]]
        name = "two"

        [[file]]
        path = "a"
        [[question]]
        name = "one"
        prompt = "New"

        [[file]]
        path = "b"
        "#);
        Document::parse(whole.text()).expect("valid");
    }

    #[test]
    fn places_are_those_of_the_files() {
        let whole = ManifestText::of("own", OWN_TEXT).inheriting(&ManifestText::of("base", PARENT));
        for (word, path, text) in
            [("\"two\"", "base", PARENT), ("\"New\"", "own", OWN_TEXT), ("\"data\"", "base", PARENT)]
        {
            let at = whole.text().find(word).expect("there");
            let place = whole.place(at..at + word.len());
            assert_eq!((place.path.as_str(), &place.text[place.range.clone()]), (path, word));
            assert_eq!(place.text, text);
        }
    }

    #[test]
    fn a_grandparent_is_named_too() {
        let middle = ManifestText::of("middle", "id = \"middle\"\n").inheriting(&ManifestText::of("base", PARENT));
        let whole = ManifestText::of("own", OWN_TEXT).inheriting(&middle);
        let at = whole.text().find("\"two\"").expect("there");
        assert_eq!(whole.place(at..at + 5).path, "base");
    }
}
