//! What `case.toml` says: how the engine is asked, and what it reports.
//! Border: data and its comparison with an outcome.
use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::{ConfigFormat, HandlerStyle, Needs, Options, Reading};
use super::error::{CaseError, Fault};
use crate::plan::{Decisions, Plan};
use crate::text::LineIndex;

/// One `case.toml`; without the file everything has its default.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expectation {
    /// What the case shows, if its name does not say it.
    pub about: String,
    run: Run,
    /// Variants that are left out, with the reason.
    pub skip: BTreeMap<String, String>,
    /// Changes that are proposed and not applied.
    open: Vec<Reported>,
    /// What is reported beside changes.
    finding: Vec<Reported>,
    /// The worker, where its files do not say it.
    pub worker: WorkerHint,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Run {
    /// Only these rules; the case's own if nothing is said. `["PW"]` selects all.
    select: Option<Vec<String>>,
    ignore: Vec<String>,
    /// Rules whose changes to review are applied.
    #[serde(rename = "unsafe")]
    unsafe_rules: Vec<String>,
    delegate: bool,
    to_jsonc: bool,
    compatibility_date: Option<String>,
}

/// What a case says about its worker that is not in its files.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorkerHint {
    /// The entry module, if it is neither in the configuration nor `src/entry.py` nor `entry.py`.
    pub main: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reported {
    rule: String,
    /// `safe`, `review` or `manual` of a change; `manual`, `refused`, `skipped` or `note` of a finding.
    is: String,
    /// `path:line`
    at: String,
    /// A part of its title or reason.
    says: String,
}

impl Expectation {
    /// Reads the text of `case.toml`.
    ///
    /// # Errors
    /// What it cannot say.
    pub fn parse(text: &str) -> Result<Self, CaseError> {
        toml_edit::de::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start.min(text.len()));
            let (line, column) = LineIndex::new(text).position(text, offset);
            CaseError::Description { line, column, message: error.message().to_owned() }
        })
    }

    /// How the engine is asked.
    pub fn options(&self, own: &str) -> Options {
        Options {
            select: self.run.select.clone().unwrap_or_else(|| vec![own.to_owned()]),
            ignore: self.run.ignore.clone(),
            style: if self.run.delegate { HandlerStyle::Delegate } else { HandlerStyle::Inline },
            compatibility_date: self.run.compatibility_date.clone(),
            config_format: if self.run.to_jsonc { ConfigFormat::Jsonc } else { ConfigFormat::Keep },
            needs: Needs::Ignored,
            reading: Reading::Needles,
        }
    }

    /// What is decided beforehand.
    pub fn decisions(&self) -> Decisions {
        Decisions { unsafe_rules: self.run.unsafe_rules.clone(), ..Decisions::default() }
    }

    /// Compares the open changes and findings with what is expected, both ways.
    ///
    /// # Errors
    /// What is missing, and what is too much.
    pub fn compare(&self, outcome: &Plan) -> Result<(), Fault> {
        let open = outcome.changes.iter().filter(|change| !change.accepted).map(|change| Seen {
            rule: change.rule.code.to_string(),
            is: format!("{:?}", change.safety).to_lowercase(),
            at: format!("{}:{}", change.place.path, change.place.line),
            says: format!("{} {}", change.title, change.reason),
        });
        let findings = outcome.findings.iter().map(|finding| Seen {
            rule: finding.rule.code.to_string(),
            is: format!("{:?}", finding.standing).to_lowercase(),
            at: format!("{}:{}", finding.place.path, finding.place.line),
            says: format!("{} {}", finding.reason, finding.next_step.as_deref().unwrap_or_default()),
        });
        match_up("open change", &self.open, open.collect())?;
        match_up("finding", &self.finding, findings.collect())
    }
}

#[derive(Debug)]
struct Seen {
    rule: String,
    is: String,
    at: String,
    says: String,
}

fn match_up(what: &str, expected: &[Reported], mut seen: Vec<Seen>) -> Result<(), Fault> {
    let mut missing = Vec::new();
    for report in expected {
        let found = seen.iter().position(|seen| {
            seen.rule == report.rule && seen.is == report.is && seen.at == report.at && seen.says.contains(&report.says)
        });
        match found {
            Some(index) => drop(seen.remove(index)),
            None => missing.push(report),
        }
    }
    if missing.is_empty() && seen.is_empty() {
        return Ok(());
    }
    let line = |rule: &str, is: &str, at: &str, says: &str| format!("\n  {rule} is {is} at {at}: {says}");
    let missing: String = missing.iter().map(|one| line(&one.rule, &one.is, &one.at, &one.says)).collect();
    let seen: String = seen.iter().map(|one| line(&one.rule, &one.is, &one.at, &one.says)).collect();
    let mut said = Vec::new();
    if !missing.is_empty() {
        said.push(format!("{what} expected and not reported:{missing}"));
    }
    if !seen.is_empty() {
        said.push(format!("{what} reported and not expected:{seen}"));
    }
    Err(Fault::Report(said.join("\n")))
}
