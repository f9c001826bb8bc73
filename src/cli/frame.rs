//! From the arguments of a process to its exit code, for both programs.
//! Border: parsing, errors and Ctrl-C; what a program does is its `Program`.
use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use super::global::{GlobalArguments, early_colour};
use super::{Error, Exit, Session, wording};
use crate::ui::{Interrupts, PromptError};

/// The arguments of one program and what it does with them.
pub(super) trait Program: Parser {
    /// The options that every command has.
    fn global(&self) -> &GlobalArguments;

    /// Does the work.
    fn run(self, session: &mut Session) -> Result<Exit, Error>;
}

/// Parses `args`, runs the program, words its error and returns the exit code.
pub(super) fn run<P: Program>(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let parsed = P::command()
        .color(early_colour(&args))
        .try_get_matches_from(args)
        .and_then(|matches| P::from_arg_matches(&matches));
    let program = match parsed {
        Ok(program) => program,
        Err(message) => {
            // Help and version are results, everything else is a usage error.
            let exit = if message.use_stderr() { Exit::BadInput } else { Exit::Done };
            // Nobody is left to tell if this cannot be printed.
            let _ = message.print();
            return exit.into();
        }
    };
    Interrupts::install();
    let mut session = Session::new(program.global());
    let exit = match program.run(&mut session) {
        Ok(exit) => exit,
        Err(Error::Prompt(PromptError::Interrupted)) => Interrupts::leave(),
        Err(error) => {
            session.printer.error(&wording::report(&error));
            error.exit()
        }
    };
    if Interrupts::pending() { Exit::Interrupted.into() } else { exit.into() }
}
