//! Why commands of templates end a run, as data.
//! Border: no words for the user; those stand in `wording`.
use super::Asked;

/// Why a run ends because of commands.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// Nobody has agreed to them, and nobody can be asked.
    #[error("nobody has agreed to the commands of {} templates", .asked.len())]
    Undecided {
        /// The templates that ask.
        asked: Vec<AskedFor>,
        /// The same command, with the options that agree.
        example: String,
    },
    /// The user was asked, and left.
    #[error("the commands were not agreed to")]
    Left,
}

/// What one template asks for, for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFor {
    /// The template and its version.
    pub name: String,
    /// Where it came from.
    pub source: String,
    /// SHA-256 of its content.
    pub hash: String,
    /// The commands, as they would be typed.
    pub lines: Vec<String>,
}

impl From<&Asked> for AskedFor {
    fn from(asked: &Asked) -> Self {
        Self { name: asked.name.clone(), source: asked.source.clone(), hash: asked.hash.clone(), lines: asked.lines() }
    }
}
