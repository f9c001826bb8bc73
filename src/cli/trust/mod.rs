//! Commands that templates ask for: whether they may be run, running them, and telling of it.
//! Border: the same for `create-pyworker`, `add` and `update`; decisions are kept by `catalog`, programs are run by `steps`.
//!
//! Templates are data. What is on the closed list of steps is the tool's own work; anything else is printed word for word
//! and run only if the user agrees, for this content of the template.
mod arguments;
mod asked;
mod decide;
mod error;
mod run;

pub(super) use arguments::TrustArguments;
pub(super) use asked::Asked;
pub(super) use decide::{Asking, Decided, decide};
pub use error::TrustError;
pub(super) use run::{Done, documents, left_out, proposed, run, tell, tell_proposed};
