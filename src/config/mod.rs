//! Format-preserving edits of wrangler configuration, pyproject, package.json and requirements.
//! Border: text in, edits out; knows nothing of projects, Python or plans beyond `plan::Edit`.

mod binding;
mod document;
mod editor;
mod error;
mod json;
mod list;
mod node;
pub mod platform;
mod toml;
mod toml_edits;
mod trivia;
mod value;

pub use binding::BindingKind;
pub use document::{Document, Format, Spot};
pub use editor::Editor;
pub use error::{EditError, ParseError};
pub use node::{Array, Entry, Node, NodeKind, Step, Table, TableForm, display_path};
pub use value::{Comments, Element, Member, Tail, Value};

#[cfg(test)]
mod document_tests;
