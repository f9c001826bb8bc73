//! Text in lines.
//! Border: widths in columns; no colour.

/// Breaks at spaces so that lines fit into `room` columns; a longer word stands alone.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && console::measure_text_width(line) + 1 + console::measure_text_width(word) > room {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_stand_alone() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a extraordinarily b", 5), ["a", "extraordinarily", "b"]);
        assert_eq!(wrap("", 5), [""]);
    }
}
