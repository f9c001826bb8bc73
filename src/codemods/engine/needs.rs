//! Holds together what only makes sense together.
//! Border: decides by the codes that proposals name; composing is `settle`'s work.
use std::collections::BTreeSet;

use crate::plan::{Finding, Standing};

use super::super::Options;
use super::candidate::Candidate;

/// Takes back what needs something that is not accepted, until nothing changes any more.
pub fn settle_needs(candidates: &mut [Candidate], obstructed: &BTreeSet<String>) {
    loop {
        let codes = |deferred: bool| -> BTreeSet<String> {
            candidates
                .iter()
                .filter(|candidate| !candidate.accepted && candidate.deferred == deferred)
                .map(|candidate| candidate.proposal.rule.code.to_string())
                .collect()
        };
        let (mut missing, deferred) = (codes(false), codes(true));
        missing.extend(obstructed.iter().cloned());
        let mut changed = false;
        for candidate in candidates.iter_mut().filter(|candidate| candidate.accepted) {
            let needs = |codes: &BTreeSet<String>| candidate.proposal.needs.iter().any(|code| codes.contains(*code));
            if needs(&missing) || needs(&deferred) {
                candidate.deferred = !needs(&missing);
                candidate.accepted = false;
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

/// Says which rules' changes are not made because something they need is left out by `--select` or `--ignore`. `told`
/// are the rules of which it was said before.
pub fn left_out(
    candidates: &[Candidate],
    hidden_obstacles: &BTreeSet<String>,
    options: &Options,
    told: &mut BTreeSet<String>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for candidate in candidates.iter().filter(|candidate| !candidate.accepted && !candidate.hidden) {
        let own = &candidate.proposal;
        let mut what: Vec<String> = Vec::new();
        let (mut ignored, mut not_selected): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for code in &own.needs {
            let needed = candidates.iter().find(|other| other.hidden && other.proposal.rule.code == *code);
            if needed.is_none() && !hidden_obstacles.contains(*code) {
                continue;
            }
            what.push(needed.map_or_else(|| (*code).to_owned(), |other| format!("{code} ({})", other.proposal.title)));
            if options.is_ignored(code) { ignored.push(code) } else { not_selected.push(code) }
        }
        if what.is_empty() || !told.insert(own.rule.code.to_string()) {
            continue;
        }
        let (option, next_step) = if ignored.is_empty() {
            ("--select", format!("add {} to --select", not_selected.join(",")))
        } else {
            ("--ignore", format!("take {} out of --ignore, or ignore {} too", ignored.join(","), own.rule.code))
        };
        findings.push(Finding {
            rule: own.rule.clone(),
            standing: Standing::Skipped,
            place: own.place.clone(),
            reason: format!("not made: it needs {}, which {option} leaves out", what.join(" and ")),
            next_step: Some(next_step),
        });
    }
    findings
}
