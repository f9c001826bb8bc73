//! Something that stays open after the plan is applied.
//! Border: data for a report; the wording of rules is the proposer's, the layout `ui`'s.
use serde::{Deserialize, Serialize};

use super::{Place, Rule};

/// Why a finding was not turned into a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Somebody has to do it by hand.
    Manual,
    /// A file or change could not be handled: it was left as it is (exit code 2 under `--strict`).
    Refused,
    /// Left alone on purpose: ignored by a comment, generated, not selected.
    Skipped,
    /// Worth knowing; nothing to do.
    Note,
}

/// A place that needs a person, with the reason and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Who found it.
    pub rule: Rule,
    /// Why it is not a change.
    pub standing: Standing,
    /// Where.
    pub place: Place,
    /// What is the matter and why, in one or two sentences.
    pub reason: String,
    /// What to do next, if anything.
    pub next_step: Option<String>,
}
