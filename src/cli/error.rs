//! Every way in which a command can fail, as data.
//! Border: no words for the user; those stand in `wording`.
use super::Exit;
use crate::ui::PromptError;

/// An error at the edge of the program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A question was not answered.
    #[error(transparent)]
    Prompt(#[from] PromptError),
    /// No such command.
    #[error("unknown command `{name}`")]
    UnknownCommand {
        /// As it was typed.
        name: String,
        /// Those there are.
        commands: Vec<String>,
    },
    /// Standard output cannot be written.
    #[error("standard output cannot be written")]
    Output(#[source] std::io::Error),
}

impl Error {
    /// The exit code that belongs to it.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Prompt(PromptError::Interrupted) => Exit::Interrupted,
            _ => Exit::BadInput,
        }
    }
}
