//! The codemods, one file each, and the engine that orders, runs and verifies them.
//! Border: proposes changes; never writes to disk, never prints.

mod codemod;
mod compose;
mod context;
pub mod declarative;
mod delegate;
mod durable_object_class;
pub mod engine;
mod environment;
mod event;
pub mod facts;
mod handler_method_names;
mod handler_signatures;
mod handlers_to_class;
mod layout;
mod migration;
mod modules;
mod needles;
mod options;
mod proposal;
pub mod registry;
mod rewritten;
mod signature;
mod src_imports;
mod suppression;
mod unused;
mod workflow_steps;

pub use codemod::{Codemod, Meta};
pub use context::Context;
pub use event::Event;
pub use facts::{ClassRole, Era, Facts, Handler, HandlerKind, WorkerClass};
pub use migration::{Migration, WorkerReport, migrate, migrate_with};
pub use modules::Modules;
pub use options::{ConfigFormat, HandlerStyle, Options};
pub use proposal::{Action, Import, Proposal, Proposals, place};
