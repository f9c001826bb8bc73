//! Codemods of a team, as data: a folder with `rule.toml`, a page and cases. No code is executed.
//! Border: what a rule says and how it is applied; where folders come from is the caller's business.

mod check;
mod codemod;
mod error;
mod load;
mod places;
mod rewrite;
mod rule;
mod sample;
#[cfg(test)]
mod tests;

pub use codemod::DeclarativeCodemod;
pub use error::RuleError;
pub use load::{load_all, load_files, load_folder, parse};
pub use rule::{Constraint, RewriteRule, RuleFile};
pub use sample::sample;
