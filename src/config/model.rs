//! Reads a document into values with their comments, free of format and place.
//! Border: every comment comes along; blank lines come along as one.
use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{Document, Format};
use super::node::{Entry, Node, NodeKind, TableForm};
use super::trivia::{CommentSyntax, Piece, begins_line, pieces};
use super::value::{Comments, Element, Member, Tail, Value};

impl Document {
    /// Everything in the document, with its comments. The second value holds the comments before the outermost
    /// bracket of a JSON file, the third those behind it.
    pub fn model(&self) -> (Value, Vec<String>, Vec<String>) {
        let reader = Reader::new(self);
        let root = self.root();
        let mut value = reader.value(root);
        match self.format() {
            Format::Json => {
                let (before, _) = reader.gap(0..root.range.start, false);
                let (behind, after) = reader.gap(root.range.end..self.text().len(), true);
                (value, before, after.into_iter().chain(behind).collect())
            }
            Format::Toml => {
                if let Value::Table(_, tail) = &mut value {
                    tail.extend(reader.end.iter().cloned());
                }
                (value, Vec::new(), Vec::new())
            }
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    syntax: CommentSyntax,
    document: &'a Document,
    /// In TOML: the comments of each entry and header, by the offset where it begins.
    anchored: BTreeMap<usize, Comments>,
    /// In TOML: what stands behind the last entry of the file.
    end: Tail,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document) -> Self {
        let mut reader = Self {
            text: document.text(),
            syntax: document.comment_syntax(),
            document,
            anchored: BTreeMap::new(),
            end: Tail::new(),
        };
        if document.format() == Format::Toml {
            reader.anchor();
        }
        reader
    }

    /// Gives each comment of a TOML file to the entry or header before it on its line, or to the next one.
    fn anchor(&mut self) {
        let mut anchors = Vec::new();
        collect_anchors(self.document.root(), &mut anchors);
        anchors.sort_by_key(|range: &Range<usize>| range.start);
        let mut previous: Option<usize> = None;
        let mut done = 0;
        for anchor in anchors.iter().cloned().chain(std::iter::once(self.text.len()..self.text.len())) {
            let (before, after) = self.gap(done..anchor.start.max(done), previous.is_some());
            if let Some(previous) = previous
                && let Some(after) = after
            {
                self.anchored.entry(previous).or_default().after = Some(after);
            }
            if anchor.is_empty() {
                self.end = before;
                while self.end.last().is_some_and(String::is_empty) {
                    self.end.pop();
                }
                return;
            }
            self.anchored.entry(anchor.start).or_default().before = before;
            previous = Some(anchor.start);
            done = anchor.end;
        }
    }

    /// The comments in a gap between items: those above the next item, and the one behind the previous item.
    fn gap(&self, range: Range<usize>, has_previous: bool) -> (Vec<String>, Option<String>) {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let parts = pieces(self.text, range.clone(), self.syntax);
        let breaks = parts.iter().any(|piece| matches!(piece, Piece::Newline(_))) || range.end == self.text.len();
        let mut newlines = 0;
        for piece in parts {
            match piece {
                Piece::Newline(_) => {
                    newlines += 1;
                    if newlines > 1 && before.last().is_none_or(|last: &String| !last.is_empty()) {
                        before.push(String::new());
                    }
                }
                Piece::Comment(range) => {
                    let lines = comment_lines(&self.text[range.clone()], self.syntax);
                    if newlines == 0 && has_previous && breaks && !self.text[range].contains(['\n', '\r']) {
                        after.extend(lines);
                    } else {
                        before.extend(lines);
                    }
                    // The line end behind the comment makes no blank line.
                    newlines = 0;
                }
                _ => {}
            }
        }
        let after = (!after.is_empty()).then(|| after.join(" "));
        (before, after)
    }

    fn value(&self, node: &Node) -> Value {
        match &node.kind {
            NodeKind::Null => Value::Null,
            NodeKind::Bool(value) => Value::Bool(*value),
            NodeKind::Number(number) => Value::Number(number.clone()),
            NodeKind::Text(text) => Value::Text(text.clone()),
            NodeKind::Literal(text) => Value::Literal(text.clone()),
            NodeKind::Array(array) if array.sections => {
                let elements = array.elements.iter().enumerate().map(|(index, element)| {
                    // The first header's comments are shown with the key.
                    let comments = if index == 0 { None } else { self.anchored.get(&element.range.start) };
                    Element { comments: comments.cloned().unwrap_or_default(), value: self.value(element) }
                });
                Value::Array(elements.collect(), Tail::new())
            }
            NodeKind::Array(array) => {
                let ranges: Vec<Range<usize>> = array.elements.iter().map(|element| element.range.clone()).collect();
                let (comments, tail) = self.list(&node.range, &ranges);
                let elements = comments.into_iter().zip(&array.elements);
                Value::Array(
                    elements.map(|(comments, node)| Element { comments, value: self.value(node) }).collect(),
                    tail,
                )
            }
            NodeKind::Table(table) if table.form == TableForm::Braces => {
                let ranges: Vec<Range<usize>> =
                    table.entries.iter().map(|entry| entry.start..entry.value.range.end.max(entry.start)).collect();
                let (comments, tail) = self.list(&node.range, &ranges);
                let members = comments.into_iter().zip(&table.entries).map(|(comments, entry)| Member {
                    key: entry.key.clone(),
                    comments,
                    value: self.value(&entry.value),
                });
                Value::Table(members.collect(), tail)
            }
            NodeKind::Table(table) => {
                let members = table.entries.iter().map(|entry| Member {
                    key: entry.key.clone(),
                    comments: self.entry_comments(entry),
                    value: self.value(&entry.value),
                });
                Value::Table(members.collect(), Tail::new())
            }
        }
    }

    /// The comments of an entry that has lines of its own.
    fn entry_comments(&self, entry: &Entry) -> Comments {
        let anchor = match &entry.value.kind {
            NodeKind::Table(table) => match table.form {
                TableForm::Section => entry.value.range.start,
                TableForm::Implied | TableForm::Dotted | TableForm::Root => return Comments::default(),
                TableForm::Braces => entry.start,
            },
            NodeKind::Array(array) if array.sections => entry.value.range.start,
            _ => entry.start,
        };
        self.anchored.get(&anchor).cloned().unwrap_or_default()
    }

    /// The comments of each item of a bracketed list, and those behind the last.
    fn list(&self, brackets: &Range<usize>, items: &[Range<usize>]) -> (Vec<Comments>, Tail) {
        let mut comments: Vec<Comments> = vec![Comments::default(); items.len()];
        let mut done = (brackets.start + 1).min(brackets.end);
        for (index, item) in items.iter().enumerate() {
            let (before, after) = self.gap(done..item.start.max(done), index > 0);
            comments[index].before = before;
            if let (Some(previous), Some(after)) = (index.checked_sub(1), after) {
                comments[previous].after = Some(after);
            }
            done = item.end.max(done);
        }
        let (mut tail, after) = self.gap(done..brackets.end.saturating_sub(1).max(done), !items.is_empty());
        if let (Some(last), Some(after)) = (comments.last_mut(), after) {
            last.after = Some(after);
        }
        while tail.last().is_some_and(String::is_empty) {
            tail.pop();
        }
        // Items of one line are not set apart by the line ends inside a list that is broken elsewhere.
        for (index, item) in items.iter().enumerate() {
            if !begins_line(self.text, item.start) {
                comments[index].before.retain(|before| !before.is_empty());
            }
        }
        (comments, tail)
    }
}

fn collect_anchors(node: &Node, anchors: &mut Vec<Range<usize>>) {
    match &node.kind {
        NodeKind::Array(array) if array.sections => {
            array.elements.iter().for_each(|element| collect_anchors(element, anchors));
        }
        NodeKind::Table(table) if table.form != TableForm::Braces => {
            if table.form == TableForm::Section {
                anchors.push(node.range.clone());
            }
            for entry in &table.entries {
                match &entry.value.kind {
                    NodeKind::Array(array) if array.sections => collect_anchors(&entry.value, anchors),
                    NodeKind::Table(table) if table.form != TableForm::Braces => collect_anchors(&entry.value, anchors),
                    _ => anchors.push(entry.start..entry.value.range.end),
                }
            }
        }
        _ => {}
    }
}

/// The lines of a comment without their markers. An empty line is a single space: no text is a blank line.
fn comment_lines(comment: &str, syntax: CommentSyntax) -> Vec<String> {
    let said = |line: &str| {
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        if line.is_empty() { " ".to_owned() } else { line.to_owned() }
    };
    match syntax {
        CommentSyntax::Hash => vec![said(comment.strip_prefix('#').unwrap_or(comment))],
        CommentSyntax::Slashes => {
            if let Some(line) = comment.strip_prefix("//") {
                return vec![said(line)];
            }
            let body = comment.strip_prefix("/*").unwrap_or(comment);
            let body = body.strip_suffix("*/").unwrap_or(body);
            let lines: Vec<&str> = body.lines().collect();
            if let [line] = lines.as_slice() {
                return vec![said(line.trim_end())];
            }
            let lines = lines.iter().map(|line| {
                let line = line.trim_start();
                said(line.strip_prefix('*').unwrap_or(line))
            });
            let mut lines: Vec<String> = lines.collect();
            // The lines of the markers themselves are usually empty.
            if lines.last().is_some_and(|line| line == " ") {
                lines.pop();
            }
            if lines.first().is_some_and(|line| line == " " || line == "*") {
                lines.remove(0);
            }
            lines
        }
    }
}
