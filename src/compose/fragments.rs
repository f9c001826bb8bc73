//! Lays one fragment of a layer into its file.
//! Border: finds the file and the function for it; each kind of file has a room of its own.
use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::entry::{self, EntryFragment, Merged, Pass, Surroundings, Unplaced};
use super::ground::Ground;
use super::structured::{self, Difference, Refused};
use super::wrangler::{self, Extent};
use super::{lines, readme};
use crate::config::merge::{pyproject_identity, wrangler_identity};
use crate::config::pyproject::{NewProject, new_pyproject};
use crate::config::wrangler::format_of;
use crate::config::{Format, ParseError, Value};
use crate::plan::{Content, Place};
use crate::project::Snapshot;
use crate::python::Module;
use crate::template::{Fragment, FragmentKind, Renderer, TemplateError, TemplatePlace, Value as Answer, Variables};
use crate::text::{LineIndex, Source};

/// What is known beside the tree.
pub(super) struct Context<'a> {
    pub ground: &'a Ground,
    pub variables: &'a Variables,
}

/// Something that the user has to know or do.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Remark {
    /// The file says something else.
    Differs { place: Place, difference: Difference },
    /// The file was left alone.
    Refused { place: Place, reason: String, code: String },
    /// There is no configuration that the layer's keys could go into.
    NoConfig { place: Place, code: String },
    /// An environment has a key of its own, so the top's does not reach it.
    Overridden { place: Place, environment: String, key: String },
    /// The user's own code for cron triggers runs at these times, too.
    RunsMore { place: Place, crons: Vec<String> },
    /// A new environment has nothing of these names, and the top has.
    LeftBehind { place: Place, environment: String, names: Vec<String> },
    /// A part of the entry module has to be written by hand.
    Unplaced { place: Place, unplaced: Unplaced },
}

/// Lays the fragment of `kind`, if the layer has one; the entry module is laid by [`entry`].
pub(super) fn lay(
    tree: &mut Snapshot,
    kind: FragmentKind,
    renderer: &Renderer<'_>,
    context: &Context<'_>,
) -> Result<(Option<Utf8PathBuf>, Vec<Remark>), TemplateError> {
    let Some(fragment) = renderer.fragment(kind, context.variables)? else { return Ok((None, Vec::new())) };
    if kind == FragmentKind::Wrangler {
        return wrangler_config(tree, renderer, context, &fragment, Extent::Everything);
    }
    let path = Utf8PathBuf::from(kind.name());
    let present = tree.read(&path);
    let source = match present.as_ref().map(|content| Source::decode(content.bytes())) {
        None => None,
        Some(Ok(source)) => Some(source),
        Some(Err(error)) => return Ok((None, vec![refused(&path, None, error.to_string(), &fragment)])),
    };
    let text = source.as_ref().map(|source| source.text.as_str());
    let joined = match kind {
        FragmentKind::Pyproject => {
            let text = text.map_or_else(|| empty_pyproject(context.variables), str::to_owned);
            let value = fragment_value(&fragment, Format::Toml)?;
            structured::join(&text, Format::Toml, &value, &pyproject_identity)
        }
        FragmentKind::PackageJson => {
            let text = text.unwrap_or("{\n  \"private\": true\n}\n");
            let value = fragment_value(&fragment, Format::Json)?;
            structured::join(text, Format::Json, &value, &wrangler_identity)
        }
        FragmentKind::GitIgnore => Ok(plain(lines::gitignore(text.unwrap_or_default(), &fragment.text))),
        FragmentKind::DevVars => Ok(plain(lines::variables(text.unwrap_or_default(), &fragment.text))),
        FragmentKind::Readme => {
            let text = text.map_or_else(|| format!("# {}\n", name(context.variables)), str::to_owned);
            Ok(plain(readme::with_sections(&text, &fragment.text)))
        }
        FragmentKind::Entry | FragmentKind::Wrangler => return Ok((None, Vec::new())),
    };
    let joined = match joined {
        Ok(joined) => joined,
        Err(error) => return Ok((None, vec![refuse(&path, &error, &fragment)])),
    };
    let before = text.unwrap_or_default();
    let remarks = differences(&path, before, joined.differences);
    let is_changed = set(tree, &path, source.as_ref(), &joined.text);
    Ok((is_changed.then_some(path), remarks))
}

