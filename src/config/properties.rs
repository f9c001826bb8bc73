//! Properties of the edits: over made documents in every dialect, and over damaged ones.
//! Border: tests only.
use proptest::prelude::*;
use serde_json::{Map, Value as Json};

use super::document::{Document, Format, Spot};
use super::merge::{merge, wrangler_identity};
use super::node::{Node, NodeKind, Step};
use super::value::{Element, Member, Value};
use super::wrangler::{FlagChange, WranglerConfig};
use super::{commands, gitignore, package_json, pyproject, requirements, scripts};
use crate::plan::{Draft, Edit};

/// How many cases are tried: as many as `PROPTEST_CASES` says, or `usual`.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// How a made document is written.
#[derive(Debug, Clone)]
struct Look {
    newline: &'static str,
    unit: &'static str,
    /// Decides about comments, blank lines and brackets on one line; used up in order.
    dice: Vec<u8>,
}

fn looks() -> impl Strategy<Value = Look> {
    (
        prop::sample::select(vec!["\n", "\r\n"]),
        prop::sample::select(vec!["  ", "    ", "\t"]),
        prop::collection::vec(any::<u8>(), 64),
    )
        .prop_map(|(newline, unit, dice)| Look { newline, unit, dice })
}

impl Look {
    fn roll(&mut self, sides: u8) -> u8 {
        let first = self.dice.remove(0);
        self.dice.push(first.wrapping_mul(31).wrapping_add(7));
        first % sides
    }
}

fn scalars() -> impl Strategy<Value = Json> {
    prop_oneof![
        any::<bool>().prop_map(Json::from),
        (-1000i64..1000).prop_map(Json::from),
        "[a-z #/,'\\\\\"\\]{}é\n\t]{0,8}".prop_map(Json::from),
    ]
}

fn keys() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-c]{1,2}", 1 => "[a-c #./\"'é]{0,4}"]
}

/// Tables as configurations have them: nested tables, lists of plain values, lists of tables.
fn tables() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![3 => scalars(), 1 => prop::collection::vec(scalars(), 0..4).prop_map(Json::from)];
    let value = leaf.prop_recursive(3, 24, 4, |inner| {
        let table = prop::collection::vec((keys(), inner), 0..4)
            .prop_map(|entries| Json::Object(entries.into_iter().collect::<Map<_, _>>()))
            .boxed();
        prop_oneof![table.clone(), prop::collection::vec(table, 1..3).prop_map(Json::from)]
    });
    prop::collection::vec((keys(), value), 0..5)
        .prop_map(|entries| Json::Object(entries.into_iter().collect::<Map<_, _>>()))
}

fn write_json(value: &Json, look: &mut Look, indent: &str, text: &mut String, count: &mut usize) {
    let items: Vec<(Option<&String>, &Json)> = match value {
        Json::Object(table) => table.iter().map(|(key, value)| (Some(key), value)).collect(),
        Json::Array(list) => list.iter().map(|value| (None, value)).collect(),
        plain => {
            text.push_str(&plain.to_string());
            return;
        }
    };
    let (open, close) = if value.is_object() { ('{', '}') } else { ('[', ']') };
    text.push(open);
    let lines = look.roll(3) > 0;
    let inner = format!("{indent}{}", look.unit);
    let comment = |look: &mut Look, text: &mut String, count: &mut usize, block: bool| {
        *count += 1;
        let newline = if block { String::new() } else { format!("{}{inner}", look.newline) };
        text.push_str(&if block { format!("/* c{count} */ ") } else { format!("// c{count}{newline}") });
    };
    let last = items.len();
    for (index, (key, value)) in items.into_iter().enumerate() {
        if lines {
            if look.roll(6) == 0 {
                text.push_str(look.newline);
            }
            text.push_str(look.newline);
            text.push_str(&inner);
            if look.roll(5) == 0 {
                comment(look, text, count, false);
            }
        } else if look.roll(8) == 0 {
            comment(look, text, count, true);
        }
        if let Some(key) = key {
            text.push_str(&format!("{}: ", Json::from(key.clone())));
        }
        write_json(value, look, &inner, text, count);
        let trailing = look.roll(4) == 0;
        if index + 1 < last || trailing {
            text.push_str(if look.roll(9) == 0 { " ," } else { "," });
            if !lines {
                text.push(' ');
            }
        }
        if lines && look.roll(5) == 0 {
            *count += 1;
            text.push_str(&format!(" // c{count}"));
            if index + 1 == last {
                text.push_str(look.newline);
            }
        }
    }
    if lines {
        text.push_str(look.newline);
        text.push_str(indent);
    }
    text.push(close);
}

