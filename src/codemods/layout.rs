//! Where definitions stand in a file: their lines, with the comments that belong to them.
//! Border: lines and blank lines; nothing is edited here.
use ruff_python_ast::StmtFunctionDef;
use ruff_text_size::Ranged;

use crate::python::Module;

/// The zero-based lines of a definition, end excluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionLines {
    /// The first line of the comments on top of it: everything between the statement before it and itself.
    pub comments: usize,
    /// The line of the `def` or of its first decorator.
    pub start: usize,
    /// The line after its last statement and the indented comments that follow it.
    pub end: usize,
}

/// The text of a line, its end included.
pub fn line_text(module: &Module, line: usize) -> &str {
    &module.text()[module.lines.start(line)..module.lines.end(line)]
}

/// Whether a line holds only spaces and tabs. A form feed counts as content: it is never lost.
pub fn is_blank(module: &Module, line: usize) -> bool {
    let text = line_text(module, line);
    text.trim().is_empty() && !text.contains('\x0c')
}

/// The offset where the content of a line ends, before its line end.
pub fn content_end(module: &Module, line: usize) -> usize {
    module.lines.start(line) + line_text(module, line).trim_end_matches(['\n', '\r']).len()
}

/// The lines of `function`.
pub fn definition_lines(module: &Module, function: &StmtFunctionDef) -> DefinitionLines {
    let start = module.lines.line(function.start().to_usize());
    let indentation = module.indentation(function.start()).len();
    let is_comment = |line: usize| line_text(module, line).trim_start_matches([' ', '\t']).starts_with('#');
    let mut comments = start;
    let mut line = start;
    while line > 0 && (is_comment(line - 1) || is_blank(module, line - 1)) {
        line -= 1;
        let text = line_text(module, line);
        let is_header = line == 0 && (text.starts_with("#!") || text.contains("coding"));
        // A comment that is indented like a body belongs to the statement above.
        if is_header || (is_comment(line) && text.len() - text.trim_start_matches([' ', '\t']).len() != indentation) {
            break;
        }
        if is_comment(line) {
            comments = line;
        }
    }
    let mut end = module.lines.line(function.end().to_usize()) + 1;
    // Comments that are indented like the body belong to it.
    let mut line = end;
    while line < module.lines.count() {
        let text = line_text(module, line);
        let content = text.trim_start_matches([' ', '\t']);
        if content.starts_with('#') && text.len() - content.len() > indentation {
            line += 1;
            end = line;
        } else if is_blank(module, line) && line + 1 < module.lines.count() {
            line += 1;
        } else {
            break;
        }
    }
    DefinitionLines { comments, start, end }
}

/// The line after the last statement of a class and the indented comments that follow it.
pub fn definition_end(module: &Module, class: &ruff_python_ast::StmtClassDef) -> usize {
    module.lines.line(class.end().to_usize()) + 1
}
