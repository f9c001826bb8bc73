//! The codemods, one file each, and the engine that orders, runs and verifies them.
//! Border: proposes changes; never writes to disk, never prints.

mod codemod;
mod compose;
mod context;
pub mod declarative;
mod delegate;
mod durable_object_class;
pub mod engine;
mod environment;
mod event;
pub mod facts;
mod handler_method_names;
mod handler_signatures;
mod handlers_to_class;
mod layout;
mod migration;
mod modules;
mod needles;
mod options;
mod proposal;
pub mod registry;
mod rewritten;
mod signature;
mod src_imports;
mod unused;
mod workflow_steps;

pub use codemod::{Codemod, Meta};
pub use context::Context;
pub use event::Event;
pub use facts::{ClassRole, Era, Facts, Handler, HandlerKind, WorkerClass};
pub use migration::{Migration, WorkerReport, migrate, migrate_with};
pub use modules::Modules;
pub use options::{ConfigFormat, HandlerStyle, Options};
pub use proposal::{Action, Import, Proposal, Proposals, place};

#[cfg(test)]
pub(crate) mod testing {
    //! Runs codemods over one text, for unit tests.
    use super::*;
    use crate::plan::{Content, Decisions};
    use crate::project::{Snapshot, Worker};

    /// What `codes` make of an entry module.
    pub fn migrate(text: &str, codes: &[&str]) -> String {
        let mut files = Snapshot::of("/nonexistent");
        files.set("entry.py", Some(Content::from(text.as_bytes().to_vec())));
        let worker = Worker {
            name: "test".into(),
            directory: "".into(),
            config: Some("wrangler.toml".into()),
            main: "entry.py".into(),
            import_root: "".into(),
            compatibility_date: Some("2024-09-01".into()),
            compatibility_flags: vec!["python_workers".into()],
            bindings: Default::default(),
            python_files: vec!["entry.py".into()],
        };
        let options = Options { select: codes.iter().map(|code| (*code).to_owned()).collect(), ..Options::default() };
        let outcome = engine::run(registry::built_in(), &worker, &files, &options, &Decisions::default());
        for finding in &outcome.findings {
            eprintln!("{finding:?}");
        }
        match outcome.files.get(camino::Utf8Path::new("entry.py")) {
            Some((Some(content), _)) => String::from_utf8(content.bytes().to_vec()).expect("text"),
            _ => text.to_owned(),
        }
    }
}
