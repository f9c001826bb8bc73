//! What is wrong with a catalog, as far as it can be known without rendering anything for a user.
//! Border: reads; the words for each finding stand in `cli::wording`.

mod defaults;
mod finding;
mod references;
mod tags;
mod variables;
mod versions;

use std::collections::BTreeSet;

pub use finding::{Finding, Problem};

use super::{Workshop, spans};
use crate::catalog::{CODEMODS, EntryKind, IndexEntry, manifest_name};
use crate::template::{MANIFEST, Template};

/// Everything that is wrong, in the order of the index.
pub fn lint(workshop: &Workshop) -> Vec<Finding> {
    let index = &workshop.shelf.index;
    let mut findings = Vec::new();
    let mut templates = Vec::new();
    for entry in &index.entries {
        let mut found = Vec::new();
        references::entry(workshop, entry, &mut found);
        if let Some(template) = read(workshop, entry, &mut found) {
            references::template(workshop, &template, &mut found);
            defaults::check(&template, &mut found);
            tags::check(&template, &mut found);
            variables::unknown(workshop, &template, &mut found);
            for rule in template.unmatched() {
                found.push(Problem::NoMatch { place: template.manifest.place(rule.range.clone()) });
            }
            templates.push((entry, template));
        }
        // Where the files cannot be read, nothing more can be said about what was published from them.
        if !found.iter().any(Problem::is_unreadable) {
            versions::check(workshop, entry, &mut found);
        }
        findings.extend(found.into_iter().map(|problem| Finding::of(entry, problem)));
    }
    for (entry, template) in &templates {
        let others = templates.iter().map(|(_, template)| template);
        let unused = variables::unused(template, others);
        findings.extend(unused.into_iter().map(|problem| Finding::of(entry, problem)));
    }
    findings.extend(unlisted(workshop).into_iter().map(|problem| Finding { entry: None, problem }));
    // By entry, without mixing what is found first and what is found last.
    let position = |finding: &Finding| {
        let entry = finding.entry.as_ref();
        entry.map_or(usize::MAX, |(kind, id)| {
            index.entries.iter().position(|entry| entry.kind == *kind && entry.id == *id).unwrap_or(usize::MAX)
        })
    };
    findings.sort_by_key(position);
    // A mistake in what many inherit or include is one mistake.
    let mut known = BTreeSet::new();
    findings.retain(|finding| known.insert(format!("{:?}", finding.problem)));
    findings
}

/// The template of an entry, if it is one and can be read.
fn read(workshop: &Workshop, entry: &IndexEntry, found: &mut Vec<Problem>) -> Option<Template> {
    let index = &workshop.shelf.index;
    let manifest = entry.path.join(manifest_name(entry.kind));
    match workshop.shelf.tree().find(&manifest) {
        Ok(Some(_)) => {}
        Ok(None) => {
            let path = workshop.shelf.tree().name(&manifest);
            found.push(Problem::NoManifest { place: index.place(&entry.range), path });
            return None;
        }
        Err(error) => {
            found.push(error.into());
            return None;
        }
    }
    if entry.kind == EntryKind::Codemods {
        if let Err(error) = workshop.shelf.working_version(entry) {
            found.push(error.into());
        }
        return None;
    }
    let template = match workshop.shelf.working(entry) {
        Ok(template) => template,
        Err(error) => {
            found.push(error.into());
            return None;
        }
    };
    let manifest = &template.manifest;
    let kind = EntryKind::from(manifest.kind);
    if kind != entry.kind {
        let place = manifest.place(spans::of_key(manifest.text.text(), "kind"));
        found.push(Problem::OtherKind { place, found: kind, wanted: entry.kind });
        return None;
    }
    if manifest.id != entry.id {
        let place = manifest.place(spans::of_key(manifest.text.text(), "id"));
        found.push(Problem::OtherId { place, found: manifest.id.clone(), wanted: entry.id.clone() });
    }
    Some(template)
}

/// Templates and sets that lie where such things lie, that the index does not name, and that nothing it names extends.
fn unlisted(workshop: &Workshop) -> Vec<Problem> {
    let index = &workshop.shelf.index;
    let mut known: BTreeSet<_> = index.entries.iter().map(|entry| entry.path.clone()).collect();
    known.extend(index.entries.iter().flat_map(|entry| &entry.versions).filter_map(|version| version.path.clone()));
    known.extend(index.entries.iter().flat_map(|entry| workshop.shelf.ancestors(entry)));
    let mut problems = Vec::new();
    for kind in EntryKind::ALL {
        // What cannot be listed is told where the index names it.
        let files = workshop.shelf.tree().list(kind.directory().into()).unwrap_or_default();
        for file in files.iter().filter(|file| matches!(file.path.file_name(), Some(MANIFEST | CODEMODS))) {
            let directory = file.path.parent().unwrap_or(&file.path);
            if !known.iter().any(|known| directory.starts_with(known)) {
                let directory = workshop.shelf.tree().name(directory);
                problems.push(Problem::Unlisted { place: index.place(&(0..0)), kind, directory });
            }
        }
    }
    problems
}
