//! How a project is to be run.
//! Border: data; carrying it out is `copy` and `stand_ins`.

use std::path::PathBuf;

/// How a project is to be run.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// Which SDK it gets.
    pub sdk: Sdk,
    /// The configs of its workers, the one that is asked first; none means the one at its root.
    pub configs: Vec<String>,
    /// The environment of the config; none means its top level.
    pub environment: Option<String>,
    /// Packages beside those that it declares.
    pub packages: Vec<String>,
    /// SQL to run on its databases first.
    pub databases: Vec<Database>,
    /// SQL files of the project that are run first in the Postgres behind its Hyperdrive bindings.
    pub postgres: Vec<String>,
    /// Bindings that are left out, also from the stand-ins.
    pub without: Vec<String>,
    /// Variables set over those of the config.
    pub variables: Vec<(String, String)>,
    /// Lines for `.dev.vars`, where secrets are in local runs.
    pub secrets: Vec<(String, String)>,
    /// Further workers that run beside it, for its service bindings.
    pub companions: Vec<PathBuf>,
}

/// Where the SDK comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sdk {
    /// From the runtime if it has one at the project's date, else vendored.
    #[default]
    AsDated,
    /// Vendored into `python_modules/`, as today's tooling does at every date.
    Vendored,
}

/// SQL that is run on a database before the worker starts.
#[derive(Debug, Clone)]
pub struct Database {
    /// The binding of the database; the first one if none is named.
    pub binding: Option<String>,
    /// What is run.
    pub source: Sql,
}

/// Where the SQL is.
#[derive(Debug, Clone)]
pub enum Sql {
    /// In one file of the project.
    File(String),
    /// In the migrations directory of the binding; wrangler's own command finds and applies it.
    Migrations,
}
