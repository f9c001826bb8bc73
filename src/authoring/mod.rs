//! What the authors of a catalog need: finding mistakes, testing templates, publishing versions, a catalog to begin with.
//! Border: reads a catalog in a directory and says what is wrong or should be written; plans write, others word.

pub mod lint;
pub mod publish;
pub mod sample;
mod spans;
pub mod testing;
mod workshop;

pub use workshop::Workshop;
