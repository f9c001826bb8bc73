//! The templates inside the program.
//! Border: bytes that were embedded when it was built; one version of each.
use std::borrow::Cow;

use camino::{Utf8Path, Utf8PathBuf};
use include_dir::{Dir, DirEntry, include_dir};
use semver::Version;

use super::{CatalogError, Entry, Source};
use crate::template::{MANIFEST, Origin, Template, TemplateError, read_manifest};

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// What tools leave behind where somebody tried a template's files; never a part of it.
const DEBRIS: [&str; 6] = ["__pycache__", ".pytest_cache", ".ruff_cache", ".venv", "node_modules", ".DS_Store"];

/// The templates inside the program.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltIn;

impl BuiltIn {
    /// The catalog's name.
    pub const NAME: &'static str = "built-in";

    fn directory(id: &str) -> Utf8PathBuf {
        Utf8Path::new("templates").join(id)
    }
}

impl Source for BuiltIn {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn entries(&self) -> Result<Vec<Entry>, CatalogError> {
        let mut entries = Vec::new();
        for directory in TEMPLATES.dirs() {
            let Some(id) = directory.path().to_str() else { continue };
            let path = Self::directory(id).join(MANIFEST);
            let Some(file) = directory.get_file(directory.path().join(MANIFEST)) else {
                return Err(TemplateError::NoManifest { path }.into());
            };
            let text = file.contents_utf8().ok_or_else(|| TemplateError::NotText { path: path.clone() })?;
            let manifest = read_manifest(&path, text)?;
            entries.push(Entry {
                id: manifest.id,
                kind: manifest.kind,
                group: manifest.group,
                title: manifest.title,
                summary: manifest.summary,
                versions: vec![manifest.version],
            });
        }
        entries.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(entries)
    }

    fn load(&self, id: &str, _: &Version) -> Result<Template, CatalogError> {
        let mut files = Vec::new();
        let directory = TEMPLATES.get_dir(id).ok_or_else(|| CatalogError::UnknownTemplate {
            id: id.to_owned(),
            known: Vec::new(),
            meant: None,
        })?;
        collect(directory, directory.path(), &mut files);
        let origin = Origin { source: Self::NAME.to_owned(), commit: None, directory: Self::directory(id) };
        Ok(Template::load(origin, files)?)
    }
}

fn collect(
    directory: &'static Dir<'static>,
    root: &std::path::Path,
    files: &mut Vec<(Utf8PathBuf, Cow<'static, [u8]>)>,
) {
    for entry in directory.entries() {
        // Names come from this project's own tree and are text.
        let below = entry.path().strip_prefix(root).ok().and_then(|path| Utf8Path::from_path(path));
        let Some(below) = below else { continue };
        if below.file_name().is_some_and(|name| DEBRIS.contains(&name)) {
            continue;
        }
        match entry {
            DirEntry::Dir(directory) => collect(directory, root, files),
            // `include_dir` keeps the separator of the machine that built the program.
            DirEntry::File(file) => {
                files.push((below.as_str().replace('\\', "/").into(), Cow::Borrowed(file.contents())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Catalog, Reference};
    use crate::template::{Defaults, Given, Kind, Layer, ProjectName, Questionnaire, propose};

    #[test]
    fn every_template_is_named_like_its_directory_and_can_be_made_with_its_defaults() {
        let catalog = Catalog::default();
        let entries = catalog.entries(Kind::Project).expect("readable");
        assert!(entries.iter().any(|entry| entry.id == "minimal"));
        for entry in entries {
            assert!(TEMPLATES.get_dir(&entry.id).is_some(), "{}", entry.id);
            let template = catalog.load(&Reference::to(&entry.id), Kind::Project).expect("loadable");
            let name = ProjectName::new("notes-api").expect("a valid name");
            let answers = Questionnaire::new(&template.manifest, name.variables())
                .complete(&Given::default(), Defaults::Accept)
                .expect("complete");
            let plan = propose(Utf8Path::new("/nowhere"), &[Layer { template: &template, answers: &answers }]);
            assert!(plan.expect("a plan").files.len() > 1);
        }
    }

    #[test]
    fn an_unknown_template_comes_with_what_was_meant() {
        let error = Catalog::default().load(&Reference::to("minmal"), Kind::Project).expect_err("unknown");
        assert!(matches!(error, CatalogError::UnknownTemplate { meant: Some(meant), .. } if meant == "minimal"));
    }

    #[test]
    fn an_unknown_version_or_catalog_is_told_apart() {
        let load = |text: &str| {
            let reference: Reference = text.parse().expect("a reference");
            Catalog::default().load(&reference, Kind::Project)
        };
        assert!(matches!(load("minimal@^99"), Err(CatalogError::NoVersion { .. })));
        assert!(matches!(load("acme/minimal"), Err(CatalogError::UnknownCatalog { .. })));
        assert!(load("built-in/minimal").is_ok());
    }
}
