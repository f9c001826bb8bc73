//! `pyworker catalog add SOURCE`.
//! Border: looks whether there is a catalog, then writes one entry of settings.
use camino::Utf8Path;
use clap::Args;
use serde::Serialize;

use super::list::CatalogDocument;
use super::settings_file::SettingsFile;
use crate::catalog::git::Fetching;
use crate::catalog::{CatalogError, Configured, EntryKind, Location};
use crate::cli::{Error, Exit, Session, catalogs};
use crate::ui::count;

/// Add a catalog: a directory, an address that git takes, or gh:owner/repository//directory@version
///
/// The catalog is fetched first; nothing is written if it cannot be read.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Where it lies
    source: String,
    /// What it is called here, as in NAME/TEMPLATE; its own name without it
    #[arg(long)]
    name: Option<String>,
    /// Catalogs with a higher number are asked first; the built-in one has 0
    #[arg(long, value_name = "NUMBER", default_value_t = 0, allow_negative_numbers = true)]
    priority: i64,
    /// Write it into the project's pyworker.toml, for everybody, instead of the user's own settings
    #[arg(long)]
    project: bool,
    /// Fetch nothing; use what was fetched last
    #[arg(long)]
    offline: bool,
}

#[derive(Serialize)]
struct Document {
    command: &'static str,
    written: bool,
    settings: String,
    catalog: CatalogDocument,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let catalog = catalogs::open(Utf8Path::new("."), self.offline, session)?;
        let location: Location = self.source.parse().map_err(|problem| CatalogError::Location { problem })?;
        let shown = absolute(&location);
        let shelf = catalog.open_location(&shown, self.name.as_deref(), Fetching::Always)?;
        catalogs::tell(&catalog, session);
        let file = SettingsFile::open(self.project)?;
        let configured = Configured { name: shelf.name.clone(), location: shown, priority: self.priority };
        let written = file.add(&configured)?;
        let theme = session.printer.stderr_theme();
        if written {
            let counts: Vec<String> = EntryKind::ALL
                .into_iter()
                .map(|kind| (kind, shelf.index.entries.iter().filter(|entry| entry.kind == kind).count()))
                .filter(|(_, number)| *number > 0)
                .map(|(kind, number)| count(number, &kind.to_string()))
                .collect();
            session.printer.note(&format!(
                "{} {} with {}, in {}",
                theme.good("Added:"),
                theme.accent(&shelf.name),
                super::list::joined(&counts),
                file.path()
            ));
        } else {
            session.printer.note(&format!("{} is there already, in {}", shelf.name, file.path()));
        }
        let document = CatalogDocument::new(&catalog, &shelf)?;
        let document =
            Document { command: "catalog add", written, settings: file.path().to_string(), catalog: document };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(Exit::Done)
    }
}

/// A directory as it is found from anywhere.
fn absolute(location: &Location) -> Location {
    let base = camino::absolute_utf8(".").unwrap_or_default();
    match location.directory(&base) {
        Some(directory) => Location::Directory(directory.canonicalize_utf8().unwrap_or(directory)),
        None => location.clone(),
    }
}
