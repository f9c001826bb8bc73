//! The file `rule.toml` of a declarative codemod.
//! Border: its shape; what a query matches is tree-sitter's knowledge.
use serde::Deserialize;

use crate::plan::Safety;

/// `rule.toml` as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// For example `ACME001`; letters and digits, not beginning with `PW`.
    pub code: String,
    /// For example `use-acme-logging`.
    pub name: String,
    /// One line.
    pub summary: String,
    /// Shown with each change: why.
    pub why: String,
    /// How much trust its changes need.
    pub safety: Safety,
    /// A file that holds none of these is not looked at.
    pub needles: Vec<String>,
    /// A tree-sitter query over Python; a capture must name the node to rewrite.
    pub query: String,
    /// What the captured text must be.
    #[serde(default)]
    pub constraint: Vec<Constraint>,
    /// What the captured nodes become; without any, each match is reported for a person.
    #[serde(default)]
    pub rewrite: Vec<RewriteRule>,
    /// Names that the new code needs: `from module import member`.
    #[serde(default)]
    pub import: Vec<ImportRule>,
    /// What a person should do, where there is no rewrite.
    #[serde(default)]
    pub next_step: Option<String>,
}

/// A condition on a capture. Exactly one of the conditions is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// The capture's name without `@`.
    pub capture: String,
    /// The text is this.
    #[serde(default)]
    pub equals: Option<String>,
    /// The text is one of these.
    #[serde(default)]
    pub one_of: Option<Vec<String>>,
    /// The whole text matches this regular expression.
    #[serde(default)]
    pub matches: Option<String>,
    /// The expression stands for this imported name, however it was imported: `requests.get`.
    #[serde(default)]
    pub imported: Option<String>,
    /// The condition must not hold.
    #[serde(default)]
    pub negate: bool,
}

/// What becomes of a captured node.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RewriteRule {
    /// The capture's name without `@`.
    pub capture: String,
    /// The new text; `{name}` stands for the text of a capture, `{{` for a brace.
    pub with: String,
}

/// A name that the new code needs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportRule {
    /// For example `acme.http`.
    pub module: String,
    /// For example `client`.
    pub member: String,
}
