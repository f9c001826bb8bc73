//! The wizard's flow, with prepared answers.
//! Border: what is asked and decided; how it looks on a terminal is tested with a terminal.
use camino::Utf8PathBuf;

use super::*;
use crate::catalog::Catalog;
use crate::cli::create::memory::Memory;
use crate::cli::create::request::Consent;
use crate::cli::create::trouble::Trouble;
use crate::steps::Step;
use crate::template::{Answered, Given, GivenAnswer, Group, Value};
use crate::ui::{Colour, PromptError, ScriptedAnswer, ScriptedPrompter, Signs};

struct Place {
    _keep: tempfile::TempDir,
    root: Utf8PathBuf,
}

impl Place {
    fn new() -> Self {
        let keep = tempfile::tempdir().expect("a directory");
        let root = Utf8PathBuf::from_path_buf(keep.path().to_owned()).expect("a UTF-8 path");
        Self { _keep: keep, root }
    }

    fn text(&self, name: &str) -> ScriptedAnswer {
        ScriptedAnswer::Text(self.root.join(name).into_string())
    }
}

fn request() -> Request {
    Request {
        program: "create-pyworker",
        directory: None,
        name: None,
        template: None,
        template_text: None,
        with: Vec::new(),
        given: Given::default(),
        consent: Consent::Ask,
        steps: Vec::new(),
        trust: Default::default(),
    }
}

fn row(title: &str) -> ScriptedAnswer {
    ScriptedAnswer::Rows(vec![title.to_owned()])
}

fn text(typed: &str) -> ScriptedAnswer {
    ScriptedAnswer::Text(typed.to_owned())
}

const BACK: ScriptedAnswer = ScriptedAnswer::Back;
const WRITE: ScriptedAnswer = ScriptedAnswer::Key('w');

struct Asked {
    result: Result<Option<(Project, Vec<Wanted>)>, Error>,
    transcript: Vec<String>,
    left: usize,
}

fn wizard_with(request: Request, memory: Option<Memory>, answers: Vec<ScriptedAnswer>) -> Asked {
    let mut prompter = ScriptedPrompter::new(answers);
    let theme = Theme::new(Colour::Off, Signs::Ascii);
    let mut decisions = Decisions::new(request, Catalog::default(), memory).expect("a request without mistakes");
    let result = ask(&mut decisions, &mut prompter, theme);
    Asked { result, left: prompter.left(), transcript: prompter.transcript }
}

fn wizard(answers: Vec<ScriptedAnswer>) -> Asked {
    wizard_with(request(), None, answers)
}

impl Asked {
    fn project(self) -> Project {
        assert_eq!(self.left, 0, "{:?}", self.transcript);
        self.result.expect("no error").expect("a project").0
    }
}

fn description(project: &Project) -> &Value {
    &project.answers.recorded["description"]
}

#[test]
fn the_recommended_way_asks_three_questions() {
    let place = Place::new();
    let asked = wizard(vec![place.text("notes"), row("Minimal Worker"), row("recommended"), WRITE]);
    assert_eq!(
        asked.transcript[1..],
        [
            "Where should it go?",
            "What should it start from?",
            "How do you want to start?",
            "10 files, nothing written yet"
        ]
    );
    let project = asked.project();
    assert_eq!(project.name.as_str(), "notes");
    assert_eq!(project.chosen.id(), "minimal");
    assert!(!place.root.join("notes").exists());
}

#[test]
fn customising_asks_every_question_and_checks_the_answer() {
    let place = Place::new();
    let long = "x\ty";
    let mut answers = vec![place.text("notes"), row("Minimal Worker"), row("customise")];
    answers.extend(no_layers());
    answers.extend([text(long), text("Keeps notes"), WRITE]);
    let asked = wizard(answers);
    assert!(asked.transcript.contains(&"Line ends and control characters are not allowed.".to_owned()));
    assert_eq!(description(&asked.project()), &Value::Text("Keeps notes".into()));
}

