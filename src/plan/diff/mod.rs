//! Shows what becomes of files, as hunks of lines and as a patch that `git apply` takes.
//! Border: bytes in, bytes out; colours, words and columns are `ui`'s work.

mod binary;
mod hunk;
mod quote;
mod unified;

pub use hunk::{Hunk, Line, LineKind, hunks};
pub use unified::{DiffOptions, unified_file, unified_files, unified_preview};
