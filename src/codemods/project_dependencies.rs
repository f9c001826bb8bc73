//! PW510: the dependencies in `pyproject.toml`, where pywrangler looks for them, and the platform's tools in the dev
//! group.
//! Border: pyproject; the old files are PW512's.
use camino::Utf8PathBuf;

use crate::config::carry::{Carried, Remark, RemarkKind};
use crate::config::pyproject::{Home, NewProject, Pyproject, new_pyproject};
use crate::config::requirement::{Requirement, allows_version};
use crate::config::{Editor, ParseError, packages, platform};
use crate::plan::{Content, Edit, FileMode, Finding, Place, Rule, Safety, Standing};

use super::configuration::{TextFile, listed, newline, target_date};
use super::packaging::{carried, platform_tools, requirement_files};
use super::{Action, Codemod, Context, Era, Meta, Proposal, Proposals};

/// The codemod.
pub struct ProjectDependencies;

static META: Meta = Meta {
    rule: Rule::new("PW510", "project-dependencies"),
    summary: "dependencies stand in pyproject.toml, workers-py and the SDK in its dev group",
    page: include_str!("../../codemods/PW510-project-dependencies/page.md"),
    needles: &[],
};

impl Codemod for ProjectDependencies {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn companions(&self, context: &Context<'_>) -> &'static [&'static str] {
        // Global handlers go on getting what they always got, whatever SDK lies beside them.
        if context.facts.era == Era::B { &["PW4"] } else { &[] }
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if context.worker.config.is_none() {
            return;
        }
        let files = requirement_files(context);
        let carried = carried(context, &files);
        let path = context.worker.directory.join("pyproject.toml");
        match TextFile::read(context, &path) {
            None if context.files.exists(&path) => refused(&path, "the file is not UTF-8 text", proposals),
            None => create(context, path, &files, &carried, proposals),
            Some(file) => match Pyproject::parse(file.text.clone()) {
                Ok(pyproject) => change(context, &file, &pyproject, &files, &carried, proposals),
                Err(error) => broken(&file, &error, proposals),
            },
        }
        remarks(context, &files, &carried, proposals);
        old_lock(context, proposals);
    }
}

fn refused(path: &Utf8PathBuf, reason: &str, proposals: &mut Proposals) {
    proposals.findings.push(Finding {
        rule: META.rule.clone(),
        standing: Standing::Refused,
        place: Place::file(path.clone()),
        reason: reason.to_owned(),
        next_step: Some("fix the file, then run the migration again".to_owned()),
    });
}

fn broken(file: &TextFile, error: &ParseError, proposals: &mut Proposals) {
    proposals.findings.push(Finding {
        rule: META.rule.clone(),
        standing: Standing::Refused,
        place: file.place(error.offset),
        reason: format!("not valid TOML: {}", error.message),
        next_step: Some("fix the file, then run the migration again".to_owned()),
    });
}

/// The names of the old files, for titles.
fn sources(files: &[TextFile]) -> String {
    listed(&files.iter().filter_map(|file| file.path.file_name().map(str::to_owned)).collect::<Vec<_>>())
}

fn create(context: &Context<'_>, path: Utf8PathBuf, files: &[TextFile], carried: &Carried, proposals: &mut Proposals) {
    let development: Vec<_> = platform_tools().into_iter().chain(carried.development.iter().cloned()).collect();
    let text = new_pyproject(&NewProject {
        name: &context.worker.name,
        requires_python: platform::REQUIRES_PYTHON,
        dependencies: &carried.dependencies,
        tail: &[],
        development: &development,
    });
    let text = text.replace('\n', newline(context));
    let title = if files.is_empty() {
        "pyproject.toml with workers-py and the SDK".to_owned()
    } else {
        format!("pyproject.toml from {}", sources(files))
    };
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: Place::file(path.clone()),
        subject: String::new(),
        title,
        reason: "pywrangler vendors what [project].dependencies names, and the SDK with it; the runtime ships none since 2026-04-21.".to_owned(),
        safety: Safety::Safe,
        needs: Vec::new(),
        actions: [Action::Create { path, content: Content::from(text.into_bytes()), mode: FileMode::Regular }]
            .into_iter()
            .chain(local_python(context, platform::REQUIRES_PYTHON))
            .collect(),
    });
}