#[test]
fn every_answer_can_be_taken_back() {
    let place = Place::new();
    let mut answers = vec![
        BACK, // nothing to go back to: the first question comes again
        place.text("wrong"),
        row("Search service"),
        BACK,
        row("Minimal Worker"),
        row("customise"),
    ];
    answers.extend(no_layers());
    answers.extend([text("First"), ScriptedAnswer::Key('b'), text("Second"), ScriptedAnswer::Key('b')]);
    // From the question over the layers to the directory.
    answers.extend([BACK; 1 + Group::ALL.len() + 2]);
    answers.extend([place.text("right"), row("Minimal Worker"), row("customise")]);
    answers.extend(no_layers());
    // What was typed before going back is offered.
    answers.extend([text(""), WRITE]);
    let project = wizard(answers).project();
    assert_eq!(project.name.as_str(), "right");
    assert_eq!(description(&project), &Value::Text("Second".into()));
}

#[test]
fn a_directory_that_is_full_or_a_file_is_asked_again() {
    let place = Place::new();
    std::fs::create_dir(place.root.join("full")).expect("a directory");
    std::fs::write(place.root.join("full/file"), "").expect("a file");
    let answers = vec![
        place.text("full"),
        place.text("full/file"),
        place.text("free"),
        row("Minimal Worker"),
        row("recommended"),
        WRITE,
    ];
    let asked = wizard(answers);
    assert!(asked.transcript.iter().any(|line| line.ends_with("full is not empty.")), "{:?}", asked.transcript);
    assert!(asked.transcript.iter().any(|line| line.ends_with("file is not a directory.")), "{:?}", asked.transcript);
    assert_eq!(asked.project().name.as_str(), "free");
}

#[test]
fn a_name_is_asked_for_only_if_the_directory_has_none_that_will_do() {
    let place = Place::new();
    let answers =
        vec![place.text("My App"), text("Not valid"), text(""), row("Minimal Worker"), row("recommended"), WRITE];
    let asked = wizard(answers);
    assert!(
        asked.transcript.iter().any(|line| line.starts_with("`Not valid` cannot be used: ")),
        "{:?}",
        asked.transcript
    );
    assert_eq!(asked.project().name.as_str(), "my-app");
}

#[test]
fn what_was_given_is_not_asked() {
    let place = Place::new();
    let mut request = request();
    request.directory = Some(place.root.join("notes"));
    request.template = Some(crate::catalog::Reference::to("minimal"));
    request.given.add("description", GivenAnswer::Text("Given".into()), Answered::Flag);
    let asked = wizard_with(request, None, vec![WRITE]);
    assert_eq!(asked.transcript[1..], ["10 files, nothing written yet"]);
    assert_eq!(description(&asked.project()), &Value::Text("Given".into()));
}

#[test]
fn the_last_answers_can_be_taken_if_they_still_fit() {
    let place = Place::new();
    let memory = Memory {
        template: "minimal".into(),
        layers: Vec::new(),
        answers: vec![("description".into(), Value::Text("Before".into())), ("gone".into(), Value::Bool(true))],
    };
    let answers = vec![place.text("notes"), row("Minimal Worker"), row("same as last time"), WRITE];
    let project = wizard_with(request(), Some(memory), answers).project();
    assert_eq!(description(&project), &Value::Text("Before".into()));
}

#[test]
fn quitting_and_interrupting_decide_nothing() {
    let place = Place::new();
    let start = || vec![place.text("notes"), row("Minimal Worker"), row("recommended")];
    let mut answers = start();
    answers.push(ScriptedAnswer::Key('q'));
    assert!(wizard(answers).result.expect("no error").is_none());
    for count in 0..=3 {
        let mut answers: Vec<ScriptedAnswer> = start().into_iter().take(count).collect();
        answers.push(ScriptedAnswer::Interrupt);
        let result = wizard(answers).result.map(|_| ());
        assert!(matches!(result, Err(Error::Prompt(PromptError::Interrupted))), "after {count}");
    }
}

#[test]
fn the_tree_can_be_looked_at_before_writing() {
    let place = Place::new();
    let answers = vec![place.text("notes"), row("Minimal Worker"), row("recommended"), ScriptedAnswer::Key('t'), WRITE];
    let asked = wizard(answers);
    assert!(asked.transcript.iter().any(|line| line == "|  `- entry.py"), "{:?}", asked.transcript);
    asked.project();
}

