//! From rendered templates to a plan.
//! Border: reads the target to see what is there; writing is `plan`'s work.
use camino::{Utf8Path, Utf8PathBuf};

use super::{Answers, RECORD, RenderedFile, Template, TemplateError, jail, record, render};
use crate::plan::{Change, ChangeId, Content, FileMode, FileOutcome, FilePreview, Place, Plan, Rule, Safety};

/// A template with its answers.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'template> {
    /// The template.
    pub template: &'template Template,
    /// Its answers, complete.
    pub answers: &'template Answers,
}

/// A plan that makes a new project of `layers` in `root`: one change for each, and the record. `root` may be absent;
/// nothing that is there is touched.
///
/// # Errors
/// A template that cannot be rendered, and paths that are refused or taken.
pub fn propose(root: &Utf8Path, layers: &[Layer<'_>]) -> Result<Plan, TemplateError> {
    let mut rendered = Vec::new();
    for layer in layers {
        rendered.push((layer, render(layer.template, layer.answers)?));
    }
    let record = RenderedFile {
        path: Utf8PathBuf::from(RECORD),
        content: record::text(&rendered).into_bytes(),
        mode: FileMode::Regular,
    };
    let files = || rendered.iter().flat_map(|(_, files)| files).chain(std::iter::once(&record));
    jail::check_set(files().map(|file| file.path.as_path()))?;
    // In a directory that is not there nothing can be in the way.
    if root.symlink_metadata().is_ok() {
        for file in files() {
            jail::check_target(root, &file.path)?;
        }
    }

    let mut changes = Vec::new();
    for (index, (layer, files)) in rendered.iter().enumerate() {
        // The record belongs to the first change: without it the others cannot be recorded.
        let record = (index == 0).then_some(&record);
        changes.push(change(layer, files.iter().chain(record)));
    }
    let mut outcomes: Vec<FileOutcome> = files().map(outcome).collect();
    outcomes.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Plan { root: root.to_owned(), changes, findings: Vec::new(), files: outcomes })
}

fn change<'file>(layer: &Layer<'_>, files: impl Iterator<Item = &'file RenderedFile>) -> Change {
    let manifest = &layer.template.manifest;
    let rule = Rule { code: manifest.id.clone().into(), name: manifest.version.to_string().into() };
    Change {
        id: ChangeId::new(&rule, Utf8Path::new(""), &layer.template.hash, 0),
        title: manifest.title.clone(),
        reason: manifest.summary.clone(),
        rule,
        safety: Safety::Safe,
        place: Place::file(""),
        needs: Vec::new(),
        accepted: true,
        previews: files
            .map(|file| FilePreview {
                path: file.path.clone(),
                before: None,
                after: Some(Content::from(file.content.as_slice())),
            })
            .collect(),
    }
}

fn outcome(file: &RenderedFile) -> FileOutcome {
    FileOutcome {
        path: file.path.clone(),
        before: None,
        after: Some(Content::from(file.content.as_slice())),
        mode: file.mode,
        mode_change: None,
    }
}
