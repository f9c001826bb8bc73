//! An update as JSON: the document of `--json`, described in `docs/schema/update.schema.json`.
//! Border: the format; fields are only ever added, a change of meaning is a new version.
use camino::Utf8Path;
use serde::Serialize;

use super::{TemplateView, UpdateView};
use crate::plan::diff::DiffOptions;
use crate::ui::CommandDocument;
use crate::ui::plan_document::{ChangeDocument, FileDocument, FindingDocument, changes, files, findings};

/// The document.
#[derive(Debug, Serialize)]
pub struct UpdateDocument<'a> {
    command: &'static str,
    /// "dry-run" or "write".
    mode: &'static str,
    /// Whether files were written.
    applied: bool,
    root: &'a Utf8Path,
    templates: Vec<TemplateDocument<'a>>,
    changes: Vec<ChangeDocument<'a>>,
    conflicts: Vec<ConflictDocument<'a>>,
    findings: Vec<FindingDocument<'a>>,
    files: Vec<FileDocument<'a>>,
    /// What the new versions want to have run, and what became of it.
    commands: Vec<CommandDocument>,
}

#[derive(Debug, Serialize)]
pub(super) struct TemplateDocument<'a> {
    id: &'a str,
    name: &'a str,
    source: &'a str,
    from: Option<String>,
    to: String,
    newest: String,
    changes: Vec<VersionDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct VersionDocument<'a> {
    version: String,
    changes: &'a [String],
}

#[derive(Debug, Serialize)]
struct ConflictDocument<'a> {
    path: &'a Utf8Path,
    places: usize,
}

impl<'a> UpdateDocument<'a> {
    /// The document of an update; diffs are written as `options` say.
    pub fn new(view: UpdateView<'a>, commands: Vec<CommandDocument>, applied: bool, options: &DiffOptions) -> Self {
        Self {
            command: "update",
            mode: if applied { "write" } else { "dry-run" },
            applied,
            root: &view.plan.root,
            templates: view.templates.iter().map(template_document).collect(),
            changes: changes(view.plan, options),
            conflicts: view.conflicts.iter().map(|(path, places)| ConflictDocument { path, places: *places }).collect(),
            findings: findings(view.plan),
            files: files(view.plan, options),
            commands,
        }
    }
}

fn template_document(template: &TemplateView) -> TemplateDocument<'_> {
    let changes = template.changes.iter();
    TemplateDocument {
        id: &template.id,
        name: &template.name,
        source: &template.source,
        from: template.from.as_ref().map(ToString::to_string),
        to: template.to.to_string(),
        newest: template.newest.to_string(),
        changes: changes.map(|(version, changes)| VersionDocument { version: version.to_string(), changes }).collect(),
    }
}
