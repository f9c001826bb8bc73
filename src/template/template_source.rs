//! One template: its manifest, its files, and where it came from.
//! Border: bytes in memory; finding and fetching them is `catalog`'s work.
use std::borrow::Cow;

use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};

use super::{FileRule, FragmentKind, Kind, Manifest, ManifestProblem, ManifestText, TemplateError, read_manifest};

/// The manifest's name in a template's directory.
pub const MANIFEST: &str = "template.toml";
/// The directory of a template's files.
const FILES: &str = "files/";
/// The directory of a layer's fragments.
pub(super) const MERGE: &str = "merge/";
/// The directory of partials: files that rendered files include.
pub const PARTIALS: &str = "partials/";
/// The directory of a template's own tests.
pub const TESTS: &str = "tests";
/// Files with this suffix are rendered; the suffix goes.
pub(super) const RENDERED: &str = ".tera";
/// Stands for a leading dot, so that no tool mistakes a template's files for its own.
const DOT: &str = "dot-";

/// Where a template came from, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// `built-in`, a directory, or a git address.
    pub source: String,
    /// The commit, if it came from git.
    pub commit: Option<String>,
    /// The template's directory, as errors name it.
    pub directory: Utf8PathBuf,
}

/// One file of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFile {
    /// Where it is stored, below the template's directory.
    pub stored: Utf8PathBuf,
    /// Its bytes.
    pub content: Cow<'static, [u8]>,
    /// The file that its author knows, for messages: that of a parent, if it is inherited.
    pub shown: Utf8PathBuf,
}

impl TemplateFile {
    /// Whether other files include it.
    pub fn is_partial(&self) -> bool {
        self.stored.as_str().starts_with(PARTIALS)
    }

    /// Whether it is rendered.
    pub fn is_rendered(&self) -> bool {
        self.stored.as_str().ends_with(RENDERED)
    }

    /// The path it is written to, before its segments are rendered.
    pub fn path(&self) -> String {
        let stored = self.stored.as_str();
        let stored = stored.strip_prefix(FILES).or_else(|| stored.strip_prefix(MERGE)).unwrap_or(stored);
        let stored = stored.strip_suffix(RENDERED).unwrap_or(stored);
        let segments: Vec<Cow<'_, str>> = stored
            .split('/')
            .map(|segment| match segment.strip_prefix(DOT) {
                Some(rest) => Cow::Owned(format!(".{rest}")),
                None => Cow::Borrowed(segment),
            })
            .collect();
        segments.join("/")
    }

    /// What it stands for: another file with the same is put in its place by a template that inherits.
    pub fn role(&self) -> (bool, String) {
        (self.stored.as_str().starts_with(MERGE), self.path())
    }

    /// Its name for the template engine.
    pub(super) fn name(&self) -> String {
        if self.is_partial() {
            return self.stored.to_string();
        }
        let path = self.path();
        if self.stored.as_str().starts_with(MERGE) { format!("{MERGE}{path}") } else { path }
    }
}

/// A template, ready to be asked about and rendered.
#[derive(Debug, Clone)]
pub struct Template {
    /// What it says about itself.
    pub manifest: Manifest,
    /// Its files, sorted by where they are stored.
    pub files: Vec<TemplateFile>,
    /// What is laid into files that may be there already, in the order in which it is laid.
    pub fragments: Vec<(FragmentKind, TemplateFile)>,
    /// What its rendered files may include.
    pub partials: Vec<TemplateFile>,
    /// Where it came from.
    pub origin: Origin,
    /// SHA-256 over the manifest and all files, in lower-case hexadecimal.
    pub hash: String,
}

impl Template {
    /// Makes a template of everything in its directory: `template.toml`, and what is below `files/` and `merge/`. Notes
    /// and tests belong to the author and do not count for the hash.
    ///
    /// # Errors
    /// A manifest that is missing or wrong, and fragments for files that nothing is merged into.
    pub fn load(
        origin: Origin,
        entries: impl IntoIterator<Item = (Utf8PathBuf, Cow<'static, [u8]>)>,
    ) -> Result<Self, TemplateError> {
        let template = Self::read(origin, entries)?;
        template.check_rules()?;
        Ok(template)
    }

    /// Checks that each rule matches a file.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check_rules(&self) -> Result<(), TemplateError> {
        match self.unmatched().next() {
            None => Ok(()),
            Some(rule) => Err(TemplateError::Manifest {
                place: self.manifest.place(rule.range.clone()),
                problem: ManifestProblem::NoMatch,
            }),
        }
    }

    /// The rules that no file matches.
    pub fn unmatched(&self) -> impl Iterator<Item = &FileRule> {
        let matched = |rule: &FileRule| self.files.iter().any(|file| rule.matcher.is_match(file.path()));
        self.manifest.files.iter().filter(move |rule| !matched(rule))
    }

