//! What stands between values: spaces, line ends, comments, commas.
//! Border: looks at a range that holds no value; knows no structure.
use std::ops::Range;

/// How the language writes comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentSyntax {
    /// `// …` and `/* … */`.
    Slashes,
    /// `# …`.
    Hash,
}

/// One piece between values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Spaces and tabs.
    Space(Range<usize>),
    /// One line end.
    Newline(Range<usize>),
    /// A comment without the line end behind it.
    Comment(Range<usize>),
    /// A comma.
    Comma(usize),
    /// Something else, one character.
    Other(Range<usize>),
}

impl Piece {
    /// The bytes of the piece.
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Space(range) | Self::Newline(range) | Self::Comment(range) | Self::Other(range) => range.clone(),
            Self::Comma(at) => *at..*at + 1,
        }
    }
}

/// Takes `range` of `text` apart.
pub fn pieces(text: &str, range: Range<usize>, syntax: CommentSyntax) -> Vec<Piece> {
    let mut found = Vec::new();
    let bytes = &text.as_bytes()[..range.end.min(text.len())];
    let mut at = range.start;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        match byte {
            b' ' | b'\t' => {
                at = run(bytes, at, |byte| matches!(byte, b' ' | b'\t'));
                found.push(Piece::Space(start..at));
            }
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => {
                at += 2;
                found.push(Piece::Newline(start..at));
            }
            b'\n' | b'\r' => {
                at += 1;
                found.push(Piece::Newline(start..at));
            }
            b',' => {
                at += 1;
                found.push(Piece::Comma(start));
            }
            b'#' if syntax == CommentSyntax::Hash => {
                at = run(bytes, at, |byte| !matches!(byte, b'\n' | b'\r'));
                found.push(Piece::Comment(start..at));
            }
            b'/' if syntax == CommentSyntax::Slashes && bytes.get(at + 1) == Some(&b'/') => {
                at = run(bytes, at, |byte| !matches!(byte, b'\n' | b'\r'));
                found.push(Piece::Comment(start..at));
            }
            b'/' if syntax == CommentSyntax::Slashes && bytes.get(at + 1) == Some(&b'*') => {
                at = memchr::memmem::find(&bytes[at + 2..], b"*/").map_or(bytes.len(), |length| at + 2 + length + 2);
                found.push(Piece::Comment(start..at));
            }
            _ => {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                found.push(Piece::Other(start..at));
            }
        }
    }
    found
}

fn run(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    from + bytes[from..].iter().take_while(|byte| wanted(**byte)).count()
}

/// Where the line that holds `offset` begins.
pub fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// Where the line that holds `offset` ends, before its line end.
pub fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find(['\n', '\r']).map_or(text.len(), |length| offset + length)
}

/// Where the next line begins, or the end of the text.
pub fn next_line(text: &str, offset: usize) -> usize {
    let end = line_end(text, offset);
    end + newline_length(text, end)
}

/// How many bytes the line end at `offset` has; 0 if there is none.
pub fn newline_length(text: &str, offset: usize) -> usize {
    match text.as_bytes().get(offset..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([b'\r' | b'\n', ..]) => 1,
        _ => 0,
    }
}

/// Where the line end before `offset` begins, if the line of `offset` begins right there.
pub fn previous_newline(text: &str, offset: usize) -> usize {
    let before = &text[..offset];
    if before.ends_with("\r\n") {
        offset - 2
    } else if before.ends_with(['\n', '\r']) {
        offset - 1
    } else {
        offset
    }
}

/// The spaces and tabs with which the line of `offset` begins.
pub fn indentation(text: &str, offset: usize) -> &str {
    let line = &text[line_start(text, offset)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Whether only spaces stand between the line's beginning and `offset`.
pub fn begins_line(text: &str, offset: usize) -> bool {
    text[line_start(text, offset)..offset].bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}
