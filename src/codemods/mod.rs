//! The codemods, one file each, and the engine that orders, runs and verifies them.
//! Border: proposes changes; never writes to disk, never prints.

mod codemod;
mod compose;
mod context;
pub mod engine;
mod event;
pub mod facts;
mod modules;
mod needles;
mod options;
mod proposal;
pub mod registry;
mod unused;

pub use codemod::{Codemod, Meta};
pub use context::Context;
pub use event::Event;
pub use facts::{ClassRole, Era, Facts, Handler, HandlerKind, WorkerClass};
pub use modules::Modules;
pub use options::{ConfigFormat, HandlerStyle, Options};
pub use proposal::{Action, Import, Proposal, Proposals, place};
