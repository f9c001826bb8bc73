//! What a site shows.
//! Border: data; collecting it from catalogs is the command's work, laying it out the pages'.
use crate::catalog::{Entry, EntryKind};
use crate::template::Template;

/// Everything on a site.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// What it is called.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// In the order in which they are shown.
    pub entries: Vec<SiteEntry>,
}

/// One entry of a catalog.
#[derive(Debug, Clone)]
pub struct SiteEntry {
    /// As its catalog offers it.
    pub entry: Entry,
    /// What is typed after `--template`, `--with` or `add`.
    pub name: String,
    /// Where its catalog lies; nothing if that is inside the program, or a directory of somebody's machine.
    pub source: Option<String>,
    /// The version that is shown, the newest.
    pub version: String,
    /// SHA-256 of its content.
    pub hash: String,
    /// The template, if it is one.
    pub template: Option<Template>,
    /// The rules of a set of codemods: code, name and summary.
    pub rules: Vec<(String, String, String)>,
    /// Its README, in Markdown.
    pub readme: Option<String>,
    /// What changed, by version, the newest first.
    pub changes: Vec<(String, Vec<String>)>,
}

impl SiteEntry {
    /// The command that uses it.
    pub fn command(&self) -> String {
        match self.entry.kind {
            EntryKind::Template | EntryKind::Preset => {
                format!("create-pyworker my-worker --template {}", self.name)
            }
            EntryKind::Layer => format!("pyworker add {}", self.name),
            EntryKind::Codemods => format!("pyworker migrate --codemods {}", self.name),
        }
    }
}
