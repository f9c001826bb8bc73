//! PW303: dictionaries that reach JavaScript as headers.
//! Border: calls that stay JavaScript's; responses that become the SDK's are PW301's.
use std::collections::BTreeSet;

use camino::Utf8Path;
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

use crate::codemods::{Action, Codemod, Context, Meta, Proposal, Proposals, place};
use crate::plan::{Edit, Rule, Safety};

use super::fallbacks;
use super::headers::Headers;
use super::options::literal;
use super::project::{Definition, Project};
use super::workers_response::Settled;
use super::wrappers;

/// The codemod.
pub struct BareHeaders;

static META: Meta = Meta {
    rule: Rule::new("PW303", "bare-dict-headers"),
    summary: "dictionaries reach JavaScript's Headers as pairs, where they would end the worker",
    page: include_str!("../../../codemods/PW303-bare-dict-headers/page.md"),
    needles: &["Headers", "headers"],
};

impl Codemod for BareHeaders {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        let project = Project::of(context);
        let becoming = becoming_python(context);
        let mut seen: BTreeSet<(&Utf8Path, usize)> = BTreeSet::new();
        for file in project.files() {
            for (_, node) in file.nodes.iter() {
                let Expr::Call(call) = node.expression else { continue };
                let Some(name) = fallbacks::qualified(file, &call.func) else { continue };
                if becoming.contains(&(file.path, call.start().to_usize())) {
                    continue;
                }
                for (path, value) in headers_given(&project, file.path, call, &name) {
                    if seen.insert((path, value.start().to_usize())) {
                        judge(&project, path, value, proposals);
                    }
                }
            }
        }
    }
}

/// The calls of JavaScript's `Response` that another rule takes away.
fn becoming_python<'a>(context: &Context<'a>) -> BTreeSet<(&'a Utf8Path, usize)> {
    if !context.options.wants("PW301") {
        return BTreeSet::new();
    }
    let Settled { calls, plans, .. } = context.settled_responses();
    plans.made.keys().map(|index| (calls[*index].path, calls[*index].call.start().to_usize())).collect()
}

/// The values that a call hands to JavaScript as headers.
fn headers_given<'a>(
    project: &Project<'a>,
    path: &'a Utf8Path,
    call: &'a ExprCall,
    name: &str,
) -> Vec<(&'a Utf8Path, &'a Expr)> {
    let arguments = &call.arguments;
    match name {
        "js.Headers.new" => arguments.args.first().map(|value| (path, value)).into_iter().collect(),
        "js.fetch" | "js.Request.new" | "js.Response.new" | "js.Response.json" => {
            let mut found = Vec::new();
            for keyword in &*arguments.keywords {
                match &keyword.arg {
                    Some(name) if name.as_str() == "headers" => found.push((path, &keyword.value)),
                    Some(_) => {}
                    None => found.extend(inside(project, path, &keyword.value)),
                }
            }
            found.extend(arguments.args.get(1).into_iter().flat_map(|options| inside(project, path, options)));
            found
        }
        _ => Vec::new(),
    }
}

/// The headers in options that are a dictionary, written here or behind a name that is used for nothing else.
fn inside<'a>(project: &Project<'a>, path: &'a Utf8Path, options: &'a Expr) -> Vec<(&'a Utf8Path, &'a Expr)> {
    match options {
        Expr::Dict(dict) => dict
            .items
            .iter()
            .filter(|item| item.key.as_ref().and_then(literal) == Some("headers"))
            .map(|item| (path, &item.value))
            .collect(),
        Expr::Name(name) => {
            let only_here = project.uses_of_name(path, name).is_some_and(|uses| {
                uses.iter().all(|usage| {
                    let Some(file) = project.file(usage.path) else { return false };
                    file.nodes.parent(usage.node).is_some_and(|(_, around)| match around.expression {
                        Expr::Call(call) => file
                            .module
                            .scopes
                            .qualified(&call.func)
                            .is_some_and(|name| name == "js.fetch" || name.ends_with(".new")),
                        _ => false,
                    })
                })
            });
            if !only_here {
                return Vec::new();
            }
            let definitions = project.definitions(path, name);
            definitions
                .into_iter()
                .filter_map(|definition| match definition {
                    Definition::Value(path, value @ Expr::Dict(_)) => Some(inside(project, path, value)),
                    _ => None,
                })
                .flatten()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Proposes `.items()` where a dictionary is certain; reports where it is only possible.
fn judge<'a>(project: &Project<'a>, path: &'a Utf8Path, value: &'a Expr, proposals: &mut Proposals) {
    let Some(file) = project.file(path) else { return };
    if wrappers::unwrap(project, path, value).is_some() {
        return;
    }
    let headers = Headers::of(project, path, value);
    if !headers.dictionary {
        return;
    }
    let at = place(path, file.module, value.start());
    if headers.other || headers.unknown.is_some() {
        proposals.manual(
            &META.rule,
            at,
            "a dictionary can reach JavaScript as headers here, which ends the worker; other values can, too",
            "pass `.items()` of the dictionary, or a list of pairs",
        );
        return;
    }
    let is_primary = matches!(
        value,
        Expr::Dict(_) | Expr::DictComp(_) | Expr::Name(_) | Expr::Call(_) | Expr::Attribute(_) | Expr::Subscript(_)
    );
    let (before, after) = match (headers.optional, is_primary) {
        (true, _) => ("(", " or {}).items()"),
        (false, true) => ("", ".items()"),
        (false, false) => ("(", ").items()"),
    };
    let mut edits = Vec::new();
    if !before.is_empty() {
        edits.push(Edit::insert(value.start().to_usize(), before));
    }
    edits.push(Edit::insert(value.end().to_usize(), after));
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: at,
        subject: file.module.slice(value).to_owned(),
        title: "headers reach JavaScript as pairs".to_owned(),
        reason: "A Python dictionary that JavaScript gets as headers ends the whole worker today; its items are taken."
            .to_owned(),
        safety: Safety::Safe,
        needs: Vec::new(),
        actions: vec![Action::edit(path, edits)],
    });
}
