//! JSON with comments and trailing commas, as wrangler reads it.
//! Border: text to tree and value to text; edits are made in `document`.

mod read;
mod write;

pub use read::parse;
pub use write::{Style, comment, quoted, render};
