//! Tests of the merge of single files.
use super::*;

fn merge(path: &str, base: &str, ours: &str, theirs: &str) -> (String, Vec<ConflictKind>) {
    let path = Utf8Path::new(path);
    let (base, ours, theirs) = (Content::from(base), Content::from(ours), Content::from(theirs));
    let versions = FileVersions { base: Some((path, &base)), ours: (path, &ours), theirs: (path, &theirs) };
    let merged = merge_file(&versions, &Labels::default());
    let text = String::from_utf8(merged.content.bytes().to_vec()).expect("UTF-8");
    (text, merged.conflicts.into_iter().map(|conflict| conflict.kind).collect())
}

fn clean(path: &str, base: &str, ours: &str, theirs: &str) -> String {
    let (text, conflicts) = merge(path, base, ours, theirs);
    assert!(conflicts.is_empty(), "{conflicts:?}\n{text}");
    text
}

#[test]
fn keys_that_both_added_at_the_same_place_come_together() {
    let base = "{\n  \"name\": \"x\", // its name\n  \"main\": \"src/entry.py\"\n}\n";
    let ours = "{\n  \"name\": \"mine\", // its name\n  \"main\": \"src/entry.py\",\n  // mine\n  \"vars\": { \"A\": \"1\" }\n}\n";
    let theirs = "{\n  \"name\": \"x\", // its name\n  \"main\": \"src/entry.py\",\n  // logs\n  \"observability\": {\n    \"enabled\": true\n  }\n}\n";
    assert_eq!(
        clean("wrangler.jsonc", base, ours, theirs),
        "{\n  \"name\": \"mine\", // its name\n  \"main\": \"src/entry.py\",\n  // logs\n  \"observability\": {\n    \"enabled\": true\n  },\n  // mine\n  \"vars\": { \"A\": \"1\" }\n}\n"
    );
}

#[test]
fn lists_are_merged_by_what_their_elements_are_known_by() {
    let base = "kv_namespaces = [\n  { binding = \"A\", id = \"1\" },\n]\ncompatibility_flags = [\"x\"]\n";
    let ours = "kv_namespaces = [\n  { binding = \"A\", id = \"mine\" },\n  { binding = \"MINE\", id = \"2\" },\n]\ncompatibility_flags = [\"x\", \"y\"]\n";
    let theirs = "kv_namespaces = [\n  { binding = \"A\", id = \"1\" },\n  { binding = \"NEW\", id = \"3\" },\n]\ncompatibility_flags = [\"z\"]\n";
    assert_eq!(
        clean("wrangler.toml", base, ours, theirs),
        "kv_namespaces = [\n  { binding = \"A\", id = \"mine\" },\n  { binding = \"MINE\", id = \"2\" },\n  { binding = \"NEW\", id = \"3\" },\n]\ncompatibility_flags = [\"y\", \"z\"]\n"
    );
}

#[test]
fn a_value_that_both_changed_is_a_conflict_with_both_values() {
    let (text, conflicts) = merge(
        "wrangler.jsonc",
        "{\n  \"compatibility_date\": \"2026-01-01\",\n  \"name\": \"x\"\n}\n",
        "{\n  \"name\": \"x\",\n  \"compatibility_date\": \"2026-02-02\"\n}\n",
        "{\n  \"compatibility_date\": \"2026-03-03\",\n  \"name\": \"x\"\n}\n",
    );
    assert_eq!(
        text,
        "{\n  \"name\": \"x\",\n<<<<<<< yours\n  \"compatibility_date\": \"2026-02-02\"\n||||||| before\n  \"compatibility_date\": \"2026-01-01\"\n=======\n  \"compatibility_date\": \"2026-03-03\"\n>>>>>>> new\n}\n"
    );
    let [ConflictKind::Value { path, ours, theirs }] = conflicts.as_slice() else { panic!("{conflicts:?}") };
    assert_eq!(path, "compatibility_date");
    assert_eq!((ours, theirs), (&Some("2026-02-02".into()), &Some("2026-03-03".into())));
}

