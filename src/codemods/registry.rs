//! The codemods that come with the tool, in the order in which they run.
//! Border: a list.
use super::Codemod;

/// All built-in codemods. Order matters only for the report: all of them see the same text in a round.
pub fn built_in() -> &'static [&'static dyn Codemod] {
    &[&super::handlers_to_class::HandlersToClass]
}