/// The document as TOML, in forms drawn by dice: headers, braces, dotted keys.
fn write_toml(value: &Json, look: &mut Look) -> String {
    let mut text = String::new();
    let mut count = 0;
    let root = value.as_object().cloned().unwrap_or_default();
    if look.roll(3) == 0 {
        count += 1;
        text.push_str(&format!("# c{count}{}", look.newline));
    }
    toml_body(&root, &[], look, &mut text, &mut count);
    if look.roll(4) == 0 {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    text
}

fn toml_key(key: &str) -> String {
    super::toml::key(key)
}

fn toml_inline(value: &Json, look: &mut Look, count: &mut usize, lines: bool) -> String {
    match value {
        Json::Object(table) => {
            let members: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", toml_key(key), toml_inline(value, look, count, false)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Json::Array(list) if lines && look.roll(2) == 0 => {
            let mut text = String::from("[");
            for value in list {
                let inner = toml_inline(value, look, count, false);
                *count += 1;
                text.push_str(&format!("{}{}{inner}, # c{count}", look.newline, look.unit));
            }
            format!("{text}{}]", look.newline)
        }
        Json::Array(list) => {
            let items: Vec<String> = list.iter().map(|value| toml_inline(value, look, count, false)).collect();
            format!("[{}]", items.join(", "))
        }
        Json::String(string) => super::toml::requoted(string, if look.roll(2) == 0 { "'" } else { "\"" }),
        plain => plain.to_string(),
    }
}

fn toml_body(table: &Map<String, Json>, path: &[String], look: &mut Look, text: &mut String, count: &mut usize) {
    let is_tables =
        |value: &Json| value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Json::is_object));
    let mut later = Vec::new();
    for (key, value) in table {
        let nested = value.is_object() || is_tables(value);
        if nested && look.roll(3) > 0 {
            later.push((key, value));
            continue;
        }
        if look.roll(5) == 0 {
            *count += 1;
            text.push_str(&format!("# c{count}{}", look.newline));
        }
        match value {
            Json::Object(inner) if !inner.is_empty() && look.roll(3) == 0 => {
                for (inner_key, value) in inner {
                    let written = toml_inline(value, look, count, true);
                    text.push_str(&format!("{}.{} = {written}{}", toml_key(key), toml_key(inner_key), look.newline));
                }
                continue;
            }
            _ => {
                let written = toml_inline(value, look, count, true);
                text.push_str(&format!("{} = {written}", toml_key(key)));
            }
        }
        if look.roll(5) == 0 {
            *count += 1;
            text.push_str(&format!(" # c{count}"));
        }
        text.push_str(look.newline);
    }
    for (key, value) in later {
        let full: Vec<String> = path.iter().cloned().chain([toml_key(key)]).collect();
        let lists: Vec<&Map<String, Json>> = match value {
            Json::Object(inner) => vec![inner],
            other => other.as_array().into_iter().flatten().filter_map(Json::as_object).collect(),
        };
        for inner in lists {
            if look.roll(3) > 0 {
                text.push_str(look.newline);
            }
            if look.roll(4) == 0 {
                *count += 1;
                text.push_str(&format!("# c{count}{}", look.newline));
            }
            let header = full.join(".");
            let header = if value.is_object() { format!("[{header}]") } else { format!("[[{header}]]") };
            text.push_str(&format!("{header}{}", look.newline));
            toml_body(inner, &full, look, text, count);
        }
    }
}

fn documents() -> impl Strategy<Value = (Document, Json)> {
    (tables(), looks(), any::<bool>()).prop_map(|(value, mut look, json)| {
        let text = if json {
            let mut text = String::new();
            write_json(&value, &mut look, "", &mut text, &mut 0);
            format!("{text}{}", look.newline)
        } else {
            write_toml(&value, &mut look)
        };
        let format = if json { Format::Json } else { Format::Toml };
        let document = Document::parse(text.clone(), format).unwrap_or_else(|error| panic!("{error} in\n{text}"));
        assert_eq!(sorted(&document.root().to_json()), sorted(&value), "{text}");
        (document, value)
    })
}

