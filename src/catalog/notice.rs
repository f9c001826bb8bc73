//! What the user should be told about a template that can be had all the same.
//! Border: data; the words for the user stand in `cli::wording`.
use semver::Version;

use super::kind::EntryKind;

/// What the user should be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// It should not be used any more.
    Deprecated {
        /// What it is.
        kind: EntryKind,
        /// Its name, with the catalog's.
        id: String,
        /// What to use instead.
        replaced_by: Option<String>,
    },
    /// There is a newer version, which this program is too old for.
    Newer {
        /// Its name.
        id: String,
        /// That version.
        newer: Version,
        /// The program that it needs.
        needed: Version,
        /// The version that is taken instead.
        chosen: Version,
    },
    /// A password or token stood in the address.
    Credentials {
        /// The source, without it.
        source: String,
    },
}
