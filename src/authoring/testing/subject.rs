//! What is tested, put together once: a project template with layers, or a layer over files that are there.
//! Border: loads and composes; with which answers it is rendered is decided for each run.
use super::description::Description;
use super::{Fault, Files};
use crate::authoring::Workshop;
use crate::catalog::{EntryKind, IndexEntry};
use crate::compose::{Base, ClashChoices, Composition, LayRequest, Record, lay, resolve};
use crate::plan::Content;
use crate::project::Snapshot;
use crate::template::{
    Answered, Answers, Defaults, Given, GivenAnswer, Preset, Question, Questionnaire, RECORD, Template, Value,
    Variables,
};

/// The project template under a layer that does not say.
const BASE: &str = "worker";

/// What tests are rendered with in the place of the platform's newest dates and versions: what is expected does not change
/// because another pyworker runs the test.
const FIXED: [(&str, &str); 8] = [
    ("compatibility_date", "2026-01-01"),
    ("python_version", "3.13"),
    ("requires_python", ">=3.13"),
    ("wrangler_version", "4.0.0"),
    ("workers_py_version", "1.0.0"),
    ("workers_runtime_sdk_version", "1.0.0"),
    ("uv_minimum", "0.9.0"),
    ("node_minimum", "22"),
];

/// What is tested.
pub struct Subject {
    /// Nothing where a layer is laid over files that are there.
    base: Option<Template>,
    composition: Composition,
    preset: Option<Preset>,
    existing: Files,
    variables: Variables,
    id: String,
}

impl Subject {
    /// Puts it together.
    pub fn new(
        workshop: &Workshop,
        entry: &IndexEntry,
        description: &Description,
        existing: Files,
    ) -> Result<Self, Fault> {
        let template = workshop.load(entry.kind, &entry.id)?;
        let id = template.manifest.id.clone();
        let preset = template.manifest.preset.clone();
        let (mut base, mut wanted) = (None, Vec::new());
        match (entry.kind, &preset) {
            (EntryKind::Layer, _) => {
                if existing.is_empty() {
                    let base_id = description.template.as_deref().unwrap_or(BASE);
                    base = Some(workshop.load(EntryKind::Template, base_id)?);
                }
                wanted.push(template);
            }
            (_, Some(preset)) => {
                base = Some(workshop.load(EntryKind::Template, &preset.base.text)?);
                for layer in &preset.layers {
                    wanted.push(workshop.load(EntryKind::Layer, &layer.text)?);
                }
            }
            (_, None) => base = Some(template),
        }
        for layer in &description.with {
            if !wanted.iter().any(|known| known.manifest.id == *layer) {
                wanted.push(workshop.load(EntryKind::Layer, layer)?);
            }
        }
        let composition = resolve(wanted, Vec::new(), |id| workshop.load(EntryKind::Layer, id).map_err(Fault::from))?;
        let mut variables = description.name.variables();
        variables.extend(FIXED.map(|(name, value)| (name.to_owned(), Value::Text(value.to_owned()))));
        variables.insert("layers".to_owned(), Value::List(composition.ids.clone()));
        Ok(Self { base, composition, preset, existing, variables, id })
    }

    /// All questions of it.
    pub fn questionnaire(&self) -> Questionnaire<'_> {
        let layers = self.composition.layers.iter().map(|layer| &layer.template.manifest);
        Questionnaire::over(self.base.iter().map(|base| &base.manifest).chain(layers), self.variables.clone())
    }

    /// Whether a question is its own, not one of what is under or beside it.
    pub fn is_own(&self, question: &Question) -> bool {
        let layers = self.composition.layers.iter().map(|layer| &layer.template.manifest);
        let own = self.base.iter().map(|base| &base.manifest).chain(layers).find(|manifest| manifest.id == self.id);
        own.is_some_and(|manifest| manifest.questions.iter().any(|other| other.name == question.name))
    }

    /// The answer that it decides itself.
    pub fn decided(&self, question: &str) -> Option<&Value> {
        let answers = self.preset.as_ref()?.answers.iter();
        answers.filter(|answer| answer.name.text == question).map(|answer| &answer.value).next()
    }

    /// The project with these answers, without its record.
    pub fn files(&self, given: &Given) -> Result<Files, Fault> {
        let mut given = given.clone();
        for answer in self.preset.iter().flat_map(|preset| &preset.answers) {
            given.add(&answer.name.text, GivenAnswer::Value(answer.value.clone()), Answered::Preset);
        }
        let answers = self.questionnaire().complete(&given, Defaults::Accept)?;
        self.laid(&answers)
    }

    fn laid(&self, answers: &Answers) -> Result<Files, Fault> {
        let mut tree = Snapshot::in_memory("");
        for (path, content) in &self.existing {
            tree.set(path, Some(content.clone()));
        }
        let laid = lay(&LayRequest {
            tree: &tree,
            base: self.base.as_ref().map_or(Base::Unknown, Base::New),
            composition: &self.composition,
            answers,
            ground: None,
            record: &Record::default(),
            choices: &ClashChoices::default(),
        })?;
        if !laid.clashes.is_empty() {
            return Err(Fault::InTheWay(laid.clashes.into_iter().map(|clash| clash.path).collect()));
        }
        let files = laid.tree.changed().filter(|(path, _)| *path != RECORD);
        Ok(files.filter_map(|(path, content)| Some((path.to_owned(), Content::clone(content.as_ref()?)))).collect())
    }
}
