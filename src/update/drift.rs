//! How far a project is from what it was made from: newer versions, and files that were changed.
//! Border: reads and compares; nothing is proposed here.
use camino::Utf8PathBuf;
use semver::Version;

use super::answers::AnswerRequest;
use super::proposal::{rendered, shared_paths, skeleton};
use super::user_tree::ProjectTree;
use super::{RecordedProject, Releases, UpdateError, base};
use crate::catalog::Policy;
use crate::compose::RecordedTemplate;
use crate::merge::{Labels, TreeVersions, merge_trees};
use crate::plan::Content;
use crate::template::Value;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Drift {
    /// Templates with a newer version.
    pub outdated: Vec<Outdated>,
    /// Files that are not as their templates made them.
    pub drifted: Vec<Drifted>,
    /// What the team's policy demands and the project does not have.
    pub unmet: Vec<Unmet>,
    /// How many files were compared.
    pub files: usize,
}

/// A template with a newer version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// The template, for people.
    pub name: String,
    /// The recorded version.
    pub from: Version,
    /// The newest one.
    pub to: Version,
    /// What changed since, by version.
    pub changes: Vec<(Version, Vec<String>)>,
}

/// A file that is not as its template made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drifted {
    /// Where the template put it.
    pub path: Utf8PathBuf,
    /// The template, by its id.
    pub template: String,
    /// What became of it.
    pub kind: DriftKind,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriftKind {
    /// It has another content.
    Changed {
        /// What was written, if that is known.
        before: Option<Content>,
        /// What stands there.
        after: Content,
    },
    /// It is gone.
    Removed,
    /// It has another name, and perhaps another content.
    Renamed {
        /// The name.
        to: Utf8PathBuf,
        /// What was written, if that is known.
        before: Option<Content>,
        /// What stands there.
        after: Content,
    },
}

/// Something that the team's policy demands and the project does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmet {
    /// A layer.
    Layer {
        /// As the policy names it.
        layer: String,
        /// The file that demands it.
        policy: Utf8PathBuf,
    },
    /// A source that is not allowed.
    Source {
        /// The template that came from there.
        template: String,
        /// The source.
        source: String,
        /// The file that says so.
        policy: Utf8PathBuf,
    },
    /// An answer.
    Answer {
        /// The question.
        name: String,
        /// What the policy decides.
        wanted: Value,
        /// What the record has.
        found: Value,
        /// The file that says so.
        policy: Utf8PathBuf,
    },
}

/// Compares a project with what it was made from. `releases` are its templates with the newest versions.
///
/// # Errors
/// Templates that cannot be rendered.
pub fn drift(project: &RecordedProject, releases: &Releases, policies: &[Policy]) -> Result<Drift, UpdateError> {
    let outdated = releases.all.iter().filter(|release| release.newest > release.recorded.version);
    let outdated = outdated.map(|release| Outdated {
        name: release.name.clone(),
        from: release.recorded.version.clone(),
        to: release.newest.clone(),
        changes: release.changes.clone(),
    });
    let mut found = Drift { outdated: outdated.collect(), unmet: unmet(project, policies), ..Drift::default() };

    let recorded = || project.record.templates.iter().flat_map(|template| &template.files);
    let user = ProjectTree::new(project.files.clone(), recorded().map(|(path, _)| path));
    let is_same =
        |(path, hash): (&Utf8PathBuf, &String)| project.files.read(path).is_some_and(|content| content.hash() == *hash);
    found.files = recorded().count();
    // Without a difference nothing has to be rendered.
    if recorded().all(is_same) {
        return Ok(found);
    }
    let tree = rendered(project, releases, &AnswerRequest::default()).ok().flatten();
    let shared = if releases.base().is_none() { skeleton(project).map(|it| shared_paths(&it)).ok() } else { None };
    let base = base::base(project, tree.as_ref(), &shared.unwrap_or_default(), &user).files;
    // What the record has is both sides: what is left are the user's own changes.
    let theirs = base.iter().filter_map(|(path, file)| Some((path.clone(), file.clone()?))).collect();
    let versions = TreeVersions { base: &base, theirs: &theirs, renamed: &project.record.renamed };
    let merged = merge_trees(&versions, &user, &Labels::default());
    for template in &project.record.templates {
        for (path, hash) in template.files.iter().filter(|file| !is_same(*file)) {
            let before = base.get(path).cloned().flatten().map(|file| file.content);
            // A guess at what was written is not shown as if it had been.
            let before = before.filter(|content| content.hash() == *hash);
            let ours = merged.iter().find(|merged| merged.base.as_ref() == Some(path)).and_then(|it| it.ours.clone());
            let content = ours.as_ref().and_then(|path| project.files.read(path));
            let kind = match (ours, content) {
                (Some(to), Some(after)) if to != *path => DriftKind::Renamed { to, before, after },
                (Some(_), Some(after)) => DriftKind::Changed { before, after },
                _ => DriftKind::Removed,
            };
            found.drifted.push(Drifted { path: path.clone(), template: template.id.clone(), kind });
        }
    }
    found.drifted.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// What policies demand that the project does not have.
fn unmet(project: &RecordedProject, policies: &[Policy]) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    for policy in policies {
        for layer in &policy.layers {
            if !project.record.templates.iter().any(|template| template.id == layer.id) {
                unmet.push(Unmet::Layer { layer: layer.to_string(), policy: policy.path.clone() });
            }
        }
        let is_allowed = |template: &&RecordedTemplate| {
            // A directory may be named from the project; policies speak of where it is.
            let directory = project.root.join(&template.source).canonicalize_utf8();
            policy.allows(&template.source) || directory.is_ok_and(|directory| policy.allows(directory.as_str()))
        };
        for template in project.record.templates.iter().filter(|template| !is_allowed(template)) {
            let (source, policy) = (template.source.clone(), policy.path.clone());
            unmet.push(Unmet::Source { template: template.id.clone(), source, policy });
        }
        for (name, wanted) in &policy.answers {
            let found = project.record.answers().find(|(known, value)| *known == name && *value != wanted);
            if let Some((_, found)) = found {
                unmet.push(Unmet::Answer {
                    name: name.clone(),
                    wanted: wanted.clone(),
                    found: found.clone(),
                    policy: policy.path.clone(),
                });
            }
        }
    }
    unmet
}
