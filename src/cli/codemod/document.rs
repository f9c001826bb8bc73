//! What `pyworker codemod` prints with `--json`; described in `docs/json.md`.
//! Border: the format alone.
use camino::Utf8PathBuf;
use serde::Serialize;

/// `codemod new`.
#[derive(Debug, Serialize)]
pub(super) struct New {
    pub command: &'static str,
    pub code: String,
    pub directory: Utf8PathBuf,
    pub files: Vec<Utf8PathBuf>,
}

/// `codemod test`.
#[derive(Debug, Serialize)]
pub(super) struct Test {
    pub command: &'static str,
    pub passed: usize,
    pub failed: usize,
    pub codemods: Vec<Codemod>,
}

/// One codemod and its cases.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Codemod {
    pub code: String,
    pub name: String,
    pub directory: Utf8PathBuf,
    pub cases: Vec<Case>,
}

/// One case, or the samples of the page.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Case {
    pub name: String,
    pub passed: bool,
    /// In which the case ran; each twice.
    pub variants: Vec<&'static str>,
    /// What is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}
