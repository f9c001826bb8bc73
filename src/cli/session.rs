//! What a command works with: how to print and whom to ask.
//! Border: made once from the global options; holds no state of any command.
use std::io::{self, BufReader};

use super::global::GlobalArguments;
use crate::ui::{Interaction, NoPrompter, PlainPrompter, Printer, Prompter, RichPrompter, Signals, Terminal};

/// One run's printer and prompter.
pub struct Session {
    /// Prints results and notes.
    pub printer: Printer,
    /// Asks, if somebody can be asked.
    pub prompter: Box<dyn Prompter>,
    /// What the terminal can do.
    pub terminal: Terminal,
}

impl Session {
    /// Detects the terminal and honours the global options.
    pub fn new(global: &GlobalArguments) -> Self {
        let terminal = Terminal::detect(&Signals::read(), global.colour(), global.input());
        // Text that is truncated or measured must not be coloured behind the theme's back.
        console::set_colors_enabled(terminal.stdout_colour);
        console::set_colors_enabled_stderr(terminal.stderr_colour);
        let printer = Printer::new(terminal, global.verbosity(), global.format());
        let prompter: Box<dyn Prompter> = match terminal.interaction {
            Interaction::Rich => Box::new(RichPrompter::new(printer.stderr_theme())),
            Interaction::Plain => Box::new(PlainPrompter::new(BufReader::new(io::stdin()), io::stderr())),
            Interaction::None => Box::new(NoPrompter),
        };
        Self { printer, prompter, terminal }
    }

    /// Whether somebody can be asked.
    pub fn can_ask(&self) -> bool {
        self.terminal.interaction != Interaction::None
    }
}
