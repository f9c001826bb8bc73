//! Offsets and lines.
//! Border: counts; never changes text. Lines end with LF, CRLF or CR, as Python counts them.

/// Finds the line of an offset and the range of a line.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    length: usize,
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let ends_line = bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
            if ends_line {
                starts.push(at + 1);
            }
        }
        Self { starts, length: text.len() }
    }

    /// How many lines there are; text after the last line end counts as one, also when it is empty.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The zero-based line that holds `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Where the zero-based `line` begins; the text's length for lines beyond the last.
    pub fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.length)
    }

    /// Where the zero-based `line` ends, its line end included.
    pub fn end(&self, line: usize) -> usize {
        self.start(line + 1)
    }

    /// One-based line and column (in characters) of `offset` in `text`, the text this index was made of.
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let column = text.get(self.start(line)..offset).map_or(0, |before| before.chars().count());
        (line + 1, column + 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_end_with_any_of_the_three() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        let lines: Vec<&str> = (0..index.count()).map(|line| &text[index.start(line)..index.end(line)]).collect();
        assert_eq!(lines, ["a\n", "b\r\n", "c\r", "d"]);
        assert_eq!(LineIndex::new("é→x").position("é→x", 5), (1, 3), "columns count characters");
        assert_eq!(LineIndex::new("a\n").count(), 2);
    }

    proptest! {
        #[test]
        fn lines_put_together_are_the_text(text in "[ab\r\né]{0,30}") {
            let index = LineIndex::new(&text);
            let joined: String = (0..index.count()).map(|line| &text[index.start(line)..index.end(line)]).collect();
            prop_assert_eq!(&joined, &text);
            for (offset, _) in text.char_indices() {
                let line = index.line(offset);
                prop_assert!(index.start(line) <= offset && offset < index.end(line));
            }
        }
    }
}
