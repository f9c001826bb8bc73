//! Moving code: shifting the lines of a block without touching what its strings hold.
//! Border: white space at the start of lines, nothing else.
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::plan::Edit;

use super::Module;

/// Edits that put `prefix` before every line of `lines` (zero-based, end excluded) that may be shifted.
///
/// Lines that begin inside a string keep their bytes, because those are part of its value; blank lines stay blank. Of
/// docstrings Python itself takes the common white space away, so they move along, unless somebody reads `__doc__`.
/// Lines inside brackets and after a backslash are shifted with their statement: their white space means nothing to
/// Python, and the code keeps its shape. A form feed at the start of a line stays first.
pub fn indent_lines(module: &Module, lines: std::ops::Range<usize>, prefix: &str) -> Vec<Edit> {
    let text = module.text();
    let first = module.lines.start(lines.start);
    let last = module.lines.start(lines.end);
    let mut inside = string_interiors(module, TextRange::new(size(first), size(last)));
    let docstrings = docstrings(module);
    inside.retain(|string| !docstrings.contains(string));
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

/// Edits that take `prefix` away from the start of every line of `lines` (zero-based, end excluded) that has it, holds
/// something and does not begin inside a string.
pub fn dedent_lines(module: &Module, lines: std::ops::Range<usize>, prefix: &str) -> Vec<Edit> {
    let text = module.text();
    let first = module.lines.start(lines.start);
    let last = module.lines.start(lines.end);
    let inside = string_interiors(module, TextRange::new(size(first), size(last)));
    let mut edits = Vec::new();
    for line in lines {
        let (start, end) = (module.lines.start(line), module.lines.end(line));
        let in_string = inside.iter().any(|range| range.start < start && start < range.end);
        let is_blank = text[start..end].trim().is_empty();
        if !prefix.is_empty() && !in_string && !is_blank && text[start..end].starts_with(prefix) {
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

/// The byte ranges of docstrings whose lines may be shifted together.
fn docstrings(module: &Module) -> Vec<std::ops::Range<usize>> {
    struct Collector<'m> {
        text: &'m str,
        found: Vec<std::ops::Range<usize>>,
    }
    impl<'a> Collector<'a> {
        fn first_of(&mut self, body: &[Stmt]) {
            let Some(Stmt::Expr(statement)) = body.first() else { return };
            let Expr::StringLiteral(literal) = statement.value.as_ref() else { return };
            let range = literal.range.start().to_usize()..literal.range.end().to_usize();
            // A line that a backslash joins to the one before has its white space in the middle of the text.
            let joined = ["\\\n", "\\\r"].iter().any(|joint| self.text[range.clone()].contains(joint));
            if !literal.value.is_implicit_concatenated() && !joined {
                self.found.push(range);
            }
        }
    }
    impl<'a> StatementVisitor<'a> for Collector<'_> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            match statement {
                Stmt::FunctionDef(function) => self.first_of(&function.body),
                Stmt::ClassDef(class) => self.first_of(&class.body),
                _ => {}
            }
            walk_stmt(self, statement);
        }
    }
    if module.text().contains("__doc__") {
        return Vec::new();
    }
    let mut collector = Collector { text: module.text(), found: Vec::new() };
    collector.visit_body(&module.syntax().body);
    collector.found
}

fn size(offset: usize) -> TextSize {
    // A module is at most 4 GiB long, checked when it is parsed.
    TextSize::try_from(offset).unwrap_or_default()
}
