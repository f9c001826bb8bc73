//! `.pyworker.toml`: what a project was made from.
//! Border: written by the tool, never by a template; holds no secret.
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::{COMPOSITION_VARIABLES, Layer, RenderedFile, Variables};
use crate::plan::Content;

/// The version of the record's own format.
pub const FORMAT: i64 = 1;

const HEADER: &str = "\
# What this project was generated from. pyworker writes this file and compares with it later:
# keep it under version control and leave it as it is.
";

/// The record of a project made of `layers`, each with the files that it wrote.
pub(super) fn text(layers: &[(&Layer<'_>, Vec<RenderedFile>)]) -> String {
    let mut document = DocumentMut::new();
    document.insert("format", value(FORMAT));
    if let Some((layer, _)) = layers.first() {
        let mut built_in = layer.answers.built_in.clone();
        built_in.retain(|name, _| !COMPOSITION_VARIABLES.contains(&name.as_str()));
        document.insert("variables", Item::Table(variables(&built_in)));
    }
    let mut templates = ArrayOfTables::new();
    for (layer, files) in layers {
        templates.push(entry(layer, files));
    }
    document.insert("template", Item::ArrayOfTables(templates));
    format!("{HEADER}{document}")
}

fn variables(variables: &Variables) -> Table {
    let mut table = Table::new();
    for (name, given) in variables {
        table.insert(name, value(given.to_toml()));
    }
    table
}

fn entry(layer: &Layer<'_>, files: &[RenderedFile]) -> Table {
    let manifest = &layer.template.manifest;
    let mut entry = Table::new();
    entry.insert("id", value(&manifest.id));
    entry.insert("kind", value(manifest.kind.as_str()));
    entry.insert("source", value(&layer.template.origin.source));
    if let Some(commit) = &layer.template.origin.commit {
        entry.insert("commit", value(commit));
    }
    entry.insert("version", value(manifest.version.to_string()));
    entry.insert("hash", value(format!("sha256:{}", layer.template.hash)));
    if !layer.answers.recorded.is_empty() {
        entry.insert("answers", Item::Table(variables(&layer.answers.recorded)));
    }
    let mut hashes = Table::new();
    for file in files {
        let hash = Content::from(file.content.as_slice()).hash();
        hashes.insert(file.path.as_str(), value(format!("sha256:{hash}")));
    }
    entry.insert("files", Item::Table(hashes));
    entry
}
