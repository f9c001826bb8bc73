//! What could not be merged.
//! Border: data with a place; the words for the user are made elsewhere.

/// One place in a merged file where a person has to decide. The user's version is still there.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The one-based line of the result where the markers begin; 0 if there are none.
    pub line: usize,
    /// What collided.
    pub kind: ConflictKind,
}

/// What collided.
#[derive(Debug, Clone, PartialEq)]
pub enum ConflictKind {
    /// Both sides changed the same lines.
    Lines,
    /// Both sides changed the same value.
    Value {
        /// Where, for people: `vars.APP_NAME`.
        path: String,
        /// The user's value; `None`: removed.
        ours: Option<serde_json::Value>,
        /// The new value; `None`: removed.
        theirs: Option<serde_json::Value>,
    },
    /// Each side alone is fine, together they are not: what the parser says.
    Broken {
        /// In the words of the parser.
        reason: String,
    },
    /// Both sides made a file of that name.
    BothAdded,
    /// The user changed a file that the new version does not have.
    RemovedByThem,
    /// Contents that are not text, changed by both sides.
    NotText,
    /// What both sides were made from is not known.
    UnknownBase,
}
