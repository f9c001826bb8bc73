//! How layers can fail to go together, as data.
//! Border: causes; the words for the user stand in `cli::wording`.
use camino::Utf8PathBuf;

use crate::template::TemplateError;

/// Two layers that cannot be combined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incompatible {
    /// The layer that says so.
    pub layer: String,
    /// The other one.
    pub other: String,
    /// Why, in the words of the layer's author.
    pub reason: String,
    /// For those of the two that nobody asked for: which layer needs them, or that they are there already.
    pub because: Vec<(String, String)>,
}

/// A module of a layer that bears the name of one that is there, as a package instead of a module or the reverse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleTaken {
    /// The layer.
    pub layer: String,
    /// The file of the layer.
    pub wanted: Utf8PathBuf,
    /// The file that is there.
    pub present: Utf8PathBuf,
}

/// Why layers cannot be composed.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// Layers that cannot be combined; all of them.
    #[error("{} pairs of layers cannot be combined", .0.len())]
    Incompatible(Vec<Incompatible>),
    /// Layers that need each other in a circle.
    #[error("layers need each other in a circle: {}", .layers.join(", "))]
    Circle {
        /// The layers of the circle.
        layers: Vec<String>,
    },
    /// Two layers with a question or a computed value of the same name.
    #[error("the layers `{one}` and `{other}` both have `{name}`")]
    NameTaken {
        /// The name.
        name: String,
        /// The first.
        one: String,
        /// The second.
        other: String,
    },
    /// Modules whose names are taken; the first of each layer.
    #[error("{} names of modules are taken", .0.len())]
    ModulesTaken(Vec<ModuleTaken>),
    /// A tree without a worker that layers could be laid on.
    #[error("there is no worker")]
    NoWorker,
    /// The code of the worker lies outside of its own directory.
    #[error("{main} lies outside of the worker's directory")]
    Outside {
        /// The entry module.
        main: Utf8PathBuf,
    },
    /// A template cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
}
