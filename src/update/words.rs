//! What an update says about its changes and findings.
//! Border: sentences for plans; errors are worded in `cli::wording`.
use camino::{Utf8Path, Utf8PathBuf};

use super::base::owner;
use super::{RecordedProject, Releases};
use crate::merge::{Conflict, ConflictKind, MergedPath, Remark};
use crate::plan::{Finding, Place, Rule, Standing};

/// The template `id` with its versions, as the rule that asks for a change; without an id the first that is new.
pub(super) fn rule(releases: &Releases, id: Option<&str>) -> Rule {
    let find = |id: &str| releases.all.iter().find(|release| release.recorded.id == id);
    let release = id.and_then(find).or_else(|| releases.all.iter().find(|release| release.is_new()));
    match release.or(releases.all.first()) {
        Some(release) => Rule { code: release.name.clone().into(), name: release.span().into() },
        None => match releases.needed.iter().find(|template| id.is_none_or(|id| template.manifest.id == id)) {
            Some(template) => {
                Rule { code: template.manifest.id.clone().into(), name: template.manifest.version.to_string().into() }
            }
            None => Rule::new("update", "templates"),
        },
    }
}

/// Title and reason of the change that a merged file is.
pub(super) fn change(merged: &MergedPath, origin: Option<&Utf8PathBuf>) -> (String, String) {
    let is_edited = merged.stages[0].as_ref().zip(merged.before.as_ref()).is_none_or(|(base, ours)| base != ours);
    let title = match (&merged.before, &merged.after) {
        (None, _) => "a new file".to_owned(),
        (Some(_), None) => "the file goes".to_owned(),
        _ if !merged.conflicts.is_empty() => conflict_title(merged),
        _ if origin != merged.path.as_ref() => match (origin, &merged.path) {
            (Some(from), Some(to)) => format!("{from} becomes {to}"),
            _ => "the file moves".to_owned(),
        },
        _ if is_edited => "the new version and your edits".to_owned(),
        _ => "the new version".to_owned(),
    };
    let reason = match (&merged.before, &merged.after) {
        (None, _) => "The new version has it.",
        (Some(_), None) => "The new version does not have it, and you did not change it.",
        _ if !merged.conflicts.is_empty() => "Both you and the new version changed the same.",
        _ if is_edited => "You and the new version changed different things.",
        _ => "You did not change it.",
    };
    (title, reason.to_owned())
}

fn conflict_title(merged: &MergedPath) -> String {
    match merged.conflicts.as_slice() {
        [_] => "a conflict to decide".to_owned(),
        several => format!("{} conflicts to decide", several.len()),
    }
}

/// What has to be decided in a file.
pub(super) fn conflict(rule: &Rule, merged: &MergedPath, conflict: &Conflict) -> Finding {
    let value = |value: &Option<serde_json::Value>| match value {
        Some(value) => value.to_string(),
        None => "nothing".to_owned(),
    };
    let reason = match &conflict.kind {
        ConflictKind::Lines => "You and the new version changed the same lines.".to_owned(),
        ConflictKind::Value { path, ours, theirs } => {
            format!("You and the new version changed `{path}`: you have {}, it has {}.", value(ours), value(theirs))
        }
        ConflictKind::Broken { reason } => {
            format!("Your change and that of the new version do not go together: {reason}.")
        }
        ConflictKind::BothAdded => "You and the new version each have a file of that name.".to_owned(),
        ConflictKind::RemovedByThem => {
            "The new version does not have the file any more, and you changed it.".to_owned()
        }
        ConflictKind::NotText => "You and the new version changed the file, which is not text.".to_owned(),
        ConflictKind::UnknownBase => {
            "What the file was made from is not known any more, so what you changed is not either.".to_owned()
        }
    };
    let next = match &conflict.kind {
        ConflictKind::RemovedByThem => "Remove it, or keep it: it stays until you do.",
        ConflictKind::NotText => "Your file stays; in git, `git checkout --theirs` takes the new one.",
        _ => "Decide between the markers and take them away; in git, `git add` the file then.",
    };
    let place = Place { line: conflict.line, ..Place::file(merged.name()) };
    Finding { rule: rule.clone(), standing: Standing::Manual, place, reason, next_step: Some(next.to_owned()) }
}

/// What was decided in the user's favour.
pub(super) fn remark(rule: &Rule, merged: &MergedPath, remark: &Remark) -> Finding {
    let theirs = merged.theirs.as_deref().map_or("", Utf8Path::as_str);
    let reason = match remark {
        Remark::StaysRemoved => "The new version changed it; you removed it, and it stays removed.".to_owned(),
        Remark::ValueStaysRemoved { path } => {
            format!("The new version changed `{path}`; you removed it, and it stays removed.")
        }
        Remark::KeepsName => format!("It keeps the name that you gave it; in the new version it is {theirs}."),
        Remark::StaysThoughRemoved => "The new version does not have it any more; under your name it stays.".to_owned(),
        Remark::NameTaken { path } => format!("In the new version it is {path}, where you have something else."),
    };
    let place = Place::file(merged.name());
    Finding { rule: rule.clone(), standing: Standing::Note, place, reason, next_step: None }
}

/// A file whose recorded bytes are gone, so that what its template makes today stands for them.
pub(super) fn guessed(project: &RecordedProject, path: &Utf8Path) -> Option<Finding> {
    let owner = owner(project, path)?;
    let template = project.record.templates.iter().find(|template| template.id == owner)?;
    Some(Finding {
        rule: Rule { code: template.id.clone().into(), name: template.version.to_string().into() },
        standing: Standing::Note,
        place: Place::file(path),
        reason: "The record says that something else was written than the template makes with these answers; \
                 the difference counts as yours."
            .to_owned(),
        next_step: None,
    })
}
