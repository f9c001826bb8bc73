//! `pyworker codemod new CODE NAME`.
//! Border: checks the names and writes the sample as a plan; the sample is the codemods' own.
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use super::document;
use crate::catalog::Settings;
use crate::cli::migrate::MigrateError;
use crate::cli::{Error, Exit, Session};
use crate::codemods::declarative::sample;
use crate::plan::apply::{ApplyRequest, History, apply};
use crate::plan::{Content, FileMode, FileOutcome};
use crate::ui::{Interrupts, count};

/// Start a codemod: a rule that works, its page and its cases
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Its code: capital letters and digits, not beginning with PW, for example ACME001
    #[arg(value_name = "CODE")]
    code: String,
    /// Its name: small letters, digits and hyphens, for example acme-http
    #[arg(value_name = "NAME")]
    name: String,
    /// Where codemods are kept; the first directory that pyworker.toml names, else `codemods`
    #[arg(long, value_name = "DIR")]
    into: Option<Utf8PathBuf>,
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let Self { code, name, into } = self;
        let is_code = code.starts_with(|first: char| first.is_ascii_uppercase())
            && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && !code.starts_with("PW");
        if !is_code {
            return Err(MigrateError::BadCode { code }.into());
        }
        let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !is_name {
            return Err(MigrateError::BadName { name }.into());
        }
        let parent = match into {
            Some(directory) => directory,
            None => configured()?.unwrap_or_else(|| Utf8PathBuf::from("codemods")),
        };
        let directory = parent.join(format!("{code}-{name}"));
        if directory.exists() {
            return Err(MigrateError::CodemodExists { directory }.into());
        }
        let files: Vec<FileOutcome> = sample(&code, &name)
            .into_iter()
            .map(|(path, text)| FileOutcome {
                path: path.into(),
                before: None,
                after: Some(Content::from(text)),
                mode: FileMode::Regular,
                mode_change: None,
            })
            .collect();
        {
            let _shelter = Interrupts::shelter();
            apply(&ApplyRequest {
                root: &directory,
                files: &files,
                label: &format!("codemod {code}"),
                history: History::Discard,
                conflicts: &[],
                interrupted: &Interrupts::pending,
            })?;
        }
        session.printer.note(&format!("Written: {} in {directory}", count(files.len(), "file")));
        session.printer.note(&format!("Next: pyworker codemod test {directory}"));
        let files = files.into_iter().map(|file| file.path).collect();
        let document = document::New { command: "codemod new", code, directory, files };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(Exit::Done)
    }
}

/// The first directory that the project's settings name.
fn configured() -> Result<Option<Utf8PathBuf>, Error> {
    let Some(file) = Settings::of_project(Utf8Path::new(".")) else { return Ok(None) };
    Ok(Settings::read(&file)?.codemods.into_iter().next())
}