#[test]
fn mistakes_in_the_arguments_are_told_before_the_first_question() {
    let place = Place::new();
    std::fs::write(place.root.join("file"), "").expect("a file");
    let mut request = request();
    request.directory = Some(place.root.clone());
    request.name = Some("Not valid".into());
    request.template = Some(crate::catalog::Reference::to("search"));
    request.given.add("descripton", GivenAnswer::Text("x".into()), Answered::Flag);
    match Decisions::new(request, Catalog::default(), None).map(|_| ()) {
        Err(Error::Request { troubles, .. }) => assert!(
            matches!(&troubles[..], [Trouble::Target(_), Trouble::Name { .. }, Trouble::Answer(_)]),
            "{troubles:?}"
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn work_that_is_not_chosen_is_not_wanted_and_the_same_command_says_so() {
    let place = Place::new();
    let mut request = request();
    request.steps = vec![Step::GitInit, Step::GitCommit];
    let theme = Theme::new(Colour::Off, Signs::Ascii);
    let mut decisions = Decisions::new(request, Catalog::default(), None).expect("a request without mistakes");
    let answers = vec![
        place.text("notes"),
        row("Minimal Worker"),
        row("recommended"),
        ScriptedAnswer::Rows(Vec::new()),
        ScriptedAnswer::Key('b'),
        row("git repository"),
        ScriptedAnswer::Key('b'),
        ScriptedAnswer::Rows(Vec::new()),
        WRITE,
    ];
    let mut prompter = ScriptedPrompter::new(answers);
    let (project, wanted) = ask(&mut decisions, &mut prompter, theme).expect("no error").expect("a project");
    assert!(wanted.is_empty());
    let again = project.again(&decisions.same_again().expect("decided"));
    assert!(again.ends_with("--no-git --no-install --yes"), "{again}");
}

/// A request that answers what the layers of these tests ask.
fn answered(answers: &[(&str, &str)]) -> Request {
    let mut request = request();
    for (name, answer) in [("description", "x"), ("fetch_example", "no")].iter().chain(answers) {
        request.given.add(*name, GivenAnswer::Text((*answer).into()), Answered::Flag);
    }
    request
}

/// Goes through the layers and picks none.
fn no_layers() -> Vec<ScriptedAnswer> {
    Group::ALL.iter().map(|_| rows(&[])).collect()
}

fn rows(titles: &[&str]) -> ScriptedAnswer {
    ScriptedAnswer::Rows(titles.iter().map(|title| (*title).to_owned()).collect())
}

#[test]
fn layers_are_picked_group_by_group_and_what_they_need_comes_along() {
    let place = Place::new();
    let answers = vec![
        place.text("notes"),
        row("Your own choice"),
        rows(&["Cron trigger"]),
        rows(&["KV cache"]),
        rows(&[]),
        rows(&[]),
        rows(&[]),
        WRITE,
    ];
    let asked = wizard_with(answered(&[("scheduled_cron", "0 6 * * *")]), None, answers);
    assert_eq!(asked.transcript[3..8], ["Handlers", "Data", "Compute", "Web", "Quality"]);
    let project = asked.project();
    assert_eq!(project.chosen.asked(), ["scheduled", "kv"]);
    assert!(project.chosen.composition.ids.contains(&"fetch".to_owned()));
}

#[test]
fn going_back_from_a_group_offers_what_was_picked_and_the_same_command_names_the_layers() {
    let place = Place::new();
    let theme = Theme::new(Colour::Off, Signs::Ascii);
    let answers = vec![
        place.text("notes"),
        row("Your own choice"),
        rows(&["Cron trigger"]),
        rows(&["KV cache"]),
        BACK,
        BACK,
        rows(&["Queue"]),
        rows(&[]),
        rows(&[]),
        rows(&[]),
        rows(&["Tests"]),
        WRITE,
    ];
    let mut prompter = ScriptedPrompter::new(answers);
    let mut decisions = Decisions::new(answered(&[]), Catalog::default(), None).expect("a request without mistakes");
    let (project, _) = ask(&mut decisions, &mut prompter, theme).expect("no error").expect("a project");
    // In the order in which they are laid.
    assert_eq!(project.chosen.asked(), ["queue", "tests"]);
    let again = project.again(&decisions.same_again().expect("decided"));
    assert!(again.contains(" --with queue,tests "), "{again}");
    assert!(!again.contains("--template"), "{again}");
}

#[test]
fn layers_of_last_time_can_be_taken_again() {
    let place = Place::new();
    let memory =
        Memory { template: "worker".into(), layers: vec!["kv".into(), "scheduled".into()], answers: Vec::new() };
    let asked = wizard_with(request(), Some(memory), vec![place.text("notes"), row("same as last time"), WRITE]);
    assert_eq!(asked.project().chosen.asked(), ["kv", "scheduled"]);
}
