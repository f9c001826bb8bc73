//! A file's bytes and its dialect.
//! Border: knows bytes and lines, not languages.
