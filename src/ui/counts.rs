//! Numbers with their nouns.
//! Border: English grammar; nothing else.

/// `1 file`, `2 files`.
pub fn count(number: usize, noun: &str) -> String {
    let many = match noun {
        noun if number == 1 => return format!("1 {noun}"),
        noun if noun.ends_with("ch") || noun.ends_with('s') => format!("{noun}es"),
        noun => match noun.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
            _ => format!("{noun}s"),
        },
    };
    format!("{number} {many}")
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn nouns_follow_their_numbers() {
        let counted: Vec<String> = [
            (0, "file"),
            (1, "file"),
            (2, "change"),
            (3, "directory"),
            (2, "day"),
            (2, "match"),
            (1, "alias"),
            (2, "alias"),
        ]
        .map(|(number, noun)| count(number, noun))
        .to_vec();
        let expected =
            ["0 files", "1 file", "2 changes", "3 directories", "2 days", "2 matches", "1 alias", "2 aliases"];
        assert_eq!(counted, expected);
    }
}
