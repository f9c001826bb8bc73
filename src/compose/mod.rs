//! Composition: which layers belong together, and laying them onto a tree of files.
//! Border: pure functions of templates, answers and a snapshot; what they come to is a plan that others apply.
//!
//! [`resolve`] takes the layers that are wanted, adds those that they need, refuses what cannot be combined, and puts
//! them in order. [`lay`] lays a base and layers onto a [`Snapshot`](crate::project::Snapshot), one after the other, and
//! says what each changed. The same function makes a new project (onto an empty tree), adds to an old one (onto its
//! files), and makes both sides of an update.

mod clash;
mod consequences;
pub mod entry;
mod error;
mod files;
mod findings;
mod fragments;
mod ground;
mod laid;
mod lay;
mod lines;
mod order;
mod readme;
mod record;
mod record_reader;
mod resolve;
mod structured;
mod wrangler;

pub use clash::{Clash, ClashChoice, ClashChoices};
pub use error::{ComposeError, Incompatible, ModuleTaken};
pub use files::clash_in_case;
pub use ground::Ground;
pub use laid::Laid;
pub use lay::{Base, LayRequest, lay};
pub use record::{Record, RecordedTemplate};
pub use record_reader::{RecordError, RecordProblem, read as read_record};
pub use resolve::{Composition, Present, Reason, ResolvedLayer, resolve};
