//! `--list`: the templates there are.
//! Border: prints what the catalog says.
use serde::Serialize;

use crate::catalog::Catalog;
use crate::cli::{Error, Exit, Session};
use crate::template::Kind;

#[derive(Serialize)]
struct Document {
    templates: Vec<TemplateDocument>,
}

#[derive(Serialize)]
struct TemplateDocument {
    id: String,
    title: String,
    summary: String,
    versions: Vec<String>,
}

/// Prints the list.
pub(super) fn run(session: &Session) -> Result<Exit, Error> {
    let catalog = Catalog::default();
    let entries = catalog.entries(Kind::Project)?;
    let theme = session.printer.stdout_theme();
    let width = entries.iter().map(|entry| entry.id.len()).max().unwrap_or(0) + 2;
    let mut text = String::new();
    for entry in &entries {
        text.push_str(&format!(
            "{}{}\n",
            theme.accent(console::pad_str(&entry.id, width, console::Alignment::Left, None)),
            theme.strong(&entry.title)
        ));
        for line in crate::ui::wrap(&entry.summary, 78 - width) {
            text.push_str(&format!("{}{line}\n", " ".repeat(width)));
        }
    }
    session.printer.result(&text).map_err(Error::Output)?;
    let templates = entries
        .into_iter()
        .map(|entry| TemplateDocument {
            id: entry.id,
            title: entry.title,
            summary: entry.summary,
            versions: entry.versions.iter().map(|offered| offered.version.to_string()).collect(),
        })
        .collect();
    session.printer.json(&Document { templates }).map_err(Error::Output)?;
    Ok(Exit::Done)
}
