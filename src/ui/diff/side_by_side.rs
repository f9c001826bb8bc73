//! Old lines on the left, new ones on the right.
//! Border: drawing only.
use super::block::{Block, Shown};
use super::line::{Segment, wrap};
use super::pairs::rows;
use crate::plan::diff::Hunk;
use crate::ui::Theme;

/// The sign, the number and the spaces around them.
const MARGIN: usize = 5;

/// Appends the blocks in two columns that together take `columns`.
pub fn write(text: &mut String, blocks: &[Block], hunk: &Hunk<'_>, theme: Theme, columns: usize) {
    let half = (columns.saturating_sub(1) / 2).max(MARGIN + 4);
    let width = half - MARGIN - 1;
    let (mut left, mut right) = (hunk.old_start, hunk.new_start);
    let number = |counter: &mut usize| {
        *counter += 1;
        *counter
    };
    for block in blocks {
        match block {
            Block::Same(line) => {
                let (left, right) = (number(&mut left), number(&mut right));
                write_row(text, Some((' ', left, line)), Some((' ', right, line)), theme, width);
            }
            Block::Replaced(old, new) => {
                for (old_index, new_index) in rows(old, new) {
                    let left = old_index.map(|index| ('-', number(&mut left), &old[index]));
                    let right = new_index.map(|index| ('+', number(&mut right), &new[index]));
                    write_row(text, left, right, theme, width);
                }
            }
        }
    }
}

type Cell<'a> = Option<(char, usize, &'a Shown)>;

fn write_row(text: &mut String, left: Cell<'_>, right: Cell<'_>, theme: Theme, width: usize) {
    let pieces = |cell: Cell<'_>| {
        let Some((sign, _, line)) = cell else { return Vec::new() };
        let mut pieces = wrap(&line.segments, width);
        if line.unended && sign != ' ' {
            pieces.push(vec![Segment { text: "(no line end)".to_owned(), changed: false }]);
        }
        pieces
    };
    let (left_pieces, right_pieces) = (pieces(left), pieces(right));
    for row in 0..left_pieces.len().max(right_pieces.len()) {
        let mut line = String::new();
        write_piece(&mut line, left, left_pieces.get(row), row, theme, width);
        line.push(' ');
        line.push_str(&theme.faint(theme.rail()).to_string());
        let before = line.len();
        line.push(' ');
        write_piece(&mut line, right, right_pieces.get(row), row, theme, width);
        let end = line.trim_end().len().max(before);
        line.truncate(end);
        text.push_str(&line);
        text.push('\n');
    }
}

fn write_piece(
    line: &mut String,
    cell: Cell<'_>,
    piece: Option<&Vec<Segment>>,
    row: usize,
    theme: Theme,
    width: usize,
) {
    let (Some((sign, number, _)), Some(piece)) = (cell, piece) else {
        line.push_str(&" ".repeat(MARGIN + width));
        return;
    };
    if row == 0 {
        line.push_str(&theme.diff(sign, &sign.to_string(), false));
        line.push_str(&theme.faint(format_args!("{number:>3} ")).to_string());
    } else {
        line.push_str(&" ".repeat(MARGIN));
    }
    let mut used = 0;
    for segment in piece {
        used += console::measure_text_width(&segment.text);
        line.push_str(&theme.diff(sign, &segment.text, segment.changed));
    }
    line.push_str(&" ".repeat(width.saturating_sub(used)));
}
