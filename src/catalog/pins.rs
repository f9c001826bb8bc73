//! What versions and tags were when they were first seen here.
//! Border: one small file among the user's own state. It guards against a tag that is moved behind everybody's back.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use semver::Version;
use toml_edit::{DocumentMut, Item, Table, value};

use super::kind::EntryKind;
use super::mismatch::{Moved, Seen};

/// The file's name.
const FILE: &str = "pins.toml";
const HEADER: &str =
    "# What versions of templates were when pyworker first saw them here. pyworker writes this file.\n";

/// The name under which a version is remembered.
pub(super) fn name(kind: EntryKind, id: &str, version: &Version) -> String {
    format!("{}/{id}@{version}", kind.table())
}

/// What such a name says.
pub(super) fn parts(name: &str) -> Option<(EntryKind, &str, &str)> {
    let (name, version) = name.split_once('@')?;
    let (table, id) = name.split_once('/')?;
    let kind = EntryKind::ALL.into_iter().find(|kind| kind.table() == table)?;
    Some((kind, id, version))
}

/// What was seen, by source and then by name of a version, or by `@tag`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins {
    file: Option<Utf8PathBuf>,
    seen: BTreeMap<String, BTreeMap<String, Seen>>,
    changed: bool,
}

impl Pins {
    /// Those of the user. A file that cannot be read counts as none: everything is then seen for the first time.
    pub fn read(state: Option<&Utf8Path>) -> Self {
        let file = state.map(|state| state.join(FILE));
        let text = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        Self { file, seen: parse(&text), changed: false }
    }

    /// What something was when it was first seen.
    pub fn get(&self, source: &str, name: &str) -> Option<&Seen> {
        self.seen.get(source)?.get(name)
    }

    /// Remembers what something is, if it is seen for the first time; otherwise says what it was, if that differs.
    pub fn meet(&mut self, source: &str, name: &str, is: &Seen) -> Option<Seen> {
        match self.get(source, name) {
            Some(was) if was != is => Some(was.clone()),
            Some(_) => None,
            None => {
                self.seen.entry(source.to_owned()).or_default().insert(name.to_owned(), is.clone());
                self.changed = true;
                None
            }
        }
    }

    /// Everything that was seen of a source.
    pub fn of(&self, source: &str) -> impl Iterator<Item = (&str, &Seen)> {
        self.seen.get(source).into_iter().flatten().map(|(name, seen)| (name.as_str(), seen))
    }

    /// Forgets what a catalog's own tag was.
    pub fn forget_tag(&mut self, source: &str, tag: &str) {
        if let Some(names) = self.seen.get_mut(source) {
            self.changed |= names.remove(&format!("@{tag}")).is_some();
        }
    }

    /// Takes what a version is now for what it was when it was first seen.
    pub fn accept(&mut self, source: &str, moved: &Moved) {
        let names = self.seen.entry(source.to_owned()).or_default();
        names.insert(moved.pin.clone(), moved.is.clone());
        self.changed = true;
    }

    /// Keeps what was seen. Where nothing can be kept (a read-only home, a machine for one job) there is nothing to
    /// compare with next time; the hashes of the catalog still hold.
    pub fn save(&mut self) {
        let Some(file) = self.file.as_ref().filter(|_| self.changed) else { return };
        if super::write::replace(file, &text(&self.seen)).is_ok() {
            self.changed = false;
        }
    }
}

fn parse(text: &str) -> BTreeMap<String, BTreeMap<String, Seen>> {
    let mut seen: BTreeMap<String, BTreeMap<String, Seen>> = BTreeMap::new();
    let document = text.parse::<DocumentMut>().unwrap_or_default();
    for (source, table) in document.iter() {
        let Some(table) = table.as_table_like() else { continue };
        for (name, item) in table.iter() {
            let Some(item) = item.as_table_like() else { continue };
            let text = |key: &str| item.get(key).and_then(Item::as_str).map(str::to_owned);
            if let Some(hash) = text("hash") {
                seen.entry(source.to_owned())
                    .or_default()
                    .insert(name.to_owned(), Seen { commit: text("commit"), hash });
            }
        }
    }
    seen
}

fn text(seen: &BTreeMap<String, BTreeMap<String, Seen>>) -> String {
    let mut document = DocumentMut::new();
    for (source, names) in seen {
        let mut table = Table::new();
        for (name, seen) in names {
            let mut entry = toml_edit::InlineTable::new();
            if let Some(commit) = &seen.commit {
                entry.insert("commit", commit.as_str().into());
            }
            entry.insert("hash", seen.hash.as_str().into());
            table.insert(name, value(entry));
        }
        document.insert(source, Item::Table(table));
    }
    format!("{HEADER}{document}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Seen {
        Seen { commit: Some(format!("commit {text}")), hash: text.to_owned() }
    }

    #[test]
    fn what_is_seen_first_counts() {
        let directory = tempfile::tempdir().expect("a directory");
        let state = Utf8Path::from_path(directory.path()).expect("UTF-8").join("deep/state");
        let mut pins = Pins::read(Some(&state));
        assert_eq!(pins.meet("gh:acme/x", "api@1.0.0", &seen("a")), None);
        pins.save();
        let mut pins = Pins::read(Some(&state));
        assert_eq!(pins.meet("gh:acme/x", "api@1.0.0", &seen("a")), None);
        assert_eq!(pins.meet("gh:acme/x", "api@1.0.0", &seen("b")), Some(seen("a")));
        assert_eq!(pins.meet("gh:acme/y", "api@1.0.0", &seen("b")), None);
        assert_eq!(pins.of("gh:acme/x").count(), 1);
        let moved = Moved {
            id: "acme/api".into(),
            pin: "api@1.0.0".into(),
            version: "1.0.0".into(),
            catalog: None,
            was: seen("a"),
            is: seen("b"),
        };
        pins.accept("gh:acme/x", &moved);
        assert_eq!(pins.meet("gh:acme/x", "api@1.0.0", &seen("b")), None);
        assert_eq!(pins.meet("gh:acme/x", "@v1", &seen("a")), None);
        pins.forget_tag("gh:acme/x", "v1");
        assert_eq!(pins.meet("gh:acme/x", "@v1", &seen("b")), None);
    }

    #[test]
    fn a_broken_file_counts_as_none() {
        assert!(parse("not toml [").is_empty());
        assert!(parse("x = 1\n[y]\nz = 2\n[a]\nb = { commit = 'c' }\n").is_empty());
    }
}
