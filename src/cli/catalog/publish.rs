//! `pyworker catalog publish [ID…]`.
//! Border: clap types, asking and showing; what is published is decided by `authoring`, the plan's apply writes.
use camino::Utf8PathBuf;
use clap::Args;
use serde::Serialize;

use crate::authoring::Workshop;
use crate::authoring::publish::{Publication, Release, Wish, publish};
use crate::catalog::INDEX;
use crate::cli::undo::told;
use crate::cli::{Error, Exit, Session};
use crate::plan::apply::{ApplyRequest, History, apply};
use crate::plan::diff::{DiffOptions, unified_files};
use crate::text::shell_line;
use crate::ui::{Confirm, DiffView, Interrupts, Layout, Reply};

/// Publish versions: write them with their hashes into catalog.toml
///
/// The version is the one of the manifest; it has to be committed, and it never changes afterwards. Projects see it once
/// the index and the tag are pushed: the commands for that are shown, not run.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 published, or nothing new; 1 there is something to publish; 2 it cannot be published."
)]
pub(super) struct Arguments {
    /// Entries of the catalog; all that have a new version if none is given
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// The catalog; the current directory if it is not given
    #[arg(long, value_name = "DIR", default_value = ".")]
    catalog: Utf8PathBuf,
    /// What changed, one line; can be given many times
    #[arg(long = "change", value_name = "TEXT")]
    changes: Vec<String>,
    /// The tag that will have it; ID-vVERSION if it is not given
    #[arg(long, value_name = "NAME")]
    tag: Option<String>,
    /// Show what would be written
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

#[derive(Serialize)]
struct Document<'published> {
    command: &'static str,
    written: bool,
    releases: Vec<ReleaseDocument<'published>>,
    diff: String,
    next: Vec<String>,
}

#[derive(Serialize)]
struct ReleaseDocument<'published> {
    kind: crate::catalog::EntryKind,
    id: &'published str,
    version: String,
    r#ref: &'published str,
    hash: String,
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let workshop = Workshop::open(&self.catalog)?;
        let wish = Wish { ids: self.ids.clone(), tag: self.tag.clone(), changes: self.changes.clone() };
        let publication = publish(&workshop, &wish)?;
        if publication.releases.is_empty() {
            session.printer.note("Nothing to publish: every version is published as it is.");
            return self.finish(&publication, false, session, Exit::Done);
        }
        let asks = !self.dry_run && !self.yes && session.can_ask();
        if asks || !self.yes {
            self.show(&publication, session)?;
        }
        let is_wanted = self.yes || (asks && confirmed(&publication, session)?);
        if !is_wanted {
            if asks {
                session.printer.note("Nothing was written.");
            } else if !self.dry_run {
                session.printer.note("Nothing was written: `--yes` writes it.");
            }
            return self.finish(&publication, false, session, Exit::Open);
        }
        self.write(&publication, session)?;
        self.finish(&publication, true, session, Exit::Done)
    }

    fn show(&self, publication: &Publication, session: &Session) -> Result<(), Error> {
        if session.printer.is_json() {
            return Ok(());
        }
        if !session.terminal.stdout {
            let patch = unified_files(std::slice::from_ref(&publication.index), &DiffOptions::default());
            return session.printer.raw(&patch).map_err(Error::Output);
        }
        let view = DiffView {
            theme: session.printer.stdout_theme(),
            columns: session.terminal.columns,
            layout: Layout::Unified,
            context: 3,
        };
        session.printer.result(&view.file(&publication.index)).map_err(Error::Output)
    }

    fn write(&self, publication: &Publication, session: &Session) -> Result<(), Error> {
        let applied = {
            let _shelter = Interrupts::shelter();
            apply(&ApplyRequest {
                root: &self.catalog,
                files: std::slice::from_ref(&publication.index),
                conflicts: &[],
                label: &format!("publish {}", names(publication)),
                history: History::Keep,
                interrupted: &Interrupts::pending,
            })?
        };
        if let Some(recovered) = &applied.recovered {
            told(recovered, "an interrupted change was taken back first", session);
        }
        Ok(())
    }

    fn finish(
        &self,
        publication: &Publication,
        is_written: bool,
        session: &Session,
        exit: Exit,
    ) -> Result<Exit, Error> {
        let theme = session.printer.stderr_theme();
        let next = if publication.releases.is_empty() { Vec::new() } else { self.next(publication) };
        if is_written {
            let undo = if self.catalog == "." { String::new() } else { format!(" {}", self.catalog) };
            let names = names(publication);
            let line = format!("{} {names} in {INDEX}. Undo: pyworker undo{undo}", theme.good("Published:"));
            session.printer.note(&format!("{line}\n\n{}", theme.strong("Next")));
            next.iter().for_each(|command| session.printer.note(&format!("  {command}")));
        }
        let diff = match publication.releases.is_empty() {
            true => Vec::new(),
            false => unified_files(std::slice::from_ref(&publication.index), &DiffOptions::default()),
        };
        let releases = publication.releases.iter().map(|release| ReleaseDocument {
            kind: release.kind,
            id: &release.id,
            version: release.version.to_string(),
            r#ref: &release.tag,
            hash: format!("sha256:{}", release.hash),
        });
        let document = Document {
            command: "catalog publish",
            written: is_written,
            releases: releases.collect(),
            diff: String::from_utf8_lossy(&diff).into_owned(),
            next,
        };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(exit)
    }

    /// What remains to be done with git.
    fn next(&self, publication: &Publication) -> Vec<String> {
        let line = |words: &[&str]| {
            let at: &[&str] = if self.catalog == "." { &["git"] } else { &["git", "-C", self.catalog.as_str()] };
            let words: Vec<String> = at.iter().chain(words).map(|word| (*word).to_owned()).collect();
            shell_line(&words)
        };
        let tags: Vec<&str> = publication.releases.iter().map(|release| release.tag.as_str()).collect();
        let mut next = vec![line(&["add", INDEX]), line(&["commit", "-m", &format!("Publish {}", names(publication))])];
        next.extend(publication.releases.iter().filter(|it| !it.is_tagged).map(|it| line(&["tag", &it.tag])));
        let mut push = vec!["push", "--atomic", "origin", "HEAD"];
        push.extend(tags);
        next.push(line(&push));
        next
    }
}

fn confirmed(publication: &Publication, session: &mut Session) -> Result<bool, Error> {
    let prompt = format!("Publish {}?", names(publication));
    let help = Some("A published version never changes");
    let reply = session.prompter.confirm(&Confirm { prompt: &prompt, help, default: true })?;
    Ok(matches!(reply, Reply::Answer(true)))
}

/// `api 1.1.0, audit 2.0.0`
fn names(publication: &Publication) -> String {
    let name = |release: &Release| format!("{} {}", release.id, release.version);
    publication.releases.iter().map(name).collect::<Vec<_>>().join(", ")
}
