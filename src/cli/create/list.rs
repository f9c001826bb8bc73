//! `--list`: the templates, presets and layers there are.
//! Border: prints what the catalog says.
use serde::Serialize;

use crate::catalog::{Catalog, Entry};
use crate::cli::{Error, Exit, Session};
use crate::template::{Group, Kind};
use crate::ui::Theme;

#[derive(Serialize)]
struct Document {
    templates: Vec<EntryDocument>,
    presets: Vec<EntryDocument>,
    layers: Vec<EntryDocument>,
}

#[derive(Serialize)]
struct EntryDocument {
    id: String,
    name: String,
    catalog: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Group>,
    title: String,
    summary: String,
    versions: Vec<String>,
}

impl EntryDocument {
    fn of(entry: Entry, catalog: &Catalog) -> Self {
        Self {
            name: catalog.name_of(&entry),
            id: entry.id,
            catalog: entry.catalog,
            group: entry.group,
            title: entry.title,
            summary: entry.summary,
            versions: entry.versions.iter().map(|offered| offered.version.to_string()).collect(),
        }
    }
}

/// Prints the list.
pub(super) fn run(catalog: &Catalog, session: &Session) -> Result<Exit, Error> {
    let (templates, presets) = (catalog.entries(Kind::Project)?, catalog.entries(Kind::Preset)?);
    let mut layers = catalog.entries(Kind::Feature)?;
    // As they are shown; within a group by name.
    layers.sort_by(|one, other| (one.group, &one.id).cmp(&(other.group, &other.id)));
    let theme = session.printer.stdout_theme();
    let all = || templates.iter().chain(&presets).chain(&layers);
    let width = all().map(|entry| catalog.name_of(entry).len()).max().unwrap_or(0) + 2;
    let mut text = String::new();
    let mut section = |title: &str, entries: Vec<&Entry>| {
        if entries.is_empty() {
            return;
        }
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}{}\n", theme.strong(title)));
        entries.into_iter().for_each(|entry| text.push_str(&row(&catalog.name_of(entry), entry, width, theme)));
    };
    section("Templates", templates.iter().collect());
    section("Presets: a template with layers", presets.iter().collect());
    for group in Group::ALL {
        let of_group = layers.iter().filter(|layer| layer.group == Some(group));
        section(&format!("Layers: {}", group.as_str()), of_group.collect());
    }
    section("Layers", layers.iter().filter(|layer| layer.group.is_none()).collect());
    session.printer.result(&text).map_err(Error::Output)?;
    let documents = |entries: Vec<Entry>| entries.into_iter().map(|entry| EntryDocument::of(entry, catalog)).collect();
    let document = Document { templates: documents(templates), presets: documents(presets), layers: documents(layers) };
    session.printer.json(&document).map_err(Error::Output)?;
    Ok(Exit::Done)
}

fn row(name: &str, entry: &Entry, width: usize, theme: Theme) -> String {
    let name = console::pad_str(name, width, console::Alignment::Left, None);
    let mut text = format!("  {}{}\n", theme.accent(name), entry.title);
    for line in crate::ui::wrap(&entry.summary, 76 - width) {
        text.push_str(&format!("  {}{}\n", " ".repeat(width), theme.faint(line)));
    }
    text
}
