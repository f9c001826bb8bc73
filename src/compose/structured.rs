//! `pyproject.toml` and `package.json`: key by key.
//! Border: two texts in, one out; what cannot be put together is said, not decided.
use std::ops::Range;

use crate::config::merge::{Identity, Merged, merge};
use crate::config::{Document, EditError, Format, ParseError, Value};
use crate::plan::Draft;

/// Something that the file says otherwise; its own value stays.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    /// The key, for people.
    pub key: String,
    /// What the file says.
    pub present: serde_json::Value,
    /// What the layer says.
    pub wanted: serde_json::Value,
    /// Where, in the file as it was.
    pub range: Range<usize>,
}

/// A file with a fragment laid into it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Joined {
    pub text: String,
    pub differences: Vec<Difference>,
}

/// Why a fragment was not laid into a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// The file does not parse.
    #[error("it is not valid: {}", .0.message)]
    Broken(ParseError),
    /// Its shape does not take the keys.
    #[error("{0}")]
    Shape(#[from] EditError),
}

/// The fragment's content; the layer's mistake if it does not parse.
pub(super) fn value(fragment: &str, format: Format) -> Result<Value, ParseError> {
    Ok(Document::parse(fragment, format)?.model().0)
}

/// Lays `fragment` over `text`.
pub(super) fn join(text: &str, format: Format, fragment: &Value, identity: Identity<'_>) -> Result<Joined, Refused> {
    let document = Document::parse(text, format).map_err(Refused::Broken)?;
    if document.root().as_table().is_none() {
        return Err(EditError::NotATable { path: String::new() }.into());
    }
    let Merged { edits, conflicts } = merge(&document, fragment, identity)?;
    let mut draft = Draft::new(text);
    draft.add(&edits).map_err(|refusal| EditError::Unfit { reason: refusal.to_string() })?;
    let differences = conflicts.into_iter().map(|conflict| Difference {
        key: conflict.path,
        present: conflict.present,
        wanted: conflict.wanted,
        range: conflict.range,
    });
    Ok(Joined { text: draft.finish(), differences: differences.collect() })
}
