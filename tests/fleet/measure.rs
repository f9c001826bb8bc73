//! Judges a project after an update: what is lost, broken, back, missing.
//! Border: compares bytes; the library's parsers say what is broken.
use std::collections::{BTreeMap, BTreeSet};

use pyworker::config::{Document, Format, wrangler};
use pyworker::python::Module;

use super::project::Project;
use super::rival::Outcome;

type Files = BTreeMap<String, Vec<u8>>;

/// What is wrong with a result.
#[derive(Debug, Default)]
pub struct Judged {
    /// Lines that the user wrote and that stand nowhere.
    pub lost: Vec<String>,
    /// Files that cannot be read any more although they have no markers.
    pub broken: Vec<String>,
    /// Files that the user removed or renamed and that are there again.
    pub revived: Vec<String>,
    /// Lines of the new version that stand nowhere.
    pub missed: Vec<String>,
}

/// Files that the programs write for themselves.
fn is_own(path: &str) -> bool {
    path == ".pyworker.toml" || path == ".copier-answers.yml"
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

/// The lines of all files, as they count: without the space around them and without a comma behind.
fn lines(files: &Files) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| !is_own(path)) {
        let Some(text) = text(bytes) else { continue };
        for line in text.lines() {
            // Copier keeps what it cannot merge in a patch.
            let line = if path.ends_with(".rej") { line.get(1..).unwrap_or_default() } else { line };
            *found.entry(counted(line).to_owned()).or_default() += 1;
        }
    }
    found
}

fn counted(line: &str) -> &str {
    let line = line.trim();
    line.strip_suffix(',').unwrap_or(line)
}

/// Short lines say nothing: brackets, `else:`.
fn counts(line: &str) -> bool {
    line.len() > 5 && line.chars().any(char::is_alphanumeric)
}

/// The lines that one tree has more often than another one, by path.
fn added<'a>(files: &'a Files, before: &Files) -> Vec<(&'a str, &'a str, usize)> {
    let known = lines(before);
    let now = lines(files);
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, bytes) in files.iter().filter(|(path, _)| !is_own(path)) {
        let Some(text) = text(bytes) else { continue };
        for line in text.lines().map(counted).filter(|line| counts(line)) {
            let more = now[line].saturating_sub(known.get(line).copied().unwrap_or(0));
            if more > 0 && seen.insert(line) {
                found.push((path.as_str(), line, more));
            }
        }
    }
    found
}

/// How many lines the user wrote.
pub fn user_lines(project: &Project) -> usize {
    added(&project.ours, &project.base).iter().map(|(_, _, count)| count).sum()
}

/// Words and numbers of a line that another text does not have.
fn atoms<'a>(line: &'a str, without: &str) -> Vec<&'a str> {
    let known: BTreeSet<&str> = words(without).collect();
    words(line).filter(|word| !known.contains(word)).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !(character.is_alphanumeric() || "_-./@".contains(character)))
        .filter(|word| !word.is_empty())
}

fn is_config(path: &str) -> bool {
    wrangler::format_of(path).is_some()
}

/// Whether a line of one tree stands in the result: as it is, or in a configuration with everything that it says.
fn stands(path: &str, line: &str, count: usize, before: &Files, result: &BTreeMap<String, usize>, all: &str) -> bool {
    if result.get(line).copied().unwrap_or(0) >= count {
        return true;
    }
    let known = before.get(path).and_then(|bytes| text(bytes)).unwrap_or_default();
    let atoms = atoms(line, known);
    is_config(path) && atoms.iter().all(|atom| all.contains(atom))
}

/// Judges the result of an update.
pub fn judge(project: &Project, outcome: &Outcome) -> Judged {
    let result = lines(&outcome.files);
    let all: String = result.keys().map(|line| format!("{line}\n")).collect();
    let mut judged = Judged::default();
    for (path, line, count) in added(&project.ours, &project.base) {
        if !stands(path, line, count, &project.base, &result, &all) {
            judged.lost.push(format!("{path}: {line}"));
        }
    }
    for (path, bytes) in
        project.ours.iter().filter(|(path, bytes)| text(bytes).is_none() && project.base.get(*path) != Some(bytes))
    {
        if !outcome.files.values().any(|found| found == bytes) {
            judged.lost.push(format!("{path}, which is not text"));
        }
    }
    for (path, line, _) in added(&project.theirs, &project.base) {
        // What the user removed he does not want to have changed.
        let is_removed = project.base.contains_key(path) && !project.ours.contains_key(path);
        if !is_removed
            && !stands(path, line, 1, &project.base, &result, &all)
            && !is_surpassed(project, path, line, &result)
        {
            judged.missed.push(format!("{path}: {line}"));
        }
    }
    let gone = project.base.keys().filter(|path| !project.ours.contains_key(*path));
    judged.revived.extend(gone.filter(|path| outcome.files.contains_key(*path)).cloned());
    for (path, bytes) in &outcome.files {
        if let Some(reason) = broken(path, bytes)
            && project.ours.get(path).is_none_or(|ours| broken(path, ours).is_none())
        {
            judged.broken.push(format!("{path}: {reason}"));
        }
    }
    judged
}

/// Whether the user asks for a newer version of the same package: his range says what both ask for.
fn is_surpassed(project: &Project, path: &str, line: &str, result: &BTreeMap<String, usize>) -> bool {
    let Some((key, range)) = line.split_once(": \"^") else { return false };
    let begins = format!("{key}: \"^");
    let ours = project.ours.get(path).and_then(|bytes| text(bytes)).unwrap_or_default();
    let ours = ours.lines().map(counted).find(|line| line.starts_with(&begins));
    let version = |text: &str| semver::Version::parse(text.trim_end_matches('"')).ok();
    ours.is_some_and(|ours| result.contains_key(ours) && version(&ours[begins.len()..]) > version(range))
}

/// Why a file cannot be read; files with markers are for a person to finish.
fn broken(path: &str, bytes: &[u8]) -> Option<String> {
    let text = text(bytes)?;
    if text.lines().any(|line| line.starts_with("<<<<<<< ")) {
        return None;
    }
    if path.ends_with(".py") {
        return Module::read(bytes).err().map(|error| error.to_string());
    }
    if path.ends_with("package.json") {
        return serde_json::from_str::<serde_json::Value>(text).err().map(|error| error.to_string());
    }
    match wrangler::format_of(path)? {
        format @ (Format::Json | Format::Toml) => Document::parse(text, format).err().map(|error| error.to_string()),
    }
}

/// A row of the table.
pub fn row(project: &Project, outcome: &Outcome) -> serde_json::Value {
    let judged = judge(project, outcome);
    serde_json::json!({
        "conflicts": outcome.conflicts,
        "failed": outcome.failed,
        "lost": judged.lost,
        "broken": judged.broken,
        "revived": judged.revived,
        "missed": judged.missed,
        "milliseconds": outcome.time.as_millis() as u64,
    })
}
