//! Reads `catalog.toml`: every key is known, every value has its type, every mistake has its place.
//! Border: the text of one index; whether the directories hold what it says is looked at elsewhere.
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use semver::Version;
use toml_edit::Document;

use super::error::{CatalogError, DocumentProblem};
use super::git_name;
use super::index::{Index, IndexEntry, Published, Stage};
use super::kind::EntryKind;
use crate::template::{Expression, Group, ManifestProblem, Section, TemplatePlace, check_id, check_path};

/// A problem with its place in the text.
pub(super) type Located = (Range<usize>, DocumentProblem);

/// The version of the format that this program reads.
pub const FORMAT: i64 = 1;
/// What a hash begins with.
pub(super) const HASH_PREFIX: &str = "sha256:";

/// Reads an index; `path` is how errors name it.
///
/// # Errors
/// The first mistake.
pub fn read(path: &Utf8Path, text: &str) -> Result<Index, CatalogError> {
    parse(path, text).map_err(|(range, problem)| CatalogError::Document {
        place: Box::new(TemplatePlace { path: path.to_owned(), text: text.to_owned(), range }),
        problem,
    })
}

/// Makes a problem of any manifest one of a document.
pub(super) fn lift<T>(result: Result<T, (Range<usize>, ManifestProblem)>) -> Result<T, Located> {
    result.map_err(|(range, problem)| (range, problem.into()))
}

/// The document of a text.
pub(super) fn document(text: &str) -> Result<Document<&str>, Located> {
    Document::parse(text).map_err(|error| {
        let message = error.message().trim().to_owned();
        (error.span().unwrap_or(0..0), ManifestProblem::Syntax { message }.into())
    })
}

fn parse(path: &Utf8Path, text: &str) -> Result<Index, Located> {
    let document = document(text)?;
    let mut root = Section::new(document.as_table(), 0..0);
    // First of all: a later format may have other keys.
    let (range, format) = lift(root.integer("format"))?;
    if format != FORMAT {
        return Err((range, DocumentProblem::Format { found: format }));
    }
    let name = lift(root.text("name"))?;
    lift(check_id(&name.text, &name.range))?;
    if name.text == super::BuiltIn::NAME && path != super::BuiltIn::index_path() {
        return Err((name.range, DocumentProblem::BuiltInName));
    }
    let title = lift(root.text("title"))?.text;
    let summary = lift(root.optional_text("summary"))?.map(|text| text.text);
    let owner = lift(root.optional_text("owner"))?.map(|text| text.text);
    let mut entries: Vec<IndexEntry> = Vec::new();
    for kind in EntryKind::ALL {
        for mut section in lift(root.tables(kind.table()))? {
            let entry = entry(kind, &mut section)?;
            lift(section.end())?;
            if entries.iter().any(|known| known.id == entry.id && !known.kind.is_apart_from(entry.kind)) {
                return Err((entry.range, DocumentProblem::Twice { name: entry.id }));
            }
            entries.push(entry);
        }
    }
    lift(root.end())?;
    entries.sort_by(|one, other| (one.kind, &one.id).cmp(&(other.kind, &other.id)));
    Ok(Index { name: name.text, title, summary, owner, entries, text: text.to_owned(), path: path.to_owned() })
}

