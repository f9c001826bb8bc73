//! Compares the answers of two runs of the same scenario.
//! Border: a judgement in words over recorded answers.

use serde_json::Value;

use super::step::Comparison;
use crate::worker::answer::Answer;

/// Headers that say nothing about the worker, or that follow from the body, which is compared anyway.
const UNCOMPARED: &[&str] = &["connection", "content-length", "date", "keep-alive", "transfer-encoding"];

/// What differs; empty when nothing does.
pub fn differences(comparison: &Comparison, before: &Answer, after: &Answer) -> Vec<String> {
    let mut different = Vec::new();
    if before.status != after.status {
        different.push(format!("status {} before, {} after", before.status, after.status));
    }
    if *comparison == Comparison::Status {
        return different;
    }
    let (headers_before, headers_after) = (compared_headers(before), compared_headers(after));
    if headers_before != headers_after {
        different.push(format!("headers before: {headers_before:?}\n  headers after:  {headers_after:?}"));
    }
    let same_body = match comparison {
        Comparison::Json { ignore } => match (value(before, ignore), value(after, ignore)) {
            (Some(before), Some(after)) => before == after,
            _ => before.body == after.body,
        },
        _ => before.body == after.body,
    };
    if !same_body {
        different.push(format!("body before: {}\n  body after:  {}", before.text(), after.text()));
    }
    different
}

fn compared_headers(answer: &Answer) -> Vec<&(String, String)> {
    answer.headers.iter().filter(|(name, _)| !UNCOMPARED.contains(&name.as_str())).collect()
}

fn value(answer: &Answer, ignore: &[String]) -> Option<Value> {
    let mut value: Value = serde_json::from_slice(&answer.body).ok()?;
    for pointer in ignore {
        if let Some(place) = value.pointer_mut(pointer) {
            *place = Value::Null;
        }
    }
    Some(value)
}

/// The comparison sees differences of each kind, and lets the stated ones pass.
pub fn check_comparison() -> Result<(), String> {
    let answer = |body: &str, header: &str| Answer {
        status: 200,
        headers: vec![("content-type".to_owned(), header.to_owned()), ("date".to_owned(), body.to_owned())],
        body: body.as_bytes().to_vec(),
    };
    let exact = Comparison::Exact;
    let json = Comparison::Json { ignore: vec!["/at".to_owned()] };
    let first = answer(r#"{"id": 1, "at": 5}"#, "application/json");
    let later = answer(r#"{"at":6,"id":1}"#, "application/json");
    let other = answer(r#"{"at":6,"id":2}"#, "application/json");
    let plain = answer(r#"{"id": 1, "at": 5}"#, "text/plain");
    let counts = [
        differences(&exact, &first, &first).len(),
        differences(&exact, &first, &later).len(),
        differences(&json, &first, &later).len(),
        differences(&json, &first, &other).len(),
        differences(&exact, &first, &plain).len(),
        differences(&Comparison::Status, &first, &other).len(),
    ];
    if counts == [0, 1, 0, 1, 1, 0] { Ok(()) } else { Err(format!("numbers of differences found: {counts:?}")) }
}
