//! Answers on their way in, and the finished set.
//! Border: data; deciding which of them count is `questionnaire`'s work.
use std::collections::BTreeMap;
use std::ffi::OsString;

use camino::Utf8PathBuf;

use super::{Manifest, Value, Variables};

/// Where an answer came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// `--set name=value`.
    Flag,
    /// A file of answers.
    File(Utf8PathBuf),
    /// The variable `PYWORKER_<NAME>`.
    Environment,
    /// A prompt.
    Prompt,
    /// What was answered last time.
    Before,
    /// A preset.
    Preset,
    /// The policy of a team, in this file.
    Policy(Utf8PathBuf),
}

/// An answer as it was given, not checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenAnswer {
    /// Typed, as a flag or in the environment.
    Text(String),
    /// Of a type already.
    Value(Value),
    /// Bytes that are no text.
    NotText,
}

/// Answers as they were given, by name; the first one given for a name counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    answers: BTreeMap<String, (GivenAnswer, Answered)>,
}

impl Given {
    /// Adds an answer unless there is one for that name: give the strongest source first.
    pub fn add(&mut self, name: impl Into<String>, answer: GivenAnswer, source: Answered) {
        self.answers.entry(name.into()).or_insert((answer, source));
    }

    /// Puts an answer in the place of any other one for that name.
    pub fn decide(&mut self, name: impl Into<String>, answer: GivenAnswer, source: Answered) {
        self.answers.insert(name.into(), (answer, source));
    }

    /// Adds what the environment says about the questions of `manifest`; other variables are none of its business.
    pub fn add_environment(&mut self, manifest: &Manifest, lookup: impl Fn(&str) -> Option<OsString>) {
        for question in &manifest.questions {
            if let Some(value) = lookup(&Self::environment_name(&question.name)) {
                let answer = value.into_string().map_or(GivenAnswer::NotText, GivenAnswer::Text);
                self.add(&question.name, answer, Answered::Environment);
            }
        }
    }

    /// The environment's name for a question.
    pub fn environment_name(question: &str) -> String {
        format!("PYWORKER_{}", question.to_ascii_uppercase())
    }

    /// The answer for a name.
    pub fn get(&self, name: &str) -> Option<&(GivenAnswer, Answered)> {
        self.answers.get(name)
    }

    /// All answers, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &(GivenAnswer, Answered))> {
        self.answers.iter().map(|(name, answer)| (name.as_str(), answer))
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }
}

/// A complete and checked set of answers to one template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The answers to the questions that were asked, secrets left out.
    pub recorded: BTreeMap<String, Value>,
    /// Those of them that differ from the default, in the order of the questions.
    pub chosen: Vec<(String, Value)>,
    /// The names of the secrets that were answered.
    pub secrets: Vec<String>,
    /// The variables that the tool itself provides.
    pub built_in: Variables,
    /// Everything that files can use: built in, answered (secrets too) and computed.
    pub variables: Variables,
}
