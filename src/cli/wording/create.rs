//! Words for projects that cannot be made as they were asked for.
//! Border: see `wording`.
use super::{catalog, compose, list};
use crate::cli::create::{AnswersFileError, TargetTrouble, Trouble};
use crate::template::{AnswerProblem, AnswerTrouble, Answered, Given};
use crate::ui::{Report, Snippet};

/// One trouble: a report of its own when it is alone, a line when there are more.
pub(super) struct Worded {
    report: Report,
    line: String,
    missing: bool,
}

/// Words everything that stands in the way, at once.
pub(super) fn request(troubles: &[Trouble], example: Option<&str>) -> Report {
    let worded: Vec<Worded> = troubles.iter().map(trouble).collect();
    let report = listed(&worded, "arguments");
    match example {
        Some(example) => report.hint(format!("for example: {example}")),
        None => report,
    }
}

/// One report for any number of troubles; `what` names them all.
pub(super) fn listed(worded: &[Worded], what: &str) -> Report {
    let all_missing = worded.iter().all(|worded| worded.missing);
    let report = match worded {
        [one] => one.report.clone(),
        many => {
            let title = if all_missing {
                format!("{what} are missing, and there is no terminal to ask for them")
            } else {
                format!("{} {what} are missing or wrong", many.len())
            };
            let code = if all_missing { "missing-arguments" } else { "arguments" };
            // Flags in one column, what they are for in the other.
            let width = many.iter().filter_map(|one| one.line.split_once("  ")).map(|(flag, _)| flag.len()).max();
            many.iter().fold(Report::new(code, title), |report, one| {
                report.detail(match (one.line.split_once("  "), width) {
                    (Some((flag, rest)), Some(width)) => format!("{flag:<width$}  {rest}"),
                    _ => one.line.clone(),
                })
            })
        }
    };
    let nothing = "nothing was written";
    if report.details.iter().any(|detail| detail == nothing) { report } else { report.detail(nothing) }
}

fn missing(flag: &str, title: &str, rest: &str) -> Worded {
    Worded {
        report: Report::new("missing-arguments", format!("{title}, and there is no terminal to ask for it"))
            .detail(format!("{flag}  {rest}")),
        line: format!("{flag}  {rest}"),
        missing: true,
    }
}

fn wrong(report: Report, flag: &str) -> Worded {
    let hint = report.hints.first().map(|hint| format!("; {hint}")).unwrap_or_default();
    let line = format!("{flag}  {}{hint}", report.title);
    Worded { report, line, missing: false }
}

fn trouble(trouble: &Trouble) -> Worded {
    match trouble {
        Trouble::NoDirectory => missing("DIR", "the directory is missing", "where the project goes"),
        Trouble::NoTemplate { known } => {
            missing("--template TEMPLATE", "the template is missing", &format!("what to start from: {}", list(known)))
        }
        Trouble::NoConsent => {
            missing("--yes", "the permission to write is missing", "to take the recommended answers and write")
        }
        Trouble::Target(trouble) => wrong(target(trouble), "DIR"),
        Trouble::Name { name, from_directory, problem, like } => {
            let title = if *from_directory {
                format!("the directory's name `{name}` cannot be the Worker's name: {problem}")
            } else {
                format!("`{name}` cannot be the Worker's name: {problem}")
            };
            let report = Report::new("name", title);
            let report = match like {
                Some(like) => report.hint(format!("use `--name {like}`")),
                None => report.hint("use `--name NAME`"),
            };
            wrong(report, if *from_directory { "DIR" } else { "--name" })
        }
        Trouble::Catalog(error) => wrong(catalog::report(error), "--template"),
        Trouble::Layer(error) => wrong(catalog::report(error), "--with"),
        Trouble::Compose(error) => wrong(compose::report(error), "--with"),
        Trouble::Answer(trouble) => answer(trouble),
    }
}

