//! Holds one answer against what a step says it must be.
//! Border: a judgement in words; how two runs compare is `compare`.

use serde_json::{Value, json};

use super::sample::sample;
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
    if let Some(places) = &expectation.sample
        && sample(places.clone()) != answer.body
    {
        wrong.push(format!("the bytes {places:?} of the sample expected, {} other bytes found", answer.body.len()));
    }
    let found: Result<Value, _> = serde_json::from_slice(&answer.body);
    if let Some(json) = &expectation.json
        && found.as_ref().ok() != Some(json)
    {
        wrong.push(format!("JSON {json} expected"));
    }
    if let Some(part) = &expectation.has
        && !found.is_ok_and(|found| has(&found, part))
    {
        wrong.push(format!("JSON with {part} expected"));
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

/// Whether a value has a part: of an object these entries, of an array elements like each of these.
fn has(found: &Value, part: &Value) -> bool {
    match (found, part) {
        (Value::Object(found), Value::Object(part)) => {
            part.iter().all(|(key, part)| found.get(key).is_some_and(|found| has(found, part)))
        }
        (Value::Array(found), Value::Array(part)) => part.iter().all(|part| found.iter().any(|found| has(found, part))),
        _ => found == part,
    }
}

/// The judgement sees what is wrong, and only that.
pub fn check_judgement() -> Result<(), String> {
    let answer = Answer {
        status: 201,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: br#"{"a": [1, {"c": 2}]}"#.to_vec(),
    };
    let right = Expectation {
        status: 201,
        json: Some(json!({ "a": [1, { "c": 2 }] })),
        has: Some(json!({ "a": [{ "c": 2 }] })),
        contains: vec!["\"a\"".to_owned()],
        lacks: vec!["b".to_owned()],
        headers: [("Content-Type".to_owned(), "application/json".to_owned())].into(),
        body: None,
        sample: None,
    };
    let mut wrong = right.clone();
    wrong.status = 200;
    wrong.body = Some("{}".to_owned());
    wrong.sample = Some(0..20);
    wrong.json = Some(json!({ "a": 2 }));
    wrong.has = Some(json!({ "a": [{ "c": 3 }] }));
    wrong.contains = vec!["b".to_owned()];
    wrong.lacks = vec!["a".to_owned()];
    wrong.headers = [("x-other".to_owned(), "1".to_owned())].into();
    match (judge(&right, &answer).len(), judge(&wrong, &answer).len()) {
        (0, 8) => Ok(()),
        (right, wrong) => Err(format!("{right} objections to a right answer, {wrong} of 8 to a wrong one")),
    }
}
