//! Looks at the result of edits before anybody else sees it.
//! Border: what holds for every text; what holds for a language is a [`Check`] of that language's room.
use camino::Utf8Path;

use super::Edit;

/// A check for files of one kind.
pub trait Check: Sync {
    /// Whether it has something to say about this file.
    fn concerns(&self, path: &Utf8Path) -> bool;

    /// Compares a file before and after.
    ///
    /// # Errors
    /// What is wrong with it now that was not wrong before.
    fn check(&self, path: &Utf8Path, before: &str, after: &str) -> Result<(), String>;
}

/// Whether a file is meant to lose most of what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Intent {
    /// It is not.
    #[default]
    Edit,
    /// It is.
    Shrink,
}

/// One file before and after.
#[derive(Debug, Clone, Copy)]
pub struct Edited<'text> {
    /// Relative to the plan's root.
    pub path: &'text Utf8Path,
    /// The original text.
    pub before: &'text str,
    /// The text with the edits made.
    pub after: &'text str,
    /// The edits, if they are all that happened to the text.
    pub edits: Option<&'text [Edit]>,
    /// What the proposer wants.
    pub intent: Intent,
}

/// What is wrong with a result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// There was something, and nothing is left.
    #[error("nothing would be left of the file")]
    Emptied,
    /// Most of its lines are gone.
    #[error("only {after} of {before} lines would be left")]
    Shrunk {
        /// Lines that were not blank, before.
        before: usize,
        /// And after.
        after: usize,
    },
    /// Something changed that no edit speaks of.
    #[error("text outside of the edits would change (at byte {offset})")]
    OutsideEdits {
        /// The offset in the original where the texts part.
        offset: usize,
    },
    /// A check of its language refuses it.
    #[error("{reason}")]
    Refused {
        /// In the words of the check.
        reason: String,
    },
}

/// Files with fewer lines than this may lose most of them.
const FEW_LINES: usize = 12;

/// Verifies one file: the general rules first, then every check that concerns it.
///
/// # Errors
/// The first flaw.
pub fn verify(edited: &Edited<'_>, checks: &[&dyn Check]) -> Result<(), Flaw> {
    if let Some(edits) = edited.edits
        && let Some(offset) = outside_edits(edited.before, edits, edited.after)
    {
        return Err(Flaw::OutsideEdits { offset });
    }
    if edited.intent == Intent::Edit {
        let count = |text: &str| text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).count();
        let (before, after) = (count(edited.before), count(edited.after));
        if before > 0 && after == 0 {
            return Err(Flaw::Emptied);
        }
        if before >= FEW_LINES && after * 3 < before {
            return Err(Flaw::Shrunk { before, after });
        }
    }
    checks
        .iter()
        .filter(|check| check.concerns(edited.path))
        .try_for_each(|check| check.check(edited.path, edited.before, edited.after))
        .map_err(|reason| Flaw::Refused { reason })
}

/// Where `after` is not `before` with `edits` made. Written without looking at how `Draft` makes them.
fn outside_edits(before: &str, edits: &[Edit], after: &str) -> Option<usize> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.start, edit.end));
    let (mut rest, mut done) = (after, 0);
    for edit in sorted {
        let kept = before.get(done..edit.start)?;
        let Some(new) = rest.strip_prefix(kept).and_then(|rest| rest.strip_prefix(edit.text.as_str())) else {
            return Some(done);
        };
        (rest, done) = (new, edit.end);
    }
    if before.get(done..) == Some(rest) { None } else { Some(done) }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct NoTabs;

    impl Check for NoTabs {
        fn concerns(&self, path: &Utf8Path) -> bool {
            path.extension() == Some("py")
        }

        fn check(&self, _: &Utf8Path, before: &str, after: &str) -> Result<(), String> {
            if after.contains('\t') && !before.contains('\t') { Err("a tab".to_owned()) } else { Ok(()) }
        }
    }

    fn edited<'a>(before: &'a str, after: &'a str, edits: Option<&'a [Edit]>) -> Edited<'a> {
        Edited { path: "a.py".into(), before, after, edits, intent: Intent::Edit }
    }

    #[test]
    fn a_text_must_not_vanish_unless_that_is_meant() {
        assert_eq!(verify(&edited("x = 1\n", "\n", None), &[]), Err(Flaw::Emptied));
        assert_eq!(verify(&edited("\n", "", None), &[]), Ok(()));
        let (long, short) = ("x\n".repeat(30), "x\n".repeat(9));
        assert_eq!(verify(&edited(&long, &short, None), &[]), Err(Flaw::Shrunk { before: 30, after: 9 }));
        let meant = Edited { intent: Intent::Shrink, ..edited(&long, "", None) };
        assert_eq!(verify(&meant, &[]), Ok(()));
        assert_eq!(verify(&edited("a\nb\nc\nd\n", "a\n", None), &[]), Ok(()), "a short file may");
    }

    #[test]
    fn what_no_edit_speaks_of_must_stay() {
        let edits = [Edit::replace(8..13, "3"), Edit::insert(4, "and ")];
        let check = |after| verify(&edited("one two three", after, Some(&edits)), &[]);
        assert_eq!(check("one and two 3"), Ok(()));
        for after in ["One and two 3", "one and  two 3", "one and two 3 ", "one and two 4", "one two 3", "one and two"]
        {
            assert!(matches!(check(after), Err(Flaw::OutsideEdits { .. })), "{after}");
        }
    }

    #[test]
    fn a_check_is_asked_about_its_own_kind_of_files() {
        let bad = edited("x\n", "\tx\n", None);
        assert_eq!(verify(&bad, &[&NoTabs]), Err(Flaw::Refused { reason: "a tab".to_owned() }));
        assert_eq!(verify(&Edited { path: "Makefile".into(), ..bad }, &[&NoTabs]), Ok(()));
    }
}
