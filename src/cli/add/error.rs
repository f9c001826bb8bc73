//! Why layers cannot be added.
//! Border: data; the words for the user stand in `wording`.
use std::io;

use camino::Utf8PathBuf;

use crate::catalog::CatalogError;
use crate::cli::scope::NoSuchPath;
use crate::compose::{Clash, ComposeError, RecordError};
use crate::project::{NoWorker, Problem};
use crate::template::AnswerTrouble;

/// What can go wrong in `pyworker add`, apart from writing itself.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// A path that does not exist.
    #[error(transparent)]
    NoSuchPath(#[from] NoSuchPath),
    /// No layer among what was named.
    #[error("no layer was named")]
    NoLayer {
        /// What was named.
        path: String,
    },
    /// No Worker anywhere.
    #[error("no Python Worker was found")]
    NoWorker {
        /// The root, for reading the files that are shown.
        root: Utf8PathBuf,
        /// What was found instead.
        found: NoWorker,
    },
    /// More than one Worker, and nobody said which.
    #[error("there are {} Workers", workers.len())]
    SeveralWorkers {
        /// Their names and where their configurations or entry modules are.
        workers: Vec<(String, Utf8PathBuf)>,
    },
    /// No Worker of that name.
    #[error("no Worker is called `{name}`")]
    UnknownWorker {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// The Worker's own configuration or entry module has a problem.
    #[error("{problem}")]
    Worker {
        /// The root, for reading the file that is shown.
        root: Utf8PathBuf,
        /// What is wrong.
        problem: Problem,
    },
    /// A Worker that has to be migrated first.
    #[error("the Worker `{worker}` is written for an older API")]
    Old {
        /// Its name.
        worker: String,
        /// How that is known.
        evidence: Vec<String>,
        /// Where `pyworker migrate` has to look, as typed.
        path: Option<Utf8PathBuf>,
    },
    /// The project's record is no good.
    #[error("{path}: {}", error.problem)]
    Record {
        /// The record.
        path: Utf8PathBuf,
        /// What is wrong.
        error: RecordError,
    },
    /// Layers that cannot be had.
    #[error("{} layers cannot be had", .0.len())]
    Layers(Vec<CatalogError>),
    /// Layers that do not go together.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// Answers that are missing or wrong.
    #[error("{} answers are missing or wrong", .0.len())]
    Answers(Vec<AnswerTrouble>),
    /// Files that are in the way.
    #[error("{} files are there already", .0.len())]
    Clashes(Vec<Clash>),
    /// There is no current directory, or its name is not UTF-8.
    #[error("the current directory cannot be used")]
    NoCurrentDirectory(#[source] io::Error),
}
