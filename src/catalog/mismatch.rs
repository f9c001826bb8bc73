//! What something should be, and what it is.
//! Border: data of errors; the words for the user stand in `cli::wording`.
use camino::Utf8PathBuf;
use semver::Version;

/// Content that is not what was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashMismatch {
    /// The template, with its catalog.
    pub id: String,
    /// The version.
    pub version: Version,
    /// Where it was looked for.
    pub place: String,
    /// SHA-256, as the catalog says.
    pub published: String,
    /// SHA-256, as it is.
    pub found: String,
}

/// A version that is not what it was when it was first seen here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The template with its catalog, the catalog, or the place.
    pub id: String,
    /// The version, or the tag.
    pub version: String,
    /// The name under which it was remembered.
    pub pin: String,
    /// The catalog, for the command that accepts it.
    pub catalog: Option<String>,
    /// What was seen then.
    pub was: Seen,
    /// What is there now.
    pub is: Seen,
}

/// What a version was or is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The commit, if it came from git.
    pub commit: Option<String>,
    /// SHA-256 of the content.
    pub hash: String,
}

/// A template that says something else about itself than its catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misnamed {
    /// As the catalog says.
    pub id: String,
    /// As the catalog says.
    pub version: Version,
    /// As the template says.
    pub found_id: String,
    /// As the template says.
    pub found_version: Version,
    /// The template's manifest.
    pub path: Utf8PathBuf,
}
