//! The closed list of work that may follow a new project: git, uv, npm.
//! Border: runs the user's own programs: those of the list, and commands that the user agreed to, which is asked elsewhere.

mod availability;
mod program;
mod run;
mod step;

pub use availability::{Availability, look};
pub use run::{Outcome, StepContext, run, run_command};
pub use step::Step;
