//! How a template is named: `search`, `acme/api`, `acme/api@^2`.
//! Border: the text alone; whether there is such a template is `Catalog`'s answer.
use semver::{Version, VersionReq};

/// Names one template, perhaps of one catalog, perhaps of certain versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The catalog; without it all are asked.
    pub catalog: Option<String>,
    /// The template's id.
    pub id: String,
    requirement: Option<VersionReq>,
}

/// Why a text names no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceProblem {
    /// Not of the form `[catalog/]id[@version]`.
    #[error("a template is named `id`, `catalog/id` or `catalog/id@version`")]
    Form,
    /// The part after `@`.
    #[error("`{text}` is not a version: {message}")]
    Version {
        /// What stands there.
        text: String,
        /// From the parser.
        message: String,
    },
}

impl Reference {
    /// The latest version of any catalog's template `id`.
    pub fn to(id: impl Into<String>) -> Self {
        Self { catalog: None, id: id.into(), requirement: None }
    }

    /// Whether a version is one of those that are wanted.
    pub fn allows(&self, version: &Version) -> bool {
        self.requirement.as_ref().is_none_or(|wanted| wanted.matches(version))
    }

    /// The versions that are wanted, in words.
    pub fn requirement(&self) -> String {
        self.requirement.as_ref().map_or_else(|| "*".to_owned(), ToString::to_string)
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(catalog) = &self.catalog {
            write!(formatter, "{catalog}/")?;
        }
        formatter.write_str(&self.id)?;
        match &self.requirement {
            Some(wanted) => write!(formatter, "@{wanted}"),
            None => Ok(()),
        }
    }
}

impl std::str::FromStr for Reference {
    type Err = ReferenceProblem;

    fn from_str(text: &str) -> Result<Self, ReferenceProblem> {
        let (name, requirement) = match text.split_once('@') {
            None => (text, None),
            Some((name, version)) => {
                let wanted = VersionReq::parse(version).map_err(|error| ReferenceProblem::Version {
                    text: version.to_owned(),
                    message: error.to_string(),
                })?;
                (name, Some(wanted))
            }
        };
        let (catalog, id) = match name.split_once('/') {
            None => (None, name),
            Some((catalog, id)) => (Some(catalog), id),
        };
        let is_name = |part: &str| {
            !part.is_empty() && !part.contains(|character: char| character == '/' || character.is_whitespace())
        };
        if !is_name(id) || !catalog.is_none_or(is_name) {
            return Err(ReferenceProblem::Form);
        }
        Ok(Self { catalog: catalog.map(str::to_owned), id: id.to_owned(), requirement })
    }
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
    fn other_texts_are_refused() {
        for text in ["", "/api", "acme/", "a/b/c", "a b", "@1"] {
            assert_eq!(parse(text), Err(ReferenceProblem::Form), "{text}");
        }
        assert!(matches!(parse("api@new"), Err(ReferenceProblem::Version { .. })));
    }
}
