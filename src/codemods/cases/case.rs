//! One case: a project before, the same project after, and what is reported.
//! Border: reads a case's folder; the promises that hold for every run are `run`'s.
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::{CaseError, Fault};
use super::expectation::Expectation;
use super::run::{Rules, Run};
use super::tree::{self, Tree};
use super::variant::Variant;

/// A folder below `cases/`.
#[derive(Debug, Clone)]
pub struct Case {
    /// Says what the codemod does with it.
    pub name: String,
    /// Where it lies.
    pub folder: Utf8PathBuf,
}

/// The cases of a codemod's folder, by name.
pub fn cases(folder: &Utf8Path) -> Vec<Case> {
    let Ok(entries) = folder.join("cases").read_dir_utf8() else { return Vec::new() };
    let mut cases: Vec<Case> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| Case { name: entry.file_name().to_owned(), folder: entry.into_path() })
        .collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

impl Case {
    fn tree(&self, name: &str) -> Result<Option<Tree>, CaseError> {
        let path = self.folder.join(name);
        tree::read_tree(path.as_std_path()).map_err(|source| CaseError::Unreadable { path, source })
    }

    /// What goes in.
    ///
    /// # Errors
    /// No folder `in`, or one that cannot be read.
    pub fn before(&self) -> Result<Tree, CaseError> {
        self.tree("in")?.ok_or(CaseError::NoInput)
    }

    /// What is expected; `None`: nothing may change.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn after(&self) -> Result<Option<Tree>, CaseError> {
        self.tree("out")
    }

    /// What `case.toml` says.
    ///
    /// # Errors
    /// What it cannot say.
    pub fn expectation(&self) -> Result<Expectation, CaseError> {
        let path = self.folder.join("case.toml");
        match fs::read_to_string(&path) {
            Ok(text) => Expectation::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Expectation::default()),
            Err(source) => Err(CaseError::Unreadable { path, source }),
        }
    }

    /// Runs the case for the rule with the code `own` in all its variants; those that ran.
    ///
    /// # Errors
    /// The first thing that is not as the case says.
    pub fn check(&self, own: &str, rules: &Rules<'_>) -> Result<Vec<Variant>, CaseError> {
        let expectation = self.expectation()?;
        let before = self.before()?;
        let after = self.after()?;
        if after.as_ref() == Some(&before) {
            return Err(CaseError::SameOutput);
        }
        for (name, reason) in &expectation.skip {
            if !Variant::ALL.iter().any(|variant| variant.name() == name) || reason.trim().is_empty() {
                return Err(CaseError::BadSkip { name: name.clone() });
            }
        }
        let mut ran = Vec::new();
        for variant in Variant::ALL {
            if expectation.skip.contains_key(variant.name()) {
                continue;
            }
            let input = variant.of(&before, &before);
            if variant != Variant::Written && input == before {
                continue;
            }
            let expected = after.as_ref().map_or_else(|| input.clone(), |after| variant.of(after, &before));
            check(own, rules, &expectation, &input, &expected)
                .map_err(|fault| CaseError::Variant { variant, fault })?;
            ran.push(variant);
        }
        Ok(ran)
    }

    /// What comes out of the case as it is written, whatever is expected.
    ///
    /// # Errors
    /// A case that cannot be run.
    pub fn result(&self, own: &str, rules: &Rules<'_>) -> Result<Tree, CaseError> {
        let (expectation, input) = (self.expectation()?, self.before()?);
        let (options, decisions) = (expectation.options(own), expectation.decisions());
        let run = Run { rules, options: &options, decisions: &decisions, hint: &expectation.worker };
        let fault = |fault| CaseError::Variant { variant: Variant::Written, fault };
        run.over(&input).map(|(result, _)| result).map_err(fault)
    }
}

fn check(own: &str, rules: &Rules<'_>, expectation: &Expectation, input: &Tree, expected: &Tree) -> Result<(), Fault> {
    let options = expectation.options(own);
    let decisions = expectation.decisions();
    let run = Run { rules, options: &options, decisions: &decisions, hint: &expectation.worker };
    let (result, outcome) = run.twice_over(input)?;
    if let Some(difference) = tree::difference(expected, &result) {
        let lines = outcome.changes.iter().map(|change| {
            let state = if change.accepted { "applied" } else { "open" };
            format!("  {} {:?} {state}: {} ({})\n", change.rule, change.safety, change.title, change.reason)
        });
        let findings = outcome.findings.iter().map(|finding| format!("  {} {}\n", finding.rule, finding.reason));
        let reported: String = lines.chain(findings).collect();
        let reported = if reported.is_empty() { "  nothing\n".to_owned() } else { reported };
        let reported = format!("reported:\n{reported}");
        return Err(Fault::Files { difference, reported });
    }
    expectation.compare(&outcome)
}
