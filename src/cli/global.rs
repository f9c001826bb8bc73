//! The options that every command has.
//! Border: clap types; what they mean is decided in `Session`.
use std::ffi::OsString;

use clap::{Args, ColorChoice, ValueEnum};

use crate::ui::{ColourChoice, Format, InputChoice, Verbosity};

/// Options before or after any command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArguments {
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    color: When,
    /// Never ask; what is missing is an error
    #[arg(long, global = true)]
    no_input: bool,
    /// Print one JSON document to standard output
    #[arg(long, global = true)]
    json: bool,
    /// Print results and errors only
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl GlobalArguments {
    /// The wish of `--color`.
    pub fn colour(&self) -> ColourChoice {
        match self.color {
            When::Auto => ColourChoice::Auto,
            When::Always => ColourChoice::Always,
            When::Never => ColourChoice::Never,
        }
    }

    /// The wish of `--no-input`; `--json` never asks either: its reader is a program.
    pub fn input(&self) -> InputChoice {
        if self.no_input || self.json { InputChoice::Forbidden } else { InputChoice::Allowed }
    }

    /// The wish of `-q`.
    pub fn verbosity(&self) -> Verbosity {
        if self.quiet { Verbosity::Quiet } else { Verbosity::Normal }
    }

    /// The wish of `--json`.
    pub fn format(&self) -> Format {
        if self.json { Format::Json } else { Format::Text }
    }
}

/// The colour of clap's own messages, which are printed before the arguments are parsed.
pub(super) fn early_colour(args: &[OsString]) -> ColorChoice {
    let mut choice = ColorChoice::Auto;
    let mut expects = false;
    for arg in args.iter().skip(1).filter_map(|arg| arg.to_str()) {
        let value = match arg {
            "--" => break,
            "--color" => {
                expects = true;
                continue;
            }
            value if expects => Some(value),
            arg => arg.strip_prefix("--color="),
        };
        expects = false;
        choice = match value {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            Some(_) => ColorChoice::Auto,
            None => choice,
        };
    }
    choice
}

#[cfg(test)]
mod tests {
    use super::*;

    fn early(args: &[&str]) -> ColorChoice {
        early_colour(&args.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn the_colour_of_early_messages_is_read_in_both_forms() {
        assert_eq!(early(&["pyworker", "--color=never", "x"]), ColorChoice::Never);
        assert_eq!(early(&["pyworker", "x", "--color", "always"]), ColorChoice::Always);
        assert_eq!(early(&["pyworker", "--", "--color=never"]), ColorChoice::Auto);
        assert_eq!(early(&["pyworker", "never"]), ColorChoice::Auto);
    }
}
