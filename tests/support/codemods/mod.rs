//! What the tests of built-in codemods need beside the library's own runner of cases.
//! Border: test code only; reads the project's `codemods/` folder.

pub mod duties;
