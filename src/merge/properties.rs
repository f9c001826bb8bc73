//! What has to hold for every three versions of a file.
use std::collections::BTreeMap;

use camino::Utf8Path;
use proptest::prelude::*;
use serde_json::{Map, Value as Json};

use super::structure::merge_structure;
use super::{ConfigKind, FileVersions, Labels, MergedFile, merge_file};
use crate::config::{Document, Format};
use crate::plan::Content;

fn merge(path: &str, base: &str, ours: &str, theirs: &str) -> MergedFile {
    let path = Utf8Path::new(path);
    let (base, ours, theirs) = (Content::from(base), Content::from(ours), Content::from(theirs));
    let versions = FileVersions { base: Some((path, &base)), ours: (path, &ours), theirs: (path, &theirs) };
    merge_file(&versions, &Labels::default())
}

fn scalar() -> impl Strategy<Value = Json> {
    prop_oneof![(0..4i64).prop_map(Json::from), "[xy]{0,2}".prop_map(Json::from), any::<bool>().prop_map(Json::from)]
}

fn list() -> impl Strategy<Value = Json> {
    let plain = prop::collection::btree_set("[pqr]", 0..3).prop_map(Json::from_iter);
    let named = prop::collection::btree_map("[PQR]", 0..3i64, 1..3).prop_map(|map| {
        map.into_iter().map(|(name, id)| serde_json::json!({ "binding": name, "id": id })).collect::<Json>()
    });
    prop_oneof![plain, named]
}

fn table(inner: impl Strategy<Value = Json>) -> impl Strategy<Value = Json> {
    prop::collection::btree_map("[abcd]", inner, 0..4).prop_map(|map| Json::Object(Map::from_iter(map)))
}

fn configuration() -> impl Strategy<Value = Json> {
    let inner = table(prop_oneof![3 => scalar(), 1 => table(scalar())]);
    table(prop_oneof![4 => scalar(), 2 => inner, 2 => list()])
}

/// Three versions that have something in common: each key of the base may be kept, changed or gone.
fn versions() -> impl Strategy<Value = (Json, Json, Json)> {
    configuration().prop_flat_map(|base| (Just(base.clone()), near(base.clone()), near(base)))
}

fn near(base: Json) -> impl Strategy<Value = Json> {
    (configuration(), prop::collection::vec(any::<u8>(), 16)).prop_map(move |(other, dice)| {
        let mut dice = dice.into_iter().cycle();
        blend(&base, &other, &mut dice)
    })
}

fn blend(base: &Json, other: &Json, dice: &mut dyn Iterator<Item = u8>) -> Json {
    let (Json::Object(base), Json::Object(other)) = (base, other) else {
        return if dice.next().unwrap_or(0) < 85 { other.clone() } else { base.clone() };
    };
    let mut result = Map::new();
    for (key, value) in base {
        match (other.get(key), dice.next().unwrap_or(0) % 8) {
            (_, 0) => {}
            (Some(other), 1..=4) => drop(result.insert(key.clone(), blend(value, other, dice))),
            _ => drop(result.insert(key.clone(), value.clone())),
        }
    }
    for (key, value) in other.iter().filter(|(key, _)| !base.contains_key(*key)) {
        if dice.next().unwrap_or(0) < 85 {
            result.insert(key.clone(), value.clone());
        }
    }
    Json::Object(result)
}

fn text(value: &Json, format: Format) -> String {
    match format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(value).expect("JSON")),
        Format::Toml => toml_edit::ser::to_string_pretty(value).expect("TOML"),
    }
}

/// With sorted lists: the order of a set says nothing.
fn sorted(value: &Json) -> Json {
    match value {
        Json::Array(elements) => {
            let mut elements: Vec<Json> = elements.iter().map(sorted).collect();
            elements.sort_by_key(Json::to_string);
            Json::Array(elements)
        }
        Json::Object(table) => table.iter().map(|(key, value)| (key.clone(), sorted(value))).collect(),
        other => other.clone(),
    }
}

/// Every value that is neither table nor list, with its way there; elements are known by their binding or themselves.
fn leaves(value: &Json, path: &str, found: &mut Vec<(String, Json)>) {
    match value {
        Json::Object(table) => table.iter().for_each(|(key, value)| leaves(value, &format!("{path}.{key}"), found)),
        Json::Array(elements) => elements.iter().for_each(|element| {
            let name = element.get("binding").unwrap_or(element);
            leaves(element, &format!("{path}[{name}]"), found);
        }),
        other => found.push((path.to_owned(), other.clone())),
    }
}

fn all_leaves(value: &Json) -> Vec<(String, Json)> {
    let mut found = Vec::new();
    leaves(value, "", &mut found);
    found
}

fn format() -> impl Strategy<Value = (Format, &'static str)> {
    prop_oneof![Just((Format::Json, "wrangler.jsonc")), Just((Format::Toml, "wrangler.toml"))]
}

