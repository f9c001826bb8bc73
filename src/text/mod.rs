//! A file's bytes and its dialect: encoding, byte order mark, line ends, indentation.
//! Border: knows bytes and lines, not languages.

mod closest;
mod dialect;
mod fold;
mod lines;
mod shell;
mod source;

pub use closest::closest;
pub use dialect::{Dialect, Indent, Newline};
pub use fold::folded;
pub use lines::LineIndex;
pub use shell::{shell_line, shell_word};
pub use source::{DecodeError, EncodeError, Encoding, Source};
