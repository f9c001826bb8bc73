//! Which version is wanted: `2.0.0`, `^2`, `kv@1.4.0`.
//! Border: the text of `--to`; whether there is such a version is found out in the catalog.
use semver::{Version, VersionReq};

/// A version that was asked for, perhaps of one template alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The template; without it the one that the project started from.
    pub id: Option<String>,
    /// As it was typed, without the template.
    pub text: String,
    requirement: Requirement,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Requirement {
    Exact(Version),
    Range(VersionReq),
}

impl Wanted {
    /// Whether a version is one of those that are wanted.
    pub fn allows(&self, version: &Version) -> bool {
        match &self.requirement {
            Requirement::Exact(wanted) => wanted == version,
            Requirement::Range(wanted) => wanted.matches(version),
        }
    }

    /// The one version that is wanted, if it is one.
    pub fn exact(&self) -> Option<&Version> {
        match &self.requirement {
            Requirement::Exact(wanted) => Some(wanted),
            Requirement::Range(_) => None,
        }
    }
}

impl std::str::FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (id, version) = match text.split_once('@') {
            Some(("", _)) => return Err("the template before `@` is missing".to_owned()),
            Some((id, version)) => (Some(id.to_owned()), version),
            None => (None, text),
        };
        let requirement = match Version::parse(version) {
            Ok(exact) => Requirement::Exact(exact),
            Err(_) => {
                let range = VersionReq::parse(version);
                Requirement::Range(range.map_err(|error| format!("`{version}` is not a version: {error}"))?)
            }
        };
        Ok(Self { id, text: version.to_owned(), requirement })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_version_is_that_version_and_everything_else_a_range() {
        let wanted: Wanted = "kv@1.4.0".parse().expect("a version");
        assert_eq!(wanted.id.as_deref(), Some("kv"));
        assert!(wanted.allows(&Version::new(1, 4, 0)) && !wanted.allows(&Version::new(1, 4, 1)));
        let wanted: Wanted = "2".parse().expect("a version");
        assert!(wanted.allows(&Version::new(2, 7, 0)) && !wanted.allows(&Version::new(3, 0, 0)));
        assert_eq!((wanted.id.as_deref(), wanted.exact()), (None, None));
        for wrong in ["", "@1.0.0", "x@", "new"] {
            assert!(wrong.parse::<Wanted>().is_err(), "{wrong}");
        }
    }
}
