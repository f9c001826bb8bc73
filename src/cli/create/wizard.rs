//! The questions, one after the other, with a way back from each; a review; then the work.
//! Border: which question comes when; how one is put is `ui`'s business, what an answer must be the template's.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::memory::Memory;
use super::project::Project;
use super::request::Request;
use super::trouble::Trouble;
use super::work::{self, Wanted};
use super::{finish, target};
use crate::catalog::{Catalog, Entry, Reference};
use crate::cli::{Error, Exit, Session};
use crate::steps::{Availability, Step};
use crate::template::{
    AnswerProblem, Answered, Defaults, Given, GivenAnswer, Kind, ProjectName, Question, QuestionKind, Questionnaire,
    Template, TemplateError, Value, Variables,
};
use crate::ui::{Confirm, Menu, MenuKey, Prompter, Reply, Row, Select, Text};

/// Asks, shows, and writes if the user says so.
pub(super) fn run(request: Request, session: &mut Session) -> Result<Exit, Error> {
    if let Some(directory) = &request.directory {
        finish::recover(directory, session)?;
    }
    let theme = session.printer.stderr_theme();
    let mut wizard = Wizard::new(request)?;
    match wizard.ask(session.prompter.as_mut(), theme)? {
        Some((project, steps)) => {
            finish::recover(&project.directory, session)?;
            let exit = finish::run(&project, &wizard.request, &steps, session)?;
            finish::remember(&project);
            Ok(exit)
        }
        None => {
            session.printer.note("Nothing was written.");
            Ok(Exit::Open)
        }
    }
}

/// One screen of the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Directory,
    Name,
    Template,
    Start,
    Question(usize),
    Work,
    Review,
}

/// How the template's questions are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Recommended,
    Before,
    Customise,
}

/// What was decided so far; going back makes things undecided again.
struct Wizard {
    request: Request,
    catalog: Catalog,
    entries: Vec<Entry>,
    memory: Option<Memory>,
    directory: Option<Utf8PathBuf>,
    name: Option<ProjectName>,
    template: Option<Template>,
    start: Option<Start>,
    prompted: BTreeMap<String, Value>,
    steps: Option<Vec<Step>>,
    /// What was answered before going back, offered again.
    earlier: BTreeMap<String, Value>,
    earlier_directory: Option<String>,
}

