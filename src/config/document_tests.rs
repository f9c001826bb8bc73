//! Cases of the primitive edits: what is asked, the text before, the text after.
//! Border: tests only.
use super::{Document, Editor, Element, Format, Member, Spot, Step, Value};
use crate::plan::Draft;

fn steps<'a>(path: &'a str) -> Vec<Step<'a>> {
    path.split('.')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<usize>().map_or(Step::Key(part), Step::Index))
        .collect()
}

fn after(before: &str, format: Format, edit: impl Fn(&Document) -> Vec<crate::plan::Edit>) -> String {
    let document = Document::parse(before, format).unwrap();
    let mut draft = Draft::new(before);
    draft.add(&edit(&document)).unwrap();
    let text = draft.finish();
    Document::parse(text.clone(), format).unwrap_or_else(|error| panic!("{error} in\n{text}"));
    text
}

fn set(before: &str, format: Format, path: &str, value: impl Into<Value>, spot: Spot<'_>) -> String {
    let value = value.into();
    after(before, format, |document| document.set(&steps(path), &value, spot).unwrap())
}

fn remove(before: &str, format: Format, path: &str) -> String {
    after(before, format, |document| document.remove(&steps(path)).unwrap())
}

fn drop_elements(before: &str, format: Format, path: &str, which: &[usize]) -> String {
    after(before, format, |document| document.remove_elements(&steps(path), which).unwrap())
}

fn append(before: &str, format: Format, path: &str, value: impl Into<Value>) -> String {
    let element = Element::new(value);
    after(before, format, |document| document.append(&steps(path), std::slice::from_ref(&element)).unwrap())
}

#[test]
fn a_json_value_is_replaced_in_place() {
    let before = "{\r\n\t// the date\r\n\t\"compatibility_date\": \"2024-01-01\", /* old */\r\n}\r\n";
    assert_eq!(
        set(before, Format::Json, "compatibility_date", "2026-11-17", Spot::Last),
        before.replace("2024-01-01", "2026-11-17")
    );
}

#[test]
fn a_json_key_is_put_behind_the_last_in_the_dialect_of_the_file() {
    for (before, wanted) in [
        ("{\r\n\t\"a\": 1\r\n}\r\n", "{\r\n\t\"a\": 1,\r\n\t\"n\": 2\r\n}\r\n"),
        ("{\n    \"a\": 1,\n}\n", "{\n    \"a\": 1,\n    \"n\": 2,\n}\n"),
        ("{\n  \"a\": 1 // one\n}\n", "{\n  \"a\": 1, // one\n  \"n\": 2\n}\n"),
        ("{\n  \"a\": 1, // one\n}\n", "{\n  \"a\": 1, // one\n  \"n\": 2,\n}\n"),
        ("{ \"a\": 1 }", "{ \"a\": 1, \"n\": 2 }"),
        ("{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2,\"n\": 2}"),
        ("{}", "{\n  \"n\": 2\n}"),
        ("{\n  // nothing yet\n}\n", "{\n  // nothing yet\n  \"n\": 2\n}\n"),
        ("{\n  \"a\": 1\n  // the end\n}", "{\n  \"a\": 1,\n  \"n\": 2\n  // the end\n}"),
    ] {
        let before = before.to_owned();
        // `{}` alone on a line becomes a block; one on a longer line stays one.
        assert_eq!(set(&before, Format::Json, "n", 2, Spot::Last), wanted, "{before}");
    }
}

#[test]
fn a_json_key_is_put_behind_a_named_one() {
    let before = "{\n  \"a\": 1, // one\n  \"b\": 2\n}\n";
    assert_eq!(
        set(before, Format::Json, "n", Value::array(["x"]), Spot::After("a")),
        "{\n  \"a\": 1, // one\n  \"n\": [\"x\"],\n  \"b\": 2\n}\n"
    );
    assert_eq!(set(before, Format::Json, "n", 0, Spot::First), "{\n  \"n\": 0,\n  \"a\": 1, // one\n  \"b\": 2\n}\n");
}

#[test]
fn json_tables_on_the_way_are_made() {
    assert_eq!(
        set("{\n  \"a\": 1\n}\n", Format::Json, "env.staging.vars.X", "y", Spot::Last),
        "{\n  \"a\": 1,\n  \"env\": {\n    \"staging\": {\n      \"vars\": {\n        \"X\": \"y\"\n      }\n    }\n  }\n}\n"
    );
}

