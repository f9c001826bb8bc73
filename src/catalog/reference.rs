//! How a template is named: `search`, `acme/api`, `acme/api@^2`, `gh:acme/templates//api@v1`, `./templates/api`.
//! Border: the text alone; whether there is such a template is `Catalog`'s answer.
use semver::{Version, VersionReq};

use super::location::{Location, LocationProblem};

/// Names one template, perhaps of one catalog, perhaps of certain versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The catalog; without it all are asked.
    pub catalog: Option<String>,
    /// The template's id; empty where a place is named.
    pub id: String,
    /// The template's own directory or repository, if it is named by its place.
    pub location: Option<Location>,
    requirement: Option<Requirement>,
}

/// The versions that are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Requirement {
    /// This one: `1.2.0`.
    Exact(Version),
    /// A range: `^1.2`, `1`, `>=1, <3`.
    Range(VersionReq),
}

/// Why a text names no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceProblem {
    /// Not of the form `[catalog/]id[@version]`.
    #[error("a template is named `id`, `catalog/id` or `catalog/id@version`, or by its place")]
    Form,
    /// The part after `@`.
    #[error("`{text}` is not a version: {message}")]
    Version {
        /// What stands there.
        text: String,
        /// From the parser.
        message: String,
    },
    /// Not a place.
    #[error("{0}")]
    Location(LocationProblem),
}

impl Reference {
    /// The latest version of any catalog's template `id`.
    pub fn to(id: impl Into<String>) -> Self {
        Self { catalog: None, id: id.into(), location: None, requirement: None }
    }

    /// The latest version of a catalog's template.
    pub fn within(catalog: impl Into<String>, id: impl Into<String>) -> Self {
        Self { catalog: Some(catalog.into()), ..Self::to(id) }
    }

    /// Whether a version is one of those that are wanted.
    pub fn allows(&self, version: &Version) -> bool {
        match &self.requirement {
            None => true,
            Some(Requirement::Exact(wanted)) => wanted == version,
            Some(Requirement::Range(wanted)) => wanted.matches(version),
        }
    }

    /// The one version that is wanted, if it is one.
    pub fn exact(&self) -> Option<&Version> {
        match &self.requirement {
            Some(Requirement::Exact(version)) => Some(version),
            _ => None,
        }
    }

    /// The versions that are wanted, in words.
    pub fn requirement(&self) -> String {
        match &self.requirement {
            None => "*".to_owned(),
            Some(Requirement::Exact(version)) => version.to_string(),
            Some(Requirement::Range(range)) => range.to_string(),
        }
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(location) = &self.location {
            return write!(formatter, "{location}");
        }
        if let Some(catalog) = &self.catalog {
            write!(formatter, "{catalog}/")?;
        }
        formatter.write_str(&self.id)?;
        match &self.requirement {
            Some(_) => write!(formatter, "@{}", self.requirement()),
            None => Ok(()),
        }
    }
}

impl std::str::FromStr for Reference {
    type Err = ReferenceProblem;

    fn from_str(text: &str) -> Result<Self, ReferenceProblem> {
        if Location::is_meant(text) {
            let location = text.parse().map_err(ReferenceProblem::Location)?;
            return Ok(Self { location: Some(location), ..Self::to("") });
        }
        let (name, requirement) = match text.split_once('@') {
            None => (text, None),
            Some((name, version)) => (name, Some(requirement(version)?)),
        };
        let (catalog, id) = match name.split_once('/') {
            None => (None, name),
            Some((catalog, id)) => (Some(catalog), id),
        };
        let is_name = |part: &str| {
            !part.is_empty() && !part.contains(|character: char| character == '/' || character.is_whitespace())
        };
        if !is_name(id) || !catalog.is_none_or(is_name) || name.starts_with('-') {
            return Err(ReferenceProblem::Form);
        }
        Ok(Self { catalog: catalog.map(str::to_owned), id: id.to_owned(), location: None, requirement })
    }
}

/// A whole version is meant exactly; everything else is a range, as Cargo reads it.
fn requirement(text: &str) -> Result<Requirement, ReferenceProblem> {
    if let Ok(version) = Version::parse(text) {
        return Ok(Requirement::Exact(version));
    }
    VersionReq::parse(text)
        .map(Requirement::Range)
        .map_err(|error| ReferenceProblem::Version { text: text.to_owned(), message: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Reference, ReferenceProblem> {
        text.parse()
    }

    #[test]
    fn names_with_and_without_catalog_and_version() {
        assert_eq!(parse("search"), Ok(Reference::to("search")));
        let full = parse("acme/api@^2").expect("a reference");
        assert_eq!((full.catalog.as_deref(), full.id.as_str()), (Some("acme"), "api"));
        assert!(full.allows(&Version::new(2, 3, 0)) && !full.allows(&Version::new(3, 0, 0)));
        assert_eq!(full.to_string(), "acme/api@^2");
        assert!(Reference::to("x").allows(&Version::new(0, 1, 0)));
    }

    #[test]
    fn a_whole_version_is_meant_exactly() {
        let exact = parse("api@1.2.0").expect("a reference");
        assert!(exact.allows(&Version::new(1, 2, 0)) && !exact.allows(&Version::new(1, 2, 1)));
        assert_eq!(exact.exact(), Some(&Version::new(1, 2, 0)));
        let line = parse("api@1").expect("a reference");
        assert!(line.allows(&Version::new(1, 9, 0)) && !line.allows(&Version::new(2, 0, 0)));
        assert_eq!(exact.to_string(), "api@1.2.0");
    }

    #[test]
    fn places() {
        for text in ["gh:acme/templates//api@v1", "./templates/api", "../x", "https://host/x.git//sub@v1"] {
            let reference = parse(text).expect(text);
            assert_eq!(reference.to_string(), text);
            assert!(reference.location.is_some() && reference.id.is_empty());
        }
        assert!(matches!(parse("ext::sh -c x"), Err(ReferenceProblem::Location(_))));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "acme/", "a/b/c", "a b", "@1", "-x", "--help"] {
            assert_eq!(parse(text), Err(ReferenceProblem::Form), "{text}");
        }
        assert!(matches!(parse("api@new"), Err(ReferenceProblem::Version { .. })));
    }
}
