//! Words for layers that cannot be added.
//! Border: see `wording`.
use super::{catalog, compose, create, list, migrate};
use crate::cli::add::AddError;
use crate::template::RECORD;
use crate::text::shell_line;
use crate::ui::{Report, Snippet, count};

/// Words an error.
pub(super) fn report(error: &AddError) -> Report {
    match error {
        AddError::NoSuchPath(error) => Report::new("no-such-path", error.to_string()).detail("nothing was changed"),
        AddError::NoLayer { path } => Report::new("no-layer", "no layer was named")
            .detail(format!("{path} is where the Worker is"))
            .hint("name the layers first: `pyworker add LAYER PATH`; `create-pyworker --list` has them"),
        AddError::NoWorker { root, found } => migrate::no_worker(root, found, "add LAYER"),
        AddError::SeveralWorkers { workers } => {
            let report = Report::new("several-workers", format!("there are {} Workers here", workers.len()));
            let report = workers.iter().fold(report, |report, (name, place)| report.detail(format!("{name}  {place}")));
            report.hint("say which: `--worker NAME`, or its path behind the layers")
        }
        AddError::UnknownWorker { name, known } => {
            let report = Report::new("unknown-worker", format!("no Worker here is called `{name}`"));
            match crate::text::closest(name, known.iter().map(String::as_str)) {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint(format!("there is {}", list(known))),
            }
        }
        AddError::Worker { root, problem } => migrate::broken(root, problem, "add LAYER")
            .unwrap_or_else(|| Report::new("worker", problem.to_string()).detail("nothing was changed")),
        AddError::Old { worker, evidence, path } => {
            let report = Report::new("old-worker", format!("`{worker}` is written for an older API than layers are"));
            let report = evidence.iter().fold(report, |report, line| report.detail(line.clone()));
            let words = ["pyworker", "migrate"].map(str::to_owned).into_iter().chain(path.iter().map(ToString::to_string));
            let words: Vec<String> = words.collect();
            report.detail("nothing was changed").hint(format!("bring it up to date first: {}", shell_line(&words)))
        }
        AddError::Record { path, error } => Report::new("record", format!("{path} is no record that can be used"))
            .at(Snippet {
                path: path.to_string(),
                text: error.text.clone(),
                range: error.range.clone(),
                label: error.problem.to_string(),
            })
            .detail("nothing was changed")
            .hint(format!("bring it back as it was: `git checkout -- {path}`; without a {RECORD} layers are laid over the Worker as it is")),
        AddError::Layers(missing) => match missing.as_slice() {
            [one] => catalog::report(one).detail("nothing was changed"),
            many => {
                let report = Report::new("unknown-template", format!("{} layers cannot be had", many.len()));
                let report = many.iter().fold(report, |report, error| {
                    let one = catalog::report(error);
                    let hint = one.hints.first().map(|hint| format!("; {hint}")).unwrap_or_default();
                    report.detail(format!("{}{hint}", one.title))
                });
                report.detail("nothing was changed")
            }
        },
        AddError::Compose(error) => compose::report(error),
        AddError::Answers(troubles) => {
            let worded: Vec<_> = troubles.iter().map(create::answer).collect();
            create::listed(&worded, "answers")
        }
        AddError::Clashes(clashes) => {
            let title = format!("{} there already, with other content", are(clashes.len()));
            let report = Report::new("file-exists", title);
            let report = clashes.iter().fold(report, |report, clash| {
                report.detail(format!("{}  (from the layer `{}`)", clash.path, clash.layer))
            });
            report.detail("nothing was changed").hint(
                "say what becomes of them: --on-conflict keep, take (the layer's), or merge (both, differences marked)",
            )
        }
        AddError::NoCurrentDirectory(source) => {
            Report::new("no-directory", "the current directory cannot be used").detail(source.to_string())
        }
    }
}

fn are(number: usize) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{} {verb}", count(number, "file"))
}
