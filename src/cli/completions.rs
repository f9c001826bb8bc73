//! `pyworker completions SHELL` and `create-pyworker --completions SHELL`.
//! Border: prints what clap_complete generates.
use clap::{Args, Command};
use clap_complete::Shell;

use super::{Error, Exit, Session};

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

impl Arguments {
    pub(super) fn run(self, command: Command, session: &Session) -> Result<Exit, Error> {
        print(self.shell, command, session)
    }
}

/// Prints the script of `shell` for `command`.
pub(super) fn print(shell: Shell, mut command: Command, session: &Session) -> Result<Exit, Error> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    session.printer.raw(&script).map_err(Error::Output)?;
    Ok(Exit::Done)
}