/// The version in `.python-version`, where `requires` excludes it: uv would refuse to run.
fn local_python(context: &Context<'_>, requires: &str) -> Option<Action> {
    let file = TextFile::read(context, &context.worker.directory.join(".python-version"))?;
    let line = file.text.lines().next().unwrap_or_default();
    let version = line.trim().strip_prefix("cpython-").unwrap_or(line.trim());
    if !version.starts_with(|first: char| first.is_ascii_digit()) || allows_version(requires, version) {
        return None;
    }
    let start = line.find(version)?;
    let python = platform::python_version(target_date(context));
    Some(file.edit(vec![Edit::replace(start..start + version.len(), python)]))
}

fn change(
    context: &Context<'_>,
    file: &TextFile,
    pyproject: &Pyproject,
    files: &[TextFile],
    carried: &Carried,
    proposals: &mut Proposals,
) {
    let present = pyproject.dependencies();
    let poetry = present.iter().any(|dependency| matches!(dependency.home, Home::Poetry(_)));
    if !pyproject.has_project() && poetry {
        let at = present.iter().find(|dependency| matches!(dependency.home, Home::Poetry(_)));
        proposals.manual(
            &META.rule,
            file.place(at.map_or(0, |dependency| dependency.range.start)),
            "pywrangler reads [project].dependencies; this project keeps its dependencies in [tool.poetry]",
            "move name, version and dependencies to [project] (PEP 621), and workers-py and workers-runtime-sdk to a dev group",
        );
        return;
    }
    if pyproject.has_dynamic_dependencies() {
        let wants_some = !carried.dependencies.is_empty();
        proposals.manual(
            &META.rule,
            file.place(0),
            "dependencies are dynamic: the build system reads them from another file",
            if wants_some {
                "write them into [project].dependencies and take them out of `dynamic`"
            } else {
                "see that pywrangler sync finds them"
            },
        );
        return;
    }
    let (edits, titles) = match edits(context, pyproject, files, carried) {
        Ok(done) => done,
        Err(error) => {
            proposals.manual(
                &META.rule,
                file.place(0),
                error.to_string(),
                "add the dependencies, and a dev group with workers-py and workers-runtime-sdk, by hand",
            );
            return;
        }
    };
    let required = if titles.iter().any(|title| title.contains("is allowed")) || !pyproject.has_project() {
        platform::REQUIRES_PYTHON
    } else {
        pyproject.requires_python().unwrap_or_default()
    };
    let local = local_python(context, required);
    if edits.is_empty() && local.is_none() {
        return;
    }
    let mut titles = titles;
    if local.is_some() {
        titles.push("a .python-version that it allows".to_owned());
    }
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: file.place(edits.first().map_or(0, |edit| edit.start)),
        subject: titles.join(" "),
        title: format!("pyproject.toml: {}", listed(&titles)),
        reason: "pywrangler vendors what [project].dependencies names, and runs from the dev group beside the SDK."
            .to_owned(),
        safety: Safety::Safe,
        needs: Vec::new(),
        actions: (!edits.is_empty()).then(|| file.edit(edits)).into_iter().chain(local).collect(),
    });
}

