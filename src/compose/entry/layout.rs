//! Code of a fragment in the dialect of the module that it goes into.
//! Border: white space and line ends; the code itself is not changed.
use ruff_text_size::{TextRange, TextSize};

use crate::python::{Module, string_interiors};
use crate::text::Dialect;

/// The lines from `first` up to `last` (zero-based, `last` excluded) of `source`, whose code begins behind the white
/// space `from`, as they are written in a file of `dialect` behind the white space `to`.
///
/// What begins inside a string keeps its bytes, because they are part of its value.
pub(super) fn lines(source: &Module, range: std::ops::Range<usize>, from: &str, dialect: Dialect, to: &str) -> String {
    let text = source.text();
    let (start, end) = (source.lines.start(range.start), source.lines.start(range.end));
    let size = |offset: usize| TextSize::try_from(offset).unwrap_or_default();
    let inside = string_interiors(source, TextRange::new(size(start), size(end)));
    let (unit, newline) = (source.dialect.indent.unit(), dialect.newline.as_str());
    let mut written = String::new();
    for line in range {
        let (start, end) = (source.lines.start(line), source.lines.end(line));
        let content = text[start..end].trim_end_matches(['\n', '\r']);
        if inside.iter().any(|string| string.start < start && start < string.end) {
            written.push_str(content);
        } else if !content.trim().is_empty() {
            let mut rest = content.strip_prefix(from).unwrap_or_else(|| content.trim_start());
            written.push_str(to);
            while let Some(inner) = rest.strip_prefix(unit.as_str()) {
                written.push_str(&dialect.indent.unit());
                rest = inner;
            }
            written.push_str(rest);
        }
        written.push_str(newline);
    }
    written
}
