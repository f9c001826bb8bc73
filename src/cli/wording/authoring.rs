//! Words for what is wrong with a catalog that somebody works on.
//! Border: see `wording`.
use super::list;
use super::template::snippet;
use crate::authoring::lint::{Finding, Problem};
use crate::authoring::publish::PublishError;
use crate::authoring::testing::{Fault, SyntaxFault};
use crate::template::TemplatePlace;
use crate::ui::{Report, Snippet};

/// Words a finding of `catalog lint`.
pub(in crate::cli) fn finding(finding: &Finding) -> Report {
    match &finding.problem {
        Problem::Error(error) => without_writing(super::catalog::report(error)),
        Problem::NoManifest { place, path } => {
            let id = finding.entry.as_ref().map(|(_, id)| id.as_str()).unwrap_or_default();
            at("no-manifest", format!("`{id}` is not there"), place, format!("there is no {path}"))
                .hint("`path` says where an entry lies if it is not in the usual directory")
        }
        Problem::OtherKind { place, found, wanted } => {
            at("other-kind", format!("{} is not what the index says", place.path), place, format!("this is a {found}"))
                .hint(format!("catalog.toml lists it as a {wanted}"))
        }
        Problem::OtherId { place, found, wanted } => {
            let title = format!("{} is not what the index says", place.path);
            at("other-id", title, place, format!("this is `{found}`"))
                .hint(format!("catalog.toml lists it as `{wanted}`"))
        }
        Problem::Unlisted { place, kind, directory } => {
            let report = at("unlisted", format!("{directory} is not in the index"), place, "nobody can find it".into());
            report.hint(format!("add it as a [[{}]], or take it away", kind.table()))
        }
        Problem::NoReference { place, kind, id, meant } => {
            let label = format!("there is no {kind} `{id}` here or in what comes with pyworker");
            let report =
                at("broken-reference", format!("{} names a {kind} that is not there", place.path), place, label);
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report,
            }
        }
        Problem::ReplacedByDeprecated { place, id } => {
            let title = format!("{} replaces what is deprecated by what is deprecated", place.path);
            at("replaced-by-deprecated", title, place, format!("`{id}` is deprecated itself"))
        }
        Problem::NeedsCycle { place, chain } => {
            at("needs-cycle", format!("{} needs itself", place.path), place, chain.join(" -> "))
                .hint("`after` says that one comes later if both are there")
        }
        Problem::NoQuestion { place, name, meant } => {
            let title = format!("{} answers what nobody asks", place.path);
            let report = at("unknown-question", title, place, format!("there is no question `{name}`"));
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint("the questions are those of its base, its layers and those that they need"),
            }
        }
        Problem::PresetAnswer { place, reason } => {
            at("preset-answer", format!("{} has an answer that is not allowed", place.path), place, reason.clone())
        }
        Problem::Default { place, rendered, reason } => {
            let title = format!("{} has a default that its own question refuses", place.path);
            at("default", title, place, reason.clone())
                .hint(format!("for a project called `sample-worker` it becomes `{rendered}`"))
        }
        Problem::Unused { place, name } => {
            let title = format!("{} asks for what nothing uses", place.path);
            at("unused-variable", title, place, format!("`{name}` is not used"))
                .hint("use it in a file, a path or a condition, or leave it out")
        }
        Problem::GithubExpression { place } => {
            let title = format!("{} would take an expression of GitHub's for its own", place.path);
            at("github-expression", title, place, "this is rendered, and the `$` stays".into())
                .hint("leave out the suffix .tera, or put it between {% raw %} and {% endraw %}")
        }
        Problem::NoMatch { place } => {
            let title = format!("{} has a rule for no file", place.path);
            at("unmatched-rule", title, place, "no file of the template matches".into())
                .hint("paths are those of the project: `dot-` is `.`, and `.tera` is gone")
        }
        Problem::Changed { place, version, published, found } => {
            let title = format!("{} was changed without a new version", place.path);
            at("changed", title, place, format!("{version} is published already"))
                .detail(format!("published: sha256:{published}"))
                .detail(format!("found:     sha256:{found}"))
                .hint("give it a higher version here; `pyworker catalog publish` publishes it")
        }
        Problem::Behind { place, version, newest } => {
            let title = format!("{} is older than what is published", place.path);
            at("behind", title, place, format!("{version} is lower than {newest}"))
        }
        Problem::Published { place, version, error } => {
            let why = super::catalog::report(error);
            let mut report = at("published", format!("{version} cannot be had any more"), place, why.title);
            for detail in why.details.into_iter().filter(|line| line != NOTHING_WRITTEN) {
                report = report.detail(detail);
            }
            report.hint("tags have to be there too: in CI, fetch them (`fetch-depth: 0`)")
        }
    }
}

