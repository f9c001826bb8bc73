//! The catalogs of a run.
//! Border: which ones there are; what they hold is `catalog`'s business.
use camino::Utf8Path;

use super::Session;
use crate::catalog::git::Prompts;
use crate::catalog::{Catalog, CatalogError, Home, Options};

/// All catalogs that templates are looked for in.
pub(super) fn open() -> Catalog {
    Catalog::default()
}

/// The same with the settings of the project in `directory`.
pub(super) fn open_for(directory: &Utf8Path, offline: bool, session: &Session) -> Result<Catalog, CatalogError> {
    Catalog::open(Options {
        home: Home::of_user(),
        directory: directory.to_owned(),
        offline,
        prompts: if session.can_ask() { Prompts::Allowed } else { Prompts::Forbidden },
    })
}
