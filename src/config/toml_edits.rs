//! Edits of TOML that are made line by line: entries under headers, and the headers themselves.
//! Border: braces and brackets are lists, see `list`.
use std::ops::Range;

use super::document::{Document, Spot};
use super::error::EditError;
use super::list::looks_like_an_entry;
use super::node::{Array, Entry, Node, NodeKind, Step, Table, TableForm, display_path};
use super::toml;
use super::trivia::{indentation, line_end, line_start, next_line, previous_newline};
use super::value::{Element, Member, Value};
use crate::plan::Edit;

/// Puts `member` into the table at `path`, which is not in braces.
pub(super) fn insert(
    document: &Document,
    path: &[Step<'_>],
    member: &Member,
    spot: Spot<'_>,
) -> Result<Vec<Edit>, EditError> {
    let node = document.find(path)?;
    let Some(table) = node.as_table() else {
        return Err(EditError::NotATable { path: display_path(path) });
    };
    let sectioned = match &member.value {
        Value::Table(..) => true,
        Value::Array(elements, _) => {
            !elements.is_empty() && elements.iter().all(|element| matches!(element.value, Value::Table(..)))
        }
        _ => false,
    };
    match table.form {
        TableForm::Dotted => insert_dotted(document, path, table, member),
        TableForm::Braces => Err(EditError::OtherShape { path: display_path(path) }),
        _ if sectioned => {
            let place = if path.is_empty() { document.text().len() } else { behind(document.text(), node) };
            Ok(vec![new_sections(document, path, member, place)])
        }
        TableForm::Implied => Ok(vec![new_header(document, path, node, member)]),
        TableForm::Root | TableForm::Section => Ok(vec![insert_line(document, node, table, member, spot)]),
    }
}

/// The lines of a table's own entries, in the order of the file.
fn body(table: &Table) -> Vec<Range<usize>> {
    let own = |entry: &&Entry| {
        let dotted = matches!(&entry.value.kind, NodeKind::Table(table) if table.form == TableForm::Dotted);
        dotted || !entry.value.is_headed()
    };
    let mut lines: Vec<Range<usize>> = table.entries.iter().filter(own).flat_map(Entry::leaves).collect();
    lines.sort_by_key(|line| line.start);
    lines
}

fn written(document: &Document, member: &Member, indent: &str) -> String {
    let style = document.style(Some(indent));
    let text = toml::sections(&[], member, &style);
    text.strip_suffix(document.newline()).unwrap_or(&text).to_owned()
}

fn insert_line(document: &Document, node: &Node, table: &Table, member: &Member, spot: Spot<'_>) -> Edit {
    let (text, newline) = (document.text(), document.newline());
    let lines = body(table);
    let anchor = match spot {
        Spot::First => None,
        Spot::After(key) => node
            .entry(key)
            .filter(|entry| !entry.value.is_headed())
            .and_then(|entry| entry.leaves().into_iter().max_by_key(|line| line.end))
            .or_else(|| lines.last().cloned()),
        Spot::Last => lines.last().cloned(),
    };
    if let Some(anchor) = anchor {
        let line = written(document, member, indentation(text, anchor.start));
        return behind_line(text, anchor, &format!("{newline}{line}"));
    }
    if table.form == TableForm::Section {
        let line = written(document, member, lines.first().map_or("", |line| indentation(text, line.start)));
        return behind_line(text, node.range.clone(), &format!("{newline}{line}"));
    }
    let line = written(document, member, "");
    if let Some(first) = lines.first() {
        return Edit::insert(line_start(text, first.start), format!("{line}{newline}"));
    }
    // No entry at the top: behind the comment that opens the file, if a blank line ends it.
    let place = opening_comment(text);
    if place == text.len() {
        let gap = if text.is_empty() || text.ends_with(['\n', '\r']) { "" } else { newline };
        // A replacement, so that a section that is added at the end of the file stays behind it.
        return Edit::replace(0..place, format!("{text}{gap}{line}{newline}"));
    }
    let blank = if text[place..].starts_with(['\n', '\r']) { "" } else { newline };
    Edit::insert(place, format!("{line}{newline}{blank}"))
}

/// Adds `addition`, which begins with a line end, behind the line of `anchor`.
fn behind_line(text: &str, anchor: Range<usize>, addition: &str) -> Edit {
    let end = line_end(text, anchor.end);
    if end == text.len() {
        // Without a line end, a section added at the end of the file would stand at the same offset.
        Edit::replace(anchor.start..end, format!("{}{addition}", &text[anchor.start..end]))
    } else {
        Edit::insert(end, addition)
    }
}

/// Behind the first paragraph of comments and the blank line that ends it; 0 if the comment belongs to what follows.
fn opening_comment(text: &str) -> usize {
    let mut at = 0;
    while at < text.len() {
        let line = text[at..line_end(text, at)].trim();
        if line.is_empty() && at > 0 {
            return next_line(text, at);
        }
        if !line.starts_with('#') {
            return 0;
        }
        at = next_line(text, at);
    }
    at
}

fn insert_dotted(
    document: &Document,
    path: &[Step<'_>],
    table: &Table,
    member: &Member,
) -> Result<Vec<Edit>, EditError> {
    let text = document.text();
    let in_braces = (0..path.len()).any(|end| {
        let above = document.root().get(&path[..end]).and_then(Node::as_table);
        above.is_some_and(|table| table.form == TableForm::Braces)
    });
    let sibling = table
        .entries
        .iter()
        .rfind(|entry| !matches!(entry.value.kind, NodeKind::Table(ref table) if table.form == TableForm::Dotted));
    let (Some(sibling), false) = (sibling, in_braces) else {
        return Err(EditError::OtherShape { path: display_path(path) });
    };
    let prefix = &text[sibling.start..sibling.key_range.start];
    let indent = indentation(text, sibling.start);
    let style = document.style(Some(indent));
    let mut line = String::new();
    for before in member.comments.before.iter().filter(|before| !before.is_empty()) {
        line.push_str(&format!("{}{indent}{}", document.newline(), toml::comment(before)));
    }
    let key = format!("{prefix}{} = ", toml::key(&member.key));
    line.push_str(&format!("{}{indent}{key}", document.newline()));
    line.push_str(&toml::inline(&member.value, &style, indent.len() + key.len()));
    if let Some(after) = &member.comments.after {
        line.push_str(&format!(" {}", toml::comment(after)));
    }
    Ok(vec![behind_line(text, sibling.start..sibling.value.range.end, &line)])
}

fn header_path(path: &[Step<'_>]) -> Vec<String> {
    path.iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(toml::key(key)),
            Step::Index(_) => None,
        })
        .collect()
}

fn new_sections(document: &Document, path: &[Step<'_>], member: &Member, place: usize) -> Edit {
    let (text, newline) = (document.text(), document.newline());
    let sections = toml::sections(&header_path(path), member, &document.style(Some("")));
    let before = &text[..place];
    let blank_above = before.is_empty() || ends_with_blank_line(before);
    let sections = if blank_above { sections.strip_prefix(newline).unwrap_or(&sections) } else { &sections };
    let finished = before.is_empty() || before.ends_with(['\n', '\r']);
    let added = if finished {
        sections.to_owned()
    } else {
        format!("{newline}{}", sections.strip_suffix(newline).unwrap_or(sections))
    };
    if path.is_empty() || before.is_empty() {
        return Edit::insert(place, added);
    }
    // Inside another table the end of its last line is replaced, so that this does not fit together with removing that
    // table, and still stands behind what is added to its last section.
    let start = if finished { previous_newline(text, place) } else { line_start(text, place) };
    Edit::replace(start..place, format!("{}{added}", &text[start..place]))
}

fn ends_with_blank_line(text: &str) -> bool {
    let mut lines = text.strip_suffix('\n').map(|rest| rest.strip_suffix('\r').unwrap_or(rest)).into_iter();
    lines.next().is_some_and(|rest| rest.rsplit('\n').next().is_some_and(|line| line.trim().is_empty()))
}

/// Gives an implied table a header of its own, before the first header inside it.
fn new_header(document: &Document, path: &[Step<'_>], node: &Node, member: &Member) -> Edit {
    let (text, newline) = (document.text(), document.newline());
    let first = headers(node).into_iter().map(|header| header.range.start).min().unwrap_or(text.len());
    let place = attached_comments(text, line_start(text, first));
    let line = written(document, member, "");
    Edit::insert(place, format!("[{}]{newline}{line}{newline}{newline}", header_path(path).join(".")))
}

/// The header tables in `node`, itself included, in no order.
fn headers(node: &Node) -> Vec<&Node> {
    let mut found = Vec::new();
    match &node.kind {
        NodeKind::Table(table) => {
            if table.form == TableForm::Section {
                found.push(node);
            }
            if table.form != TableForm::Braces {
                table.entries.iter().for_each(|entry| found.extend(headers(&entry.value)));
            }
        }
        NodeKind::Array(array) if array.sections => {
            array.elements.iter().for_each(|element| found.extend(headers(element)));
        }
        _ => {}
    }
    found
}

/// Where the last entry of a header table ends, or its header.
fn content_end(header: &Node) -> usize {
    let last = header.as_table().and_then(|table| body(table).last().map(|line| line.end));
    last.unwrap_or(header.range.end).max(header.range.end)
}

/// Behind the last line of anything in `node`.
fn behind(text: &str, node: &Node) -> usize {
    let own = node.as_table().and_then(|table| body(table).last().map(|line| line.end));
    let end = headers(node).into_iter().map(content_end).chain(own).max().unwrap_or(text.len());
    next_line(text, end)
}

/// The first line of the comments directly above the line that begins at `start`.
fn attached_comments(text: &str, start: usize) -> usize {
    let mut cut = start;
    while cut > 0 {
        let above = line_start(text, previous_newline(text, cut));
        let line = text[above..cut].trim();
        if !line.starts_with('#') || looks_like_an_entry(line) {
            break;
        }
        cut = above;
    }
    cut
}

/// Adds sections behind the last element of the array of sections at `path`.
pub(super) fn append_sections(
    document: &Document,
    path: &[Step<'_>],
    elements: &[Element],
) -> Result<Vec<Edit>, EditError> {
    let node = document.find(path)?;
    let missing = || EditError::Missing { path: display_path(path) };
    if elements.iter().any(|element| !matches!(element.value, Value::Table(..))) {
        return Err(EditError::OtherShape { path: display_path(path) });
    }
    let Some((Step::Key(key), parents)) = path.split_last() else {
        return Err(missing());
    };
    let last = node.elements().last().ok_or_else(missing)?;
    let member = Member::new(*key, Value::Array(elements.to_vec(), Vec::new()));
    Ok(vec![new_sections(document, parents, &member, behind(document.text(), last))])
}

/// Removes the entry with its lines; for a table with headers, all its sections.
pub(super) fn remove(document: &Document, entry: &Entry) -> Vec<Edit> {
    let text = document.text();
    if entry.value.is_headed() {
        return remove_headers(document, &headers(&entry.value));
    }
    let lines = entry.leaves().into_iter().map(|line| {
        let start = line_start(text, line.start);
        let next = next_line(text, line.end);
        let follows = text[next..line_end(text, next)].trim();
        // Comments above may speak of a group: they go only if nothing directly follows.
        let alone = follows.is_empty() || follows.starts_with(['#', '[']);
        (if alone { attached_comments(text, start) } else { start })..next
    });
    let cut = |lines: Range<usize>| delete_lines(text, lines.start, lines.end);
    merged(lines.collect()).into_iter().map(cut).collect()
}

/// Ranges that touch as one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Removes elements of an array of sections.
pub(super) fn remove_sections(document: &Document, array: &Array, which: &[usize]) -> Vec<Edit> {
    let gone = array.elements.iter().enumerate().filter(|(index, _)| which.contains(index));
    remove_headers(document, &gone.flat_map(|(_, element)| headers(element)).collect::<Vec<_>>())
}

fn remove_headers(document: &Document, gone: &[&Node]) -> Vec<Edit> {
    let text = document.text();
    let cuts: Vec<Range<usize>> = gone
        .iter()
        .map(|header| {
            let mut end = next_line(text, content_end(header));
            // Comments right behind the last entry are part of the section unless the next header follows them; then
            // come the blank lines that end it.
            let mut comments = end;
            while text[comments..line_end(text, comments)].trim_start().starts_with('#') {
                comments = next_line(text, comments);
            }
            if !text[comments..].trim_start_matches([' ', '\t']).starts_with('[') {
                end = comments;
            }
            while end < text.len() && text[end..line_end(text, end)].trim().is_empty() {
                end = next_line(text, end);
            }
            attached_comments(text, line_start(text, header.range.start))..end
        })
        .collect();
    merged(cuts)
        .into_iter()
        .map(|cut| {
            if cut.end < text.len() {
                return Edit::delete(cut);
            }
            // At the end of the file the blank lines before the section go instead, one line end stays.
            let kept = text[..cut.start].trim_end_matches([' ', '\t', '\n', '\r']).len();
            let start = if text.ends_with(['\n', '\r']) && kept > 0 { next_line(text, kept) } else { kept };
            Edit::delete(start..cut.end)
        })
        .collect()
}

fn delete_lines(text: &str, start: usize, end: usize) -> Edit {
    let unfinished = end == text.len() && !text.ends_with(['\n', '\r']);
    Edit::delete(if unfinished { previous_newline(text, start) } else { start }..end)
}
