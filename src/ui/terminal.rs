//! What the terminal can do and whether there is one.
//! Border: detection only; asking is `Prompter`'s work, printing `Printer`'s.
use std::env;
use std::io::IsTerminal;

use super::ColourChoice;

/// How questions can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Interaction {
    /// Arrow keys, and lines that are drawn again.
    Rich,
    /// Numbered prompts, a line at a time: a dumb terminal or a screen reader.
    Plain,
    /// Not at all.
    #[default]
    None,
}

/// Everything the decision depends on, read once.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    /// Standard input is a terminal.
    pub stdin: bool,
    /// Standard output is a terminal.
    pub stdout: bool,
    /// Standard error is a terminal.
    pub stderr: bool,
    /// `CI` is set, and not to `false` or `0`.
    pub continuous_integration: bool,
    /// `TERM=dumb`.
    pub dumb: bool,
    /// `ACCESSIBLE` is set, and not to `false` or `0`.
    pub accessible: bool,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set, and not to `0`.
    pub force_color: bool,
    /// The locale names UTF-8.
    pub unicode: bool,
    /// Columns of the terminal behind standard error.
    pub columns: Option<usize>,
}

impl Signals {
    /// Reads streams and environment.
    pub fn read() -> Self {
        let set =
            |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0" && value != "false");
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let stderr = std::io::stderr().is_terminal();
        Self {
            stdin: std::io::stdin().is_terminal(),
            stdout: std::io::stdout().is_terminal(),
            stderr,
            continuous_integration: set("CI"),
            dumb: env::var_os("TERM").is_some_and(|value| value == "dumb"),
            accessible: set("ACCESSIBLE"),
            no_color: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            force_color: set("CLICOLOR_FORCE"),
            unicode: cfg!(windows) || locale.contains("utf-8") || locale.contains("utf8"),
            columns: if stderr {
                console::Term::stderr().size_checked().map(|(_, columns)| usize::from(columns))
            } else {
                None
            },
        }
    }
}

/// What was decided for this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// How questions can be asked.
    pub interaction: Interaction,
    /// Whether standard output is a terminal.
    pub stdout: bool,
    /// Colour on standard output.
    pub stdout_colour: bool,
    /// Colour on standard error.
    pub stderr_colour: bool,
    /// Whether characters outside ASCII can be shown.
    pub unicode: bool,
    /// Columns to fit into.
    pub columns: usize,
}

impl Terminal {
    /// Decides, from `signals` and the options `--color` and `--no-input`.
    pub fn detect(signals: &Signals, colour: ColourChoice, input: InputChoice) -> Self {
        let can_ask =
            signals.stdin && signals.stderr && !signals.continuous_integration && input == InputChoice::Allowed;
        let interaction = match can_ask {
            false => Interaction::None,
            true if signals.dumb || signals.accessible => Interaction::Plain,
            true => Interaction::Rich,
        };
        Self {
            interaction,
            stdout: signals.stdout,
            stdout_colour: colour.decide(signals, signals.stdout),
            stderr_colour: colour.decide(signals, signals.stderr),
            unicode: signals.unicode,
            columns: signals.columns.unwrap_or(80).max(20),
        }
    }
}

/// The user's wish about questions, from `--no-input`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InputChoice {
    /// Ask if there is a terminal.
    #[default]
    Allowed,
    /// Never ask.
    Forbidden,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Signals {
        Signals { stdin: true, stdout: true, stderr: true, ..Signals::default() }
    }

    fn interaction(signals: &Signals, input: InputChoice) -> Interaction {
        Terminal::detect(signals, ColourChoice::Auto, input).interaction
    }

    #[test]
    fn stdin_and_stderr_make_it_interactive_stdout_does_not_matter() {
        assert_eq!(interaction(&Signals { stdout: false, ..full() }, InputChoice::Allowed), Interaction::Rich);
        assert_eq!(interaction(&Signals { stdin: false, ..full() }, InputChoice::Allowed), Interaction::None);
        assert_eq!(interaction(&Signals { stderr: false, ..full() }, InputChoice::Allowed), Interaction::None);
    }

    #[test]
    fn ci_and_no_input_never_ask() {
        let ci = Signals { continuous_integration: true, ..full() };
        assert_eq!(interaction(&ci, InputChoice::Allowed), Interaction::None);
        assert_eq!(interaction(&full(), InputChoice::Forbidden), Interaction::None);
    }

    #[test]
    fn dumb_and_accessible_terminals_get_plain_prompts() {
        assert_eq!(interaction(&Signals { dumb: true, ..full() }, InputChoice::Allowed), Interaction::Plain);
        assert_eq!(interaction(&Signals { accessible: true, ..full() }, InputChoice::Allowed), Interaction::Plain);
    }

    #[test]
    fn without_a_size_eighty_columns() {
        assert_eq!(Terminal::detect(&full(), ColourChoice::Auto, InputChoice::Allowed).columns, 80);
    }
}
