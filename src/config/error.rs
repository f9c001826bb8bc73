//! What can be wrong with a configuration file or with a wish to change it.
//! Border: data; the wording of reports is the interface's business.

/// A configuration file that cannot be read, with the place of the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct ParseError {
    /// Byte offset in the decoded text.
    pub offset: usize,
    /// One-based.
    pub line: usize,
    /// One-based, in characters.
    pub column: usize,
    /// What is wrong, and what was expected there.
    pub message: String,
}

impl ParseError {
    /// A fault at `offset` of `text`.
    pub fn at(text: &str, offset: usize, message: impl Into<String>) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (line, column) = crate::text::LineIndex::new(text).position(text, offset);
        Self { offset, line, column, message: message.into() }
    }
}

/// A change that does not fit the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Nothing stands under that path.
    #[error("there is no `{path}`")]
    Missing {
        /// The keys, joined by dots.
        path: String,
    },
    /// Keys were to be put into something that has none.
    #[error("`{path}` is not a table")]
    NotATable {
        /// The keys, joined by dots.
        path: String,
    },
    /// Elements were to be put into something that has none.
    #[error("`{path}` is not an array")]
    NotAnArray {
        /// The keys, joined by dots.
        path: String,
    },
    /// A table stands where a plain value was to be written, or the reverse.
    #[error("`{path}` has another shape")]
    OtherShape {
        /// The keys, joined by dots.
        path: String,
    },
    /// The key is already there.
    #[error("`{path}` is already set")]
    Occupied {
        /// The keys, joined by dots.
        path: String,
    },
    /// TOML has no null.
    #[error("`{path}` would be null, which this format cannot hold")]
    Null {
        /// The keys, joined by dots.
        path: String,
    },
    /// The edits do not fit together, or the result would not parse: nothing was changed.
    #[error("the change does not fit: {reason}")]
    Unfit {
        /// What went wrong.
        reason: String,
    },
}
