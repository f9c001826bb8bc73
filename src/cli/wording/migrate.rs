//! Words for migrations that cannot be planned.
//! Border: see `wording`.
use camino::Utf8Path;

use crate::cli::migrate::MigrateError;
use crate::cli::scope::NoSuchPath;
use crate::codemods::declarative::RuleError;
use crate::plan::Place;
use crate::project::{Problem, is_document};
use crate::text::{LineIndex, Source, closest};
use crate::ui::{Report, Snippet, count};

/// Words an error.
pub(super) fn report(error: &MigrateError) -> Report {
    match error {
        MigrateError::NoSuchPath(NoSuchPath { path }) => {
            Report::new("no-such-path", format!("{path} does not exist")).detail("nothing was changed")
        }
        MigrateError::NoWorker { root, found } => no_worker(root, found, "migrate"),
        MigrateError::UnknownRule { option, code, known } => {
            let mut report = Report::new("unknown-rule", format!("no rule has the code `{code}`"));
            if let Some(option) = option {
                report = report.detail(format!("named by {option}"));
            }
            match closest(&code.to_ascii_uppercase(), known.iter().map(String::as_str)) {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint("`pyworker explain` lists all rules"),
            }
        }
        MigrateError::Rules { faults } => rules(faults),
        MigrateError::NoCodemods => Report::new("no-codemods", "there are no codemods to test")
            .detail("no directory was named, and no pyworker.toml names one")
            .hint("name the directory: `pyworker codemod test DIR`, or start one: `pyworker codemod new ACME001 acme-http`"),
        MigrateError::BadCode { code } => Report::new("bad-code", format!("`{code}` cannot be the code of a codemod"))
            .detail("a code has capital letters and digits, begins with a letter and not with PW")
            .hint("for example: `pyworker codemod new ACME001 acme-http`"),
        MigrateError::BadName { name } => Report::new("bad-name", format!("`{name}` cannot be the name of a codemod"))
            .detail("a name has small letters, digits and hyphens, and begins with a letter")
            .hint("for example: `pyworker codemod new ACME001 acme-http`"),
        MigrateError::CodemodExists { directory } => {
            Report::new("codemod-exists", format!("{directory} exists")).detail("nothing was written")
        }
        MigrateError::BadDate { text } => Report::new("bad-date", format!("`{text}` is not a compatibility date"))
            .hint("write it as year, month and day: --compatibility-date 2026-01-31; it must not be in the future"),
        MigrateError::Dirty { paths } => {
            let title = format!("{} would be written, and git does not have what is in it", count(paths.len(), "file"));
            let title = if paths.len() == 1 { title } else { title.replace("in it", "in them") };
            let report = Report::new("dirty", title);
            paths
                .iter()
                .fold(report, |report, path| report.detail(path.as_str()))
                .detail("nothing was changed")
                .hint("commit or stash them first: `git stash push -- FILE…`, or add --allow-dirty")
        }
        MigrateError::PlanFile { path, error } => Report::new("plan-file", format!("{path} cannot be used"))
            .detail(error.to_string())
            .detail("nothing was changed")
            .hint("make a new one: `pyworker migrate --plan FILE`"),
        MigrateError::File { action, path, source } => {
            Report::new("file", format!("cannot {action} {path}")).detail(source.to_string())
        }
        MigrateError::NoCurrentDirectory(source) => {
            Report::new("no-directory", "the current directory cannot be used").detail(source.to_string())
        }
    }
}

/// A single fault is shown with its line, several with their places.
fn rules(faults: &[RuleError]) -> Report {
    let report = match faults {
        [RuleError { place, message, .. }] => match snippet(place, message) {
            Some(snippet) => Report::new("codemods", "a codemod cannot be used").at(snippet),
            None => Report::new("codemods", format!("{}: {message}", place.path)),
        },
        many => many.iter().fold(
            Report::new("codemods", format!("{} in codemods", count(many.len(), "mistake"))),
            |report, RuleError { place, message, .. }| {
                let at = if place.line > 0 { format!(":{}:{}", place.line, place.column) } else { String::new() };
                report.detail(format!("{}{at}: {message}", place.path))
            },
        ),
    };
    report.detail("nothing was changed")
}

fn snippet(place: &Place, label: &str) -> Option<Snippet> {
    let text = std::fs::read_to_string(&place.path).ok().filter(|_| place.line > 0)?;
    let start = LineIndex::new(&text).start(place.line - 1);
    let before: usize = text[start..].chars().take(place.column.saturating_sub(1)).map(char::len_utf8).sum();
    let at = start + before;
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    Some(Snippet { path: place.path.to_string(), range: at..end, text, label: label.to_owned() })
}

/// Words a search that found no Worker; `command` is what was run.
pub(super) fn no_worker(root: &Utf8Path, found: &crate::project::NoWorker, command: &str) -> Report {
    if let [problem] = found.problems.as_slice()
        && let Some(report) = broken(root, problem, command)
    {
        return report;
    }
    let mut report = Report::new("no-worker", "no Python Worker was found");
    for path in &found.looked_at {
        report = report.detail(format!("looked in {}", root.join(path).as_str().trim_end_matches('/')));
    }
    for problem in &found.problems {
        report = report.detail(problem.to_string());
    }
    for (config, main) in found.not_python.iter().take(5) {
        report = report.detail(match main {
            Some(main) => format!("{config} is not for Python: its `main` is {main}"),
            None => format!("{config} has no `main`"),
        });
    }
    report = report.detail("nothing was changed");
    let is_document = |problem: &Problem| match problem {
        Problem::NotAWorkerFile { path } => is_document(path.as_std_path().extension()),
        _ => false,
    };
    if found.problems.iter().any(is_document) {
        return report.hint("Python in Markdown is migrated with --markdown");
    }
    match above(root) {
        Some(config) => report.hint(format!("{config} is above: run `pyworker {command}` there")),
        None => report.hint(format!(
            "a Worker has a wrangler.jsonc, wrangler.json or wrangler.toml with a Python `main`; \
             without one, name its entry module: `pyworker {command} src/entry.py`",
        )),
    }
}

/// A configuration in a directory above, where the user may have meant to be.
fn above(root: &Utf8Path) -> Option<camino::Utf8PathBuf> {
    let configs = |directory: &Utf8Path| {
        let names = crate::config::wrangler::FILE_NAMES.iter();
        names.map(|name| directory.join(name)).find(|config| config.is_file())
    };
    root.ancestors().skip(1).take(4).find_map(configs)
}

/// A single broken configuration is shown with its place.
pub(super) fn broken(root: &Utf8Path, problem: &Problem, command: &str) -> Option<Report> {
    let Problem::BrokenConfig { path, error } = problem else {
        return None;
    };
    let language = if path.extension() == Some("toml") { "TOML" } else { "JSON" };
    let source = std::fs::read(root.join(path)).ok().and_then(|bytes| Source::decode(&bytes).ok())?;
    let end = source.text[error.offset.min(source.text.len())..].chars().next().map_or(0, char::len_utf8);
    let report = Report::new("broken-config", format!("{path} is not valid {language}"))
        .at(Snippet {
            path: path.to_string(),
            range: error.offset..error.offset + end,
            text: source.text,
            label: error.message.clone(),
        })
        .detail("nothing was changed")
        .hint(format!("fix the file, then run `pyworker {command}` again"));
    Some(report)
}
