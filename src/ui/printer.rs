//! Decides what goes to standard output, to standard error, or nowhere.
//! Border: streams, quiet and colour in one place; texts and layout come from the callers.
use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::theme::{Colour, Signs};
use super::{Interaction, Progress, Report, Terminal, Theme};

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verbosity {
    /// Results, progress and notes.
    #[default]
    Normal,
    /// Results and errors only (`-q`).
    Quiet,
}

/// In which form results are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document on standard output (`--json`).
    Json,
}

/// The version of every JSON document that is printed; it changes when a field changes its meaning or goes away.
pub const JSON_VERSION: u32 = 1;

/// Prints. Results (diffs, JSON, lists) go to standard output, everything else to standard error.
#[derive(Debug, Clone)]
pub struct Printer {
    verbosity: Verbosity,
    format: Format,
    terminal: Terminal,
}

impl Printer {
    /// A printer for this run.
    pub fn new(terminal: Terminal, verbosity: Verbosity, format: Format) -> Self {
        Self { verbosity, format, terminal }
    }

    /// The same printer in another format.
    #[must_use]
    pub fn with_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// Whether notes are seen by anybody.
    pub fn has_notes(&self) -> bool {
        self.verbosity == Verbosity::Normal && !self.is_json()
    }

    /// Whether results are printed as JSON.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// The looks of standard output.
    pub fn stdout_theme(&self) -> Theme {
        Theme::new(Colour::from(self.terminal.stdout_colour), Signs::from(self.terminal.unicode))
    }

    /// The looks of standard error.
    pub fn stderr_theme(&self) -> Theme {
        Theme::new(Colour::from(self.terminal.stderr_colour), Signs::from(self.terminal.unicode))
    }

    /// The terminal this printer prints to.
    pub fn terminal(&self) -> Terminal {
        self.terminal
    }

    /// Prints a result for people to standard output, as it stands; nothing under `--json`.
    ///
    /// # Errors
    /// When standard output cannot be written; a reader that has gone away is not an error.
    pub fn result(&self, text: &str) -> io::Result<()> {
        if self.is_json() { Ok(()) } else { put(io::stdout().lock(), text.as_bytes()) }
    }

    /// Prints bytes to standard output, whatever the format: generated scripts, man pages.
    ///
    /// # Errors
    /// As [`Printer::result`].
    pub fn raw(&self, bytes: &[u8]) -> io::Result<()> {
        put(io::stdout().lock(), bytes)
    }

    /// Prints the document of `--json`; nothing in text format. `version` is added as its first field.
    ///
    /// # Errors
    /// As [`Printer::result`].
    pub fn json(&self, document: &impl Serialize) -> io::Result<()> {
        if !self.is_json() {
            return Ok(());
        }
        #[derive(Serialize)]
        struct Versioned<'document, T> {
            version: u32,
            #[serde(flatten)]
            document: &'document T,
        }
        let mut text = serde_json::to_vec_pretty(&Versioned { version: JSON_VERSION, document })?;
        text.push(b'\n');
        put(io::stdout().lock(), &text)
    }

    /// Tells something by the way, on standard error; a line end is added. Silent under `-q` and `--json`.
    pub fn note(&self, text: &str) {
        if self.has_notes() {
            // Standard error is the last resort: if it is gone there is nobody left to tell.
            let _ = put(io::stderr().lock(), format!("{text}\n").as_bytes());
        }
    }

    /// Warns on standard error, also under `-q`.
    pub fn warning(&self, text: &str) {
        let theme = self.stderr_theme();
        let _ = put(io::stderr().lock(), format!("{} {text}\n", theme.warning("warning:")).as_bytes());
    }

    /// A line of detail below a warning.
    pub fn warning_detail(&self, text: &str) {
        let _ = put(io::stderr().lock(), format!("  {text}\n").as_bytes());
    }

    /// Shows a line for as long as something takes; only where a line can be taken back.
    pub fn transient(&self, text: &str) -> Transient {
        let shown = self.verbosity == Verbosity::Normal
            && !self.is_json()
            && self.terminal.interaction == Interaction::Rich
            && console::Term::stderr()
                .write_line(&format!("{} {text}", self.stderr_theme().faint(self.stderr_theme().rail())))
                .is_ok();
        Transient { shown }
    }

    /// Shows how far something has come that takes long; only where a line can be taken back.
    pub fn progress(&self, total: usize, noun: &'static str) -> Progress {
        let shows =
            self.verbosity == Verbosity::Normal && !self.is_json() && self.terminal.interaction == Interaction::Rich;
        Progress::new(shows, total, noun)
    }

    /// Prints an error: for people on standard error, and under `--json` also as a document on standard output.
    pub fn error(&self, report: &Report) {
        #[derive(Serialize)]
        struct Document<'report> {
            error: super::report::ErrorJson<'report>,
        }
        let text = report.render(self.stderr_theme(), self.terminal.columns);
        let _ = put(io::stderr().lock(), text.as_bytes());
        let _ = self.json(&Document { error: report.json() });
    }
}

/// A line that goes away when this is dropped.
#[must_use = "the line is shown until this is dropped"]
#[derive(Debug)]
pub struct Transient {
    shown: bool,
}

impl Drop for Transient {
    fn drop(&mut self) {
        if self.shown {
            // If the terminal is gone there is no line to take back.
            let _ = console::Term::stderr().clear_last_lines(1);
        }
    }
}

/// Writes everything; a reader that has gone away (`| head`) ends the output without an error.
fn put(mut stream: impl Write, bytes: &[u8]) -> io::Result<()> {
    match stream.write_all(bytes).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
