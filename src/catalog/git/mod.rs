//! Git repositories as places that templates come from, through the user's own `git`.
//! Border: fetching into a cache and reading objects; no work tree is made, no hook and no filter runs.

mod command;
mod error;
#[cfg(test)]
pub(super) mod fixture;
mod git_tree;
mod mirror;
mod objects;
mod patience;
mod work_tree;

pub use command::Prompts;
pub use error::GitError;
pub use git_tree::GitTree;
pub use mirror::{Fetching, Mirror};
pub use objects::Objects;
pub use work_tree::uncommitted;
