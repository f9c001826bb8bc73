//! Catalogs of this project are what `docs/schema/catalog.schema.json` describes, have no mistakes, and pass their tests.
//! Border: the library as an author's commands use it; what the commands print is shown in `tests/cases/catalog`.
#[path = "support/schema.rs"]
mod schema;

use std::path::Path;

use camino::Utf8Path;
use pyworker::authoring::lint::lint;
use pyworker::authoring::testing::{self, LIMIT};
use pyworker::authoring::{Workshop, sample};
use pyworker::catalog::{BuiltIn, EntryKind, Shelf};
use serde_json::{Value, json};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn example() -> Workshop {
    let path = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/team-catalog");
    Workshop::open(&path).expect("the example is a catalog")
}

/// A TOML text as the JSON that a schema speaks of.
fn as_json(text: &str) -> Value {
    fn of(item: &toml_edit::Item) -> Value {
        match item {
            toml_edit::Item::Value(value) => of_value(value),
            toml_edit::Item::Table(table) => table.iter().map(|(key, item)| (key.to_owned(), of(item))).collect(),
            toml_edit::Item::ArrayOfTables(tables) => {
                tables.iter().map(|table| of(&toml_edit::Item::Table(table.clone()))).collect()
            }
            toml_edit::Item::None => Value::Null,
        }
    }
    fn of_value(value: &toml_edit::Value) -> Value {
        match value {
            toml_edit::Value::String(text) => json!(text.value()),
            toml_edit::Value::Integer(number) => json!(number.value()),
            toml_edit::Value::Boolean(value) => json!(value.value()),
            toml_edit::Value::Array(values) => values.iter().map(of_value).collect(),
            other => panic!("an index has no {}", other.type_name()),
        }
    }
    of(text.parse::<toml_edit::DocumentMut>().expect("TOML").as_item())
}

fn faults(index: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(&read("docs/schema/catalog.schema.json")).expect("a schema");
    schema::faults(&schema, &schema, index, "catalog.toml")
}

#[test]
fn every_index_of_this_project_fits_the_schema() {
    let new = sample::files("acme").expect("a new catalog");
    let new =
        new.iter().find(|file| file.path == "catalog.toml").and_then(|file| file.after.clone()).expect("an index");
    let new = String::from_utf8(new.bytes().to_vec()).expect("text");
    for text in [read("templates/catalog.toml"), read("examples/team-catalog/catalog.toml"), new] {
        assert_eq!(faults(&as_json(&text)), Vec::<String>::new());
    }
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let good = as_json(&read("examples/team-catalog/catalog.toml"));
    let spoiled: [&dyn Fn(&mut Value); 6] = [
        &|index| index["format"] = json!(2),
        &|index| index["titel"] = json!("x"),
        &|index| drop(index["template"][0].as_object_mut().expect("an entry").remove("summary")),
        &|index| index["template"][0]["stage"] = json!("alpha"),
        &|index| index["layer"][0]["group"] = json!("other"),
        &|index| drop(index["template"][0]["version"][0].as_object_mut().expect("a version").remove("hash")),
    ];
    for (number, spoil) in spoiled.iter().enumerate() {
        let mut index = good.clone();
        spoil(&mut index);
        assert!(!faults(&index).is_empty(), "number {number} is accepted");
    }
}

#[test]
fn the_built_in_catalog_and_the_example_have_no_mistakes() {
    for workshop in [Workshop::over(Shelf::built_in().expect("built in")).expect("open"), example()] {
        let found = lint(&workshop);
        assert!(found.is_empty(), "{}: {found:#?}", workshop.shelf.name);
    }
    assert_eq!(Shelf::built_in().expect("built in").name, BuiltIn::NAME);
}

#[test]
fn the_example_passes_its_tests_in_every_combination() {
    let workshop = example();
    for entry in workshop.shelf.index.entries.iter().filter(|entry| entry.kind != EntryKind::Codemods) {
        let tests = testing::run(&workshop, entry, "");
        assert!(!tests.is_empty(), "{} has no tests", entry.id);
        for test in tests {
            assert!(test.fault.is_none(), "{}: {test:#?}", entry.id);
        }
        let matrix = testing::matrix(&workshop, entry, LIMIT).expect("a matrix");
        for combination in matrix.combinations {
            assert!(combination.fault.is_none(), "{}: {combination:#?}", entry.id);
        }
    }
}
