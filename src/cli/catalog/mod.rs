//! `pyworker catalog …`: which catalogs there are, what is in them, and making one.
//! Border: one file for each command; the work is done in the room `catalog`.
mod add;
mod entry_document;
mod init;
mod lint;
mod list;
mod publish;
mod remove;
mod search;
mod settings_file;
mod show;
mod shown;
mod site;
mod site_content;
mod test;
mod test_document;
mod trouble;
mod trust;
mod update;

use clap::{Args, Subcommand};

use super::{Error, Exit, Session};

/// Catalogs of templates, layers and codemods: use them, make them
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(add::Arguments),
    Remove(remove::Arguments),
    List(list::Arguments),
    Search(search::Arguments),
    Show(show::Arguments),
    Site(site::Arguments),
    Update(update::Arguments),
    Trust(trust::Arguments),
    Init(init::Arguments),
    Lint(lint::Arguments),
    Test(test::Arguments),
    Publish(publish::Arguments),
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        match self.command {
            Command::Add(arguments) => arguments.run(session),
            Command::Remove(arguments) => arguments.run(session),
            Command::List(arguments) => arguments.run(session),
            Command::Search(arguments) => arguments.run(session),
            Command::Show(arguments) => arguments.run(session),
            Command::Site(arguments) => arguments.run(session),
            Command::Update(arguments) => arguments.run(session),
            Command::Trust(arguments) => arguments.run(session),
            Command::Lint(arguments) => arguments.run(session),
            Command::Test(arguments) => arguments.run(session),
            Command::Init(arguments) => arguments.run(session),
            Command::Publish(arguments) => arguments.run(session),
        }
    }
}
