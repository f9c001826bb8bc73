//! A file's bytes and its dialect: encoding, byte order mark, line ends, indentation.
//! Border: knows bytes and lines, not languages.

mod closest;
mod dialect;
mod lines;
mod source;

pub use closest::closest;
pub use dialect::{Dialect, Indent, Newline};
pub use lines::LineIndex;
pub use source::{DecodeError, EncodeError, Encoding, Source};
