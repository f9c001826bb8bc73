//! `pyworker catalog lint [DIR]`.
//! Border: clap types, the form of the result and the exit code; what is wrong is found by `authoring`.
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::trouble;
use crate::authoring::{Workshop, lint};
use crate::catalog::{CODEMODS, CatalogError, EntryKind};
use crate::cli::{Error, Exit, Session, wording};
use crate::plan::git;
use crate::ui::{ErrorJson, Format, Report, annotate, count};

/// Find mistakes in a catalog, without rendering anything
///
/// Names that nothing gives or nothing uses, `${{` in files that are rendered, defaults that their own question refuses,
/// rules that match no file, references to what is not there, content that was changed without a new version, published
/// versions that cannot be had any more.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 nothing found; 1 something found; 2 no catalog there.")]
pub(super) struct Arguments {
    /// The catalog; the current directory if it is not given
    #[arg(value_name = "DIR")]
    directory: Option<Utf8PathBuf>,
    /// In which form to print the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A report for people
    Text,
    /// One document, the same as --json
    Json,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(Serialize)]
struct Document<'found> {
    command: &'static str,
    catalog: &'found str,
    entries: usize,
    findings: Vec<FindingDocument<'found>>,
}

#[derive(Serialize)]
struct FindingDocument<'found> {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<EntryKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'found str>,
    #[serde(flatten)]
    report: ErrorJson<'found>,
}

/// A finding with its words.
type Worded = (Option<(EntryKind, String)>, Report);

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        if self.format == Form::Json {
            session.printer = session.printer.clone().with_format(Format::Json);
        }
        let directory = self.directory.as_deref().unwrap_or(Utf8Path::new("."));
        let (catalog, entries, found) = find(directory)?;
        if self.format == Form::Github {
            let top = git::work_tree(directory);
            let annotations = found.iter().map(|(_, report)| annotate(report, top.as_deref()));
            session.printer.raw(annotations.collect::<String>().as_bytes()).map_err(Error::Output)?;
        } else {
            let reports: Vec<&Report> = found.iter().map(|(_, report)| report).collect();
            session.printer.result(&trouble::findings(&reports, session)).map_err(Error::Output)?;
        }
        let theme = session.printer.stderr_theme();
        session.printer.note(&match found.len() {
            0 => format!("{}, {}.", count(entries, "entry"), theme.good("nothing wrong")),
            number => format!("{}, {}.", count(entries, "entry"), theme.bad(count(number, "finding"))),
        });
        let findings = found.iter().map(|(entry, report)| FindingDocument {
            kind: entry.as_ref().map(|(kind, _)| *kind),
            id: entry.as_ref().map(|(_, id)| id.as_str()),
            report: report.json(),
        });
        let document = Document { command: "catalog lint", catalog: &catalog, entries, findings: findings.collect() };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(if found.is_empty() { Exit::Done } else { Exit::Open })
    }
}

/// The catalog's name, how many entries it has, and what is wrong with it.
fn find(directory: &Utf8Path) -> Result<(String, usize, Vec<Worded>), Error> {
    let workshop = match Workshop::open(directory) {
        Ok(workshop) => workshop,
        // A mistake in the index is a finding; a place without a catalog is none.
        Err(error @ (CatalogError::Document { .. } | CatalogError::NotText { .. })) => {
            return Ok((String::new(), 0, vec![(None, wording::report(&error.into()))]));
        }
        Err(error) => return Err(error.into()),
    };
    let index = &workshop.shelf.index;
    let mut found: Vec<Worded> =
        lint::lint(&workshop).iter().map(|finding| (finding.entry.clone(), wording::finding(finding))).collect();
    for entry in index.entries.iter().filter(|entry| entry.kind == EntryKind::Codemods) {
        let Ok(Some(version)) = workshop.shelf.working_version(entry) else { continue };
        let set = workshop.shelf.working_codemods(entry, &version)?;
        let about = (entry.kind, entry.id.clone());
        match crate::cli::migrate::load_set(&set) {
            Ok(codemods) if codemods.is_empty() => {
                let report = Report::new("empty-set", format!("{} has no codemods", set.directory))
                    .hint(format!("codemods lie in directories beside {CODEMODS}"));
                found.push((Some(about), report));
            }
            Ok(_) => {}
            Err(error) => found.push((Some(about), wording::report(&error.into()))),
        }
    }
    Ok((index.name.clone(), index.entries.len(), found))
}
