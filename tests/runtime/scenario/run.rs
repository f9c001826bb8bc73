//! Does the steps of a scenario with a running worker and records what came of each.
//! Border: asks and judges; starting and stopping the worker is the caller's.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::expect;
use super::sample::sample;
use super::step::{Action, Body, Expectation, Step};
use crate::browser::{Browser, Visit};
use crate::rig::error::Error;
use crate::rig::files;
use crate::worker::answer::Answer;
use crate::worker::client::{Ask, Client};
use crate::worker::server::Server;
use crate::worker::tools::Tools;
use crate::worker::websocket::Connection;

/// The longest to ask again and again, or to wait for a line in the log.
const PATIENCE: Duration = Duration::from_secs(45);
/// The pause between two questions.
const PAUSE: Duration = Duration::from_millis(200);

/// Why a scenario did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The worker could not be asked.
    #[error("step {number} ({what}): {source}")]
    NotAsked {
        /// The step, counted from one.
        number: usize,
        /// What it does.
        what: String,
        /// The reason.
        source: Box<Error>,
    },
    /// An answer is not what it must be.
    #[error("step {number} ({what}):\n  {}\nanswer: {answer}", wrong.join("\n  "))]
    Wrong {
        /// The step, counted from one.
        number: usize,
        /// What it does.
        what: String,
        /// What is wrong.
        wrong: Vec<String>,
        /// The answer.
        answer: Answer,
    },
}

/// One scenario under way.
pub struct Run<'a> {
    server: &'a mut Server,
    tools: Tools<'a>,
    client: Client,
    connections: BTreeMap<String, Connection>,
    /// Started for the first page.
    browser: Option<Browser>,
    saved: BTreeMap<String, String>,
}

