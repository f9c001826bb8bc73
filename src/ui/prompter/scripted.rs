//! Answers prepared beforehand, for tests of everything that asks.
//! Border: checks answers as the others do; a question without a prepared answer is an error.
use std::collections::VecDeque;

use super::{Check, Confirm, Menu, PromptError, Prompter, Reply, Select, Text, refused};

/// One prepared answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScriptedAnswer {
    /// Something typed; the empty text takes the default.
    Text(String),
    /// Yes or no.
    Confirm(bool),
    /// Rows by their titles.
    Rows(Vec<String>),
    /// A key of a menu.
    Key(char),
    /// Back to the question before.
    Back,
    /// Ctrl-C.
    Interrupt,
}

/// Gives prepared answers in order and keeps a transcript.
#[derive(Debug, Default)]
pub struct ScriptedPrompter {
    answers: VecDeque<ScriptedAnswer>,
    /// Every question put and everything said, one line each.
    pub transcript: Vec<String>,
}

impl ScriptedPrompter {
    /// A prompter that gives `answers`.
    pub fn new(answers: impl IntoIterator<Item = ScriptedAnswer>) -> Self {
        Self { answers: answers.into_iter().collect(), transcript: Vec::new() }
    }

    /// How many answers were not asked for.
    pub fn left(&self) -> usize {
        self.answers.len()
    }

    fn next(&mut self, prompt: &str) -> Result<ScriptedAnswer, PromptError> {
        self.transcript.push(prompt.to_owned());
        match self.answers.pop_front() {
            Some(ScriptedAnswer::Interrupt) => Err(PromptError::Interrupted),
            Some(answer) => Ok(answer),
            None => Err(PromptError::Ended { prompt: prompt.to_owned() }),
        }
    }

    fn mismatch<T>(&mut self, prompt: &str, answer: &ScriptedAnswer) -> Result<T, PromptError> {
        self.transcript.push(format!("no answer to this question: {answer:?}"));
        Err(PromptError::Unavailable { prompt: prompt.to_owned() })
    }

    fn rows(&mut self, question: &Select<'_>) -> Result<Reply<Vec<usize>>, PromptError> {
        loop {
            match self.next(question.prompt)? {
                ScriptedAnswer::Back => return Ok(Reply::Back),
                ScriptedAnswer::Rows(titles) => {
                    let rows: Option<Vec<usize>> =
                        titles.iter().map(|title| question.rows.iter().position(|row| row.title == *title)).collect();
                    let Some(rows) = rows else {
                        return self.mismatch(question.prompt, &ScriptedAnswer::Rows(titles));
                    };
                    match refused(question, &rows) {
                        Some(reason) => self.transcript.push(reason),
                        None => return Ok(Reply::Answer(rows)),
                    }
                }
                other => return self.mismatch(question.prompt, &other),
            }
        }
    }
}

impl Prompter for ScriptedPrompter {
    fn text(&mut self, question: &Text<'_>, check: Check<'_>) -> Result<Reply<String>, PromptError> {
        loop {
            match self.next(question.prompt)? {
                ScriptedAnswer::Back => return Ok(Reply::Back),
                ScriptedAnswer::Text(typed) => {
                    let answer = if typed.is_empty() { question.default.unwrap_or_default().to_owned() } else { typed };
                    match check(&answer) {
                        Ok(()) => return Ok(Reply::Answer(answer)),
                        Err(reason) => self.transcript.push(reason),
                    }
                }
                other => return self.mismatch(question.prompt, &other),
            }
        }
    }

    fn secret(&mut self, question: &Text<'_>, check: Check<'_>) -> Result<Reply<String>, PromptError> {
        self.text(question, check)
    }

    fn confirm(&mut self, question: &Confirm<'_>) -> Result<Reply<bool>, PromptError> {
        match self.next(question.prompt)? {
            ScriptedAnswer::Back => Ok(Reply::Back),
            ScriptedAnswer::Confirm(answer) => Ok(Reply::Answer(answer)),
            other => self.mismatch(question.prompt, &other),
        }
    }

    fn select(&mut self, question: &Select<'_>) -> Result<Reply<usize>, PromptError> {
        Ok(match self.rows(question)? {
            Reply::Back => Reply::Back,
            Reply::Answer(rows) => match rows.first() {
                Some(row) => Reply::Answer(*row),
                None => return self.mismatch(question.prompt, &ScriptedAnswer::Rows(Vec::new())),
            },
        })
    }

    fn select_many(&mut self, question: &Select<'_>) -> Result<Reply<Vec<usize>>, PromptError> {
        Ok(self.rows(question)?.map(|mut rows| {
            rows.sort_unstable();
            rows
        }))
    }

    fn menu(&mut self, menu: &Menu<'_>) -> Result<char, PromptError> {
        match self.next(menu.prompt)? {
            ScriptedAnswer::Key(key) if menu.keys.iter().any(|known| known.key == key) => Ok(key),
            other => self.mismatch(menu.prompt, &other),
        }
    }

    fn way_back(&self) -> &'static str {
        "<"
    }

    fn say(&mut self, text: &str) {
        self.transcript.extend(text.lines().map(str::to_owned));
    }

    fn retract(&mut self) {}
}
