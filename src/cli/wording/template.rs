//! Words for templates that cannot be used.
//! Border: see `wording`.
use crate::template::{ManifestProblem, SetProblem, TargetProblem, TemplateError, TemplatePlace};
use crate::ui::{Report, Snippet};

pub(super) fn report(error: &TemplateError) -> Report {
    match error {
        TemplateError::Manifest { place, problem } => manifest(place, problem),
        TemplateError::NoManifest { path } => Report::new("template-manifest", format!("{path} is missing")),
        TemplateError::UnknownFragment { path, known } => {
            Report::new("template-fragment", format!("{path} is no fragment that can be merged"))
                .hint(format!("layers, and only they, can have merge/{}", known.join(", merge/")))
        }
        TemplateError::Fragment { place, message } => {
            Report::new("template-fragment", format!("{} is not what its name says", place.path))
                .at(snippet(place, message.clone()))
                .detail("nothing was written")
        }
        TemplateError::NotText { path } => Report::new("template-not-text", format!("{path} is not UTF-8")),
        TemplateError::Render { place, message } => {
            Report::new("template-render", format!("{} cannot be rendered", place.path))
                .at(snippet(place, message.clone()))
                .detail("nothing was written")
        }
        TemplateError::TooMuch { path } => {
            Report::new("template-size", format!("the files of {path} come to more than 64 MiB"))
                .detail("nothing was written")
        }
        TemplateError::UnknownVariable { place, name, meant } => {
            let report = Report::new("template-variable", format!("{} uses an unknown variable", place.path))
                .at(snippet(place, format!("there is no variable `{name}`")))
                .detail("nothing was written");
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint("questions and computed values of template.toml are variables"),
            }
        }
        TemplateError::Path { path, rendered, problem } => {
            Report::new("template-path", format!("{path} would be written to a place that is not allowed"))
                .detail(format!("the path became `{rendered}`"))
                .detail(problem.to_string())
                .detail("nothing was written")
        }
        TemplateError::Set(problem) => set(problem),
        TemplateError::Target(problem) => target(problem),
        TemplateError::Answers(found) => {
            let troubles: Vec<_> = found.iter().map(super::create::answer).collect();
            super::create::listed(&troubles, "answers")
        }
    }
}

fn manifest(place: &TemplatePlace, problem: &ManifestProblem) -> Report {
    let report = Report::new("template-manifest", format!("{} is not a valid manifest", place.path))
        .at(snippet(place, problem.to_string()));
    match problem {
        ManifestProblem::UnknownKey { meant: Some(meant), .. }
        | ManifestProblem::UnknownVariable { meant: Some(meant), .. } => {
            report.hint(format!("did you mean `{meant}`?"))
        }
        ManifestProblem::UnknownKey { known, .. } => report.hint(format!("the keys here are {}", known.join(", "))),
        ManifestProblem::NoMatch => report.hint("paths are those of the project: `dot-` is `.`, and `.tera` is gone"),
        _ => report,
    }
}

fn set(problem: &SetProblem) -> Report {
    let report = Report::new("template-clash", problem.to_string());
    report.detail("nothing was written")
}

fn target(problem: &TargetProblem) -> Report {
    let report = Report::new("target", problem.to_string());
    let report = match problem {
        TargetProblem::Unreadable { source, .. } => report.detail(source.to_string()),
        _ => report,
    };
    report.detail("nothing was written").hint("choose a new or an empty directory")
}

pub(super) fn snippet(place: &TemplatePlace, label: String) -> Snippet {
    Snippet { path: place.path.to_string(), text: place.text.clone(), range: place.range.clone(), label }
}