impl Wizard {
    fn new(request: Request) -> Result<Self, Error> {
        let catalog = Catalog::default();
        let entries = catalog.entries(Kind::Project)?;
        let mut wizard = Self {
            catalog,
            entries,
            memory: Memory::read(),
            directory: None,
            name: None,
            template: None,
            start: None,
            prompted: BTreeMap::new(),
            steps: None,
            earlier: BTreeMap::new(),
            earlier_directory: None,
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
        if let Some(reference) = self.request.template.clone() {
            match self.catalog.load(&reference, Kind::Project) {
                Ok(template) => {
                    troubles.extend(self.wrong_answers(&template)?);
                    self.template = Some(template);
                }
                Err(crate::catalog::CatalogError::Template(error)) => return Err(error.into()),
                Err(error) => troubles.push(Trouble::Catalog(error)),
            }
        }
        if troubles.is_empty() { Ok(()) } else { Err(Error::Request { troubles, example: None }) }
    }

    /// Answers that were given and do not fit; what is only missing will be asked.
    fn wrong_answers(&self, template: &Template) -> Result<Vec<Trouble>, Error> {
        let questionnaire = Questionnaire::new(&template.manifest, self.variables());
        match questionnaire.complete(&self.given(template), Defaults::Accept) {
            Ok(_) => Ok(Vec::new()),
            Err(TemplateError::Answers(found)) => Ok(found
                .into_iter()
                .filter(|trouble| !matches!(trouble.problem, AnswerProblem::Missing { .. }))
                .map(Trouble::Answer)
                .collect()),
            Err(error) => Err(error.into()),
        }
    }

    /// The variables of the name; while there is none, of any name.
    fn variables(&self) -> Variables {
        let name = self.name.clone().or_else(|| ProjectName::new("worker").ok());
        name.map(|name| name.variables()).unwrap_or_default()
    }

    /// Everything that is answered: given, prompted, and remembered if that was chosen.
    fn given(&self, template: &Template) -> Given {
        let mut given = super::unattended::with_environment(&self.request.given, &template.manifest);
        for (name, value) in &self.prompted {
            given.add(name, GivenAnswer::Value(value.clone()), Answered::Prompt);
        }
        if self.start == Some(Start::Before)
            && let Some(memory) = &self.memory
        {
            for (name, value) in memory.fitting(&template.manifest) {
                given.add(name, GivenAnswer::Value(value), Answered::Before);
            }
        }
        given
    }

    /// Asks until the project is decided; nothing if the user quits.
    fn ask(
        &mut self,
        prompter: &mut dyn Prompter,
        theme: crate::ui::Theme,
    ) -> Result<Option<(Project, Vec<Wanted>)>, Error> {
        let mut history: Vec<Stage> = Vec::new();
        loop {
            let stage = self.next_stage()?;
            let reply = match stage {
                Stage::Review => match self.review(prompter, theme)? {
                    Review::Write(project, steps) => return Ok(Some((*project, steps))),
                    Review::Quit => return Ok(None),
                    Review::Back => Reply::Back,
                },
                stage => self.put(stage, prompter)?,
            };
            match reply {
                Reply::Answer(()) => history.push(stage),
                Reply::Back => {
                    if let Some(stage) = history.pop() {
                        self.forget(stage);
                        prompter.retract();
                    }
                }
            }
        }
    }

    /// The first thing that is not decided and cannot be decided without asking.
    fn next_stage(&mut self) -> Result<Stage, Error> {
        let Some(directory) = self.directory.clone() else { return Ok(Stage::Directory) };
        if self.name.is_none() {
            match super::project::name(None, &directory) {
                (_, Ok(name)) => self.name = Some(name),
                (_, Err(_)) => return Ok(Stage::Name),
            }
        }
        if self.template.is_none() {
            return Ok(Stage::Template);
        }
        if self.start.is_none() {
            if self.has_choice()? {
                return Ok(Stage::Start);
            }
            self.start = Some(Start::Recommended);
        }
        if let Some(index) = self.next_question()? {
            return Ok(Stage::Question(index));
        }
        if self.steps.is_none() {
            if !self.request.steps.is_empty() {
                return Ok(Stage::Work);
            }
            self.steps = Some(Vec::new());
        }
        Ok(Stage::Review)
    }

    fn template(&self) -> Result<&Template, Error> {
        // The stages are put in order: the template is decided before anything asks for it.
        self.template.as_ref().ok_or(Error::Undecided { what: "template" })
    }

    /// Whether there is a question that has a default and is not answered yet.
    fn has_choice(&self) -> Result<bool, Error> {
        let template = self.template()?;
        let given = self.given(template);
        Ok(template
            .manifest
            .questions
            .iter()
            .any(|question| given.get(&question.name).is_none() && question.default.is_some()))
    }

    /// The next question to put, with what is answered so far.
    fn next_question(&self) -> Result<Option<usize>, Error> {
        Ok(self.walk()?.0)
    }

    /// Walks to the first question that has to be put; the variables are those before it.
    fn walk(&self) -> Result<(Option<usize>, Variables), Error> {
        let template = self.template()?;
        let questionnaire = Questionnaire::new(&template.manifest, self.variables());
        let given = self.given(template);
        let mut variables = questionnaire.start();
        for (index, question) in questionnaire.questions().iter().enumerate() {
            if !questionnaire.applies(question, &variables)? {
                if let Some(value) = Questionnaire::absent(question) {
                    variables.insert(question.name.clone(), value);
                }
                continue;
            }
            let answered = given.get(&question.name).and_then(|(answer, _)| match answer {
                GivenAnswer::Text(text) => question.read(text).ok(),
                GivenAnswer::Value(value) => question.check(value.clone()).ok(),
            });
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
    fn forget(&mut self, stage: Stage) {
        match stage {
            Stage::Directory => {
                self.earlier_directory = self.directory.take().map(Utf8PathBuf::into_string);
                if self.request.name.is_none() {
                    self.name = None;
                }
            }
            Stage::Name => self.name = None,
            Stage::Template => {
                self.template = None;
                self.start = None;
                self.earlier.append(&mut self.prompted);
            }
            Stage::Start => {
                self.start = None;
                self.earlier.append(&mut self.prompted);
            }
            Stage::Question(index) => {
                let name = self
                    .template
                    .as_ref()
                    .and_then(|template| template.manifest.questions.get(index))
                    .map(|question| question.name.clone());
                if let Some((name, value)) = name.and_then(|name| self.prompted.remove_entry(&name)) {
                    self.earlier.insert(name, value);
                }
            }
            Stage::Work => self.steps = None,
            Stage::Review => {}
        }
    }

    fn put(&mut self, stage: Stage, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
        match stage {
            Stage::Directory => self.put_directory(prompter),
            Stage::Name => self.put_name(prompter),
            Stage::Template => self.put_template(prompter),
            Stage::Start => self.put_start(prompter),
            Stage::Question(index) => self.put_question(index, prompter),
            Stage::Work => self.put_work(prompter),
            Stage::Review => Ok(Reply::Answer(())),
        }
    }

    fn put_directory(&mut self, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
        let default = self.earlier_directory.clone().unwrap_or_else(free_directory);
        let question = Text { prompt: "Where should it go?", help: None, default: Some(&default) };
        let check = |typed: &str| {
            if typed.is_empty() {
                return Err("A directory is needed; `.` is the current one.".to_owned());
            }
            target::check(Utf8Path::new(typed)).map_err(|trouble| crate::cli::wording::sentence(&trouble))
        };
        Ok(prompter.text(&question, &check)?.map(|typed| self.directory = Some(target::tidy(Utf8Path::new(&typed)))))
    }

    fn put_name(&mut self, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
        let directory = self.directory.clone().unwrap_or_default();
        let own = target::own_name(&directory).unwrap_or_default();
        let like = ProjectName::like(&own).map(|name| name.as_str().to_owned());
        let help = format!("`{own}` cannot be a Worker's name: small letters, digits and `-`, a letter first.");
        let question = Text { prompt: "Name of the Worker", help: Some(&help), default: like.as_deref() };
        let check = |typed: &str| match ProjectName::new(typed) {
            Ok(_) => Ok(()),
            Err(problem) => Err(format!("`{typed}` cannot be used: {problem}.")),
        };
        Ok(prompter.text(&question, &check)?.map(|typed| self.name = ProjectName::new(&typed).ok()))
    }

    fn put_template(&mut self, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
        let rows: Vec<Row> = self
            .entries
            .iter()
            .map(|entry| Row { title: entry.title.clone(), help: Some(entry.summary.clone()), disabled: None })
            .collect();
        let before = self.memory.as_ref().map(|memory| memory.template.as_str());
        let chosen = self.entries.iter().position(|entry| Some(entry.id.as_str()) == before).unwrap_or(0);
        let question = Select { prompt: "What should it start from?", help: None, rows: &rows, chosen: &[chosen] };
        let row = match prompter.select(&question)? {
            Reply::Back => return Ok(Reply::Back),
            Reply::Answer(row) => row,
        };
        let id = self.entries.get(row).map(|entry| entry.id.clone()).unwrap_or_default();
        let template = self.catalog.load(&Reference::to(id), Kind::Project)?;
        let troubles = self.wrong_answers(&template)?;
        if !troubles.is_empty() {
            return Err(Error::Request { troubles, example: None });
        }
        self.template = Some(template);
        Ok(Reply::Answer(()))
    }

    fn put_start(&mut self, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
        let template = self.template()?;
        let row = |title: &str, help: &str| Row { title: title.into(), help: Some(help.into()), disabled: None };
        let mut rows = vec![row("recommended", "the usual answers, no further questions")];
        let mut starts = vec![Start::Recommended];
        if self.memory.as_ref().is_some_and(|memory| memory.template == template.manifest.id) {
            rows.push(row("same as last time", "the answers of the last project from this template"));
            starts.push(Start::Before);
        }
        rows.push(row("customise", "every question, with the usual answer offered"));
        starts.push(Start::Customise);
        let question = Select { prompt: "How do you want to start?", help: None, rows: &rows, chosen: &[0] };
        Ok(prompter.select(&question)?.map(|row| self.start = starts.get(row).copied()))
    }

    fn put_question(&mut self, index: usize, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
        let (_, variables) = self.walk()?;
        let template = self.template()?;
        let questionnaire = Questionnaire::new(&template.manifest, self.variables());
        let Some(question) = questionnaire.questions().get(index) else {
            return Err(Error::Undecided { what: "question" });
        };
        let default = match self.earlier.get(&question.name) {
            Some(earlier) => Some(earlier.clone()),
            None => questionnaire.default(question, &variables)?,
        };
        let reply = ask(question, default.as_ref(), prompter)?;
        let name = question.name.clone();
        Ok(reply.map(|value| {
            self.prompted.insert(name, value);
        }))
    }

    fn put_work(&mut self, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
        let wanted: Vec<Wanted> = work::look(&self.request.steps, &self.project()?)
            .into_iter()
            .filter(|wanted| wanted.availability != Availability::NotNeeded)
            .collect();
        // The commit belongs to the repository: one row for both.
        let shown: Vec<&Wanted> = wanted.iter().filter(|wanted| wanted.step != Step::GitCommit).collect();
        let rows: Vec<Row> = shown
            .iter()
            .map(|wanted| Row {
                title: wanted.step.title().to_owned(),
                help: Some(about(wanted.step).to_owned()),
                disabled: work::reason(&wanted.availability),
            })
            .collect();
        let chosen: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].disabled.is_none()).collect();
        if chosen.is_empty() {
            self.steps = Some(Vec::new());
            for wanted in shown {
                if let Some(reason) = work::reason(&wanted.availability) {
                    prompter.say(&format!("No {}: {reason}.", wanted.step.title()));
                }
            }
            return Ok(Reply::Answer(()));
        }
        let question = Select { prompt: "And then?", help: None, rows: &rows, chosen: &chosen };
        let rows = match prompter.select_many(&question)? {
            Reply::Back => return Ok(Reply::Back),
            Reply::Answer(rows) => rows,
        };
        let mut steps: Vec<Step> = rows.iter().filter_map(|row| shown.get(*row)).map(|wanted| wanted.step).collect();
        if steps.contains(&Step::GitInit) {
            steps.push(Step::GitCommit);
        }
        self.steps = Some(steps);
        Ok(Reply::Answer(()))
    }

    fn review(&self, prompter: &mut dyn Prompter, theme: crate::ui::Theme) -> Result<Review, Error> {
        let project = self.project()?;
        let prompt = format!("{}, nothing written yet", finish::files(project.plan.files.len()));
        let keys = [
            MenuKey { key: 'w', label: "write" },
            MenuKey { key: 't', label: "tree" },
            MenuKey { key: 'b', label: "back" },
            MenuKey { key: 'q', label: "quit" },
        ];
        let menu = Menu { prompt: &prompt, keys: &keys, default: Some('w'), back: Some('b') };
        loop {
            match prompter.menu(&menu)? {
                'w' => {
                    let steps = self.steps.clone().unwrap_or_default();
                    let wanted =
                        steps.into_iter().map(|step| Wanted { step, availability: Availability::Ready }).collect();
                    return Ok(Review::Write(Box::new(project), wanted));
                }
                't' => prompter.say(&finish::drawn(&project, theme)),
                'b' => return Ok(Review::Back),
                _ => return Ok(Review::Quit),
            }
        }
    }

    fn project(&self) -> Result<Project, Error> {
        let template = self.template()?;
        let directory = self.directory.clone().ok_or(Error::Undecided { what: "directory" })?;
        let name = self.name.clone().ok_or(Error::Undecided { what: "name" })?;
        let answers = Questionnaire::new(&template.manifest, name.variables())
            .complete(&self.given(template), Defaults::Accept)?;
        Project::new(directory, name, template.clone(), answers)
    }
}

/// The first name of a series that can be used here.
fn free_directory() -> String {
    let names = std::iter::once("my-worker".to_owned()).chain((2..100).map(|number| format!("my-worker-{number}")));
    let mut free = names.filter(|name| target::check(Utf8Path::new(name)).is_ok());
    format!("./{}", free.next().unwrap_or_else(|| "my-worker".to_owned()))
}

/// What the user said to the review.
enum Review {
    Write(Box<Project>, Vec<Wanted>),
    Back,
    Quit,
}

/// What a step does, for the row in focus.
fn about(step: Step) -> &'static str {
    match step {
        Step::GitInit | Step::GitCommit => "git init, and a first commit of everything",
        Step::UvSync => "installs the Python packages",
        Step::NpmInstall => "installs wrangler",
    }
}

