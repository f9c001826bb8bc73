//! Holds one answer against what a step says it must be.
//! Border: a judgement in words; how two runs compare is `compare`.

use super::step::Expectation;
use crate::worker::answer::Answer;

/// What is wrong with the answer; empty when nothing is.
pub fn judge(expectation: &Expectation, answer: &Answer) -> Vec<String> {
    let mut wrong = Vec::new();
    let text = answer.text();
    if answer.status != expectation.status {
        wrong.push(format!("status {} expected, {} found", expectation.status, answer.status));
    }
    if let Some(body) = &expectation.body
        && *body != text
    {
        wrong.push(format!("body {body:?} expected"));
    }
    if let Some(json) = &expectation.json {
        match serde_json::from_slice::<serde_json::Value>(&answer.body) {
            Ok(found) if found == *json => {}
            Ok(_) => wrong.push(format!("JSON {json} expected")),
            Err(error) => wrong.push(format!("JSON {json} expected, the body is none: {error}")),
        }
    }
    for part in &expectation.contains {
        if !text.contains(part) {
            wrong.push(format!("{part:?} is not in the body"));
        }
    }
    for part in &expectation.lacks {
        if text.contains(part) {
            wrong.push(format!("{part:?} is in the body"));
        }
    }
    for (name, value) in &expectation.headers {
        let found = answer.header(&name.to_lowercase());
        if found.as_deref() != Some(value) {
            wrong.push(format!("header {name}: {value:?} expected, {found:?} found"));
        }
    }
    wrong
}

/// The judgement sees what is wrong, and only that.
pub fn check_judgement() -> Result<(), String> {
    let answer = Answer {
        status: 201,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: br#"{"a": 1}"#.to_vec(),
    };
    let right = Expectation {
        status: 201,
        json: Some(serde_json::json!({ "a": 1 })),
        contains: vec!["\"a\"".to_owned()],
        lacks: vec!["b".to_owned()],
        headers: [("Content-Type".to_owned(), "application/json".to_owned())].into(),
        body: None,
    };
    let mut wrong = right.clone();
    wrong.status = 200;
    wrong.body = Some("{}".to_owned());
    wrong.json = Some(serde_json::json!({ "a": 2 }));
    wrong.contains = vec!["b".to_owned()];
    wrong.lacks = vec!["a".to_owned()];
    wrong.headers = [("x-other".to_owned(), "1".to_owned())].into();
    match (judge(&right, &answer).len(), judge(&wrong, &answer).len()) {
        (0, 6) => Ok(()),
        (right, wrong) => Err(format!("{right} objections to a right answer, {wrong} of 6 to a wrong one")),
    }
}
