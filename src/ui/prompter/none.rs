//! Nobody to ask: every question is an error.
//! Border: callers list what is missing before they ask; this is the net below them.
use super::{Check, Confirm, Menu, PromptError, Prompter, Reply, Select, Text};

/// For runs without a terminal.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPrompter;

fn unavailable<T>(prompt: &str) -> Result<T, PromptError> {
    Err(PromptError::Unavailable { prompt: prompt.to_owned() })
}

impl Prompter for NoPrompter {
    fn text(&mut self, question: &Text<'_>, _: Check<'_>) -> Result<Reply<String>, PromptError> {
        unavailable(question.prompt)
    }

    fn secret(&mut self, question: &Text<'_>, _: Check<'_>) -> Result<Reply<String>, PromptError> {
        unavailable(question.prompt)
    }

    fn confirm(&mut self, question: &Confirm<'_>) -> Result<Reply<bool>, PromptError> {
        unavailable(question.prompt)
    }

    fn select(&mut self, question: &Select<'_>) -> Result<Reply<usize>, PromptError> {
        unavailable(question.prompt)
    }

    fn select_many(&mut self, question: &Select<'_>) -> Result<Reply<Vec<usize>>, PromptError> {
        unavailable(question.prompt)
    }

    fn menu(&mut self, menu: &Menu<'_>) -> Result<char, PromptError> {
        unavailable(menu.prompt)
    }

    fn way_back(&self) -> &'static str {
        "<"
    }

    fn say(&mut self, _: &str) {}

    fn retract(&mut self) {}
}
