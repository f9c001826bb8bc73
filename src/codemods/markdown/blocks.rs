//! Python in Markdown: the fenced blocks that say so.
//! Border: text; what becomes of a block is decided elsewhere.
use std::ops::Range;

/// One block of Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The bytes of its lines, without the fences.
    pub range: Range<usize>,
    /// The one-based line of the document that its first line is.
    pub line: usize,
    /// What stands before every line: the indentation of a list, the mark of a quotation.
    pub prefix: String,
}

/// What the first word after a fence may be, in lower case.
const LANGUAGES: [&str; 3] = ["python", "py", "python3"];

/// The Python blocks of a document that are closed, and whose lines all have the prefix of their fence.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    let mut offset = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        match &mut open {
            None => open = Open::at(line, offset, index + 2),
            Some(block) if block.is_closed_by(line) => {
                let Open { is_python, is_whole, block, .. } = block;
                if *is_python && *is_whole {
                    found.push(Block { range: block.range.start..start, ..block.clone() });
                }
                open = None;
            }
            Some(block) => {
                let line = line.trim_end_matches(['\n', '\r']);
                let prefix = block.block.prefix.as_str();
                block.is_whole &= line.starts_with(prefix) || prefix.trim_end().starts_with(line.trim_end());
            }
        }
    }
    found
}

/// A fence that was opened.
struct Open {
    fence: char,
    length: usize,
    is_python: bool,
    is_whole: bool,
    block: Block,
}

impl Open {
    fn at(line: &str, next: usize, number: usize) -> Option<Self> {
        let rest = line.trim_start_matches([' ', '\t', '>']);
        let prefix = &line[..line.len() - rest.len()];
        let fence = rest.chars().next().filter(|first| matches!(first, '`' | '~'))?;
        let info = rest.trim_start_matches(fence);
        let length = rest.len() - info.len();
        if length < 3 || fence == '`' && info.contains('`') {
            return None;
        }
        let word = info.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        let word = word.trim_start_matches(['{', '.']).trim_end_matches(['}', ',']);
        let block = Block { range: next..next, line: number, prefix: prefix.to_owned() };
        Some(Self { fence, length, is_python: LANGUAGES.contains(&word), is_whole: true, block })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let rest = line.trim_start_matches([' ', '\t', '>']);
        let after = rest.trim_start_matches(self.fence);
        rest.len() - after.len() >= self.length && after.trim().is_empty()
    }
}

impl Block {
    /// The Python of the block.
    pub fn python(&self, text: &str) -> String {
        let lines = text.get(self.range.clone()).unwrap_or_default().split_inclusive('\n');
        lines
            .map(|line| line.strip_prefix(self.prefix.as_str()).unwrap_or_else(|| &line[line.trim_end().len()..]))
            .collect()
    }

    /// The lines of the document in which the block says `python`.
    pub fn written(&self, python: &str) -> String {
        let mut written = String::with_capacity(python.len());
        for line in python.split_inclusive('\n') {
            let is_blank = line.trim_end_matches(['\n', '\r']).is_empty();
            written.push_str(if is_blank { self.prefix.trim_end() } else { &self.prefix });
            written.push_str(line);
        }
        if !written.is_empty() && !written.ends_with('\n') {
            written.push('\n');
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_python_are_found_and_others_are_not() {
        let text = "# T\n\n```python title=\"x\"\na = 1\n```\n\n```js\nlet b\n```\n~~~~ py\nc = 1\n~~~\n~~~~\n``` inline ```\n```python\nopen\n";
        let found = blocks(text);
        let python: Vec<String> = found.iter().map(|block| block.python(text)).collect();
        assert_eq!(python, ["a = 1\n", "c = 1\n~~~\n"]);
        assert_eq!(found.iter().map(|block| block.line).collect::<Vec<_>>(), [4, 11]);
    }

    #[test]
    fn blocks_in_lists_and_quotations_keep_what_stands_before_their_lines() {
        let text = "- one\n\n  ```python\n  if a:\n      b\n\n  c\n  ```\n> ```py\r\n> d\r\n>\r\n> e\r\n> ```\r\n- ```python\n  f\n  ```\n  ```python\n not here\n  ```\n";
        let found = blocks(text);
        let python: Vec<String> = found.iter().map(|block| block.python(text)).collect();
        assert_eq!(python, ["if a:\n    b\n\nc\n", "d\r\n\r\ne\r\n"]);
        for (block, python) in found.iter().zip(&python) {
            assert_eq!(block.written(python), text[block.range.clone()]);
        }
    }
}
