//! A copy of a project, made ready for the rig: its packages in `python_modules/`, its config extended.
//! Border: prepares files and fills databases before the start; the running process is `server`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::config::Config;
use super::packages;
use super::postgres::Postgres;
use super::setup::{Database, Sdk, Setup, Sql};
use super::stand_ins;
use crate::rig::Rig;
use crate::rig::commands;
use crate::rig::error::Error;
use crate::rig::files;

/// Build products and caches; a copy is made as from a fresh clone.
const NOT_COPIED: &[&str] =
    &["python_modules", ".venv", ".venv-workers", "node_modules", ".wrangler", ".git", "__pycache__", ".pytest_cache"];

/// Time for one wrangler command that ends by itself.
const COMMAND: Duration = Duration::from_secs(120);

/// A project's copy in a directory of its own, with everything that a run leaves behind beside it.
pub struct WorkerProject {
    run: TempDir,
    /// All workers that run together, the one that is asked first.
    workers: Vec<Config>,
    /// The database behind Hyperdrive bindings, which runs as long as this.
    _postgres: Option<Postgres>,
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

    /// The configs for `wrangler dev`, the one that is asked first.
    pub fn configs(&self) -> Vec<PathBuf> {
        self.workers.iter().map(Config::rig_config).collect()
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

    fn fill(&self, rig: &Rig, database: &Database) -> Result<(), Error> {
        let no_database = || Error::NoDatabase { project: self.directory(), binding: database.binding.clone() };
        let mut found =
            self.workers.iter().flat_map(|config| config.databases().into_iter().map(move |binding| (config, binding)));
        let wanted = database.binding.as_ref();
        let (config, binding) =
            found.find(|(_, binding)| wanted.is_none_or(|wanted| wanted == binding)).ok_or_else(no_database)?;
        let mut command = self.wrangler(rig);
        match &database.source {
            Sql::File(file) => {
                command.args(["d1", "execute", &binding, "--yes", "--file"]).arg(self.directory().join(file));
            }
            Sql::Migrations => {
                command.args(["d1", "migrations", "apply", &binding]);
            }
        }
        command.arg("--local").arg("--config").arg(config.rig_config()).arg("--persist-to").arg(self.state());
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

    /// The configs of the workers that run, as they are in the project.
    pub fn configs(&self, setup: &Setup) -> Result<Vec<Config>, Error> {
        let directory = self.directory();
        if setup.configs.is_empty() {
            return Ok(vec![Config::find(&directory)?]);
        }
        setup.configs.iter().map(|config| Config::read(directory.join(config))).collect()
    }

    /// Makes the copy ready to run.
    pub fn ready(self, rig: &Rig, setup: &Setup) -> Result<WorkerProject, Error> {
        let directory = self.directory();
        let mut workers = self.configs(setup)?;
        for config in &mut workers {
            if let Some(environment) = &setup.environment {
                config.choose_environment(environment)?;
            }
            install_packages(rig, &directory, config, setup)?;
            config.extend();
        }
        // What a scenario sets is for the worker that is asked.
        if let Some(config) = workers.first_mut() {
            for (name, value) in &setup.variables {
                config.set_variable(name, serde_json::Value::String(value.clone()));
            }
            if !setup.secrets.is_empty() {
                let lines: String = setup.secrets.iter().map(|(name, value)| format!("{name}={value:?}\n")).collect();
                files::write(&config.directory().join(".dev.vars"), lines.as_bytes())?;
            }
        }
        let mut companions = stand_ins::of_services(self.run.path(), &mut workers, setup)?;
        for (index, source) in setup.companions.iter().enumerate() {
            let directory = self.run.path().join(format!("companion-{index}"));
            files::copy_directory(source, &directory, &|name| NOT_COPIED.contains(&name))?;
            let mut config = Config::find(&directory)?;
            install_packages(rig, &directory, &config, setup)?;
            config.extend();
            companions.push(config);
        }
        workers.append(&mut companions);
        let postgres = if workers.iter_mut().any(Config::has_hyperdrive) {
            let sql: Vec<PathBuf> = setup.postgres.iter().map(|file| self.directory().join(file)).collect();
            Some(Postgres::start(rig, self.run.path(), &sql)?)
        } else {
            None
        };
        for config in &mut workers {
            if let Some(postgres) = &postgres {
                config.set_hyperdrive_origin(postgres.connection());
            }
            config.write()?;
        }
        let project = WorkerProject { run: self.run, workers, _postgres: postgres };
        for database in &setup.databases {
            project.fill(rig, database)?;
        }
        Ok(project)
    }
}

/// Fills `python_modules/` of one worker with what it and the project around it declare.
fn install_packages(rig: &Rig, project: &Path, config: &Config, setup: &Setup) -> Result<(), Error> {
    if !config.is_python() {
        return Ok(());
    }
    let mut names = packages::declared(project)?;
    names.extend(packages::declared(config.directory())?);
    names.extend(setup.packages.iter().cloned());
    if setup.sdk == Sdk::Vendored || !config.runtime_has_sdk() {
        names.insert(packages::SDK.to_owned());
    }
    if names.is_empty() {
        return Ok(());
    }
    packages::install(rig, project, &names, &config.directory().join("python_modules"))
}
