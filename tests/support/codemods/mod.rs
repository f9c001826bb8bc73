//! What the tests of codemods are made of: trees of files, cases, pages, and the engine run over them.
//! Border: test code only; reads the project's `codemods/` folder and writes to temporary folders.

pub mod case;
pub mod duties;
pub mod engine;
pub mod expectation;
pub mod page;
pub mod tree;
pub mod variant;
pub mod worker;