fn plain(text: String) -> structured::Joined {
    structured::Joined { text, differences: Vec::new() }
}

fn name(variables: &Variables) -> String {
    variables.get("project_name").map(Answer::to_string).unwrap_or_default()
}

fn empty_pyproject(variables: &Variables) -> String {
    let requires = variables.get("requires_python").map(Answer::to_string).unwrap_or_default();
    new_pyproject(&NewProject {
        name: &name(variables),
        requires_python: &requires,
        dependencies: &[],
        tail: &[],
        development: &[],
    })
}

/// Writes a changed text the way the file was stored; whether anything changed.
fn set(tree: &mut Snapshot, path: &Utf8Path, source: Option<&Source>, text: &str) -> bool {
    let bytes = match source {
        Some(source) if source.text == text => return false,
        // UTF-8 holds every character.
        Some(source) => source.encode(text).unwrap_or_else(|_| text.as_bytes().to_vec()),
        None => text.as_bytes().to_vec(),
    };
    tree.set(path, Some(Content::from(bytes)));
    true
}

/// Lays a layer's keys into environments that have come to be; the path if anything changed.
pub(super) fn environments(
    tree: &mut Snapshot,
    renderer: &Renderer<'_>,
    context: &Context<'_>,
    names: &[String],
) -> Result<(Option<Utf8PathBuf>, Vec<Remark>), TemplateError> {
    match renderer.fragment(FragmentKind::Wrangler, context.variables)? {
        Some(fragment) => wrangler_config(tree, renderer, context, &fragment, Extent::Environments(names)),
        None => Ok((None, Vec::new())),
    }
}

/// The environments of the worker's configuration.
pub(super) fn environment_names(tree: &Snapshot, ground: &Ground) -> Vec<String> {
    let config = ground.config.as_ref().and_then(|path| Some((path, tree.read(path)?)));
    let Some((path, content)) = config else { return Vec::new() };
    match (Source::decode(content.bytes()), path.file_name().and_then(format_of)) {
        (Ok(source), Some(format)) => wrangler::environments(&source.text, format),
        _ => Vec::new(),
    }
}

fn wrangler_config(
    tree: &mut Snapshot,
    renderer: &Renderer<'_>,
    context: &Context<'_>,
    fragment: &Fragment,
    extent: Extent<'_>,
) -> Result<(Option<Utf8PathBuf>, Vec<Remark>), TemplateError> {
    let Some(path) = context.ground.config.clone() else {
        let place = Place::file(context.ground.main.clone());
        let code = fragment.text.trim_end().to_owned();
        return Ok((None, vec![Remark::NoConfig { place, code }]));
    };
    let (Some(content), Some(format)) = (tree.read(&path), path.file_name().and_then(format_of)) else {
        return Ok((None, vec![refused(&path, None, "it cannot be read".to_owned(), fragment)]));
    };
    let source = match Source::decode(content.bytes()) {
        Ok(source) => source,
        Err(error) => return Ok((None, vec![refused(&path, None, error.to_string(), fragment)])),
    };
    let configured = wrangler::configure(&source.text, format, extent, |environment| {
        let mut variables = context.variables.clone();
        let suffix = if environment.is_empty() { String::new() } else { format!("-{environment}") };
        variables.insert("environment".to_owned(), Answer::Text(environment.to_owned()));
        variables.insert("environment_suffix".to_owned(), Answer::Text(suffix));
        match renderer.fragment(FragmentKind::Wrangler, &variables)? {
            Some(fragment) => fragment_value(&fragment, Format::Json),
            None => Ok(Value::table([])),
        }
    })?;
    let configured = match configured {
        Ok(configured) => configured,
        Err(error) => return Ok((None, vec![refuse(&path, &error, fragment)])),
    };
    let mut remarks = differences(&path, &source.text, configured.differences);
    remarks.extend(configured.overridden.into_iter().map(|(environment, key)| Remark::Overridden {
        place: Place::file(path.clone()),
        environment,
        key,
    }));
    let is_changed = set(tree, &path, Some(&source), &configured.text);
    Ok((is_changed.then_some(path), remarks))
}