/// Equal however the keys are ordered: headers move tables behind plain keys.
fn sorted(value: &Json) -> Json {
    match value {
        Json::Object(table) => {
            let mut entries: Vec<(String, Json)> =
                table.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            Json::Object(entries.into_iter().collect())
        }
        Json::Array(list) => Json::Array(list.iter().map(sorted).collect()),
        plain => plain.clone(),
    }
}

/// Every table and array of a document, with the path to it.
fn containers<'a>(node: &'a Node, path: Vec<Step<'a>>, found: &mut Vec<(Vec<Step<'a>>, &'a Node)>) {
    match &node.kind {
        NodeKind::Table(_) => {
            found.push((path.clone(), node));
            for entry in node.entries() {
                let inner = path.iter().copied().chain([Step::Key(&entry.key)]).collect();
                containers(&entry.value, inner, found);
            }
        }
        NodeKind::Array(_) => {
            found.push((path.clone(), node));
            for (index, element) in node.elements().iter().enumerate() {
                containers(element, path.iter().copied().chain([Step::Index(index)]).collect(), found);
            }
        }
        _ => {}
    }
}

fn at<'j>(json: &'j mut Json, path: &[Step<'_>]) -> Option<&'j mut Json> {
    path.iter().try_fold(json, |json, step| match step {
        Step::Key(key) => json.get_mut(*key),
        Step::Index(index) => json.get_mut(*index),
    })
}

/// One random wish: its edits (if the document takes it) and what the values are then.
fn wish(document: &Document, dice: [usize; 3], key: &str, value: &Json) -> Option<(Vec<Edit>, Json, bool)> {
    let mut found = Vec::new();
    containers(document.root(), Vec::new(), &mut found);
    let (path, node) = found.get(dice[0] % found.len())?;
    let mut after = document.root().to_json();
    let spot = at(&mut after, path)?;
    match &node.kind {
        NodeKind::Table(table) => {
            let entry = table.entries.get(dice[1] % (table.entries.len() + 1));
            match (entry, dice[2] % 3) {
                (Some(entry), 0) => {
                    spot.as_object_mut()?.shift_remove(&entry.key);
                    let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(&entry.key)]).collect();
                    Some((document.remove(&path).ok()?, after, true))
                }
                (Some(entry), 1) => {
                    spot.as_object_mut()?.insert(entry.key.clone(), value.clone());
                    let path: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(&entry.key)]).collect();
                    let wanted = Value::from(value.clone());
                    let removes =
                        !matches!(entry.value.kind, NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_));
                    Some((document.set(&path, &wanted, Spot::Last).ok()?, after, removes))
                }
                (entry, _) => {
                    let place = entry.map_or(Spot::First, |entry| Spot::After(&entry.key));
                    if node.entry(key).is_some() {
                        return None;
                    }
                    spot.as_object_mut()?.insert(key.to_owned(), value.clone());
                    let member = Member::new(key, Value::from(value.clone()));
                    Some((document.insert(path, &member, place).ok()?, after, false))
                }
            }
        }
        _ => {
            let list = spot.as_array_mut()?;
            if dice[2].is_multiple_of(2) {
                let which: Vec<usize> = (0..list.len()).filter(|index| dice[1] >> index & 1 == 1).collect();
                which.iter().rev().for_each(|index| drop(list.remove(*index)));
                Some((document.remove_elements(path, &which).ok()?, after, true))
            } else {
                list.push(value.clone());
                let element = Element::new(Value::from(value.clone()));
                Some((document.append(path, std::slice::from_ref(&element)).ok()?, after, false))
            }
        }
    }
}

/// A list of tables that becomes empty is no list any more where headers make it.
fn without_empty(value: &Json) -> Json {
    match value {
        Json::Object(table) => Json::Object(
            table
                .iter()
                .map(|(key, value)| (key.clone(), without_empty(value)))
                .filter(|(_, value)| {
                    !value.as_array().is_some_and(Vec::is_empty) && !value.as_object().is_some_and(Map::is_empty)
                })
                .collect(),
        ),
        Json::Array(list) => Json::Array(list.iter().map(without_empty).collect()),
        plain => plain.clone(),
    }
}