#[test]
fn what_one_side_removed_and_the_other_changed() {
    let base = "[vars]\nA = \"1\"\nB = \"2\"\n\n[observability]\nenabled = true\n";
    // The user's removal counts.
    let versions = ["[vars]\nB = \"2\"\n", "[vars]\nA = \"new\"\nB = \"2\"\n\n[observability]\nenabled = true\n"];
    assert_eq!(clean("wrangler.toml", base, versions[0], versions[1]), versions[0]);
    // A removal by the new version takes nothing from the user.
    let (text, conflicts) =
        merge("wrangler.toml", base, &base.replace("A = \"1\"", "A = \"mine\""), "[vars]\nB = \"2\"\n");
    assert_eq!(
        text,
        "[vars]\n<<<<<<< yours\nA = \"mine\"\n||||||| before\nA = \"1\"\n=======\n>>>>>>> new\nB = \"2\"\n"
    );
    assert!(matches!(&conflicts[..], [ConflictKind::Value { path, theirs: None, .. }] if path == "vars.A"));
}

#[test]
fn dependencies_are_merged_by_package_and_range() {
    let base = "[project]\nrequires-python = \">=3.12\"\ndependencies = [\n    \"jinja2>=3.1\",\n    \"old\",\n]\n";
    let ours = "[project]\nrequires-python = \">=3.12,<4\"\ndependencies = [\n    \"Jinja2>=3.1,<4\", # mine\n    \"old\",\n    \"httpx\",\n]\n";
    let theirs = "[project]\nrequires-python = \">=3.13\"\ndependencies = [\n    \"jinja2>=3.1.6\",\n    \"feedparser>=6\",\n]\n";
    assert_eq!(
        clean("pyproject.toml", base, ours, theirs),
        "[project]\nrequires-python = \">=3.13,<4\"\ndependencies = [\n    \"Jinja2>=3.1.6,<4\", # mine\n    \"httpx\",\n    \"feedparser>=6\",\n]\n"
    );
    let package = |range: &str, more: &str| {
        format!("{{\n  \"devDependencies\": {{\n    \"wrangler\": \"{range}\"{more}\n  }}\n}}\n")
    };
    assert_eq!(
        clean(
            "package.json",
            &package("^4.50.0", ""),
            &package("^4.60.0", ",\n    \"mine\": \"1\""),
            &package("^4.55.0", ",\n    \"new\": \"2\"")
        ),
        package("^4.60.0", ",\n    \"new\": \"2\",\n    \"mine\": \"1\"")
    );
}

#[test]
fn comments_of_the_new_version_come_along_and_the_users_stay() {
    let base = "{\n  // old words\n  \"a\": 1,\n  \"b\": 2\n}\n";
    let ours = "{\n  // old words\n  \"a\": 1,\n  \"b\": 2,\n  // why\n  \"mine\": 3\n}\n";
    let theirs = "{\n  // new words\n  \"a\": 1,\n  \"b\": 2,\n  \"new\": 3\n}\n";
    assert_eq!(
        clean("wrangler.jsonc", base, ours, theirs),
        "{\n  // new words\n  \"a\": 1,\n  \"b\": 2,\n  \"new\": 3,\n  // why\n  \"mine\": 3\n}\n"
    );
    // The entry goes, and with it the comment of the user would: that is his to decide.
    let (text, conflicts) = merge("wrangler.toml", "a = 1\nb = 2\n", "# mine\na = 1\n\nb = 2\n", "b = 2\n");
    assert!(text.contains("# mine\n"), "{text}");
    assert_eq!(text.contains("<<<<<<<"), !conflicts.is_empty());
}

