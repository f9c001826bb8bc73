//! PW512: requirements files that pywrangler refuses to run beside, or that nothing reads any more.
//! Border: deletes; carrying their lines over is PW510's.
use crate::config::carry::Carried;
use crate::config::pyproject::{NewDependency, Pyproject};
use crate::plan::{Place, Rule, Safety};

use super::configuration::{TextFile, listed};
use super::packaging::{carried, requirement_files, used_elsewhere};
use super::{Action, Codemod, Context, Meta, Proposal, Proposals};

/// The codemod.
pub struct OldRequirements;

static META: Meta = Meta {
    rule: Rule::new("PW512", "old-requirements"),
    summary: "requirements.txt, cf-requirements.txt and vendor.txt go once pyproject.toml has their lines",
    page: include_str!("../../codemods/PW512-old-requirements/page.md"),
    needles: &[],
};

impl Codemod for OldRequirements {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if context.worker.config.is_none() {
            return;
        }
        let files = requirement_files(context);
        for file in &files {
            let Some(name) = file.path.file_name() else { continue };
            let carried = carried(context, std::slice::from_ref(file));
            if !context.options.wants("PW510") && !is_in_pyproject(context, &carried) {
                continue;
            }
            let losses = carried.remarks.iter().any(|remark| remark.kind.is_loss());
            let users = used_elsewhere(context, &file.path);
            let stops = if name == "requirements.txt" {
                "pywrangler refuses to run beside a requirements.txt"
            } else {
                "pywrangler does not read this file"
            };
            let (safety, reason) = if !users.is_empty() {
                let users = listed(&users.iter().map(ToString::to_string).collect::<Vec<_>>());
                (Safety::Review, format!("{stops}, and pyproject.toml has its lines; {users} still reads it."))
            } else if losses {
                (Safety::Review, format!("{stops}; not every line could be carried over to pyproject.toml."))
            } else {
                (Safety::Safe, format!("{stops}, and pyproject.toml has its lines."))
            };
            proposals.change(Proposal {
                rule: META.rule.clone(),
                place: Place::file(file.path.clone()),
                subject: file.text.clone(),
                title: format!("{name} is deleted"),
                reason,
                safety,
                needs: vec!["PW510"],
                actions: vec![Action::Delete { path: file.path.clone() }],
            });
        }
    }
}

/// Whether pyproject has all of it already.
fn is_in_pyproject(context: &Context<'_>, carried: &Carried) -> bool {
    let path = context.worker.directory.join("pyproject.toml");
    let Some(file) = TextFile::read(context, &path) else { return false };
    let Ok(pyproject) = Pyproject::parse(file.text) else { return false };
    let present = pyproject.dependencies();
    let has = |new: &NewDependency| {
        let name = new.requirement.normalised_name();
        present.iter().any(|dependency| dependency.name == name)
    };
    carried.dependencies.iter().chain(&carried.development).all(has)
}
