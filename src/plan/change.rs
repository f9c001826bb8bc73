//! One atomic change, as it is shown, chosen and recorded.
//! Border: how its edits are made is the proposer's work; what the tree becomes stands in `FileOutcome`.
use camino::Utf8Path;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Place, Previews, Rule, Safety};

/// Names a change across runs: made of its rule, its path and the original text it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChangeId(String);

impl ChangeId {
    /// The id of the change that `rule` asks for about `original` in `path`. `occurrence` tells equal ones apart:
    /// it counts the equal texts of that rule in that file before this one.
    pub fn new(rule: &Rule, path: &Utf8Path, original: &str, occurrence: usize) -> Self {
        let mut hash = Sha256::new();
        for part in [rule.code.as_ref(), path.as_str(), original] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.update((occurrence as u64).to_le_bytes());
        let digest = hash.finalize();
        let short = digest.iter().take(6).fold(0, |short: u64, byte| short << 8 | u64::from(*byte));
        Self(format!("{}-{short:012x}", rule.code))
    }

    /// The id as text, for example `PW101-0a1b2c3d4e5f`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One decision for the user: goes in whole or not at all, over any number of files.
#[derive(Debug, Clone)]
pub struct Change {
    /// The same in every run over the same text.
    pub id: ChangeId,
    /// Who asks for it.
    pub rule: Rule,
    /// One line: what it does, for example "on_fetch becomes Default.fetch".
    pub title: String,
    /// One or two sentences: why.
    pub reason: String,
    /// How much trust it needs.
    pub safety: Safety,
    /// Where it begins.
    pub place: Place,
    /// The changes without which this one is wrong.
    pub needs: Vec<ChangeId>,
    /// Whether it takes part in the plan's outcome (by its safety, or by a decision).
    pub accepted: bool,
    /// Each file it touches, before and after this change alone.
    pub previews: Previews,
}