#[test]
fn a_removed_flag_takes_its_line_and_comma_away() {
    for (before, wanted) in [
        ("{\"f\": [\"a\", \"b\", \"c\"]}", "{\"f\": [\"a\", \"c\"]}"),
        ("{\n  \"f\": [\n    \"a\",\n    \"b\",\n    \"c\"\n  ]\n}", "{\n  \"f\": [\n    \"a\",\n    \"c\"\n  ]\n}"),
        ("{\n  \"f\": [\n    \"a\", // x\n    \"b\" // y\n  ]\n}", "{\n  \"f\": [\n    \"a\" // x\n  ]\n}"),
        ("{\n  \"f\": [\n    \"a\",\n    // about b\n    \"b\",\n  ]\n}", "{\n  \"f\": [\n    \"a\",\n  ]\n}"),
        (
            "{\n  \"f\": [\n    // about both\n    \"a\",\n    \"b\"\n  ]\n}",
            "{\n  \"f\": [\n    // about both\n    \"a\"\n  ]\n}",
        ),
        ("{\"f\": [\"a\", \"b\",]}", "{\"f\": [\"a\",]}"),
        ("{\"f\": [\"a\",\"b\"]}", "{\"f\": [\"a\"]}"),
        ("{\"f\": [\n  \"a\",\n  \"b\"]}", "{\"f\": [\n  \"a\"]}"),
        ("{\"f\": [\n  \"a\", // x\n  \"b\"]}", "{\"f\": [\n  \"a\" // x\n]}"),
        ("{\"f\": [\n  \"a\"\n  , \"b\"\n  ]}", "{\"f\": [\n  \"a\"\n  ]}"),
    ] {
        assert_eq!(drop_elements(before, Format::Json, "f", &[1]), wanted, "{before}");
    }
}

#[test]
fn removing_everything_leaves_empty_brackets_and_free_comments() {
    assert_eq!(drop_elements("{\"f\": [\n  \"a\", // x\n  \"b\"\n]}", Format::Json, "f", &[0, 1]), "{\"f\": []}");
    assert_eq!(
        drop_elements("{\"f\": [\n  // free\n\n  \"a\",\n]}", Format::Json, "f", &[0]),
        "{\"f\": [\n  // free\n\n]}"
    );
    assert_eq!(drop_elements("{\"f\": [\"a\", \"b\", \"c\"]}", Format::Json, "f", &[0, 2]), "{\"f\": [\"b\"]}");
    assert_eq!(drop_elements("f = [\n  'a', # x\n]\n", Format::Toml, "f", &[0]), "f = []\n");
}

#[test]
fn a_json_entry_is_removed_with_what_is_about_it_alone() {
    assert_eq!(remove("{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  }\n}\n", Format::Json, "b"), "{\n  \"a\": 1\n}\n");
    assert_eq!(
        remove("{\n  \"a\": 1,\n\n  // rules\n  \"b\": [{}],\n\n  \"c\": 1\n}\n", Format::Json, "b"),
        "{\n  \"a\": 1,\n\n\n  \"c\": 1\n}\n"
    );
}

#[test]
fn elements_are_appended_as_the_list_is_written() {
    assert_eq!(append("{\"f\": [\"a\"]}", Format::Json, "f", "b"), "{\"f\": [\"a\", \"b\"]}");
    assert_eq!(append("{\"f\": []}", Format::Json, "f", "b"), "{\"f\": [\"b\"]}");
    assert_eq!(append("{\"f\": [\n  \"a\",\n]}", Format::Json, "f", "b"), "{\"f\": [\n  \"a\",\n  \"b\",\n]}");
    assert_eq!(append("f = [\n\t'a', # x\n]\n", Format::Toml, "f", "b"), "f = [\n\t'a', # x\n\t\"b\",\n]\n");
    assert_eq!(append("f = [\n  'a' # x\n]\n", Format::Toml, "f", "b"), "f = [\n  'a', # x\n  \"b\"\n]\n");
    let row = Value::from(serde_json::json!({"b": "Y"}));
    assert_eq!(
        append("{\n  \"d\": [\n    { \"b\": \"X\" }\n  ]\n}", Format::Json, "d", row.clone()),
        "{\n  \"d\": [\n    { \"b\": \"X\" },\n    { \"b\": \"Y\" }\n  ]\n}"
    );
    assert_eq!(
        append("{\n  \"d\": []\n}", Format::Json, "d", row.clone()),
        "{\n  \"d\": [\n    {\n      \"b\": \"Y\"\n    }\n  ]\n}"
    );
    assert_eq!(
        append("[[d]]\nb = 'X'\n[d.e]\nq = 1 # q\n\n[z]\n", Format::Toml, "d", row),
        "[[d]]\nb = 'X'\n[d.e]\nq = 1 # q\n\n[[d]]\nb = \"Y\"\n\n[z]\n"
    );
}

