//! `pyworker explain [CODE]`.
//! Border: finds the page and prints it; the pages belong to the codemods.
use camino::Utf8PathBuf;
use clap::Args;
use serde::Serialize;

use super::migrate::{MigrateError, RuleBook};
use super::{Error, Exit, Session};
use crate::ui::page;

/// Print what a rule does, why, and how safe it is
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The rule, for example PW101 or handlers-to-class; all rules are listed without it
    code: Option<String>,
    /// Also the codemods in the folders of DIR
    #[arg(long, value_name = "DIR")]
    codemods: Vec<Utf8PathBuf>,
}

#[derive(Debug, Serialize)]
struct Document<'a> {
    command: &'static str,
    rules: Vec<RuleDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleDocument<'a> {
    code: &'a str,
    name: &'a str,
    summary: &'a str,
    page: &'a str,
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let book = RuleBook::of_project(&[], &self.codemods, session)?;
        let metas: Vec<_> = match &self.code {
            None => book.all().collect(),
            Some(code) => {
                let found = book.find(code);
                let unknown = || MigrateError::UnknownRule { option: None, code: code.clone(), known: book.names() };
                vec![found.ok_or_else(unknown)?]
            }
        };
        let theme = session.printer.stdout_theme();
        let columns = session.terminal.stdout.then_some(session.terminal.columns);
        let text = match (&self.code, metas.as_slice()) {
            (Some(_), [meta]) => page(meta.page, theme, columns),
            _ => metas
                .iter()
                .map(|meta| format!("{}  {}\n", theme.strong(&meta.rule), theme.faint(meta.summary)))
                .collect(),
        };
        session.printer.result(&text).map_err(Error::Output)?;
        let rules = metas
            .iter()
            .map(|meta| RuleDocument {
                code: &meta.rule.code,
                name: &meta.rule.name,
                summary: meta.summary,
                page: meta.page,
            })
            .collect();
        session.printer.json(&Document { command: "explain", rules }).map_err(Error::Output)?;
        Ok(Exit::Done)
    }
}
