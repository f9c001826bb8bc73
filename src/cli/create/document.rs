//! What `--json` prints about a project.
//! Border: a published shape; fields are only added within one version.
use serde::Serialize;

use super::finish;
use super::next::{self, Command};
use super::project::Project;
use super::request::Request;
use super::work::{self, Status};
use crate::cli::trust::{Done, documents};
use crate::plan::FileMode;
use crate::steps::{Outcome, Step};
use crate::template::{Kind, Template, Value};
use crate::ui::CommandDocument;

/// The document.
#[derive(Serialize)]
pub(super) struct Document<'project> {
    directory: &'project str,
    name: &'project str,
    written: bool,
    template: TemplateDocument<'project>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preset: Option<TemplateDocument<'project>>,
    layers: Vec<TemplateDocument<'project>>,
    answers: &'project std::collections::BTreeMap<String, Value>,
    files: Vec<FileDocument<'project>>,
    steps: Vec<StepDocument<'project>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    commands: Vec<CommandDocument>,
    next: Vec<Command>,
    again: String,
}

#[derive(Serialize)]
struct TemplateDocument<'project> {
    id: &'project str,
    kind: Kind,
    version: String,
    source: &'project str,
    hash: String,
}

#[derive(Serialize)]
struct FileDocument<'project> {
    path: &'project str,
    bytes: usize,
    hash: String,
    executable: bool,
}

#[derive(Serialize)]
struct StepDocument<'project> {
    step: Step,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<&'project str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    said: &'project [String],
}

impl<'project> Document<'project> {
    /// The document of a project that was shown or written.
    pub fn new(
        project: &'project Project,
        request: &Request,
        statuses: &'project [(Step, Status)],
        commands: &[Done],
        written: bool,
    ) -> Self {
        let chosen = &project.chosen;
        let files = project.plan.files.iter().filter_map(|file| {
            let content = file.after.as_ref()?;
            Some(FileDocument {
                path: file.path.as_str(),
                bytes: content.bytes().len(),
                hash: format!("sha256:{}", content.hash()),
                executable: file.mode == FileMode::Executable,
            })
        });
        Self {
            directory: project.directory.as_str(),
            name: project.name.as_str(),
            written,
            template: TemplateDocument::new(&chosen.base),
            preset: chosen.preset.as_ref().map(TemplateDocument::new),
            layers: chosen.composition.layers.iter().map(|layer| TemplateDocument::new(&layer.template)).collect(),
            answers: &project.answers.recorded,
            files: files.collect(),
            steps: statuses.iter().map(|(step, status)| StepDocument::new(*step, status)).collect(),
            commands: documents(commands),
            next: next::all(&project.directory, &finish::open(project, statuses), &project.next),
            again: project.again(request),
        }
    }
}

impl<'project> TemplateDocument<'project> {
    fn new(template: &'project Template) -> Self {
        Self {
            id: &template.manifest.id,
            kind: template.manifest.kind,
            version: template.manifest.version.to_string(),
            source: &template.origin.source,
            hash: format!("sha256:{}", template.hash),
        }
    }
}

impl<'project> StepDocument<'project> {
    fn new(step: Step, status: &'project Status) -> Self {
        let mut document = Self { step, status: "skipped", seconds: None, reason: None, command: None, said: &[] };
        match status {
            Status::Ran(Outcome::Done { time }) => {
                document.status = "done";
                document.seconds = Some((time.as_secs_f64() * 1000.0).round() / 1000.0);
            }
            Status::Ran(Outcome::Failed { command, said }) => {
                document.status = "failed";
                document.command = Some(command);
                document.said = said;
            }
            Status::Ran(Outcome::Interrupted) => document.status = "interrupted",
            Status::Unavailable(availability) => document.reason = work::reason(availability),
            Status::Dropped => {}
        }
        document
    }
}
