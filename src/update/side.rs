//! One side of an update: everything that the templates of one version make, in memory.
//! Border: renders and lays; comparing the sides is `merge`'s work.
use camino::{Utf8Path, Utf8PathBuf};

use super::UpdateError;
use crate::catalog::CatalogError;
use crate::compose::{Base, ClashChoice, ClashChoices, Composition, Ground, LayRequest, Record, lay, resolve};
use crate::merge::{Tree, TreeFile};
use crate::plan::{Content, Finding};
use crate::project::Snapshot;
use crate::template::{Answers, Kind, RECORD, Template};

/// What templates make.
#[derive(Debug, Clone)]
pub struct Side {
    /// The files.
    pub tree: Tree,
    /// The record of a project that was made of them.
    pub record: Record,
    /// What could not be done.
    pub findings: Vec<Finding>,
}

/// What layers are laid on that were added to a worker without a template: its places, and nothing of its code.
#[derive(Debug, Clone)]
pub struct Skeleton {
    /// Where the worker has its configuration and its code.
    pub ground: Ground,
    /// The files.
    pub files: Vec<(Utf8PathBuf, Content)>,
}

/// Renders templates and lays them, in their order.
///
/// # Errors
/// Templates that cannot be rendered or do not go together.
pub fn side(
    base: Option<&Template>,
    layers: &[&Template],
    answers: &Answers,
    skeleton: Option<&Skeleton>,
) -> Result<Side, UpdateError> {
    let mut tree = Snapshot::in_memory("");
    if let Some(skeleton) = skeleton {
        for (path, content) in &skeleton.files {
            tree.set(path.clone(), Some(content.clone()));
        }
    }
    let laid = lay(&LayRequest {
        tree: &tree,
        base: base.map_or(Base::Unknown, Base::New),
        composition: &composition(layers)?,
        answers,
        ground: skeleton.map(|skeleton| skeleton.ground.clone()),
        record: &Record::default(),
        // Templates alone are in the tree: the later one has the last word.
        choices: &ClashChoices { all: Some(ClashChoice::Take), ..ClashChoices::default() },
    })?;
    let mut files = Tree::new();
    for (path, content, mode) in laid.files() {
        if path != Utf8Path::new(RECORD) {
            files.insert(path.to_owned(), TreeFile { content: content.clone(), mode });
        }
    }
    Ok(Side { tree: files, record: laid.record, findings: laid.findings })
}

/// The layers in the order in which the record has them, as far as their needs allow.
fn composition(layers: &[&Template]) -> Result<Composition, UpdateError> {
    let wanted = layers.iter().map(|layer| (*layer).clone()).collect();
    // What one of them needs is among them, unless the record was made otherwise.
    resolve(wanted, Vec::new(), |id| {
        let known = layers.iter().map(|layer| layer.manifest.id.clone()).collect();
        let kind = Kind::Feature.into();
        Err(CatalogError::UnknownTemplate { kind, id: id.to_owned(), known, meant: None }.into())
    })
}
