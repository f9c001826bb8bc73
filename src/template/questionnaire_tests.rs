//! What is asked, taken, missing and wrong.
//! Border: tests of `questionnaire`.

use super::*;
use crate::template::{Invalid, read_manifest};

const MANIFEST: &str = r#"
id = "sample"
kind = "project"
version = "1.0.0"
title = "Sample"
summary = "A sample."

[[question]]
name = "data"
type = "multichoice"
prompt = "Data"
default = ["d1"]
choices = [{ value = "d1", title = "D1" }, { value = "kv" }]

[[question]]
name = "database"
type = "text"
prompt = "Database"
default = "{{ project_name }}-db"
when = '"d1" in data'

[[question]]
name = "rows"
type = "int"
prompt = "Rows"

[[question]]
name = "token"
type = "secret"
prompt = "Token"
when = "rows > 10"

[[next]]
command = "npm run db:migrate"
when = '"d1" in data'

[[next]]
command = "open {{ project_name }}"
note = "a note"

[[computed]]
name = "label"
value = "{{ project_name }}: {{ rows }}"
"#;

fn manifest() -> Manifest {
    read_manifest(&crate::template::ManifestText::of("template.toml", MANIFEST)).expect("the sample is right")
}

fn built_in() -> Variables {
    Variables::from([("project_name".to_owned(), Value::Text("notes".into()))])
}

fn given(pairs: &[(&str, &str)]) -> Given {
    let mut given = Given::default();
    for (name, text) in pairs {
        given.add(*name, GivenAnswer::Text((*text).to_owned()), Answered::Flag);
    }
    given
}

fn complete(pairs: &[(&str, &str)], defaults: Defaults) -> Result<Answers, Vec<(String, AnswerProblem)>> {
    let manifest = manifest();
    Questionnaire::new(&manifest, built_in()).complete(&given(pairs), defaults).map_err(|error| match error {
        TemplateError::Answers(trouble) => trouble.into_iter().map(|one| (one.name, one.problem)).collect(),
        other => panic!("{other:?}"),
    })
}

#[test]
fn defaults_are_taken_and_rendered_with_the_answers_before_them() {
    let answers = complete(&[("rows", "3")], Defaults::Accept).expect("complete");
    assert_eq!(answers.recorded["data"], Value::List(vec!["d1".into()]));
    assert_eq!(answers.recorded["database"], Value::Text("notes-db".into()));
    assert_eq!(answers.variables["label"], Value::Text("notes: 3".into()));
    assert_eq!(answers.chosen, vec![("rows".to_owned(), Value::Integer(3))]);
    assert!(!answers.variables.contains_key("token"));
}

#[test]
fn everything_that_is_missing_is_listed_at_once() {
    let trouble = complete(&[], Defaults::Refuse).expect_err("nothing was answered");
    assert_eq!(
        trouble,
        vec![
            ("data".to_owned(), AnswerProblem::Missing { default: Some("d1".into()) }),
            ("database".to_owned(), AnswerProblem::Missing { default: Some("notes-db".into()) }),
            ("rows".to_owned(), AnswerProblem::Missing { default: None }),
        ]
    );
}

#[test]
fn a_question_without_a_default_is_missing_also_when_defaults_are_accepted() {
    let trouble = complete(&[("rows", "11")], Defaults::Accept).expect_err("no token");
    assert_eq!(trouble, vec![("token".to_owned(), AnswerProblem::Missing { default: None })]);
}

#[test]
fn wrong_and_unknown_answers_are_listed_together() {
    let trouble = complete(&[("rows", "many"), ("dta", "d1")], Defaults::Accept).expect_err("two mistakes");
    assert_eq!(
        trouble,
        vec![
            ("dta".to_owned(), AnswerProblem::Unknown { from: Answered::Flag, meant: Some("data".into()) }),
            (
                "rows".to_owned(),
                AnswerProblem::Invalid {
                    given: Some("many".into()),
                    from: Answered::Flag,
                    reason: Invalid::NotANumber
                }
            ),
        ]
    );
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_is_a_mistake() {
    let trouble = complete(&[("data", "kv"), ("database", "x"), ("rows", "1")], Defaults::Accept).expect_err("one");
    let when = "\"d1\" in data".to_owned();
    assert_eq!(trouble, vec![("database".to_owned(), AnswerProblem::NotAsked { from: Answered::Flag, when })]);
}

#[test]
fn a_secret_is_used_but_not_recorded() {
    let answers = complete(&[("rows", "11"), ("token", "s3cret")], Defaults::Accept).expect("complete");
    assert_eq!(answers.variables["token"], Value::Text("s3cret".into()));
    assert_eq!(answers.secrets, vec!["token".to_owned()]);
    assert!(!answers.recorded.contains_key("token"));
    assert!(answers.chosen.iter().all(|(name, _)| name != "token"));
}

#[test]
fn a_wrong_secret_is_not_repeated() {
    let trouble = complete(&[("rows", "11"), ("token", "a\tb")], Defaults::Accept).expect_err("a tab");
    assert!(matches!(&trouble[..], [(_, AnswerProblem::Invalid { given: None, .. })]), "{trouble:?}");
}

#[test]
fn the_first_source_of_an_answer_counts_and_the_environment_is_asked_by_name() {
    let manifest = manifest();
    let mut given = given(&[("rows", "1")]);
    given.add("rows", GivenAnswer::Value(Value::Integer(2)), Answered::File("a.toml".into()));
    given.add_environment(&manifest, |name| match name {
        "PYWORKER_ROWS" => Some("3".into()),
        "PYWORKER_DATABASE" => Some("from-env".into()),
        _ => None,
    });
    let answers = Questionnaire::new(&manifest, built_in()).complete(&given, Defaults::Accept).expect("complete");
    assert_eq!(answers.recorded["rows"], Value::Integer(1));
    assert_eq!(answers.recorded["database"], Value::Text("from-env".into()));
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_a_wrong_answer() {
    use std::os::unix::ffi::OsStringExt as _;
    let manifest = manifest();
    let mut given = given(&[]);
    given.add_environment(&manifest, |name| {
        (name == "PYWORKER_ROWS").then(|| std::ffi::OsString::from_vec(vec![0x31, 0xff]))
    });
    let error = Questionnaire::new(&manifest, built_in()).complete(&given, Defaults::Accept).expect_err("no text");
    assert!(matches!(error, TemplateError::Answers(found)
        if matches!(&found[..], [AnswerTrouble { problem: AnswerProblem::Invalid { reason: Invalid::NotText, .. }, .. }])));
}

#[test]
fn the_next_commands_depend_on_the_answers() {
    let manifest = manifest();
    let questionnaire = Questionnaire::new(&manifest, built_in());
    let next = |pairs: &[(&str, &str)]| {
        let answers = questionnaire.complete(&given(pairs), Defaults::Accept).expect("complete");
        questionnaire.next(&answers).expect("rendered").into_iter().map(|(command, _)| command).collect::<Vec<_>>()
    };
    assert_eq!(next(&[("rows", "1")]), ["npm run db:migrate", "open notes"]);
    assert_eq!(next(&[("rows", "1"), ("data", "kv")]), ["open notes"]);
}