#[test]
fn a_configuration_in_another_language_is_merged_too() {
    let base = Content::from("name = \"x\"\n\n[vars]\nA = \"1\"\n");
    let ours = Content::from("{\n  // mine\n  \"name\": \"y\",\n  \"vars\": { \"A\": \"1\" }\n}\n");
    let theirs = Content::from("name = \"x\"\n\n[vars]\nA = \"2\"\nB = \"3\"\n");
    let (toml, json) = (Utf8Path::new("wrangler.toml"), Utf8Path::new("wrangler.jsonc"));
    let versions = FileVersions { base: Some((toml, &base)), ours: (json, &ours), theirs: (toml, &theirs) };
    let merged = merge_file(&versions, &Labels::default());
    let wanted = "{\n  // mine\n  \"name\": \"y\",\n  \"vars\": {\n    \"A\": \"2\",\n    \"B\": \"3\"\n  }\n}\n";
    let text = std::str::from_utf8(merged.content.bytes()).expect("UTF-8");
    assert_eq!(
        (
            text.replace("{ \"A\": \"2\", \"B\": \"3\" }", "{\n    \"A\": \"2\",\n    \"B\": \"3\"\n  }").as_str(),
            merged.conflicts.len()
        ),
        (wanted, 0)
    );
}

#[test]
fn a_used_tag_of_a_migration_is_not_used_again() {
    let step = |tag: &str, class: &str| format!("    {{ \"tag\": \"{tag}\", \"new_sqlite_classes\": [\"{class}\"] }}");
    let file = |steps: &[String]| format!("{{\n  \"migrations\": [\n{}\n  ]\n}}\n", steps.join(",\n"));
    assert_eq!(
        clean(
            "wrangler.jsonc",
            &file(&[step("v1", "A")]),
            &file(&[step("v1", "A"), step("v2", "Mine")]),
            &file(&[step("v1", "A"), step("v2", "New")])
        ),
        file(&[step("v1", "A"), step("v2", "Mine"), step("v3", "New")])
    );
}

#[test]
fn ignore_files_take_the_lines_of_both() {
    assert_eq!(clean(".gitignore", "a\n", "a\nmine\n", "a\nnew\n"), "a\nmine\nnew\n");
    assert!(!merge("notes.txt", "a\n", "a\nmine\n", "a\nnew\n").1.is_empty());
    assert!(!merge(".gitignore", "a\n", "mine\n", "new\n").1.is_empty(), "a removal is no addition");
}

#[test]
fn what_is_not_text_stays_as_the_user_has_it() {
    let path = Utf8Path::new("logo.png");
    let (base, ours, theirs) =
        (Content::from(b"\0".as_slice()), Content::from(b"\0o".as_slice()), Content::from(b"\0t".as_slice()));
    let versions = FileVersions { base: Some((path, &base)), ours: (path, &ours), theirs: (path, &theirs) };
    let merged = merge_file(&versions, &Labels::default());
    assert_eq!((&merged.content, &merged.conflicts[0].kind), (&ours, &ConflictKind::NotText));
    let versions = FileVersions { ours: (path, &base), ..versions };
    assert_eq!(merge_file(&versions, &Labels::default()).content, theirs);
}

#[test]
fn the_encoding_stays() {
    let path = Utf8Path::new("a.py");
    let latin = |text: &str| Content::from(text.chars().map(|character| character as u8).collect::<Vec<u8>>());
    let (base, ours, theirs) = (
        "# coding: latin-1\na = 'é'\nb = 1\nc = 1\n",
        "# coding: latin-1\na = 'ü'\nb = 1\nc = 1\n",
        "# coding: latin-1\na = 'é'\nb = 1\nc = 2\n",
    );
    let (base, ours, theirs) = (latin(base), latin(ours), latin(theirs));
    let versions = FileVersions { base: Some((path, &base)), ours: (path, &ours), theirs: (path, &theirs) };
    let merged = merge_file(&versions, &Labels::default());
    assert_eq!(merged.content, latin("# coding: latin-1\na = 'ü'\nb = 1\nc = 2\n"));
}
