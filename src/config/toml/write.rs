//! Writes a value as TOML: inline, or as sections with headers.
//! Border: text out; where it goes is decided outside.
use crate::config::json::Style;
use crate::config::value::{Member, Value};

/// A comment line with its marker.
pub fn comment(text: &str) -> String {
    format!("# {text}").trim_end().to_owned()
}

/// A key, bare if it can be.
pub fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '-' || character == '_');
    if bare { name.to_owned() } else { quoted(name) }
}

/// `text` as a basic string.
pub fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\u{8}' => written.push_str("\\b"),
            '\u{c}' => written.push_str("\\f"),
            control if control.is_control() => written.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => written.push(other),
        }
    }
    written.push('"');
    written
}

/// `text` in the quotes of the string that `before` is, where they can hold it.
pub fn requoted(text: &str, before: &str) -> String {
    let literal = before.starts_with('\'') && !before.starts_with("'''");
    if literal && !text.contains('\'') && !text.chars().any(|character| character.is_control() && character != '\t') {
        format!("'{text}'")
    } else {
        quoted(text)
    }
}

/// The text of `value` behind `key =`. Arrays may take several lines, tables stay in braces on one.
/// `used` columns stand before it on its line.
pub fn inline(value: &Value, style: &Style<'_>, used: usize) -> String {
    match value {
        // Refused before anything is written; there is no better text for it.
        Value::Null => "\"\"".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => quoted(text),
        Value::Literal(text) => text.clone(),
        Value::Table(members, _) => {
            let flat = Style { indent: None, ..*style };
            let line: Vec<String> = members
                .iter()
                .map(|member| format!("{} = {}", key(&member.key), inline(&member.value, &flat, 0)))
                .collect();
            if line.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", line.join(", ")) }
        }
        Value::Array(elements, tail) => {
            let flat = Style { indent: None, ..*style };
            let line: Vec<String> = elements.iter().map(|element| inline(&element.value, &flat, 0)).collect();
            let line = format!("[{}]", line.join(", "));
            let Some(outer) = style.indent else {
                return line;
            };
            if !value.has_comments() && used + line.chars().count() <= style.width {
                return line;
            }
            let indent = format!("{outer}{}", style.unit);
            let inner = Style { indent: Some(&indent), ..*style };
            let mut text = String::from("[");
            for element in elements {
                for before in &element.comments.before {
                    push_line(&mut text, style.newline, &indent, before);
                }
                text.push_str(style.newline);
                text.push_str(&indent);
                text.push_str(&inline(&element.value, &inner, indent.len() + 1));
                text.push(',');
                if let Some(after) = &element.comments.after {
                    text.push(' ');
                    text.push_str(&comment(after));
                }
            }
            for after in tail {
                push_line(&mut text, style.newline, &indent, after);
            }
            text.push_str(style.newline);
            text.push_str(outer);
            text.push(']');
            text
        }
    }
}

fn push_line(text: &mut String, newline: &str, indent: &str, said: &str) {
    text.push_str(newline);
    if !said.is_empty() {
        text.push_str(indent);
        text.push_str(&comment(said));
    }
}

/// Whether `value` is written with headers of its own.
fn takes_sections(value: &Value) -> bool {
    match value {
        Value::Table(..) => true,
        Value::Array(elements, _) => {
            !elements.is_empty() && elements.iter().all(|element| matches!(element.value, Value::Table(..)))
        }
        _ => false,
    }
}

/// The lines of a member: `key = value`, or sections with headers under `path`. Each line ends with a line end;
/// sections are preceded by a blank line.
pub fn sections(path: &[String], member: &Member, style: &Style<'_>) -> String {
    let mut text = String::new();
    let full: Vec<String> = path.iter().cloned().chain([key(&member.key)]).collect();
    let header = full.join(".");
    match &member.value {
        Value::Table(members, tail) => {
            // A table that only holds tables is implied by their headers.
            let implied = !members.is_empty()
                && tail.is_empty()
                && members.iter().all(|inner| takes_sections(&inner.value))
                && member.comments.after.is_none()
                && member.comments.before.is_empty();
            if !implied {
                text.push_str(style.newline);
                head(&mut text, &member.comments, &format!("[{header}]"), style);
            }
            body(&mut text, &full, members, tail, style);
        }
        Value::Array(elements, tail) if takes_sections(&member.value) => {
            for (index, element) in elements.iter().enumerate() {
                let Value::Table(members, inner) = &element.value else {
                    continue;
                };
                text.push_str(style.newline);
                let mut comments = element.comments.clone();
                if index == 0 {
                    comments.before.splice(0..0, member.comments.before.iter().cloned());
                }
                head(&mut text, &comments, &format!("[[{header}]]"), style);
                body(&mut text, &full, members, inner, style);
            }
            for after in tail {
                line(&mut text, after, style);
            }
        }
        value => {
            let lead = format!("{} = ", key(&member.key));
            let written = format!("{lead}{}", inline(value, style, lead.chars().count()));
            head(&mut text, &member.comments, &written, style);
        }
    }
    text
}

fn head(text: &mut String, comments: &crate::config::value::Comments, content: &str, style: &Style<'_>) {
    // A header has its blank line already.
    let blank = content.starts_with('[') || text.is_empty();
    for before in comments.before.iter().skip_while(|before| blank && before.is_empty()) {
        line(text, before, style);
    }
    text.push_str(style.indent.unwrap_or_default());
    text.push_str(content);
    if let Some(after) = &comments.after {
        text.push(' ');
        text.push_str(&comment(after));
    }
    text.push_str(style.newline);
}

fn line(text: &mut String, said: &str, style: &Style<'_>) {
    if !said.is_empty() {
        text.push_str(style.indent.unwrap_or_default());
        text.push_str(&comment(said));
    }
    text.push_str(style.newline);
}

/// Plain entries come first: behind a header they would belong to it.
fn body(text: &mut String, path: &[String], members: &[Member], tail: &[String], style: &Style<'_>) {
    for member in members.iter().filter(|member| !takes_sections(&member.value)) {
        text.push_str(&sections(path, member, style));
    }
    for after in tail {
        line(text, after, style);
    }
    for member in members.iter().filter(|member| takes_sections(&member.value)) {
        text.push_str(&sections(path, member, style));
    }
}
