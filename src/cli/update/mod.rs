//! `pyworker update [PATH]`: the options and what they ask for.
//! Border: clap types, converted once into a `Request`; the steps are in `run`.

mod aid;
mod interactive;
mod questions;
mod request;
mod run;

use camino::Utf8PathBuf;
use clap::Args;

use super::trust::TrustArguments;
use super::{Error, Exit, Session};
use crate::text::shell_line;
use crate::update::Wanted;

/// Bring a project up to newer versions of its templates
///
/// What the templates changed between the recorded versions and the new ones is merged into what you made of the project:
/// your edits, deletions and renames stay. On a terminal it shows what would happen and asks; anywhere else nothing is
/// written without --yes. Where you and the templates changed the same, both stand in the file between markers, and git
/// knows of the conflict.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing to update, or done; 1 changes wanted, or conflicts to decide; 2 bad input; \
    4 a source or a command that is not trusted; 130 interrupted."
)]
pub(super) struct Arguments {
    /// The project; the current directory if it is not given
    #[arg(value_name = "PATH")]
    directory: Option<Utf8PathBuf>,

    /// Update to this version, not the newest: 2.0.0, ^2, or kv@1.4.0 for one layer; can be given many times
    #[arg(long, value_name = "VERSION")]
    to: Vec<Wanted>,
    /// Answer one of the templates' questions; can be given many times
    #[arg(long, value_name = "QUESTION=ANSWER", value_parser = pair)]
    set: Vec<(String, String)>,
    /// Only show what would change, as a diff
    #[arg(long)]
    dry_run: bool,
    /// Take the recommended answers to new questions and write (undo it with `pyworker undo`)
    #[arg(short, long, visible_alias = "write", conflicts_with = "dry_run")]
    yes: bool,
    /// Write files although git does not have what is in them
    #[arg(long)]
    allow_dirty: bool,
    /// Fetch nothing; use what was fetched before
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    trust: TrustArguments,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("an answer is given as QUESTION=ANSWER".to_owned()),
    }
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let request = request::Request::new(self, session);
        run::run(&request, session)
    }

    /// The same command with --yes, to be pasted into a shell.
    fn to_write(&self) -> String {
        let mut words = self.words();
        words.extend(self.trust.words());
        words.push("--yes".to_owned());
        shell_line(&words)
    }

    /// The same command without consent to write.
    fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = vec!["pyworker".into(), "update".into()];
        words.extend(self.directory.iter().map(ToString::to_string));
        for wanted in &self.to {
            let id = wanted.id.as_ref().map(|id| format!("{id}@")).unwrap_or_default();
            words.extend(["--to".to_owned(), format!("{id}{}", wanted.text)]);
        }
        for (name, value) in &self.set {
            words.extend(["--set".to_owned(), format!("{name}={value}")]);
        }
        for (flag, is_set) in [("--allow-dirty", self.allow_dirty), ("--offline", self.offline)] {
            words.extend(is_set.then(|| flag.to_owned()));
        }
        words
    }
}
