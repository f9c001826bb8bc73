//! What was decided so far; going back makes things undecided again.
//! Border: state and which screen comes next; nothing is asked here.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::super::chosen::{BASE, Chosen, Failure, starts};
use super::super::memory::Memory;
use super::super::project::{self, Project};
use super::super::request::Request;
use super::super::target;
use super::super::trouble::Trouble;
use super::super::work::{self, Wanted};
use super::picks::Picks;
use crate::catalog::{Catalog, Entry, Reference};
use crate::cli::Error;
use crate::steps::{Availability, Step};
use crate::template::{
    AnswerProblem, Answered, Defaults, Given, GivenAnswer, Group, ProjectName, Questionnaire, TemplateError, Value,
    Variables,
};

/// One screen of the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Directory,
    Name,
    Template,
    Start,
    Layers(Group),
    Question(usize),
    Work,
    Review,
}

/// How the template's questions are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Recommended,
    Before,
    Customise,
}

/// What was decided so far; going back makes things undecided again.
pub(super) struct Decisions {
    pub request: Request,
    pub catalog: Catalog,
    pub entries: Vec<Entry>,
    pub memory: Option<Memory>,
    pub directory: Option<Utf8PathBuf>,
    pub name: Option<ProjectName>,
    /// What the template, or the arguments, come to.
    pub started: Option<Chosen>,
    /// The same with the layers that were picked by hand.
    pub chosen: Option<Chosen>,
    pub start: Option<Start>,
    /// The layers that are picked by hand.
    pub picks: Picks,
    pub prompted: BTreeMap<String, Value>,
    pub steps: Option<Vec<Step>>,
    /// What was answered before going back, offered again.
    pub earlier: BTreeMap<String, Value>,
    pub earlier_directory: Option<String>,
    pub earlier_start: Option<Start>,
}

impl Decisions {
    pub fn new(request: Request, catalog: Catalog, memory: Option<Memory>) -> Result<Self, Error> {
        let entries = offered(&catalog)?;
        let mut wizard = Self {
            catalog,
            entries,
            memory,
            directory: None,
            name: None,
            started: None,
            chosen: None,
            start: None,
            picks: Picks::default(),
            prompted: BTreeMap::new(),
            steps: None,
            earlier: BTreeMap::new(),
            earlier_directory: None,
            earlier_start: None,
            request,
        };
        wizard.take_arguments()?;
        Ok(wizard)
    }

    /// Decides what the arguments say; what is wrong with them is told before the first question.
    fn take_arguments(&mut self) -> Result<(), Error> {
        let mut troubles = Vec::new();
        if let Some(directory) = self.request.directory.clone() {
            match target::check(&directory) {
                Ok(()) => self.directory = Some(directory),
                Err(trouble) => troubles.push(Trouble::Target(trouble)),
            }
        }
        if let Some(name) = self.request.name.clone() {
            match ProjectName::new(&name) {
                Ok(name) => self.name = Some(name),
                Err(problem) => {
                    let like = ProjectName::like(&name).map(|name| name.as_str().to_owned());
                    troubles.push(Trouble::Name { name, from_directory: false, problem, like });
                }
            }
        }
        if self.request.template.is_some() || !self.request.with.is_empty() {
            match Chosen::load(&self.catalog, self.request.template.as_ref(), &self.request.with) {
                Ok(chosen) => {
                    troubles.extend(self.surely_wrong_answers(&chosen)?);
                    self.start_from(chosen);
                }
                Err(Failure::Fatal(error)) => return Err(*error),
                Err(Failure::Trouble(trouble)) => troubles.push(*trouble),
            }
        }
        if troubles.is_empty() { Ok(()) } else { Err(Error::Request { troubles, example: None }) }
    }

    /// Decides what is started from.
    pub fn start_from(&mut self, chosen: Chosen) {
        self.started = Some(chosen.clone());
        self.chosen = Some(chosen);
    }

    /// Answers that were given and do not fit; what is only missing will be asked.
    pub fn wrong_answers(&self, chosen: &Chosen) -> Result<Vec<Trouble>, Error> {
        let contradictions = chosen.contradictions(&self.request.given);
        if !contradictions.is_empty() {
            return Ok(contradictions.into_iter().map(Trouble::Answer).collect());
        }
        let questionnaire = chosen.questionnaire(self.variables());
        match questionnaire.complete(&self.given(chosen), Defaults::Accept) {
            Ok(_) => Ok(Vec::new()),
            Err(TemplateError::Answers(found)) => Ok(found
                .into_iter()
                .filter(|trouble| !matches!(trouble.problem, AnswerProblem::Missing { .. }))
                .map(Trouble::Answer)
                .collect()),
            Err(error) => Err(error.into()),
        }
    }

