//! A command of a template as JSON, the same in the documents of all commands that run some.
//! Border: the format; fields are only ever added, a change of meaning is a new version.
use serde::Serialize;

/// A command that a template asks for, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommandDocument {
    /// The template's name.
    pub template: String,
    /// Where it came from.
    pub source: String,
    /// Its content, which trust is about.
    pub hash: String,
    /// The program and its arguments.
    pub command: Vec<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// "proposed", "done", "failed", "interrupted", "left-out", "dropped" or "not-needed".
    pub status: &'static str,
    /// The last lines of what it said, if it failed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<String>,
}
