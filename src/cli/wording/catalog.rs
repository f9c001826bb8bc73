//! Words for templates that cannot be had.
//! Border: see `wording`.
use super::list;
use super::template::snippet;
use crate::catalog::git::GitError;
use crate::catalog::{CatalogError, DocumentProblem, EntryKind, HashMismatch, Misnamed, Moved, Notice, url_of};
use crate::template::{ManifestProblem, TemplatePlace};
use crate::ui::Report;

pub(super) fn report(error: &CatalogError) -> Report {
    match error {
        CatalogError::UnknownCatalog { name, catalogs } => {
            Report::new("unknown-catalog", format!("there is no catalog `{name}`"))
                .hint(format!("the catalogs are {}", list(catalogs)))
                .hint("add one with `pyworker catalog add SOURCE`")
        }
        CatalogError::UnknownTemplate { kind, id, known, meant } => {
            let report = Report::new("unknown-template", format!("there is no {kind} `{id}`"));
            let report = match kind {
                // A directory of codemods could have been meant just as well.
                EntryKind::Codemods => report.detail("nor is there a directory of that name"),
                _ => report,
            };
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None if known.is_empty() => report.hint(format!("there is no {kind} at all here")),
                None => report.hint(format!("the {kind}s are {}; see `create-pyworker --list`", list(known))),
            }
        }
        CatalogError::NoEntry { id, catalog, known, meant } => {
            let report = Report::new("unknown-entry", format!("the catalog {catalog} has no entry `{id}`"));
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None if known.is_empty() => report.hint("it has none at all yet"),
                None => report.hint(format!("the entries are {}", list(known))),
            }
        }
        CatalogError::OtherKind { id, found, wanted } => {
            Report::new("other-kind", format!("`{id}` is a {found}, and a {wanted} is needed here"))
        }
        CatalogError::NoVersion { id, wanted, versions } => {
            let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
            let report = Report::new("no-version", format!("no version of `{id}` matches `{wanted}`"));
            match versions.as_slice() {
                [] => report.hint("it has no published version yet"),
                versions => report.hint(format!("there is {}", list(versions))),
            }
        }
        CatalogError::ToolTooOld { id, needed } => {
            Report::new("tool-too-old", format!("`{id}` needs pyworker {needed}"))
                .detail(format!("this is pyworker {}", env!("CARGO_PKG_VERSION")))
        }
        CatalogError::Document { place, problem } => document(place, problem),
        CatalogError::Reference { text, problem } => {
            Report::new("reference", format!("`{text}` is no template: {problem}"))
        }
        CatalogError::Location { problem } => Report::new("source", problem.to_string())
            .hint("a source is a directory, an address that git takes, or `gh:owner/repository//directory@version`"),
        CatalogError::NameTaken { name, location } => {
            Report::new("name-taken", format!("there is a catalog `{name}` already"))
                .detail(format!("it lies in {location}"))
                .hint("`--name` gives the new one another name; `pyworker catalog remove` takes the old one away")
        }
        CatalogError::NotConfigured { name, settings, elsewhere, is_built_in } => {
            let report = Report::new("unknown-catalog", format!("{settings} names no catalog `{name}`"));
            match (is_built_in, elsewhere) {
                (true, _) => report.hint("it comes with pyworker; a policy can forbid its use"),
                (false, true) => report.hint("the other settings do: add or leave out `--project`"),
                (false, false) => report.hint("`pyworker catalog list` shows the catalogs"),
            }
        }
        CatalogError::BadName { name, problem } => {
            Report::new("catalog-name", format!("`{name}` cannot be the name of a catalog"))
                .detail(problem.to_string())
                .detail("nothing was written")
                .hint("`--name` gives it another name than its directory's")
        }
        CatalogError::IsCatalog { directory } => {
            Report::new("is-catalog", format!("there is a catalog in {directory} already"))
                .detail("nothing was written")
                .hint("choose a new directory, or add to its catalog.toml")
        }
        CatalogError::NoHome => Report::new("no-home", "there is no place for the user's settings")
            .hint("set HOME or XDG_CONFIG_HOME, or use `--project`"),
        CatalogError::NoIndex { source_name, is_template } => {
            let report = Report::new("no-catalog", format!("there is no catalog in {source_name}"))
                .detail("a catalog has a catalog.toml at its top");
            if *is_template {
                report.hint(format!("this is a template: `create-pyworker --template {source_name}`"))
            } else {
                report.hint("`pyworker catalog init DIR` makes one")
            }
        }
        CatalogError::NoTemplate { source_name, templates } => {
            let report = Report::new("no-template", format!("there is no template in {source_name}"))
                .detail("a template has a template.toml at its top");
            match templates.as_slice() {
                [] => report,
                templates => report
                    .detail(format!("it is a catalog, with {}", list(templates)))
                    .hint("add it with `pyworker catalog add`, or name one of these directories"),
            }
        }
        CatalogError::NoDirectory { path } => Report::new("no-directory", format!("there is no directory {path}")),
        CatalogError::Unreadable { path, source } => {
            Report::new("unreadable", format!("{path} cannot be read")).detail(source.to_string())
        }
        CatalogError::Unwritable { path, source } => {
            Report::new("unwritable", format!("{path} cannot be written")).detail(source.to_string())
        }
        CatalogError::NotAFile { path, what } => Report::new("not-a-file", format!("{path} is {what}"))
            .detail("a catalog has plain files and directories alone")
            .detail("nothing was written"),
        CatalogError::Name { path, problem } => {
            Report::new("file-name", format!("{path} has a name that is not allowed"))
                .detail(problem.to_string())
                .detail("nothing was written")
        }
        CatalogError::NotText { path } => Report::new("not-text", format!("{path} is not UTF-8")),
        CatalogError::Excess { place, excess } => {
            Report::new("too-much", format!("{place} is more than a template may be"))
                .detail(excess.to_string())
                .detail("nothing was written")
        }
        CatalogError::Git(error) => git(error),
        CatalogError::Hash(mismatch) => {
            let HashMismatch { id, version, place, published, found } = mismatch.as_ref();
            Report::new("hash", format!("{id} {version} is not what was published"))
                .detail(format!("published: sha256:{published}"))
                .detail(format!("found:     sha256:{found}"))
                .detail(format!("in {place}"))
                .detail("nothing was written")
                .hint("a published version never changes: ask its owner for a new one")
        }
        CatalogError::Moved(moved) => self::moved(moved),
        CatalogError::Identity(misnamed) => {
            let Misnamed { id, version, found_id, found_version, path } = misnamed.as_ref();
            let title = format!("{path} does not belong to {id} {version}");
            Report::new("identity", title).detail(format!("it calls itself {found_id} {found_version}"))
        }
        CatalogError::Cycle { place, chain } => {
            Report::new("inheritance-cycle", format!("{} inherits from itself", place.path))
                .at(snippet(place, chain.join(" -> ")))
                .detail("nothing was written")
        }
        CatalogError::NoParent { place, id, meant } => {
            let report = Report::new("no-parent", format!("{} inherits from nobody", place.path))
                .at(snippet(place, format!("there is no template `{id}` in this catalog")));
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report,
            }
        }
        CatalogError::NoPartial { place, pattern } => {
            Report::new("no-partial", format!("{} names a partial that is not there", place.path))
                .at(snippet(place, format!("no file in partials/ matches `{pattern}`")))
        }
        CatalogError::NotASite { path, file } => {
            let report = match file {
                None => Report::new("not-a-site", format!("{path} is not empty, and no site that pyworker made")),
                Some(file) => Report::new("not-a-site", format!("{file} in {path} is not of the site, and in its way")),
            };
            report.detail("nothing was written").hint("choose a new or an empty directory")
        }
        CatalogError::NoDecision { name } => {
            Report::new("no-decision", format!("nothing was decided about commands of {name}"))
                .hint("`pyworker catalog trust list` shows all decisions")
        }
        CatalogError::NotAllowed { source_name, allowed, policy } => {
            let report = Report::new("not-allowed", format!("{source_name} is not an allowed source"))
                .detail(format!("{policy} decides"))
                .detail("nothing was written");
            match allowed.as_slice() {
                [] => report.detail("it allows no source"),
                allowed => report.detail(format!("it allows {}", list(allowed))),
            }
        }
        CatalogError::Template(error) => super::template::report(error),
    }
}

