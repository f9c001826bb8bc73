//! Comments that keep a rule away from a place: `# pyworker: ignore[PW301] the page is cached elsewhere`.
//! Border: reads comments of Python files; what is left out because of them is the engine's work.
use std::ops::RangeInclusive;

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::token::TokenKind;
use ruff_text_size::Ranged;

use crate::plan::Place;
use crate::python::Module;

use super::Modules;

/// One such comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Where the comment stands.
    pub place: Place,
    /// The codes (or beginnings of codes) it names.
    pub codes: Vec<String>,
    /// What the comment says after the codes.
    pub reason: String,
    /// The lines it speaks of: those of the statement it stands in, or of the next one if it stands alone.
    lines: RangeInclusive<usize>,
}

impl Suppression {
    /// Whether it keeps the rule with `code` away from `place`.
    pub fn covers(&self, code: &str, place: &Place) -> bool {
        self.place.path == place.path
            && self.lines.contains(&place.line)
            && self.codes.iter().any(|listed| code.starts_with(listed.as_str()))
    }
}

/// All such comments in the files of a worker.
pub fn find(modules: &Modules) -> Vec<Suppression> {
    modules.iter().flat_map(|(path, module)| find_in(path, module)).collect()
}

fn find_in(path: &Utf8Path, module: &Module) -> Vec<Suppression> {
    if memchr::memmem::find(module.text().as_bytes(), b"pyworker:").is_none() {
        return Vec::new();
    }
    let mut found: Vec<Suppression> = Vec::new();
    // Comments that stand alone and wait for the statement they speak of.
    let mut waiting: Vec<usize> = Vec::new();
    let mut inside: Vec<usize> = Vec::new();
    let mut start: Option<usize> = None;
    for token in module.tokens() {
        let (line, column) = module.position(token.start());
        match token.kind() {
            TokenKind::Comment => {
                let Some((codes, reason)) = parse(module.slice(token)) else { continue };
                let place = Place { path: Utf8PathBuf::from(path), line, column };
                let index = found.len();
                found.push(Suppression { place, codes, reason, lines: line..=line });
                if start.is_some() {
                    inside.push(index);
                } else {
                    waiting.push(index);
                }
            }
            TokenKind::Newline => {
                let first = start.take().unwrap_or(line);
                for index in inside.drain(..).chain(waiting.drain(..)) {
                    found[index].lines = first..=line;
                }
            }
            TokenKind::NonLogicalNewline | TokenKind::Indent | TokenKind::Dedent | TokenKind::EndOfFile => {}
            _ => {
                start.get_or_insert(line);
            }
        }
    }
    found
}

/// The codes and the reason of a comment.
fn parse(comment: &str) -> Option<(Vec<String>, String)> {
    let text = comment.trim_start_matches('#').trim_start().strip_prefix("pyworker:")?.trim_start();
    let rest = text.strip_prefix("ignore")?.trim_start().strip_prefix('[')?;
    let (codes, reason) = rest.split_once(']')?;
    let codes: Vec<String> =
        codes.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
    Some((codes, reason.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, usize)> {
        let module = Module::read(text.as_bytes()).expect("Python");
        find_in(Utf8Path::new("a.py"), &module)
            .into_iter()
            .map(|found| (*found.lines.start(), *found.lines.end()))
            .collect()
    }

    #[test]
    fn a_comment_speaks_of_its_statement() {
        assert_eq!(lines("x = f(  # pyworker: ignore[PW1]\n    1,\n)\n"), [(1, 3)]);
        assert_eq!(lines("x = f(\n    1,\n)  # pyworker: ignore[PW1] because\n"), [(1, 3)]);
    }

    #[test]
    fn a_comment_alone_speaks_of_the_next_statement() {
        assert_eq!(lines("# pyworker: ignore[PW1]\n\n# more\nx = f(\n    1)\ny = 1\n"), [(4, 5)]);
    }

    #[test]
    fn other_comments_are_none() {
        assert_eq!(lines("# pyworker is a tool\nx = 1  # pyworker: ignore PW1\ns = '# pyworker: ignore[PW1]'\n"), []);
    }
}
