//! What a worker's packaging is now: pyproject, requirements files, and what they come to.
//! Border: reads; PW510 and PW512 decide what to do with it.
use camino::{Utf8Path, Utf8PathBuf};

use crate::config::carry::{Carried, carry};
use crate::config::pyproject::NewDependency;
use crate::config::requirement::Requirement;
use crate::config::{platform, scripts};

use super::Context;
use super::configuration::TextFile;

/// Names of requirements files that were written for workers, beside the configuration.
const REQUIREMENTS: [&str; 3] = ["cf-requirements.txt", "requirements.txt", "vendor.txt"];

/// The requirements files of the worker.
pub(super) fn requirement_files(context: &Context<'_>) -> Vec<TextFile> {
    REQUIREMENTS.iter().filter_map(|name| TextFile::read(context, &context.worker.directory.join(name))).collect()
}

/// What the requirements files come to.
pub(super) fn carried(context: &Context<'_>, files: &[TextFile]) -> Carried {
    let named: Vec<(&str, &str)> = files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    carry(&named, &|from, included| {
        let path = Utf8Path::new(from).parent().unwrap_or(Utf8Path::new("")).join(included);
        let file = TextFile::read(context, &path)?;
        Some((file.path.into_string(), file.text))
    })
}

/// The platform's own tools, for the dev group.
pub(super) fn platform_tools() -> Vec<NewDependency> {
    let tool = |name: &str, minimum: &str| {
        NewDependency::new(Requirement { specifier: format!(">={minimum}"), ..Requirement::any(name) })
    };
    vec![
        tool("workers-py", platform::WORKERS_PY_MINIMUM),
        tool("workers-runtime-sdk", platform::WORKERS_RUNTIME_SDK_MINIMUM),
    ]
}

/// Where else a file of that name is read: workflows, Makefiles, Dockerfiles, other requirements files, tools'
/// settings.
pub(super) fn used_elsewhere(context: &Context<'_>, file: &Utf8Path) -> Vec<Utf8PathBuf> {
    let Some(name) = file.file_name() else { return Vec::new() };
    let mut found = Vec::new();
    for path in command_files(context).into_iter().chain(settings(context)) {
        if path == file {
            continue;
        }
        if let Some(other) = TextFile::read(context, &path)
            && scripts::mentions(&other.text, name).is_some()
        {
            found.push(path);
        }
    }
    found
}

fn settings(context: &Context<'_>) -> Vec<Utf8PathBuf> {
    let directory = &context.worker.directory;
    let names = context.files.list(directory);
    let names = names.iter().filter(|(name, is_directory)| {
        let requirements = name.contains("requirements") && name.ends_with(".txt");
        let tools =
            ["tox.ini", "setup.py", "setup.cfg", "noxfile.py", "render.yaml", "Procfile", "app.yaml", "pyproject.toml"];
        !**is_directory && (requirements || tools.contains(&name.as_str()))
    });
    names.map(|(name, _)| directory.join(name)).collect()
}

/// The directories from the worker's own up to the root, in that order.
pub(super) fn directories_above(context: &Context<'_>) -> Vec<Utf8PathBuf> {
    let mut directories: Vec<Utf8PathBuf> = context.worker.directory.ancestors().map(Utf8Path::to_owned).collect();
    if directories.last().is_none_or(|last| !last.as_str().is_empty()) {
        directories.push(Utf8PathBuf::new());
    }
    directories
}

/// The files that run commands and may speak of the worker.
pub(super) fn command_files(context: &Context<'_>) -> Vec<Utf8PathBuf> {
    let mut found = Vec::new();
    let mut look = |directory: &Utf8Path| {
        let names = context.files.list(directory);
        for (name, _) in names.iter().filter(|(_, is_directory)| !**is_directory) {
            let path = directory.join(name);
            if scripts::kind_of(path.as_str()).is_some() {
                found.push(path);
            }
        }
        names
    };
    for directory in directories_above(context) {
        let names = look(&directory);
        for inner in ["scripts", "script", "bin", "ci", ".github/workflows", ".circleci"] {
            let outer = inner.split('/').next().unwrap_or(inner);
            if names.get(outer).is_some_and(|is_directory| *is_directory) {
                look(&directory.join(inner));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}