/// Words one answer that is missing or wrong.
pub(super) fn answer(trouble: &AnswerTrouble) -> Worded {
    let flag = format!("--set {}", trouble.name);
    let prompt = trouble.prompt.as_deref().unwrap_or_default();
    match &trouble.problem {
        AnswerProblem::Missing { default } => {
            let default = default.as_ref().map(|default| format!(" (recommended: {default})")).unwrap_or_default();
            let title = format!("the answer `{}` is missing", trouble.name);
            let flag = format!("{flag}=VALUE");
            missing(&flag, &title, &format!("{}{default}", prompt.trim_end_matches('?')))
        }
        AnswerProblem::Invalid { given, from, reason } => {
            let given = given.as_ref().filter(|given| !given.is_empty());
            let given = given.map(|given| format!(" `{given}`")).unwrap_or_default();
            let title = format!(
                "the answer{given} for `{}` ({}) is not allowed: {reason}",
                trouble.name,
                place(from, &trouble.name)
            );
            wrong(Report::new("answer", title), &flag)
        }
        AnswerProblem::Unknown { from, meant } => {
            let title = format!("there is no question `{}` ({})", trouble.name, place(from, &trouble.name));
            let report = Report::new("unknown-answer", title);
            let report = match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report,
            };
            wrong(report, &flag)
        }
        AnswerProblem::Decided { from, value } => {
            let from = place(from, &trouble.name);
            let title = format!("`{}` ({from}) is answered already in this project: {value}", trouble.name);
            wrong(Report::new("answer-decided", title), &flag)
        }
        AnswerProblem::Prescribed { value, policy, from } => {
            let title =
                format!("`{}` ({}) is not open: {policy} says `{value}`", trouble.name, place(from, &trouble.name));
            wrong(Report::new("answer-prescribed", title).hint("leave it out"), &flag)
        }
        AnswerProblem::NotAsked { from, when } => {
            let title = format!("`{}` ({}) is not asked with these answers", trouble.name, place(from, &trouble.name));
            wrong(Report::new("answer-not-asked", title).hint(format!("it is asked when `{when}`")), &flag)
        }
    }
}

fn place(from: &Answered, name: &str) -> String {
    match from {
        Answered::Flag => "from --set".to_owned(),
        Answered::File(path) => format!("from {path}"),
        Answered::Environment => format!("from the variable {}", Given::environment_name(name)),
        Answered::Prompt => "just typed".to_owned(),
        Answered::Before => "from last time".to_owned(),
        Answered::Policy(path) => format!("from the policy in {path}"),
        Answered::Preset => "from the preset".to_owned(),
    }
}

fn target(trouble: &TargetTrouble) -> Report {
    let report = Report::new("target", trouble.to_string());
    match trouble {
        TargetTrouble::NotEmpty { found, more, .. } => {
            let mut found = found.clone();
            if *more > 0 {
                found.push(format!("{more} more"));
            }
            let report = Report { code: "target-not-empty", ..report };
            report.detail(format!("there is {}", list(&found))).hint("choose a new or an empty directory")
        }
        TargetTrouble::NotADirectory { .. } => report.hint("choose a new or an empty directory"),
        TargetTrouble::Unreadable { source, .. } => report.detail(source.to_string()),
    }
}

/// A trouble with the target as one sentence, for a prompt.
pub(in crate::cli) fn sentence(trouble: &TargetTrouble) -> String {
    let text = match trouble {
        TargetTrouble::Unreadable { source, .. } => format!("{trouble}: {source}"),
        TargetTrouble::NotADirectory { .. } | TargetTrouble::NotEmpty { .. } => trouble.to_string(),
    };
    format!("{text}.")
}

/// Words a file of answers that cannot be used.
pub(super) fn answers_file(error: &AnswersFileError) -> Report {
    match error {
        AnswersFileError::Unreadable { path, source } => {
            Report::new("answers-file", format!("{path} cannot be read")).detail(source.to_string())
        }
        AnswersFileError::Content { path, text, range, message } => {
            Report::new("answers-file", format!("{path} has no valid answers")).at(Snippet {
                path: path.to_string(),
                text: text.clone(),
                range: range.clone(),
                label: message.clone(),
            })
        }
    }
    .detail("nothing was written")
}