/// A module of small functions and methods, by their names and what they return.
fn module() -> impl Strategy<Value = String> {
    let method = ("[fgh]", 0..3u8).prop_map(|(name, value)| format!("    def {name}(self):\n        return {value}\n"));
    let function = ("[pqr]", 0..3u8).prop_map(|(name, value)| format!("def {name}():\n    return {value}\n"));
    let methods = prop::collection::vec(method, 1..4).prop_map(|methods| format!("class C:\n{}", methods.join("\n")));
    (prop::collection::vec(function, 0..3), methods, any::<bool>()).prop_map(|(functions, class, class_first)| {
        let functions = functions.join("\n\n");
        let parts = if class_first { [class, functions] } else { [functions, class] };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    })
}

/// How often each line stands there.
fn line_counts(text: &str) -> BTreeMap<&str, usize> {
    text.lines().fold(BTreeMap::new(), |mut counts, line| {
        *counts.entry(line).or_default() += 1;
        counts
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_line_that_the_user_wrote_into_python_is_lost(base in module(), ours in module(), theirs in module()) {
        let merged = merge("entry.py", &base, &ours, &theirs);
        let text = std::str::from_utf8(merged.content.bytes()).expect("UTF-8");
        prop_assert_eq!(merged.conflicts.is_empty(), !text.contains("<<<<<<<"));
        let (before, after) = (line_counts(&base), line_counts(text));
        for (line, count) in line_counts(&ours) {
            let written = count.saturating_sub(before.get(line).copied().unwrap_or(0));
            prop_assert!(after.get(line).copied().unwrap_or(0) >= written, "{line:?} is lost in\n{text}");
        }
        let same = merge("entry.py", &base, &base, &theirs);
        prop_assert_eq!(same.content, Content::from(theirs.as_str()));
        let same = merge("entry.py", &base, &ours, &base);
        prop_assert_eq!(same.content, Content::from(ours.as_str()));
    }

    #[test]
    fn one_side_alone_decides((base, changed, _) in versions(), (format, path) in format()) {
        let (base, changed) = (text(&base, format), text(&changed, format));
        for (ours, theirs, wanted) in [(&changed, &base, &changed), (&base, &changed, &changed), (&changed, &changed, &changed)] {
            let merged = merge(path, &base, ours, theirs);
            prop_assert!(merged.conflicts.is_empty());
            prop_assert_eq!(merged.content, Content::from(wanted.as_str()));
        }
    }

    #[test]
    fn one_side_alone_decides_about_values_too((base, changed, _) in versions(), (format, _) in format()) {
        let parse = |value: &Json| Document::parse(text(value, format), format).expect("parses");
        let (old, new) = (parse(&base), parse(&changed));
        let merge = |ours: &Document, theirs: &Document| {
            merge_structure(ConfigKind::Wrangler, &old.model().0, ours, &theirs.model().0).expect("fits")
        };
        let forward = merge(&old, &new);
        prop_assert!(forward.conflicts.is_empty());
        prop_assert_eq!(sorted(&forward.document.root().to_json()), sorted(&changed), "{}", forward.document.text());
        let back = merge(&new, &old);
        prop_assert_eq!(back.document.text(), new.text());
        let back = merge(&new, &new);
        prop_assert_eq!(back.document.text(), new.text());
    }

    #[test]
    fn what_the_user_changed_stays_and_what_the_new_version_changed_comes(
        (base, ours, theirs) in versions(), (format, _) in format()
    ) {
        let parse = |value: &Json| Document::parse(text(value, format), format).expect("parses");
        let (old, new) = (parse(&base).model().0, parse(&theirs).model().0);
        let Ok(merged) = merge_structure(ConfigKind::Wrangler, &old, &parse(&ours), &new) else {
            // A list of sections cannot take plain values: such files are merged by lines.
            prop_assert_eq!(format, Format::Toml);
            return Ok(());
        };
        let result = all_leaves(&merged.document.root().to_json());
        let before = all_leaves(&base);
        for leaf in all_leaves(&ours).iter().filter(|leaf| !before.contains(leaf)) {
            prop_assert!(result.contains(leaf), "{leaf:?} is lost in {}", merged.document.text());
        }
        if merged.conflicts.is_empty() && merged.left_removed.is_empty() {
            for leaf in all_leaves(&theirs).iter().filter(|leaf| !before.contains(leaf)) {
                prop_assert!(result.contains(leaf), "{leaf:?} did not come into {}", merged.document.text());
            }
        }
    }

    #[test]
    fn a_configuration_without_conflicts_can_be_read(
        (base, ours, theirs) in versions(), (format, path) in format()
    ) {
        let merged = merge(path, &text(&base, format), &text(&ours, format), &text(&theirs, format));
        let result = std::str::from_utf8(merged.content.bytes()).expect("UTF-8");
        prop_assert_eq!(merged.conflicts.is_empty(), !result.contains("<<<<<<<"));
        if merged.conflicts.is_empty() {
            let document = Document::parse(result, format);
            prop_assert!(document.is_ok(), "{result}");
        }
    }
}
