//! What can be wrong with the folder of a declarative codemod.
//! Border: data with places; how an error is shown is `ui`'s work.
use camino::Utf8PathBuf;

use crate::plan::Place;

/// A fault in a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RuleError {
    /// The file, with line and column where they are known.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// The line of the file that `place` points at, if there is one.
    pub line_text: Option<String>,
}

impl RuleError {
    /// A fault of a file as a whole.
    pub fn of_file(path: impl Into<Utf8PathBuf>, message: impl Into<String>) -> Self {
        Self { place: Place::file(path), message: message.into(), line_text: None }
    }

    /// A fault at a byte of a file's text.
    pub fn at(path: impl Into<Utf8PathBuf>, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let lines = crate::text::LineIndex::new(text);
        let offset = offset.min(text.len());
        let (line, column) = lines.position(text, offset);
        let range = lines.start(line - 1)..lines.end(line - 1);
        let line_text = text.get(range).map(|line| line.trim_end_matches(['\n', '\r']).to_owned());
        Self { place: Place { path: path.into(), line, column }, message: message.into(), line_text }
    }
}
