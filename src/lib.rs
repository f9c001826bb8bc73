//! pyworker: starts Cloudflare Python Workers from templates and brings old ones up to date.
//! Border: the library behind the two programs in `src/bin`; everything a command changes goes through [`plan`].

pub mod authoring;
pub mod catalog;
pub mod cli;
pub mod codemods;
pub mod compose;
pub mod config;
pub mod merge;
pub mod plan;
pub mod project;
pub mod python;
pub mod site;
pub mod steps;
pub mod template;
pub mod text;
pub mod ui;
pub mod update;
