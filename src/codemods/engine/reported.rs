//! Findings over all rounds, each once.
//! Border: counts; what is found is the codemods' work.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::ENGINE;
use crate::plan::{Finding, Standing};

/// What was reported so far. Later rounds see the same things in edited text, and what only the edits of earlier ones
/// bring to light.
#[derive(Debug, Default)]
pub struct Reported(BTreeMap<(String, Utf8PathBuf, Standing), usize>);

impl Reported {
    /// Those findings of a round that are not those of an earlier one again.
    pub fn new_ones(&mut self, findings: Vec<Finding>, round: usize) -> Vec<Finding> {
        let mut counts: BTreeMap<(String, Utf8PathBuf, Standing), usize> = BTreeMap::new();
        let mut new = Vec::new();
        for finding in findings {
            // Packaging and configuration are seen again under their new names; code is where edits show more.
            if round > 0 && (finding.rule == ENGINE || finding.place.path.extension() != Some("py")) {
                continue;
            }
            let key = (finding.rule.code.to_string(), finding.place.path.clone(), finding.standing);
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            if *count > self.0.get(&key).copied().unwrap_or_default() {
                new.push(finding);
            }
        }
        for (key, count) in counts {
            let most = self.0.entry(key).or_default();
            *most = count.max(*most);
        }
        new
    }
}
