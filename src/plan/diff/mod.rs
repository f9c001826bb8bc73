//! Shows what becomes of files, as hunks of lines and as a patch that `git apply` takes.
//! Border: bytes in, bytes out; colours, words and columns are `ui`'s work.

mod binary;
mod edits;
mod hunk;
mod origin;
mod quote;
mod unified;

pub use edits::edits_between;
pub use hunk::{Hunk, Line, LineKind, hunks};
pub use origin::original_line;
pub use unified::{DiffOptions, unified_file, unified_files, unified_preview};
