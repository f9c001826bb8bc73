//! `pyworker undo [DIRECTORY]`.
//! Border: asks the plan room to take the last change back, and says what was done.
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use serde::Serialize;

use super::{Error, Exit, Session};
use crate::plan::apply::{ApplyError, Recovered, Undone, undo};
use crate::plan::git;
use crate::ui::{Interrupts, Report, count};

/// Take back the last change that pyworker made
///
/// Every file gets its old bytes and permissions, files that were made are removed. If a file was changed since,
/// nothing is undone and the file is named. Can be repeated: each run takes back one change.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The directory that was changed; the current one if it is not given
    directory: Option<Utf8PathBuf>,
}

#[derive(Debug, Serialize)]
struct Document {
    command: &'static str,
    undone: String,
    interrupted: bool,
    root: Option<Utf8PathBuf>,
    files: Vec<Utf8PathBuf>,
    conflicts: Vec<Utf8PathBuf>,
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let root = self.directory.as_deref().unwrap_or(Utf8Path::new("."));
        let undone = {
            let _shelter = Interrupts::shelter();
            undo(root, &Interrupts::pending)
        };
        let document = match undone {
            Ok(Undone::Apply { label, root, files, conflicts, .. }) => {
                git::settle(&root, &conflicts);
                let theme = session.printer.stderr_theme();
                session.printer.note(&format!("{} {label}", theme.good("Undone:")));
                session.printer.note(&format!("{} as before in {root}", count(files.len(), "file")));
                let conflicts = Vec::new();
                Document { command: "undo", undone: label, interrupted: false, root: Some(root), files, conflicts }
            }
            Ok(Undone::Interrupted(recovered)) => {
                told(&recovered, "an interrupted change was taken back", session);
                let Recovered { label, restored, conflicts, .. } = recovered;
                Document { command: "undo", undone: label, interrupted: true, root: None, files: restored, conflicts }
            }
            Err(ApplyError::Refused { refused }) => return Err(Error::Undo { refused }),
            Err(error) => return Err(error.into()),
        };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(if document.conflicts.is_empty() { Exit::Done } else { Exit::BadInput })
    }
}

/// Says that an interrupted change was taken back.
pub(super) fn told(recovered: &Recovered, what: &str, session: &Session) {
    let Recovered { label, restored, conflicts, kept } = recovered;
    session.printer.warning(&format!("{what} ({label}): {} restored", count(restored.len(), "file")));
    if !conflicts.is_empty() {
        let mut report = Report::new("conflict", "some files were changed after the interruption and are left alone");
        for path in conflicts {
            report = report.detail(path.as_str());
        }
        if let Some(kept) = kept {
            report = report.detail(format!("their originals are in {kept}"));
        }
        session.printer.error(&report);
    }
}
