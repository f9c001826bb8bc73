//! A small plan with one change or finding of each kind, for tests.
//! Border: tests only.
use camino::Utf8Path;

use crate::plan::{
    Change, ChangeId, Content, FileMode, FileOutcome, FilePreview, Finding, Place, Plan, Rule, Safety, Standing,
};

pub fn place(path: &str, line: usize, column: usize) -> Place {
    Place { path: path.into(), line, column }
}

/// A change from `before` to `after` in the file it is about.
pub fn change(rule: Rule, at: Place, title: &str, before: &str, after: &str) -> Change {
    let id = ChangeId::new(&rule, Utf8Path::new(&at.path), title, 0);
    let preview =
        FilePreview { path: at.path.clone(), before: Some(Content::from(before)), after: Some(Content::from(after)) };
    Change {
        id,
        rule,
        title: title.to_owned(),
        reason: String::new(),
        safety: Safety::Safe,
        place: at,
        needs: Vec::new(),
        accepted: true,
        previews: vec![preview].into(),
    }
}

pub fn plan() -> Plan {
    let entry = ("import json\n\nasync def on_fetch():\n    pass\n", "import json\n\nclass Default:\n    pass\n");
    let handlers = Rule::new("PW101", "handlers-to-class");
    let native = Rule::new("PW401", "native-bindings");
    Plan {
        root: "/root".into(),
        changes: vec![
            Change {
                reason: "The runtime calls no global handlers.".to_owned(),
                ..change(handlers, place("src/entry.py", 3, 1), "on_fetch becomes Default.fetch", entry.0, entry.1)
            },
            Change {
                reason: "Rows are lists.".to_owned(),
                safety: Safety::Review,
                accepted: false,
                ..change(native, place("src/odd, name.py", 10, 0), "100% native\nrows", "a = b()", "a = b\n")
            },
        ],
        findings: vec![
            Finding {
                rule: Rule::new("PW402", "conversions"),
                standing: Standing::Manual,
                place: place("src/entry.py", 7, 5),
                reason: "The value cannot be traced.".to_owned(),
                next_step: Some("look at it".to_owned()),
            },
            Finding {
                rule: Rule::new("PW000", "engine"),
                standing: Standing::Refused,
                place: place("src/broken.py", 0, 0),
                reason: "not read as Python".to_owned(),
                next_step: None,
            },
        ],
        files: vec![FileOutcome {
            path: "src/entry.py".into(),
            before: Some(Content::from(entry.0)),
            after: Some(Content::from(entry.1)),
            mode: FileMode::Regular,
            mode_change: None,
        }],
    }
}
