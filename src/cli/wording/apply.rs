//! Words for plans that were not applied.
//! Border: see `wording`.
use crate::plan::apply::ApplyError;
use crate::ui::Report;

pub(super) fn report(error: &ApplyError) -> Report {
    match error {
        ApplyError::Refused { refused } => {
            let title = match &refused[..] {
                [one] => format!("{} cannot be written", one.path),
                many => format!("{} files cannot be written", many.len()),
            };
            let mut report = Report::new("refused", title);
            for file in refused {
                report = report.detail(format!("{}: {}", file.path, file.obstacle));
            }
            report.detail("nothing was changed")
        }
        ApplyError::Busy { lock } => Report::new("busy", "another pyworker is writing here")
            .detail("nothing was changed")
            .hint(format!("wait for it; if there is none, remove {lock}")),
        ApplyError::System { action, path, source } => Report::new("system", format!("cannot {action} {path}"))
            .detail(source.to_string())
            .detail("everything is as it was before"),
        ApplyError::Interrupted => Report::new("interrupted", "interrupted").detail("everything is as it was before"),
        ApplyError::NotRolledBack { cause, failure, journal } => {
            Report::new("not-rolled-back", "writing failed, and taking it back failed too")
                .detail(cause.to_string())
                .detail(failure.to_string())
                .detail(format!("all originals are in {journal}"))
                .hint("when the cause is gone, `pyworker undo` puts them back")
        }
        ApplyError::BadJournal { path, reason } => {
            Report::new("bad-journal", format!("the journal {path} cannot be read")).detail(reason.clone())
        }
        ApplyError::NothingToUndo { root } => {
            Report::new("nothing-to-undo", format!("there is nothing to undo in {root}"))
        }
    }
}
