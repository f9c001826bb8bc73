//! Which assignments of a name can reach a place that reads it.
//! Border: the order of statements in one function; more may be named than can really reach, never fewer.
use ruff_python_ast::Stmt;
use ruff_text_size::{Ranged, TextRange};

use crate::python::{BindingId, ScopeKind, SiteKind};

use super::project::File;

/// The names bound by the assignments that can reach the read at `read`; `None` if that is not known better than that
/// all can.
pub fn sites(file: &File<'_>, id: BindingId, read: TextRange) -> Option<Vec<TextRange>> {
    let scopes = &file.module.scopes;
    let binding = scopes.binding(id);
    let in_own_scope = binding.reads.iter().any(|other| other.range == read && other.scope == binding.scope);
    let is_function = scopes.scope(binding.scope).kind == ScopeKind::Function;
    if binding.sites.len() < 2 || !in_own_scope || !is_function || binding.declared_elsewhere {
        return None;
    }
    let statement_of = |range: TextRange| Some(file.nodes.get(file.nodes.name_at(range.start())?).statement);
    let mut current = statement_of(read)?;
    let mut looped: Vec<TextRange> = Vec::new();
    loop {
        let position = file.nodes.position(current)?;
        let latest = binding
            .sites
            .iter()
            .filter(|site| site.kind == SiteKind::Assignment)
            .filter_map(|site| Some((site.range, statement_of(site.range)?)))
            .filter(|(_, statement)| matches!(statement, Stmt::Assign(_) | Stmt::AnnAssign(_)))
            .filter(|(_, statement)| {
                statement.end() <= current.start()
                    && file.nodes.position(statement).is_some_and(|other| other.suite == position.suite)
            })
            .max_by_key(|(range, _)| range.start());
        if let Some((latest, statement)) = latest {
            let mut found = vec![latest];
            for site in &binding.sites {
                let between = statement.end() <= site.range.start() && site.range.end() <= read.start();
                let comes_again = looped.iter().any(|range| range.contains_range(site.range));
                if site.range != latest && (comes_again || (between && !ends_before(file, site.range, read))) {
                    found.push(site.range);
                }
            }
            return Some(found);
        }
        let parent = position.parent?;
        match parent {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return None,
            Stmt::For(_) | Stmt::While(_) => looped.push(parent.range()),
            _ => {}
        }
        current = parent;
    }
}

/// Whether the block of a site is left for good before `read` is come to.
fn ends_before(file: &File<'_>, site: TextRange, read: TextRange) -> bool {
    let Some(id) = file.nodes.name_at(site.start()) else { return false };
    let Some(position) = file.nodes.position(file.nodes.get(id).statement) else { return false };
    let (Some(first), Some(last)) = (position.block.first(), position.block.last()) else { return false };
    let block = TextRange::new(first.start(), last.end());
    // What is raised in a `try` comes to its handlers with everything that was bound before.
    let mut around = position.parent;
    while let Some(parent) = around {
        if matches!(parent, Stmt::Try(_)) && parent.range().contains_range(read) {
            return false;
        }
        around = file.nodes.position(parent).and_then(|position| position.parent);
    }
    let is_plain = matches!(position.parent, Some(Stmt::If(_) | Stmt::With(_) | Stmt::Match(_)));
    is_plain && matches!(last, Stmt::Return(_)) && !block.contains_range(read)
}
