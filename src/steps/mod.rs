//! The closed list of work that may follow a new project: git, uv, npm.
//! Border: runs the user's own programs, and only these; whether to run them is the user's choice, asked elsewhere.

mod availability;
mod program;
mod run;
mod step;

pub use availability::{Availability, look};
pub use run::{Outcome, StepContext, run};
pub use step::Step;
