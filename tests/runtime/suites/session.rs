//! One worker from its project to its recorded answers.
//! Border: the order of the parts and what is said when one fails; the parts are in `worker` and `scenario`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use libtest_mimic::Failed;

use crate::rig::Rig;
use crate::rig::commands;
use crate::rig::error::Error;
use crate::scenario::file::Scenario;
use crate::scenario::run::{Run, fill};
use crate::worker::answer::Answer;
use crate::worker::copy::{Copied, WorkerProject};
use crate::worker::server::Server;
use crate::worker::setup::Setup;
use crate::worker::target::Target;
use crate::worker::tools::Tools;

use super::failed;

/// The rig, set up by the first test that needs it.
pub fn rig() -> Result<&'static Rig, Failed> {
    static RIG: OnceLock<Result<Rig, String>> = OnceLock::new();
    RIG.get_or_init(|| Rig::ready().map_err(|error| error.to_string())).as_ref().map_err(failed)
}

/// What the workers of one test share.
pub struct Session {
    scenario: Scenario,
    target: Target,
}

impl Session {
    /// Reads the scenario and starts the target of outgoing requests.
    pub fn open(scenario: &Path) -> Result<Session, Failed> {
        Ok(Session { scenario: Scenario::read(scenario).map_err(failed)?, target: Target::start().map_err(failed)? })
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Runs a project as it is through the scenario.
    pub fn run(&self, label: &str, project: &Path) -> Result<Vec<Answer>, Failed> {
        self.run_copy(label, WorkerProject::copy(project).map_err(failed)?, self.setup())
    }

    /// Runs a copy through the scenario.
    pub fn run_copy(&self, label: &str, copied: Copied, setup: Setup) -> Result<Vec<Answer>, Failed> {
        let rig = rig()?;
        let project = copied.ready(rig, &setup).map_err(|error| failed(format!("{label}: {error}")))?;
        let mut server = match (Server::start(rig, &project), &self.scenario.start_fails) {
            (Ok(server), None) => server,
            (Err(Error::ServerEnded { log, .. }), Some(reason)) if log.contains(reason) => return Ok(Vec::new()),
            (Err(error), _) => {
                let kept = project.keep();
                return Err(failed(format!("{label}: {error}\nkept in {}", kept.display())));
            }
            (Ok(_), Some(reason)) => return Err(failed(format!("{label}: it started, but should not: {reason}"))),
        };
        let tools = Tools { paths: &rig.paths, project: project.directory() };
        let answers = Run::new(&mut server, tools, self.known()).all(&self.scenario.steps);
        answers.map_err(|failure| {
            let log = commands::tail(&server.log());
            drop(server);
            let kept = project.keep();
            failed(format!("{label}: {failure}\n\nThe log ends with:\n{log}\nkept in {}", kept.display()))
        })
    }

    /// The scenario's set-up, with the values that are only known now.
    pub fn setup(&self) -> Setup {
        let known = self.known();
        let mut setup = self.scenario.setup.clone();
        for (_, value) in setup.variables.iter_mut().chain(&mut setup.secrets) {
            *value = fill(value, &known);
        }
        setup
    }

    fn known(&self) -> BTreeMap<String, String> {
        BTreeMap::from([("target".to_owned(), self.target.address().to_owned())])
    }
}
