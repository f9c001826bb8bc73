//! What PW301 reports beside its changes: responses that stay JavaScript's, names that may be anybody's.
//! Border: findings; what changes is decided elsewhere.
use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use ruff_python_ast::Expr;
use ruff_text_size::Ranged;

use crate::codemods::{Proposals, place};
use crate::plan::Place;
use crate::python::SiteKind;

use super::calls::{ResponseCall, Style};
use super::fallbacks;
use super::planner::{Doubt, Plans};
use super::project::Project;
use super::workers_response::{META, place_of};

/// Calls that stay JavaScript's and should be known.
pub fn left(project: &Project<'_>, calls: &[ResponseCall<'_>], plans: &Plans, proposals: &mut Proposals) {
    let mut unnamed: BTreeSet<&Utf8Path> = BTreeSet::new();
    let mut kept: BTreeMap<(&Utf8Path, &str), (Place, usize)> = BTreeMap::new();
    for (index, obstacle) in &plans.left {
        let call = &calls[*index];
        let at = place_of(project, call);
        match obstacle.doubt {
            Some(Doubt::Ignored) => proposals.note(&META.rule, at, "the response stays JavaScript's"),
            Some(Doubt::Options) if call.style == Style::JavaScript => proposals.note(
                &META.rule,
                at,
                format!(
                    "the response stays JavaScript's, because {}; if its options hold a dictionary of headers, it ends the worker",
                    obstacle.reason
                ),
            ),
            Some(Doubt::Names) if unnamed.insert(call.path) => proposals.manual(
                &META.rule,
                at,
                format!("the responses of this file stay JavaScript's, because {}", obstacle.reason),
                "free the name `Response`, then run the migration again",
            ),
            Some(Doubt::Refused) | None if is_old_style(project, call) => {
                kept.entry((call.path, &obstacle.reason)).or_insert((at, 0)).1 += 1;
            }
            _ => {}
        }
    }
    for ((_, reason), (at, count)) in kept {
        let subject = if count == 1 { "the response stays".to_owned() } else { format!("{count} responses stay") };
        proposals.note(&META.rule, at, format!("{subject} JavaScript's, because {reason}"));
    }
}

/// Whether a call uses JavaScript's class under its own name: who calls it `JsResponse` means it.
fn is_old_style(project: &Project<'_>, call: &ResponseCall<'_>) -> bool {
    let Some(file) = project.file(call.path) else { return false };
    let Expr::Attribute(function) = call.call.func.as_ref() else { return false };
    let name = match function.value.as_ref() {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(member) => member.attr.as_str(),
        _ => return false,
    };
    call.style == Style::JavaScript && (name == "Response" || file.module.slice(function).starts_with("js."))
}

/// A name that is JavaScript's class or the SDK's, depending on which import works.
pub fn either(project: &Project<'_>, proposals: &mut Proposals) {
    for file in project.files() {
        let scopes = &file.module.scopes;
        for (_, binding) in scopes.bindings().filter(|(_, binding)| !binding.reads.is_empty()) {
            let from = |wanted: &str| {
                binding.sites.iter().find(|site| match &site.kind {
                    SiteKind::Import(import) => import.module == wanted && import.member.as_deref() == Some("Response"),
                    _ => false,
                })
            };
            if let (Some(site), Some(_)) = (from("js"), from("workers")) {
                proposals.manual(
                    &META.rule,
                    place(file.path, file.module, site.range.start()),
                    format!("`{}` is JavaScript's or the SDK's, depending on which import works", binding.name),
                    "import it from `workers` alone, call it without `.new`, then run the migration again",
                );
            }
        }
    }
}

/// Calls of a `Response` that is JavaScript's in a Worker and something else where its import fails.
pub fn with_fallback(project: &Project<'_>, proposals: &mut Proposals) {
    for file in project.files() {
        let calls: Vec<_> = file
            .nodes
            .iter()
            .filter_map(|(_, node)| node.expression.as_call_expr())
            .filter(|call| {
                file.module.scopes.qualified(&call.func).is_none()
                    && fallbacks::qualified(file, &call.func).as_deref() == Some("js.Response.new")
            })
            .collect();
        let Some(first) = calls.iter().map(|call| call.start()).min() else { continue };
        let subject =
            if calls.len() == 1 { "the response stays".to_owned() } else { format!("{} responses stay", calls.len()) };
        proposals.note(
            &META.rule,
            place(file.path, file.module, first),
            format!("{subject} JavaScript's, because something else takes the place of `Response` outside of a Worker"),
        );
    }
}

/// A name from `from js import *` may be anybody's.
pub fn star_imports(project: &Project<'_>, proposals: &mut Proposals) {
    for file in project.files() {
        let scopes = &file.module.scopes;
        let is_star = scopes.star_imports().iter().any(|import| import.module == "js");
        let read = scopes.unbound().iter().find(|(name, _)| name == "Response");
        if let (true, Some((_, read))) = (is_star, read) {
            proposals.manual(
                &META.rule,
                place(file.path, file.module, read.range.start()),
                "`Response` comes from `from js import *`, so it cannot be seen whose it is",
                "import it by its name, then run the migration again",
            );
        }
    }
}
