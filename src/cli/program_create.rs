//! The `create-pyworker` program.
//! Border: the work is `create`'s; here stand only the options of the program itself.
use clap::{CommandFactory, Parser};
use clap_complete::Shell;

use super::frame::Program;
use super::global::GlobalArguments;
use super::{Error, Exit, Session, completions, create, manual};

/// Create a Cloudflare Python Worker
///
/// Without options it asks. Nothing is written before the last question is answered.
#[derive(Debug, Parser)]
#[command(name = "create-pyworker", version)]
pub(super) struct Arguments {
    #[command(flatten)]
    create: create::CreateArguments,
    #[command(flatten)]
    global: GlobalArguments,
    /// Print a completion script for a shell
    #[arg(long, value_name = "SHELL", exclusive = true, help_heading = "Global options")]
    completions: Option<Shell>,
    /// Print the manual page, in the format of man(7)
    #[arg(long, exclusive = true, help_heading = "Global options")]
    man: bool,
}

impl Program for Arguments {
    fn global(&self) -> &GlobalArguments {
        &self.global
    }

    fn run(self, session: &mut Session) -> Result<Exit, Error> {
        match (self.completions, self.man) {
            (Some(shell), _) => completions::print(shell, Self::command(), session),
            (None, true) => manual::print(Self::command(), session),
            (None, false) => self.create.run("create-pyworker", session),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Arguments::command().debug_assert();
    }
}