fn document(place: &TemplatePlace, problem: &DocumentProblem) -> Report {
    let report =
        Report::new("document", format!("{} is not valid", place.path)).at(snippet(place, problem.to_string()));
    match problem {
        DocumentProblem::Manifest(ManifestProblem::UnknownKey { meant: Some(meant), .. }) => {
            report.hint(format!("did you mean `{meant}`?"))
        }
        DocumentProblem::Manifest(ManifestProblem::UnknownKey { known, .. }) => {
            report.hint(format!("the keys here are {}", known.join(", ")))
        }
        DocumentProblem::Format { .. } => report.hint("a newer pyworker may read it"),
        DocumentProblem::Hash => report.hint("`pyworker catalog publish` writes versions with their hashes"),
        _ => report,
    }
}

fn moved(moved: &Moved) -> Report {
    let Moved { id, version, catalog, was, is, .. } = moved;
    let mut report = Report::new("moved", format!("{id} {version} is not what it was when it was first seen here"));
    if let (Some(was), Some(is)) = (&was.commit, &is.commit)
        && was != is
    {
        report = report.detail(format!("commit then: {was}")).detail(format!("commit now:  {is}"));
    }
    report = report
        .detail(format!("content then: sha256:{}", was.hash))
        .detail(format!("content now:  sha256:{}", is.hash))
        .detail("nothing was written");
    match catalog {
        Some(name) => report.hint(format!(
            "ask its owner; if that is right, `pyworker catalog update {name} --accept-moved` takes what is there now"
        )),
        None => report.hint("ask its owner, or name another version"),
    }
}

