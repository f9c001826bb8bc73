//! Command lines as they are typed in a POSIX shell.
//! Border: quoting only; nothing here runs anything.

/// One word, quoted if it has to be.
pub fn shell_word(word: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "-_./=,:@%+".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// A whole line.
pub fn shell_line(words: &[impl AsRef<str>]) -> String {
    let words: Vec<String> = words.iter().map(|word| shell_word(word.as_ref())).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_shell_would_read_differently_is_quoted() {
        assert_eq!(
            shell_line(&["create-pyworker", "a/b-c.d", "--set", "x=1,2"]),
            "create-pyworker a/b-c.d --set x=1,2"
        );
        assert_eq!(shell_word("My App"), "'My App'");
        assert_eq!(shell_word("it's"), "'it'\\''s'");
        assert_eq!(shell_word(""), "''");
        assert_eq!(shell_word("$HOME"), "'$HOME'");
        assert_eq!(shell_word("~"), "'~'");
    }
}
