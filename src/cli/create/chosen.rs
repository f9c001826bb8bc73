//! What a project is made of: a project template and layers, from a template or a preset and `--with`.
//! Border: asks the catalog and composes; the answers to their questions are others' business.
use super::trouble::Trouble;
use crate::catalog::{Catalog, CatalogError, Decided, Entry, EntryKind, Reference};
use crate::cli::{Error, policy};
use crate::compose::{ComposeError, Composition, Reason, resolve};
use crate::template::{
    AnswerTrouble, Answered, Given, GivenAnswer, Kind, Manifest, Question, Questionnaire, Template, Value, Variables,
};

/// The template under layers that are named without one.
pub(in crate::cli) const BASE: &str = "worker";

/// What is offered first.
const SMALLEST: &str = "minimal";

/// What a project can start from: the smallest one, the other presets, the templates.
///
/// # Errors
/// When a catalog cannot be read.
pub(super) fn starts(catalog: &Catalog) -> Result<Vec<Entry>, CatalogError> {
    let mut entries = catalog.entries(Kind::Preset)?;
    entries.extend(catalog.entries(Kind::Project)?);
    entries.sort_by_key(|entry| entry.id != SMALLEST);
    Ok(entries)
}

/// A project template with layers.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    /// The preset that was named, if one was.
    pub preset: Option<Template>,
    /// What the layers are laid on.
    pub base: Template,
    /// The layers.
    pub composition: Composition,
    /// Answers that a policy has decided.
    pub decided: Vec<Decided>,
}

/// What stands in the way, or an error that ends everything.
pub(super) enum Failure {
    /// To be listed with others.
    Trouble(Box<Trouble>),
    /// A template that is broken.
    Fatal(Box<Error>),
}

impl Chosen {
    /// Loads the template or preset that `start` names (without one, the base of layers), and the layers.
    pub fn load(catalog: &Catalog, start: Option<&Reference>, with: &[Reference]) -> Result<Self, Failure> {
        let base = Reference::to(BASE);
        let start = start.unwrap_or(&base);
        let template = catalog.load(start, Kind::Project).or_else(|error| match error {
            CatalogError::OtherKind { found: EntryKind::Preset, .. } => catalog.load(start, Kind::Preset),
            CatalogError::UnknownTemplate { .. } => {
                catalog.load(start, Kind::Preset).map_err(|_| with_presets(catalog, error))
            }
            error => Err(error),
        });
        let template = template.map_err(|error| failure(error, Trouble::Catalog))?;
        Self::of(catalog, template, with)
    }

    /// What a template or preset comes to with more layers.
    pub fn of(catalog: &Catalog, template: Template, with: &[Reference]) -> Result<Self, Failure> {
        let mut wanted = Vec::new();
        let layer = |reference: &Reference| {
            catalog.load(reference, Kind::Feature).map_err(|error| failure(error, Trouble::Layer))
        };
        let (preset, base) = match template.manifest.preset.clone() {
            None => (None, template),
            Some(preset) => {
                let base = Reference::to(&preset.base.text);
                let base = catalog.load(&base, Kind::Project).map_err(|error| failure(error, Trouble::Catalog))?;
                for id in &preset.layers {
                    wanted.push(layer(&Reference::to(&id.text))?);
                }
                (Some(template), base)
            }
        };
        for reference in with.iter().chain(&catalog.required_layers()) {
            let template = layer(reference)?;
            if !wanted.iter().any(|known: &Template| known.manifest.id == template.manifest.id) {
                wanted.push(template);
            }
        }
        let composition = resolve(wanted, Vec::new(), |id| layer(&Reference::to(id)))?;
        Ok(Self { preset, base, composition, decided: catalog.decided() })
    }

    /// A project template with exactly these layers and what they need.
    pub fn over(catalog: &Catalog, base: Template, layers: Vec<Template>) -> Result<Self, Failure> {
        let layer =
            |id: &str| catalog.load(&Reference::to(id), Kind::Feature).map_err(|error| failure(error, Trouble::Layer));
        let composition = resolve(layers, Vec::new(), layer)?;
        Ok(Self { preset: None, base, composition, decided: catalog.decided() })
    }

