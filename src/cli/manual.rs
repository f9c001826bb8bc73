//! `pyworker man [COMMAND]` and `create-pyworker --man`.
//! Border: prints what clap_mangen generates.
use clap::{Args, Command};

use super::{Error, Exit, Session};

/// Print the manual page, in the format of man(7)
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The page of this command; without it, the page of the program
    command: Option<String>,
}

impl Arguments {
    pub(super) fn run(self, mut command: Command, session: &Session) -> Result<Exit, Error> {
        command.build();
        let Some(name) = self.command else {
            return print(command, session);
        };
        let commands: Vec<String> = command
            .get_subcommands()
            .filter(|known| !known.is_hide_set() && known.get_name() != "help")
            .map(|known| known.get_name().to_owned())
            .collect();
        match command.find_subcommand(&name) {
            Some(page) => print(page.clone(), session),
            None => Err(Error::UnknownCommand { name, commands }),
        }
    }
}

/// Prints the page of `command`.
pub(super) fn print(command: Command, session: &Session) -> Result<Exit, Error> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).map_err(Error::Output)?;
    session.printer.raw(&page).map_err(Error::Output)?;
    Ok(Exit::Done)
}
