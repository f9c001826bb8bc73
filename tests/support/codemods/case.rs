//! One case: a project before, the same project after, and what is reported.
//! Border: reads a case's folder; the engine's promises are checked in `engine`.
use std::fs;
use std::path::{Path, PathBuf};

use super::engine::Run;
use super::expectation::Expectation;
use super::tree::{self, Tree};
use super::variant::Variant;

/// A folder below `cases/`.
#[derive(Debug, Clone)]
pub struct Case {
    /// Says what the codemod does with it.
    pub name: String,
    folder: PathBuf,
}

/// The cases of a codemod's folder, by name.
pub fn all_in(folder: &Path) -> Vec<Case> {
    let Ok(entries) = fs::read_dir(folder.join("cases")) else { return Vec::new() };
    let mut cases: Vec<Case> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| Case { name: entry.file_name().to_string_lossy().into_owned(), folder: entry.path() })
        .collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

impl Case {
    /// What goes in.
    pub fn before(&self) -> Result<Tree, String> {
        tree::read(&self.folder.join("in")).ok_or_else(|| "the case has no folder `in`".to_owned())
    }

    /// What is expected; `None`: nothing may change.
    pub fn after(&self) -> Option<Tree> {
        tree::read(&self.folder.join("out"))
    }

    /// What `case.toml` says.
    pub fn expectation(&self) -> Result<Expectation, String> {
        match fs::read_to_string(self.folder.join("case.toml")) {
            Ok(text) => Expectation::parse(&text),
            Err(_) => Ok(Expectation::default()),
        }
    }

    /// Runs the case in all its variants.
    pub fn check(&self, own: &str) -> Result<(), String> {
        let expectation = self.expectation()?;
        let before = self.before()?;
        let after = self.after();
        if after.as_ref() == Some(&before) {
            return Err("`out` equals `in`: leave it away, and the case says that nothing changes".to_owned());
        }
        for (name, reason) in &expectation.skip {
            if !Variant::ALL.iter().any(|variant| variant.name() == name) || reason.trim().is_empty() {
                return Err(format!("skip.{name}: no such variant, or no reason"));
            }
        }
        for variant in Variant::ALL {
            if expectation.skip.contains_key(variant.name()) {
                continue;
            }
            let input = variant.of(&before, &before);
            if variant != Variant::Written && input == before {
                continue;
            }
            if variant == Variant::Written && std::env::var_os("PYWORKER_BLESS").is_some() {
                self.bless(own, &expectation, &input)?;
                return Ok(());
            }
            let expected = after.as_ref().map_or_else(|| input.clone(), |after| variant.of(after, &before));
            check(own, &expectation, &input, &expected)
                .map_err(|problem| format!("variant {}: {problem}", variant.name()))?;
        }
        Ok(())
    }
}

impl Case {
    /// Writes down what comes out, for a person to read and commit.
    fn bless(&self, own: &str, expectation: &Expectation, input: &Tree) -> Result<(), String> {
        let (options, decisions) = (expectation.options(own), expectation.decisions());
        let run = Run { options: &options, decisions: &decisions, hint: &expectation.worker };
        let (result, _) = run.over(input)?;
        let out = self.folder.join("out");
        if out.is_dir() {
            fs::remove_dir_all(&out).map_err(|error| error.to_string())?;
        }
        if result != *input {
            tree::write(&result, &out);
        }
        Ok(())
    }
}

fn check(own: &str, expectation: &Expectation, input: &Tree, expected: &Tree) -> Result<(), String> {
    let options = expectation.options(own);
    let decisions = expectation.decisions();
    let run = Run { options: &options, decisions: &decisions, hint: &expectation.worker };
    let (result, outcome) = run.twice_over(input)?;
    let reported = || {
        let lines = outcome.changes.iter().map(|change| {
            let state = if change.accepted { "applied" } else { "open" };
            format!("  {} {:?} {state}: {} ({})\n", change.rule, change.safety, change.title, change.reason)
        });
        let findings = outcome.findings.iter().map(|finding| format!("  {} {}\n", finding.rule, finding.reason));
        lines.chain(findings).collect::<String>()
    };
    if let Some(difference) = tree::difference(expected, &result) {
        return Err(format!("{difference}\nreported:\n{}", reported()));
    }
    expectation.compare(&outcome)
}
