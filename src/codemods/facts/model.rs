//! What facts are made of: handlers, classes, eras.
//! Border: data; finding it is the neighbours' work.
use camino::Utf8PathBuf;
use ruff_text_size::TextRange;

use crate::codemods::Event;
use crate::python::BindingId;

/// What a class is to the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClassRole {
    /// `WorkerEntrypoint`
    Entrypoint,
    /// `DurableObject`
    DurableObject,
    /// `WorkflowEntrypoint`
    Workflow,
}

/// A class that the runtime makes objects of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerClass {
    /// The file it is defined in.
    pub path: Utf8PathBuf,
    /// Its name.
    pub name: String,
    /// What it is.
    pub role: ClassRole,
    /// The whole `class` statement.
    pub range: TextRange,
    /// Whether it derives from the SDK's class (and not only is named in the configuration).
    pub derives: bool,
}

/// Whether a handler is a function or a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandlerKind {
    /// A module-level function (era A).
    Function,
    /// A method of the class with this range in the same file.
    Method {
        /// The whole `class` statement.
        class: TextRange,
        /// What the class is.
        role: ClassRole,
        /// The name of the method's first parameter, usually `self`.
        receiver: String,
    },
}

/// A function that the runtime calls with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handler {
    /// The file it is defined in.
    pub path: Utf8PathBuf,
    /// What it is called for.
    pub event: Event,
    /// Its name as written.
    pub name: String,
    /// Function or method.
    pub kind: HandlerKind,
    /// The whole `def` statement, decorators included.
    pub function: TextRange,
    /// The parameter that gets the request, controller, batch or message.
    pub first: Option<String>,
    /// The parameter that gets (or got) the environment.
    pub env: Option<String>,
    /// The parameter that gets (or got) the execution context.
    pub ctx: Option<String>,
}

/// How a module-level handler comes to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// One `def` directly in the entry module.
    Plain(TextRange),
    /// Imported from a file of the project, where it is this `def`.
    Imported {
        /// That file.
        path: Utf8PathBuf,
        /// The `def` there.
        function: TextRange,
    },
    /// Anything else: several definitions, inside `if` or `try`, an expression.
    Other,
}

/// A module-level name of the entry module that the old runtime calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobalHandler {
    /// What it is called for.
    pub event: Event,
    /// The name in the entry module.
    pub name: String,
    /// Its binding in the entry module.
    pub binding: BindingId,
    /// How it comes to be.
    pub form: Form,
}

/// Which API a worker is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Era {
    /// Global handlers.
    A,
    /// Classes, raw JavaScript values from bindings.
    B,
    /// Classes, native values (the SDK is vendored).
    #[default]
    C,
}
