//! Several changes to one document, one after the other, as edits of its first text.
//! Border: keeps account of what replaced what; the changes themselves are made by `Document`.
use std::ops::Range;

use super::document::{Document, Spot};
use super::error::EditError;
use super::node::Step;
use super::value::{Element, Member, Value};
use crate::plan::{Draft, Edit};

/// A piece of the current text.
#[derive(Debug, Clone)]
enum Segment {
    /// Unchanged bytes of the first text.
    Kept(Range<usize>),
    /// New text.
    New(String),
}

impl Segment {
    fn length(&self) -> usize {
        match self {
            Self::Kept(range) => range.len(),
            Self::New(text) => text.len(),
        }
    }

    /// The segment cut at `at`.
    fn split(&self, at: usize) -> (Self, Self) {
        match self {
            Self::Kept(range) => (Self::Kept(range.start..range.start + at), Self::Kept(range.start + at..range.end)),
            Self::New(text) => (Self::New(text[..at].to_owned()), Self::New(text[at..].to_owned())),
        }
    }
}

/// Changes a document step by step. After each step the text is parsed again, so a step sees what the ones before it
/// did, and one that would break the file is refused.
#[derive(Debug, Clone)]
pub struct Editor {
    first: Document,
    current: Document,
    segments: Vec<Segment>,
}

impl Editor {
    /// Begins with `document` as it is.
    pub fn new(document: &Document) -> Self {
        let segments = vec![Segment::Kept(0..document.text().len())];
        Self { first: document.clone(), current: document.clone(), segments }
    }

    /// The document with all steps so far.
    pub fn document(&self) -> &Document {
        &self.current
    }

    /// Makes one step.
    ///
    /// # Errors
    /// The edits do not fit together, or the file would no longer parse; then nothing is changed.
    pub fn apply(&mut self, edits: &[Edit]) -> Result<(), EditError> {
        if edits.is_empty() {
            return Ok(());
        }
        let unfit = |reason: String| EditError::Unfit { reason };
        let mut draft = Draft::new(self.current.text());
        draft.add(edits).map_err(|refusal| unfit(refusal.to_string()))?;
        let edits = draft.edits().to_vec();
        let next = Document::parse(draft.finish(), self.current.format()).map_err(|error| unfit(error.to_string()))?;
        self.current = next;
        // From the end, so that the offsets before stay what they are.
        for edit in edits.iter().rev() {
            self.splice(edit);
        }
        Ok(())
    }

    fn splice(&mut self, edit: &Edit) {
        let (mut before, mut after) = (Vec::with_capacity(self.segments.len() + 2), Vec::new());
        let mut at = 0;
        for segment in self.segments.drain(..) {
            let length = segment.length();
            let (left, rest) = segment.split(edit.start.saturating_sub(at).min(length));
            let gone = edit.end.saturating_sub(at + left.length()).min(rest.length());
            let (_, right) = rest.split(gone);
            before.extend((left.length() > 0).then_some(left));
            after.extend((right.length() > 0).then_some(right));
            at += length;
        }
        before.push(Segment::New(edit.text.clone()));
        before.append(&mut after);
        self.segments = before;
    }

    /// Puts a value where one is, or makes the place for it. See [`Document::set`].
    ///
    /// # Errors
    /// It does not fit the document.
    pub fn set(&mut self, path: &[Step<'_>], value: &Value, spot: Spot<'_>) -> Result<(), EditError> {
        let edits = self.current.set(path, value, spot)?;
        self.apply(&edits)
    }

    /// Puts a new key into a table. See [`Document::insert`].
    ///
    /// # Errors
    /// It does not fit the document.
    pub fn insert(&mut self, path: &[Step<'_>], member: &Member, spot: Spot<'_>) -> Result<(), EditError> {
        let edits = self.current.insert(path, member, spot)?;
        self.apply(&edits)
    }

    /// Puts elements at the end of an array. See [`Document::append`].
    ///
    /// # Errors
    /// It does not fit the document.
    pub fn append(&mut self, path: &[Step<'_>], elements: &[Element]) -> Result<(), EditError> {
        let edits = self.current.append(path, elements)?;
        self.apply(&edits)
    }

    /// Removes an entry. See [`Document::remove`].
    ///
    /// # Errors
    /// It is not there.
    pub fn remove(&mut self, path: &[Step<'_>]) -> Result<(), EditError> {
        let edits = self.current.remove(path)?;
        self.apply(&edits)
    }

    /// Removes elements of an array. See [`Document::remove_elements`].
    ///
    /// # Errors
    /// There is no array.
    pub fn remove_elements(&mut self, path: &[Step<'_>], which: &[usize]) -> Result<(), EditError> {
        let edits = self.current.remove_elements(path, which)?;
        self.apply(&edits)
    }

    /// All steps as edits of the first text.
    pub fn finish(self) -> Vec<Edit> {
        let text = self.first.text();
        let mut edits = Vec::new();
        let mut done = 0;
        let mut new = String::new();
        let end = Segment::Kept(text.len()..text.len());
        for segment in self.segments.into_iter().chain([end]) {
            match segment {
                Segment::New(added) => new.push_str(&added),
                Segment::Kept(range) => {
                    if text[done..range.start] != new {
                        edits.push(Edit::replace(done..range.start, std::mem::take(&mut new)));
                    }
                    new.clear();
                    done = range.end;
                }
            }
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::document::Format;

    fn finished(first: &str, editor: Editor) -> String {
        let mut draft = Draft::new(first);
        draft.add(&editor.finish()).unwrap();
        draft.finish()
    }

    #[test]
    fn steps_build_on_each_other_and_end_as_edits_of_the_first_text() {
        let first = "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": 3\n}\n";
        let mut editor = Editor::new(&Document::parse(first, Format::Json).unwrap());
        editor.set(&["b".into(), "x".into()], &Value::from(1), Spot::Last).unwrap();
        editor.set(&["b".into(), "y".into()], &Value::from(2), Spot::Last).unwrap();
        editor.remove(&["a".into()]).unwrap();
        editor.set(&["d".into()], &Value::from("new"), Spot::Last).unwrap();
        editor.set(&["d".into()], &Value::from("newer"), Spot::Last).unwrap();
        let last = editor.document().text().to_owned();
        assert_eq!(finished(first, editor), last);
        assert_eq!(last, "{\n  \"b\": {\n    \"x\": 1,\n    \"y\": 2\n  },\n  \"c\": 3,\n  \"d\": \"newer\"\n}\n");
    }

    #[test]
    fn a_step_that_would_break_the_file_is_refused() {
        let mut editor = Editor::new(&Document::parse("a = 1\n", Format::Toml).unwrap());
        assert!(editor.apply(&[Edit::replace(0..1, "[")]).is_err());
        assert!(editor.finish().is_empty());
    }
}
