//! A page of documentation on a terminal.
//! Border: a little of Markdown's look; the text itself stays as it is.
use super::Theme;

/// `text` with headings and code set off, where there is colour.
pub fn page(text: &str, theme: Theme) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut is_code = false;
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        if is_fence {
            is_code = !is_code;
            shown.push_str(&theme.faint(line).to_string());
        } else if is_code {
            shown.push_str(&theme.accent(line).to_string());
        } else if line.starts_with('#') {
            shown.push_str(&theme.strong(line).to_string());
        } else {
            shown.push_str(line);
        }
        shown.push('\n');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Colour, Signs};

    #[test]
    fn without_colour_the_text_is_as_it_was_written() {
        let text = "# PW101\n\nwhy\n\n```python before\nx = 1\n```\n";
        assert_eq!(page(text, Theme::new(Colour::Off, Signs::Ascii)), text);
        let coloured = page(text, Theme::new(Colour::On, Signs::Ascii));
        assert_eq!(console::strip_ansi_codes(&coloured), text);
        assert!(coloured.contains("\u{1b}[1m# PW101\u{1b}[0m") && coloured.contains("\u{1b}[36mx = 1\u{1b}[0m"));
    }
}
