//! Lines that were replaced by others, and the words in which they differ.
//! Border: what belongs together; how it is drawn is the layouts' work.
use similar::{Algorithm, DiffTag, capture_diff_slices, diff_ratio};

use crate::plan::diff::{Hunk, LineKind};

use super::line::{Segment, decode, expand};

/// Lines that differ more than this are replaced, not edited: their words are not compared.
const ALIKE: f32 = 0.5;
/// More words than this are not compared.
const MOST_WORDS: usize = 4000;

/// A line to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its parts.
    pub segments: Vec<Segment>,
    /// Whether it ends the file without a line end.
    pub unended: bool,
}

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line in both texts.
    Same(Shown),
    /// Lines of the old text in whose place stand others.
    Replaced(Vec<Shown>, Vec<Shown>),
}

/// The lines of a hunk as blocks.
pub fn blocks(hunk: &Hunk<'_>) -> Vec<Block> {
    // Carriage returns are only shown where not all lines have one.
    let returns = hunk.lines.iter().filter(|line| line.bytes.ends_with(b"\r\n")).count();
    let hide_returns = returns == hunk.lines.iter().filter(|line| line.bytes.ends_with(b"\n")).count();
    let text = |bytes: &[u8]| {
        let (line, unended) = match bytes.strip_suffix(b"\n") {
            Some(line) => (line, false),
            None => (bytes, true),
        };
        let line = if hide_returns { line.strip_suffix(b"\r").unwrap_or(line) } else { line };
        (decode(line), unended)
    };
    let mut blocks = Vec::new();
    let mut lines = hunk.lines.iter().peekable();
    while let Some(line) = lines.peek() {
        if line.kind == LineKind::Same {
            let (line, unended) = text(line.bytes);
            let mut segments = vec![Segment { text: line, changed: false }];
            expand(&mut segments);
            blocks.push(Block::Same(Shown { segments, unended }));
            lines.next();
            continue;
        }
        let mut take = |kind: LineKind| {
            let mut taken = Vec::new();
            while let Some(line) = lines.next_if(|line| line.kind == kind) {
                taken.push(text(line.bytes));
            }
            taken
        };
        let (old, new) = (take(LineKind::Removed), take(LineKind::Added));
        let (old, new) = compare(old, new);
        blocks.push(Block::Replaced(old, new));
    }
    blocks
}

type Line = (String, bool);

fn compare(old: Vec<Line>, new: Vec<Line>) -> (Vec<Shown>, Vec<Shown>) {
    let (old_words, new_words) = (words(&old), words(&new));
    let too_many = old_words.len() + new_words.len() > MOST_WORDS;
    if old.is_empty() || new.is_empty() || too_many {
        return (plain(&old), plain(&new));
    }
    let operations = capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    if diff_ratio(&operations, old_words.len(), new_words.len()) < ALIKE {
        return (plain(&old), plain(&new));
    }
    let mut old_changed = vec![false; old_words.len()];
    let mut new_changed = vec![false; new_words.len()];
    for operation in operations.iter().filter(|operation| operation.tag() != DiffTag::Equal) {
        old_changed[operation.old_range()].fill(true);
        new_changed[operation.new_range()].fill(true);
    }
    for (words, changed) in [(&old_words, &mut old_changed), (&new_words, &mut new_changed)] {
        calm(words, changed);
    }
    (marked(&old, &old_words, &old_changed), marked(&new, &new_words, &new_changed))
}

/// Takes marks back that only make noise: of indentation, and in lines of which hardly a word is left.
fn calm(words: &[&str], changed: &mut [bool]) {
    let mut start = 0;
    for end in (0..words.len()).filter(|at| words[*at] == "\n") {
        let line = start..end;
        let is_space = |word: &str| word.starts_with([' ', '\t']);
        if line.start < end && is_space(words[line.start]) {
            changed[line.start] = false;
        }
        let length = |is_counted: &dyn Fn(usize) -> bool| -> usize {
            line.clone().filter(|at| !is_space(words[*at]) && is_counted(*at)).map(|at| words[at].len()).sum()
        };
        let (all, new) = (length(&|_| true), length(&|at| changed[at]));
        if new * 3 > all * 2 {
            changed[line].fill(false);
        }
        start = end + 1;
    }
}

fn plain(lines: &[Line]) -> Vec<Shown> {
    lines
        .iter()
        .map(|(line, unended)| {
            let mut segments = vec![Segment { text: line.clone(), changed: false }];
            expand(&mut segments);
            Shown { segments, unended: *unended }
        })
        .collect()
}

/// Names, numbers, runs of spaces, single signs; a line feed after each line.
fn words(lines: &[Line]) -> Vec<&str> {
    let mut words = Vec::new();
    for (line, _) in lines {
        let mut rest = line.as_str();
        while let Some(first) = rest.chars().next() {
            let kind = |character: char| match character {
                c if c.is_alphanumeric() || c == '_' => 1,
                ' ' | '\t' => 2,
                _ => 0,
            };
            let end = match kind(first) {
                0 => first.len_utf8(),
                of => rest.find(|character| kind(character) != of).unwrap_or(rest.len()),
            };
            words.push(&rest[..end]);
            rest = &rest[end..];
        }
        words.push("\n");
    }
    words
}

fn marked(lines: &[Line], words: &[&str], changed: &[bool]) -> Vec<Shown> {
    let mut shown = Vec::with_capacity(lines.len());
    let mut segments: Vec<Segment> = Vec::new();
    for (word, changed) in words.iter().zip(changed) {
        if *word == "\n" {
            let mut line = std::mem::take(&mut segments);
            expand(&mut line);
            let unended = lines.get(shown.len()).is_some_and(|(_, unended)| *unended);
            shown.push(Shown { segments: line, unended });
            continue;
        }
        match segments.last_mut() {
            Some(last) if last.changed == *changed => last.text.push_str(word),
            _ => segments.push(Segment { text: (*word).to_owned(), changed: *changed }),
        }
    }
    shown
}
