//! Rules from text to edited files.
//! Border: the engine is run for real; only the files are in memory.
use camino::{Utf8Path, Utf8PathBuf};

use super::*;
use crate::codemods::{Codemod, Options, migrate_with};
use crate::plan::{Content, Decisions, Standing};
use crate::project::{Snapshot, Worker};

fn folder(rule: &str) -> (tempfile::TempDir, Utf8PathBuf) {
    let directory = tempfile::tempdir().expect("a folder");
    let path = Utf8PathBuf::from_path_buf(directory.path().to_owned()).expect("UTF-8");
    std::fs::write(path.join("rule.toml"), rule).expect("a file");
    (directory, path)
}

fn run(rules: &[&str], text: &str) -> (String, Vec<String>) {
    let folders: Vec<_> = rules.iter().map(|rule| folder(rule)).collect();
    let codemods: Vec<DeclarativeCodemod> =
        folders.iter().map(|(_, path)| load_folder(path).expect("a good rule")).collect();
    let codemods: Vec<&dyn Codemod> = codemods.iter().map(|codemod| codemod as &dyn Codemod).collect();
    let mut files = Snapshot::of("/nonexistent");
    files.set("entry.py", Some(Content::from(text.as_bytes().to_vec())));
    let worker = Worker {
        name: "test".into(),
        directory: "".into(),
        config: None,
        main: "entry.py".into(),
        import_root: "".into(),
        compatibility_date: None,
        compatibility_flags: Vec::new(),
        bindings: Default::default(),
        python_files: vec!["entry.py".into()],
        neighbours: Vec::new(),
    };
    let migration = migrate_with(&codemods, &[worker], &files, &Options::default(), &Decisions::default());
    let after = migration
        .plan
        .files
        .iter()
        .find(|file| file.path == Utf8Path::new("entry.py"))
        .and_then(|file| file.after.clone())
        .map_or_else(|| text.to_owned(), |content| String::from_utf8(content.bytes().to_vec()).expect("text"));
    let refused = migration.plan.findings.into_iter().filter(|finding| finding.standing == Standing::Refused);
    (after, refused.map(|finding| format!("{}: {}", finding.rule.code, finding.reason)).collect())
}

fn rule(code: &str, rest: &str) -> String {
    format!(
        "code = \"{code}\"\nname = \"n\"\nsummary = \"s\"\nwhy = \"w\"\nsafety = \"safe\"\nneedles = [\"old\"]\n{rest}"
    )
}

const CALL: &str = r#"
query = "(call function: (identifier) @name arguments: (argument_list . (_) @value .)) @call"
[[constraint]]
capture = "name"
equals = "old"
[[rewrite]]
capture = "call"
"#;

#[test]
fn a_match_is_rewritten_around_what_it_keeps() {
    let new = rule(
        "ACME1",
        &format!("{CALL}with = \"new({{value}}, 2)\"\n[[import]]\nmodule = \"acme\"\nmember = \"new\"\n"),
    );
    let (after, _) = run(&[&new], "from acme import old\n\nx = old(old(1))\ny = other(1)\n");
    assert_eq!(after, "from acme import new\n\nx = new(new(1, 2), 2)\ny = other(1)\n");
}

#[test]
fn a_tab_indented_file_keeps_its_shape() {
    let new = rule("ACME1", &format!("{CALL}with = '''\nnew(\n    {{value}},\n)'''\n"));
    let (after, _) = run(&[&new], "def f():\r\n\treturn old(1)\r\n");
    assert_eq!(after, "def f():\r\n\treturn new(\r\n\t\t1,\r\n\t)\r\n");
}

#[test]
fn a_file_that_does_not_parse_is_left_alone() {
    let new = rule("ACME1", &format!("{CALL}with = \"new({{value}})\"\n"));
    let text = "x = old(1)\ndef f(:\n";
    assert_eq!(run(&[&new], text).0, text);
}

#[test]
fn two_rules_that_contradict_each_other_are_both_dropped_and_named() {
    let (one, other) = (
        rule("ACME1", &format!("{CALL}with = \"one({{value}})\"\n")),
        rule("ACME2", &format!("{CALL}with = \"two({{value}})\"\n")),
    );
    let (after, refused) = run(&[&one, &other], "x = old(1)\n");
    assert_eq!(after, "x = old(1)\n");
    assert_eq!(refused.len(), 2);
    assert!(refused[0].contains("ACME1 n") && refused[1].contains("ACME2 n"), "{refused:?}");
}

#[test]
fn a_fault_in_a_query_points_at_its_column() {
    let text = rule("ACME1", "query = \"\"\"\n(call\n  function: (identifierr) @name)\n\"\"\"\n");
    let (_kept, path) = folder(&text);
    let faults = load_folder(&path).err().expect("a fault");
    assert_eq!((faults[0].place.line, faults[0].place.column), (9, 14));
    assert!(faults[0].message.contains("identifierr"), "{faults:?}");
}

#[test]
fn every_fault_of_a_rule_is_told() {
    let text = rule(
        "PW1",
        "query = \"(call) @call\"\n[[constraint]]\ncapture = \"name\"\nequals = \"x\"\n[[rewrite]]\ncapture = \"call\"\nwith = \"{value\"\n",
    );
    let (_kept, path) = folder(&text);
    let faults = load_folder(&path).err().expect("faults");
    assert_eq!(faults.len(), 3, "{faults:?}");
}
