//! One thing that is missing or wrong in a request; all of them are listed together.
//! Border: data; `wording` makes sentences of it.
use super::TargetTrouble;
use crate::catalog::CatalogError;
use crate::compose::ComposeError;
use crate::template::{AnswerTrouble, NameProblem};

/// What is missing or wrong.
#[derive(Debug)]
pub enum Trouble {
    /// Nobody said where the project goes.
    NoDirectory,
    /// The directory cannot be used.
    Target(TargetTrouble),
    /// The name is not valid.
    Name {
        /// The name.
        name: String,
        /// Whether it is the directory's own name.
        from_directory: bool,
        /// The rule it breaks.
        problem: NameProblem,
        /// A valid name that looks like it.
        like: Option<String>,
    },
    /// Nobody said what it starts from.
    NoTemplate {
        /// The templates there are.
        known: Vec<String>,
    },
    /// The template that is named cannot be had.
    Catalog(CatalogError),
    /// A layer that is named or needed cannot be had.
    Layer(CatalogError),
    /// The layers do not go together.
    Compose(ComposeError),
    /// An answer is missing or wrong.
    Answer(AnswerTrouble),
    /// Nobody allowed the tool to write.
    NoConsent,
}

impl Trouble {
    /// Whether something is absent, rather than wrong.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::NoDirectory | Self::NoTemplate { .. } | Self::NoConsent => true,
            Self::Answer(trouble) => matches!(trouble.problem, crate::template::AnswerProblem::Missing { .. }),
            _ => false,
        }
    }
}
