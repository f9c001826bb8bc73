//! Format-preserving edits of wrangler configuration, pyproject, package.json and requirements.
//! Border: text in, text out; knows nothing of projects, Python or plans.

mod binding;

pub use binding::BindingKind;

pub mod platform;
