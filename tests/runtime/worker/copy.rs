//! A copy of a project, made ready for the rig: its packages in `python_modules/`, its config extended.
//! Border: prepares files and fills databases before the start; the running process is `server`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::config::{Config, RIG_CONFIG};
use super::packages;
use super::stand_ins::{self, Companion};
use crate::rig::Rig;
use crate::rig::commands;
use crate::rig::error::Error;
use crate::rig::files;

/// Build products and caches; a copy is made as from a fresh clone.
const NOT_COPIED: &[&str] =
    &["python_modules", ".venv", ".venv-workers", "node_modules", ".wrangler", ".git", "__pycache__", ".pytest_cache"];

/// Time for one wrangler command that ends by itself.
const COMMAND: Duration = Duration::from_secs(120);

/// How a project is to be run.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// Which SDK it gets.
    pub sdk: Sdk,
    /// SQL to run on its databases first.
    pub migrations: Vec<Migration>,
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

/// SQL that is run before the worker starts.
#[derive(Debug, Clone)]
pub enum Migration {
    /// One file of the project.
    File {
        /// The binding of the database; the first one if none is named.
        binding: Option<String>,
        /// The path in the project.
        file: String,
    },
    /// The migrations directory of the binding, through wrangler's own command.
    Directory {
        /// The binding of the database; the first one if none is named.
        binding: Option<String>,
    },
}

/// A project's copy in a directory of its own, with everything that a run leaves behind beside it.
pub struct WorkerProject {
    run: TempDir,
    config: Config,
    companions: Vec<Companion>,
}

impl WorkerProject {
    /// Copies the project in `source` and makes the copy ready.
    pub fn prepare(rig: &Rig, source: &Path, setup: &Setup) -> Result<WorkerProject, Error> {
        let project = WorkerProject::copy(source)?;
        project.ready(rig, setup)
    }

    /// Only copies the project, so that something can still be done to the copy.
    pub fn copy(source: &Path) -> Result<Copied, Error> {
        // Not below the repository: tools that look upwards for a git work tree or a config must find none.
        let made = tempfile::Builder::new().prefix("pyworker-rig-").tempdir();
        let run = made.map_err(|source| Error::File { action: "create", path: std::env::temp_dir(), source })?;
        files::copy_directory(source, &run.path().join("project"), &|name| NOT_COPIED.contains(&name))?;
        Ok(Copied { run })
    }

    /// The copy.
    pub fn directory(&self) -> PathBuf {
        self.run.path().join("project")
    }

    /// The directory of this run, in which the copy lies.
    pub fn run_directory(&self) -> &Path {
        self.run.path()
    }

    /// The configs for `wrangler dev`, the worker's own first.
    pub fn configs(&self) -> Vec<PathBuf> {
        let own = self.directory().join(RIG_CONFIG);
        std::iter::once(own).chain(self.companions.iter().map(|companion| companion.config.clone())).collect()
    }

    /// Leaves the directory of this run on the disk for a person to look at, and gives its path.
    pub fn keep(self) -> PathBuf {
        self.run.keep()
    }

    /// A wrangler command line in the environment that keeps it local and quiet.
    pub fn wrangler(&self, rig: &Rig) -> Command {
        let run = self.run.path();
        let mut command = Command::new(rig.paths.node());
        command.arg(rig.paths.wrangler()).current_dir(self.directory());
        command.env("MINIFLARE_WORKERD_PATH", rig.paths.workerd());
        command.env("XDG_CONFIG_HOME", run.join("config-home"));
        command.envs([("WRANGLER_SEND_METRICS", "false"), ("CI", "1"), ("NO_COLOR", "1")]);
        command.env("CLOUDFLARE_CF_FETCH_ENABLED", "false");
        command
    }

    /// Where the simulated bindings keep their data.
    pub fn state(&self) -> PathBuf {
        self.run.path().join("state")
    }

    fn migrate(&self, rig: &Rig, migration: &Migration) -> Result<(), Error> {
        let (Migration::File { binding, .. } | Migration::Directory { binding }) = migration;
        let Some(binding) = binding.clone().or_else(|| self.config.first_database()) else {
            let reason = "it has no D1 database for the migrations of the scenario".to_owned();
            return Err(Error::Content { path: self.config.path.clone(), reason });
        };
        let mut command = self.wrangler(rig);
        match migration {
            Migration::File { file, .. } => command.args(["d1", "execute", &binding, "--yes", "--file", file]),
            Migration::Directory { .. } => command.args(["d1", "migrations", "apply", &binding]),
        };
        command.args(["--local", "--config", RIG_CONFIG, "--persist-to"]).arg(self.state());
        commands::run(&mut command, COMMAND)?;
        Ok(())
    }
}

/// A copy that is not ready yet.
pub struct Copied {
    run: TempDir,
}

impl Copied {
    /// The copy.
    pub fn directory(&self) -> PathBuf {
        self.run.path().join("project")
    }

    /// Makes the copy ready to run.
    pub fn ready(self, rig: &Rig, setup: &Setup) -> Result<WorkerProject, Error> {
        let directory = self.directory();
        let mut config = Config::read(&directory)?;
        if config.is_python() {
            let mut names = packages::declared(&directory)?;
            if setup.sdk == Sdk::Vendored || !config.runtime_has_sdk() {
                names.insert(packages::SDK.to_owned());
            }
            if !names.is_empty() {
                packages::install(rig, &directory, &names, &directory.join("python_modules"))?;
            }
        }
        config.extend();
        for (name, value) in &setup.variables {
            config.set_variable(name, serde_json::Value::String(value.clone()));
        }
        let companions = stand_ins::install(self.run.path(), &mut config, setup)?;
        files::write(&directory.join(RIG_CONFIG), config.text().as_bytes())?;
        if !setup.secrets.is_empty() {
            let lines: String = setup.secrets.iter().map(|(name, value)| format!("{name}={value:?}\n")).collect();
            files::write(&directory.join(".dev.vars"), lines.as_bytes())?;
        }
        let project = WorkerProject { run: self.run, config, companions };
        for migration in &setup.migrations {
            project.migrate(rig, migration)?;
        }
        Ok(project)
    }
}
