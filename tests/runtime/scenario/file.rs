//! Reads a scenario file: how the worker is set up, then step for step what it is asked.
//! Border: TOML to types, with an error for everything that is not understood; nothing is run.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::step::{Action, Body, RawStep, Step};
use crate::rig::error::Error;
use crate::rig::files;
use crate::worker::setup::{Database, Sdk, Setup, Sql};

/// A scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// How the worker is set up.
    pub setup: Setup,
    /// The directory of the project, where it is not the scenario's own name.
    pub project: Option<String>,
    /// Whether the project is run as it stands, too.
    pub before: Before,
    /// Further arguments for `pyworker migrate`.
    pub migrate: Vec<String>,
    /// Arguments for `create-pyworker`.
    pub generate: Vec<String>,
    /// What the log says because the worker does not start; it has no steps then.
    pub start_fails: Option<String>,
    /// What it is asked.
    pub steps: Vec<Step>,
}

/// What is run before a migration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Before {
    /// The project as it stands; what it answers is compared.
    #[default]
    Project,
    /// Nothing, because the project as it stands cannot be run here.
    None,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawScenario {
    project: Option<String>,
    #[serde(default)]
    before: Before,
    #[serde(default)]
    configs: Vec<String>,
    environment: Option<String>,
    #[serde(default)]
    packages: Vec<String>,
    #[serde(default)]
    d1: Vec<RawDatabase>,
    #[serde(default)]
    postgres: Vec<String>,
    #[serde(default)]
    companions: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    vars: BTreeMap<String, String>,
    #[serde(default)]
    secrets: BTreeMap<String, String>,
    #[serde(default)]
    sdk: RawSdk,
    #[serde(default)]
    migrate: Vec<String>,
    #[serde(default)]
    generate: Vec<String>,
    start_fails: Option<String>,
    #[serde(default)]
    step: Vec<RawStep>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawSdk {
    #[default]
    AsDated,
    Vendored,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDatabase {
    binding: Option<String>,
    file: Option<String>,
}

impl Scenario {
    /// Reads a scenario.
    pub fn read(path: &Path) -> Result<Scenario, Error> {
        let text = files::read_text(path)?;
        let wrong = |reason: String| Error::Content { path: path.to_owned(), reason };
        let raw: RawScenario = toml_edit::de::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let here = path.parent().unwrap_or(Path::new("."));
        let mut steps = Vec::new();
        for (index, step) in raw.step.into_iter().enumerate() {
            let mut step = Step::try_from(step).map_err(|reason| wrong(format!("step {}: {reason}", index + 1)))?;
            if let Action::Request { body: Some(Body::File(file)), .. } = &mut step.action {
                *file = here.join(&file);
            }
            steps.push(step);
        }
        if steps.is_empty() != raw.start_fails.is_some() {
            return Err(wrong("it must have either steps or `start-fails`".to_owned()));
        }
        let setup = Setup {
            sdk: match raw.sdk {
                RawSdk::AsDated => Sdk::AsDated,
                RawSdk::Vendored => Sdk::Vendored,
            },
            configs: raw.configs,
            environment: raw.environment,
            packages: raw.packages,
            databases: raw.d1.into_iter().map(RawDatabase::into_database).collect(),
            postgres: raw.postgres,
            without: raw.without,
            variables: raw.vars.into_iter().collect(),
            secrets: raw.secrets.into_iter().collect(),
            companions: raw.companions.iter().map(|companion| here.join(companion)).collect(),
        };
        Ok(Scenario {
            setup,
            project: raw.project,
            before: raw.before,
            migrate: raw.migrate,
            generate: raw.generate,
            start_fails: raw.start_fails,
            steps,
        })
    }
}

impl RawDatabase {
    fn into_database(self) -> Database {
        let source = self.file.map_or(Sql::Migrations, Sql::File);
        Database { binding: self.binding, source }
    }
}
