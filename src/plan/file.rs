//! A plan as a file: made now, applied later or elsewhere.
//! Border: format and checks against a tree; writing the tree is `apply`'s work.
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::apply::{ApplyError, RefusedFile, look_at};
use super::{Change, ChangeId, Content, FileMode, FileOutcome, Finding, Place, Plan, Rule, Safety, Standing};

/// What the file says it is.
const FORMAT: &str = "pyworker-plan";
/// The version of the format.
const VERSION: u32 = 1;

/// Why a plan cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFileError {
    /// Not JSON, or not of the right shape.
    #[error("it is not a plan: {reason} (line {line}, column {column})")]
    Shape {
        /// In the words of the parser.
        reason: String,
        /// One-based.
        line: usize,
        /// One-based.
        column: usize,
    },
    /// A plan of another version.
    #[error("it has version {found}, this pyworker reads version {VERSION}")]
    Version {
        /// The version it has.
        found: u32,
    },
    /// A content that is not valid base64.
    #[error("the content of `{path}` is not valid base64")]
    Content {
        /// The file it belongs to.
        path: Utf8PathBuf,
    },
}

/// A plan that was read, and is not yet compared with a tree.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanFile {
    format: String,
    version: u32,
    /// The program that made it.
    tool: String,
    /// The command that made it, for example "migrate".
    pub command: String,
    changes: Vec<StoredChange>,
    findings: Vec<StoredFinding>,
    files: Vec<StoredFile>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredChange {
    id: ChangeId,
    code: String,
    rule: String,
    title: String,
    reason: String,
    safety: Safety,
    place: Place,
    needs: Vec<ChangeId>,
    accepted: bool,
    files: Vec<Utf8PathBuf>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredFinding {
    code: String,
    rule: String,
    standing: Standing,
    place: Place,
    reason: String,
    next_step: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredFile {
    path: Utf8PathBuf,
    /// SHA-256 of the bytes that must stand there; none for a file to be made.
    before: Option<String>,
    /// The bytes to stand there; none for a file to be deleted.
    after: Option<StoredContent>,
    #[serde(default, skip_serializing_if = "is_regular")]
    mode: StoredMode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mode_change: Option<StoredMode>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredContent {
    Text(String),
    Base64(String),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredMode {
    #[default]
    Regular,
    Executable,
}

impl StoredMode {
    fn of(mode: FileMode) -> Self {
        match mode {
            FileMode::Regular => Self::Regular,
            FileMode::Executable => Self::Executable,
        }
    }

    fn restored(self) -> FileMode {
        match self {
            Self::Regular => FileMode::Regular,
            Self::Executable => FileMode::Executable,
        }
    }
}

fn is_regular(mode: &StoredMode) -> bool {
    *mode == StoredMode::Regular
}

/// A plan from a file, over the tree as it is.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What can be applied. The changes have no previews: the file only knows the whole.
    pub plan: Plan,
    /// Files that are not what the plan was made from.
    pub refused: Vec<RefusedFile>,
    /// Changes that are left out because of them.
    pub dropped: Vec<Change>,
    /// Files that could be written, and are left out because a dropped change speaks of them too.
    pub held_back: Vec<Utf8PathBuf>,
}

impl PlanFile {
    /// The file for a plan that `command` made.
    pub fn of(plan: &Plan, command: &str) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            tool: concat!("pyworker ", env!("CARGO_PKG_VERSION")).to_owned(),
            command: command.to_owned(),
            changes: plan.changes.iter().map(store_change).collect(),
            findings: plan.findings.iter().map(store_finding).collect(),
            files: plan.files.iter().map(store_file).collect(),
        }
    }

    /// The text of the file.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists cannot fail to become JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// Text that is not a plan, or one of another version.
    pub fn parse(text: &[u8]) -> Result<Self, PlanFileError> {
        #[derive(Deserialize)]
        struct Header {
            format: String,
            version: u32,
        }
        let shape = |error: serde_json::Error| PlanFileError::Shape {
            line: error.line(),
            column: error.column(),
            reason: error.to_string().split(" at line ").next().unwrap_or_default().to_owned(),
        };
        let header: Header = serde_json::from_slice(text).map_err(shape)?;
        if header.format != FORMAT {
            return Err(PlanFileError::Shape {
                reason: format!("its format is `{}`, not `{FORMAT}`", header.format),
                line: 1,
                column: 1,
            });
        }
        if header.version != VERSION {
            return Err(PlanFileError::Version { found: header.version });
        }
        let file: Self = serde_json::from_slice(text).map_err(shape)?;
        for stored in &file.files {
            if let Some(StoredContent::Base64(text)) = &stored.after
                && STANDARD.decode(text).is_err()
            {
                return Err(PlanFileError::Content { path: stored.path.clone() });
            }
        }
        Ok(file)
    }

    /// Compares the plan with the tree at `root`. A change goes in whole or not at all: one that speaks of a file
    /// that moved is dropped, and with it every file it speaks of.
    ///
    /// # Errors
    /// A root that cannot be read.
    pub fn load(self, root: &Utf8Path) -> Result<Loaded, ApplyError> {
        let mut refused = Vec::new();
        let mut outcomes = Vec::new();
        let expectations: Vec<(&Utf8Path, Option<&str>)> =
            self.files.iter().map(|file| (file.path.as_path(), file.before.as_deref())).collect();
        for (file, found) in self.files.iter().zip(look_at(root, &expectations)?) {
            match found {
                Ok(before) => outcomes.push(FileOutcome {
                    path: file.path.clone(),
                    before,
                    after: file.after.as_ref().map(restore_content),
                    mode: file.mode.restored(),
                    mode_change: file.mode_change.map(StoredMode::restored),
                }),
                Err(obstacle) => refused.push(RefusedFile { path: file.path.clone(), obstacle }),
            }
        }
        let (out_files, out_changes) = closure(&refused, &self.changes);
        let held_back = outcomes.iter().map(|file| file.path.clone()).filter(|path| out_files.contains(path)).collect();
        outcomes.retain(|file| !out_files.contains(&file.path));
        let (dropped, changes) =
            self.changes.into_iter().map(restore_change).partition(|change: &Change| out_changes.contains(&change.id));
        let findings = self.findings.into_iter().map(restore_finding).collect();
        Ok(Loaded {
            plan: Plan { root: root.to_owned(), changes, findings, files: outcomes },
            refused,
            dropped,
            held_back,
        })
    }
}

/// Everything that hangs together with what is refused: paths and changes.
fn closure(refused: &[RefusedFile], changes: &[StoredChange]) -> (BTreeSet<Utf8PathBuf>, BTreeSet<ChangeId>) {
    let mut files: BTreeSet<Utf8PathBuf> = refused.iter().map(|file| file.path.clone()).collect();
    let mut out: BTreeSet<ChangeId> = BTreeSet::new();
    loop {
        let more: Vec<&StoredChange> = changes
            .iter()
            .filter(|change| change.accepted && !out.contains(&change.id))
            .filter(|change| {
                change.files.iter().any(|path| files.contains(path)) || change.needs.iter().any(|id| out.contains(id))
            })
            .collect();
        if more.is_empty() {
            return (files, out);
        }
        for change in more {
            out.insert(change.id.clone());
            files.extend(change.files.iter().cloned());
        }
    }
}

fn store_change(change: &Change) -> StoredChange {
    StoredChange {
        id: change.id.clone(),
        code: change.rule.code.to_string(),
        rule: change.rule.name.to_string(),
        title: change.title.clone(),
        reason: change.reason.clone(),
        safety: change.safety,
        place: change.place.clone(),
        needs: change.needs.clone(),
        accepted: change.accepted,
        files: change.previews.paths().to_vec(),
    }
}

fn restore_change(stored: StoredChange) -> Change {
    Change {
        id: stored.id,
        rule: Rule { code: stored.code.into(), name: stored.rule.into() },
        title: stored.title,
        reason: stored.reason,
        safety: stored.safety,
        place: stored.place,
        needs: stored.needs,
        accepted: stored.accepted,
        previews: Vec::new().into(),
    }
}

fn store_finding(finding: &Finding) -> StoredFinding {
    StoredFinding {
        code: finding.rule.code.to_string(),
        rule: finding.rule.name.to_string(),
        standing: finding.standing,
        place: finding.place.clone(),
        reason: finding.reason.clone(),
        next_step: finding.next_step.clone(),
    }
}

fn restore_finding(stored: StoredFinding) -> Finding {
    Finding {
        rule: Rule { code: stored.code.into(), name: stored.rule.into() },
        standing: stored.standing,
        place: stored.place,
        reason: stored.reason,
        next_step: stored.next_step,
    }
}

fn store_file(file: &FileOutcome) -> StoredFile {
    StoredFile {
        path: file.path.clone(),
        before: file.before.as_ref().map(Content::hash),
        after: file.after.as_ref().map(|content| match std::str::from_utf8(content.bytes()) {
            Ok(text) => StoredContent::Text(text.to_owned()),
            Err(_) => StoredContent::Base64(STANDARD.encode(content.bytes())),
        }),
        mode: StoredMode::of(file.mode),
        mode_change: file.mode_change.map(StoredMode::of),
    }
}

/// Base64 was checked when the file was parsed.
fn restore_content(stored: &StoredContent) -> Content {
    match stored {
        StoredContent::Text(text) => Content::from(text.as_bytes()),
        StoredContent::Base64(text) => Content::from(STANDARD.decode(text).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::FilePreview;
    use crate::plan::apply::Obstacle;

    fn change(name: &str, needs: &[&Change], files: &[&str]) -> Change {
        let rule = Rule::new("PW101", "handlers-to-class");
        Change {
            id: ChangeId::new(&rule, Utf8Path::new("x"), name, 0),
            rule,
            title: name.to_owned(),
            reason: "because".to_owned(),
            safety: Safety::Safe,
            place: Place { path: "x".into(), line: 3, column: 1 },
            needs: needs.iter().map(|change| change.id.clone()).collect(),
            accepted: true,
            previews: files
                .iter()
                .map(|path| FilePreview { path: path.into(), before: None, after: Some(Content::from("x")) })
                .collect(),
        }
    }

    fn file(path: &str, before: Option<&[u8]>, after: Option<&[u8]>) -> FileOutcome {
        let (before, after) = (before.map(Content::from), after.map(Content::from));
        FileOutcome { path: path.into(), before, after, mode: FileMode::Executable, mode_change: None }
    }

    /// Five files: `a` and `b` hang together by a change, `c` needs that one, `d` and `e` stand alone.
    fn plan() -> Plan {
        let both = change("both", &[], &["a", "b"]);
        let third = change("third", &[&both], &["c"]);
        let fourth = change("fourth", &[], &["d"]);
        Plan {
            root: Utf8PathBuf::from("elsewhere"),
            changes: vec![both, third, fourth],
            findings: vec![Finding {
                rule: Rule::new("PW001", "x"),
                standing: Standing::Manual,
                place: Place::file("a"),
                reason: "r".to_owned(),
                next_step: None,
            }],
            files: vec![
                file("a", Some(b"1\r\n"), Some("größe\r\n".as_bytes())),
                file("b", Some(b"2"), None),
                file("c", None, Some(b"")),
                file("d", Some(b"\xff\xfe"), Some(b"\0\xff")),
                file("e", None, Some(b"e")),
            ],
        }
    }

    fn tree(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Utf8PathBuf) {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let root = Utf8PathBuf::from_path_buf(directory.path().to_owned()).expect("UTF-8");
        for (path, bytes) in files {
            std::fs::write(root.join(path), bytes).expect("written");
        }
        (directory, root)
    }

    fn load(text: &str, root: &Utf8Path) -> Loaded {
        PlanFile::parse(text.as_bytes()).expect("a plan").load(root).expect("a root")
    }

    #[test]
    fn a_plan_comes_back_byte_for_byte() {
        let (_directory, root) = tree(&[("a", b"1\r\n"), ("b", b"2"), ("d", b"\xff\xfe")]);
        let text = PlanFile::of(&plan(), "migrate").to_json();
        let loaded = load(&text, &root);
        assert_eq!(loaded.plan.files, plan().files);
        assert_eq!(loaded.plan.findings, plan().findings);
        assert_eq!(loaded.plan.root, root, "the file does not say where it was made");
        let titles: Vec<&str> = loaded.plan.changes.iter().map(|change| change.title.as_str()).collect();
        assert_eq!(titles, ["both", "third", "fourth"]);
        assert!(loaded.refused.is_empty() && loaded.dropped.is_empty() && loaded.held_back.is_empty());
        assert!(!text.contains("elsewhere") && text.contains("größe\\r\\n"));
    }

    #[test]
    fn what_hangs_together_with_a_file_that_moved_is_left_out_and_nothing_else() {
        let (_directory, root) = tree(&[("a", b"1\r\n"), ("b", b"not 2"), ("d", b"\xff\xfe")]);
        let loaded = load(&PlanFile::of(&plan(), "migrate").to_json(), &root);
        assert_eq!(loaded.refused, [RefusedFile { path: "b".into(), obstacle: Obstacle::Changed }]);
        let titles: Vec<&str> = loaded.dropped.iter().map(|change| change.title.as_str()).collect();
        assert_eq!(titles, ["both", "third"]);
        assert_eq!(loaded.held_back, ["a", "c"]);
        let rest: Vec<&Utf8PathBuf> = loaded.plan.files.iter().map(|file| &file.path).collect();
        assert_eq!(rest, ["d", "e"]);
        assert_eq!(loaded.plan.changes.len(), 1);
    }

    #[test]
    fn a_file_that_moved_alone_takes_nothing_with_it() {
        let (_directory, root) = tree(&[("a", b"1\r\n"), ("b", b"2"), ("d", b"\xff\xfe"), ("e", b"mine")]);
        let loaded = load(&PlanFile::of(&plan(), "migrate").to_json(), &root);
        assert_eq!(loaded.refused, [RefusedFile { path: "e".into(), obstacle: Obstacle::Exists }]);
        assert_eq!((loaded.plan.files.len(), loaded.dropped.len()), (4, 0));
    }

    #[test]
    fn what_is_no_plan_is_refused_with_its_place() {
        let error = |text: &str| PlanFile::parse(text.as_bytes()).expect_err("no plan").to_string();
        assert_eq!(error("{\n  \"format\" 1}"), "it is not a plan: expected `:` (line 2, column 12)");
        assert!(error("{\"format\":\"x\",\"version\":1}").contains("its format is `x`"));
        assert_eq!(
            error("{\"format\":\"pyworker-plan\",\"version\":7}"),
            "it has version 7, this pyworker reads version 1"
        );
        let text = PlanFile::of(&plan(), "migrate").to_json().replace("AP8=", "!!");
        assert_eq!(error(&text), "the content of `d` is not valid base64");
    }

    #[test]
    fn a_plan_cannot_name_files_outside_of_the_root() {
        let (_directory, root) = tree(&[]);
        let outside = Plan { files: vec![file("../x", None, Some(b"x"))], ..Plan::default() };
        let loaded = load(&PlanFile::of(&outside, "migrate").to_json(), &root);
        assert_eq!(loaded.refused, [RefusedFile { path: "../x".into(), obstacle: Obstacle::BadPath }]);
        assert!(loaded.plan.is_empty());
    }
}
