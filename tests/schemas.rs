//! What the commands print as JSON is what the published schemas describe.
//! Border: reads the outputs that `tests/cases` expects; that they are printed is shown there.
#[path = "support/schema.rs"]
mod schema;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn published(name: &str) -> Value {
    let path = root().join("docs/schema").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The JSON documents that the cases of a command expect on standard output.
fn printed(command: &str) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for case in std::fs::read_dir(root().join("tests/cases").join(command)).expect("the command has cases") {
        let case = case.expect("a readable entry").path();
        let description = std::fs::read_to_string(case.join("case.toml")).expect("a case");
        if !description.contains("json") {
            continue;
        }
        for file in std::fs::read_dir(&case).expect("a folder") {
            let path = file.expect("a readable entry").path();
            let is_output = path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("stdout.txt"));
            if let Some(Ok(value)) = is_output.then(|| serde_json::from_slice(&std::fs::read(&path).expect("read"))) {
                found.push((path.display().to_string(), value));
            }
        }
    }
    found
}

#[test]
fn every_document_of_migrate_fits_its_schema() {
    let schema = published("migrate.schema.json");
    let documents = printed("migrate");
    assert!(documents.len() >= 3, "{} documents", documents.len());
    let faults: Vec<String> =
        documents.iter().flat_map(|(path, document)| schema::faults(&schema, &schema, document, path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let has = |field: &str| documents.iter().any(|(_, document)| document.get(field).is_some());
    assert!(has("error") && has("changes"), "both kinds of documents are among the cases");
}

#[test]
fn every_document_of_codemod_test_fits_its_schema() {
    let schema = published("codemod-test.schema.json");
    let documents = printed("codemod");
    assert!(!documents.is_empty());
    let faults: Vec<String> =
        documents.iter().flat_map(|(path, document)| schema::faults(&schema, &schema, document, path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_document_of_add_fits_its_schema() {
    let schema = published("add.schema.json");
    let documents = printed("add");
    assert!(documents.len() >= 3, "{} documents", documents.len());
    let faults: Vec<String> =
        documents.iter().flat_map(|(path, document)| schema::faults(&schema, &schema, document, path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let has = |field: &str| documents.iter().any(|(_, document)| document.get(field).is_some());
    assert!(has("error") && has("layers"), "both kinds of documents are among the cases");
}

#[test]
fn every_document_of_update_and_check_fits_its_schema() {
    for (command, field) in [("update", "conflicts"), ("check", "drifted")] {
        let schema = published(&format!("{command}.schema.json"));
        let documents = printed(command);
        let faults: Vec<String> =
            documents.iter().flat_map(|(path, document)| schema::faults(&schema, &schema, document, path)).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let full = |value: &Value| value.as_array().is_some_and(|list| !list.is_empty());
        assert!(documents.iter().any(|(_, document)| document.get(field).is_some_and(full)), "{command}");
    }
}

#[test]
fn the_check_finds_what_does_not_fit() {
    let schema = published("migrate.schema.json");
    let (_, good) = printed("migrate").into_iter().find(|(_, document)| document.get("files").is_some()).expect("one");
    let spoil = |change: &dyn Fn(&mut Value)| {
        let mut document = good.clone();
        change(&mut document);
        schema::faults(&schema, &schema, &document, "")
    };
    assert_eq!(spoil(&|_| {}), Vec::<String>::new());
    let spoiled: [&dyn Fn(&mut Value); 6] = [
        &|document| document["applied"] = json!("yes"),
        &|document| document["new"] = json!(1),
        &|document| drop(document.as_object_mut().expect("an object").remove("root")),
        &|document| document["changes"][0]["safety"] = json!("sure"),
        &|document| document["changes"][0]["place"]["line"] = json!(0),
        &|document| document["version"] = json!(2),
    ];
    for (number, change) in spoiled.iter().enumerate() {
        assert!(!spoil(change).is_empty(), "number {number} is accepted");
    }
}
