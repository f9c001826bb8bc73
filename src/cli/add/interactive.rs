//! The questions of `pyworker add` on a terminal.
//! Border: which question when; how they are put is `ui`'s, what they change the planner's.
use super::planner::{Planned, Planner};
use super::request::Request;
use super::run::{decide, drawn, finish, overview, write};
use super::target::Target;
use crate::cli::question::ask;
use crate::cli::trust::Asking;
use crate::cli::{Error, Exit, Session};
use crate::compose::{Clash, ClashChoice, ClashChoices};
use crate::plan::FileOutcome;
use crate::template::{GivenAnswer, Question, Questionnaire, Value};
use crate::ui::{DiffView, Layout, Menu, MenuKey, Reply, count};

/// Shows the plan and asks until it is written or left.
pub(super) fn run(
    request: &Request,
    target: &Target,
    planner: &Planner<'_>,
    session: &mut Session,
) -> Result<Exit, Error> {
    overview(target, planner, session);
    let mut prompted: Vec<(String, Value)> = Vec::new();
    let mut choices = request.choices.clone();
    let mut planned = match decided(planner, &prompted, &mut choices, session)? {
        Some(planned) => planned,
        None => return left(session),
    };
    loop {
        let mut keys = vec![
            MenuKey { key: 'y', label: "write" },
            MenuKey { key: 'd', label: "diff" },
            MenuKey { key: 'c', label: "change answers" },
            MenuKey { key: 'q', label: "quit" },
        ];
        if planner.new_questions().next().is_none() {
            keys.retain(|key| key.key != 'c');
        }
        say_answers(planner, &planned, session);
        let prompt = format!("{}, nothing written yet", count(planned.plan.files.len(), "file"));
        match session.prompter.menu(&Menu { prompt: &prompt, keys: &keys, default: Some('y'), back: None })? {
            'y' => {
                let decided = decide(request, planner, &planned, Asking::Allowed, session)?;
                let done = write(request, target, planner, &planned, &decided, session)?;
                return finish(request, target, planner, &planned, Some(&done), session);
            }
            'd' => {
                let text = drawn(&planned, session, session.printer.stderr_theme());
                session.prompter.say(&text);
            }
            'c' => {
                prompted = questions(planner, &prompted, session)?;
                planned = match decided(planner, &prompted, &mut choices, session)? {
                    Some(planned) => planned,
                    None => return left(session),
                };
            }
            _ => return left(session),
        }
    }
}

fn left(session: &Session) -> Result<Exit, Error> {
    session.printer.note("Nothing was written.");
    Ok(Exit::Open)
}

/// The answers that the plan was made with.
fn say_answers(planner: &Planner<'_>, planned: &Planned, session: &mut Session) {
    let theme = session.printer.stderr_theme();
    for question in planner.new_questions() {
        if let Some(value) = planned.answers.recorded.get(&question.name) {
            let text = format!("  {}  {value}", theme.faint(question.prompt.trim_end_matches('?')));
            session.prompter.say(&text);
        }
    }
}

/// A plan without files that somebody has to decide about; `None` if the user leaves.
fn decided(
    planner: &Planner<'_>,
    prompted: &[(String, Value)],
    choices: &mut ClashChoices,
    session: &mut Session,
) -> Result<Option<Planned>, Error> {
    loop {
        let planned = planner.plan(prompted, choices)?;
        let Some(clash) = planned.laid.clashes.first() else { return Ok(Some(planned)) };
        match clash_choice(clash, session)? {
            Some(choice) => drop(choices.files.insert(clash.path.clone(), choice)),
            None => return Ok(None),
        }
    }
}

fn clash_choice(clash: &Clash, session: &mut Session) -> Result<Option<ClashChoice>, Error> {
    let prompt = format!("{} is there already, and `{}` has another one", clash.path, clash.layer);
    let keys = [
        MenuKey { key: 'k', label: "keep yours" },
        MenuKey { key: 't', label: "take the layer's" },
        MenuKey { key: 'm', label: "merge both" },
        MenuKey { key: 'd', label: "diff" },
        MenuKey { key: 'q', label: "quit" },
    ];
    loop {
        match session.prompter.menu(&Menu { prompt: &prompt, keys: &keys, default: Some('k'), back: None })? {
            'k' => return Ok(Some(ClashChoice::Keep)),
            't' => return Ok(Some(ClashChoice::Take)),
            'm' => return Ok(Some(ClashChoice::Merge)),
            'd' => {
                let theme = session.printer.stderr_theme();
                let view = DiffView { theme, columns: session.terminal.columns, layout: Layout::Unified, context: 3 };
                let text = view.file(&FileOutcome {
                    path: clash.path.clone(),
                    before: Some(clash.present.clone()),
                    after: Some(clash.wanted.clone()),
                    mode: Default::default(),
                    mode_change: None,
                });
                session.prompter.say(&text);
            }
            _ => return Ok(None),
        }
    }
}

/// Puts every question of the new layers that is not answered otherwise; going back asks the one before again.
fn questions(
    planner: &Planner<'_>,
    before: &[(String, Value)],
    session: &mut Session,
) -> Result<Vec<(String, Value)>, Error> {
    let questionnaire = planner.questionnaire();
    let mut prompted: Vec<(String, Value)> = Vec::new();
    loop {
        let Some((question, default)) = next_question(planner, &questionnaire, &prompted)? else {
            return Ok(prompted);
        };
        let earlier = before.iter().find(|(name, _)| *name == question.name).map(|(_, value)| value.clone());
        match ask(question, earlier.or(default).as_ref(), session.prompter.as_mut())? {
            Reply::Answer(value) => prompted.push((question.name.clone(), value)),
            Reply::Back => {
                if prompted.pop().is_some() {
                    session.prompter.retract();
                }
            }
        }
    }
}

/// The first question of a new layer that nothing answers, with its default.
fn next_question<'p>(
    planner: &'p Planner<'_>,
    questionnaire: &Questionnaire<'p>,
    prompted: &[(String, Value)],
) -> Result<Option<(&'p Question, Option<Value>)>, Error> {
    let given = planner.given(prompted)?;
    let is_new = |question: &Question| planner.new_questions().any(|new| new.name == question.name);
    let mut variables = questionnaire.start();
    for question in questionnaire.questions() {
        if !questionnaire.applies(question, &variables)? {
            if let Some(value) = Questionnaire::absent(question) {
                variables.insert(question.name.clone(), value);
            }
            continue;
        }
        let default = questionnaire.default(question, &variables)?;
        let answered = given.get(&question.name).map(|(answer, _)| answer);
        let value = answered.and_then(|answer: &GivenAnswer| question.take(answer).ok());
        let value = match value {
            Some(value) => Some(value),
            None if is_new(question) => return Ok(Some((question, default))),
            None => default,
        };
        if let Some(value) = value {
            variables.insert(question.name.clone(), value);
        }
    }
    Ok(None)
}
