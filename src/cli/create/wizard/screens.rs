//! The screens of the wizard, one function each.
//! Border: puts a question and keeps its answer; which screen comes when is decided elsewhere.
use camino::Utf8Path;

use super::super::chosen::{BASE, Chosen};
use super::super::target;
use super::super::work::{self, Wanted};
use super::decisions::{self, Decisions, Stage, Start};
use super::layers;
use crate::catalog::{BuiltIn, Entry, Reference};
use crate::cli::question::ask;
use crate::cli::{Error, wording};
use crate::steps::{Availability, Step};
use crate::template::ProjectName;
use crate::ui::{Prompter, Reply, Row, Select, Text};

const OWN_CHOICE: &str = "Your own choice";
const LAST_TIME: &str = "same as last time";

pub fn put(decisions: &mut Decisions, stage: Stage, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
    match stage {
        Stage::Directory => put_directory(decisions, prompter),
        Stage::Name => put_name(decisions, prompter),
        Stage::Template => put_template(decisions, prompter),
        Stage::Start => put_start(decisions, prompter),
        Stage::Layers(group) => layers::put(decisions, group, prompter),
        Stage::Question(index) => put_question(decisions, index, prompter),
        Stage::Work => put_work(decisions, prompter),
        Stage::Review => Ok(Reply::Answer(())),
    }
}

fn put_directory(decisions: &mut Decisions, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
    let default = decisions.earlier_directory.clone().unwrap_or_else(free_directory);
    let question = Text { prompt: "Where should it go?", help: None, default: Some(&default) };
    let check = |typed: &str| {
        if typed.is_empty() {
            return Err("A directory is needed; `.` is the current one.".to_owned());
        }
        target::check(Utf8Path::new(typed)).map_err(|trouble| wording::sentence(&trouble))
    };
    Ok(prompter.text(&question, &check)?.map(|typed| decisions.directory = Some(target::tidy(Utf8Path::new(&typed)))))
}

fn put_name(decisions: &mut Decisions, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
    let directory = decisions.directory.clone().unwrap_or_default();
    let own = target::own_name(&directory).unwrap_or_default();
    let like = ProjectName::like(&own).map(|name| name.as_str().to_owned());
    let help = format!("`{own}` cannot be a Worker's name: small letters, digits and `-`, a letter first.");
    let question = Text { prompt: "Name of the Worker", help: Some(&help), default: like.as_deref() };
    let check = |typed: &str| match ProjectName::new(typed) {
        Ok(_) => Ok(()),
        Err(problem) => Err(format!("`{typed}` cannot be used: {problem}.")),
    };
    Ok(prompter.text(&question, &check)?.map(|typed| decisions.name = ProjectName::new(&typed).ok()))
}

fn put_template(decisions: &mut Decisions, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
    let row = |title: &str, help: &str| Row { title: title.into(), help: Some(help.into()), disabled: None };
    let title = |entry: &Entry| match entry.catalog.as_str() {
        BuiltIn::NAME => entry.title.clone(),
        _ => format!("{} ({})", entry.title, decisions.catalog.name_of(entry)),
    };
    let mut rows: Vec<Row> = decisions.entries.iter().map(|entry| row(&title(entry), &entry.summary)).collect();
    rows.push(row(OWN_CHOICE, "handlers, data, pages and the rest, picked one by one"));
    // Layers picked by hand have no name that they could be found by.
    let own = decisions.memory.as_ref().filter(|memory| memory.template == BASE && !memory.layers.is_empty());
    let own = own.map(|memory| memory.layers.join(", "));
    if let Some(layers) = &own {
        rows.push(row(LAST_TIME, layers));
    }
    let before = decisions.memory.as_ref().map(|memory| memory.template.as_str());
    let known = decisions.entries.iter().position(|entry| Some(entry.id.as_str()) == before);
    let chosen = if own.is_some() { rows.len() - 1 } else { known.unwrap_or(0) };
    let question = Select { prompt: "What should it start from?", help: None, rows: &rows, chosen: &[chosen] };
    let row = match prompter.select(&question)? {
        Reply::Back => return Ok(Reply::Back),
        Reply::Answer(row) => row,
    };
    let mut with = decisions.request.with.clone();
    let reference = match decisions.entries.get(row) {
        Some(entry) => {
            if entry.catalog != BuiltIn::NAME {
                decisions.request.template_text = Some(decisions.catalog.name_of(entry));
            }
            Reference::within(&entry.catalog, &entry.id)
        }
        None => Reference::to(BASE),
    };
    let start = if decisions.entries.get(row).is_some() {
        None
    } else if row == decisions.entries.len() {
        Some(Start::Customise)
    } else {
        let memory = decisions.memory.as_ref();
        with.extend(memory.map(|memory| &memory.layers[..]).unwrap_or_default().iter().map(Reference::to));
        Some(Start::Before)
    };
    let chosen = Chosen::load(&decisions.catalog, Some(&reference), &with).map_err(decisions::error)?;
    let troubles = decisions.surely_wrong_answers(&chosen)?;
    if !troubles.is_empty() {
        return Err(Error::Request { troubles, example: None });
    }
    decisions.start_from(chosen);
    decisions.start = start;
    Ok(Reply::Answer(()))
}

