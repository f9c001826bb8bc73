//! Merges one file, whatever it is.
//! Border: chooses how by name and content; where the file stands, and whether it is there at all, is `tree`'s work.
use camino::Utf8Path;

use super::config_file::{ConfigVersions, config_problem, merge_config};
use super::judged::merge_judged;
use super::python_file::merge_python;
use super::{ConfigKind, Conflict, ConflictKind, Labels, Side, Versions};
use crate::config::Format;
use crate::plan::Content;
use crate::text::Source;

/// Three versions of a file, each with the path that it has there.
#[derive(Debug, Clone, Copy)]
pub struct FileVersions<'a> {
    /// What both were made from; `None` if both sides made a file of that name.
    pub base: Option<(&'a Utf8Path, &'a Content)>,
    /// The user's.
    pub ours: (&'a Utf8Path, &'a Content),
    /// The new one.
    pub theirs: (&'a Utf8Path, &'a Content),
}

/// A merged file.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedFile {
    /// Its bytes, with markers where there are conflicts.
    pub content: Content,
    /// Where a person has to decide.
    pub conflicts: Vec<Conflict>,
    /// Values that the user removed and the new version changed, for people; they stay removed.
    pub left_removed: Vec<String>,
}

/// The same before it is bytes again.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedFileText {
    /// With markers.
    pub text: String,
    /// Where a person has to decide.
    pub conflicts: Vec<Conflict>,
    /// Values that the user removed and the new version changed.
    pub left_removed: Vec<String>,
}

/// Files whose lines are a set: their order says nothing, and whoever adds one takes nothing from anybody.
const SETS_OF_LINES: [&str; 7] = [
    ".dockerignore",
    ".dev.vars.example",
    ".env.example",
    ".gitattributes",
    ".gitignore",
    ".prettierignore",
    ".wranglerignore",
];

/// Merges a file that the user and the new version have.
pub fn merge_file(versions: &FileVersions<'_>, labels: &Labels) -> MergedFile {
    let base = versions.base.map(|(_, content)| content);
    let (ours, theirs) = (versions.ours.1, versions.theirs.1);
    if ours == theirs || base == Some(theirs) {
        return MergedFile::clean(ours);
    }
    if base == Some(ours) && language(versions.ours.0, versions.theirs.0) {
        return MergedFile::clean(theirs);
    }
    match merge_texts(versions, labels) {
        Some(merged) => merged,
        None => MergedFile {
            content: ours.clone(),
            conflicts: vec![Conflict { line: 0, kind: ConflictKind::NotText }],
            left_removed: Vec::new(),
        },
    }
}

impl MergedFile {
    fn clean(content: &Content) -> Self {
        Self { content: content.clone(), conflicts: Vec::new(), left_removed: Vec::new() }
    }
}

/// Whether two names mean files of one language, so that one's bytes can stand for the other's.
fn language(one: &Utf8Path, other: &Utf8Path) -> bool {
    ConfigKind::of(one).map(|(_, format)| format) == ConfigKind::of(other).map(|(_, format)| format)
}

fn is_python(path: &Utf8Path) -> bool {
    matches!(path.extension(), Some("py" | "pyi"))
}

fn decode(path: &Utf8Path, content: &Content) -> Option<Source> {
    let decoded =
        if is_python(path) { Source::decode_python(content.bytes()) } else { Source::decode(content.bytes()) };
    decoded.ok()
}

/// `None` if one of them is not text, or the result cannot be stored as the user's file is.
fn merge_texts(versions: &FileVersions<'_>, labels: &Labels) -> Option<MergedFile> {
    let base = match versions.base {
        Some((path, content)) => Some((path, decode(path, content)?)),
        None => None,
    };
    let (path, ours) = (versions.ours.0, decode(versions.ours.0, versions.ours.1)?);
    let theirs = decode(versions.theirs.0, versions.theirs.1)?;
    let texts = Texts {
        base: base.as_ref().map(|(path, source)| (*path, source.text.as_str())),
        ours: (path, &ours.text),
        theirs: (versions.theirs.0, &theirs.text),
    };
    let merged = texts.merge(labels);
    let content = Content::from(ours.encode(&merged.text).ok()?);
    Some(MergedFile { content, conflicts: merged.conflicts, left_removed: merged.left_removed })
}

struct Texts<'text> {
    base: Option<(&'text Utf8Path, &'text str)>,
    ours: (&'text Utf8Path, &'text str),
    theirs: (&'text Utf8Path, &'text str),
}

impl Texts<'_> {
    fn merge(&self, labels: &Labels) -> MergedFileText {
        if let Some(merged) = self.config().and_then(|versions| merge_config(&versions, labels)) {
            return merged;
        }
        let (ours, theirs) = (self.ours.1, self.theirs.1);
        let (versions, kind) = match self.base {
            Some((_, base)) if is_python(self.ours.0) => return merge_python(base, ours, theirs, labels),
            Some((_, base)) => (Versions::new(base, ours, theirs), ConflictKind::Lines),
            None => (Versions::without_base(ours, theirs), ConflictKind::BothAdded),
        };
        let mut regions = versions.regions();
        if self.base.is_none() {
            // Lines that only one side has may be what the other side removed: a person has to look.
            for region in regions.iter_mut().filter(|region| matches!(region.side, Side::Ours | Side::Theirs)) {
                region.side = Side::Conflict;
            }
        }
        if self.ours.0.file_name().is_some_and(|name| SETS_OF_LINES.contains(&name)) {
            for region in regions.iter_mut().filter(|region| region.side == Side::Conflict && region.only_adds()) {
                region.side = Side::Union;
            }
        }
        let config = ConfigKind::of(self.ours.0).filter(|_| self.base.is_some());
        let judge = |merged: &str| config.map_or(Ok(()), |(_, format)| config_problem(format, ours, theirs, merged));
        let mut merged = merge_judged(&versions, regions, &judge, labels);
        for conflict in merged.conflicts.iter_mut().filter(|conflict| conflict.kind == ConflictKind::Lines) {
            conflict.kind = kind.clone();
        }
        merged
    }

    fn config(&self) -> Option<ConfigVersions<'_>> {
        let (kind, format) = ConfigKind::of(self.ours.0)?;
        let format_of = |path| ConfigKind::of(path).map_or(format, |(_, format): (_, Format)| format);
        Some(ConfigVersions {
            kind,
            base: self.base.map(|(path, text)| (text, format_of(path))),
            ours: (self.ours.1, format),
            theirs: (self.theirs.1, format_of(self.theirs.0)),
        })
    }
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
