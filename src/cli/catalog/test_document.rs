//! What `pyworker catalog test` prints with `--json`; described in `docs/json.md`.
//! Border: the format alone.
use serde::Serialize;
use serde_json::Value;

use crate::authoring::testing::Tested;
use crate::catalog::EntryKind;
use crate::cli::wording;
use crate::plan::diff::{DiffOptions, unified_files};
use crate::ui::Report;

/// The whole.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub command: &'static str,
    pub passed: usize,
    pub failed: usize,
    pub accepted: usize,
    pub entries: Vec<EntryDocument>,
}

/// One entry and its tests.
#[derive(Debug, Serialize)]
pub(super) struct EntryDocument {
    pub kind: EntryKind,
    pub id: String,
    pub tests: Vec<TestDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matrix: Option<MatrixDocument>,
}

/// One test.
#[derive(Debug, Serialize)]
pub(super) struct TestDocument {
    pub name: String,
    pub passed: bool,
    pub faults: Vec<Value>,
}

/// The combinations of an entry.
#[derive(Debug, Serialize)]
pub(super) struct MatrixDocument {
    pub total: usize,
    /// Whether there are more than were counted.
    pub more: bool,
    pub run: usize,
    pub failed: Vec<CombinationDocument>,
    /// Why none could be made.
    pub faults: Vec<Value>,
}

/// A combination that failed.
#[derive(Debug, Serialize)]
pub(super) struct CombinationDocument {
    pub answers: Vec<String>,
    pub faults: Vec<Value>,
}

impl EntryDocument {
    /// How many tests passed, or did not; a matrix counts as one.
    pub fn count(&self, passed: bool) -> usize {
        let tests = self.tests.iter().filter(|test| test.passed == passed).count();
        let matrix = self.matrix.iter().filter(|it| (it.failed.is_empty() && it.faults.is_empty()) == passed).count();
        tests + matrix
    }

    /// Whether nothing of it was tested.
    pub fn is_untested(&self) -> bool {
        self.tests.is_empty() && self.matrix.is_none()
    }
}

/// What is wrong with a test, in the words for people; differences as a diff.
pub(super) fn faults(test: &Tested) -> Vec<Value> {
    let mut faults: Vec<Value> = test.fault.iter().flat_map(wording::fault).map(|report| owned(&report)).collect();
    if let Some(fault) = faults.first_mut().and_then(Value::as_object_mut)
        && !test.differences.is_empty()
    {
        let patch = unified_files(&test.differences, &DiffOptions::default());
        fault.insert("diff".to_owned(), String::from_utf8_lossy(&patch).into_owned().into());
    }
    faults
}

/// A fault that is worded already.
pub(super) fn said(fault: Option<String>) -> Vec<Value> {
    fault.into_iter().map(|message| serde_json::json!({ "code": "case", "message": message })).collect()
}

/// A report that outlives its words.
pub(super) fn owned(report: &Report) -> Value {
    // A report has texts and numbers alone.
    serde_json::to_value(report.json()).unwrap_or_default()
}
