//! Comments that speak of a statement: they go with it.
//! Border: lines and their comments; what is removed, and why, is the caller's knowledge.
use super::Module;

/// The first line of the comments on top of the lines `first..end`, if they speak of those alone; else `first`. They do
/// where nothing but a blank line, another comment or the end of the block follows. Headers of files and banners of
/// sections stay.
pub fn own_comments(module: &Module, first: usize, end: usize) -> usize {
    let text = |line: usize| &module.text()[module.lines.start(line)..module.lines.end(line)];
    let indentation = |line: usize| text(line).len() - text(line).trim_start_matches([' ', '\t']).len();
    let is_blank = |line: usize| text(line).trim().is_empty();
    let is_comment = |line: usize| text(line).trim_start().starts_with('#');
    let is_alone = end >= module.lines.count()
        || is_blank(end)
        || is_comment(end) && indentation(end) == indentation(first)
        || indentation(end) < indentation(first);
    if !is_alone {
        return first;
    }
    let mut top = first;
    while top > 0 && is_comment(top - 1) && indentation(top - 1) == indentation(first) {
        top -= 1;
    }
    let is_kept = |line: usize| {
        let comment = text(line).trim_start().trim_start_matches('#').trim();
        let is_banner =
            comment.is_empty() || ["---", "===", "***", "##", "──", "━━"].iter().any(|mark| comment.contains(mark));
        is_banner
            || ["pyworker:", "fmt:", "type:", "ruff:", "isort:", "noqa", "region", "endregion"]
                .iter()
                .any(|word| comment.starts_with(word))
    };
    if top == 0 || (top..first).any(is_kept) { first } else { top }
}
