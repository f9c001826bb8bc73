//! Format-preserving edits of wrangler configuration, pyproject, package.json and requirements.
//! Border: text in, edits out; knows nothing of projects, Python or plans beyond `plan::Edit`.

mod binding;
pub mod carry;
pub mod commands;
mod document;
mod editor;
mod error;
pub mod flags;
pub mod gitignore;
mod json;
mod list;
pub mod merge;
mod model;
mod node;
pub mod package_json;
pub mod packages;
pub mod platform;
pub mod pyproject;
pub mod requirement;
pub mod requirements;
pub mod scripts;
mod toml;
mod toml_edits;
mod trivia;
mod value;
mod verify;
pub mod workflow;
pub mod wrangler;

pub use binding::BindingKind;
pub use document::{Document, Format, Spot};
pub use editor::Editor;
pub use error::{EditError, ParseError};
pub use node::{Array, Entry, Node, NodeKind, Step, Table, TableForm, display_path};
pub use value::{Comments, Element, Member, Tail, Value};
pub use verify::new_problem;
pub use wrangler::WranglerConfig;

#[cfg(test)]
mod document_tests;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod pyproject_tests;
