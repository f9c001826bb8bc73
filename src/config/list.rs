//! Adding to and removing from what stands in brackets, separated by commas: JSON objects and arrays, TOML arrays
//! and inline tables.
//! Border: places, commas, lines and comments; what an item says comes from outside.
use std::ops::Range;

use super::trivia::{
    CommentSyntax, Piece, begins_line, indentation, line_end, line_start, newline_length, pieces, previous_newline,
};
use crate::plan::Edit;

/// A bracketed list in its text.
#[derive(Debug, Clone)]
pub struct Bracketed<'text> {
    /// The whole text.
    pub text: &'text str,
    /// From the opening to behind the closing bracket.
    pub range: Range<usize>,
    /// The items without commas and comments, in order.
    pub items: Vec<Range<usize>>,
    /// How comments look.
    pub syntax: CommentSyntax,
}

/// Where a new item goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Before the first.
    First,
    /// Behind the item with that index.
    After(usize),
    /// Behind the last.
    Last,
}

/// How lines are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines<'style> {
    /// One step of indentation.
    pub unit: &'style str,
    /// The line end.
    pub newline: &'style str,
    /// Whether an empty list becomes one with a line for each item.
    pub expand: bool,
}

/// A new item, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The item with the comments before it, without a comma.
    pub text: String,
    /// The comment behind it, with its marker.
    pub after: Option<String>,
}

/// Where an item is written: `Some` indentation if it has lines of its own.
pub type Indentation<'a> = Option<&'a str>;

