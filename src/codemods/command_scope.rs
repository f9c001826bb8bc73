//! Which calls of wrangler are about the worker at hand, and how they are made from where they stand.
//! Border: paths and configurations; finding calls is `config`'s.
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::config::commands::{Invocation, LAUNCHER, Unsupported, Verdict};
use crate::config::wrangler::{self, WranglerConfig};
use crate::plan::{Edit, Safety};

use super::Context;
use super::configuration::TextFile;

/// What is to be done about a call.
pub(super) enum Call {
    /// It is about the worker: these edits, with this safety.
    Change(Vec<Edit>, Safety),
    /// It is about the worker, and a person has to change it.
    Manual(Unsupported),
    /// It is about something else, or may stay as it is.
    Other,
}

/// Judges a call in a file whose commands run in `base`.
pub(super) fn judge(context: &Context<'_>, call: &Invocation, base: &Utf8Path) -> Call {
    let worker = context.worker;
    let Verdict::Replace(edit) = &call.verdict else {
        let ours = matches!(owner(context, call, base), Owner::Worker(_) | Owner::Unknown);
        return match &call.verdict {
            Verdict::Unsupported(reason) if ours => Call::Manual(*reason),
            _ => Call::Other,
        };
    };
    match owner(context, call, base) {
        Owner::Other => Call::Other,
        Owner::Unknown => Call::Change(vec![edit.clone()], Safety::Review),
        Owner::Worker(directory) if directory.starts_with(&worker.directory) => {
            Call::Change(vec![edit.clone()], Safety::Safe)
        }
        Owner::Worker(directory) => {
            // pywrangler works in the directory of the project, so uv goes there first.
            let Ok(inner) = worker.directory.strip_prefix(&directory) else { return Call::Other };
            let launcher = format!("uv run --directory {inner} pywrangler");
            let mut edits = vec![Edit { text: edit.text.replacen(LAUNCHER, &launcher, 1), ..edit.clone() }];
            edits.extend(call.config.as_ref().map(|config| Edit::delete(config.range.clone())));
            // Other paths were meant from the old directory.
            Call::Change(edits, if call.has_paths { Safety::Review } else { Safety::Safe })
        }
    }
}

enum Owner {
    /// The worker; the directory in which the call is made.
    Worker(Utf8PathBuf),
    /// Another worker, or none.
    Other,
    /// Only known when it runs.
    Unknown,
}

fn owner(context: &Context<'_>, call: &Invocation, base: &Utf8Path) -> Owner {
    let worker = context.worker;
    let directory = call.directory.as_deref().unwrap_or(".");
    let config = call.config.as_ref().map(|config| config.value.as_str());
    if let Some(found) = each_of_many(context, call, base) {
        return found;
    }
    if directory.contains(['$', '~', '`']) || config.is_some_and(|config| config.contains(['$', '~'])) {
        return Owner::Unknown;
    }
    let Some(directory) = joined(base, directory) else { return Owner::Other };
    if let Some(config) = config {
        let named = joined(&directory, config);
        let ours = named.is_some() && named == worker.config;
        let standard =
            named.as_deref().and_then(Utf8Path::file_name).is_some_and(|name| wrangler::FILE_NAMES.contains(&name));
        return match (ours, standard) {
            (true, true) => Owner::Worker(directory),
            (true, false) => Owner::Unknown,
            (false, _) => Owner::Other,
        };
    }
    // wrangler looks upwards for its configuration.
    let nearest = directory
        .ancestors()
        .chain([Utf8Path::new("")])
        .find(|above| wrangler::FILE_NAMES.iter().any(|name| context.files.exists(&above.join(name))));
    if nearest == Some(worker.directory.as_path()) { Owner::Worker(directory) } else { Owner::Other }
}

/// A call in `workers/${{ matrix.worker }}` is about the worker if that can be its directory, and safe to change if all
/// directories that it can be hold Python Workers.
fn each_of_many(context: &Context<'_>, call: &Invocation, base: &Utf8Path) -> Option<Owner> {
    let directory = call.directory.as_deref().filter(|_| call.config.is_none())?;
    let (before, rest) = directory.split_once("${{")?;
    let (_, after) = rest.split_once("}}")?;
    let whole = (before.is_empty() || before.ends_with('/')) && (after.is_empty() || after.starts_with('/'));
    let parent =
        joined(base, if before.is_empty() { "." } else { before }).filter(|_| whole && !after.contains('$'))?;
    let mut ours = false;
    for (name, _) in context.files.list(&parent).iter().filter(|(_, is_directory)| **is_directory) {
        let candidate = joined(&parent, &format!("{name}{after}"))?;
        let config =
            wrangler::FILE_NAMES.iter().map(|name| candidate.join(name)).find(|path| context.files.exists(path));
        let Some(config) = config else { continue };
        let text = TextFile::read(context, &config)?.text;
        let format = wrangler::format_of(config.file_name()?)?;
        if !WranglerConfig::parse(text, format).is_ok_and(|config| config.is_python()) {
            return Some(Owner::Unknown);
        }
        ours |= candidate == context.worker.directory;
    }
    ours.then(|| Owner::Worker(context.worker.directory.clone()))
}

/// `path` from `base`, without `.` and `..`; `None` if it leaves the root.
fn joined(base: &Utf8Path, path: &str) -> Option<Utf8PathBuf> {
    let mut clean = Utf8PathBuf::new();
    for component in base.join(path).components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => {
                if !clean.pop() {
                    return None;
                }
            }
            Utf8Component::Normal(name) => clean.push(name),
            Utf8Component::RootDir | Utf8Component::Prefix(_) => return None,
        }
    }
    Some(clean)
}