fn finished(document: &Document, groups: &[&[Edit]]) -> Option<Document> {
    let mut draft = Draft::new(document.text());
    for group in groups {
        draft.add(group).ok()?;
    }
    let text = draft.finish();
    Some(
        Document::parse(text.clone(), document.format()).unwrap_or_else(|error| {
            panic!("{error}\nbefore:\n{}\nafter:\n{text}\nedits: {groups:#?}", document.text())
        }),
    )
}

/// The made comments of a text: `c1`, `c2`, …, in order.
fn comments(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(" c") {
        let digits: String = text[at + 2..].chars().take_while(char::is_ascii_digit).collect();
        let marked = text[..at].ends_with("//") || text[..at].ends_with("/*") || text[..at].ends_with('#');
        if marked && !digits.is_empty() {
            found.push(digits);
        }
    }
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1500), ..ProptestConfig::default() })]

    #[test]
    fn a_wish_is_fulfilled_and_nothing_else((document, _) in documents(), dice in any::<[usize; 3]>(), key in "[d-f]{1,2}", value in prop_oneof![tables(), scalars()]) {
        let Some((edits, wanted, removes)) = wish(&document, dice, &key, &value) else { return Ok(()) };
        let after = finished(&document, &[&edits]).unwrap_or_else(|| panic!("edits of one wish fit together: {edits:#?} of\n{}", document.text()));
        let (found, wanted) = (without_empty(&sorted(&after.root().to_json())), without_empty(&sorted(&wanted)));
        prop_assert_eq!(found, wanted, "before:\n{}\nafter:\n{}\n{:#?}", document.text(), after.text(), edits);
        if !removes {
            prop_assert_eq!(comments(document.text()), comments(after.text()), "before:\n{}\nafter:\n{}", document.text(), after.text());
        }
        if document.text().contains("\r\n") {
            let bare = after.text().replace("\r\n", "");
            prop_assert!(!bare.contains('\n'), "a line end of another kind in\n{:?}", after.text());
        }
    }

    #[test]
    fn two_wishes_that_fit_together_are_both_fulfilled((document, _) in documents(), dice in any::<[usize; 3]>(), other in any::<[usize; 3]>(), value in scalars(), table in tables()) {
        let Some((first, _, _)) = wish(&document, dice, "first", &value) else { return Ok(()) };
        let Some((second, _, _)) = wish(&document, other, "second", &table) else { return Ok(()) };
        // Whatever the draft takes must parse; what does not fit comes again in another round.
        let _ = finished(&document, &[&first, &second]);
        let _ = finished(&document, &[&second, &first]);
    }

    #[test]
    fn what_is_merged_is_there_and_comes_only_once((document, _) in documents(), fragment in tables()) {
        let fragment = Value::from(fragment);
        let Ok(merged) = merge(&document, &fragment, &wrangler_identity) else { return Ok(()) };
        let after = finished(&document, &[&merged.edits]).expect("a merge's edits fit together");
        prop_assert_eq!(comments(document.text()), comments(after.text()));
        let again = merge(&after, &fragment, &wrangler_identity).expect("the result takes the fragment");
        prop_assert!(again.edits.is_empty(), "{}\n{:?}", after.text(), again.edits);
    }

    #[test]
    fn toml_becomes_json_with_all_its_comments((document, _) in documents()) {
        if document.format() == Format::Toml {
            let config = WranglerConfig::parse(document.text(), Format::Toml).expect("it did parse");
            let text = config.to_jsonc();
            let json = Document::parse(text.clone(), Format::Json).unwrap_or_else(|error| panic!("{error}\n{text}"));
            prop_assert_eq!(json.root().to_json(), document.root().to_json());
            prop_assert_eq!(comments(document.text()), comments(&text), "{}\n{}", document.text(), text);
        }
    }
}

const SEEDS: &[(&str, Format)] = &[
    (include_str!("../../examples/legacy/feature-flags/wrangler.toml"), Format::Toml),
    (include_str!("../../examples/legacy/invoice-render/wrangler.toml"), Format::Toml),
    (include_str!("../../examples/legacy/live-counter/wrangler.toml"), Format::Toml),
    (include_str!("../../examples/legacy/expenses/wrangler.jsonc"), Format::Json),
    (include_str!("../../examples/legacy/media-meta/wrangler.jsonc"), Format::Json),
];

