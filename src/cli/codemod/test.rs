//! `pyworker codemod test [DIR…]`.
//! Border: finds the folders and says what came out; the cases are run by the codemods' own room.
use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use rayon::prelude::*;

use super::document;
use crate::cli::migrate::{MigrateError, RuleBook};
use crate::cli::{Error, Exit, Session};
use crate::codemods::Codemod;
use crate::codemods::cases::{Rules, cases, check_page};
use crate::codemods::declarative::DeclarativeCodemod;
use crate::ui::{Theme, count};

/// Run the cases of codemods
///
/// Every case is run as it is written, with CRLF line ends, with tabs and with two spaces of indentation, each twice: a
/// second run must change nothing. Without DIR the codemods that pyworker.toml names are tested.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 all cases pass; 1 some do not, or there are none; 2 a rule that cannot be used.")]
pub(super) struct Arguments {
    /// Folders of codemods, or directories that hold such folders
    #[arg(value_name = "DIR")]
    directories: Vec<Utf8PathBuf>,
    /// Only cases whose name contains TEXT
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let book = match self.directories.is_empty() {
            true => RuleBook::of_project(&[], &[], session)?,
            false => RuleBook::of_directories(&self.directories)?,
        };
        if book.own().is_empty() {
            return Err(MigrateError::NoCodemods.into());
        }
        let rules: Vec<&dyn Codemod> = book.codemods();
        let tested: Vec<document::Codemod> =
            book.own().par_iter().map(|codemod| test(codemod, &rules, self.only.as_deref())).collect();
        let of = |passed: bool| {
            tested.iter().flat_map(|codemod| &codemod.cases).filter(|case| case.passed == passed).count()
        };
        let (passed, failed) = (of(true), of(false));
        let theme = session.printer.stdout_theme();
        session.printer.result(&shown(&tested, theme)).map_err(Error::Output)?;
        let untested: Vec<&str> =
            tested.iter().filter(|one| one.cases.is_empty()).map(|one| one.code.as_str()).collect();
        if !untested.is_empty() && self.only.is_none() {
            session.printer.warning(&format!("no cases: {}", untested.join(", ")));
        }
        let all = count(passed + failed, "case");
        let verdict = match failed {
            0 if passed == 0 => format!("{}: no case was run.", theme.bad("Nothing was tested")),
            0 => format!("{all} in {}, {}.", count(tested.len(), "codemod"), theme.good("all as they should")),
            _ => format!("{all} in {}, {}.", count(tested.len(), "codemod"), theme.bad(format!("{failed} failed"))),
        };
        session.printer.note(&verdict);
        let is_good = failed == 0 && passed > 0 && (untested.is_empty() || self.only.is_some());
        let document = document::Test { command: "codemod test", passed, failed, codemods: tested };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(if is_good { Exit::Done } else { Exit::Open })
    }
}

/// Runs the cases of all codemods in a directory whose name contains `only`.
pub(in crate::cli) fn of_folder(directory: &Utf8Path, only: &str) -> Result<Vec<document::Codemod>, MigrateError> {
    let book = RuleBook::of_directories(&[directory.to_owned()])?;
    let rules: Vec<&dyn Codemod> = book.codemods();
    Ok(book.own().par_iter().map(|codemod| test(codemod, &rules, Some(only))).collect())
}

fn test(codemod: &DeclarativeCodemod, rules: &[&dyn Codemod], only: Option<&str>) -> document::Codemod {
    let meta = codemod.meta();
    let rules = Rules(rules.to_vec());
    let is_wanted = |name: &str| only.is_none_or(|only| name.contains(only));
    let mut found = Vec::new();
    if !meta.page.is_empty() && is_wanted("page.md") {
        let name = "page.md".to_owned();
        match check_page(meta.page, &meta.rule.code, &rules) {
            // A page need not have samples.
            Ok(0) => {}
            Ok(_) => found.push(document::Case { name, passed: true, variants: vec!["written"], fault: None }),
            Err(error) => {
                found.push(document::Case { name, passed: false, variants: Vec::new(), fault: Some(error.to_string()) })
            }
        }
    }
    let own: Vec<_> = cases(codemod.folder()).into_iter().filter(|case| is_wanted(&case.name)).collect();
    found.par_extend(own.into_par_iter().map(|case| match case.check(&meta.rule.code, &rules) {
        Ok(variants) => document::Case {
            name: case.name,
            passed: true,
            variants: variants.into_iter().map(|variant| variant.name()).collect(),
            fault: None,
        },
        Err(error) => {
            document::Case { name: case.name, passed: false, variants: Vec::new(), fault: Some(error.to_string()) }
        }
    }));
    document::Codemod {
        code: meta.rule.code.to_string(),
        name: meta.rule.name.to_string(),
        directory: codemod.folder().to_owned(),
        cases: found,
    }
}

fn shown(tested: &[document::Codemod], theme: Theme) -> String {
    let mut text = String::new();
    for document::Codemod { code, name, directory, cases } in tested {
        text.push_str(&format!("{}  {}\n", theme.strong(format_args!("{code} {name}")), theme.faint(directory)));
        text.push_str(&shown_cases(cases, "", theme));
        text.push('\n');
    }
    text
}

/// The cases of one codemod, each with its code.
pub(in crate::cli) fn shown_indented(codemod: &document::Codemod, theme: Theme) -> String {
    shown_cases(&codemod.cases, &format!("{} ", codemod.code), theme)
}

fn shown_cases(cases: &[document::Case], before: &str, theme: Theme) -> String {
    let mut text = String::new();
    let width = cases.iter().map(|case| case.name.chars().count()).max().unwrap_or_default();
    for case in cases {
        let name = format!("{before}{:<width$}", case.name);
        match &case.fault {
            None => {
                let variants = theme.faint(case.variants.join(", ")).to_string();
                text.push_str(&format!("  {}      {name}  {variants}\n", theme.good("ok")));
            }
            Some(fault) => {
                text.push_str(&format!("  {}  {before}{}\n", theme.bad("failed"), case.name));
                for line in fault.lines() {
                    text.push_str(format!("    {line}").trim_end());
                    text.push('\n');
                }
            }
        }
    }
    text
}
