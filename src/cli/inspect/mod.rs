//! `pyworker inspect TEMPLATE`: what a template, layer or preset asks and is, for people and for programs.
//! Border: finds it and prints; the schema of its questions is made in `schema`.
mod document;
mod schema;

use clap::Args;

use super::create::BASE;
use super::{Error, Exit, Session, catalogs};
use crate::catalog::{Catalog, CatalogError, EntryKind, Reference};
use crate::compose::{Composition, resolve};
use crate::template::{Kind, Manifest, Question, Template, Value, page};
use crate::text::closest;

/// Say what a template, preset or layer is and asks
///
/// With --json the questions are a JSON Schema (draft 2020-12): a form or a program can be made of it, and its answers
/// given with `--answers FILE`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Its name, as for --template or --with
    #[arg(value_name = "TEMPLATE")]
    name: String,
    /// What is meant, where a name is that of several
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<WantedKind>,
    /// Print the page of a layer, in Markdown
    #[arg(long)]
    markdown: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum WantedKind {
    /// Starts a project
    Project,
    /// A template with layers
    Preset,
    /// Is laid over a Worker
    Layer,
}

/// What was asked about, with everything that comes along.
struct Inspected {
    template: Template,
    /// What a preset starts from.
    base: Option<Template>,
    /// The layer itself with those that it needs, or the preset's.
    composition: Composition,
}

impl Inspected {
    fn load(catalog: &Catalog, name: &Reference, kind: Option<WantedKind>) -> Result<Self, Error> {
        let template = find(catalog, name, kind)?;
        let layer = |id: &str| catalog.load(&Reference::to(id), Kind::Feature).map_err(Error::from);
        let (base, wanted) = match (&template.manifest.preset, template.manifest.kind) {
            (Some(preset), _) => {
                let base = catalog.load(&Reference::to(&preset.base.text), Kind::Project)?;
                let layers = preset.layers.iter().map(|id| layer(&id.text));
                (Some(base), layers.collect::<Result<_, Error>>()?)
            }
            (None, Kind::Feature) => (None, vec![template.clone()]),
            (None, _) => (None, Vec::new()),
        };
        let composition = resolve(wanted, Vec::new(), layer)?;
        Ok(Self { template, base, composition })
    }

    /// The manifests whose questions are asked, in order.
    fn manifests(&self) -> impl Iterator<Item = &Manifest> {
        let own = (self.template.manifest.kind == Kind::Project).then_some(&self.template);
        let layers = self.composition.layers.iter().map(|layer| &layer.template);
        own.into_iter().chain(&self.base).chain(layers).map(|template| &template.manifest)
    }

    /// The questions, each with what a preset decides.
    fn questions(&self) -> impl Iterator<Item = (&Question, Option<&Value>)> {
        let preset = self.template.manifest.preset.as_ref();
        let answers = preset.map(|preset| &preset.answers[..]).unwrap_or_default();
        self.manifests().flat_map(|manifest| &manifest.questions).map(move |question| {
            let decided = answers.iter().find(|answer| answer.name.text == question.name);
            (question, decided.map(|answer| &answer.value))
        })
    }

    /// The command that uses it.
    fn command(&self, name: &Reference) -> String {
        match self.template.manifest.kind {
            Kind::Feature => format!("create-pyworker DIR --template {BASE} --with {name}"),
            Kind::Project | Kind::Preset => format!("create-pyworker DIR --template {name}"),
        }
    }
}

/// The template of that name: one that starts a project, else a preset, else a layer.
fn find(catalog: &Catalog, name: &Reference, kind: Option<WantedKind>) -> Result<Template, CatalogError> {
    let load = |kind| catalog.load(name, kind);
    let is_other =
        |error: &CatalogError| matches!(error, CatalogError::UnknownTemplate { .. } | CatalogError::OtherKind { .. });
    match kind {
        Some(WantedKind::Project) => load(Kind::Project),
        Some(WantedKind::Preset) => load(Kind::Preset),
        Some(WantedKind::Layer) => load(Kind::Feature),
        None => {
            let mut known = Vec::new();
            for kind in [Kind::Project, Kind::Preset, Kind::Feature] {
                match load(kind) {
                    Err(error) if is_other(&error) => {
                        known.extend(catalog.entries(kind)?.into_iter().map(|entry| entry.id));
                    }
                    found => return found,
                }
            }
            known.sort();
            known.dedup();
            let id = name.to_string();
            let meant = closest(&id, known.iter().map(String::as_str)).map(str::to_owned);
            Err(CatalogError::UnknownTemplate { kind: EntryKind::Template, id, known, meant })
        }
    }
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let catalog = catalogs::open(camino::Utf8Path::new("."), false, session)?;
        let name = catalogs::reference(&self.name)?;
        let inspected = Inspected::load(&catalog, &name, self.kind)?;
        catalogs::tell(&catalog, session);
        let theme = session.printer.stdout_theme();
        let text = if self.markdown { page(&inspected.template) } else { document::text(&inspected, &name, theme) };
        session.printer.result(&text).map_err(Error::Output)?;
        session.printer.json(&document::InspectDocument::new(&inspected)).map_err(Error::Output)?;
        Ok(Exit::Done)
    }
}
