//! Words for plans that were not applied, or not undone.
//! Border: see `wording`.
use crate::plan::apply::{ApplyError, Obstacle, RefusedFile};
use crate::ui::{Report, count};

/// Words an error.
pub(super) fn report(error: &ApplyError) -> Report {
    match error {
        ApplyError::Refused { refused } => {
            let title = format!("{} cannot be written", count(refused.len(), "file"));
            let report = refused_files(Report::new("refused", title), refused);
            report.detail("nothing was changed").hint("once that is settled, run the command again")
        }
        ApplyError::Busy { lock } => Report::new("busy", "another pyworker is writing here")
            .detail(format!("it holds {lock}"))
            .hint("wait until it has finished, then run the command again"),
        ApplyError::System { action, path, source } => Report::new("system", format!("cannot {action} {path}"))
            .detail(source.to_string())
            .detail("nothing was changed"),
        ApplyError::Interrupted => Report::new("interrupted", "interrupted").detail("nothing was changed"),
        ApplyError::NotRolledBack { cause, failure, journal } => {
            let mut report = Report::new("not-rolled-back", "writing failed, and so did taking it back")
                .detail(cause.to_string())
                .detail(failure.to_string())
                .detail(format!("all originals are in {journal}"));
            if let ApplyError::Refused { refused } = failure.as_ref() {
                report = refused_files(report, refused);
            }
            report.hint("when the cause is gone (is the disk full?), `pyworker undo` takes the rest back")
        }
        ApplyError::BadJournal { path, reason } => {
            Report::new("bad-journal", "the record of the last change cannot be read")
                .detail(format!("{path}: {reason}"))
                .hint("if you do not need it for an undo, remove that directory")
        }
        ApplyError::NothingToUndo { root } => {
            let place = if root.as_str().is_empty() || root == "." { "here".to_owned() } else { format!("in {root}") };
            Report::new("nothing-to-undo", format!("there is nothing to undo {place}"))
                .hint("name the directory that was changed: `pyworker undo DIRECTORY`")
        }
    }
}

/// Words the refusal of an undo.
pub(super) fn undo(refused: &[RefusedFile]) -> Report {
    let report = Report::new("changed-since", "nothing was undone: files were changed since");
    let changed = |file: &RefusedFile| match &file.obstacle {
        Obstacle::Changed => format!("{} has changed since", file.path),
        Obstacle::Gone => format!("{} is gone", file.path),
        Obstacle::Exists => format!("{} is there again", file.path),
        other => format!("{}: {other}", file.path),
    };
    let report = refused.iter().fold(report, |report, file| report.detail(changed(file)));
    report.hint("bring them back to what they were then, or restore what you need from git")
}

fn refused_files(report: Report, refused: &[RefusedFile]) -> Report {
    refused.iter().fold(report, |report, file| report.detail(format!("{}: {}", file.path, file.obstacle)))
}
