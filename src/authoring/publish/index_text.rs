//! Puts a version into the text of an index: a table behind the entry's last one, every other byte as it was.
//! Border: text in, text out; what is published is decided before.
use toml_edit::{Document, Item, Table, Value};

use super::Release;

/// The index with one more version. The text was read before, and has the entry.
pub fn with(text: &str, release: &Release, changes: &[String]) -> String {
    let end = end_of_entry(text, release).unwrap_or(text.len());
    // A comment behind the last value belongs to its line.
    let end = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines = vec![
        String::new(),
        format!("[[{}.version]]", release.kind.table()),
        format!("version = {}", quoted(&release.version.to_string())),
        format!("ref = {}", quoted(&release.tag)),
        format!("hash = {}", quoted(&format!("sha256:{}", release.hash))),
    ];
    match changes {
        [] => {}
        [one] => lines.push(format!("changes = [{}]", quoted(one))),
        several => {
            lines.push("changes = [".to_owned());
            lines.extend(several.iter().map(|change| format!("    {},", quoted(change))));
            lines.push("]".to_owned());
        }
    }
    let mut table = String::new();
    if !text[..end].ends_with('\n') {
        table.push_str(newline);
    }
    lines.iter().for_each(|line| table.extend([line.as_str(), newline]));
    format!("{}{table}{}", &text[..end], &text[end..])
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Where the last value of the entry ends.
fn end_of_entry(text: &str, release: &Release) -> Option<usize> {
    let document = Document::parse(text).ok()?;
    let entries = document.get(release.kind.table()).and_then(Item::as_array_of_tables)?;
    let entry = entries.iter().find(|entry| entry.get("id").and_then(Item::as_str) == Some(&release.id))?;
    end(entry)
}

fn end(table: &Table) -> Option<usize> {
    let of_item = |item: &Item| match item {
        Item::Table(table) => end(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(end).max(),
        other => other.span().map(|span| span.end),
    };
    table.iter().filter_map(|(_, item)| of_item(item)).chain(table.span().map(|span| span.end)).max()
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;
    use semver::Version;

    use super::*;
    use crate::catalog::{EntryKind, read_index};

    const INDEX: &str = r#"# The catalog.
format = 1
name = "acme"
title = "Acme"

[[template]]
id = "api"   # the first
title = "API"
summary = "One."
tags = [
    "http",
] # all of them

[[template.version]]
version = "1.0.0"  # the first one
ref = "api-v1.0.0"
hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000"  # a comment

# The other one.
[[template]]
id = "site"
title = "Site"
summary = "Two."

[[layer]]
id = "api"
title = "A layer of the same name"
summary = "Three.""#;

    fn release(kind: EntryKind, id: &str) -> Release {
        let (version, tag, hash) = (Version::new(1, 1, 0), format!("{id}-v1.1.0"), "1".repeat(64));
        Release { kind, id: id.to_owned(), version, tag, is_tagged: false, hash }
    }

    #[test]
    fn only_the_new_table_is_new_wherever_it_goes() {
        let wishes = [(EntryKind::Template, "api"), (EntryKind::Template, "site"), (EntryKind::Layer, "api")];
        for newline in ["\n", "\r\n"] {
            let text = INDEX.replace('\n', newline);
            for (kind, id) in wishes {
                let changes = ["A \"quoted\" change".to_owned(), "another".to_owned()];
                let found = with(&text, &release(kind, id), &changes);
                let before = read_index(Utf8Path::new("catalog.toml"), &text).expect("valid");
                let after = read_index(Utf8Path::new("catalog.toml"), &found).expect("valid");
                for entry in &before.entries {
                    let now = after.find(&entry.id, entry.kind).expect("it is there");
                    let new = usize::from(entry.kind == kind && entry.id == id);
                    assert_eq!(now.versions.len(), entry.versions.len() + new, "{kind} {id}");
                    if new == 1 {
                        assert_eq!(now.versions.last().map(|it| it.changes.clone()), Some(changes.to_vec()));
                    }
                }
                // What was there is still there, byte by byte, around one piece.
                let common = text.bytes().zip(found.bytes()).take_while(|(one, other)| one == other).count();
                assert!(found.ends_with(&text[common..]), "{kind} {id}");
                assert_eq!(
                    found.matches("\r\n").count(),
                    if newline == "\n" { 0 } else { found.matches('\n').count() }
                );
            }
        }
    }

    #[test]
    fn a_table_stands_behind_the_last_one_with_its_comment() {
        let found = with(INDEX, &release(EntryKind::Template, "api"), &["One".to_owned()]);
        let expected = format!(
            "\"  # a comment\n\n[[template.version]]\nversion = \"1.1.0\"\nref = \"api-v1.1.0\"\nhash = \"sha256:{}\"\n\
             changes = [\"One\"]\n\n# The other one.\n",
            "1".repeat(64)
        );
        assert!(found.contains(&expected), "{found}");
    }
}
