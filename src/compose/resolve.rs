//! Which layers a set of wishes comes to, and in which order they are laid.
//! Border: ids, needs and conflicts; loading a template is the caller's work.
use std::collections::BTreeMap;

use super::error::{ComposeError, Incompatible};
use super::order;
use crate::template::{ManifestProblem, Template, TemplateError};
use crate::text::closest;

/// Why a layer belongs to a composition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It was asked for.
    Asked,
    /// A layer needs it.
    NeededBy(String),
    /// It is there already.
    Present,
}

/// A layer of a composition.
#[derive(Debug, Clone)]
pub struct ResolvedLayer {
    /// The layer.
    pub template: Template,
    /// Why it is there.
    pub reason: Reason,
}

impl ResolvedLayer {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.template.manifest.id
    }

    /// Whether it was there before.
    pub fn is_present(&self) -> bool {
        self.reason == Reason::Present
    }
}

/// A layer that a project has already.
#[derive(Debug, Clone)]
pub struct Present {
    /// Its id.
    pub id: String,
    /// The template it was made from, if it can still be had.
    pub template: Option<Template>,
}

/// Layers that go together, in the order in which they are laid: those that are there first.
#[derive(Debug, Clone, Default)]
pub struct Composition {
    /// All of them, as far as their templates can be had.
    pub layers: Vec<ResolvedLayer>,
    /// The ids of all, also of those whose templates cannot be had.
    pub ids: Vec<String>,
}

impl Composition {
    /// The layers that are new.
    pub fn new_layers(&self) -> impl Iterator<Item = &ResolvedLayer> {
        self.layers.iter().filter(|layer| !layer.is_present())
    }
}

/// Resolves `wanted` over what is `present`; `load` finds the layers that others need. A wanted layer that is there
/// already is no news.
///
/// # Errors
/// Layers that cannot be combined, and what `load` fails with.
pub fn resolve<E: From<ComposeError>>(
    wanted: Vec<Template>,
    present: Vec<Present>,
    mut load: impl FnMut(&str) -> Result<Template, E>,
) -> Result<Composition, E> {
    let ids: Vec<String> = present.iter().map(|layer| layer.id.clone()).collect();
    let mut layers: Vec<ResolvedLayer> = present
        .into_iter()
        .filter_map(|layer| Some(ResolvedLayer { template: layer.template?, reason: Reason::Present }))
        .collect();
    let old = layers.len();
    let known = |layers: &[ResolvedLayer], id: &str| {
        ids.iter().any(|known| known == id) || layers.iter().any(|layer| layer.id() == id)
    };
    for template in wanted {
        if !known(&layers, &template.manifest.id) {
            layers.push(ResolvedLayer { template, reason: Reason::Asked });
        }
    }
    // What is needed may need more; the list grows while it is walked.
    let mut index = old;
    while let Some(layer) = layers.get(index) {
        let (id, needs) = (layer.id().to_owned(), layer.template.manifest.needs.clone());
        for need in needs {
            if !known(&layers, &need.text) {
                layers.push(ResolvedLayer { template: load(&need.text)?, reason: Reason::NeededBy(id.clone()) });
            }
        }
        index += 1;
    }
    check_conflicts(&layers, &ids)?;
    let new = layers.split_off(old);
    layers.extend(order::sorted(new)?);
    check_names(&layers)?;
    let mut all = ids;
    let new = layers.iter().map(|layer| layer.id().to_owned()).filter(|id| !all.contains(id));
    let new: Vec<String> = new.collect();
    all.extend(new);
    Ok(Composition { layers, ids: all })
}

fn check_conflicts(layers: &[ResolvedLayer], present: &[String]) -> Result<(), ComposeError> {
    let mut found: Vec<Incompatible> = Vec::new();
    for layer in layers {
        for conflict in &layer.template.manifest.conflicts {
            let other = conflict.layer.text.as_str();
            let there = layers.iter().find(|layer| layer.id() == other);
            let is_old = layer.is_present() && there.is_none_or(ResolvedLayer::is_present);
            if is_old || there.is_none() && !present.iter().any(|id| id == other) {
                continue;
            }
            let said = found.iter().any(|known| known.layer == other && known.other == layer.id());
            if said {
                continue;
            }
            let reasons = [(layer.id(), Some(&layer.reason)), (other, there.map(|there| &there.reason))];
            let because = reasons.into_iter().filter_map(|(id, reason)| match reason {
                Some(Reason::Asked) => None,
                Some(Reason::NeededBy(need)) => Some((id.to_owned(), format!("`{need}` needs it"))),
                Some(Reason::Present) | None => Some((id.to_owned(), "it is there already".to_owned())),
            });
            found.push(Incompatible {
                layer: layer.id().to_owned(),
                other: other.to_owned(),
                reason: conflict.reason.clone(),
                because: because.collect(),
            });
        }
    }
    if found.is_empty() { Ok(()) } else { Err(ComposeError::Incompatible(found)) }
}

/// Names are unique over all layers, and a layer uses those of layers that it needs alone.
fn check_names(layers: &[ResolvedLayer]) -> Result<(), ComposeError> {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for layer in layers {
        for name in layer.template.manifest.variables() {
            if let Some(one) = owners.insert(name, layer.id()) {
                let (name, one, other) = (name.to_owned(), one.to_owned(), layer.id().to_owned());
                return Err(ComposeError::NameTaken { name, one, other });
            }
        }
    }
    for layer in layers {
        let manifest = &layer.template.manifest;
        let borrowed = foreign_names(layer.id(), layers);
        for name in &manifest.foreign {
            if !borrowed.contains(&name.text.as_str()) {
                let known = || borrowed.iter().copied().chain(manifest.variables());
                let place = manifest.place(name.range.clone());
                let meant = closest(&name.text, known()).map(str::to_owned);
                let problem = ManifestProblem::UnknownVariable { name: name.text.clone(), meant };
                return Err(TemplateError::Manifest { place, problem }.into());
            }
        }
    }
    Ok(())
}

/// The names of questions and computed values of all layers that `id` needs, directly or not.
pub(super) fn foreign_names<'a>(id: &str, layers: &'a [ResolvedLayer]) -> Vec<&'a str> {
    let find = |id: &str| layers.iter().find(|layer| layer.id() == id);
    let mut seen: Vec<&str> = Vec::new();
    let mut names = Vec::new();
    let mut pending: Vec<&ResolvedLayer> = find(id).into_iter().collect();
    while let Some(layer) = pending.pop() {
        for need in &layer.template.manifest.needs {
            if let Some(needed) = find(&need.text).filter(|needed| !seen.contains(&needed.id())) {
                seen.push(needed.id());
                names.extend(needed.template.manifest.variables());
                pending.push(needed);
            }
        }
    }
    names
}
