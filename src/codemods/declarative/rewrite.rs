//! Templates of new code, and the edits they make around what they keep.
//! Border: text of one match; which nodes match is decided elsewhere.
use crate::plan::Edit;
use crate::text::Dialect;

/// A template, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// The text of a capture.
    Capture(String),
}

/// Takes a template apart.
///
/// # Errors
/// The offset of a brace without its counterpart.
pub fn parse(template: &str) -> Result<Vec<Part>, usize> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    let offset = |rest: &str| template.len() - rest.len();
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let brace = &rest[at..];
        if let Some(after) = brace.strip_prefix("{{").or_else(|| brace.strip_prefix("}}")) {
            text.push_str(&brace[..1]);
            rest = after;
            continue;
        }
        let Some((name, after)) = brace.strip_prefix('{').and_then(|inner| inner.split_once('}')) else {
            return Err(offset(brace));
        };
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        parts.push(Part::Capture(name.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    Ok(parts)
}

/// The edits that turn `node` into the template. Captures that lie inside the node in the template's order stay where
/// they are, so that other changes inside them are possible; others are copied.
///
/// New lines get the file's own line end and the `indentation` of the line that the node begins in.
pub fn edits(
    source: &str,
    node: std::ops::Range<usize>,
    parts: &[Part],
    capture: &dyn Fn(&str) -> Option<std::ops::Range<usize>>,
    dialect: Dialect,
    indentation: &str,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut done = node.start;
    let mut pending = String::new();
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => pending.push_str(&in_dialect(text, dialect, indentation)),
            Part::Capture(name) => {
                let range = capture(name)?;
                let again = parts[index + 1..].iter().chain(&parts[..index]).any(|other| other == part);
                if range.start >= done && range.end <= node.end && !again {
                    push(&mut edits, source, done..range.start, &pending);
                    pending.clear();
                    done = range.end;
                } else {
                    pending.push_str(source.get(range)?);
                }
            }
        }
    }
    push(&mut edits, source, done..node.end, &pending);
    Some(edits)
}

fn push(edits: &mut Vec<Edit>, source: &str, range: std::ops::Range<usize>, text: &str) {
    if source.get(range.clone()) != Some(text) {
        edits.push(Edit::replace(range, text));
    }
}

/// `text` with the file's line ends, its steps of four spaces as the file indents, and its further lines indented.
fn in_dialect(text: &str, dialect: Dialect, indentation: &str) -> String {
    let unit = dialect.indent.unit();
    let mut result = String::with_capacity(text.len());
    let last = text.matches('\n').count();
    for (index, line) in text.split('\n').enumerate() {
        if index == 0 {
            result.push_str(line);
            continue;
        }
        result.push_str(dialect.newline.as_str());
        let content = line.trim_start_matches(' ');
        // A line that ends the text goes on with what follows it; any other empty one is a blank line.
        if content.is_empty() && index < last {
            continue;
        }
        let width = line.len() - content.len();
        result.push_str(indentation);
        result.push_str(&unit.repeat(width / 4));
        result.push_str(&" ".repeat(width % 4));
        result.push_str(content);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_name_captures_and_double_braces_are_braces() {
        let parts = parse("a{{{b}}}").expect("a template");
        assert_eq!(parts, [Part::Text("a{".into()), Part::Capture("b".into()), Part::Text("}".into())]);
        assert_eq!(parse("a{b"), Err(1));
    }

    #[test]
    fn what_is_kept_is_not_touched() {
        let source = "old(value, 1)";
        let capture = |name: &str| (name == "x").then_some(4..9);
        let parts = parse("new({x})").expect("a template");
        let edits = edits(source, 0..13, &parts, &capture, Dialect::default(), "").expect("edits");
        assert_eq!(edits, [Edit::replace(0..4, "new("), Edit::replace(9..13, ")")]);
    }

    #[test]
    fn lines_follow_the_dialect() {
        let dialect =
            Dialect { newline: crate::text::Newline::CarriageReturnLineFeed, indent: crate::text::Indent::Tab };
        assert_eq!(in_dialect("if x:\n    y\n\nz", dialect, "\t"), "if x:\r\n\t\ty\r\n\r\n\tz");
    }
}
