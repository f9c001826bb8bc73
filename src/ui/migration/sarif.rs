//! A migration as SARIF 2.1.0, which code scanning reads.
//! Border: the format; what counts as a result was decided in the plan.
use std::collections::BTreeMap;

use camino::Utf8Path;
use serde_json::{Value, json};

use super::MigrationView;
use crate::plan::diff::{LineKind, hunks};
use crate::plan::{Change, FilePreview, Place, Plan, Rule, Safety, Standing};

/// The document; paths stand under `prefix`, the root's place in the repository. `summaries` has a line for each code.
pub fn sarif(view: MigrationView<'_>, prefix: &Utf8Path, summaries: &BTreeMap<String, String>) -> Value {
    let mut rules: Vec<&Rule> = Vec::new();
    let used = view.plan.changes.iter().map(|change| &change.rule);
    for rule in used.chain(view.plan.findings.iter().map(|finding| &finding.rule)) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules.sort();
    let mut results: Vec<Value> = Vec::new();
    for change in &view.plan.changes {
        let level = match change.safety {
            Safety::Safe => "note",
            Safety::Review | Safety::Manual => "warning",
        };
        let message = format!("{}: {}", change.title, change.reason);
        let mut result = result(&change.rule, level, &message, &change.place, prefix);
        result["partialFingerprints"] = json!({ "pyworkerChange/v1": change.id.as_str() });
        result["properties"] = json!({ "safety": change.safety });
        if let Some(fix) = fix(change, view.plan, prefix) {
            result["fixes"] = json!([fix]);
        }
        results.push(result);
    }
    for finding in &view.plan.findings {
        let level = match finding.standing {
            Standing::Refused => "error",
            Standing::Manual => "warning",
            Standing::Skipped | Standing::Note => "note",
        };
        let mut message = finding.reason.clone();
        if let Some(next) = &finding.next_step {
            message.push_str(&format!(" Next: {next}"));
        }
        results.push(result(&finding.rule, level, &message, &finding.place, prefix));
    }
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|rule| {
            let summary = summaries.get(rule.code.as_ref()).map_or(rule.name.as_ref(), String::as_str);
            json!({ "id": rule.code, "name": rule.name, "shortDescription": { "text": summary } })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "pyworker",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(rule: &Rule, level: &str, message: &str, place: &Place, prefix: &Utf8Path) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&prefix.join(&place.path)) } });
    if place.line > 0 {
        physical["region"] = json!({ "startLine": place.line });
        if place.column > 0 {
            physical["region"]["startColumn"] = json!(place.column);
        }
    }
    json!({
        "ruleId": rule.code,
        "level": level,
        "message": { "text": message },
        "locations": [{ "physicalLocation": physical }],
    })
}

/// The change as replacements of lines. SARIF has no words for files that come or go, nor for bytes that are no text,
/// nor for a change that follows another one in the same file: such a change has no fix, because half of it would be
/// wrong.
fn fix(change: &Change, plan: &Plan, prefix: &Utf8Path) -> Option<Value> {
    let speaks_of_original = |preview: &FilePreview| {
        let file = plan.files.iter().find(|file| file.path == preview.path);
        file.is_none_or(|file| file.before == preview.before)
    };
    let files = change.previews.files();
    let artifacts: Option<Vec<Value>> = files
        .iter()
        .map(|preview| speaks_of_original(preview).then(|| artifact_change(preview, prefix)).flatten())
        .collect();
    let artifacts = artifacts.filter(|artifacts| !artifacts.is_empty())?;
    Some(json!({ "description": { "text": change.title }, "artifactChanges": artifacts }))
}