fn git(error: &GitError) -> Report {
    let with = |report: Report, said: &[String]| said.iter().fold(report, |report, line| report.detail(line));
    match error {
        GitError::NoGit => Report::new("no-git", "git is not installed")
            .detail("templates in repositories are fetched by the user's own git")
            .hint("install git, or use a directory"),
        GitError::Unreachable { address, said } => {
            with(Report::new("unreachable", format!("{address} cannot be reached")), said)
                .hint("with `--offline`, what was fetched last is used")
        }
        GitError::Denied { address, said } => {
            with(Report::new("denied", format!("{address} lets nobody in without a key or password")), said)
                .hint("if `git ls-remote` with this address works in your shell, this works too")
        }
        GitError::NotARepository { address, said } => {
            with(Report::new("no-repository", format!("there is no git repository at {address}")), said)
                .hint("private repositories look like this too, to whoever has no access")
        }
        GitError::Empty { address } => Report::new("empty-repository", format!("{address} has no commit yet")),
        GitError::NoHead { address, names } => {
            let names: Vec<String> = names.iter().take(10).cloned().collect();
            Report::new("no-head", format!("the default branch of {address} has no commit")).hint(format!(
                "name a branch, a tag or a commit, as in {address}@{}",
                names.join(&format!(", {address}@"))
            ))
        }
        GitError::NoReference { address, reference, meant } => {
            let title = format!("{address} has no tag, branch or commit `{reference}`");
            let report = Report::new("no-reference", title);
            match meant {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint(format!("`git ls-remote {}` lists those there are", url_of(address))),
            }
        }
        GitError::NotCached { address } => {
            Report::new("not-cached", format!("{address} was never fetched, and `--offline` forbids it now"))
                .hint("run the command once without `--offline`")
        }
        GitError::GivenUp { address, why } => {
            Report::new("given-up", format!("{address} was given up on")).detail(why).detail("nothing was written")
        }
        GitError::NoCache => {
            Report::new("no-cache", "there is no place for copies of repositories").hint("set HOME or XDG_CACHE_HOME")
        }
        GitError::Failed { command, said } => with(Report::new("git", format!("`git {command}` failed")), said),
    }
}

/// Words something that the user should be told.
pub(in crate::cli) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Deprecated { kind, id, replaced_by } => match replaced_by {
            Some(other) => format!("the {kind} {id} is deprecated; use {other}"),
            None => format!("the {kind} {id} is deprecated"),
        },
        Notice::Newer { id, newer, needed, chosen } => {
            format!("{id} {newer} needs pyworker {needed}; {chosen} is used")
        }
        Notice::Credentials { source } => {
            format!("the password or token in the address of {source} is used this time, and is not recorded")
        }
    }
}
