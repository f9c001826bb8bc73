//! The catalogs of a run.
//! Border: which ones there are, by the user's and the project's settings; what they hold is `catalog`'s business.
use camino::Utf8Path;

use super::{Session, wording};
use crate::catalog::git::Prompts;
use crate::catalog::{Catalog, CatalogError, Home, Options, Reference, redact};

/// All catalogs that templates are looked for in; the project's settings are those of `directory`.
pub(super) fn open(directory: &Utf8Path, offline: bool, session: &Session) -> Result<Catalog, CatalogError> {
    Catalog::open(Options {
        home: Home::of_user(),
        directory: directory.to_owned(),
        offline,
        prompts: if session.can_ask() { Prompts::Allowed } else { Prompts::Forbidden },
    })
}

/// Says what should be known about the templates that were loaded.
pub(super) fn tell(catalog: &Catalog, session: &Session) {
    for notice in catalog.take_notices() {
        session.printer.warning(&wording::notice(&notice));
    }
}

/// The template that a text names.
pub(super) fn reference(text: &str) -> Result<Reference, CatalogError> {
    text.parse().map_err(|problem| CatalogError::Reference { text: redact(text), problem })
}