fn artifact_change(preview: &FilePreview, prefix: &Utf8Path) -> Option<Value> {
    let (before, after) = (preview.before.as_ref()?, preview.after.as_ref()?);
    let (before, after) = (std::str::from_utf8(before.bytes()).ok()?, std::str::from_utf8(after.bytes()).ok()?);
    let mut replacements = Vec::new();
    for hunk in hunks(before.as_bytes(), after.as_bytes(), 0) {
        let of = |kind: LineKind| {
            let lines = hunk.lines.iter().filter(move |line| line.kind == kind);
            lines.map(|line| String::from_utf8_lossy(line.bytes)).collect::<Vec<_>>()
        };
        let (removed, added) = (of(LineKind::Removed), of(LineKind::Added));
        let start = hunk.old_start + 1;
        // Whole lines end where the next begins; the last line of a file may have no next.
        let region = match removed.last() {
            Some(last) if !last.ends_with('\n') => json!({
                "startLine": start,
                "startColumn": 1,
                "endLine": start + removed.len() - 1,
                "endColumn": last.chars().count() + 1,
            }),
            _ => json!({
                "startLine": start,
                "startColumn": 1,
                "endLine": start + removed.len(),
                "endColumn": 1,
            }),
        };
        let mut replacement = json!({ "deletedRegion": region });
        if !added.is_empty() {
            replacement["insertedContent"] = json!({ "text": added.concat() });
        }
        replacements.push(replacement);
    }
    let location = json!({ "uri": uri(&prefix.join(&preview.path)) });
    Some(json!({ "artifactLocation": location, "replacements": replacements }))
}

/// A path as a relative URI.
fn uri(path: &Utf8Path) -> String {
    let mut uri = String::with_capacity(path.as_str().len());
    for byte in path.as_str().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::migration::samples;

    fn document() -> Value {
        let plan = samples::plan();
        let summaries = BTreeMap::from([("PW101".to_owned(), "Handlers become methods".to_owned())]);
        sarif(MigrationView { workers: &[], plan: &plan }, Utf8Path::new("w"), &summaries)
    }

    #[test]
    fn results_name_rule_place_and_fix() {
        let document = document();
        let run = &document["runs"][0];
        let codes: Vec<&str> = run["tool"]["driver"]["rules"]
            .as_array()
            .expect("rules")
            .iter()
            .filter_map(|rule| rule["id"].as_str())
            .collect();
        assert_eq!(codes, ["PW000", "PW101", "PW401", "PW402"]);
        assert_eq!(run["tool"]["driver"]["rules"][1]["shortDescription"]["text"], "Handlers become methods");
        let first = &run["results"][0];
        assert_eq!(first["level"], "note");
        assert_eq!(
            first["locations"][0]["physicalLocation"],
            json!({ "artifactLocation": { "uri": "w/src/entry.py" }, "region": { "startLine": 3, "startColumn": 1 } })
        );
        assert_eq!(
            first["fixes"][0]["artifactChanges"][0]["replacements"],
            json!([{
                "deletedRegion": { "startLine": 3, "startColumn": 1, "endLine": 4, "endColumn": 1 },
                "insertedContent": { "text": "class Default:\n" },
            }])
        );
        let second = &run["results"][1];
        assert_eq!(second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "w/src/odd%2C%20name.py");
        assert_eq!(
            second["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"],
            json!({ "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 8 }),
            "a last line without a line end"
        );
        assert_eq!(run["results"][3]["level"], "error");
    }

    #[test]
    fn a_change_that_makes_a_file_has_no_fix() {
        let mut plan = samples::plan();
        let preview = plan.changes[0].previews.files()[0].clone();
        plan.changes[0].previews = vec![FilePreview { before: None, ..preview }].into();
        let document = sarif(MigrationView { workers: &[], plan: &plan }, Utf8Path::new(""), &BTreeMap::new());
        assert_eq!(document["runs"][0]["results"][0].get("fixes"), None);
    }

    #[test]
    fn a_change_over_text_that_is_edited_already_has_no_fix() {
        let mut plan = samples::plan();
        let preview = plan.changes[0].previews.files()[0].clone();
        let before = Some(crate::plan::Content::from("import json, os\n"));
        plan.changes[0].previews = vec![FilePreview { before, ..preview }].into();
        let document = sarif(MigrationView { workers: &[], plan: &plan }, Utf8Path::new(""), &BTreeMap::new());
        assert_eq!(document["runs"][0]["results"][0].get("fixes"), None);
    }
}
