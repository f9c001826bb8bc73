//! The first lines of a manifest: what can be known of a template before those that it inherits from are found.
//! Border: reads a few keys and leaves the others to `manifest_reader`.
use std::ops::Range;

use camino::Utf8Path;
use semver::Version;
use toml_edit::Document;

use super::manifest_reader::{Located, check_id};
use super::section::Section;
use super::{Expression, ManifestProblem, TemplateError, TemplatePlace};

/// What a manifest begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The template's name.
    pub id: String,
    /// Its version.
    pub version: Version,
    /// Where the manifest has the version.
    pub version_range: Range<usize>,
    /// The template that it inherits from.
    pub extends: Option<Expression>,
    /// The partials that its files may include.
    pub partials: Vec<Expression>,
}

/// Reads what `template.toml` or `codemods.toml` begins with; `path` is how errors name it.
///
/// # Errors
/// The first mistake in these keys.
pub fn read(path: &Utf8Path, text: &str) -> Result<Head, TemplateError> {
    parse(text).map_err(|(range, problem)| TemplateError::Manifest {
        place: Box::new(TemplatePlace { path: path.to_owned(), text: text.to_owned(), range }),
        problem,
    })
}

fn parse(text: &str) -> Result<Head, Located> {
    let document = Document::parse(text).map_err(|error| {
        (error.span().unwrap_or(0..0), ManifestProblem::Syntax { message: error.message().trim().to_owned() })
    })?;
    let mut root = Section::new(document.as_table(), 0..0);
    let id = root.text("id")?;
    check_id(&id.text, &id.range)?;
    let version = root.text("version")?;
    let version_range = version.range.clone();
    let version = Version::parse(&version.text)
        .map_err(|error| (version.range, ManifestProblem::Version { message: error.to_string() }))?;
    let extends = root.optional_text("extends")?;
    if let Some(extends) = &extends {
        check_id(&extends.text, &extends.range)?;
    }
    let partials = root.texts("partials")?;
    Ok(Head { id: id.text, version, version_range, extends, partials })
}
