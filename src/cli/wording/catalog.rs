//! Words for templates that cannot be had.
//! Border: see `wording`.
use super::list;
use crate::catalog::CatalogError;
use crate::ui::Report;

pub(super) fn report(error: &CatalogError) -> Report {
    match error {
        CatalogError::UnknownCatalog { name, catalogs } => {
            Report::new("unknown-catalog", format!("there is no catalog `{name}`"))
                .hint(format!("the catalogs are {}", list(catalogs)))
        }
        CatalogError::UnknownTemplate { id, known, meant } => {
            let report = Report::new("unknown-template", format!("there is no template `{id}`"));
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint(format!("the templates are {}; see `create-pyworker --list`", list(known))),
            }
        }
        CatalogError::NoVersion { id, wanted, versions } => {
            let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
            Report::new("no-version", format!("no version of `{id}` matches `{wanted}`"))
                .hint(format!("there is {}", list(&versions)))
        }
        CatalogError::Template(error) => super::template::report(error),
    }
}