#[test]
fn toml_keys_go_where_they_belong() {
    for (before, path, wanted) in [
        ("a = 1\n\n[x]\n", "n", "a = 1\nn = 2\n\n[x]\n"),
        ("a = 1 # one\r\n", "n", "a = 1 # one\r\nn = 2\r\n"),
        ("a = 1", "n", "a = 1\nn = 2"),
        ("# top\n\n[x]\n", "n", "# top\n\nn = 2\n\n[x]\n"),
        ("[x]\ny = 1\n", "n", "n = 2\n\n[x]\ny = 1\n"),
        ("# only a comment\n", "n", "# only a comment\nn = 2\n"),
        ("", "n", "n = 2\n"),
        ("[x]\n[y]\n", "x.n", "[x]\nn = 2\n[y]\n"),
        ("[x]\na = 1\n\n# about y\n[y]\n", "x.n", "[x]\na = 1\nn = 2\n\n# about y\n[y]\n"),
        ("a.b = 1\na.c = 2\n", "a.n", "a.b = 1\na.c = 2\na.n = 2\n"),
        ("[env.s.vars]\nX = 1\n", "env.s.n", "[env.s]\nn = 2\n\n[env.s.vars]\nX = 1\n"),
        ("t = { a = 1 }\n", "t.n", "t = { a = 1, n = 2 }\n"),
        ("t = {}\n", "t.n", "t = { n = 2 }\n"),
        ("a = 1\n", "x.y.n", "a = 1\n\n[x.y]\nn = 2\n"),
        ("a = 1\n[x]\nb = 1\n\n[z]\nc = 1\n", "x.y.n", "a = 1\n[x]\nb = 1\n\n[x.y]\nn = 2\n\n[z]\nc = 1\n"),
    ] {
        assert_eq!(set(before, Format::Toml, path, 2, Spot::Last), wanted, "{before:?} {path}");
    }
    assert_eq!(set("a = 1\nb = 2\n", Format::Toml, "n", 2, Spot::After("a")), "a = 1\nn = 2\nb = 2\n");
    assert_eq!(set("d = 'x'\n", Format::Toml, "d", "it's", Spot::Last), "d = \"it's\"\n");
    assert_eq!(set("d = 'x' # y\n", Format::Toml, "d", "z", Spot::Last), "d = 'z' # y\n");
}

#[test]
fn toml_sections_are_removed_whole() {
    for (before, path, wanted) in [
        ("a = 1\n# vendored\n[x]\nb = 1 # b\n# tail\n\n[y]\n", "x", "a = 1\n[y]\n"),
        ("a = 1\n\n[x]\nb = 1\n\n[x.z]\nc = 1\n", "x", "a = 1\n"),
        ("[x]\nb = 1\n# about y\n[y]\n", "x", "# about y\n[y]\n"),
        ("a = 1 # one\nb = 2\n", "a", "b = 2\n"),
        ("# about a\na = 1\n\nb = 2\n", "a", "\nb = 2\n"),
        ("b = 2\na = 1", "a", "b = 2"),
        ("t = { a = 1, b.c = 2, b.d = 3 }\n", "t.b", "t = { a = 1 }\n"),
    ] {
        assert_eq!(remove(before, Format::Toml, path), wanted, "{before:?} {path}");
    }
    assert_eq!(
        drop_elements("[[r]]\na = 1\n\n[[r]]\na = 2\n\n[z]\n", Format::Toml, "r", &[0]),
        "[[r]]\na = 2\n\n[z]\n"
    );
}

#[test]
fn shapes_that_do_not_fit_are_refused() {
    let document = Document::parse("[x]\na = 1\n", Format::Toml).unwrap();
    assert!(document.set(&steps("x"), &Value::from(1), Spot::Last).is_err());
    assert!(document.set(&steps("x.a.b"), &Value::from(1), Spot::Last).is_err());
    assert!(document.insert(&[], &Member::new("y", Value::Null), Spot::Last).is_err());
    assert!(document.append(&steps("x"), &[Element::new(1)]).is_err());
    assert!(document.remove(&steps("y")).is_err());
}

#[test]
fn setting_what_is_there_changes_nothing() {
    let document = Document::parse("{\"a\": [1, {\"b\": 2}]}", Format::Json).unwrap();
    let value = Value::from(serde_json::json!([1, {"b": 2}]));
    assert_eq!(document.set(&steps("a"), &value, Spot::Last).unwrap(), vec![]);
    assert!(Editor::new(&document).finish().is_empty());
}
