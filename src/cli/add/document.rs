//! What `pyworker add --json` prints, described in `docs/schema/add.schema.json`.
//! Border: a published shape; fields are only added within one version.
use std::collections::BTreeMap;

use camino::Utf8Path;
use serde::Serialize;

use super::planner::{Planned, Planner};
use super::request::{Mode, Request};
use super::run;
use super::target::Target;
use crate::cli::trust::{Done, documents};
use crate::compose::Reason;
use crate::plan::diff::DiffOptions;
use crate::template::Value;
use crate::ui::{ChangeDocument, CommandDocument, FileDocument, FindingDocument, changes, files, findings};

/// The document.
#[derive(Serialize)]
pub(super) struct AddDocument<'a> {
    command: &'static str,
    /// "dry-run" or "write".
    mode: &'static str,
    /// Whether files were written.
    applied: bool,
    root: &'a Utf8Path,
    worker: WorkerDocument<'a>,
    /// The layers that are new, in the order in which they are laid.
    layers: Vec<LayerDocument<'a>>,
    /// The layers that were there before.
    present: Vec<&'a str>,
    answers: BTreeMap<&'a str, &'a Value>,
    changes: Vec<ChangeDocument<'a>>,
    findings: Vec<FindingDocument<'a>>,
    files: Vec<FileDocument<'a>>,
    /// What the new layers want to have run, and what became of it.
    commands: Vec<CommandDocument>,
    next: Vec<String>,
}

#[derive(Serialize)]
struct WorkerDocument<'a> {
    name: &'a str,
    directory: &'a Utf8Path,
    config: Option<&'a Utf8Path>,
    entry: &'a Utf8Path,
}

#[derive(Serialize)]
struct LayerDocument<'a> {
    id: &'a str,
    version: String,
    source: &'a str,
    hash: String,
    /// The layer that needs it, if nobody asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    needed_by: Option<&'a str>,
}

impl<'a> AddDocument<'a> {
    /// The document of layers that were shown or added.
    pub fn new(
        request: &'a Request,
        target: &'a Target,
        planner: &'a Planner<'_>,
        planned: &'a Planned,
        commands: &[Done],
        applied: bool,
    ) -> Self {
        let options = DiffOptions { prefix: request.scope.prefix.clone(), ..DiffOptions::default() };
        let names = run::question_names(planner.new_questions());
        let new: Vec<&str> = planner.composition.new_layers().map(|layer| layer.id()).collect();
        Self {
            command: "add",
            mode: if request.mode == Mode::DryRun { "dry-run" } else { "write" },
            applied,
            root: &planned.plan.root,
            worker: WorkerDocument {
                name: &target.worker.name,
                directory: &target.worker.directory,
                config: target.worker.config.as_deref(),
                entry: &target.worker.main,
            },
            layers: planner
                .composition
                .new_layers()
                .map(|layer| LayerDocument {
                    id: layer.id(),
                    version: layer.template.manifest.version.to_string(),
                    source: &layer.template.origin.source,
                    hash: format!("sha256:{}", layer.template.hash),
                    needed_by: match &layer.reason {
                        Reason::NeededBy(id) => Some(id),
                        Reason::Asked | Reason::Present => None,
                    },
                })
                .collect(),
            present: planner.composition.ids.iter().map(String::as_str).filter(|id| !new.contains(id)).collect(),
            answers: planned
                .answers
                .recorded
                .iter()
                .filter(|(name, _)| names.contains(&name.as_str()))
                .map(|(name, value)| (name.as_str(), value))
                .collect(),
            changes: changes(&planned.plan, &options),
            findings: findings(&planned.plan),
            files: files(&planned.plan, &options),
            commands: documents(commands),
            next: run::next(target, planner, planned).unwrap_or_default(),
        }
    }
}
