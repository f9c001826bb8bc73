//! Reads a scenario file: how the worker is set up, then step for step what it is asked.
//! Border: TOML to types, with an error for everything that is not understood; nothing is run.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::step::{RawStep, Step};
use crate::rig::error::Error;
use crate::rig::files;
use crate::worker::copy::{Migration, Sdk, Setup};

/// A scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// How the worker is set up.
    pub setup: Setup,
    /// Further arguments for `pyworker migrate`.
    pub migrate: Vec<String>,
    /// Arguments for `create-pyworker`.
    pub generate: Vec<String>,
    /// What it is asked.
    pub steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawScenario {
    #[serde(default)]
    migrations: Vec<RawMigration>,
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
#[serde(untagged)]
enum RawMigration {
    File(String),
    Entry(RawMigrationEntry),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMigrationEntry {
    binding: Option<String>,
    file: Option<String>,
}

impl Scenario {
    /// Reads a scenario.
    pub fn read(path: &Path) -> Result<Scenario, Error> {
        let text = files::read_text(path)?;
        let wrong = |reason: String| Error::Content { path: path.to_owned(), reason };
        let raw: RawScenario = toml_edit::de::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let mut steps = Vec::new();
        for (index, step) in raw.step.into_iter().enumerate() {
            let step = Step::try_from(step).map_err(|reason| wrong(format!("step {}: {reason}", index + 1)))?;
            steps.push(step);
        }
        if steps.is_empty() {
            return Err(wrong("it has no steps".to_owned()));
        }
        let here = path.parent().unwrap_or(Path::new("."));
        let setup = Setup {
            sdk: match raw.sdk {
                RawSdk::AsDated => Sdk::AsDated,
                RawSdk::Vendored => Sdk::Vendored,
            },
            migrations: raw.migrations.into_iter().map(RawMigration::into_migration).collect(),
            without: raw.without,
            variables: raw.vars.into_iter().collect(),
            secrets: raw.secrets.into_iter().collect(),
            companions: raw.companions.iter().map(|companion| here.join(companion)).collect(),
        };
        Ok(Scenario { setup, migrate: raw.migrate, generate: raw.generate, steps })
    }
}

impl RawMigration {
    /// A plain name, or an entry with a file, is a file; an entry without is the binding's migrations directory.
    fn into_migration(self) -> Migration {
        match self {
            RawMigration::File(file) => Migration::File { binding: None, file },
            RawMigration::Entry(RawMigrationEntry { binding, file: Some(file) }) => Migration::File { binding, file },
            RawMigration::Entry(RawMigrationEntry { binding, file: None }) => Migration::Directory { binding },
        }
    }
}
