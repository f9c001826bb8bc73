//! What docs/coverage.md names exists: layers, rules, tests, examples.
//! Border: names only; whether a test shows what the page says is a reader's judgement.
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    std::fs::read_to_string(root().join("docs/coverage.md")).expect("the page")
}

/// The names in backticks of a part of the page.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The cells of all rows of tables, without heads and rules.
fn rows(page: &str) -> Vec<Vec<&str>> {
    let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with("| row |") && !line.starts_with("| trap |");
    page.lines().filter(is_row).map(|line| line.trim_matches('|').split(" | ").collect()).collect()
}

#[test]
fn whatever_generates_a_row_is_a_template() {
    let page = page();
    let rows = rows(&page);
    assert!(rows.len() > 40, "{} rows", rows.len());
    for row in rows {
        assert_eq!(row.len(), 4, "{row:?}");
        for name in quoted(row[1]) {
            assert!(root().join("templates").join(name).is_dir(), "there is no template {name}: {row:?}");
        }
    }
}

#[test]
fn whatever_migrates_a_row_is_a_rule() {
    let folders: Vec<String> = std::fs::read_dir(root().join("codemods"))
        .expect("the rules")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let page = page();
    let words = page.split(|character: char| !character.is_ascii_alphanumeric());
    let codes: Vec<&str> = words.filter(|word| word.len() == 5 && word.starts_with("PW")).collect();
    assert!(!codes.is_empty());
    for code in codes {
        assert!(folders.iter().any(|folder| folder.starts_with(code)), "there is no rule {code}");
    }
}

#[test]
fn whatever_shows_a_row_is_there() {
    for row in rows(&page()) {
        // `layer-a`, facts `b`, legacy `c`: the word holds until the next one.
        let mut place: fn(&str) -> Vec<PathBuf> = generated;
        for (index, part) in row[3].split('`').enumerate() {
            if index % 2 == 0 {
                place = match part.trim_matches([',', ' ']) {
                    "facts" => facts,
                    "legacy" => legacy,
                    "" => place,
                    _ => generated,
                };
                continue;
            }
            assert!(place(part).iter().any(|path| root().join(path).exists()), "there is no {part}: {row:?}");
        }
    }
}

fn generated(name: &str) -> Vec<PathBuf> {
    vec![format!("tests/runtime/generated/{name}.toml").into(), name.into()]
}

fn facts(name: &str) -> Vec<PathBuf> {
    vec![Path::new("tests/runtime/facts").join(name)]
}

fn legacy(name: &str) -> Vec<PathBuf> {
    vec![Path::new("examples/legacy").join(name)]
}
