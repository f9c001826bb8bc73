//! Entries of catalogs as lines.
//! Border: layout; which entries are shown is decided elsewhere.
use console::{Alignment, measure_text_width, pad_str};

use crate::catalog::{Entry, Stage};
use crate::ui::{Theme, wrap};

/// Columns of a list.
const COLUMNS: usize = 80;

/// An entry with the name that is shown for it.
pub(super) struct Named<'entry> {
    pub name: String,
    pub entry: &'entry Entry,
}

/// Lines for some entries, below each other: name, version, title, and the summary below.
pub(super) fn lines(entries: &[Named<'_>], indent: usize, theme: Theme) -> String {
    let width = entries.iter().map(|named| measure_text_width(&named.name)).max().unwrap_or(0) + 2;
    let version = |entry: &Entry| entry.newest().map(|offered| offered.version.to_string()).unwrap_or_default();
    let versions = entries.iter().map(|named| version(named.entry).len()).max().unwrap_or(0) + 2;
    let left = indent + width + versions;
    let mut text = String::new();
    for Named { name, entry } in entries {
        let stage = match entry.stage {
            Stage::Stable => String::new(),
            _ => format!(" {}", theme.warning(format!("({})", entry.stage.name()))),
        };
        text.push_str(&format!(
            "{}{}{}{}{stage}\n",
            " ".repeat(indent),
            theme.accent(pad_str(name, width, Alignment::Left, None)),
            pad_str(&version(entry), versions, Alignment::Left, None),
            theme.strong(&entry.title)
        ));
        for line in wrap(&entry.summary, COLUMNS.saturating_sub(left)) {
            text.push_str(&format!("{}{line}\n", " ".repeat(left)));
        }
    }
    text
}