fn entry(kind: EntryKind, section: &mut Section<'_>) -> Result<IndexEntry, Located> {
    let id = lift(section.text("id"))?;
    lift(check_id(&id.text, &id.range))?;
    let path = match directory(section)? {
        Some(path) => path,
        None => Utf8Path::new(kind.directory()).join(&id.text),
    };
    let title = lift(section.text("title"))?.text;
    let summary = lift(section.text("summary"))?.text;
    let owner = lift(section.optional_text("owner"))?.map(|text| text.text);
    let mut tags = Vec::new();
    for tag in lift(section.texts("tags"))? {
        lift(check_id(&tag.text, &tag.range))?;
        if tags.contains(&tag.text) {
            return Err((tag.range, DocumentProblem::Twice { name: tag.text }));
        }
        tags.push(tag.text);
    }
    let group = match kind {
        EntryKind::Layer if section.has("group") => {
            Some(lift(section.word("group", &Group::ALL.map(|group| (group.as_str(), group))))?)
        }
        _ => None,
    };
    let stage = stage(section)?;
    let needs_pyworker = needs_pyworker(section)?;
    let mut versions: Vec<Published> = Vec::new();
    for mut section in lift(section.tables("version"))? {
        let published = published(&mut section)?;
        lift(section.end())?;
        if versions.iter().any(|known| known.version == published.version) {
            return Err((published.range, DocumentProblem::Twice { name: published.version.to_string() }));
        }
        versions.push(published);
    }
    Ok(IndexEntry {
        kind,
        id: id.text,
        path,
        title,
        summary,
        owner,
        tags,
        group,
        stage,
        needs_pyworker,
        versions,
        range: id.range,
    })
}

fn stage(section: &mut Section<'_>) -> Result<Stage, Located> {
    let word = lift(section.optional_text("stage"))?;
    let replaced_by = lift(section.optional_text("replaced_by"))?;
    let stage = match word.as_ref().map(|word| word.text.as_str()) {
        None | Some("stable") => Stage::Stable,
        Some("beta") => Stage::Beta,
        Some("deprecated") => {
            return Ok(Stage::Deprecated { replaced_by: replaced_by.map(|text| text.text) });
        }
        Some(other) => {
            let known = vec!["stable", "beta", "deprecated"];
            let problem = ManifestProblem::UnknownValue { value: other.to_owned(), known };
            return Err((word.map(|word| word.range).unwrap_or_default(), problem.into()));
        }
    };
    match replaced_by {
        Some(text) => Err((text.range, DocumentProblem::NotDeprecated)),
        None => Ok(stage),
    }
}

fn published(section: &mut Section<'_>) -> Result<Published, Located> {
    let text = lift(section.text("version"))?;
    let version = version(&text)?;
    let reference = lift(section.optional_text("ref"))?;
    if let Some(reference) = &reference {
        git_name::check(&reference.text)
            .map_err(|problem| (reference.range.clone(), DocumentProblem::GitName(problem)))?;
    }
    let hash = lift(section.text("hash"))?;
    let hash = bare_hash(&hash.text).ok_or((hash.range, DocumentProblem::Hash))?.to_owned();
    let path = directory(section)?;
    let needs_pyworker = needs_pyworker(section)?;
    let changes = lift(section.texts("changes"))?.into_iter().map(|text| text.text).collect();
    Ok(Published {
        version,
        reference: reference.map(|reference| reference.text),
        hash,
        path,
        needs_pyworker,
        changes,
        range: text.range,
    })
}

fn needs_pyworker(section: &mut Section<'_>) -> Result<Option<Version>, Located> {
    match lift(section.optional_text("needs_pyworker"))? {
        Some(text) => version(&text).map(Some),
        None => Ok(None),
    }
}

fn version(text: &Expression) -> Result<Version, Located> {
    Version::parse(&text.text)
        .map_err(|error| (text.range.clone(), ManifestProblem::Version { message: error.to_string() }.into()))
}

fn directory(section: &mut Section<'_>) -> Result<Option<Utf8PathBuf>, Located> {
    let Some(path) = lift(section.optional_text("path"))? else { return Ok(None) };
    check_path(&path.text).map(Some).map_err(|problem| (path.range, DocumentProblem::Path(problem)))
}

/// The digits of a hash as manifests write it.
pub(super) fn bare_hash(text: &str) -> Option<&str> {
    let digits = text.strip_prefix(HASH_PREFIX)?;
    let right = digits.len() == 64 && digits.chars().all(|digit| digit.is_ascii_digit() || matches!(digit, 'a'..='f'));
    right.then_some(digits)
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
