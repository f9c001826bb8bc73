//! Words for projects that cannot be updated.
//! Border: see `wording`.
use super::{catalog, compose, list, template};
use crate::compose::{RecordError, RecordProblem};
use crate::template::RECORD;
use crate::text::closest;
use crate::ui::{Report, Snippet};
use crate::update::UpdateError;

pub(super) fn report(error: &UpdateError) -> Report {
    match error {
        UpdateError::NoSuchPath { path } => {
            Report::new("no-such-path", format!("{path} does not exist")).detail("nothing was changed")
        }
        UpdateError::NoRecord { root, above } => {
            let report = Report::new("no-record", format!("there is no {RECORD} in {root}"))
                .detail("nobody knows what the project was made from")
                .detail("nothing was changed");
            match above {
                Some(above) => report.hint(format!("{above} has one: run the command there")),
                None => report
                    .hint("`pyworker add LAYER` adds layers to a Worker that was made without a template")
                    .hint("`pyworker migrate` brings the code itself up to today's API"),
            }
        }
        UpdateError::Record(error) => record(error),
        UpdateError::Unreadable { path, source } => {
            Report::new("unreadable", format!("{path} cannot be read")).detail(source.to_string())
        }
        UpdateError::RecordedAnswer { text, range, name, reason, meant } => {
            let report = Report::new("recorded-answer", format!("{RECORD} has a wrong answer to `{name}`"))
                .at(snippet(text, range.clone(), reason.clone()))
                .detail("nothing was changed");
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint(format!("correct it there, or give it: `--set {name}=ANSWER`")),
            }
        }
        UpdateError::NotPart { id, known } => {
            let report = Report::new("not-part", format!("the project is not made from `{id}`"))
                .detail(format!("it is made from {}", list(known)))
                .detail("nothing was changed");
            match closest(id, known.iter().map(String::as_str)) {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint(format!("`pyworker add {id}` adds it, if it is a layer")),
            }
        }
        UpdateError::Older { id, from, to } => {
            Report::new("older", format!("`{id}` is at {from} here, and {to} is older"))
                .detail("an update only goes forward")
                .detail("nothing was changed")
                .hint("`pyworker undo` takes the last update back")
        }
        UpdateError::Gone { id, source_name, error } => {
            let inner = catalog::report(error);
            let report = Report::new("gone", format!("`{id}` cannot be had from {source_name}")).detail(inner.title);
            let report = inner.details.into_iter().fold(report, Report::detail);
            inner.hints.into_iter().fold(report.detail("nothing was changed"), Report::hint)
        }
        UpdateError::Migration { id, version, reason } => {
            Report::new("template-migration", format!("the migration of `{id}` to {version} cannot be made"))
                .detail(reason.clone())
                .detail("nothing was changed")
                .hint("tell the template's author; `--to` an earlier version works meanwhile")
        }
        UpdateError::Catalog(error) => catalog::report(error),
        UpdateError::Compose(error) => compose::report(error),
        UpdateError::Template(error) => template::report(error),
    }
}

fn record(error: &RecordError) -> Report {
    let RecordError { text, range, problem } = error;
    let report = Report::new("record", format!("{RECORD} cannot be used"));
    let report = if text.is_empty() {
        report.detail(problem.to_string())
    } else {
        report.at(snippet(text, range.clone(), problem.to_string()))
    };
    let report = report.detail("nothing was changed");
    match problem {
        RecordProblem::Format { .. } => report.hint("a newer pyworker wrote it: update pyworker"),
        _ => report.hint(format!("pyworker writes this file; `git checkout -- {RECORD}` brings the last one back")),
    }
}

fn snippet(text: &str, range: std::ops::Range<usize>, label: String) -> Snippet {
    Snippet { path: RECORD.to_owned(), text: text.to_owned(), range, label }
}
