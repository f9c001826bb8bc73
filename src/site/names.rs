//! The names of pages.
//! Border: text; every name is valid on every system, also where the case does not count.
use camino::Utf8PathBuf;

use crate::catalog::EntryKind;
use crate::plan::Content;

/// The page of an entry, from the top of the site.
pub fn entry(catalog: &str, kind: EntryKind, id: &str) -> Utf8PathBuf {
    let kind = match kind {
        EntryKind::Template => "template",
        EntryKind::Preset => "preset",
        EntryKind::Layer => "layer",
        EntryKind::Codemods => "codemods",
    };
    Utf8PathBuf::from(format!("entries/{catalog}--{kind}--{id}.html"))
}

/// The page of everything that has something in common: `tag`, `owner` or `stage`.
pub fn list(what: &str, value: &str) -> Utf8PathBuf {
    Utf8PathBuf::from(format!("lists/{what}-{}.html", plain(value)))
}

/// A text as a part of a name; different texts have different names.
fn plain(text: &str) -> String {
    let plain =
        |character: char| if character.is_ascii_lowercase() || character.is_ascii_digit() { character } else { '-' };
    let name: String = text.to_lowercase().chars().map(plain).take(40).collect();
    if name == text { name } else { format!("{name}-{}", &Content::from(text.as_bytes()).hash()[..8]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_different() {
        assert_eq!(list("tag", "web"), "lists/tag-web.html");
        assert_ne!(list("owner", "Team A"), list("owner", "team-a"));
        assert_ne!(list("owner", "é"), list("owner", "è"));
        for text in ["../../x", "<script>", "con", "", &"x".repeat(1000)] {
            let name = list("owner", text);
            assert!(crate::template::check_path(name.as_str()).is_ok(), "{name}");
        }
        assert!(crate::template::check_path(entry("con", EntryKind::Layer, "nul").as_str()).is_ok());
    }
}
