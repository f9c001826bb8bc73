//! PW302: calls of `workers.Response` that still pass what JavaScript wants.
//! Border: options of calls that are the SDK's already; JavaScript's class is PW301's.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use ruff_text_size::Ranged;

use crate::codemods::{Action, Codemod, Context, Meta, Proposal, Proposals, place};
use crate::plan::{Edit, Rule, Safety};

use super::calls::{self, Style};
use super::planner::{self, Doubt, Judgement};
use super::project::Project;

/// Edits by file.
type FileEdits = BTreeMap<Utf8PathBuf, Vec<Edit>>;

/// The codemod.
pub struct ResponseHeaders;

static META: Meta = Meta {
    rule: Rule::new("PW302", "response-headers"),
    summary: "headers and options of workers.Response become Python values",
    page: include_str!("../../../codemods/PW302-response-headers/page.md"),
    needles: &["Response", "to_js", "fromEntries", "Headers", "headers"],
};

impl Codemod for ResponseHeaders {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        let project = Project::of(context);
        let calls = calls::find(&project);
        if !calls.iter().any(|call| call.style == Style::Sdk) {
            return;
        }
        // Values that JavaScript's `Response` takes too wait until that one is gone.
        let barred = (0..calls.len())
            .filter(|index| calls[*index].style == Style::JavaScript)
            .map(|index| (index, planner::Obstacle { reason: String::new(), doubt: None }))
            .collect();
        let judgement = Judgement { style: Style::Sdk, trusting: false };
        let plans = planner::plan(&project, &calls, judgement, &barred);
        let mut groups: Vec<(Vec<usize>, FileEdits)> = Vec::new();
        for (index, plan) in plans.made.iter().filter(|(_, plan)| plan.changes) {
            // Calls that need the same edit are one change.
            let mut joined = (vec![*index], plan.edits.clone());
            let shares = |edits: &FileEdits, other: &FileEdits| {
                edits.iter().any(|(path, edits)| {
                    other.get(path).is_some_and(|others| edits.iter().any(|edit| others.contains(edit)))
                })
            };
            let (touching, apart): (Vec<_>, Vec<_>) = groups.drain(..).partition(|(_, edits)| shares(edits, &joined.1));
            groups = apart;
            for (indexes, edits) in touching {
                joined.0.extend(indexes);
                for (path, edits) in edits {
                    let known = joined.1.entry(path).or_default();
                    edits.into_iter().for_each(|edit| {
                        if !known.contains(&edit) {
                            known.push(edit);
                        }
                    });
                }
            }
            joined.0.sort_unstable();
            groups.push(joined);
        }
        groups.sort_by_key(|(indexes, _)| indexes.first().copied());
        for (indexes, edits) in groups {
            let Some(first) = indexes.first().map(|index| &calls[*index]) else { continue };
            let Some(file) = project.file(first.path) else { continue };
            proposals.change(Proposal {
                rule: META.rule.clone(),
                place: place(first.path, file.module, first.call.start()),
                subject: file.module.slice(first.call).to_owned(),
                title: "workers.Response gets Python values".to_owned(),
                reason: "workers.Response takes a dictionary, a list of pairs or JavaScript's Headers for its headers and Python's names for its options; what JavaScript's own class wants raises a TypeError there.".to_owned(),
                safety: Safety::Safe,
                needs: Vec::new(),
                actions: edits
                    .into_iter()
                    .map(|(path, edits)| Action::Edit { path, edits, moves: Vec::new() })
                    .collect(),
            });
        }
        for (index, obstacle) in &plans.left {
            let call = &calls[*index];
            if call.style != Style::Sdk || obstacle.doubt != Some(Doubt::Refused) {
                continue;
            }
            let Some(file) = project.file(call.path) else { continue };
            proposals.manual(
                &META.rule,
                place(call.path, file.module, call.call.start()),
                format!(
                    "workers.Response raises a TypeError for headers that are a plain JavaScript object; here {}",
                    obstacle.reason
                ),
                "pass a dictionary",
            );
        }
    }
}
