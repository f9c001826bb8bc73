//! Two imports of one name, of JavaScript's `Response` and the SDK's, in a row: only the last one counts.
//! Border: makes proposals that take the first one away, so that the name has one meaning.
use ruff_python_ast::name::Name;
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::{Action, Proposal, Proposals, place};
use crate::plan::Safety;
use crate::python::{Binding, ImportedName, SiteKind};

use super::project::{File, Project};
use super::workers_response::META;

/// Imports that the next import of the same name covers before anything reads it.
pub fn drop(project: &Project<'_>, proposals: &mut Proposals) -> bool {
    let mut found = false;
    for file in project.files() {
        for (_, binding) in file.module.scopes.bindings() {
            let Some((covered, range)) = covered(file, binding) else { continue };
            found = true;
            proposals.change(Proposal {
                rule: META.rule.clone(),
                place: place(file.path, file.module, range.start()),
                subject: file.module.slice(&range).to_owned(),
                title: format!("`{}` is imported once", binding.name),
                reason: "The next import of the same name takes its place before anything reads it.".to_owned(),
                safety: Safety::Safe,
                needs: Vec::new(),
                actions: vec![Action::Imports {
                    path: file.path.to_owned(),
                    add: Vec::new(),
                    retire: vec![(covered.module.to_string(), covered.member.as_ref().map(Name::to_string))],
                }],
            });
        }
    }
    found
}

/// The import of one `Response` that is covered by an import of the other, and where it stands.
fn covered<'a>(file: &File<'_>, binding: &'a Binding) -> Option<(&'a ImportedName, TextRange)> {
    let [first, second] = binding.sites.as_slice() else { return None };
    let (SiteKind::Import(one), SiteKind::Import(other)) = (&first.kind, &second.kind) else { return None };
    let is_ours = |import: &ImportedName| {
        ["js", "workers"].contains(&import.module.as_str()) && import.member.as_deref() == Some("Response")
    };
    let is_top =
        |import: &ImportedName| file.module.syntax().body.iter().any(|statement| statement.range() == import.statement);
    let is_read = binding.reads.iter().any(|read| read.range.end() <= other.statement.start());
    let fits = is_ours(one) && is_ours(other) && one.module != other.module && is_top(one) && is_top(other);
    (fits && !is_read && one.statement.end() <= other.statement.start()).then_some((one, first.range))
}
