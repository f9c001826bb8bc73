//! `pyworker catalog site DIR`.
//! Border: collects what catalogs say, and writes the pages as a plan; what they look like is decided in `site`.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use serde::Serialize;

use super::site_content::collect;
use crate::catalog::CatalogError;
use crate::cli::{Error, Exit, Session, catalogs};
use crate::plan::apply::{ApplyRequest, History, apply, is_interrupted, recover};
use crate::plan::{Content, FileMode, FileOutcome};
use crate::project::Snapshot;
use crate::site::{Marker, SITE_MARKER, build};
use crate::ui::{Interrupts, count};

/// Write catalogs as a static site: pages that need no server and no script
///
/// The directory is new, empty, or a site that this command wrote before: pages that are gone are then taken away, and
/// files that are not its own stay.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Where the site goes
    #[arg(value_name = "DIR")]
    directory: Utf8PathBuf,
    /// Only this catalog, by its name or its place; can be given many times
    #[arg(long, value_name = "CATALOG")]
    catalog: Vec<String>,
    /// What the site is called; the catalog's title, if there is one catalog
    #[arg(long)]
    title: Option<String>,
    /// Only say which files would change
    #[arg(long)]
    dry_run: bool,
    /// Fetch nothing; use what was fetched last
    #[arg(long)]
    offline: bool,
}

#[derive(Serialize)]
struct Document<'a> {
    command: &'static str,
    written: bool,
    directory: &'a Utf8Path,
    entries: usize,
    files: Vec<FileDocument<'a>>,
}

#[derive(Serialize)]
struct FileDocument<'a> {
    path: &'a Utf8Path,
    /// "new", "changed" or "removed"; those that stay as they are are not named.
    status: &'static str,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let directory = &self.directory;
        let catalog = catalogs::open(Utf8Path::new("."), self.offline, session)?;
        if !self.dry_run && directory.is_dir() && is_interrupted(directory) {
            let _shelter = Interrupts::shelter();
            recover(directory)?;
        }
        let site = collect(&catalog, &self.catalog, self.title.as_deref(), self.offline)?;
        catalogs::tell(&catalog, session);
        let outcomes = outcomes(directory, build(&site))?;
        if !self.dry_run && !outcomes.is_empty() {
            let _shelter = Interrupts::shelter();
            apply(&ApplyRequest {
                root: directory,
                files: &outcomes,
                label: "a site of catalogs",
                history: History::Discard,
                conflicts: &[],
                interrupted: &Interrupts::pending,
            })?;
        }
        let files = outcomes.iter().map(|file| FileDocument { path: &file.path, status: status(file) }).collect();
        let written = !self.dry_run;
        let document = Document { command: "catalog site", written, directory, entries: site.entries.len(), files };
        session.printer.json(&document).map_err(Error::Output)?;
        tell(directory, &outcomes, site.entries.len(), written, session);
        Ok(if written || outcomes.is_empty() { Exit::Done } else { Exit::Open })
    }
}

fn tell(directory: &Utf8Path, outcomes: &[FileOutcome], entries: usize, written: bool, session: &Session) {
    let theme = session.printer.stderr_theme();
    let number = |wanted: &str| outcomes.iter().filter(|file| status(file) == wanted).count();
    let extent = ["new", "changed", "removed"].map(|status| (status, number(status)));
    let extent: Vec<String> = extent
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(status, number)| format!("{number} {status}"))
        .collect();
    let what = format!("{} in {directory}", count(entries, "entry"));
    session.printer.note(&match (outcomes.is_empty(), written) {
        (true, _) => format!("{what}: nothing to do, the site is as it should be."),
        (false, true) => {
            format!("{} {what}; {}: {}", theme.good("Written:"), count(outcomes.len(), "file"), extent.join(", "))
        }
        (false, false) => {
            format!("{what}; {}: {}. Nothing was written.", count(outcomes.len(), "file"), extent.join(", "))
        }
    });
}

fn status(file: &FileOutcome) -> &'static str {
    match (&file.before, &file.after) {
        (None, _) => "new",
        (_, None) => "removed",
        _ => "changed",
    }
}

/// What has to be done to the directory so that it has these files.
fn outcomes(directory: &Utf8Path, wanted: BTreeMap<Utf8PathBuf, String>) -> Result<Vec<FileOutcome>, CatalogError> {
    let not_a_site = |file| CatalogError::NotASite { path: directory.to_owned(), file };
    let unreadable = |source| CatalogError::Unreadable { path: directory.to_owned(), source };
    let there = match directory.symlink_metadata() {
        Ok(_) => std::fs::read_dir(directory).map_err(unreadable)?.count(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(source) => return Err(unreadable(source)),
    };
    let tree = Snapshot::of(directory);
    let own = match tree.read(Utf8Path::new(SITE_MARKER)) {
        Some(marker) => Marker::parse(marker.bytes()).ok_or_else(|| not_a_site(None))?.files,
        None if there > 0 => return Err(not_a_site(None)),
        None => Vec::new(),
    };
    let mut outcomes = Vec::new();
    for (path, text) in &wanted {
        let before = tree.read(path);
        let is_own = path == SITE_MARKER || own.contains(path);
        if before.is_none() && directory.join(path).symlink_metadata().is_ok() || before.is_some() && !is_own {
            return Err(not_a_site(Some(path.clone())));
        }
        let after = Some(Content::from(text.as_str()));
        if before != after {
            outcomes.push(outcome(path, before, after));
        }
    }
    for path in own.iter().filter(|path| !wanted.contains_key(*path)) {
        // What a marker names may have been taken away by hand; it may not lead elsewhere.
        if crate::template::check_path(path.as_str()).is_err() {
            return Err(not_a_site(Some(path.clone())));
        }
        if let Some(before) = tree.read(path) {
            outcomes.push(outcome(path, Some(before), None));
        }
    }
    outcomes.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(outcomes)
}

fn outcome(path: &Utf8Path, before: Option<Content>, after: Option<Content>) -> FileOutcome {
    FileOutcome { path: path.to_owned(), before, after, mode: FileMode::Regular, mode_change: None }
}
