//! Every way in which a command can fail, as data.
//! Border: no words for the user; those stand in `wording`.
use super::Exit;
use super::add::AddError;
use super::create::{AnswersFileError, Trouble};
use super::migrate::MigrateError;
use super::trust::TrustError;
use crate::authoring::publish::PublishError;
use crate::catalog::CatalogError;
use crate::compose::ComposeError;
use crate::plan::apply::{ApplyError, RefusedFile};
use crate::template::TemplateError;
use crate::ui::PromptError;
use crate::update::UpdateError;

/// An error at the edge of the program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A question was not answered.
    #[error(transparent)]
    Prompt(#[from] PromptError),
    /// A project that was asked for cannot be made; everything that stands in the way.
    #[error("the request has {} problems", .troubles.len())]
    Request {
        /// All that is missing or wrong.
        troubles: Vec<Trouble>,
        /// A command that has what is missing.
        example: Option<String>,
    },
    /// A template cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A template cannot be had.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A version cannot be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// Layers cannot be composed.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// A file of answers cannot be used.
    #[error(transparent)]
    AnswersFile(#[from] AnswersFileError),
    /// A plan was not applied, or not undone.
    #[error(transparent)]
    Apply(#[from] ApplyError),
    /// Something was asked for before it was decided: a mistake in this program.
    #[error("the {what} is not decided yet")]
    Undecided {
        /// What.
        what: &'static str,
    },
    /// No such command.
    #[error("unknown command `{name}`")]
    UnknownCommand {
        /// As it was typed.
        name: String,
        /// Those there are.
        commands: Vec<String>,
    },
    /// A migration cannot be planned.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// Layers cannot be added.
    #[error(transparent)]
    Add(#[from] AddError),
    /// A project cannot be updated or compared.
    #[error(transparent)]
    Update(#[from] UpdateError),
    /// Commands of templates were not agreed to.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// Files that changed since the change that was to be undone.
    #[error("files were changed since")]
    Undo {
        /// Relative to the root that was changed.
        refused: Vec<RefusedFile>,
    },
    /// Standard output cannot be written.
    #[error("standard output cannot be written")]
    Output(#[source] std::io::Error),
}

impl Error {
    /// The exit code that belongs to it.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Prompt(PromptError::Interrupted) | Self::Apply(ApplyError::Interrupted) => Exit::Interrupted,
            Self::Catalog(CatalogError::NotAllowed { .. }) | Self::Trust(_) => Exit::TrustRefused,
            _ => Exit::BadInput,
        }
    }
}
