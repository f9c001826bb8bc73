//! The arguments of `create-pyworker` and `pyworker new`.
//! Border: clap types; `Request` says what they mean.
use camino::Utf8PathBuf;
use clap::Args;

use crate::cli::trust::TrustArguments;

/// What can be given on the command line.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct CreateArguments {
    /// Where the project goes; `.` is the current directory
    #[arg(value_name = "DIR")]
    pub(super) directory: Option<Utf8PathBuf>,
    /// What to start from: id, catalog/id, catalog/id@version, a directory or a git address; see --list
    #[arg(short, long, value_name = "TEMPLATE")]
    pub(super) template: Option<String>,
    /// Lay these over it; can be given many times
    #[arg(long, value_name = "LAYER", value_delimiter = ',')]
    pub(super) with: Vec<String>,
    /// The Worker's name, if it is not the directory's
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// Answer one of the template's questions; can be given many times
    #[arg(long, value_name = "QUESTION=ANSWER", value_parser = pair)]
    pub(super) set: Vec<(String, String)>,
    /// Take answers from a TOML file
    #[arg(long, value_name = "FILE")]
    pub(super) answers: Option<Utf8PathBuf>,
    /// Take the recommended answers and write without asking
    #[arg(short, long)]
    pub(super) yes: bool,
    /// Make no git repository
    #[arg(long)]
    pub(super) no_git: bool,
    /// Run neither uv nor npm, nor commands that templates ask for
    #[arg(long)]
    pub(super) no_install: bool,
    #[command(flatten)]
    pub(super) trust: TrustArguments,
    /// Fetch nothing; use what was fetched last
    #[arg(long)]
    pub(super) offline: bool,
    /// Show what would be written, as a diff, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// List the templates, presets and layers
    #[arg(long, conflicts_with_all = ["directory", "template", "with", "name", "set", "answers", "yes", "dry_run"])]
    pub(super) list: bool,
}

/// `name=value`.
pub(in crate::cli) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("an answer is given as QUESTION=ANSWER".to_owned()),
    }
}
