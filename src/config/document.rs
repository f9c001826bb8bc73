//! A configuration file, JSON with comments or TOML, and the edits that change it.
//! Border: keys, arrays and tables; what the keys mean is said elsewhere.
use std::sync::Arc;

use super::error::{EditError, ParseError};
use super::json::{self, Style};
use super::list::{Bracketed, Lines, Rendered, Slot};
use super::node::{Array, Entry, Node, NodeKind, Step, TableForm, display_path};
use super::trivia::{CommentSyntax, begins_line, indentation};
use super::value::{Comments, Element, Member, Value};
use super::{toml, toml_edits};
use crate::plan::Edit;
use crate::text::{Dialect, Indent};

/// The language of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON with comments and trailing commas.
    Json,
    /// TOML.
    Toml,
}

/// Where a new key goes among the keys of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot<'a> {
    /// Before all others.
    First,
    /// Behind this key; behind the last one if it is not there.
    After(&'a str),
    /// Behind the last one.
    Last,
}

/// The column up to which a list of plain values stays on one line.
const WIDTH: usize = 100;

/// A parsed file. Its edits refer to its text.
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    format: Format,
    /// Shared by copies: an editor begins with two.
    root: Arc<Node>,
    unit: String,
    newline: &'static str,
}

impl Document {
    /// Parses `text`.
    ///
    /// # Errors
    /// The first fault, with its place.
    pub fn parse(text: impl Into<String>, format: Format) -> Result<Self, ParseError> {
        let text = text.into();
        let root = match format {
            Format::Json => json::parse(&text)?,
            Format::Toml => toml::parse(&text)?,
        };
        let dialect = Dialect::of(&text);
        let newline = dialect.newline.as_str();
        let mut document = Self { text, format, root: Arc::new(root), unit: String::new(), newline };
        document.unit = document.observed_unit().unwrap_or_else(|| match (format, dialect.indent) {
            (_, Indent::Tab) => "\t".to_owned(),
            (Format::Json, _) => "  ".to_owned(),
            (Format::Toml, _) => "    ".to_owned(),
        });
        Ok(document)
    }

