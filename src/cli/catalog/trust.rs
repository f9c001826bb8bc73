//! `pyworker catalog trust list|remove`.
//! Border: shows and forgets what was decided about commands of templates; decisions are made where they are asked for.
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::catalog::{CatalogError, Home, Trust, TrustDecision, Verdict};
use crate::cli::{Error, Exit, Session};
use crate::ui::count;

/// Show or take back what was decided about commands that templates ask for
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show whose commands are run, and whose are left out
    List,
    /// Forget decisions: the next time somebody is asked again
    Remove {
        /// A content hash, at least its first 12 digits, or a source
        #[arg(required_unless_present = "all")]
        name: Option<String>,
        /// Forget all of them
        #[arg(long, conflicts_with = "name")]
        all: bool,
    },
}

#[derive(Serialize)]
struct Document {
    command: &'static str,
    decisions: Vec<DecisionDocument>,
}

#[derive(Serialize)]
struct DecisionDocument {
    source: String,
    hash: String,
    template: String,
    verdict: &'static str,
}

impl From<&TrustDecision> for DecisionDocument {
    fn from(decision: &TrustDecision) -> Self {
        Self {
            source: decision.source.clone(),
            hash: format!("sha256:{}", decision.hash),
            template: decision.name.clone(),
            verdict: decision.verdict.as_str(),
        }
    }
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let mut trust = Trust::read(Home::of_user().state.as_deref());
        match self.command {
            Command::List => list(&trust, session),
            Command::Remove { name, .. } => remove(&mut trust, name.as_deref(), session),
        }
    }
}

fn list(trust: &Trust, session: &Session) -> Result<Exit, Error> {
    let theme = session.printer.stdout_theme();
    let mut text = String::new();
    let mut source = "";
    for decision in trust.decisions() {
        if decision.source != source {
            source = &decision.source;
            text.push_str(&format!("{}\n", theme.strong(source)));
        }
        let verdict = match decision.verdict {
            Verdict::Trusted => theme.good("trusted").to_string(),
            Verdict::Refused => theme.warning("refused").to_string(),
        };
        text.push_str(&format!(
            "  {verdict}  {}  {}\n",
            theme.accent(&decision.name),
            theme.faint(format!("sha256:{}", decision.hash))
        ));
    }
    if text.is_empty() {
        session.printer.note("Nothing was decided yet: no template has asked for a command.");
    }
    session.printer.result(&text).map_err(Error::Output)?;
    document("catalog trust list", trust.decisions().map(Into::into).collect(), session)
}

fn remove(trust: &mut Trust, name: Option<&str>, session: &Session) -> Result<Exit, Error> {
    let forgotten = match name {
        Some(name) => trust.forget(name),
        None => trust.forget_all(),
    };
    if let (true, Some(name)) = (forgotten.is_empty(), name) {
        return Err(CatalogError::NoDecision { name: name.to_owned() }.into());
    }
    if !forgotten.is_empty() {
        trust.save().map_err(|source| CatalogError::Unwritable { path: trust.file(), source })?;
    }
    session.printer.note(&format!("Forgotten: {}.", count(forgotten.len(), "decision")));
    document("catalog trust remove", forgotten.iter().map(Into::into).collect(), session)
}

fn document(command: &'static str, decisions: Vec<DecisionDocument>, session: &Session) -> Result<Exit, Error> {
    session.printer.json(&Document { command, decisions }).map_err(Error::Output)?;
    Ok(Exit::Done)
}
