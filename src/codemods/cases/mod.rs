//! The cases of codemods: small projects before and after, run through the whole engine in several dialects, twice each.
//! Border: reads folders and says what differs; shown and written elsewhere. The format stands in `codemods/README.md`.
mod case;
mod error;
mod expectation;
mod page;
mod run;
mod tree;
mod variant;
mod worker;

pub use case::{Case, cases};
pub use error::{CaseError, Fault};
pub use expectation::Expectation;
pub use page::check_page;
pub use run::Rules;
pub use tree::{Tree, difference, read_tree, write_tree};
pub use variant::Variant;