    /// The same, while layers may still be picked whose questions are answered already.
    pub fn surely_wrong_answers(&self, chosen: &Chosen) -> Result<Vec<Trouble>, Error> {
        let mut troubles = self.wrong_answers(chosen)?;
        if chosen.is_layered() {
            let unknown = |trouble: &Trouble| match trouble {
                Trouble::Answer(trouble) => matches!(trouble.problem, AnswerProblem::Unknown { .. }),
                _ => false,
            };
            troubles.retain(|trouble| !unknown(trouble));
        }
        Ok(troubles)
    }

    /// Refuses answers that were given and do not fit, now that all layers are known.
    pub fn refuse_wrong_answers(&self) -> Result<(), Error> {
        let troubles = self.wrong_answers(self.chosen()?)?;
        if troubles.is_empty() { Ok(()) } else { Err(Error::Request { troubles, example: None }) }
    }

    /// The variables of the name; while there is none, of any name.
    pub fn variables(&self) -> Variables {
        let name = self.name.clone().or_else(|| ProjectName::new("worker").ok());
        name.map(|name| name.variables()).unwrap_or_default()
    }

    /// Everything that is answered: given, prompted, and remembered if that was chosen.
    pub fn given(&self, chosen: &Chosen) -> Given {
        let mut given = chosen.with_environment(&self.request.given);
        for (name, value) in &self.prompted {
            given.add(name, GivenAnswer::Value(value.clone()), Answered::Prompt);
        }
        if self.start == Some(Start::Before)
            && let Some(memory) = &self.memory
        {
            for (name, value) in memory.fitting(chosen) {
                given.add(name, GivenAnswer::Value(value), Answered::Before);
            }
        }
        // Who customises is asked; the preset's answers are offered then.
        if self.start != Some(Start::Customise) {
            chosen.add_preset(&mut given);
        }
        given
    }

    /// The first thing that is not decided and cannot be decided without asking.
    pub fn next_stage(&mut self) -> Result<Stage, Error> {
        let Some(directory) = self.directory.clone() else { return Ok(Stage::Directory) };
        if self.name.is_none() {
            match project::name(None, &directory) {
                (_, Ok(name)) => self.name = Some(name),
                (_, Err(_)) => return Ok(Stage::Name),
            }
        }
        if self.chosen.is_none() {
            return Ok(Stage::Template);
        }
        if self.start.is_none() {
            if self.has_choice()? {
                return Ok(Stage::Start);
            }
            self.start = Some(Start::Recommended);
        }
        if let Some(group) = self.open_group()? {
            return Ok(Stage::Layers(group));
        }
        if let Some(index) = self.next_question()? {
            return Ok(Stage::Question(index));
        }
        if self.steps.is_none() {
            if self.look()?.iter().any(|wanted| wanted.availability == Availability::Ready) {
                return Ok(Stage::Work);
            }
            self.steps = Some(Vec::new());
        }
        Ok(Stage::Review)
    }

    pub fn chosen(&self) -> Result<&Chosen, Error> {
        // The stages are put in order: the template is decided before anything asks for it.
        self.chosen.as_ref().ok_or(Error::Undecided { what: "template" })
    }

    /// What was started from, without the layers that were picked by hand since.
    pub fn started(&self) -> Result<&Chosen, Error> {
        self.started.as_ref().ok_or(Error::Undecided { what: "template" })
    }

    /// The next group of layers to pick from; when there is none, the project is made of what was picked.
    fn open_group(&mut self) -> Result<Option<Group>, Error> {
        if self.start != Some(Start::Customise) || !self.chosen()?.is_layered() {
            return Ok(None);
        }
        self.picks.read(&self.catalog)?;
        if let Some(group) = self.picks.open_group() {
            return Ok(Some(group));
        }
        self.chosen = Some(self.picked()?);
        self.refuse_wrong_answers()?;
        Ok(None)
    }

    /// The project of the layers that were picked; it is a preset's only while they are the preset's.
    fn picked(&self) -> Result<Chosen, Error> {
        let chosen = self.started()?;
        let mut before = chosen.asked();
        let mut now = self.picks.all();
        before.sort();
        now.sort();
        if before == now {
            return Ok(chosen.clone());
        }
        Chosen::over(&self.catalog, chosen.base.clone(), self.picks.templates()).map_err(error)
    }

    /// Whether there is something to decide: layers, or a question that has a default and is not answered yet.
    fn has_choice(&self) -> Result<bool, Error> {
        let chosen = self.chosen()?;
        if chosen.is_layered() && self.request.template.is_none() && self.request.with.is_empty() {
            return Ok(true);
        }
        let given = self.given(chosen);
        let mut questions = chosen.manifests().flat_map(|manifest| &manifest.questions);
        Ok(questions.any(|question| given.get(&question.name).is_none() && question.default.is_some()))
    }

