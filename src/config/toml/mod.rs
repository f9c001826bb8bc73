//! TOML, as wrangler and pyproject write it.
//! Border: text to tree and value to text; edits are made in `document`.

mod read;
mod write;

pub use read::parse;
pub use write::{comment, inline, key, requoted, sections};
