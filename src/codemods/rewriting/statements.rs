//! Whole statements: taking one away with its lines, joining one with the one before.
//! Border: statements on lines of their own; what they mean is the caller's knowledge.
use ruff_python_ast::{AnyNodeRef, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::layout::content_end;
use crate::plan::Edit;
use crate::python::{bytes, own_comments};

use super::Site;

/// `rows = rows.to_py()` would become `rows = rows`: the whole statement goes, if it stands on lines of its own.
/// `rows = raw` after `raw = …` that nothing else reads becomes one with it.
pub fn drop_assignment(site: &Site<'_, '_>, value: &Expr) -> Option<Vec<Edit>> {
    let Some(AnyNodeRef::StmtAssign(assignment)) = site.ancestors.last() else { return None };
    let ([Expr::Name(target)], Expr::Name(name)) = (assignment.targets.as_slice(), value) else { return None };
    if target.id == name.id {
        return remove_statement(site, assignment);
    }
    let scopes = &site.module.scopes;
    let binding = scopes.binding(scopes.meaning(name.range.start())?);
    let ([origin], [read]) = (binding.sites.as_slice(), binding.reads.as_slice()) else { return None };
    let is_local = binding.scope != scopes.module()
        && scopes.scope(binding.scope).kind == crate::python::ScopeKind::Function
        && !binding.declared_elsewhere
        && !scopes.is_dynamic(binding.scope);
    let block = block(site, assignment.range())?;
    let position = block.iter().position(|statement| statement.range() == assignment.range())?;
    let Stmt::Assign(before) = block.get(position.checked_sub(1)?)? else { return None };
    let [Expr::Name(made)] = before.targets.as_slice() else { return None };
    let line = |offset: ruff_text_size::TextSize| site.module.lines.line(offset.to_usize());
    let is_next = line(assignment.start()) == line(before.end()) + 1;
    if !is_local || !is_next || made.range != origin.range || read.range != name.range {
        return None;
    }
    let mut edits = remove_statement(site, assignment)?;
    edits.push(Edit::replace(bytes(&made.range), target.id.as_str()));
    Some(edits)
}

/// Takes a statement around the site and its lines away; the only one of a block leaves `pass` behind.
pub fn remove_statement(site: &Site<'_, '_>, statement: &impl Ranged) -> Option<Vec<Edit>> {
    let module = site.module;
    let (first, last) =
        (module.lines.line(statement.start().to_usize()), module.lines.line(statement.end().to_usize()));
    let text = module.text();
    let (start, end) = (module.lines.start(first), module.lines.end(last));
    let before = &text[start..statement.start().to_usize()];
    let after = &text[statement.end().to_usize()..end];
    if !before.trim().is_empty() || !after.trim().is_empty() {
        return None;
    }
    let is_alone = block(site, statement.range()).is_some_and(|block| block.len() == 1);
    if is_alone {
        return Some(vec![Edit::replace(bytes(statement), "pass")]);
    }
    let is_blank = |line: usize| text[module.lines.start(line)..module.lines.end(line)].trim().is_empty();
    let mut first = own_comments(module, first, last + 1);
    // Of the blank lines around it, those below stay.
    let is_followed_by_blank = last + 1 >= module.lines.count() || is_blank(last + 1);
    while is_followed_by_blank && first > 0 && is_blank(first - 1) {
        first -= 1;
    }
    // From the end of the line before: who shifts this line in the same round has to wait.
    let (from, to) = match first.checked_sub(1) {
        Some(above) => (content_end(module, above), content_end(module, last)),
        None => (start, module.lines.start(last + 1)),
    };
    Some(vec![Edit::delete(from..to)])
}

/// The block that a statement is one of.
fn block<'a>(site: &Site<'_, 'a>, statement: TextRange) -> Option<&'a [Stmt]> {
    let holds = |body: &&[Stmt]| body.iter().any(|one| one.range() == statement);
    site.ancestors.iter().rev().find_map(|node| bodies(*node).into_iter().find(|body| holds(body)))
}

/// The blocks of a statement or clause.
fn bodies(node: AnyNodeRef<'_>) -> Vec<&[Stmt]> {
    match node {
        AnyNodeRef::StmtFunctionDef(node) => vec![&node.body],
        AnyNodeRef::StmtIf(node) => vec![&node.body],
        AnyNodeRef::ElifElseClause(node) => vec![&node.body],
        AnyNodeRef::StmtFor(node) => vec![&node.body, &node.orelse],
        AnyNodeRef::StmtWhile(node) => vec![&node.body, &node.orelse],
        AnyNodeRef::StmtWith(node) => vec![&node.body],
        AnyNodeRef::StmtTry(node) => vec![&node.body, &node.orelse, &node.finalbody],
        AnyNodeRef::ExceptHandlerExceptHandler(node) => vec![&node.body],
        AnyNodeRef::MatchCase(node) => vec![&node.body],
        _ => Vec::new(),
    }
}
