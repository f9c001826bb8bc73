//! A `Default` class without a base: it only lacks the one that makes it the runtime's.
//! Border: the class's own line, and functions beside it that it makes superfluous.
use ruff_text_size::Ranged;

use crate::plan::{Edit, Safety};
use crate::python::{Module, bytes};

use super::META;
use super::exports::{exports, listed, remove_line};
use crate::codemods::facts::find_class;
use crate::codemods::proposal::Import;
use crate::codemods::{Action, Context, Proposal, place};

/// What has to go along: as a class of the SDK its methods are called with `env` and `ctx` that are `None`.
pub const NEEDS: [&str; 4] = ["PW103", "PW501", "PW502", "PW510"];

/// The edit that gives the class its base; `None` if it has one, or there is no such class.
pub fn edit(context: &Context<'_>, entry: &Module) -> Option<Edit> {
    let class = context.facts.default_class(context.worker).filter(|class| !class.derives)?;
    let definition = find_class(entry, class.range)?;
    Some(match definition.arguments.as_deref() {
        None => Edit::insert(definition.name.end().to_usize(), "(WorkerEntrypoint)"),
        Some(arguments) => Edit::replace(bytes(&arguments.range), "(WorkerEntrypoint)"),
    })
}

/// The change for a worker whose handlers are all methods of such a class already.
pub fn proposal(context: &Context<'_>, entry: &Module) -> Option<Proposal> {
    let class = context.facts.default_class(context.worker)?;
    let definition = find_class(entry, class.range)?;
    let mut edits = vec![edit(context, entry)?];
    edits.extend(exports(context, entry).into_iter().map(|statement| remove_line(entry, statement)));
    edits.extend(listed(entry, "Default"));
    let path = &context.worker.main;
    let import = Import::of("workers", "WorkerEntrypoint");
    Some(Proposal {
        rule: META.rule.clone(),
        place: place(path, entry, definition.name.start()),
        subject: "Default".to_owned(),
        title: "Default derives from WorkerEntrypoint".to_owned(),
        reason: "The runtime finds its handlers in a class that derives from the SDK's WorkerEntrypoint.".to_owned(),
        safety: Safety::Safe,
        needs: NEEDS.to_vec(),
        actions: vec![
            Action::edit(path, edits),
            Action::Imports { path: path.clone(), add: vec![import], retire: Vec::new() },
        ],
    })
}
