//! `pyworker catalog remove NAME`.
//! Border: takes one entry out of settings; what was fetched stays in the cache.
use clap::Args;
use serde::Serialize;

use super::settings_file::SettingsFile;
use crate::catalog::{BuiltIn, CatalogError};
use crate::cli::{Error, Exit, Session};

/// Remove a catalog from the settings
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The catalog
    name: String,
    /// Remove it from the project's pyworker.toml instead of the user's own settings
    #[arg(long)]
    project: bool,
}

#[derive(Serialize)]
struct Document<'name> {
    command: &'static str,
    name: &'name str,
    settings: String,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let file = SettingsFile::open(self.project)?;
        if !file.has(&self.name) {
            let elsewhere = SettingsFile::open(!self.project).is_ok_and(|other| other.has(&self.name));
            let settings = file.path().to_string();
            let is_built_in = self.name == BuiltIn::NAME;
            return Err(CatalogError::NotConfigured { name: self.name, settings, elsewhere, is_built_in }.into());
        }
        file.remove(&self.name)?;
        let theme = session.printer.stderr_theme();
        session.printer.note(&format!("{} {} from {}", theme.good("Removed:"), self.name, file.path()));
        let document = Document { command: "catalog remove", name: &self.name, settings: file.path().to_string() };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(Exit::Done)
    }
}
