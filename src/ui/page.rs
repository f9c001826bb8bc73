//! A page of documentation on a terminal.
//! Border: a little of Markdown's look; the text itself stays as it is.
use std::iter::Peekable;
use std::str::Lines;

use super::{Theme, wrap};

/// `text` with headings and code set off, where there is colour. With `columns`, paragraphs, lists and tables are fitted to
/// the width of a terminal; without, every line stays as it is.
pub fn page(text: &str, theme: Theme, columns: Option<usize>) -> String {
    let mut page = Page { theme, columns, shown: String::with_capacity(text.len()) };
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        page.block(line, &mut lines);
    }
    page.shown
}

/// Below this much room for its last column a table is written as a list.
const ROOM: usize = 24;

struct Page {
    theme: Theme,
    columns: Option<usize>,
    shown: String,
}

impl Page {
    fn line(&mut self, line: impl std::fmt::Display) {
        self.shown.push_str(line.to_string().trim_end());
        self.shown.push('\n');
    }

    /// A block that begins with `line`.
    fn block(&mut self, line: &str, lines: &mut Peekable<Lines<'_>>) {
        if line.trim_start().starts_with("```") {
            self.line(self.theme.faint(line));
            for line in lines.by_ref() {
                if line.trim_start().starts_with("```") {
                    self.line(self.theme.faint(line));
                    return;
                }
                self.line(self.theme.accent(line));
            }
        } else if line.starts_with('#') {
            self.line(self.theme.strong(line));
        } else if let Some(columns) = self.columns {
            self.fitted(line, lines, columns);
        } else {
            self.line(line);
        }
    }

    fn fitted(&mut self, line: &str, lines: &mut Peekable<Lines<'_>>, columns: usize) {
        if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(line));
            }
            self.table(&rows, columns);
            return;
        }
        let marker = ["- ", "* "].into_iter().find(|marker| line.starts_with(marker)).map_or(0, str::len);
        let mut text = line[marker..].to_owned();
        let goes_on = |line: &&str| {
            !line.trim().is_empty()
                && !line.starts_with(['#', '|'])
                && !line.trim_start().starts_with("```")
                && !line.starts_with("- ")
                && !line.starts_with("* ")
        };
        while let Some(line) = lines.next_if(|line| !text.trim().is_empty() && goes_on(line)) {
            text.push(' ');
            text.push_str(line.trim());
        }
        for (index, part) in wrap(&text, columns.saturating_sub(marker)).into_iter().enumerate() {
            let before = if index == 0 { &line[..marker] } else { &"  "[..marker] };
            self.line(format_args!("{before}{part}"));
        }
    }

    /// The last column gets the room that the others leave; where that is too little, each row is an item of a list.
    fn table(&mut self, rows: &[Vec<String>], columns: usize) {
        let is_rule = |row: &Vec<String>| row.iter().all(|cell| cell.trim_matches([':', '-']).is_empty());
        let rows: Vec<&Vec<String>> = rows.iter().filter(|row| !is_rule(row)).collect();
        let count = rows.iter().map(|row| row.len()).max().unwrap_or_default();
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| console::measure_text_width(cell)).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..count.saturating_sub(1)).map(width).collect();
        let taken: usize = widths.iter().map(|width| width + 2).sum();
        let is_list = taken + ROOM > columns;
        for row in rows {
            let Some((last, first)) = row.split_last() else { continue };
            let first: String = match is_list {
                true => first.join("  "),
                false => first.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}  ")).collect(),
            };
            let indent = if is_list { 4 } else { taken };
            let mut parts = wrap(last, columns.saturating_sub(indent)).into_iter();
            match is_list {
                true => self.line(&first),
                false => self.line(format_args!("{first}{}", parts.next().unwrap_or_default())),
            }
            for part in parts {
                self.line(format_args!("{}{part}", " ".repeat(indent)));
            }
        }
    }
}

/// The cells of a row of a table.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.replace("\\|", "\u{1}").split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Colour, Signs};

    fn plain() -> Theme {
        Theme::new(Colour::Off, Signs::Ascii)
    }

    #[test]
    fn without_a_width_the_text_is_as_it_was_written() {
        let text = "# PW101\n\nwhy\nnot\n\n| a | b |\n\n```python before\nx = 1\n```\n";
        assert_eq!(page(text, plain(), None), text);
        let coloured = page(text, Theme::new(Colour::On, Signs::Ascii), None);
        assert_eq!(console::strip_ansi_codes(&coloured), text);
        assert!(coloured.contains("\u{1b}[1m# PW101\u{1b}[0m") && coloured.contains("\u{1b}[36mx = 1\u{1b}[0m"));
    }

    #[test]
    fn paragraphs_and_lists_are_fitted_and_code_is_not() {
        let text = "one two\nthree four\n\n- five six seven\n- eight\n```\nnine ten eleven twelve\n```\nend\n";
        let fitted = "one two\nthree four\n\n- five six\n  seven\n- eight\n```\nnine ten eleven twelve\n```\nend\n";
        assert_eq!(page(text, plain(), Some(10)), fitted);
        assert_eq!(page("one two\nthree four\n", plain(), Some(20)), "one two three four\n");
    }

    #[test]
    fn tables_get_columns_or_become_lists() {
        let text = "| from | what |\n|---|---|\n| 2025 | it is `a\\|b` now, and more than that is said |\n";
        let wide = "from  what\n2025  it is `a|b` now, and more\n      than that is said\n";
        assert_eq!(page(text, plain(), Some(34)), wide);
        let narrow = "from\n    what\n2025\n    it is `a|b` now, and\n    more than that is\n    said\n";
        assert_eq!(page(text, plain(), Some(24)), narrow);
    }
}
