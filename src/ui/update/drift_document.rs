//! How far a project is from its templates, as JSON: the document of `pyworker check --json`.
//! Border: the format, described in `docs/schema/check.schema.json`; fields are only ever added.
use camino::Utf8Path;
use serde::Serialize;

use super::DriftView;
use crate::plan::diff::{DiffOptions, unified_file};
use crate::update::{DriftKind, Drifted, Unmet};

/// The document.
#[derive(Debug, Serialize)]
pub struct DriftDocument<'a> {
    command: &'static str,
    root: &'a Utf8Path,
    outdated: Vec<OutdatedDocument<'a>>,
    drifted: Vec<DriftedDocument<'a>>,
    policy: Vec<UnmetDocument<'a>>,
    /// How many files were compared.
    files: usize,
}

#[derive(Debug, Serialize)]
struct OutdatedDocument<'a> {
    name: &'a str,
    from: String,
    to: String,
    changes: Vec<VersionDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct VersionDocument<'a> {
    version: String,
    changes: &'a [String],
}

#[derive(Debug, Serialize)]
struct DriftedDocument<'a> {
    path: &'a Utf8Path,
    template: &'a str,
    fate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a Utf8Path>,
    hunks: Vec<HunkDocument>,
    /// Missing if nobody knows what was written, or if it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

#[derive(Debug, Serialize)]
struct HunkDocument {
    line: usize,
    lines: usize,
}

#[derive(Debug, Serialize)]
struct UnmetDocument<'a> {
    demand: &'static str,
    what: &'a str,
    policy: &'a Utf8Path,
    message: String,
}

impl<'a> DriftView<'a> {
    /// The document; diffs are written as `options` say.
    pub fn document(&self, root: &'a Utf8Path, options: &DiffOptions) -> DriftDocument<'a> {
        let outcomes = self.outcomes();
        let diff = |drifted: &Drifted| {
            let path = drifted.place();
            let outcome = outcomes.iter().find(|outcome| outcome.path == path)?;
            let mut diff = Vec::new();
            unified_file(&mut diff, outcome, options);
            String::from_utf8(diff).ok()
        };
        let version = |(version, changes): &'a (semver::Version, Vec<String>)| VersionDocument {
            version: version.to_string(),
            changes,
        };
        DriftDocument {
            command: "check",
            root,
            outdated: self
                .drift
                .outdated
                .iter()
                .map(|outdated| OutdatedDocument {
                    name: &outdated.name,
                    from: outdated.from.to_string(),
                    to: outdated.to.to_string(),
                    changes: outdated.changes.iter().map(version).collect(),
                })
                .collect(),
            drifted: self
                .drift
                .drifted
                .iter()
                .map(|drifted| DriftedDocument {
                    path: &drifted.path,
                    template: &drifted.template,
                    fate: match &drifted.kind {
                        DriftKind::Changed { .. } => "changed",
                        DriftKind::Removed => "removed",
                        DriftKind::Renamed { .. } => "renamed",
                    },
                    to: match &drifted.kind {
                        DriftKind::Renamed { to, .. } => Some(to),
                        _ => None,
                    },
                    hunks: drifted.hunks().into_iter().map(|(line, lines)| HunkDocument { line, lines }).collect(),
                    diff: diff(drifted),
                })
                .collect(),
            policy: self.drift.unmet.iter().map(unmet_document).collect(),
            files: self.drift.files,
        }
    }
}

impl Drifted {
    /// Where the user has it.
    fn place(&self) -> &Utf8Path {
        match &self.kind {
            DriftKind::Renamed { to, .. } => to,
            _ => &self.path,
        }
    }
}

fn unmet_document(unmet: &Unmet) -> UnmetDocument<'_> {
    let (demand, what, policy) = match unmet {
        Unmet::Layer { layer, policy } => ("layer", layer.as_str(), policy),
        Unmet::Source { source, policy, .. } => ("source", source.as_str(), policy),
        Unmet::Answer { name, policy, .. } => ("answer", name.as_str(), policy),
    };
    UnmetDocument { demand, what, policy, message: unmet.words() }
}
