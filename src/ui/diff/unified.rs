//! Old lines above new ones.
//! Border: drawing only.
use super::block::{Block, Shown};
use crate::ui::Theme;

/// Appends the blocks.
pub fn write(text: &mut String, blocks: &[Block], theme: Theme) {
    for block in blocks {
        match block {
            Block::Same(line) => write_line(text, ' ', line, theme),
            Block::Replaced(old, new) => {
                old.iter().for_each(|line| write_line(text, '-', line, theme));
                new.iter().for_each(|line| write_line(text, '+', line, theme));
            }
        }
    }
}

fn write_line(text: &mut String, sign: char, line: &Shown, theme: Theme) {
    let mut part = sign.to_string();
    for segment in &line.segments {
        if segment.changed {
            push(text, sign, &part, false, theme);
            part.clear();
            push(text, sign, &segment.text, true, theme);
        } else {
            part.push_str(&segment.text);
        }
    }
    push(text, sign, &part, false, theme);
    text.push('\n');
    if line.unended {
        text.push_str(&format!("{}\n", theme.faint("\\ no line end at the end of the file")));
    }
}

fn push(text: &mut String, sign: char, part: &str, changed: bool, theme: Theme) {
    if !part.is_empty() {
        text.push_str(&theme.diff(sign, part, changed));
    }
}
