//! `pyworker catalog init DIR`.
//! Border: the place and the name; what is written is made by `authoring`, and written as a plan.
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use serde::Serialize;

use crate::authoring::sample;
use crate::catalog::{CatalogError, INDEX};
use crate::cli::{Error, Exit, Session};
use crate::plan::apply::{ApplyRequest, History, apply};
use crate::template::{TemplateError, check_target};
use crate::text::shell_word;
use crate::ui::{Interrupts, count};

/// Start a catalog: a template, a layer, their tests, and what CI needs
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Where it goes: a new directory, or one in which nothing is in the way
    #[arg(value_name = "DIR")]
    directory: Utf8PathBuf,
    /// Its name, as in NAME/api; the directory's if it is not given
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

#[derive(Serialize)]
struct Document<'written> {
    command: &'static str,
    directory: &'written Utf8Path,
    name: &'written str,
    files: Vec<&'written Utf8Path>,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let directory = &self.directory;
        let name = self.name.clone().or_else(|| own_name(directory)).unwrap_or_default();
        if directory.join(INDEX).exists() {
            return Err(CatalogError::IsCatalog { directory: directory.clone() }.into());
        }
        let files = sample::files(&name)?;
        if directory.symlink_metadata().is_ok() {
            for file in &files {
                check_target(directory, &file.path).map_err(TemplateError::from)?;
            }
        }
        {
            let _shelter = Interrupts::shelter();
            apply(&ApplyRequest {
                root: directory,
                files: &files,
                conflicts: &[],
                label: "catalog",
                history: History::Discard,
                interrupted: &Interrupts::pending,
            })?;
        }
        let theme = session.printer.stderr_theme();
        session.printer.note(&format!(
            "{} the catalog {name}, {} in {directory}\n\n{}",
            theme.good("Written:"),
            count(files.len(), "file"),
            theme.strong("Next")
        ));
        let mut next =
            vec!["pyworker catalog lint", "pyworker catalog test", "git init && git add --all && git commit"];
        let enter = format!("cd {}", shell_word(directory.as_str()));
        if directory != "." {
            next.insert(0, &enter);
        }
        next.iter().for_each(|command| session.printer.note(&format!("  {command}")));
        let files = files.iter().map(|file| file.path.as_path()).collect();
        let document = Document { command: "catalog init", directory, name: &name, files };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(Exit::Done)
    }
}

/// The name of the directory, also of the current one.
fn own_name(directory: &Utf8Path) -> Option<String> {
    let absolute = camino::absolute_utf8(directory).ok()?;
    absolute.components().next_back().map(|last| last.as_str().to_owned())
}
