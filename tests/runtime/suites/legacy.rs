//! Every example under `examples/legacy/` is asked the same before and after its migration.
//! Border: the migration is done by the built program; what its files should look like is tested elsewhere.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use crate::rig::commands;
use crate::rig::error::Error;
use crate::scenario::compare;
use crate::scenario::file::{Before, Scenario};
use crate::worker::copy::{Copied, WorkerProject};
use crate::worker::setup::Sdk;

use super::session::Session;
use super::{failed, here, named_directories, named_files, repository};

/// Names a directory of migrated projects to be taken in the place of what the program makes; for work on examples.
const MIGRATED: &str = "PYWORKER_MIGRATED";

/// Time for one migration.
const LIMIT: Duration = Duration::from_secs(60);

/// One test for each scenario, and one that no example is without.
pub fn trials() -> Result<Vec<Trial>, Error> {
    let examples = repository().join("examples/legacy");
    let scenarios = named_files(&here().join("legacy"), "toml")?;
    let mut trials = Vec::new();
    let mut used = BTreeSet::new();
    for (name, path) in scenarios {
        let example = Scenario::read(&path)?.project.unwrap_or_else(|| name.clone());
        used.insert(example.clone());
        let directory = examples.join(&example);
        trials.push(Trial::test(format!("legacy/{name}"), move || before_and_after(&example, &directory, &path)));
    }
    let unused: Vec<String> =
        named_directories(&examples)?.into_iter().map(|(name, _)| name).filter(|name| !used.contains(name)).collect();
    trials.push(Trial::test("legacy/every example has a scenario", move || {
        if unused.is_empty() { Ok(()) } else { Err(failed(format!("no scenario for {}", unused.join(", ")))) }
    }));
    Ok(trials)
}

fn before_and_after(name: &str, example: &Path, scenario: &Path) -> Result<(), Failed> {
    let session = Session::open(scenario)?;
    let before = match session.scenario().before {
        Before::Project => session.run("before", example)?,
        Before::None => Vec::new(),
    };
    let migrated = migrated(name, example, &session.scenario().migrate)?;
    let mut setup = session.setup();
    setup.sdk = Sdk::Vendored;
    // At an old date the old code goes on working, and that would prove nothing.
    for config in migrated.configs(&setup).map_err(failed)? {
        if config.is_python() && config.runtime_has_sdk() {
            return Err(failed(format!("{} was left at an old date by the migration", config.path.display())));
        }
    }
    let after = session.run_copy("after", migrated, setup)?;

    let mut different = String::new();
    for (index, step) in session.scenario().steps.iter().enumerate() {
        let (Some(before), Some(after)) = (before.get(index), after.get(index)) else {
            continue;
        };
        for difference in compare::differences(&step.comparison, before, after) {
            different.push_str(&format!("step {}: {difference}\n", index + 1));
        }
    }
    if different.is_empty() { Ok(()) } else { Err(failed(format!("not the same before and after:\n{different}"))) }
}

fn migrated(name: &str, example: &Path, arguments: &[String]) -> Result<Copied, Failed> {
    if let Some(directory) = std::env::var_os(MIGRATED) {
        return WorkerProject::copy(&repository().join(directory).join(name)).map_err(failed);
    }
    let copied = WorkerProject::copy(example).map_err(failed)?;
    let mut migrate = Command::new(env!("CARGO_BIN_EXE_pyworker"));
    migrate.args(["migrate", "--write"]).args(arguments).arg(copied.directory());
    let (status, output) = commands::run_to_end(&mut migrate, LIMIT).map_err(failed)?;
    // 1 says that findings are left, which an example may have on purpose; running it shows whether they matter.
    if matches!(status.code(), Some(0 | 1)) {
        Ok(copied)
    } else {
        Err(failed(format!("pyworker migrate --write ended with {status}:\n{output}")))
    }
}