impl Bracketed<'_> {
    fn open(&self) -> usize {
        self.range.start
    }

    fn close(&self) -> usize {
        self.range.end - 1
    }

    /// The range between the item before `index` (or the opening bracket) and it (or the closing bracket).
    fn gap(&self, index: usize) -> Range<usize> {
        let start = match index.checked_sub(1) {
            Some(before) => self.items[before].end,
            None => self.open() + 1,
        };
        start..self.items.get(index).map_or(self.close(), |item| item.start)
    }

    fn comma(&self, gap: Range<usize>) -> Option<usize> {
        pieces(self.text, gap, self.syntax).into_iter().find_map(|piece| match piece {
            Piece::Comma(at) => Some(at),
            _ => None,
        })
    }

    /// The end of what still belongs to the line of `from`: spaces and comments. `None` if more follows on that line.
    fn rest_of_line(&self, from: usize) -> Option<usize> {
        let mut end = from;
        for piece in pieces(self.text, from..self.close(), self.syntax) {
            match piece {
                Piece::Space(_) => {}
                Piece::Comment(range) if !self.text[range.clone()].contains(['\n', '\r']) => end = range.end,
                Piece::Newline(_) => return Some(end),
                _ => return None,
            }
        }
        None
    }

    /// The indexes of the items that begin where one of `ranges` does.
    pub fn indexes(&self, ranges: &[Range<usize>]) -> Vec<usize> {
        let begins = |item: &Range<usize>| ranges.iter().any(|range| range.start == item.start);
        self.items.iter().enumerate().filter(|(_, item)| begins(item)).map(|(index, _)| index).collect()
    }

    /// Adds `items` at `slot`. `render` is told the indentation if the items get lines of their own.
    pub fn insert(
        &self,
        slot: Slot,
        lines: &Lines<'_>,
        render: &dyn Fn(Indentation<'_>) -> Vec<Rendered>,
    ) -> Vec<Edit> {
        let Some(last) = self.items.len().checked_sub(1) else {
            return self.fill(lines, render);
        };
        match slot {
            Slot::First => self.insert_first(lines, render),
            Slot::After(index) if index < last => self.insert_behind(index, lines, render),
            Slot::After(_) | Slot::Last => self.insert_behind(last, lines, render),
        }
    }

    fn fill(&self, lines: &Lines<'_>, render: &dyn Fn(Indentation<'_>) -> Vec<Rendered>) -> Vec<Edit> {
        let (text, inner) = (self.text, self.open() + 1..self.close());
        let comments = pieces(text, inner.clone(), self.syntax).into_iter().rev().find_map(|piece| match piece {
            Piece::Comment(range) => Some(range.end),
            _ => None,
        });
        let outer = indentation(text, self.open());
        let indent = format!("{outer}{}", lines.unit);
        let (open, close) = (&text[self.open()..=self.open()], &text[self.close()..self.range.end]);
        let written = match comments {
            Some(end) => {
                let items = block(&render(Some(&indent)), &indent, lines.newline, false);
                format!("{}{items}{}{outer}{close}", &text[self.open()..end], lines.newline)
            }
            None if lines.expand => {
                let items = block(&render(Some(&indent)), &indent, lines.newline, false);
                format!("{open}{items}{}{outer}{close}", lines.newline)
            }
            None => {
                let pad = if open == "{" { " " } else { "" };
                format!("{open}{pad}{}{pad}{close}", inline(&render(None)).join(", "))
            }
        };
        vec![Edit::replace(self.range.clone(), written)]
    }

    fn insert_first(&self, lines: &Lines<'_>, render: &dyn Fn(Indentation<'_>) -> Vec<Rendered>) -> Vec<Edit> {
        let (text, first) = (self.text, self.items[0].start);
        match self.rest_of_line(self.open() + 1) {
            Some(end) if begins_line(text, first) => {
                let indent = indentation(text, first);
                vec![Edit::insert(end, block(&render(Some(indent)), indent, lines.newline, true))]
            }
            _ => {
                let items = inline(&render(None));
                vec![Edit::insert(first, items.iter().map(|item| format!("{item}, ")).collect::<String>())]
            }
        }
    }

    fn insert_behind(
        &self,
        index: usize,
        lines: &Lines<'_>,
        render: &dyn Fn(Indentation<'_>) -> Vec<Rendered>,
    ) -> Vec<Edit> {
        let (text, item) = (self.text, &self.items[index]);
        let own_lines = begins_line(text, item.start);
        let indent = indentation(text, item.start);
        match self.comma(self.gap(index + 1)) {
            Some(comma) => match self.rest_of_line(comma + 1) {
                Some(end) if own_lines => {
                    vec![Edit::insert(end, block(&render(Some(indent)), indent, lines.newline, true))]
                }
                _ => {
                    let pad = self.pad();
                    let items = inline(&render(None));
                    vec![Edit::insert(comma + 1, items.iter().map(|item| format!("{pad}{item},")).collect::<String>())]
                }
            },
            None if own_lines => {
                let items = block(&render(Some(indent)), indent, lines.newline, false);
                match self.rest_of_line(item.end) {
                    // A comment behind the last item stays on its line. One replacement, not two insertions: another
                    // insertion in between would lack its comma.
                    Some(end) if end > item.end => {
                        vec![Edit::replace(item.end..end, format!(",{}{items}", &text[item.end..end]))]
                    }
                    _ => vec![Edit::insert(item.end, format!(",{items}"))],
                }
            }
            None => {
                let pad = self.pad();
                let items = inline(&render(None));
                vec![Edit::insert(item.end, items.iter().map(|item| format!(",{pad}{item}")).collect::<String>())]
            }
        }
    }

    /// The space behind commas, as the list has it.
    fn pad(&self) -> &'static str {
        let tight = self.items.len() > 1
            && self
                .comma(self.gap(1))
                .is_some_and(|comma| !self.text[comma + 1..].starts_with([' ', '\t', '\n', '\r']));
        if tight { "" } else { " " }
    }

    /// Removes the items with these indexes, with their commas, lines and the comments that are about them alone.
    pub fn remove(&self, which: &[usize]) -> Vec<Edit> {
        let count = self.items.len();
        let gone = |index: usize| index < count && which.contains(&index);
        if count == 0 || !(0..count).any(gone) {
            return Vec::new();
        }
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for index in (0..count).filter(|index| gone(*index)) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == index => *last = index,
                _ => runs.push((index, index)),
            }
        }
        if let [(0, last)] = runs.as_slice()
            && *last + 1 == count
        {
            return vec![self.clear()];
        }
        runs.into_iter().map(|(first, last)| self.remove_run(first, last)).collect()
    }

    /// Removes everything; comments that stand for themselves stay.
    fn clear(&self) -> Edit {
        let text = self.text;
        let mut kept = String::new();
        for index in 0..=self.items.len() {
            let gap = self.gap(index);
            // The rest of an item's own line speaks of that item.
            let start = if index == 0 { gap.start } else { self.behind_own_line(index - 1) };
            let end = if index == self.items.len() { gap.end } else { self.attached_start(index, index).min(gap.end) };
            let between: String = pieces(text, start.min(end)..end, self.syntax)
                .into_iter()
                .filter(|piece| !matches!(piece, Piece::Comma(_)))
                .map(|piece| &text[piece.range()])
                .collect();
            kept.push_str(&between);
        }
        let (open, close) = (&text[self.open()..=self.open()], &text[self.close()..self.range.end]);
        if kept.trim().is_empty() {
            Edit::replace(self.range.clone(), format!("{open}{close}"))
        } else {
            Edit::replace(self.range.clone(), format!("{open}{kept}{close}"))
        }
    }

    /// Where the line of item `index` ends: behind its comma and its comment.
    fn own_line_end(&self, index: usize) -> usize {
        let end = self.items[index].end;
        let behind = self.comma(self.gap(index + 1)).map_or(end, |comma| comma + 1);
        if begins_line(self.text, self.items[index].start) {
            self.rest_of_line(behind).unwrap_or(behind)
        } else {
            behind
        }
    }

    /// Behind the line of item `index` and its line end, if it has a line of its own.
    fn behind_own_line(&self, index: usize) -> usize {
        let end = self.own_line_end(index);
        let line = line_end(self.text, end);
        let alone = begins_line(self.text, self.items[index].start) && self.text[end..line].trim().is_empty();
        if alone { line + newline_length(self.text, line) } else { end }
    }

    /// Where the removal of the items `first..=last` begins if they have lines of their own: at the line, or above it
    /// at the comments that can only be about them.
    fn attached_start(&self, first: usize, last: usize) -> usize {
        let (text, start) = (self.text, self.items[first].start);
        if !begins_line(text, start) {
            return start;
        }
        let mut cut = line_start(text, start);
        let behind = self.own_line_end(last);
        let next = &text[(behind + newline_length(text, behind)).min(text.len())..];
        let next = next.trim_start_matches([' ', '\t']);
        let another = !next.starts_with(['\n', '\r', '}', ']', '/', '#']) && !next.is_empty();
        if another {
            return cut;
        }
        let gap = self.gap(first);
        let before = pieces(text, gap.start..cut.max(gap.start), self.syntax);
        let mut rest = before.as_slice();
        while let [earlier @ .., Piece::Comment(comment), Piece::Newline(_)] = rest {
            let earlier = match earlier {
                [more @ .., Piece::Space(_)] => more,
                all => all,
            };
            let own_line = matches!(earlier.last(), Some(Piece::Newline(_)));
            if !own_line || looks_like_an_entry(&text[comment.clone()]) {
                break;
            }
            cut = line_start(text, comment.start);
            rest = earlier;
        }
        cut
    }

    fn remove_run(&self, first: usize, last: usize) -> Edit {
        let (text, start, end) = (self.text, self.items[first].start, self.items[last].end);
        let own_lines = begins_line(text, start);
        let before = first.checked_sub(1).and_then(|_| self.comma(self.gap(first)));
        match self.comma(self.gap(last + 1)) {
            Some(comma) => match self.rest_of_line(comma + 1) {
                Some(line) if own_lines => {
                    let line = line_end(text, line);
                    Edit::delete(self.attached_start(first, last)..line + newline_length(text, line))
                }
                _ => {
                    let gap = self.gap(last + 1);
                    let plain = text[comma + 1..gap.end].bytes().all(|byte| matches!(byte, b' ' | b'\t'));
                    match before {
                        // The last of a line with a trailing comma: what follows keeps its space.
                        Some(before) if last + 1 == self.items.len() && plain => {
                            self.keep_between(before, comma + 1, start)
                        }
                        _ if plain => Edit::delete(start..gap.end),
                        _ => {
                            let from = text[..start].trim_end_matches([' ', '\t']).len();
                            let ends_line = text[comma + 1..].starts_with(['\n', '\r']);
                            Edit::delete(if ends_line && !own_lines { from } else { start }..comma + 1)
                        }
                    }
                }
            },
            None => {
                let Some(before) = before else {
                    // No comma before and none behind: the syntax allows none, so this is the only item.
                    return Edit::delete(start..end);
                };
                let behind = self.rest_of_line(end);
                if begins_line(text, before) && behind == Some(end) && text[before + 1..start].trim().is_empty() {
                    // Commas lead the lines.
                    return Edit::delete(previous_newline(text, line_start(text, before))..end);
                }
                let stop = if own_lines { behind.unwrap_or(end) } else { end };
                let cut = if own_lines { self.attached_start(first, last) } else { start };
                let kept_end = if !own_lines {
                    text[..cut].trim_end_matches([' ', '\t']).len()
                } else if behind.is_some() || text[before..cut].bytes().all(|byte| b", \t\r\n".contains(&byte)) {
                    // Nothing that could run into the closing bracket.
                    previous_newline(text, cut)
                } else {
                    cut
                };
                let kept = &text[before + 1..kept_end.max(before + 1)];
                if own_lines && behind.is_some() && !kept.trim().is_empty() {
                    // A comment stays at the end: the line end is part of the edit, so that nothing that is added
                    // behind the last item can run into it.
                    let stop = line_end(text, stop);
                    let after = stop + newline_length(text, stop);
                    return Edit::replace(before..after, format!("{kept}{}", &text[stop..after]));
                }
                Edit::replace(before..stop, kept)
            }
        }
    }

    /// Replaces what stands from the comma `before` to `stop` by that comma and the comments up to `start`.
    fn keep_between(&self, before: usize, stop: usize, start: usize) -> Edit {
        let kept = self.text[before + 1..start].trim_end_matches([' ', '\t']);
        Edit::replace(before + 1..stop, kept)
    }
}

/// Whether a comment is an entry that was commented out: it says something of its own.
pub(super) fn looks_like_an_entry(comment: &str) -> bool {
    let body = comment.trim_start_matches(['/', '#', '*', ' ', '\t']);
    body.starts_with(['"', '[', '{', '\'']) || body.split_whitespace().nth(1) == Some("=")
}

/// The items on lines of their own, each begun by a line end. `closed`: the last one has a comma, too.
fn block(items: &[Rendered], indent: &str, newline: &str, closed: bool) -> String {
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        let comma = if closed || index + 1 < items.len() { "," } else { "" };
        text.push_str(&format!("{newline}{indent}{}{comma}", item.text));
        if let Some(after) = &item.after {
            text.push(' ');
            text.push_str(after);
        }
    }
    text
}

fn inline(items: &[Rendered]) -> Vec<String> {
    items.iter().map(|item| item.text.clone()).collect()
}