/// Words why a test fails; differences are shown as a diff.
pub(in crate::cli) fn fault(fault: &Fault) -> Vec<Report> {
    let report = match fault {
        Fault::Description { place, message } => {
            at("test-answers", format!("{} is not valid", place.path), place, message.clone())
        }
        Fault::NotText { path } => Report::new("not-text", format!("{path} is not UTF-8")),
        Fault::UnknownFile { path } => Report::new("test-file", format!("{path} means nothing in a test"))
            .hint("a test has answers.toml, existing/ and expected/"),
        Fault::Catalog(error) => super::catalog::report(error),
        Fault::Compose(error) => super::compose::report(error),
        Fault::Template(error) => super::template::report(error),
        Fault::InTheWay(paths) => {
            let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
            Report::new("in-the-way", format!("{} is there already, with other bytes", list(&paths)))
                .hint("files of existing/ that the layer brings too have to be the same")
        }
        Fault::Syntax(faults) => return faults.iter().map(syntax).collect(),
        Fault::NothingExpected => Report::new("nothing-expected", "it has no expected/")
            .hint("`pyworker catalog test --accept` writes it; look at it before you commit it"),
        Fault::Differs => Report::new("differs", "what is made is not what is expected")
            .hint("if it is right, `pyworker catalog test --accept` writes it"),
    };
    vec![without_writing(report)]
}

/// Words why a version cannot be published.
pub(super) fn publish(error: &PublishError) -> Report {
    let report = match error {
        PublishError::Catalog(error) => return super::catalog::report(error),
        PublishError::NoRepository { directory } => {
            Report::new("no-repository", format!("{directory} is in no git repository"))
                .detail("a version is read from the commit that its tag names")
                .hint("`git init && git add --all && git commit -m Catalog` makes one")
        }
        PublishError::NoCommit => Report::new("no-commit", "nothing of the catalog is committed yet")
            .hint("`git add --all && git commit -m Catalog`"),
        PublishError::Dirty { paths } => {
            let mut report = Report::new("dirty", "the catalog has files that are not committed");
            for path in paths.iter().take(MOST) {
                report = report.detail(path.to_string());
            }
            if let Some(more) = paths.len().checked_sub(MOST).filter(|more| *more > 0) {
                report = report.detail(format!("and {more} more"));
            }
            report.hint("`git add --all && git commit` first: what is published has to be what the commit has")
        }
        PublishError::Ignored { directory, paths } => {
            let title = format!("{directory} is not the same in git as it is here");
            paths
                .iter()
                .fold(Report::new("ignored", title), |report, path| report.detail(path))
                .hint("git ignores these files or changes their line ends: take them away, or tell git to keep them")
        }
        PublishError::NoManifest { place, path } => {
            at("no-manifest", format!("{} is not committed", path), place, "this entry has no manifest".into())
        }
        PublishError::Exists { place, version, published, found } => {
            let title = format!("{version} is published already, with other content");
            at("version-exists", title, place, "this version is taken".into())
                .detail(format!("published: sha256:{published}"))
                .detail(format!("found:     sha256:{found}"))
                .hint("a published version never changes: give it a higher one here, and commit that")
        }
        PublishError::Lower { place, version, newest } => {
            let title = format!("{version} is lower than what is published");
            at("version-lower", title, place, format!("the newest is {newest}"))
        }
        PublishError::TagTaken { tag } => Report::new("tag-taken", format!("there is a tag {tag} on another commit"))
            .hint("`--tag` names another one"),
        PublishError::TagName { tag, problem } => {
            Report::new("tag-name", format!("git cannot have a tag `{tag}`")).detail(problem.to_string())
        }
        PublishError::OneTag { tag, ids } => {
            Report::new("one-tag", format!("the tag {tag} cannot be that of {}", list(ids)))
                .hint("name one entry, or leave out `--tag`")
        }
        PublishError::Mistakes(findings) => {
            let mut report = Report::new("mistakes", "the catalog has mistakes");
            for finding in findings {
                let worded = self::finding(finding);
                let place = worded.snippet.as_ref().map(|it| {
                    let start = it.range.start.min(it.text.len());
                    format!("{}:{}: ", it.path, it.text[..start].matches('\n').count() + 1)
                });
                let label = worded.snippet.as_ref().map(|it| format!(": {}", it.label)).unwrap_or_default();
                report =
                    report.detail(format!("{}[{}] {}{label}", place.unwrap_or_default(), worded.code, worded.title));
            }
            report.hint("`pyworker catalog lint` shows them where they stand")
        }
    };
    report.detail(NOTHING_WRITTEN)
}

/// More files than this are not listed.
const MOST: usize = 8;

/// What a command says that would have written something.
const NOTHING_WRITTEN: &str = "nothing was written";

fn without_writing(mut report: Report) -> Report {
    report.details.retain(|line| line != NOTHING_WRITTEN);
    report
}

fn syntax(fault: &SyntaxFault) -> Report {
    let SyntaxFault { path, text, range, message } = fault;
    let (path_text, text, range) = (path.to_string(), text.clone(), range.clone());
    Report::new("syntax", format!("{path} cannot be read"))
        .at(Snippet { path: path_text, text, range, label: message.clone() })
        .detail("this is how the project has it")
}

fn at(code: &'static str, title: String, place: &TemplatePlace, label: String) -> Report {
    Report::new(code, title).at(snippet(place, label))
}
