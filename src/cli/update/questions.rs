//! The questions that new versions have and the record does not answer.
//! Border: which are asked; how one is put is the wizard's work.
use crate::cli::question::ask as ask_question;
use crate::cli::{Error, Session};
use crate::template::{Answered, GivenAnswer, Questionnaire, Value};
use crate::ui::Reply;
use crate::update::{AnswerRequest, RecordedProject, Releases, questions};

/// Asks what is not answered yet, one question after the other; going back asks the one before again.
///
/// # Errors
/// When no answer came, and conditions that cannot be evaluated.
pub(super) fn ask(
    project: &RecordedProject,
    releases: &Releases,
    request: &mut AnswerRequest,
    session: &mut Session,
) -> Result<(), Error> {
    let questionnaire = questions(project, releases);
    let recorded: Vec<(&String, &Value)> = project.record.answers().collect();
    let mut typed: Vec<(String, Value)> = Vec::new();
    loop {
        let mut variables = questionnaire.start();
        let mut open = None;
        for question in questionnaire.questions() {
            if !questionnaire.applies(question, &variables)? {
                if let Some(value) = Questionnaire::absent(question) {
                    variables.insert(question.name.clone(), value);
                }
                continue;
            }
            let given = request.given.get(&question.name).and_then(|(answer, _)| question.take(answer).ok());
            let typed = typed.iter().find(|(name, _)| *name == question.name).map(|(_, value)| value.clone());
            let recorded = || {
                let found = recorded.iter().find(|(name, _)| **name == question.name);
                found.and_then(|(_, value)| question.check((*value).clone()).ok())
            };
            match given.or(typed).or_else(recorded) {
                Some(value) => drop(variables.insert(question.name.clone(), value)),
                None => {
                    open = Some((question, questionnaire.default(question, &variables)?));
                    break;
                }
            }
        }
        let Some((question, default)) = open else { break };
        match ask_question(question, default.as_ref(), session.prompter.as_mut())? {
            Reply::Answer(value) => typed.push((question.name.clone(), value)),
            Reply::Back => drop(typed.pop()),
        }
    }
    for (name, value) in typed {
        request.given.add(name, GivenAnswer::Value(value), Answered::Prompt);
    }
    Ok(())
}
