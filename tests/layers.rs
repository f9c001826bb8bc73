//! Every layer with every other: what comes out parses, nothing is left to do by hand, and laying again changes nothing.
//! Border: the library alone, in memory; the real runtime is asked in `tests/runtime`.
#[path = "support/shelf/mod.rs"]
mod shelf;

use camino::Utf8Path;
use pyworker::compose::{Base, ClashChoices, Composition, Ground, Laid, LayRequest, Record, lay, read_record};
use pyworker::plan::Standing;
use pyworker::project::Snapshot;
use pyworker::template::{Answered, Answers, Given, GivenAnswer, Kind, Question, QuestionKind, RECORD, Value};
use rayon::prelude::*;
use shelf::{all, answers, exclude, report, shelf, together, unparsed};

/// A project of the base and some layers.
struct Made {
    composition: Composition,
    answers: Answers,
    laid: Laid,
}

fn make(ids: &[&str], given: &Given) -> Result<Made, String> {
    let shelf = shelf();
    let composition = shelf.resolve(ids).map_err(|error| error.to_string())?;
    let answers = answers(&composition, given)?;
    let laid = lay(&LayRequest {
        tree: &Snapshot::in_memory("/nowhere"),
        base: Base::New(&shelf.base),
        composition: &composition,
        answers: &answers,
        ground: None,
        record: &Record::default(),
        choices: &ClashChoices::default(),
    })
    .map_err(|error| error.to_string())?;
    Ok(Made { composition, answers, laid })
}

/// Everything that is wrong with a project.
fn faults(ids: &[&str], given: &Given) -> Vec<String> {
    let made = match make(ids, given) {
        Ok(made) => made,
        Err(error) => return vec![error],
    };
    let mut faults: Vec<String> =
        made.laid.clashes.iter().map(|clash| format!("{} of `{}` is there already", clash.path, clash.layer)).collect();
    let by_hand = |standing| matches!(standing, Standing::Manual | Standing::Refused);
    let findings = made.laid.findings.iter().filter(|finding| by_hand(finding.standing));
    faults.extend(findings.map(|finding| format!("{}: {}: {}", finding.rule, finding.place.path, finding.reason)));
    for (path, content) in made.laid.tree.changed() {
        let Some(content) = content else { continue };
        faults.extend(unparsed(path, content.bytes()).map(|fault| format!("{path}: {fault}")));
    }
    faults.extend(second(&made));
    faults
}

/// What laying the same layers over the project again would change, as if nobody knew where it came from.
fn second(made: &Made) -> Vec<String> {
    let mut tree = made.laid.tree.clone();
    tree.set(RECORD, None);
    let ground = Ground::of_tree(&tree).expect("a worker");
    let again = lay(&LayRequest {
        tree: &tree,
        base: Base::Unknown,
        composition: &made.composition,
        answers: &made.answers,
        ground: Some(ground),
        record: &Record::default(),
        choices: &ClashChoices::default(),
    });
    let again = match again {
        Ok(again) => again,
        Err(error) => return vec![format!("the second time: {error}")],
    };
    let changed = again.changes.iter().flat_map(|change| {
        let paths = change.previews.paths().iter();
        paths.map(move |path| format!("the second time {} changes {path}", change.rule))
    });
    changed
        .filter(|fault| !fault.ends_with(RECORD))
        .chain(again.clashes.iter().map(|clash| clash.path.to_string()))
        .collect()
}

#[test]
fn every_layer_alone_and_with_every_other() {
    let ids: Vec<&str> = shelf().layers.iter().map(|layer| layer.manifest.id.as_str()).collect();
    let mut combinations: Vec<Vec<&str>> = ids.iter().map(|id| vec![*id]).collect();
    for (index, one) in ids.iter().enumerate() {
        for other in &ids[index + 1..] {
            if !exclude(shelf().layer(one), shelf().layer(other)) {
                combinations.push(vec![one, other]);
                combinations.push(vec![other, one]);
            }
        }
    }
    let given = Given::default();
    report(combinations.par_iter().map(|ids| (ids.join(","), faults(ids, &given))).collect());
}

#[test]
fn all_layers_that_go_together_at_once() {
    let ids = together();
    let backwards: Vec<&str> = ids.iter().rev().copied().collect();
    let given = Given::default();
    report(vec![(ids.join(","), faults(&ids, &given)), (backwards.join(","), faults(&backwards, &given))]);
}

