//! Names of other entries: what replaces a deprecated one, what a layer needs, what a preset is made of.
//! Border: whether they exist and fit; loading them is the workshop's work.
use super::Problem;
use crate::authoring::{Workshop, spans};
use crate::catalog::{EntryKind, IndexEntry, Stage};
use crate::template::{Expression, Manifest, Preset, Question, Template};
use crate::text::closest;

/// What the index says about others.
pub fn entry(workshop: &Workshop, entry: &IndexEntry, found: &mut Vec<Problem>) {
    let Stage::Deprecated { replaced_by: Some(other) } = &entry.stage else { return };
    // What lies in another catalog is not known here.
    if other.contains('/') {
        return;
    }
    let index = &workshop.shelf.index;
    let range = spans::of_entry(&index.text, entry.kind.table(), ("id", &entry.id), "replaced_by");
    let place = index.place(&range);
    let kinds: &[EntryKind] = match entry.kind {
        EntryKind::Template | EntryKind::Preset => &[EntryKind::Template, EntryKind::Preset],
        EntryKind::Layer => &[EntryKind::Layer],
        EntryKind::Codemods => &[EntryKind::Codemods],
    };
    match kinds.iter().find_map(|kind| workshop.find(*kind, other)) {
        None => {
            let meant = kinds.iter().find_map(|kind| workshop.meant(*kind, other)).filter(|meant| *meant != entry.id);
            found.push(Problem::NoReference { place, kind: entry.kind, id: other.clone(), meant });
        }
        Some((_, replacement)) if matches!(replacement.stage, Stage::Deprecated { .. }) => {
            found.push(Problem::ReplacedByDeprecated { place, id: other.clone() });
        }
        Some(_) => {}
    }
}

/// What a manifest says about others.
pub fn template(workshop: &Workshop, template: &Template, found: &mut Vec<Problem>) {
    let manifest = &template.manifest;
    let named = manifest.needs.iter().chain(manifest.conflicts.iter().map(|other| &other.layer)).chain(&manifest.after);
    for name in named {
        exists(workshop, manifest, EntryKind::Layer, name, found);
    }
    for need in &manifest.needs {
        if let Some(chain) = circle(workshop, &manifest.id, &need.text) {
            found.push(Problem::NeedsCycle { place: manifest.place(need.range.clone()), chain });
        }
    }
    if let Some(preset) = &manifest.preset {
        self::preset(workshop, manifest, preset, found);
    }
}

fn exists(
    workshop: &Workshop,
    manifest: &Manifest,
    kind: EntryKind,
    name: &Expression,
    found: &mut Vec<Problem>,
) -> bool {
    let exists = workshop.find(kind, &name.text).is_some();
    if !exists {
        let (place, meant) = (manifest.place(name.range.clone()), workshop.meant(kind, &name.text));
        found.push(Problem::NoReference { place, kind, id: name.text.clone(), meant });
    }
    exists
}

/// The way from `need` back to `id`, if there is one.
fn circle(workshop: &Workshop, id: &str, need: &str) -> Option<Vec<String>> {
    let mut ways = vec![vec![id.to_owned(), need.to_owned()]];
    let mut seen: Vec<String> = Vec::new();
    while let Some(way) = ways.pop() {
        let last = way.last()?.clone();
        if last == id {
            return Some(way);
        }
        if seen.contains(&last) {
            continue;
        }
        seen.push(last.clone());
        // What cannot be read is told of its own entry.
        let Ok(layer) = workshop.load(EntryKind::Layer, &last) else { continue };
        for need in &layer.manifest.needs {
            ways.push(way.iter().cloned().chain([need.text.clone()]).collect());
        }
    }
    None
}

fn preset(workshop: &Workshop, manifest: &Manifest, preset: &Preset, found: &mut Vec<Problem>) {
    let mut complete = exists(workshop, manifest, EntryKind::Template, &preset.base, found);
    for layer in &preset.layers {
        complete &= exists(workshop, manifest, EntryKind::Layer, layer, found);
    }
    if !complete {
        return;
    }
    let mut parts = Vec::new();
    parts.extend(workshop.load(EntryKind::Template, &preset.base.text));
    for layer in &preset.layers {
        let Ok(layer) = workshop.load(EntryKind::Layer, &layer.text) else { return };
        parts.extend(workshop.needed(&layer));
        parts.push(layer);
    }
    let questions: Vec<&Question> = parts.iter().flat_map(|part| &part.manifest.questions).collect();
    for answer in &preset.answers {
        let name = &answer.name.text;
        let place = manifest.place(answer.name.range.clone());
        match questions.iter().find(|question| question.name == *name) {
            None => {
                let meant = closest(name, questions.iter().map(|question| question.name.as_str())).map(str::to_owned);
                found.push(Problem::NoQuestion { place, name: name.clone(), meant });
            }
            Some(question) => {
                if let Err(reason) = question.check(answer.value.clone()) {
                    found.push(Problem::PresetAnswer { place, reason: reason.to_string() });
                }
            }
        }
    }
}
