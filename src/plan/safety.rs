//! How much trust a change needs.
//! Border: decided per finding by whoever proposes it; what is applied by default is the command's business.
use serde::{Deserialize, Serialize};

/// Whether a change may be applied without being looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Behaviour is kept: applied by default.
    Safe,
    /// Behaviour may change: shown, applied on request.
    Review,
    /// Cannot be automated: reported with place, reason and next step.
    Manual,
}
