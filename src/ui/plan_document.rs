//! The parts of a plan as JSON, the same in the documents of all commands that make plans.
//! Border: the format; fields are only ever added, a change of meaning is a new version.
use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use crate::plan::diff::{DiffOptions, unified_file, unified_preview};
use crate::plan::{Change, Content, Decision, FileOutcome, Finding, Place, Plan, Safety, Standing};

/// A change of a plan.
#[derive(Debug, Serialize)]
pub struct ChangeDocument<'a> {
    id: &'a str,
    code: &'a str,
    rule: &'a str,
    title: &'a str,
    reason: &'a str,
    safety: Safety,
    decision: Decision,
    place: PlaceDocument<'a>,
    needs: Vec<&'a str>,
    files: Vec<ChangeFileDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeFileDocument<'a> {
    path: &'a Utf8Path,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

#[derive(Debug, Serialize)]
struct PlaceDocument<'a> {
    path: &'a Utf8Path,
    #[serde(skip_serializing_if = "is_zero")]
    line: usize,
    #[serde(skip_serializing_if = "is_zero")]
    column: usize,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A finding of a plan.
#[derive(Debug, Serialize)]
pub struct FindingDocument<'a> {
    code: &'a str,
    rule: &'a str,
    standing: Standing,
    place: PlaceDocument<'a>,
    reason: &'a str,
    next_step: Option<&'a str>,
}

/// What becomes of a file.
#[derive(Debug, Serialize)]
pub struct FileDocument<'a> {
    path: &'a Utf8Path,
    fate: &'static str,
    before_sha256: Option<String>,
    after_sha256: Option<String>,
    /// Missing if the file is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

/// All changes; diffs are written as `options` say.
pub fn changes<'a>(plan: &'a Plan, options: &DiffOptions) -> Vec<ChangeDocument<'a>> {
    plan.changes.iter().map(|change| change_document(change, options)).collect()
}

/// All findings.
pub fn findings(plan: &Plan) -> Vec<FindingDocument<'_>> {
    plan.findings.iter().map(finding_document).collect()
}

/// All files; diffs are written as `options` say.
pub fn files<'a>(plan: &'a Plan, options: &DiffOptions) -> Vec<FileDocument<'a>> {
    plan.files.iter().map(|file| file_document(file, options)).collect()
}

fn change_document<'a>(change: &'a Change, options: &DiffOptions) -> ChangeDocument<'a> {
    ChangeDocument {
        id: change.id.as_str(),
        code: &change.rule.code,
        rule: &change.rule.name,
        title: &change.title,
        reason: &change.reason,
        safety: change.safety,
        decision: if change.accepted { Decision::Accept } else { Decision::Reject },
        place: place_document(&change.place),
        needs: change.needs.iter().map(|id| id.as_str()).collect(),
        files: change
            .previews
            .files()
            .iter()
            .map(|preview| {
                let mut diff = Vec::new();
                unified_preview(&mut diff, preview, options);
                ChangeFileDocument { path: &preview.path, diff: String::from_utf8(diff).ok() }
            })
            .collect(),
    }
}

fn finding_document(finding: &Finding) -> FindingDocument<'_> {
    FindingDocument {
        code: &finding.rule.code,
        rule: &finding.rule.name,
        standing: finding.standing,
        place: place_document(&finding.place),
        reason: &finding.reason,
        next_step: finding.next_step.as_deref(),
    }
}

fn place_document(place: &Place) -> PlaceDocument<'_> {
    PlaceDocument { path: &place.path, line: place.line, column: place.column }
}

fn file_document<'a>(file: &'a FileOutcome, options: &DiffOptions) -> FileDocument<'a> {
    let mut diff = Vec::new();
    unified_file(&mut diff, file, options);
    let path: &Utf8PathBuf = &file.path;
    FileDocument {
        path,
        fate: match (&file.before, &file.after) {
            (None, _) => "created",
            (_, None) => "deleted",
            _ => "changed",
        },
        before_sha256: file.before.as_ref().map(Content::hash),
        after_sha256: file.after.as_ref().map(Content::hash),
        diff: String::from_utf8(diff).ok(),
    }
}