/// A text with some of its characters removed, doubled or replaced.
fn damaged(text: &'static str) -> impl Strategy<Value = String> {
    let characters = prop::sample::select("\"'{}[],:=#/\n\r\t .\\éx0-\u{0}".chars().collect::<Vec<_>>());
    prop::collection::vec((any::<prop::sample::Index>(), 0u8..4, characters), 0..6).prop_map(move |wounds| {
        let mut text: Vec<char> = text.chars().collect();
        for (index, kind, character) in wounds {
            let at = index.index(text.len().max(1));
            match kind {
                0 if at < text.len() => drop(text.remove(at)),
                1 => text.truncate(at),
                2 if at < text.len() => text[at] = character,
                _ => text.insert(at.min(text.len()), character),
            }
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(600), ..ProptestConfig::default() })]

    #[test]
    fn damaged_configurations_are_refused_or_edited_well((format, text) in (0..SEEDS.len()).prop_flat_map(|seed| (Just(SEEDS[seed].1), damaged(SEEDS[seed].0)))) {
        check_configuration(&text, format)?;
    }

    #[test]
    fn any_text_is_survived(text in "(?s)[ -~\u{e9}\r\n\t]{0,120}") {
        for format in [Format::Json, Format::Toml] {
            check_configuration(&text, format)?;
        }
        let _ = requirements::parse(&text);
        let _ = commands::wrangler_calls(&text, 0..text.len());
        let _ = pyproject::Pyproject::parse(text.clone()).map(|pyproject| pyproject.dependencies());
        let _ = package_json::PackageJson::parse(text.clone()).map(|package| package.raise_wrangler());
        let mut draft = Draft::new(&text);
        draft.add(&gitignore::add_missing(&text, &gitignore::BUILD_PRODUCTS)).expect("one edit");
        prop_assert!(gitignore::missing(&draft.finish(), &gitignore::BUILD_PRODUCTS).is_empty());
    }

    #[test]
    fn rewritten_commands_stay_as_they_are(parts in prop::collection::vec(prop::sample::select(vec!["npx ", "wrangler ", "dev", "deploy ", "--yes ", " && ", "\n", "- ", "run: ", "run: |\n", "'", "\"", "\\\n", "echo ", "X=1 ", "# ", "uses: ", "pnpm exec ", "cd a ", "(", ";", "\t@", "CMD [", "]", ", ", "publish", " -c x.toml"]), 0..14)) {
        let text: String = parts.concat();
        for kind in [scripts::ScriptKind::Workflow, scripts::ScriptKind::Yaml, scripts::ScriptKind::Makefile, scripts::ScriptKind::Dockerfile, scripts::ScriptKind::Shell] {
            let rewrite = |text: &str| {
                let mut draft = Draft::new(text);
                for call in scripts::find(text, kind).calls {
                    if let commands::Verdict::Replace(edit) = call.verdict {
                        draft.add(&[edit]).expect("calls do not overlap");
                    }
                }
                draft.finish()
            };
            let once = rewrite(&text);
            prop_assert_eq!(&rewrite(&once), &once, "{:?}", text);
        }
    }
}

/// Whatever parses can be migrated: the result parses, says what was wanted, and a second time changes nothing.
fn check_configuration(text: &str, format: Format) -> Result<(), TestCaseError> {
    let Ok(config) = WranglerConfig::parse(text, format) else { return Ok(()) };
    let _ = (config.bindings(), config.rules(), config.crons(), config.queue_consumers(), config.to_jsonc());
    let change = FlagChange {
        add: vec!["python_workers".to_owned()],
        remove: vec!["python_workers_durable_objects".to_owned(), "python_dedicated_snapshot".to_owned()],
    };
    type Migration<'a> = &'a dyn Fn(&WranglerConfig) -> Result<Vec<Edit>, super::EditError>;
    let steps: [Migration<'_>; 3] =
        [&|config| config.raise_dates("2026-11-17"), &|config| config.change_flags(&change), &|config| {
            config.remove_vendor_rules()
        }];
    for step in steps {
        let Ok(edits) = step(&config) else { continue };
        let mut draft = Draft::new(text);
        prop_assert!(draft.add(&edits).is_ok(), "{:?}", edits);
        let after = draft.finish();
        let after = WranglerConfig::parse(after.clone(), format);
        prop_assert!(after.is_ok(), "{:?}\n{}", after, draft.finish());
        let Ok(after) = after else { continue };
        let again = step(&after);
        prop_assert!(again.as_ref().is_ok_and(Vec::is_empty), "{:?}\n{}\n{}", again, text, after.document().text());
    }
    Ok(())
}
