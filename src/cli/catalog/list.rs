//! `pyworker catalog list [NAME]`.
//! Border: prints what the catalogs say.
use camino::Utf8Path;
use clap::Args;
use serde::Serialize;

use super::entry_document::EntryDocument;
use super::shown::{Named, lines};
use crate::catalog::{Catalog, CatalogError, EntryKind, Location, Shelf};
use crate::cli::{Error, Exit, Session, catalogs};

/// List the catalogs and what is in them
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// One catalog; all of them without it
    name: Option<String>,
    /// Fetch nothing; use what was fetched last
    #[arg(long)]
    offline: bool,
}

#[derive(Serialize)]
struct Document {
    command: &'static str,
    catalogs: Vec<CatalogDocument>,
}

/// A catalog in the JSON output.
#[derive(Debug, Serialize)]
pub(super) struct CatalogDocument {
    name: String,
    title: String,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    entries: Vec<EntryDocument>,
}

impl CatalogDocument {
    /// A catalog with everything in it.
    pub fn new(catalog: &Catalog, shelf: &Shelf) -> Result<Self, CatalogError> {
        let mut entries = Vec::new();
        for kind in EntryKind::ALL {
            entries.extend(shelf.entries(kind)?.iter().map(|entry| EntryDocument::new(entry, catalog.name_of(entry))));
        }
        Ok(Self {
            name: shelf.name.clone(),
            title: shelf.index.title.clone(),
            source: place(shelf),
            commit: shelf.commit().map(str::to_owned),
            entries,
        })
    }
}

/// Where a catalog lies, as it was named.
pub(super) fn place(shelf: &Shelf) -> String {
    match &shelf.location {
        None => "in this program".to_owned(),
        Some(Location::Directory(path)) => path.to_string(),
        Some(location @ Location::Git(_)) => location.to_string(),
    }
}

/// `a`, `a and b`, `a, b and c`; `nothing`.
pub(super) fn joined(words: &[String]) -> String {
    if words.is_empty() { "nothing".to_owned() } else { crate::cli::wording::list(words) }
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let catalog = catalogs::open(Utf8Path::new("."), self.offline, session)?;
        let names = match self.name {
            Some(name) => vec![name],
            None => catalog.allowed_names(),
        };
        let theme = session.printer.stdout_theme();
        let mut documents = Vec::new();
        let mut text = String::new();
        for name in names {
            let shelf = catalog.shelf(&name)?;
            documents.push(CatalogDocument::new(&catalog, &shelf)?);
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!(
                "{}: {} {}\n",
                theme.accent(&shelf.name),
                theme.strong(&shelf.index.title),
                theme.faint(format!("({})", place(&shelf)))
            ));
            for kind in EntryKind::ALL {
                let entries = shelf.entries(kind)?;
                if entries.is_empty() {
                    continue;
                }
                let named: Vec<Named<'_>> =
                    entries.iter().map(|entry| Named { name: entry.id.clone(), entry }).collect();
                text.push_str(&format!("\n  {}\n{}", theme.strong(kind.title()), lines(&named, 4, theme)));
            }
        }
        session.printer.result(&text).map_err(Error::Output)?;
        session.printer.json(&Document { command: "catalog list", catalogs: documents }).map_err(Error::Output)?;
        catalogs::tell(&catalog, session);
        Ok(Exit::Done)
    }
}