fn put_start(decisions: &mut Decisions, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
    let chosen = decisions.chosen()?;
    let row = |title: &str, help: &str| Row { title: title.into(), help: Some(help.into()), disabled: None };
    let mut rows = vec![row("recommended", "the usual answers, no further questions")];
    let mut starts = vec![Start::Recommended];
    if decisions.memory.as_ref().is_some_and(|memory| memory.template == chosen.id()) {
        rows.push(row(LAST_TIME, "the answers of the last project from this template"));
        starts.push(Start::Before);
    }
    let customise = match decisions.started()?.is_layered() {
        true => "the layers and every question, with the usual answers offered",
        false => "every question, with the usual answer offered",
    };
    rows.push(row("customise", customise));
    starts.push(Start::Customise);
    let chosen = starts.iter().position(|start| Some(*start) == decisions.earlier_start).unwrap_or(0);
    let question = Select { prompt: "How do you want to start?", help: None, rows: &rows, chosen: &[chosen] };
    let reply = prompter.select(&question)?.map(|row| decisions.start = starts.get(row).copied());
    if decisions.start.is_some_and(|start| start != Start::Customise) {
        decisions.refuse_wrong_answers()?;
    }
    Ok(reply)
}

fn put_question(decisions: &mut Decisions, index: usize, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
    let (_, variables) = decisions.walk()?;
    let questionnaire = decisions.chosen()?.questionnaire(decisions.variables());
    let Some(question) = questionnaire.questions().nth(index) else {
        return Err(Error::Undecided { what: "question" });
    };
    let default = match decisions.earlier.get(&question.name) {
        Some(earlier) => Some(earlier.clone()),
        None => match decisions.started()?.preset_answer(&question.name) {
            Some(answer) => Some(answer.clone()),
            None => questionnaire.default(question, &variables)?,
        },
    };
    let reply = ask(question, default.as_ref(), prompter)?;
    let name = question.name.clone();
    Ok(reply.map(|value| {
        decisions.prompted.insert(name, value);
    }))
}

fn put_work(decisions: &mut Decisions, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
    let mut wanted = decisions.look()?;
    wanted.retain(|wanted| wanted.availability != Availability::NotNeeded);
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
    let question = Select { prompt: "And then?", help: None, rows: &rows, chosen: &chosen };
    let rows = match prompter.select_many(&question)? {
        Reply::Back => return Ok(Reply::Back),
        Reply::Answer(rows) => rows,
    };
    let mut steps: Vec<Step> = rows.iter().filter_map(|row| shown.get(*row)).map(|wanted| wanted.step).collect();
    if steps.contains(&Step::GitInit) {
        steps.push(Step::GitCommit);
    }
    decisions.steps = Some(steps);
    Ok(Reply::Answer(()))
}

/// The first name of a series that can be used here.
fn free_directory() -> String {
    let names = std::iter::once("my-worker".to_owned()).chain((2..100).map(|number| format!("my-worker-{number}")));
    let mut free = names.filter(|name| target::check(Utf8Path::new(name)).is_ok());
    format!("./{}", free.next().unwrap_or_else(|| "my-worker".to_owned()))
}

/// What a step does, for the row in focus.
fn about(step: Step) -> &'static str {
    match step {
        Step::GitInit | Step::GitCommit => "git init, and a first commit of everything",
        Step::UvSync => "installs the Python packages",
        Step::NpmInstall => "installs wrangler",
    }
}
