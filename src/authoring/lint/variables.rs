//! Names that nothing gives, and names that nothing uses, in all files at once and also in branches that are rare.
//! Border: static; nothing is rendered.
use std::collections::BTreeSet;

use super::Problem;
use crate::authoring::{Workshop, spans};
use crate::template::{
    ManifestProblem, Renderer, Template, TemplateError, TemplateFile, names_in_condition, names_in_text,
};
use crate::text::closest;

/// More names than this in one file are not mistakes but another language.
const MOST: usize = 50;

/// Finds names that are not known, and files that cannot be parsed.
pub fn unknown(workshop: &Workshop, template: &Template, found: &mut Vec<Problem>) {
    let needed = workshop.needed(template);
    let foreign: Vec<&str> = needed.iter().flat_map(|layer| layer.manifest.variables()).collect();
    let manifest = &template.manifest;
    for name in &manifest.foreign {
        if !foreign.contains(&name.text.as_str()) {
            let known = manifest.variables().chain(foreign.iter().copied());
            let meant = closest(&name.text, known).map(str::to_owned);
            let problem = ManifestProblem::UnknownVariable { name: name.text.clone(), meant };
            found.push(TemplateError::Manifest { place: manifest.place(name.range.clone()), problem }.into());
        }
    }
    let Err(error) = Renderer::new(template, &foreign) else { return };
    let before = found.len();
    // Each file alone: one that cannot be parsed hides the others.
    for alone in files(template).into_iter().map(|file| alone(template, file)) {
        let mut known: Vec<String> = foreign.iter().map(|&name| name.to_owned()).collect();
        while known.len() < foreign.len() + MOST {
            let names: Vec<&str> = known.iter().map(String::as_str).collect();
            match Renderer::new(&alone, &names) {
                Ok(_) => break,
                Err(TemplateError::UnknownVariable { place, name, meant }) => {
                    known.push(name.clone());
                    found.push(TemplateError::UnknownVariable { place, name, meant }.into());
                }
                Err(error) => {
                    found.push(error.into());
                    break;
                }
            }
        }
    }
    // Files that are wrong only together.
    if found.len() == before {
        found.push(error.into());
    }
}

/// Finds questions and computed values that neither the template nor another one of the catalog uses.
pub fn unused<'a>(template: &Template, all: impl Iterator<Item = &'a Template>) -> Vec<Problem> {
    // What a file that cannot be parsed uses is not known.
    if files(template).into_iter().any(|file| file.is_rendered() && parsed(file).is_none()) {
        return Vec::new();
    }
    let used: BTreeSet<String> = all.flat_map(used).collect();
    let manifest = &template.manifest;
    let unused = |table: &'static str, name: &str| {
        let range = spans::of_entry(manifest.text.text(), table, ("name", name), "name");
        Problem::Unused { place: manifest.place(range), name: name.to_owned() }
    };
    let questions = manifest.questions.iter().map(|question| ("question", &question.name));
    let computed = manifest.computed.iter().map(|computed| ("computed", &computed.name));
    questions
        .chain(computed)
        .filter(|(_, name)| !used.contains(*name))
        .map(|(table, name)| unused(table, name))
        .collect()
}

/// Every name that a template uses; where a text cannot be parsed, that is said elsewhere.
fn used(template: &Template) -> Vec<String> {
    let mut names = Vec::new();
    for (key, text) in spans::texts(template.manifest.text.text()) {
        let found = if key == "when" { names_in_condition(&text) } else { names_in_text(&text) };
        names.extend(found.unwrap_or_default());
    }
    for file in files(template) {
        names.extend(names_in_text(&file.path()).unwrap_or_default());
        if file.is_rendered() {
            names.extend(parsed(file).unwrap_or_default());
        }
    }
    names
}

/// The names in a file, if it can be parsed.
fn parsed(file: &TemplateFile) -> Option<Vec<String>> {
    names_in_text(std::str::from_utf8(&file.content).ok()?).ok()
}

fn files(template: &Template) -> Vec<&TemplateFile> {
    let fragments = template.fragments.iter().map(|(_, file)| file);
    template.files.iter().chain(fragments).chain(&template.partials).collect()
}

/// The template with one file only.
fn alone(template: &Template, file: &TemplateFile) -> Template {
    let mut alone = template.clone();
    alone.files.retain(|other| other == file);
    alone.fragments.retain(|(_, other)| other == file);
    alone
}
