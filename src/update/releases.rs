//! Which versions of its templates a project has, and which it is to have.
//! Border: loads templates; what they are rendered to is `side`'s work.
use semver::Version;

use super::{RecordedProject, UpdateError, Wanted};
use crate::catalog::{Catalog, CatalogError, Supplies, Supply};
use crate::compose::RecordedTemplate;
use crate::template::{Kind, Template};

/// One template of a project, as it was and as it is to be.
#[derive(Debug)]
pub struct Release {
    /// What the record says.
    pub recorded: RecordedTemplate,
    /// Its name, for people: with the catalog's where it is not the built-in one.
    pub name: String,
    /// The recorded version, if it can still be had as it was.
    pub old: Option<Template>,
    /// The version to be updated to.
    pub new: Template,
    /// The newest version there is.
    pub newest: Version,
    /// What changed in between, one line each, by version.
    pub changes: Vec<(Version, Vec<String>)>,
}

impl Release {
    /// Whether there is anything else than what the project has.
    pub fn is_new(&self) -> bool {
        self.recorded.hash != self.new.hash
    }

    /// `1.0.0 to 2.0.0`, or the version alone.
    pub fn span(&self) -> String {
        let (from, to) = (&self.recorded.version, &self.new.manifest.version);
        if from == to { from.to_string() } else { format!("{from} to {to}") }
    }
}

/// All templates of a project, in the order of the record.
#[derive(Debug)]
pub struct Releases {
    /// The template that it started from comes first, if there is one.
    pub all: Vec<Release>,
    /// Layers that new versions need and the project does not have.
    pub needed: Vec<Template>,
}

impl Releases {
    /// The template that the project started from.
    pub fn base(&self) -> Option<&Release> {
        self.all.iter().find(|release| release.recorded.kind == Kind::Project)
    }

    /// The layers.
    pub fn layers(&self) -> impl Iterator<Item = &Release> {
        self.all.iter().filter(|release| release.recorded.kind == Kind::Feature)
    }
}

/// Finds the templates of a project again, and the versions it is to have.
///
/// # Errors
/// Sources that are gone, versions that do not exist, and versions older than what the project has.
pub fn releases(project: &RecordedProject, catalog: &Catalog, wanted: &[Wanted]) -> Result<Releases, UpdateError> {
    let recorded = &project.record.templates;
    for wish in wanted {
        if let Some(id) = &wish.id
            && !recorded.iter().any(|template| template.id == *id)
        {
            let known = recorded.iter().map(|template| template.id.clone()).collect();
            return Err(UpdateError::NotPart { id: id.clone(), known });
        }
    }
    let mut supplies = Supplies::new(catalog);
    let mut all = Vec::new();
    for template in recorded {
        // Without an id the wish is about what the project started from; a project of layers alone, about its only one.
        let is_main = template.kind == Kind::Project || recorded.len() == 1;
        let wish = wanted.iter().rev().find(|wish| match &wish.id {
            Some(id) => *id == template.id,
            None => is_main,
        });
        all.push(release(template, &mut supplies, wish)?);
    }
    let needed = needed(&all, &mut supplies)?;
    Ok(Releases { all, needed })
}

fn release(
    recorded: &RecordedTemplate,
    supplies: &mut Supplies<'_>,
    wish: Option<&Wanted>,
) -> Result<Release, UpdateError> {
    let gone = |error: CatalogError| UpdateError::Gone {
        id: recorded.id.clone(),
        source_name: recorded.source.clone(),
        error: Box::new(error),
    };
    let supply = supplies.find(&recorded.source, &recorded.id, recorded.kind).map_err(gone)?;
    let newest = supply.newest(&|_| true)?.map_or_else(|| recorded.version.clone(), |offered| offered.version);
    let version = target(recorded, &supply, wish, &newest)?;
    let new = supplies.load(&supply, &version)?;
    // Where the version was changed behind its number, what lies there now is not what the project was made from.
    let old = match supplies.load(&supply, &recorded.version) {
        Ok(old) if old.hash == recorded.hash => Some(old),
        Ok(_) | Err(CatalogError::NoVersion { .. } | CatalogError::Hash(_)) => None,
        Err(error) => return Err(gone(error)),
    };
    let changes = supply.changes(&recorded.version, &version);
    Ok(Release { recorded: recorded.clone(), name: supply.name(), old, new, newest, changes })
}

/// The version to be updated to.
fn target(
    recorded: &RecordedTemplate,
    supply: &Supply,
    wish: Option<&Wanted>,
    newest: &Version,
) -> Result<Version, UpdateError> {
    let older =
        |to: &Version| UpdateError::Older { id: recorded.id.clone(), from: recorded.version.clone(), to: to.clone() };
    let Some(wish) = wish else {
        // A project may be ahead of what is published: it stays where it is.
        return Ok(newest.max(&recorded.version).clone()).and_then(|version| exists_or(supply, version, newest));
    };
    if let Some(exact) = wish.exact().filter(|exact| *exact < &recorded.version) {
        return Err(older(exact));
    }
    match supply.newest(&|version| wish.allows(version))? {
        Some(offered) if offered.version < recorded.version => Err(older(&offered.version)),
        Some(offered) => Ok(offered.version),
        None => Err(CatalogError::NoVersion {
            id: supply.name(),
            wanted: wish.text.clone(),
            versions: supply.versions()?.into_iter().map(|offered| offered.version).collect(),
        }
        .into()),
    }
}

/// The version if it can be had, else the newest.
fn exists_or(supply: &Supply, version: Version, newest: &Version) -> Result<Version, UpdateError> {
    let exists = supply.versions()?.iter().any(|offered| offered.version == version);
    Ok(if exists { version } else { newest.clone() })
}

/// The layers that new versions need and that are not there, with those that they need in turn.
fn needed(all: &[Release], supplies: &mut Supplies<'_>) -> Result<Vec<Template>, UpdateError> {
    let mut needed: Vec<Template> = Vec::new();
    let mut pending: Vec<(String, String)> =
        all.iter().flat_map(|release| needs(&release.new, &release.recorded.source)).collect();
    while let Some((source, id)) = pending.pop() {
        let is_there = all.iter().any(|release| release.recorded.id == id)
            || needed.iter().any(|template| template.manifest.id == id);
        if !is_there {
            let template = supplies.needed(&source, &id)?;
            pending.extend(needs(&template, &source));
            needed.push(template);
        }
    }
    Ok(needed)
}

fn needs(template: &Template, source: &str) -> Vec<(String, String)> {
    template.manifest.needs.iter().map(|need| (source.to_owned(), need.text.clone())).collect()
}
