//! PW301: JavaScript's `Response.new` becomes `workers.Response`.
//! Border: makes proposals out of what the planner, the flow and the names say.
use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use ruff_text_size::Ranged;

use crate::codemods::handlers_to_class::HandlersToClass;
use crate::codemods::suppression;
use crate::codemods::{Action, Codemod, Context, Era, Meta, Proposal, Proposals, place};
use crate::plan::{Edit, Place, Rule, Safety};

use super::calls::{self, Form, ResponseCall, Style};
use super::flow::{self, Flow};
use super::names::{self, Naming};
use super::nodes::NodeId;
use super::planner::{self, Doubt, Judgement, Obstacle, Plans};
use super::project::Project;
use super::{covered_imports, reports};

/// The codemod.
pub struct WorkersResponse;

pub(super) static META: Meta = Meta {
    rule: Rule::new("PW301", "workers-response"),
    summary: "JavaScript's Response.new(…) becomes workers.Response(…)",
    page: include_str!("../../../codemods/PW301-workers-response/page.md"),
    needles: &["Response", "headers", "Headers", "to_js", "fromEntries", "JSON.parse", "statusText", "webSocket"],
};

impl Codemod for WorkersResponse {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        // Global handlers have to return JavaScript's responses: without the class there is nothing to do.
        if context.facts.era == Era::A && !HandlersToClass::is_possible(context) {
            return;
        }
        let project = Project::of(context);
        if covered_imports::drop(&project, proposals) {
            return;
        }
        reports::star_imports(&project, proposals);
        reports::either(&project, proposals);
        reports::with_fallback(&project, proposals);
        let Settled { calls, plans, flow } = context.settled_responses();
        if !calls.iter().any(|call| call.style == Style::JavaScript) {
            return;
        }
        reports::left(&project, calls, plans, proposals);
        let mut files = naming(&project, calls, plans);
        files.retain(|_, named| !named.made.is_empty());
        if files.is_empty() {
            ask(&project, calls, plans, proposals);
            return;
        }
        for group in groups(calls, plans, flow, &files) {
            proposals.change(proposal(&project, calls, plans, flow, &files, &group));
        }
    }
}

/// What is decided about names in one file.
struct Named {
    naming: Naming,
    made: Vec<usize>,
}

/// The calls that make responses, and what is decided about them.
pub struct Settled<'a> {
    /// The calls.
    pub calls: Vec<ResponseCall<'a>>,
    /// What becomes of each.
    pub plans: Plans,
    /// Where their results go.
    pub flow: Flow,
}

impl<'a> Settled<'a> {
    /// Decides about the calls of a project.
    pub fn of(project: &Project<'a>) -> Self {
        let calls = calls::find(project);
        let (plans, flow) = settle(project, &calls);
        Self { calls, plans, flow }
    }
}

/// Plans calls and follows their results until both agree.
fn settle<'a>(project: &Project<'a>, calls: &[ResponseCall<'a>]) -> (Plans, Flow) {
    // One comment keeps one call as it is; the others in its file change all the same.
    let suppressions = suppression::find(project.context.modules);
    let mut barred: BTreeMap<usize, Obstacle> = calls
        .iter()
        .enumerate()
        .filter(|(_, call)| call.style == Style::JavaScript)
        .filter(|(_, call)| {
            let place = place_of(project, call);
            suppressions.iter().any(|suppression| suppression.covers(&META.rule.code, &place))
        })
        .map(|(index, _)| (index, Obstacle { reason: "a comment says so".to_owned(), doubt: Some(Doubt::Ignored) }))
        .collect();
    loop {
        let judgement = Judgement { style: Style::JavaScript, trusting: false };
        let plans = planner::plan(project, calls, judgement, &barred);
        let made: BTreeSet<usize> = plans.made.keys().copied().collect();
        let flow = flow::follow(project, calls, &made);
        let before = barred.len();
        for (index, reason) in &flow.barred {
            barred.insert(*index, Obstacle { reason: reason.clone(), doubt: None });
        }
        // A file in which the names cannot be sorted out stays as it is.
        for (index, reason) in unnameable(project, calls, &made) {
            barred.insert(index, Obstacle { reason, doubt: Some(Doubt::Names) });
        }
        if barred.len() == before {
            return (plans, flow);
        }
    }
}

fn nodes_of(calls: &[ResponseCall<'_>], made: &BTreeSet<usize>, path: &Utf8Path) -> BTreeSet<NodeId> {
    made.iter().filter(|index| calls[**index].path == path).map(|index| calls[*index].node).collect()
}

fn unnameable(project: &Project<'_>, calls: &[ResponseCall<'_>], made: &BTreeSet<usize>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for file in project.files() {
        let nodes = nodes_of(calls, made, file.path);
        if nodes.is_empty() {
            continue;
        }
        if let Err(reason) = names::name(file, &nodes) {
            let here = made.iter().filter(|index| calls[**index].path == file.path);
            found.extend(here.map(|index| (*index, reason.clone())));
        }
    }
    found
}

