//! Words for questions that were not answered.
//! Border: see `wording`.
use crate::ui::{PromptError, Report};

pub(super) fn report(error: &PromptError) -> Report {
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