#[test]
fn every_choice_of_every_question() {
    let mut wanted: Vec<(&str, String, Value)> = Vec::new();
    for layer in &shelf().layers {
        for question in &layer.manifest.questions {
            let values = values(question).into_iter();
            wanted.extend(values.map(|value| (layer.manifest.id.as_str(), question.name.clone(), value)));
        }
    }
    let check = |(id, name, value): &(&str, String, Value)| {
        let mut given = Given::default();
        given.add(name, GivenAnswer::Value(value.clone()), Answered::Flag);
        let mut found = faults(&[id], &given);
        // A question that depends on another answer is not asked by itself.
        found.retain(|fault| !fault.contains("answers are missing or wrong"));
        (format!("{id} with {name}={value}"), found)
    };
    report(wanted.par_iter().map(check).collect());
}

/// The answers that a question can have, as far as they can be listed.
fn values(question: &Question) -> Vec<Value> {
    match &question.kind {
        QuestionKind::Bool => vec![Value::Bool(true), Value::Bool(false)],
        QuestionKind::Choice(choices) => choices.iter().map(|choice| Value::Text(choice.value.clone())).collect(),
        QuestionKind::MultiChoice(choices) => {
            let all: Vec<String> = choices.iter().map(|choice| choice.value.clone()).collect();
            let single = all.iter().map(|value| Value::List(vec![value.clone()]));
            single.chain([Value::List(Vec::new()), Value::List(all.clone())]).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn names_are_unique_over_all_layers() {
    let mut owners: Vec<(&str, &str)> = Vec::new();
    for template in shelf().layers.iter().chain([&shelf().base]) {
        for name in template.manifest.variables() {
            let id = template.manifest.id.as_str();
            let known = owners.iter().find(|(known, _)| *known == name);
            assert!(known.is_none(), "{name} belongs to {id} and {known:?}");
            owners.push((name, id));
        }
    }
}

#[test]
fn relations_name_layers_that_exist() {
    let ids: Vec<&str> = shelf().layers.iter().map(|layer| layer.manifest.id.as_str()).collect();
    for layer in &shelf().layers {
        let manifest = &layer.manifest;
        let conflicts = manifest.conflicts.iter().map(|conflict| &conflict.layer);
        for named in manifest.needs.iter().chain(&manifest.after).chain(conflicts) {
            assert!(ids.contains(&named.text.as_str()), "{} names {}", manifest.id, named.text);
        }
    }
}

#[test]
fn presets_can_be_made() {
    for preset in all(Kind::Preset) {
        let what = preset.manifest.preset.as_ref().expect("a preset");
        assert_eq!(what.base.text, "worker", "{}", preset.manifest.id);
        let ids: Vec<&str> = what.layers.iter().map(|layer| layer.text.as_str()).collect();
        let mut given = Given::default();
        for answer in &what.answers {
            given.add(&answer.name.text, GivenAnswer::Value(answer.value.clone()), Answered::Preset);
        }
        assert_eq!(faults(&ids, &given), Vec::<String>::new(), "{}", preset.manifest.id);
    }
}

#[test]
fn what_is_recorded_is_what_was_written() {
    let made = make(&["kv", "queue", "tests"], &Given::default()).expect("made");
    let content = made.laid.tree.read(Utf8Path::new(RECORD)).expect("a record");
    let record = read_record(content.bytes()).expect("readable");
    assert_eq!(record, made.laid.record);
    let ids: Vec<&str> = record.layers().map(|layer| layer.id.as_str()).collect();
    assert_eq!(ids, made.composition.ids);
    for template in &record.templates {
        for (path, hash) in &template.files {
            let content = made.laid.tree.read(path).unwrap_or_else(|| panic!("{path} is not there"));
            assert_eq!(content.hash(), *hash, "{path}");
        }
    }
    let known = |path: &Utf8Path| record.templates.iter().any(|template| template.files.contains_key(path));
    for (path, _) in made.laid.tree.changed().filter(|(path, _)| *path != RECORD) {
        assert!(known(path), "{path} is not in the record");
    }
}

#[test]
fn the_check_of_files_finds_what_is_wrong() {
    for (path, text) in [
        ("a.py", "def f(:\n"),
        ("a.py", "return 1\n"),
        ("a.toml", "a = \n"),
        ("a.jsonc", "{ // x\n  \"a\" 1 }\n"),
        (".github/a.yml", "a: [1\n"),
    ] {
        assert!(unparsed(Utf8Path::new(path), text.as_bytes()).is_some(), "{path}: {text}");
    }
    assert_eq!(unparsed(Utf8Path::new("a.yml"), b"a: [1]\n"), None);
}
