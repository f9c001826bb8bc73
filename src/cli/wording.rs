//! The one place where errors get their words.
//! Border: data in, a report out; layout and colour are `ui`'s.
use super::Error;
use crate::text::closest;
use crate::ui::{PromptError, Report};

/// Words an error.
pub(super) fn report(error: &Error) -> Report {
    match error {
        Error::Prompt(error) => prompt(error),
        Error::UnknownCommand { name, commands } => {
            let report = Report::new("unknown-command", format!("there is no command `{name}`"));
            match closest(name, commands.iter().map(String::as_str)) {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint(format!("the commands are {}", commands.join(", "))),
            }
        }
        Error::Output(source) => Report::new("output", "standard output cannot be written").detail(source.to_string()),
    }
}

fn prompt(error: &PromptError) -> Report {
    match error {
        PromptError::Interrupted => Report::new("interrupted", "interrupted"),
        PromptError::Ended { prompt } => Report::new("input-ended", "the input ended before the last question")
            .detail(format!("the open question: {prompt}"))
            .detail("nothing was written"),
        PromptError::Unavailable { prompt } => {
            Report::new("no-terminal", "there is a question and no terminal to ask it on")
                .detail(format!("the open question: {prompt}"))
        }
        PromptError::Terminal(source) => {
            Report::new("terminal", "the terminal cannot be used").detail(source.to_string())
        }
    }
}