/// Puts one question of a template.
fn ask(question: &Question, default: Option<&Value>, prompter: &mut dyn Prompter) -> Result<Reply<Value>, Error> {
    let prompt = question.prompt.as_str();
    let help = question.help.as_deref();
    let check = |typed: &str| question.read(typed).map(|_| ()).map_err(|reason| crate::cli::wording::capital(&reason));
    match &question.kind {
        QuestionKind::Bool => {
            let default = default == Some(&Value::Bool(true));
            Ok(prompter.confirm(&Confirm { prompt, help, default })?.map(Value::Bool))
        }
        QuestionKind::Choice(choices) | QuestionKind::MultiChoice(choices) => {
            let rows: Vec<Row> = choices
                .iter()
                .map(|choice| Row { title: choice.title.clone(), help: choice.help.clone(), disabled: None })
                .collect();
            let is_default = |value: &String| match default {
                Some(Value::Text(text)) => text == value,
                Some(Value::List(values)) => values.contains(value),
                _ => false,
            };
            let chosen: Vec<usize> = (0..choices.len()).filter(|row| is_default(&choices[*row].value)).collect();
            let select = Select { prompt, help, rows: &rows, chosen: &chosen };
            if matches!(question.kind, QuestionKind::Choice(_)) {
                Ok(prompter.select(&select)?.map(|row| Value::Text(choices[row].value.clone())))
            } else {
                let values = |rows: Vec<usize>| rows.into_iter().map(|row| choices[row].value.clone()).collect();
                Ok(prompter.select_many(&select)?.map(|rows| Value::List(values(rows))))
            }
        }
        QuestionKind::Secret => {
            let text = Text { prompt, help, default: None };
            Ok(prompter.secret(&text, &check)?.map(Value::Text))
        }
        QuestionKind::Text | QuestionKind::Path | QuestionKind::Integer => {
            let shown = default.map(Value::to_string);
            let text = Text { prompt, help, default: shown.as_deref() };
            // Checked a moment ago, so reading it again gives the same value.
            Ok(prompter.text(&text, &check)?.map(|typed| question.read(&typed).unwrap_or(Value::Text(typed))))
        }
    }
}
