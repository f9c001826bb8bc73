//! Writes a value as JSON, with its comments.
//! Border: text out; where it goes is decided outside.
use crate::config::value::{Comments, Value};

/// How the text is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style<'a> {
    /// What stands before every line but the first; `None`: all on one line.
    pub indent: Option<&'a str>,
    /// One more step of indentation.
    pub unit: &'a str,
    /// The line end.
    pub newline: &'a str,
    /// Lists of plain values are kept on one line up to this column.
    pub width: usize,
}

/// `text` as a JSON string.
pub fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

/// A comment line with its marker.
pub fn comment(text: &str) -> String {
    format!("// {text}").trim_end().to_owned()
}

/// The text of `value`. `used` columns stand before it on its line.
pub fn render(value: &Value, style: &Style<'_>, used: usize) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) | Value::Literal(text) => quoted(text),
        Value::Array(elements, tail) => {
            let flat = Style { indent: None, ..*style };
            if style.indent.is_none() || (!value.is_structured() && !value.has_comments()) {
                let line: Vec<String> = elements.iter().map(|element| render(&element.value, &flat, 0)).collect();
                let line = format!("[{}]", line.join(", "));
                if style.indent.is_none() || used + line.chars().count() <= style.width {
                    return line;
                }
            }
            let items = elements.iter().map(|element| (None, &element.comments, &element.value));
            lines('[', items, tail, ']', style)
        }
        Value::Table(members, tail) => {
            if style.indent.is_none() {
                let line: Vec<String> = members
                    .iter()
                    .map(|member| format!("{}: {}", quoted(&member.key), render(&member.value, style, 0)))
                    .collect();
                return if line.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", line.join(", ")) };
            }
            let items = members.iter().map(|member| (Some(member.key.as_str()), &member.comments, &member.value));
            lines('{', items, tail, '}', style)
        }
    }
}

fn lines<'v>(
    open: char,
    items: impl ExactSizeIterator<Item = (Option<&'v str>, &'v Comments, &'v Value)>,
    tail: &[String],
    close: char,
    style: &Style<'_>,
) -> String {
    let outer = style.indent.unwrap_or_default();
    if items.len() == 0 && tail.is_empty() {
        return format!("{open}{close}");
    }
    let indent = format!("{outer}{}", style.unit);
    let inner = Style { indent: Some(&indent), ..*style };
    let mut text = String::from(open);
    let line = |text: &mut String, content: &str| {
        text.push_str(style.newline);
        if !content.is_empty() {
            text.push_str(&indent);
            text.push_str(content);
        }
    };
    let count = items.len();
    for (index, (key, comments, value)) in items.enumerate() {
        for (position, before) in comments.before.iter().enumerate() {
            // A blank line at the very beginning of a block separates nothing.
            if before.is_empty() && index == 0 && position == 0 {
                continue;
            }
            line(&mut text, &if before.is_empty() { String::new() } else { comment(before) });
        }
        let lead = key.map_or_else(String::new, |key| format!("{}: ", quoted(key)));
        let used = indent.chars().count() + lead.chars().count() + 1;
        let comma = if index + 1 < count { "," } else { "" };
        let after = comments.after.as_ref().map_or_else(String::new, |after| format!(" {}", comment(after)));
        line(&mut text, &format!("{lead}{}{comma}{after}", render(value, &inner, used)));
    }
    for after in tail {
        line(&mut text, &if after.is_empty() { String::new() } else { comment(after) });
    }
    text.push_str(style.newline);
    text.push_str(outer);
    text.push(close);
    text
}
