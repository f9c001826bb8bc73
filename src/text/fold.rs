//! Names as file systems compare them that tell neither case nor ways of storing an accent apart.
//! Border: a key to compare with; no name is ever changed to it.
use unicode_normalization::UnicodeNormalization as _;

/// Two names with the same key are one file on some system.
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // Both ways: some letters have an upper case that leads back to another lower case (`ß`, `ſ`).
    let folded = name.nfd().collect::<String>().to_uppercase().to_lowercase();
    folded.nfd().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_are_not_told_apart() {
        for (one, other) in [
            ("README.md", "readme.md"),
            ("É", "é"),
            ("caf\u{e9}.txt", "cafe\u{301}.txt"),
            ("CAF\u{c9}", "cafe\u{301}"),
            ("straße", "STRASSE"),
            ("ſ", "S"),
            ("\u{212a}elvin", "kelvin"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        assert_ne!(folded("cafe"), folded("café"));
        assert_ne!(folded("a/b"), folded("ab"));
    }
}