impl<'a> Run<'a> {
    /// Starts with nothing but the worker; `known` are values that steps can use as `{name}`, beside `{address}`.
    pub fn new(server: &'a mut Server, tools: Tools<'a>, mut known: BTreeMap<String, String>) -> Run<'a> {
        known.insert("address".to_owned(), server.address().to_owned());
        Run { server, tools, client: Client::new(), connections: BTreeMap::new(), browser: None, saved: known }
    }

    /// Does all steps; the first that fails ends the run.
    pub fn all(mut self, steps: &[Step]) -> Result<Vec<Answer>, Failure> {
        let mut answers = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            answers.push(self.step(index + 1, step)?);
        }
        Ok(answers)
    }

    fn step(&mut self, number: usize, step: &Step) -> Result<Answer, Failure> {
        let what = self.describe(&step.action);
        let not_asked = |source| Failure::NotAsked { number, what: what.clone(), source: Box::new(source) };
        let end = Instant::now() + PATIENCE;
        let answer = loop {
            let answer = self.act(&step.action, &step.expectation).map_err(not_asked)?;
            let is_there = step.until.as_ref().is_none_or(|text| answer.text().contains(&self.fill(text)));
            if is_there || Instant::now() > end {
                break answer;
            }
            self.server.check_alive().map_err(not_asked)?;
            std::thread::sleep(PAUSE);
        };
        let mut expectation = step.expectation.clone();
        expectation.body = expectation.body.map(|text| self.fill(&text));
        for value in expectation.json.iter_mut().chain(&mut expectation.has) {
            fill_value(value, &self.saved);
        }
        for text in
            expectation.contains.iter_mut().chain(&mut expectation.lacks).chain(expectation.headers.values_mut())
        {
            *text = self.fill(text);
        }
        expectation.contains.extend(step.until.as_ref().map(|text| self.fill(text)));
        let mut wrong = expect::judge(&expectation, &answer);
        for (name, pointer) in &step.save {
            match saved_value(&answer, pointer) {
                Some(value) => {
                    self.saved.insert(name.clone(), value);
                }
                None => wrong.push(format!("there is nothing at {pointer} to be saved as {name}")),
            }
        }
        if wrong.is_empty() { Ok(answer) } else { Err(Failure::Wrong { number, what, wrong, answer }) }
    }

    fn act(&mut self, action: &Action, expectation: &Expectation) -> Result<Answer, Error> {
        match action {
            Action::Page { path, headers, script, without_scripts } => {
                let visit = Visit {
                    url: &format!("{}{}", self.server.address(), self.fill(path)),
                    status: expectation.status,
                    headers: &self.fill_pairs(headers),
                    script: script.as_deref(),
                    texts: &expectation.contains.iter().map(|text| self.fill(text)).collect::<Vec<String>>(),
                    texts_without_scripts: without_scripts,
                };
                let browser = match &mut self.browser {
                    Some(browser) => browser,
                    None => self.browser.insert(Browser::start()?),
                };
                let text = browser.look_over(&visit)?;
                Ok(Answer { status: expectation.status, headers: Vec::new(), body: text.into_bytes() })
            }
            Action::Request { method, path, headers, body } => {
                let headers = self.fill_pairs(headers);
                let url = format!("{}{}", self.server.address(), self.fill(path));
                let body = body.as_ref().map(|body| self.body(body)).transpose()?;
                self.ask(&Ask { method, url, headers: &headers, body })
            }
            Action::Cron { cron } => {
                let cron = percent_encode(cron);
                let url = format!("{}/cdn-cgi/handler/scheduled?cron={cron}", self.server.address());
                self.ask(&Ask { method: "GET", url, headers: &[], body: None })
            }
            Action::Email(email) => {
                let (from, to) = (percent_encode(&email.from), percent_encode(&email.to));
                let url = format!("{}/cdn-cgi/handler/email?from={from}&to={to}", self.server.address());
                let body = Some(email.raw.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes());
                self.ask(&Ask { method: "POST", url, headers: &[], body })
            }
            Action::Log { text } => self.wait_for_log(&self.fill(text)),
            Action::Tool { line, environment } => {
                let environment = self.fill_pairs(environment);
                Ok(said(self.tools.run(&self.fill(line), &environment)?))
            }
            Action::Open { path, headers, connection } => {
                let headers = self.fill_pairs(headers);
                let opened = Connection::open(self.server.authority(), &self.fill(path), &headers)?;
                self.connections.insert(connection.clone(), opened);
                Ok(said(String::new()))
            }
            Action::Send { connection, text } => {
                let text = self.fill(text);
                self.connection(connection)?.send(&text)?;
                Ok(said(String::new()))
            }
            Action::Receive { connection } => Ok(said(self.connection(connection)?.receive()?)),
            Action::Close { connection } => {
                self.connection(connection)?.close()?;
                self.connections.remove(connection);
                Ok(said(String::new()))
            }
        }
    }

    fn body(&self, body: &Body) -> Result<Vec<u8>, Error> {
        match body {
            Body::Text(text) => Ok(self.fill(text).into_bytes()),
            Body::Sample(size) => Ok(sample(0..*size)),
            Body::File(path) => files::read(path),
        }
    }

    /// Asks; when there is no answer because the worker's process is gone, that is the better message.
    fn ask(&mut self, ask: &Ask<'_>) -> Result<Answer, Error> {
        let answer = self.client.ask(ask);
        if answer.is_err() {
            self.server.check_alive()?;
        }
        answer
    }

    fn wait_for_log(&mut self, text: &str) -> Result<Answer, Error> {
        let end = Instant::now() + PATIENCE;
        loop {
            if self.server.log().contains(text) {
                return Ok(said(String::new()));
            }
            self.server.check_alive()?;
            if Instant::now() > end {
                let request = format!("the log, asked for {text:?},");
                return Err(Error::NoAnswer { request, reason: "it is not there".to_owned() });
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn connection(&mut self, name: &str) -> Result<&mut Connection, Error> {
        self.connections.get_mut(name).ok_or_else(|| Error::NoAnswer {
            request: format!("websocket `{name}`"),
            reason: "no step has opened it".to_owned(),
        })
    }

    fn fill_pairs(&self, pairs: &[(String, String)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| (name.clone(), self.fill(value))).collect()
    }

    fn fill(&self, text: &str) -> String {
        fill(text, &self.saved)
    }

    fn describe(&self, action: &Action) -> String {
        match action {
            Action::Request { method, path, .. } => format!("{method} {}", self.fill(path)),
            Action::Page { path, .. } => format!("page {}", self.fill(path)),
            Action::Cron { cron } => format!("cron {cron}"),
            Action::Email(email) => format!("email to {}", email.to),
            Action::Log { text } => format!("log {text:?}"),
            Action::Tool { line, .. } => format!("run {line}"),
            Action::Open { path, connection, .. } => format!("websocket {path} as {connection}"),
            Action::Send { connection, text } => format!("send {text:?} on {connection}"),
            Action::Receive { connection } => format!("expect a message on {connection}"),
            Action::Close { connection } => format!("close {connection}"),
        }
    }
}

/// Puts known values in the place of `{name}`; other braces stay, JSON is full of them.
pub fn fill(text: &str, known: &BTreeMap<String, String>) -> String {
    known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// The same in a JSON value; a string that is nothing but a name becomes what was saved, a number again if it was one.
fn fill_value(value: &mut Value, known: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            let name = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            *value = match name.and_then(|name| known.get(name)) {
                Some(saved) => serde_json::from_str(saved).unwrap_or_else(|_| Value::String(saved.clone())),
                None => Value::String(fill(text, known)),
            };
        }
        Value::Array(items) => items.iter_mut().for_each(|item| fill_value(item, known)),
        Value::Object(entries) => entries.values_mut().for_each(|item| fill_value(item, known)),
        _ => {}
    }
}

/// What is no answer over HTTP, in the form of one, so that it is judged and compared alike.
fn said(text: String) -> Answer {
    Answer { status: 200, headers: Vec::new(), body: text.into_bytes() }
}

fn saved_value(answer: &Answer, pointer: &str) -> Option<String> {
    if let Some(name) = pointer.strip_prefix("header:") {
        return answer.header(name);
    }
    let value: Value = serde_json::from_slice(&answer.body).ok()?;
    value.pointer(pointer).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

fn percent_encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