fn naming(project: &Project<'_>, calls: &[ResponseCall<'_>], plans: &Plans) -> BTreeMap<Utf8PathBuf, Named> {
    let made: BTreeSet<usize> = plans.made.keys().copied().collect();
    let mut files = BTreeMap::new();
    for file in project.files() {
        let here: Vec<usize> = made.iter().copied().filter(|index| calls[*index].path == file.path).collect();
        if let Ok(naming) = names::name(file, &nodes_of(calls, &made, file.path)) {
            files.insert(file.path.to_owned(), Named { naming, made: here });
        }
    }
    files
}

/// Files whose edits belong together: one change for each file, unless values cross the border of files.
fn groups(
    calls: &[ResponseCall<'_>],
    plans: &Plans,
    flow: &Flow,
    files: &BTreeMap<Utf8PathBuf, Named>,
) -> Vec<BTreeSet<Utf8PathBuf>> {
    let mut groups: Vec<BTreeSet<Utf8PathBuf>> = Vec::new();
    let mut join = |paths: BTreeSet<Utf8PathBuf>| {
        let (touching, apart): (Vec<_>, Vec<_>) =
            groups.drain(..).partition(|group: &BTreeSet<Utf8PathBuf>| !group.is_disjoint(&paths));
        groups = apart;
        groups.push(touching.into_iter().flatten().chain(paths).collect());
    };
    for (path, named) in files {
        let mut paths = BTreeSet::from([path.clone()]);
        for index in &named.made {
            paths.extend(plans.made.get(index).into_iter().flat_map(|plan| plan.edits.keys().cloned()));
        }
        join(paths);
    }
    // A response that is taken apart in another file than it is made in ties both together.
    let others: BTreeSet<Utf8PathBuf> = flow.unwrapped.keys().cloned().collect();
    let is_tied = others.iter().any(|path| !files.contains_key(path)) || others.len() > 1 || calls.is_empty();
    if !others.is_empty() && (is_tied || files.len() > 1) {
        join(others.into_iter().chain(files.keys().cloned()).collect());
    }
    groups.sort();
    groups
}

fn proposal(
    project: &Project<'_>,
    calls: &[ResponseCall<'_>],
    plans: &Plans,
    flow: &Flow,
    files: &BTreeMap<Utf8PathBuf, Named>,
    group: &BTreeSet<Utf8PathBuf>,
) -> Proposal {
    let mut edits: BTreeMap<Utf8PathBuf, Vec<Edit>> = BTreeMap::new();
    let mut imports = Vec::new();
    let mut made: Vec<usize> = Vec::new();
    for path in group {
        if let Some(unwrapped) = flow.unwrapped.get(path) {
            let inserted = unwrapped.iter().map(|offset| Edit::insert(*offset, ".js_object"));
            edits.entry(path.clone()).or_default().extend(inserted);
        }
        let Some(named) = files.get(path) else { continue };
        made.extend(&named.made);
        edits.entry(path.clone()).or_default().extend(named.naming.edits.iter().cloned());
        if !named.naming.add.is_empty() || !named.naming.retire.is_empty() {
            imports.push(Action::Imports {
                path: path.clone(),
                add: named.naming.add.clone(),
                retire: named.naming.retire.clone(),
            });
        }
        for index in &named.made {
            for (path, planned) in plans.made.get(index).into_iter().flat_map(|plan| &plan.edits) {
                edits.entry(path.clone()).or_default().extend(planned.iter().cloned());
            }
        }
    }
    let mut actions: Vec<Action> = Vec::new();
    for (path, mut edits) in edits {
        let mut seen: Vec<Edit> = Vec::new();
        edits.retain(|edit| {
            let is_new = !seen.contains(edit);
            seen.push(edit.clone());
            is_new
        });
        actions.push(Action::Edit { path, edits, moves: Vec::new() });
    }
    actions.extend(imports);
    let first = made.iter().map(|index| &calls[*index]).min_by_key(|call| (call.path, call.call.start()));
    let at = first.map_or_else(|| Place::file(project.context.worker.main.clone()), |call| place_of(project, call));
    let left = plans.left.iter().filter(|(index, _)| group.contains(calls[**index].path)).map(|(index, obstacle)| {
        let place = place_of(project, &calls[*index]);
        format!("line {} of {} keeps JavaScript's, because {}", place.line, place.path, obstacle.reason)
    });
    let left: Vec<String> = left.collect();
    let mut reason =
        "In a class handler `workers.Response` takes Python's values as they are; JavaScript's `Response` needs conversions, and a dictionary that reaches it as headers ends the worker."
            .to_owned();
    if !left.is_empty() {
        reason.push_str(&format!(" {}.", left.join("; ")));
    }
    let doubt = flow.doubtful.first();
    if let Some((path, range)) = doubt {
        let line = project.file(path).map_or(0, |file| file.module.position(range.start()).0);
        reason.push_str(&format!(
            " Look at line {line} of {path} first: it changes the headers of a response that may be one of these, and `workers.Response` has them under `.js_object.headers`."
        ));
    }
    let count = made.len();
    Proposal {
        rule: META.rule.clone(),
        place: at,
        subject: made.iter().map(|index| subject(project, &calls[*index])).collect::<Vec<_>>().join("\n"),
        title: if count == 1 {
            "a response is made with workers.Response".to_owned()
        } else {
            format!("{count} responses are made with workers.Response")
        },
        reason,
        safety: if doubt.is_some() { Safety::Review } else { Safety::Safe },
        needs: vec!["PW101"],
        actions,
    }
}

pub(super) fn place_of(project: &Project<'_>, call: &ResponseCall<'_>) -> Place {
    match project.file(call.path) {
        Some(file) => place(call.path, file.module, call.call.start()),
        None => Place::file(call.path),
    }
}

fn subject(project: &Project<'_>, call: &ResponseCall<'_>) -> String {
    project.file(call.path).map_or_else(String::new, |file| file.module.slice(call.call).to_owned())
}

/// Calls that only a person can judge: each becomes a change of its own to review. They come when everything else is
/// done, so that the names in the file are settled.
fn ask<'a>(project: &Project<'a>, calls: &[ResponseCall<'a>], plans: &Plans, proposals: &mut Proposals) {
    let is_open = |obstacle: &Obstacle| matches!(obstacle.doubt, Some(Doubt::Headers | Doubt::IgnoredKeywords));
    let doubtful: Vec<usize> =
        plans.left.iter().filter(|(_, obstacle)| is_open(obstacle)).map(|(index, _)| *index).collect();
    for index in doubtful {
        // Everything else is barred, so that only this call is planned.
        let barred: BTreeMap<usize, Obstacle> = (0..calls.len())
            .filter(|other| *other != index && calls[*other].style == Style::JavaScript)
            .map(|other| (other, Obstacle { reason: String::new(), doubt: None }))
            .collect();
        let judgement = Judgement { style: Style::JavaScript, trusting: true };
        let trusted = planner::plan(project, calls, judgement, &barred);
        let Some(plan) = trusted.made.get(&index) else { continue };
        let call = &calls[index];
        let made = BTreeSet::from([index]);
        let flow = flow::follow(project, calls, &made);
        if !flow.barred.is_empty() || !flow.doubtful.is_empty() || call.form == Form::Redirect {
            continue;
        }
        let Some(file) = project.file(call.path) else { continue };
        let Ok(naming) = names::name(file, &BTreeSet::from([call.node])) else { continue };
        let mut edits = plan.edits.clone();
        edits.entry(call.path.to_owned()).or_default().extend(naming.edits);
        for (path, unwrapped) in &flow.unwrapped {
            let inserted = unwrapped.iter().map(|offset| Edit::insert(*offset, ".js_object"));
            edits.entry(path.clone()).or_default().extend(inserted);
        }
        let mut actions: Vec<Action> =
            edits.into_iter().map(|(path, edits)| Action::Edit { path, edits, moves: Vec::new() }).collect();
        if !naming.add.is_empty() || !naming.retire.is_empty() {
            actions.push(Action::Imports { path: call.path.to_owned(), add: naming.add, retire: naming.retire });
        }
        let doubt = plans.left.get(&index).and_then(|obstacle| obstacle.doubt);
        let reason = match doubt {
            Some(Doubt::IgnoredKeywords) => {
                "JavaScript ignores the keywords beside a second argument; after this change they count."
            }
            _ => {
                "It cannot be seen what its headers are. A dictionary ends the worker here today and is right for workers.Response, as are a list of pairs and JavaScript's Headers; anything else of JavaScript's raises a TypeError there."
            }
        };
        proposals.change(Proposal {
            rule: META.rule.clone(),
            place: place_of(project, call),
            subject: subject(project, call),
            title: "a response is made with workers.Response".to_owned(),
            reason: reason.to_owned(),
            safety: Safety::Review,
            needs: vec!["PW101"],
            actions,
        });
    }
}
