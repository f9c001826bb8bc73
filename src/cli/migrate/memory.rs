//! Keeps the decisions of a review, so that an interruption does not lose them.
//! Border: to and from bytes; where they are kept is the plan room's business.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use crate::plan::apply::{forget, remember, remembered};
use crate::plan::{ChangeId, Content, Decision, Decisions, FilePreview};

const NAME: &str = "review";
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    version: u32,
    changes: BTreeMap<ChangeId, Decision>,
    rewritten: BTreeMap<ChangeId, Vec<KeptFile>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptFile {
    path: Utf8PathBuf,
    before: Option<String>,
    after: Option<String>,
}

/// The decisions of a review in `root` that was interrupted; what they say about other changes does no harm.
pub fn recall(root: &Utf8Path) -> Option<Decisions> {
    let kept: Kept = serde_json::from_slice(&remembered(root, NAME)?).ok()?;
    if kept.version != VERSION || kept.changes.is_empty() {
        return None;
    }
    let restore = |file: KeptFile| FilePreview {
        path: file.path,
        before: file.before.map(Content::from),
        after: file.after.map(Content::from),
    };
    let rewritten =
        kept.rewritten.into_iter().map(|(id, files)| (id, files.into_iter().map(restore).collect())).collect();
    Some(Decisions { changes: kept.changes, rewritten, unsafe_rules: Vec::new() })
}

/// Keeps decisions. A failure only costs their being asked for again.
pub fn keep(root: &Utf8Path, decisions: &Decisions) {
    if decisions.changes.is_empty() {
        return drop_all(root);
    }
    let mut changes = decisions.changes.clone();
    let mut rewritten = BTreeMap::new();
    for (id, files) in &decisions.rewritten {
        let kept: Option<Vec<KeptFile>> = files.iter().map(keep_file).collect();
        match kept {
            Some(kept) => drop(rewritten.insert(id.clone(), kept)),
            // What is not UTF-8 is not kept: better to ask again than to apply something else.
            None => drop(changes.remove(id)),
        }
    }
    if let Ok(bytes) = serde_json::to_vec(&Kept { version: VERSION, changes, rewritten }) {
        let _ = remember(root, NAME, &bytes);
    }
}

/// Forgets them: they were applied, or are not wanted.
pub fn drop_all(root: &Utf8Path) {
    let _ = forget(root, NAME);
}

fn keep_file(file: &FilePreview) -> Option<KeptFile> {
    let text = |content: &Option<Content>| match content {
        None => Some(None),
        Some(content) => std::str::from_utf8(content.bytes()).ok().map(|text| Some(text.to_owned())),
    };
    Some(KeptFile { path: file.path.clone(), before: text(&file.before)?, after: text(&file.after)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Rule;

    #[test]
    fn decisions_come_back_and_go() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        let id = |name: &str| ChangeId::new(&Rule::new("PW101", "x"), Utf8Path::new("a"), name, 0);
        let file = |after: &[u8]| FilePreview { path: "a".into(), before: None, after: Some(Content::from(after)) };
        let mut decisions = Decisions::default();
        decisions.changes.insert(id("yes"), Decision::Accept);
        decisions.changes.insert(id("no"), Decision::Reject);
        decisions.rewritten.insert(id("yes"), vec![file("größe".as_bytes())]);
        assert_eq!(recall(root), None);
        keep(root, &decisions);
        assert_eq!(recall(root), Some(decisions.clone()));
        decisions.rewritten.insert(id("no"), vec![file(b"\xff")]);
        keep(root, &decisions);
        let back = recall(root).expect("kept");
        assert_eq!((back.changes.len(), back.rewritten.len()), (1, 1), "what cannot be kept is asked again");
        keep(root, &Decisions::default());
        assert_eq!(recall(root), None);
        assert_eq!(std::fs::read_dir(root).expect("there").count(), 0);
    }
}