fn edits(
    context: &Context<'_>,
    pyproject: &Pyproject,
    files: &[TextFile],
    carried: &Carried,
) -> Result<(Vec<Edit>, Vec<String>), crate::config::EditError> {
    let mut editor = Editor::new(pyproject.document());
    let mut titles = Vec::new();
    let parsed = |editor: &Editor| Pyproject::of(editor.document().clone());
    if !pyproject.has_project() {
        let edits = pyproject.add_project(&NewProject {
            name: &context.worker.name,
            requires_python: platform::REQUIRES_PYTHON,
            dependencies: &[],
            tail: &[],
            development: &[],
        });
        editor.apply(&edits)?;
        titles.push("a [project] table".to_owned());
    }
    let requires = pyproject.requires_python().unwrap_or_default();
    let python = platform::python_version(target_date(context));
    if !allows_version(requires, python) {
        editor.apply(&parsed(&editor).set_requires_python(platform::REQUIRES_PYTHON)?)?;
        titles.push(format!("Python {python} is allowed"));
    }
    let before = editor.document().text().to_owned();
    editor.apply(&parsed(&editor).add_dependencies(&carried.dependencies)?)?;
    if editor.document().text() != before {
        titles.push(format!("dependencies from {}", sources(files)));
    }
    let tools = platform_tools();
    for dependency in parsed(&editor).dependencies() {
        let tool = tools.iter().find(|tool| tool.requirement.normalised_name() == dependency.name);
        let (Some(tool), Some(requirement)) = (tool, &dependency.requirement) else { continue };
        if dependency.home == Home::Project {
            continue;
        }
        if let Some(raised) = raised(requirement, &tool.requirement) {
            editor.apply(&parsed(&editor).replace(&dependency, &raised)?)?;
            titles.push(raised.to_string());
        }
    }
    let before = editor.document().text().to_owned();
    let development: Vec<_> = tools.iter().cloned().chain(carried.development.iter().cloned()).collect();
    let deployed = parsed(&editor);
    let moves = deployed.dependencies().iter().any(|dependency| {
        dependency.home == Home::Project && packages::PLATFORM_TOOLS.contains(&dependency.name.as_str())
    });
    let edits = if moves {
        deployed.move_to_development(&packages::PLATFORM_TOOLS, &development)?
    } else {
        deployed.add_development(&development)?
    };
    editor.apply(&edits)?;
    if editor.document().text() != before {
        let there =
            |name: &str| deployed.dependencies().iter().any(|known| known.home != Home::Project && known.name == name);
        let names = development.iter().map(|new| new.requirement.normalised_name()).filter(|name| !there(name));
        titles.push(format!("{} in the dev group", listed(&names.collect::<Vec<_>>())));
    }
    Ok((editor.finish(), titles))
}

/// A requirement of a platform tool that allows no version older than `minimum` has, or none at all that is new enough:
/// what it should be instead.
fn raised(requirement: &Requirement, minimum: &Requirement) -> Option<Requirement> {
    let oldest = minimum.specifier.trim_start_matches(">=");
    let newest = if minimum.name == "workers-py" { platform::WORKERS_PY } else { platform::WORKERS_RUNTIME_SDK };
    // Without a word about versions the newest one is meant.
    if requirement.url.is_some() || requirement.specifier.is_empty() {
        return None;
    }
    let raised = |specifier: String| Some(Requirement { specifier, ..requirement.clone() });
    let parts: Vec<&str> = requirement.specifier.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if !allows_version(&requirement.specifier, newest) {
        // Pinned to something new enough: that was a decision.
        let pinned = requirement.is_pinned()
            && allows_version(&minimum.specifier, requirement.specifier.trim_start_matches('='));
        return if pinned { None } else { raised(minimum.specifier.clone()) };
    }
    let limits = |part: &&str| {
        part.starts_with(">=") || part.starts_with('>') || part.starts_with("~=") || part.starts_with("==")
    };
    match parts.iter().position(limits) {
        Some(at) => {
            let version = parts[at].trim_start_matches(['>', '=', '~']).trim();
            let is_old = !parts[at].contains('*') && !allows_version(&minimum.specifier, version);
            let rest: Vec<&str> = (0..parts.len()).filter(|index| *index != at).map(|index| parts[index]).collect();
            let lower = format!(">={oldest}");
            is_old.then(|| raised([vec![lower.as_str()], rest].concat().join(",")))?
        }
        None => raised([vec![minimum.specifier.as_str()], parts].concat().join(",")),
    }
}

