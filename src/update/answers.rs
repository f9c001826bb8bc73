//! The answers with which a project was made, and those with which it is made anew.
//! Border: which answer counts; asking is the caller's work.
use std::ops::Range;

use super::{RecordedProject, Releases, UpdateError};
use crate::template::{
    AnswerProblem, Answered, Answers, Defaults, Given, GivenAnswer, Manifest, ProjectName, Questionnaire, Template,
    TemplateError, Variables,
};
use crate::text::closest;

/// What is answered beforehand.
#[derive(Debug, Clone, Default)]
pub struct AnswerRequest {
    /// What the team's policy decides, then flags, then what was typed; the environment comes after the record.
    pub given: Given,
}

/// The variables that the tool provides: those of the record, and today's for what it does not have.
fn built_in(project: &RecordedProject) -> Variables {
    let recorded = &project.record.variables;
    let name = match recorded.get("project_name") {
        Some(crate::template::Value::Text(name)) => ProjectName::new(name).ok(),
        _ => None,
    };
    // A worker that was made elsewhere has a name of its own, which no template uses.
    let name = name.or_else(|| ProjectName::new("worker").ok());
    let mut variables = name.map(|name| name.variables()).unwrap_or_default();
    variables.extend(recorded.clone());
    variables
}

/// The questions of the new versions.
pub fn questions<'a>(project: &RecordedProject, releases: &'a Releases) -> Questionnaire<'a> {
    let manifests = releases.all.iter().map(|release| &release.new).chain(&releases.needed);
    Questionnaire::over(manifests.map(|template| &template.manifest), built_in(project))
}

/// The answers for the new versions: what is given, then what the record has, then the environment, then defaults.
///
/// # Errors
/// Everything that is missing or wrong. A wrong answer of the record is named with its place there.
pub(super) fn new_answers(
    project: &RecordedProject,
    releases: &Releases,
    request: &AnswerRequest,
) -> Result<Answers, UpdateError> {
    let mut given = request.given.clone();
    add_recorded(project, &mut given);
    for template in releases.all.iter().map(|release| &release.new).chain(&releases.needed) {
        given.add_environment(&template.manifest, |name| std::env::var_os(name));
    }
    questions(project, releases).complete(&given, Defaults::Accept).map_err(|error| located(project, error))
}

/// The answers with which the recorded versions were rendered; secrets are taken from the new ones, for nobody knows
/// what they were.
///
/// # Errors
/// Answers of the record that answer nothing, or that their question does not take.
pub(super) fn old_answers(project: &RecordedProject, old: &[&Template], new: &Answers) -> Result<Answers, UpdateError> {
    for (index, recorded) in project.record.templates.iter().enumerate() {
        let Some(template) = old.iter().find(|template| template.manifest.id == recorded.id) else { continue };
        check_names(project, index, &template.manifest)?;
    }
    let mut given = Given::default();
    add_recorded(project, &mut given);
    for name in &new.secrets {
        if let Some(value) = new.variables.get(name) {
            given.add(name, GivenAnswer::Value(value.clone()), Answered::Before);
        }
    }
    let questionnaire = Questionnaire::over(old.iter().map(|template| &template.manifest), built_in(project));
    questionnaire.complete(&given, Defaults::Accept).map_err(|error| located(project, error))
}

fn add_recorded(project: &RecordedProject, given: &mut Given) {
    for (name, value) in project.record.answers() {
        given.add(name, GivenAnswer::Value(value.clone()), Answered::Before);
    }
}

/// An answer to a question that the recorded version does not have was written by hand, and is a mistake.
fn check_names(project: &RecordedProject, index: usize, manifest: &Manifest) -> Result<(), UpdateError> {
    let names = || manifest.questions.iter().map(|question| question.name.as_str());
    for name in project.record.templates[index].answers.keys() {
        if !names().any(|known| known == name) {
            return Err(UpdateError::RecordedAnswer {
                text: project.text.clone(),
                range: place(&project.text, name),
                name: name.clone(),
                reason: format!("{} {} does not ask that", manifest.id, manifest.version),
                meant: closest(name, names()).map(str::to_owned),
            });
        }
    }
    Ok(())
}

/// A wrong answer of the record, with its place there.
fn located(project: &RecordedProject, error: TemplateError) -> UpdateError {
    let TemplateError::Answers(troubles) = &error else { return error.into() };
    let recorded = troubles.iter().find_map(|trouble| match &trouble.problem {
        AnswerProblem::Invalid { from: Answered::Before, reason, .. } => Some((trouble, reason)),
        _ => None,
    });
    match recorded {
        None => error.into(),
        Some((trouble, reason)) => UpdateError::RecordedAnswer {
            text: project.text.clone(),
            range: place(&project.text, &trouble.name),
            name: trouble.name.clone(),
            reason: reason.to_string(),
            meant: None,
        },
    }
}

/// Where the record has the answer of that name.
fn place(text: &str, name: &str) -> Range<usize> {
    let Ok(document) = toml_edit::Document::parse(text) else { return 0..0 };
    let templates = document.get("template").and_then(toml_edit::Item::as_array_of_tables);
    templates
        .into_iter()
        .flatten()
        .filter_map(|template| template.get("answers")?.as_table_like())
        .filter_map(|answers| answers.get_key_value(name))
        .find_map(|(key, item)| item.span().or_else(|| key.span()))
        .unwrap_or(0..0)
}