    /// The text it was parsed from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its language.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Everything in it.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The line end of the file.
    pub fn newline(&self) -> &'static str {
        self.newline
    }

    /// How comments look in it.
    pub fn comment_syntax(&self) -> CommentSyntax {
        match self.format {
            Format::Json => CommentSyntax::Slashes,
            Format::Toml => CommentSyntax::Hash,
        }
    }

    /// One step of indentation, read from the first bracketed list that has lines of its own.
    fn observed_unit(&self) -> Option<String> {
        fn search(text: &str, node: &Node) -> Option<String> {
            let first = match &node.kind {
                NodeKind::Array(array) => array.elements.first().map(|element| element.range.start),
                NodeKind::Table(table) => table.entries.first().map(|entry| entry.start),
                _ => None,
            };
            let bracketed = text[node.range.clone()].starts_with(['{', '[']) && !node.is_headed();
            if let Some(first) = first
                && bracketed
                && begins_line(text, first)
                && let Some(unit) = indentation(text, first).strip_prefix(indentation(text, node.range.start))
                && !unit.is_empty()
            {
                return Some(unit.to_owned());
            }
            let inner = node.entries().iter().map(|entry| &entry.value).chain(node.elements());
            inner.into_iter().find_map(|node| search(text, node))
        }
        search(&self.text, &self.root)
    }

    /// The layout for something whose lines begin with `indent`.
    pub(super) fn style<'a>(&'a self, indent: Option<&'a str>) -> Style<'a> {
        Style { indent, unit: &self.unit, newline: self.newline, width: WIDTH }
    }

    fn lines(&self, expand: bool) -> Lines<'_> {
        Lines { unit: &self.unit, newline: self.newline, expand }
    }

    pub(super) fn find(&self, path: &[Step<'_>]) -> Result<&Node, EditError> {
        self.root.get(path).ok_or_else(|| EditError::Missing { path: display_path(path) })
    }

    fn scalar_text(&self, value: &Value, before: &str, indent: &str, used: usize) -> String {
        match (self.format, value) {
            (Format::Json, value) => json::render(value, &self.style(Some(indent)), used),
            (Format::Toml, Value::Text(text)) => toml::requoted(text, before),
            (Format::Toml, value) => toml::inline(value, &self.style(Some(indent)), used),
        }
    }

    /// Replaces the value at `path`.
    ///
    /// # Errors
    /// Nothing is there, or one of the two is a table with a header of its own.
    pub fn replace(&self, path: &[Step<'_>], value: &Value) -> Result<Vec<Edit>, EditError> {
        let node = self.find(path)?;
        if node.to_json() == value.to_json() && !value.has_comments() {
            return Ok(Vec::new());
        }
        self.refuse_null(path, value)?;
        let headed =
            node.is_headed() || matches!(&node.kind, NodeKind::Table(table) if table.form != TableForm::Braces);
        if headed {
            return Err(EditError::OtherShape { path: display_path(path) });
        }
        let indent = indentation(&self.text, node.range.start);
        let used = node.range.start - super::trivia::line_start(&self.text, node.range.start);
        let before = &self.text[node.range.clone()];
        let flat_before = !before.contains(['\n', '\r']) && value.is_structured();
        let written = if flat_before && !value.has_comments() && self.format == Format::Json {
            json::render(value, &self.style(None), used)
        } else {
            self.scalar_text(value, before, indent, used)
        };
        Ok(vec![Edit::replace(node.range.clone(), written)])
    }

    /// Replaces the value at `path`, or puts it there, with the tables that lead to it.
    ///
    /// # Errors
    /// Something on the way is no table, or has another shape.
    pub fn set(&self, path: &[Step<'_>], value: &Value, spot: Spot<'_>) -> Result<Vec<Edit>, EditError> {
        if self.root.get(path).is_some() {
            return self.replace(path, value);
        }
        let Some(missing) = (0..path.len()).find(|end| self.root.get(&path[..=*end]).is_none()) else {
            return Err(EditError::Missing { path: display_path(path) });
        };
        let mut keys = Vec::new();
        for step in &path[missing..] {
            match step {
                Step::Key(key) => keys.push(*key),
                Step::Index(_) => return Err(EditError::Missing { path: display_path(path) }),
            }
        }
        let mut member: Option<Member> = None;
        for key in keys.iter().rev() {
            member = Some(match member {
                None => Member::new(*key, value.clone()),
                Some(inner) => Member::new(*key, Value::table([inner])),
            });
        }
        match member {
            Some(member) => self.insert(&path[..missing], &member, spot),
            None => Err(EditError::Missing { path: display_path(path) }),
        }
    }

    /// Puts a new key into the table at `path`.
    ///
    /// # Errors
    /// There is no table, or it has the key.
    pub fn insert(&self, path: &[Step<'_>], member: &Member, spot: Spot<'_>) -> Result<Vec<Edit>, EditError> {
        let node = self.find(path)?;
        let Some(table) = node.as_table() else {
            return Err(EditError::NotATable { path: display_path(path) });
        };
        if node.entry(&member.key).is_some() {
            let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(&member.key)]).collect();
            return Err(EditError::Occupied { path: display_path(&path) });
        }
        self.refuse_null(path, &member.value)?;
        if table.form != TableForm::Braces {
            return toml_edits::insert(self, path, member, spot);
        }
        let list = self.list(node);
        let expand = self.format == Format::Json && self.text.contains(['\n', '\r']) || self.text.trim() == "{}";
        let slot = match spot {
            Spot::First => Slot::First,
            Spot::After(key) => {
                let last = node.entry(key).and_then(|entry| list.indexes(&entry.leaves()).last().copied());
                last.map_or(Slot::Last, Slot::After)
            }
            Spot::Last => Slot::Last,
        };
        Ok(list.insert(slot, &self.lines(expand && self.format == Format::Json), &|indent| {
            vec![self.rendered(Some(&member.key), &member.comments, &member.value, indent)]
        }))
    }

    /// Puts `elements` behind the last one of the array at `path`.
    ///
    /// # Errors
    /// There is no array.
    pub fn append(&self, path: &[Step<'_>], elements: &[Element]) -> Result<Vec<Edit>, EditError> {
        let node = self.find(path)?;
        let Some(array) = node.as_array() else {
            return Err(EditError::NotAnArray { path: display_path(path) });
        };
        for element in elements {
            self.refuse_null(path, &element.value)?;
        }
        if elements.is_empty() {
            return Ok(Vec::new());
        }
        if array.sections {
            return toml_edits::append_sections(self, path, elements);
        }
        let structured = elements.iter().any(|element| element.value.is_structured() || element.value.has_comments());
        let expand = structured && self.format == Format::Json && self.text.contains(['\n', '\r']);
        // An array of one-line tables goes on as one.
        let flat = array
            .elements
            .last()
            .is_some_and(|last| last.as_table().is_some() && !self.text[last.range.clone()].contains(['\n', '\r']));
        Ok(self.list(node).insert(Slot::Last, &self.lines(expand), &|indent| {
            elements
                .iter()
                .map(|element| {
                    let mut rendered = self.rendered(None, &element.comments, &element.value, indent);
                    if flat && !element.value.has_comments() && element.comments.before.is_empty() {
                        rendered.text = self.rendered(None, &Comments::default(), &element.value, None).text;
                    }
                    rendered
                })
                .collect()
        }))
    }

    /// Removes the elements with these indexes from the array at `path`.
    ///
    /// # Errors
    /// There is no array.
    pub fn remove_elements(&self, path: &[Step<'_>], which: &[usize]) -> Result<Vec<Edit>, EditError> {
        let node = self.find(path)?;
        let Some(array) = node.as_array() else {
            return Err(EditError::NotAnArray { path: display_path(path) });
        };
        if array.sections {
            return Ok(toml_edits::remove_sections(self, array, which));
        }
        Ok(self.list(node).remove(which))
    }

    /// Removes the entry at `path`.
    ///
    /// # Errors
    /// Nothing is there, or it is not the entry of a table.
    pub fn remove(&self, path: &[Step<'_>]) -> Result<Vec<Edit>, EditError> {
        let missing = || EditError::Missing { path: display_path(path) };
        let Some((Step::Key(key), parents)) = path.split_last() else {
            return Err(missing());
        };
        let parent = self.find(parents)?;
        let (Some(table), Some(entry)) = (parent.as_table(), parent.entry(key)) else {
            return Err(missing());
        };
        // A dotted key in braces is an item of the list that the braces make.
        let mut braces = (table.form == TableForm::Braces).then_some(parent);
        let mut above = parents;
        while let ([rest @ .., _], None) = (above, braces) {
            above = rest;
            let node = self.find(above)?;
            match node.as_table().map(|table| table.form) {
                Some(TableForm::Braces) => braces = Some(node),
                Some(TableForm::Dotted) => {}
                _ => break,
            }
        }
        let dotted = matches!(table.form, TableForm::Braces | TableForm::Dotted);
        if let (Some(node), true) = (braces, dotted) {
            let list = self.list(node);
            let same = table.entries.iter().filter(|other| other.key == entry.key);
            let leaves: Vec<_> = same.flat_map(Entry::leaves).collect();
            return Ok(list.remove(&list.indexes(&leaves)));
        }
        Ok(toml_edits::remove(self, entry))
    }

    /// The comma-separated list that `node`, a bracketed array or table, is.
    pub(super) fn list<'a>(&'a self, node: &Node) -> Bracketed<'a> {
        let mut items = Vec::new();
        match &node.kind {
            NodeKind::Array(Array { elements, .. }) => {
                items.extend(elements.iter().map(|element| element.range.clone()))
            }
            NodeKind::Table(table) => {
                items.extend(table.entries.iter().flat_map(Entry::leaves));
                items.sort_by_key(|range| range.start);
            }
            _ => {}
        }
        Bracketed { text: &self.text, range: node.range.clone(), items, syntax: self.comment_syntax() }
    }

    fn rendered(&self, key: Option<&str>, comments: &Comments, value: &Value, indent: Option<&str>) -> Rendered {
        let mark = |said: &str| match self.format {
            Format::Json => json::comment(said),
            Format::Toml => toml::comment(said),
        };
        let mut text = String::new();
        if let Some(indent) = indent {
            for before in comments.before.iter().filter(|before| !before.is_empty()) {
                text.push_str(&format!("{}{}{indent}", mark(before), self.newline));
            }
        }
        let lead = match (self.format, key) {
            (Format::Json, Some(key)) => format!("{}: ", json::quoted(key)),
            (Format::Toml, Some(key)) => format!("{} = ", toml::key(key)),
            (_, None) => String::new(),
        };
        let used = indent.map_or(0, str::len) + lead.chars().count() + 1;
        let written = match self.format {
            Format::Json => json::render(value, &self.style(indent), used),
            Format::Toml => toml::inline(value, &self.style(indent), used),
        };
        text.push_str(&lead);
        text.push_str(&written);
        Rendered { text, after: indent.and(comments.after.as_deref()).map(mark) }
    }

    pub(super) fn refuse_null(&self, path: &[Step<'_>], value: &Value) -> Result<(), EditError> {
        match value.null() {
            Some(inner) if self.format == Format::Toml => {
                let outer = display_path(path);
                let path = [outer, inner].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
                Err(EditError::Null { path })
            }
            _ => Ok(()),
        }
    }
}

impl Node {
    /// Whether it is written with TOML headers.
    pub(super) fn is_headed(&self) -> bool {
        match &self.kind {
            NodeKind::Array(array) => array.sections,
            NodeKind::Table(table) => {
                matches!(table.form, TableForm::Section | TableForm::Implied | TableForm::Root)
            }
            _ => false,
        }
    }
}