/// Says what did not simply go along, as long as the old files are there, and what a pyproject asks for in vain.
fn remarks(context: &Context<'_>, files: &[TextFile], carried: &Carried, proposals: &mut Proposals) {
    for Remark { file, range, kind } in &carried.remarks {
        let read = files.iter().find(|known| known.path == file.as_str());
        let place = match read {
            Some(known) => known.place(range.start),
            None => TextFile::read(context, file.as_str().into())
                .map_or_else(|| Place::file(file.as_str()), |known| known.place(range.start)),
        };
        match kind {
            RemarkKind::LeftOut(package) => proposals.manual(
                &META.rule,
                place,
                format!("{} is left out, it cannot run in a Worker: {}", package.name, package.obstacle.reason()),
                format!("use {}", package.instead),
            ),
            RemarkKind::Useless(package) => proposals.manual(
                &META.rule,
                place,
                format!("{} cannot do its work in a Worker: {}", package.name, package.obstacle.reason()),
                format!("use {}", package.instead),
            ),
            RemarkKind::Development(package) => {
                let reason = format!("{} goes into the dev group: {}", package.name, package.obstacle.reason());
                proposals.note(&META.rule, place, reason);
            }
            RemarkKind::Hashes => {
                proposals.note(
                    &META.rule,
                    place,
                    "hashes are not carried over: pywrangler writes them into pylock.toml",
                );
            }
            RemarkKind::Contradiction { other } => proposals.manual(
                &META.rule,
                place,
                format!("`{other}` contradicts another line for the same package and is left out"),
                "decide which version the worker needs",
            ),
            RemarkKind::NoPlace { line, next_step } => {
                proposals.manual(
                    &META.rule,
                    place,
                    format!("`{line}` has no place in [project].dependencies"),
                    *next_step,
                );
            }
            RemarkKind::MissingFile { name } => proposals.manual(
                &META.rule,
                place,
                format!("{name} is included and is not there"),
                "add what it named to [project].dependencies",
            ),
        }
    }
    let Some(file) = TextFile::read(context, &context.worker.directory.join("pyproject.toml")) else { return };
    let Ok(pyproject) = Pyproject::parse(file.text.clone()) else { return };
    for dependency in pyproject.dependencies().into_iter().filter(|dependency| dependency.home == Home::Project) {
        if let Some(package) = packages::unusable(&dependency.name) {
            proposals.manual(
                &META.rule,
                file.place(dependency.range.start),
                format!("{} cannot do its work in a Worker: {}", package.name, package.obstacle.reason()),
                format!("use {}", package.instead),
            );
        }
    }
}

/// A lock file may hold an older tool in place.
fn old_lock(context: &Context<'_>, proposals: &mut Proposals) {
    let Some(file) = TextFile::read(context, &context.worker.directory.join("uv.lock")) else { return };
    for (name, minimum) in
        [("workers-py", platform::WORKERS_PY_MINIMUM), ("workers-runtime-sdk", platform::WORKERS_RUNTIME_SDK_MINIMUM)]
    {
        let Some(at) = file.text.find(&format!("name = \"{name}\"")) else { continue };
        let Some(version) = file.text[at..].lines().nth(1).and_then(|line| line.strip_prefix("version = \"")) else {
            continue;
        };
        let version = version.trim_end_matches('"');
        if !allows_version(&format!(">={minimum}"), version) {
            proposals.manual(
                &META.rule,
                file.place(at),
                format!("uv.lock holds {name} {version}; {minimum} or later is needed"),
                format!("run `uv lock --upgrade-package {name}`"),
            );
        }
    }
}
