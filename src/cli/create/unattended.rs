//! Making a project without asking: everything that is missing or wrong is listed at once.
//! Border: decides from what was given; nothing is written before all of it is right.
use super::chosen::{Chosen, Failure, starts};
use super::project::{self, Project};
use super::request::{Consent, Request};
use super::trouble::Trouble;
use super::{finish, target, work};
use crate::catalog::Catalog;
use crate::cli::{Error, Exit, Session, catalogs};
use crate::template::{Answered, Answers, Defaults, ProjectName, TemplateError};
use crate::text::shell_line;

/// Makes or shows the project, or lists what stands in the way.
pub(super) fn run(request: &Request, catalog: &Catalog, session: &mut Session) -> Result<Exit, Error> {
    if let Some(directory) = request.directory.as_deref().filter(|_| request.consent == Consent::Given) {
        finish::recover(directory, session)?;
    }
    let mut troubles = Vec::new();
    let name = directory_and_name(request, &mut troubles);
    let chosen = chosen(request, catalog, &mut troubles)?;
    catalogs::tell(catalog, session);
    let answers = match &chosen {
        Some(chosen) => answers(request, chosen, name.as_ref(), &mut troubles)?,
        None => None,
    };
    if request.consent == Consent::Ask {
        troubles.push(Trouble::NoConsent);
    }
    match (&request.directory, name, chosen, answers) {
        (Some(directory), Some(name), Some(chosen), Some(answers)) if troubles.is_empty() => {
            let project = Project::new(directory.clone(), name, chosen, answers)?;
            let steps = match request.consent {
                Consent::DryRun => Vec::new(),
                _ => work::look(&request.steps, &project),
            };
            finish::run(&project, request, &steps, session)
        }
        (_, _, chosen, _) => {
            let example = example(request, chosen.as_ref(), &troubles);
            Err(Error::Request { troubles, example })
        }
    }
}

fn directory_and_name(request: &Request, troubles: &mut Vec<Trouble>) -> Option<ProjectName> {
    match &request.directory {
        None => troubles.push(Trouble::NoDirectory),
        Some(directory) => {
            if let Err(trouble) = target::check(directory) {
                troubles.push(Trouble::Target(trouble));
            }
        }
    }
    let directory = request.directory.clone().unwrap_or_default();
    if request.directory.is_none() && request.name.is_none() {
        return None;
    }
    match project::name(request.name.as_deref(), &directory) {
        (_, Ok(name)) => Some(name),
        (name, Err(problem)) => {
            let like = ProjectName::like(&name).map(|name| name.as_str().to_owned());
            troubles.push(Trouble::Name { name, from_directory: request.name.is_none(), problem, like });
            None
        }
    }
}

fn chosen(request: &Request, catalog: &Catalog, troubles: &mut Vec<Trouble>) -> Result<Option<Chosen>, Error> {
    if request.template.is_none() && request.with.is_empty() {
        let known = starts(catalog)?.into_iter().map(|entry| catalog.name_of(&entry)).collect();
        troubles.push(Trouble::NoTemplate { known });
        return Ok(None);
    }
    match Chosen::load(catalog, request.template.as_ref(), &request.with) {
        Ok(chosen) => Ok(Some(chosen)),
        Err(Failure::Fatal(error)) => Err(*error),
        Err(Failure::Trouble(trouble)) => {
            troubles.push(*trouble);
            Ok(None)
        }
    }
}

fn answers(
    request: &Request,
    chosen: &Chosen,
    name: Option<&ProjectName>,
    troubles: &mut Vec<Trouble>,
) -> Result<Option<Answers>, Error> {
    // Without a valid name the questions are walked through all the same, so that all troubles are known.
    let variables = match name.cloned().or_else(|| ProjectName::new("worker").ok()) {
        Some(name) => name.variables(),
        None => return Ok(None),
    };
    let defaults = if request.consent == Consent::Ask { Defaults::Refuse } else { Defaults::Accept };
    let contradictions = chosen.contradictions(&request.given);
    if !contradictions.is_empty() {
        troubles.extend(contradictions.into_iter().map(Trouble::Answer));
        return Ok(None);
    }
    let mut given = chosen.with_environment(&request.given);
    chosen.add_preset(&mut given);
    match chosen.questionnaire(variables).complete(&given, defaults) {
        Ok(answers) => Ok(Some(answers)),
        Err(TemplateError::Answers(found)) => {
            troubles.extend(found.into_iter().map(Trouble::Answer));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// A command that has what is missing, as far as it can be guessed.
fn example(request: &Request, chosen: Option<&Chosen>, troubles: &[Trouble]) -> Option<String> {
    if !troubles.iter().all(Trouble::is_missing) {
        return None;
    }
    let mut words: Vec<String> = request.program.split(' ').map(str::to_owned).collect();
    words.push(request.directory.as_ref().map_or_else(|| "my-worker".to_owned(), ToString::to_string));
    let known = troubles.iter().find_map(|trouble| match trouble {
        Trouble::NoTemplate { known } => known.first().cloned(),
        _ => None,
    });
    if let Some(template) = request.template_text.clone().or(known) {
        words.extend(["--template".to_owned(), template]);
    }
    let with: Vec<String> = request.with.iter().map(ToString::to_string).collect();
    if !with.is_empty() {
        words.extend(["--with".to_owned(), with.join(",")]);
    }
    if let Some(name) = &request.name {
        words.extend(["--name".to_owned(), name.clone()]);
    }
    for (name, (answer, source)) in request.given.iter() {
        let secret = chosen.is_some_and(|chosen| {
            let mut questions = chosen.manifests().flat_map(|manifest| &manifest.questions);
            questions.any(|question| question.name == name && question.is_secret())
        });
        if let (Answered::Flag, crate::template::GivenAnswer::Text(text), false) = (source, answer, secret) {
            words.extend(["--set".to_owned(), format!("{name}={text}")]);
        }
    }
    for trouble in troubles {
        if let Trouble::Answer(trouble) = trouble
            && let crate::template::AnswerProblem::Missing { default: None } = trouble.problem
        {
            words.extend(["--set".to_owned(), format!("{}=...", trouble.name)]);
        }
    }
    words.push("--yes".to_owned());
    Some(shell_line(&words))
}
