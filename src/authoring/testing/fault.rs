//! Why a test fails, as data.
//! Border: places and causes; the words stand in `cli::wording`.
use std::ops::Range;

use camino::Utf8PathBuf;

use crate::catalog::CatalogError;
use crate::compose::ComposeError;
use crate::template::{TemplateError, TemplatePlace};

/// Why a test fails.
#[derive(Debug)]
pub enum Fault {
    /// `answers.toml` is wrong.
    Description {
        /// Where.
        place: Box<TemplatePlace>,
        /// What.
        message: String,
    },
    /// `answers.toml` is no text.
    NotText {
        /// The file.
        path: Utf8PathBuf,
    },
    /// A file that means nothing in a test.
    UnknownFile {
        /// The file.
        path: Utf8PathBuf,
    },
    /// A part of it cannot be had.
    Catalog(Box<CatalogError>),
    /// Its layers cannot be laid.
    Compose(Box<ComposeError>),
    /// Answers are missing or wrong, or a file cannot be rendered.
    Template(Box<TemplateError>),
    /// Files of `existing/` are in the way.
    InTheWay(Vec<Utf8PathBuf>),
    /// Files that no reader of their language would take.
    Syntax(Vec<SyntaxFault>),
    /// There is no `expected/` yet.
    NothingExpected,
    /// Files are not as they are expected.
    Differs,
}

/// A file that no reader of its language would take.
#[derive(Debug)]
pub struct SyntaxFault {
    /// The file, in the project.
    pub path: Utf8PathBuf,
    /// Its text.
    pub text: String,
    /// Where.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
}

impl From<CatalogError> for Fault {
    fn from(error: CatalogError) -> Self {
        Self::Catalog(Box::new(error))
    }
}

impl From<ComposeError> for Fault {
    fn from(error: ComposeError) -> Self {
        Self::Compose(Box::new(error))
    }
}

impl From<TemplateError> for Fault {
    fn from(error: TemplateError) -> Self {
        Self::Template(Box::new(error))
    }
}
