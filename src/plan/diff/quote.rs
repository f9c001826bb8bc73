//! Paths in a patch, quoted as git quotes them.
//! Border: names only; what stands in the files is not its business.

/// `prefix` and `path` joined, as git writes names: in double quotes with C escapes if the plain name could be
/// misread. Letters beyond ASCII stay as they are.
pub fn name(prefix: &str, path: &str) -> String {
    let plain = format!("{prefix}{path}");
    if !plain.chars().any(needs_escape) {
        return plain;
    }
    let mut quoted = String::with_capacity(plain.len() + 2);
    quoted.push('"');
    for character in plain.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            other if needs_escape(other) => {
                let mut buffer = [0; 4];
                for byte in other.encode_utf8(&mut buffer).bytes() {
                    quoted.push_str(&format!("\\{byte:03o}"));
                }
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Control characters could also drive the reader's terminal, so those beyond ASCII are escaped too.
fn needs_escape(character: char) -> bool {
    character.is_control() || matches!(character, '"' | '\\')
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn only_names_that_could_be_misread_are_quoted() {
        assert_eq!(name("a/", "src/entry.py"), "a/src/entry.py");
        assert_eq!(name("a/", "mit leer/größe.py"), "a/mit leer/größe.py");
        assert_eq!(name("b/", "a\"b\\c\td\n"), r#""b/a\"b\\c\td\n""#);
        assert_eq!(name("b/", "\u{1b}[2J\u{7f}"), r#""b/\033[2J\177""#);
    }
}
