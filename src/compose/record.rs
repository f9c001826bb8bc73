//! `.pyworker.toml`: what a project was made from.
//! Border: written by the tool, never by a template; holds no secret. Reading it back is `record_reader`'s work.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use crate::template::{Kind, Template, Value, Variables};

/// The version of the record's own format.
pub(super) const FORMAT: i64 = 1;

const HEADER: &str = "\
# What this project was generated from. pyworker writes this file and compares with it later:
# keep it under version control and leave it as it is.
";

/// What a project was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The variables that the tool provided when it was made.
    pub variables: Variables,
    /// The template that it started from, and the layers in the order in which they were laid.
    pub templates: Vec<RecordedTemplate>,
    /// The names that the user gave to files of the templates, as an update found them.
    pub renamed: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

/// One template or layer of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedTemplate {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Where it came from.
    pub source: String,
    /// The commit, if it came from git.
    pub commit: Option<String>,
    /// Its version.
    pub version: semver::Version,
    /// SHA-256 of its content, in lower-case hexadecimal.
    pub hash: String,
    /// The answers to its questions, secrets left out.
    pub answers: BTreeMap<String, Value>,
    /// SHA-256 of every file that it wrote, as it was when everything was laid.
    pub files: BTreeMap<Utf8PathBuf, String>,
}

impl RecordedTemplate {
    /// The record of `template`, of which nothing is written yet; `answers` are those of the whole project.
    pub fn of(template: &Template, answers: &BTreeMap<String, Value>) -> Self {
        let manifest = &template.manifest;
        let own = |name: &String| manifest.questions.iter().any(|question| question.name == *name);
        Self {
            id: manifest.id.clone(),
            kind: manifest.kind,
            source: template.origin.source.clone(),
            commit: template.origin.commit.clone(),
            version: manifest.version.clone(),
            hash: template.hash.clone(),
            answers: answers.iter().filter(|(name, _)| own(name)).map(|(k, v)| (k.clone(), v.clone())).collect(),
            files: BTreeMap::new(),
        }
    }
}

impl Record {
    /// The layers.
    pub fn layers(&self) -> impl Iterator<Item = &RecordedTemplate> {
        self.templates.iter().filter(|template| template.kind == Kind::Feature)
    }

    /// The template that the project started from.
    pub fn base(&self) -> Option<&RecordedTemplate> {
        self.templates.iter().find(|template| template.kind == Kind::Project)
    }

    /// All answers.
    pub fn answers(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.templates.iter().flat_map(|template| &template.answers)
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut document = DocumentMut::new();
        document.insert("format", value(FORMAT));
        if !self.variables.is_empty() {
            document.insert("variables", Item::Table(table(&self.variables)));
        }
        if !self.renamed.is_empty() {
            let mut renamed = Table::new();
            for (from, to) in &self.renamed {
                renamed.insert(from.as_str(), value(to.as_str()));
            }
            document.insert("renamed", Item::Table(renamed));
        }
        let mut templates = ArrayOfTables::new();
        for template in &self.templates {
            templates.push(entry(template));
        }
        document.insert("template", Item::ArrayOfTables(templates));
        format!("{HEADER}{document}")
    }
}

fn table(values: &BTreeMap<String, Value>) -> Table {
    let mut table = Table::new();
    for (name, given) in values {
        table.insert(name, value(given.to_toml()));
    }
    table
}

fn entry(template: &RecordedTemplate) -> Table {
    let mut entry = Table::new();
    entry.insert("id", value(&template.id));
    entry.insert("kind", value(template.kind.as_str()));
    entry.insert("source", value(&template.source));
    if let Some(commit) = &template.commit {
        entry.insert("commit", value(commit));
    }
    entry.insert("version", value(template.version.to_string()));
    entry.insert("hash", value(format!("sha256:{}", template.hash)));
    if !template.answers.is_empty() {
        entry.insert("answers", Item::Table(table(&template.answers)));
    }
    let mut hashes = Table::new();
    for (path, hash) in &template.files {
        hashes.insert(path.as_str(), value(format!("sha256:{hash}")));
    }
    entry.insert("files", Item::Table(hashes));
    entry
}