    /// Whether layers are what makes it.
    pub fn is_layered(&self) -> bool {
        self.preset.is_some() || self.base.manifest.id == BASE
    }

    /// The ids of the layers that were asked for, by name or by the preset.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.composition.layers.iter().filter(|layer| layer.reason == Reason::Asked);
        asked.map(|layer| layer.id().to_owned()).collect()
    }

    /// What the preset answers to a question.
    pub fn preset_answer(&self, question: &str) -> Option<&Value> {
        let preset = self.preset.as_ref()?.manifest.preset.as_ref()?;
        preset.answers.iter().find(|answer| answer.name.text == question).map(|answer| &answer.value)
    }

    /// The project template and the layers, in order.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        std::iter::once(&self.base).chain(self.composition.layers.iter().map(|layer| &layer.template))
    }

    /// The manifests whose questions are put, in order.
    pub fn manifests(&self) -> impl Iterator<Item = &Manifest> {
        let layers = self.composition.layers.iter().map(|layer| &layer.template.manifest);
        std::iter::once(&self.base.manifest).chain(layers)
    }

    /// The questions of all of them.
    pub fn questionnaire(&self, variables: Variables) -> Questionnaire<'_> {
        let mut variables = variables;
        variables.insert("layers".to_owned(), Value::List(self.composition.ids.clone()));
        Questionnaire::over(self.manifests(), variables)
    }

    /// The name that the user knows it by: the preset's, or the template's.
    pub fn id(&self) -> &str {
        &self.preset.as_ref().unwrap_or(&self.base).manifest.id
    }

    /// The answers that were given, with those of the environment.
    pub fn with_environment(&self, given: &Given) -> Given {
        let mut given = given.clone();
        for manifest in self.manifests() {
            given.add_environment(manifest, |name| std::env::var_os(name));
        }
        policy::prescribe(&self.decided, self.questions(), &mut given);
        given
    }

    fn questions(&self) -> impl Iterator<Item = &Question> {
        self.manifests().flat_map(|manifest| &manifest.questions)
    }

    /// Answers that were given and are not those that a policy has decided.
    pub fn contradictions(&self, given: &Given) -> Vec<AnswerTrouble> {
        let mut given = given.clone();
        for manifest in self.manifests() {
            given.add_environment(manifest, |name| std::env::var_os(name));
        }
        policy::contradictions(&self.decided, self.questions(), &given)
    }

    /// Adds what the preset decides; whatever was given before counts more.
    pub fn add_preset(&self, given: &mut Given) {
        let preset = self.preset.as_ref().and_then(|preset| preset.manifest.preset.as_ref());
        for answer in preset.map(|preset| &preset.answers[..]).unwrap_or_default() {
            given.add(&answer.name.text, GivenAnswer::Value(answer.value.clone()), Answered::Preset);
        }
    }
}

impl From<ComposeError> for Failure {
    fn from(error: ComposeError) -> Self {
        match error {
            ComposeError::Template(error) => Self::Fatal(Box::new(error.into())),
            error => Self::Trouble(Box::new(Trouble::Compose(error))),
        }
    }
}

fn failure(error: CatalogError, trouble: impl FnOnce(CatalogError) -> Trouble) -> Failure {
    match error {
        CatalogError::Template(error) => Failure::Fatal(Box::new(error.into())),
        // A name that means nothing is listed with other mistakes of the request; what is wrong elsewhere is told alone.
        error if error.is_about_a_name() => Failure::Trouble(Box::new(trouble(error))),
        error => Failure::Fatal(Box::new(error.into())),
    }
}

/// Presets are known where templates are.
fn with_presets(catalog: &Catalog, error: CatalogError) -> CatalogError {
    match error {
        CatalogError::UnknownTemplate { kind, id, mut known, meant } => {
            known.extend(catalog.entries(Kind::Preset).unwrap_or_default().iter().map(|entry| catalog.name_of(entry)));
            let meant =
                meant.or_else(|| crate::text::closest(&id, known.iter().map(String::as_str)).map(str::to_owned));
            CatalogError::UnknownTemplate { kind, id, known, meant }
        }
        error => error,
    }
}
