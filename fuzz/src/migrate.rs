//! The whole engine over one worker made of any bytes: it never fails, edits only what Python accepts, and a second run
//! changes nothing.
//! Border: one entry module; several files are `tests/engine_properties.rs`' subject.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use pyworker::codemods::{HandlerStyle, Options, migrate, registry};
use pyworker::config::BindingKind;
use pyworker::plan::{Content, Decisions, Place, Plan};
use pyworker::project::{Snapshot, Worker, WorkerBinding};
use pyworker::python::{Module, new_problems};
use pyworker::text::Source;

const CONFIG: &str =
    "name = \"fuzz\"\nmain = \"entry.py\"\ncompatibility_date = \"DATE\"\ncompatibility_flags = [\"python_workers\"]\n";

/// Panics where something does not hold. The first byte decides about the era and the style of handlers.
pub fn check(data: &[u8]) {
    let Some((choice, python)) = data.split_first() else { return };
    let date = if choice & 1 == 0 { "2024-09-01" } else { "2025-12-01" };
    let style = if choice & 2 == 0 { HandlerStyle::Inline } else { HandlerStyle::Delegate };
    let before = python.to_vec();
    let (after, _) = run(&before, date, style);
    if after == before {
        return;
    }
    let original = Module::read(&before);
    assert!(original.is_ok(), "a file that is not Python was edited:\n{}", shown(&after));
    let result = Module::read(&after);
    assert!(result.is_ok(), "the result is not Python ({:?}):\n{}", result.err(), shown(&after));
    if let (Ok(old), Ok(new)) = (Source::decode_python(&before), Source::decode_python(&after)) {
        assert_eq!(new_problems(&old.text, &new.text), [], "{}", new.text);
    }
    let (again, plan) = run(&after, date, style);
    let titles: Vec<&str> = plan.accepted().map(|change| change.title.as_str()).collect();
    assert!(again == after, "a second run changes something ({titles:?}):\n{}\n---\n{}", shown(&after), shown(&again));
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn run(python: &[u8], date: &str, style: HandlerStyle) -> (Vec<u8>, Plan) {
    let mut files = Snapshot::of("/nowhere/at/all");
    files.set("wrangler.toml", Some(Content::from(CONFIG.replace("DATE", date))));
    files.set("entry.py", Some(Content::from(python)));
    let kinds = [
        ("DB", BindingKind::D1),
        ("KV", BindingKind::Kv),
        ("BUCKET", BindingKind::R2),
        ("QUEUE", BindingKind::Queue),
        ("COUNTER", BindingKind::DurableObject { class: Some("Counter".to_owned()) }),
    ];
    let bindings: BTreeMap<String, WorkerBinding> = kinds
        .into_iter()
        .map(|(name, kind)| (name.to_owned(), WorkerBinding { kind, place: Place::file("wrangler.toml") }))
        .collect();
    let worker = Worker {
        name: "fuzz".to_owned(),
        directory: Utf8PathBuf::new(),
        config: Some(Utf8PathBuf::from("wrangler.toml")),
        main: Utf8PathBuf::from("entry.py"),
        import_root: Utf8PathBuf::new(),
        compatibility_date: Some(date.to_owned()),
        compatibility_flags: vec!["python_workers".to_owned()],
        bindings,
        python_files: vec![Utf8PathBuf::from("entry.py")],
        neighbours: Vec::new(),
    };
    let rules = registry::built_in().iter().map(|codemod| codemod.meta().rule.code.to_string());
    let decisions = Decisions { unsafe_rules: rules.collect(), ..Decisions::default() };
    let options = Options { style, ..Options::default() };
    let plan = migrate(&[worker], &files, &options, &decisions).plan;
    let bugs = ["failed on this worker", "still proposed after", "the change was dropped"];
    for finding in &plan.findings {
        let is_bug = bugs.iter().any(|bug| finding.reason.contains(bug));
        assert!(!is_bug, "{}: {}\n{}", finding.rule, finding.reason, shown(python));
    }
    let entry = plan.files.iter().find(|file| file.path == Utf8Path::new("entry.py"));
    let after = match entry {
        Some(file) => file.after.as_ref().map(|content| content.bytes().to_vec()).unwrap_or_default(),
        None => python.to_vec(),
    };
    (after, plan)
}