fn fragment_value(fragment: &Fragment, format: Format) -> Result<Value, TemplateError> {
    structured::value(&fragment.text, format).map_err(|error: ParseError| {
        let at = error.offset.min(fragment.text.len());
        let end = fragment.text[at..].chars().next().map_or(at, |character| at + character.len_utf8());
        TemplateError::Fragment {
            place: Box::new(TemplatePlace {
                path: fragment.stored.clone(),
                text: fragment.text.clone(),
                range: at..end,
            }),
            message: error.message,
        }
    })
}

fn differences(path: &Utf8Path, text: &str, found: Vec<Difference>) -> Vec<Remark> {
    let index = LineIndex::new(text);
    let place = |start: usize| {
        let (line, column) = index.position(text, start.min(text.len()));
        Place { path: path.to_owned(), line, column }
    };
    found.into_iter().map(|difference| Remark::Differs { place: place(difference.range.start), difference }).collect()
}

fn refused(path: &Utf8Path, place: Option<Place>, reason: String, fragment: &Fragment) -> Remark {
    let place = place.unwrap_or_else(|| Place::file(path.to_owned()));
    Remark::Refused { place, reason, code: fragment.text.trim_end().to_owned() }
}

fn refuse(path: &Utf8Path, error: &Refused, fragment: &Fragment) -> Remark {
    let place = match error {
        Refused::Broken(error) => Some(Place { path: path.to_owned(), line: error.line, column: error.column }),
        Refused::Shape(_) => None,
    };
    refused(path, place, error.to_string(), fragment)
}

/// Lays a layer's part of the entry module; says whether it changed, and which methods were made.
pub(super) fn entry(
    tree: &mut Snapshot,
    ground: &Ground,
    fragment: &EntryFragment,
    earlier: &[EntryFragment],
    pass: Pass<'_>,
) -> (bool, BTreeSet<String>, Vec<Remark>) {
    let path = &ground.main;
    let nothing = (false, BTreeSet::new());
    let refused = |place: Place, reason: String| {
        vec![Remark::Refused { place, reason, code: fragment.text().trim_end().to_owned() }]
    };
    let Some(content) = tree.read(path) else {
        return (nothing.0, nothing.1, refused(Place::file(path.clone()), "it is not there".to_owned()));
    };
    let mut module = match Module::read(content.bytes()) {
        Ok(module) => module,
        Err(error) => {
            let (line, column) = match &error {
                crate::python::ReadError::Syntax { line, column, .. } => (*line, *column),
                _ => (0, 0),
            };
            let place = Place { path: path.clone(), line, column };
            return (nothing.0, nothing.1, refused(place, error.to_string()));
        }
    };
    let before = module.text().to_owned();
    let merged: Merged = {
        let is_own = |name: &str| ground.is_own_module(tree, name);
        entry::merge(&mut module, fragment, &Surroundings { earlier, is_own: &is_own }, pass)
    };
    let is_changed = set(tree, path, Some(&Source { text: before.clone(), ..module.source.clone() }), module.text());
    let index = LineIndex::new(module.text());
    let remarks = merged.unplaced.into_iter().map(|unplaced| {
        let (line, column) = index.position(module.text(), unplaced.offset.min(module.text().len()));
        let at = if unplaced.offset == 0 { (0, 0) } else { (line, column) };
        Remark::Unplaced { place: Place { path: path.clone(), line: at.0, column: at.1 }, unplaced }
    });
    (is_changed, merged.created, remarks.collect())
}
