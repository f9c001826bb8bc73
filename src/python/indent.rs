//! Moving code: shifting the lines of a block without touching what its strings hold.
//! Border: white space at the start of lines, nothing else.
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::plan::Edit;

use super::Module;

/// Edits that put `prefix` before every line of `lines` (zero-based, end excluded) that may be shifted.
///
/// Lines that begin inside a string keep their bytes, because those are part of its value; blank lines stay blank.
/// Lines inside brackets and after a backslash are shifted with their statement: their white space means nothing to
/// Python, and the code keeps its shape. A form feed at the start of a line stays first.
pub fn indent_lines(module: &Module, lines: std::ops::Range<usize>, prefix: &str) -> Vec<Edit> {
    let text = module.text();
    let first = module.lines.start(lines.start);
    let last = module.lines.start(lines.end);
    let inside = string_interiors(module, TextRange::new(size(first), size(last)));
    let mut edits = Vec::new();
    for line in lines {
        let (start, end) = (module.lines.start(line), module.lines.end(line));
        let content = &text[start..end];
        if content.trim().is_empty() || inside.iter().any(|range| range.start < start && start < range.end) {
            continue;
        }
        let feeds = content.len() - content.trim_start_matches('\x0c').len();
        edits.push(Edit::insert(start + feeds, prefix));
    }
    edits
}

/// Edits that take `prefix` away from the start of every line of `lines` (zero-based, end excluded) that has it and
/// does not begin inside a string.
pub fn dedent_lines(module: &Module, lines: std::ops::Range<usize>, prefix: &str) -> Vec<Edit> {
    let text = module.text();
    let first = module.lines.start(lines.start);
    let last = module.lines.start(lines.end);
    let inside = string_interiors(module, TextRange::new(size(first), size(last)));
    let mut edits = Vec::new();
    for line in lines {
        let (start, end) = (module.lines.start(line), module.lines.end(line));
        let in_string = inside.iter().any(|range| range.start < start && start < range.end);
        if !prefix.is_empty() && !in_string && text[start..end].starts_with(prefix) {
            edits.push(Edit::delete(start..start + prefix.len()));
        }
    }
    edits
}

/// The byte ranges of strings that reach over a line end, from their first quote to their last.
pub fn string_interiors(module: &Module, range: TextRange) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut open: Vec<TextSize> = Vec::new();
    for token in module.tokens() {
        if token.start() >= range.end() {
            break;
        }
        match token.kind() {
            TokenKind::String => found.push(token.start().to_usize()..token.end().to_usize()),
            TokenKind::FStringStart | TokenKind::TStringStart => open.push(token.start()),
            TokenKind::FStringEnd | TokenKind::TStringEnd => {
                if let Some(start) = open.pop() {
                    found.push(start.to_usize()..token.end().to_usize());
                }
            }
            _ => {}
        }
    }
    found
        .retain(|string| string.end > range.start().to_usize() && module.text()[string.clone()].contains(['\n', '\r']));
    found
}

fn size(offset: usize) -> TextSize {
    // A module is at most 4 GiB long, checked when it is parsed.
    TextSize::try_from(offset).unwrap_or_default()
}
