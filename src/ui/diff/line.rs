//! One line as a terminal can show it.
//! Border: characters and widths; which of them changed is `block`'s work.

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Characters that a terminal shows as they are.
    pub text: String,
    /// Whether this part is what changed.
    pub changed: bool,
}

/// `text` with everything written out that a terminal would obey.
pub fn visible(text: &str) -> String {
    if text.chars().any(char::is_control) { text.chars().map(shown).collect() } else { text.to_owned() }
}

/// Bytes as text: what is no UTF-8 is written out, byte by byte.
pub fn decode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}

/// Makes the parts of a line showable: tabs become spaces, control characters are written out.
pub fn expand(segments: &mut [Segment]) {
    let mut column = 0;
    for segment in segments {
        let mut text = String::with_capacity(segment.text.len());
        for character in segment.text.chars() {
            match character {
                '\t' => {
                    let width = TAB - column % TAB;
                    text.push_str(&" ".repeat(width));
                    column += width;
                }
                other if other.is_control() => {
                    let shown = shown(other);
                    column += shown.len();
                    text.push_str(&shown);
                }
                other => {
                    text.push(other);
                    column += console::measure_text_width(other.encode_utf8(&mut [0; 4]));
                }
            }
        }
        segment.text = text;
    }
}

fn shown(character: char) -> String {
    match character {
        other if !other.is_control() => other.to_string(),
        '\r' => "\\r".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        other if other.is_ascii() => format!("\\x{:02x}", u32::from(other)),
        other => format!("\\u{{{:x}}}", u32::from(other)),
    }
}

/// Cuts a line into pieces of at most `width` columns; there is at least one piece.
pub fn wrap(segments: &[Segment], width: usize) -> Vec<Vec<Segment>> {
    let mut pieces: Vec<Vec<Segment>> = vec![Vec::new()];
    let mut used = 0;
    for segment in segments {
        let mut part = String::new();
        let flush = |part: &mut String, pieces: &mut Vec<Vec<Segment>>| {
            if let (false, Some(piece)) = (part.is_empty(), pieces.last_mut()) {
                piece.push(Segment { text: std::mem::take(part), changed: segment.changed });
            }
        };
        for character in segment.text.chars() {
            let columns = console::measure_text_width(character.encode_utf8(&mut [0; 4]));
            if used + columns > width && used > 0 {
                flush(&mut part, &mut pieces);
                pieces.push(Vec::new());
                used = 0;
            }
            part.push(character);
            used += columns;
        }
        flush(&mut part, &mut pieces);
    }
    pieces
}
