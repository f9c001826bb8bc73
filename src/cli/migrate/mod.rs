//! `pyworker migrate [PATH…]`: the options and what they ask for.
//! Border: clap types, converted once into a `Request`; the steps are in `run`.

mod aid;
mod editor;
mod error;
mod interactive;
mod memory;
mod planner;
mod request;
mod rules;
mod run;
mod stored;

pub use error::MigrateError;
pub(super) use rules::{RuleBook, load_set};

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::{Error, Exit, Session};
use crate::text::shell_line;

/// Bring Python Workers up to today's API
///
/// Finds the Workers below PATH and shows what would change, as a diff that `git apply` takes. On a terminal it asks
/// what to do with it; anywhere else nothing is written without --write.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing left to do, or done; 1 changes wanted or findings left; 2 bad input, or \
    (with --strict) a file that could not be handled; 130 interrupted."
)]
pub(super) struct Arguments {
    /// Directories, wrangler configurations or entry modules; the current directory if none is given
    #[arg(value_name = "PATH")]
    paths: Vec<Utf8PathBuf>,

    /// Write the changes (undo them with `pyworker undo`)
    #[arg(long, visible_alias = "yes", short_alias = 'y', help_heading = "What to do", conflicts_with_all = ["check", "diff", "plan"])]
    write: bool,
    /// Only say whether there is something to change
    #[arg(long, help_heading = "What to do", conflicts_with_all = ["diff", "plan", "apply"])]
    check: bool,
    /// Only show the diff, also on a terminal
    #[arg(long, help_heading = "What to do", conflicts_with = "plan")]
    diff: bool,
    /// Write the plan to FILE, for --apply (- is standard output)
    #[arg(long, value_name = "FILE", help_heading = "What to do")]
    plan: Option<Utf8PathBuf>,
    /// Write the changes of a plan that --plan made
    #[arg(long, value_name = "FILE", help_heading = "What to do", conflicts_with_all = ["plan", "select", "ignore", "unsafe_rules", "style", "compatibility_date", "to_jsonc", "max_changes", "codemods", "markdown"])]
    apply: Option<Utf8PathBuf>,

    /// Only rules whose code begins with one of these
    #[arg(long, value_name = "CODE", value_delimiter = ',', help_heading = "What to change")]
    select: Vec<String>,
    /// Not the rules whose code begins with one of these
    #[arg(long, value_name = "CODE", value_delimiter = ',', help_heading = "What to change")]
    ignore: Vec<String>,
    /// Also make the changes of these rules that need a review
    #[arg(long = "unsafe", value_name = "CODE", value_delimiter = ',', help_heading = "What to change")]
    unsafe_rules: Vec<String>,
    /// How handlers become methods
    #[arg(long, value_enum, default_value_t = Style::Inline, help_heading = "What to change")]
    style: Style,
    /// The compatibility date to raise to
    #[arg(long, value_name = "DATE", help_heading = "What to change")]
    compatibility_date: Option<String>,
    /// Turn wrangler.toml into wrangler.jsonc
    #[arg(long, help_heading = "What to change")]
    to_jsonc: bool,
    /// Also run the codemods in the folders of DIR, beside those that pyworker.toml names
    #[arg(long, value_name = "DIR", help_heading = "What to change")]
    codemods: Vec<Utf8PathBuf>,
    /// Also migrate the Python in Markdown files
    #[arg(long, help_heading = "What to change")]
    markdown: bool,
    /// Make at most so many changes
    #[arg(long, value_name = "NUMBER", help_heading = "What to change")]
    max_changes: Option<usize>,

    /// Write files although git does not have what is in them
    #[arg(long, help_heading = "How careful to be")]
    allow_dirty: bool,
    /// Fail if any file could not be handled
    #[arg(long, help_heading = "How careful to be")]
    strict: bool,

    /// In which form to print the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Text, help_heading = "Output")]
    format: Form,
    /// Say more: every change with its reason
    #[arg(short, long, help_heading = "Output")]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Style {
    /// Their bodies move into the class where that keeps their meaning
    Inline,
    /// The functions stay, and the class calls them
    Delegate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A diff, and a report for people
    Text,
    /// One document, the same as --json
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

impl Arguments {
    /// The same command with --write, to be pasted into a shell.
    fn to_write(&self) -> String {
        let mut words: Vec<String> = vec!["pyworker".into(), "migrate".into()];
        words.extend(self.paths.iter().map(ToString::to_string));
        let lists = [("--select", &self.select), ("--ignore", &self.ignore), ("--unsafe", &self.unsafe_rules)];
        for (name, values) in lists.into_iter().filter(|(_, values)| !values.is_empty()) {
            words.extend([name.to_owned(), values.join(",")]);
        }
        if self.style == Style::Delegate {
            words.extend(["--style".to_owned(), "delegate".to_owned()]);
        }
        let values = [
            ("--compatibility-date", self.compatibility_date.clone()),
            ("--max-changes", self.max_changes.map(|number| number.to_string())),
            ("--apply", self.apply.as_ref().map(ToString::to_string)),
        ];
        for (name, value) in values {
            words.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
        }
        for directory in &self.codemods {
            words.extend(["--codemods".to_owned(), directory.to_string()]);
        }
        let flags = [
            ("--to-jsonc", self.to_jsonc),
            ("--markdown", self.markdown),
            ("--allow-dirty", self.allow_dirty),
            ("--strict", self.strict),
        ];
        words.extend(flags.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name.to_owned()));
        if self.apply.is_none() {
            words.push("--write".to_owned());
        }
        shell_line(&words)
    }

    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let book = RuleBook::of_project(&self.paths, &self.codemods, session)?;
        let request = request::Request::new(self, &book, session)?;
        run::run(&request, &book, session)
    }
}
