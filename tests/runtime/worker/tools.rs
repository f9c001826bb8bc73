//! Runs the rig's tools (`ruff`, `pytest`, `pyright`, …) in the copy of a project.
//! Border: one program to its end, in the pinned version; which ones and what they must say is the scenario's.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::rig::commands;
use crate::rig::error::Error;
use crate::rig::paths::Paths;

/// The longest that a project's own checks may take.
const LIMIT: Duration = Duration::from_secs(300);

/// The tools, for one project.
pub struct Tools<'a> {
    /// Where they are.
    pub paths: &'a Paths,
    /// Where they work.
    pub project: PathBuf,
}

impl Tools<'_> {
    /// Runs a command line of plain words, which must succeed, and gives what it printed.
    pub fn run(&self, line: &str, environment: &[(String, String)]) -> Result<String, Error> {
        let mut words = line.split_whitespace();
        let program = words.next().unwrap_or_default();
        let mut command = match program {
            "pyright" => {
                let mut command = Command::new(self.paths.node());
                command.arg(self.paths.pyright()).arg("--pythonpath").arg(self.paths.tool("python"));
                command
            }
            "check" => {
                let mut command = Command::new(self.paths.tool("python"));
                command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/helpers/check.py"));
                command
            }
            // With the interpreter that is there: a project names the runtime's own, which need not be.
            "uv" => {
                let mut command = Command::new(self.paths.tool("uv"));
                command.env("UV_PYTHON", self.paths.tool("python")).env("UV_PYTHON_DOWNLOADS", "never");
                command
            }
            other => Command::new(self.paths.tool(other)),
        };
        command.args(words).current_dir(&self.project);
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        commands::run(&mut command, LIMIT)
    }
}
