//! What the user decided about changes.
//! Border: a lookup by id; asking is `ui`'s work, honouring it the proposer's.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ChangeId, FilePreview, Rule, Safety};

/// One answer about one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// Apply it.
    Accept,
    /// Leave it out.
    Reject,
}

/// Decisions by change, over defaults by safety and rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Answers about single changes; they win over everything else.
    pub changes: BTreeMap<ChangeId, Decision>,
    /// Changes that the user rewrote: what becomes of each file by the change, instead of what was proposed. `before`
    /// is what the user saw; over anything else the rewritten change is not made.
    pub rewritten: BTreeMap<ChangeId, Vec<FilePreview>>,
    /// Codes of rules whose `Review` changes are applied too (`--unsafe PWnnn`).
    pub unsafe_rules: Vec<String>,
}

impl Decisions {
    /// Whether the change takes part: by its own decision, else if it is safe or its rule was allowed.
    pub fn accepts(&self, id: &ChangeId, rule: &Rule, safety: Safety) -> bool {
        match self.changes.get(id) {
            Some(decision) => *decision == Decision::Accept && safety != Safety::Manual,
            None => match safety {
                Safety::Safe => true,
                Safety::Review => self.unsafe_rules.iter().any(|code| *code == rule.code),
                Safety::Manual => false,
            },
        }
    }
}
