//! What tests of layers share: the built-in catalog, answers, and whether a file is what its name says.
//! Border: nothing is laid here.
use std::sync::OnceLock;

use camino::Utf8Path;
use pyworker::catalog::{Catalog, Reference};
use pyworker::compose::{ComposeError, Composition, resolve};
use pyworker::config::{Document, Format};
use pyworker::python::new_problems;
use pyworker::template::{Answers, Defaults, Given, Kind, ProjectName, Questionnaire, Template, Value};
use saphyr_parser::Parser;

/// The base and all layers of the built-in catalog, loaded once.
pub struct Shelf {
    pub base: Template,
    pub layers: Vec<Template>,
}

pub fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| {
        let base = Catalog::default().load(&Reference::to("worker"), Kind::Project);
        Shelf { base: base.unwrap_or_else(|error| panic!("worker: {error}")), layers: all(Kind::Feature) }
    })
}

impl Shelf {
    pub fn layer(&self, id: &str) -> &Template {
        self.layers.iter().find(|layer| layer.manifest.id == id).unwrap_or_else(|| panic!("there is no layer {id}"))
    }

    pub fn resolve(&self, ids: &[&str]) -> Result<Composition, ComposeError> {
        let wanted = ids.iter().map(|id| self.layer(id).clone()).collect();
        resolve(wanted, Vec::new(), |id| Ok(self.layer(id).clone()))
    }
}

pub fn answers(composition: &Composition, given: &Given) -> Result<Answers, String> {
    let name = ProjectName::new("notes-api").expect("a valid name");
    let mut variables = name.variables();
    variables.insert("layers".to_owned(), Value::List(composition.ids.clone()));
    let layers = composition.layers.iter().map(|layer| &layer.template.manifest);
    Questionnaire::over(std::iter::once(&shelf().base.manifest).chain(layers), variables)
        .complete(given, Defaults::Accept)
        .map_err(|error| error.to_string())
}

/// What a file's own language says against it.
pub fn unparsed(path: &Utf8Path, bytes: &[u8]) -> Option<String> {
    let kind = path.extension().unwrap_or_default();
    if !["py", "json", "jsonc", "toml", "yml", "yaml"].contains(&kind) {
        return None;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("it is not UTF-8".to_owned()) };
    match kind {
        "py" => new_problems("", text).first().map(|problem| format!("line {}: {}", problem.line, problem.message)),
        "toml" => Document::parse(text, Format::Toml).err().map(|error| error.to_string()),
        "yml" | "yaml" => Parser::new_from_str(text).find_map(Result::err).map(|error| error.to_string()),
        _ => Document::parse(text, Format::Json).err().map(|error| error.to_string()),
    }
}

pub fn exclude(one: &Template, other: &Template) -> bool {
    let says = |one: &Template, other: &Template| {
        one.manifest.conflicts.iter().any(|conflict| conflict.layer.text == other.manifest.id)
    };
    says(one, other) || says(other, one)
}

/// Every template of a kind.
pub fn all(kind: Kind) -> Vec<Template> {
    let catalog = Catalog::default();
    let entries = catalog.entries(kind).expect("readable");
    let load = |id: &str| catalog.load(&Reference::to(id), kind).unwrap_or_else(|error| panic!("{id}: {error}"));
    entries.iter().map(|entry| load(&entry.id)).collect()
}

/// All layers that can be laid together.
pub fn together() -> Vec<&'static str> {
    let mut together: Vec<&Template> = Vec::new();
    for layer in &shelf().layers {
        if together.iter().all(|other| !exclude(layer, other)) {
            together.push(layer);
        }
    }
    together.into_iter().map(|layer| layer.manifest.id.as_str()).collect()
}

pub fn report(faults: Vec<(String, Vec<String>)>) {
    let bad: Vec<String> = faults
        .into_iter()
        .filter(|(_, faults)| !faults.is_empty())
        .map(|(name, faults)| format!("{name}\n    {}", faults.join("\n    ")))
        .collect();
    assert!(bad.is_empty(), "{} combinations are wrong:\n{}", bad.len(), bad.join("\n"));
}