    /// The same as [`Template::load`], also if some rules match no file.
    ///
    /// # Errors
    /// A manifest that is missing or wrong, and fragments for files that nothing is merged into.
    pub fn read(
        origin: Origin,
        entries: impl IntoIterator<Item = (Utf8PathBuf, Cow<'static, [u8]>)>,
    ) -> Result<Self, TemplateError> {
        let shown = |stored: &Utf8Path| origin.directory.join(stored);
        let entries = entries.into_iter();
        let files: Vec<TemplateFile> =
            entries.map(|(stored, content)| TemplateFile { shown: shown(&stored), stored, content }).collect();
        let path = shown(Utf8Path::new(MANIFEST));
        let manifest = files
            .iter()
            .find(|file| file.stored == Utf8Path::new(MANIFEST))
            .ok_or_else(|| TemplateError::NoManifest { path: path.clone() })?;
        let text = std::str::from_utf8(&manifest.content).map_err(|_| TemplateError::NotText { path: path.clone() })?;
        let text = ManifestText::of(path, text);
        Self::assembled(origin, &text, files)
    }

    /// The same, with what it inherits: `manifest` is the text of all manifests, and `entries` are the files of all,
    /// each once.
    ///
    /// # Errors
    /// See [`Template::read`].
    pub fn assembled(
        origin: Origin,
        manifest: &ManifestText,
        mut entries: Vec<TemplateFile>,
    ) -> Result<Self, TemplateError> {
        entries.sort_by(|one, other| one.stored.cmp(&other.stored));
        for entry in entries.iter_mut().filter(|entry| entry.stored == Utf8Path::new(MANIFEST)) {
            entry.content = Cow::Owned(manifest.text().as_bytes().to_vec());
        }
        let hash = content_hash(
            entries.iter().filter(|file| is_content(&file.stored)).map(|file| (&*file.stored, &*file.content)),
        );
        let manifest = read_manifest(manifest)?;
        let (mut files, mut fragments, mut partials) = (Vec::new(), Vec::new(), Vec::new());
        for file in entries {
            if file.is_partial() {
                partials.push(file);
                continue;
            }
            let is_fragment = file.stored.as_str().starts_with(MERGE);
            if !is_fragment && !file.stored.as_str().starts_with(FILES) {
                continue;
            }
            if !is_fragment {
                files.push(file);
                continue;
            }
            let kind = FragmentKind::named(&file.path()).filter(|_| manifest.kind == Kind::Feature);
            let Some(kind) = kind.filter(|kind| fragments.iter().all(|(known, _)| known != kind)) else {
                let known = FragmentKind::ALL.map(FragmentKind::name).to_vec();
                return Err(TemplateError::UnknownFragment { path: file.shown, known });
            };
            fragments.push((kind, file));
        }
        fragments.sort_by_key(|(kind, _)| *kind);
        Ok(Self { manifest, files, fragments, partials, origin, hash })
    }
}

/// Whether projects are made of a file of a template's directory: not of its tests, and not of the pages beside the
/// manifest.
pub fn is_content(path: &Utf8Path) -> bool {
    let is_page = path.extension() == Some("md") && path.components().count() == 1;
    !is_page && !path.starts_with(TESTS)
}

/// SHA-256 over paths and contents, in lower-case hexadecimal. The order counts: sort them first.
pub fn content_hash<'entry>(entries: impl IntoIterator<Item = (&'entry Utf8Path, &'entry [u8])>) -> String {
    let mut hash = Sha256::new();
    for (path, content) in entries {
        for part in [path.as_str().as_bytes(), content] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(stored: &str) -> TemplateFile {
        TemplateFile { stored: stored.into(), content: Cow::Borrowed(b""), shown: stored.into() }
    }

    #[test]
    fn the_path_loses_suffix_and_gains_dots() {
        assert_eq!(file("files/dot-github/workflows/ci.yml").path(), ".github/workflows/ci.yml");
        assert_eq!(file("files/pyproject.toml.tera").path(), "pyproject.toml");
        assert_eq!(file("files/src/page.tera.html").path(), "src/page.tera.html");
        assert_eq!(file("files/dot-gitignore").path(), ".gitignore");
    }

    #[test]
    fn the_hash_tells_where_one_file_ends_and_the_next_begins() {
        let entry = |path: &'static str, text: &'static str| (Utf8Path::new(path), text.as_bytes());
        let one = content_hash([entry("a", "bc"), entry("d", "")]);
        assert_ne!(one, content_hash([entry("ab", "c"), entry("d", "")]));
        assert_ne!(one, content_hash([entry("a", "b"), entry("cd", "")]));
        assert_eq!(one.len(), 64);
    }

    #[test]
    fn tests_and_pages_are_the_authors_own() {
        for path in ["template.toml", "files/README.md", "merge/README.md", "files/tests/test_a.py"] {
            assert!(is_content(path.into()), "{path}");
        }
        for path in ["README.md", "CHANGELOG.md", "tests/one/answers.toml"] {
            assert!(!is_content(path.into()), "{path}");
        }
    }
}