    /// The next question to put, with what is answered so far.
    fn next_question(&self) -> Result<Option<usize>, Error> {
        Ok(self.walk()?.0)
    }

    /// Walks to the first question that has to be put; the variables are those before it.
    pub fn walk(&self) -> Result<(Option<usize>, Variables), Error> {
        let chosen = self.chosen()?;
        let questionnaire = chosen.questionnaire(self.variables());
        let given = self.given(chosen);
        let mut variables = questionnaire.start();
        for (index, question) in questionnaire.questions().enumerate() {
            if !questionnaire.applies(question, &variables)? {
                if let Some(value) = Questionnaire::absent(question) {
                    variables.insert(question.name.clone(), value);
                }
                continue;
            }
            let answered = given.get(&question.name).and_then(|(answer, _)| question.take(answer).ok());
            let value = match answered {
                Some(value) => Some(value),
                None if self.start == Some(Start::Customise) => None,
                None => questionnaire.default(question, &variables)?,
            };
            match value {
                Some(value) => variables.insert(question.name.clone(), value),
                None => return Ok((Some(index), variables)),
            };
        }
        Ok((None, variables))
    }

    /// Makes what `stage` decided undecided again.
    pub fn forget(&mut self, stage: Stage) {
        match stage {
            Stage::Directory => {
                self.earlier_directory = self.directory.take().map(Utf8PathBuf::into_string);
                if self.request.name.is_none() {
                    self.name = None;
                }
            }
            Stage::Name => self.name = None,
            Stage::Template => {
                self.started = None;
                self.chosen = None;
                self.request.template_text = None;
                self.start = None;
                self.picks.clear();
                self.earlier.append(&mut self.prompted);
            }
            Stage::Start => {
                self.earlier_start = self.start.take();
                self.earlier.append(&mut self.prompted);
            }
            Stage::Layers(group) => {
                self.picks.forget(group);
                self.chosen = self.started.clone();
            }
            Stage::Question(index) => {
                let name = self.chosen.as_ref().and_then(|chosen| {
                    let mut questions = chosen.manifests().flat_map(|manifest| &manifest.questions);
                    questions.nth(index).map(|question| question.name.clone())
                });
                if let Some((name, value)) = name.and_then(|name| self.prompted.remove_entry(&name)) {
                    self.earlier.insert(name, value);
                }
            }
            Stage::Work => self.steps = None,
            Stage::Review => {}
        }
    }

    /// The work that could follow, with what can be done of it.
    pub fn look(&self) -> Result<Vec<Wanted>, Error> {
        if self.request.steps.is_empty() {
            return Ok(Vec::new());
        }
        Ok(work::look(&self.request.steps, &self.project()?))
    }

    /// The work that was chosen, and the work that cannot be done, which is told in the end.
    pub fn wanted(&self) -> Result<Vec<Wanted>, Error> {
        let chosen = self.steps.as_deref().unwrap_or_default();
        let mut wanted = self.look()?;
        wanted.retain(|wanted| wanted.availability != Availability::Ready || chosen.contains(&wanted.step));
        Ok(wanted)
    }

    /// The request with what was chosen against in the wizard, for the command that does the same again.
    pub fn same_again(&self) -> Result<Request, Error> {
        let mut request = self.request.clone();
        let wanted = self.wanted()?;
        request.steps.retain(|step| wanted.iter().any(|wanted| wanted.step == *step));
        let chosen = self.chosen()?;
        if chosen.is_layered() && chosen.preset.is_none() {
            request.with = chosen.asked().into_iter().map(Reference::to).collect();
            request.template = (request.with.is_empty()).then(|| Reference::to(BASE));
            request.template_text = request.template.as_ref().map(ToString::to_string);
        }
        Ok(request)
    }

    pub fn project(&self) -> Result<Project, Error> {
        let chosen = self.chosen()?;
        let directory = self.directory.clone().ok_or(Error::Undecided { what: "directory" })?;
        let name = self.name.clone().ok_or(Error::Undecided { what: "name" })?;
        let answers = chosen.questionnaire(name.variables()).complete(&self.given(chosen), Defaults::Accept)?;
        Project::new(directory, name, chosen.clone(), answers)
    }
}

/// What a project can be started from; the base of layers by itself is a preset too.
fn offered(catalog: &Catalog) -> Result<Vec<Entry>, Error> {
    Ok(starts(catalog)?.into_iter().filter(|entry| entry.id != BASE).collect())
}

/// What stands in the way of a composition, as an error of the command.
pub(super) fn error(failure: Failure) -> Error {
    match failure {
        Failure::Fatal(error) => *error,
        Failure::Trouble(trouble) => Error::Request { troubles: vec![*trouble], example: None },
    }
}
