//! Projects that `create-pyworker` makes are started as they are and used.
//! Border: the scenario says what to generate and what to ask; the project's own checks are tested elsewhere.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use crate::rig::commands;
use crate::rig::error::Error;
use crate::worker::setup::Sdk;

use super::session::Session;
use super::{failed, here, named_files};

/// Names a project to be taken in the place of what the program makes; for work on templates.
const GENERATED: &str = "PYWORKER_GENERATED";

/// Time for generating one project.
const LIMIT: Duration = Duration::from_secs(60);

/// One test for each scenario.
pub fn trials() -> Result<Vec<Trial>, Error> {
    let found = named_files(&here().join("generated"), "toml")?;
    let trial = |(name, scenario): (String, PathBuf)| {
        Trial::test(format!("generated/{name}"), move || generate_and_run(&scenario))
    };
    Ok(found.into_iter().map(trial).collect())
}

fn generate_and_run(scenario: &Path) -> Result<(), Failed> {
    let session = Session::open(scenario)?;
    let directory = tempfile::tempdir().map_err(failed)?;
    let project = match std::env::var_os(GENERATED) {
        Some(project) => PathBuf::from(project),
        None => {
            let project = directory.path().join("project");
            let mut generate = Command::new(env!("CARGO_BIN_EXE_create-pyworker"));
            generate.arg(&project).args(&session.scenario().generate).args(["--yes", "--no-git", "--no-install"]);
            commands::run(&mut generate, LIMIT).map_err(failed)?;
            project
        }
    };
    let mut setup = session.setup();
    setup.sdk = Sdk::Vendored;
    let copied = crate::worker::copy::WorkerProject::copy(&project).map_err(failed)?;
    session.run_copy("generated", copied, setup).map(drop)
}
