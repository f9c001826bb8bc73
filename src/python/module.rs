//! One parsed Python file.
//! Border: text, syntax tree, tokens and scopes side by side; finds things, changes nothing.
use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_ast::{ModModule, PySourceType};
use ruff_python_parser::{Parsed, parse_unchecked_source};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::text::{DecodeError, Dialect, LineIndex, Source};

use super::Scopes;

/// Why a file is not read as Python.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Its bytes are not text in a known encoding.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The strict parser rejects it.
    #[error("{message}")]
    Syntax {
        /// Byte offset in the decoded text.
        offset: usize,
        /// One-based line.
        line: usize,
        /// One-based column in characters.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// Larger than 4 GiB, or nested too deeply to be handled.
    #[error("{0}")]
    Unreasonable(&'static str),
}

/// How deeply brackets and blocks may nest: far beyond real code, and within the stack of a worker thread.
const DEEPEST: usize = 2000;

/// A Python file that the strict parser accepts.
#[derive(Debug, Clone)]
pub struct Module {
    /// The decoded text and how it is stored.
    pub source: Source,
    /// Lines of the text.
    pub lines: LineIndex,
    /// How the file writes its lines.
    pub dialect: Dialect,
    /// What each name means.
    pub scopes: Scopes,
    parsed: Parsed<ModModule>,
}

impl Module {
    /// Decodes and parses `bytes`.
    ///
    /// # Errors
    /// Bytes that cannot be decoded; text that the strict parser rejects.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        Self::parse(Source::decode_python(bytes)?)
    }

    /// Parses decoded text.
    ///
    /// # Errors
    /// Text that the strict parser rejects.
    pub fn parse(source: Source) -> Result<Self, ReadError> {
        let text = source.text.as_str();
        if u32::try_from(text.len()).is_err() {
            return Err(ReadError::Unreasonable("larger than 4 GiB"));
        }
        if nests_deeper_than(text, DEEPEST) {
            return Err(ReadError::Unreasonable("brackets nest too deeply"));
        }
        let parsed = parse_unchecked_source(text, PySourceType::Python);
        let lines = LineIndex::new(text);
        if let Some(error) = parsed.errors().first() {
            let offset = error.location.start().to_usize().min(text.len());
            let (line, column) = lines.position(text, offset);
            return Err(ReadError::Syntax { offset, line, column, message: error.error.to_string() });
        }
        let scopes = Scopes::of(parsed.syntax());
        Ok(Self { dialect: Dialect::of(text), lines, scopes, parsed, source })
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// The syntax tree.
    pub fn syntax(&self) -> &ModModule {
        self.parsed.syntax()
    }

    /// The tokens of a range, comments included.
    pub fn tokens_in(&self, range: TextRange) -> &[Token] {
        self.parsed.tokens().in_range(range)
    }

    /// All tokens, comments included.
    pub fn tokens(&self) -> &[Token] {
        self.parsed.tokens()
    }

    /// The first token at or after `offset`.
    pub fn token_after(&self, offset: TextSize) -> Option<Token> {
        let tokens = self.tokens();
        let at = tokens.partition_point(|token| token.start() < offset);
        tokens.get(at).copied()
    }

    /// The text of a node.
    pub fn slice(&self, node: &impl Ranged) -> &str {
        &self.source.text[node.range()]
    }

    /// One-based line and column of a byte.
    pub fn position(&self, offset: TextSize) -> (usize, usize) {
        self.lines.position(self.text(), offset.to_usize())
    }

    /// `node` with the parentheses that stand directly around it, inside `parent`.
    pub fn with_parentheses(&self, node: &impl Ranged, parent: TextRange) -> TextRange {
        let mut range = node.range();
        loop {
            let before = self.tokens_in(TextRange::new(parent.start(), range.start()));
            let after = self.tokens_in(TextRange::new(range.end(), parent.end()));
            let opening = before.iter().rev().find(|token| !is_space(token.kind()));
            let closing = after.iter().find(|token| !is_space(token.kind()));
            match (opening, closing) {
                (Some(open), Some(close)) if open.kind() == TokenKind::Lpar && close.kind() == TokenKind::Rpar => {
                    range = TextRange::new(open.start(), close.end());
                }
                _ => return range,
            }
        }
    }

    /// Whether a comment stands in `range`.
    pub fn has_comment(&self, range: TextRange) -> bool {
        self.tokens_in(range).iter().any(|token| token.kind() == TokenKind::Comment)
    }

    /// The white space at the start of the line that holds `offset`.
    pub fn indentation(&self, offset: TextSize) -> &str {
        let start = self.lines.start(self.lines.line(offset.to_usize()));
        let rest = &self.text()[start..];
        let width = rest.len() - rest.trim_start_matches([' ', '\t', '\x0c']).len();
        &rest[..width]
    }
}

/// Whether a token is only layout.
fn is_space(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comment | TokenKind::NonLogicalNewline | TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent
    )
}

/// Counts brackets and runs of prefix operators without regard to strings: an upper bound, good enough to keep
/// recursion in bounds. CPython itself stops at 200 nested brackets.
fn nests_deeper_than(text: &str, limit: usize) -> bool {
    if text.len() <= limit {
        return false;
    }
    let mut depth = 0usize;
    let mut prefixes = 0usize;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match byte {
            b'-' | b'+' | b'~' => prefixes += 1,
            b' ' => {}
            _ => prefixes = 0,
        }
        if depth > limit || prefixes > limit {
            return true;
        }
    }
    false
}
