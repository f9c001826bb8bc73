//! Classes and statements of a fragment that go into the module as they are.
//! Border: module level; methods of the entrypoint class that is there are `method`'s work.
use ruff_python_ast::{Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use super::adapt::{Destination, adapt};
use super::compare::same;
use super::fragment::EntryFragment;
use super::method::{self, comments_above};
use super::piece::find_method;
use super::{Obstacle, Step, layout};
use crate::plan::{Draft, Edit};
use crate::python::Module;

/// The fragment's entrypoint class for a module that has none.
pub(super) fn entrypoint(entry: &Module, fragment: &EntryFragment, class: &StmtClassDef) -> Result<Step, Obstacle> {
    // What only decorates is laid when the methods are there.
    let decorating: Vec<&StmtFunctionDef> = methods(class).filter(|method| fragment.only_decorates(method)).collect();
    let marks = class.body.iter().filter_map(Stmt::as_function_def_stmt).flat_map(|method| &method.body);
    let mut edits: Vec<Edit> =
        marks.filter_map(|statement| fragment.fallback_comment(statement)).map(Edit::delete).collect();
    for method in &decorating {
        let lines = &fragment.module.lines;
        let first = comments_above(&fragment.module, method.start());
        let last = lines.line(method.end().to_usize()) + 1;
        edits.push(Edit::delete(lines.start(first)..lines.start(last)));
    }
    let mut draft = Draft::new(fragment.module.text());
    draft.add(&edits).map_err(|refusal| Obstacle::Invalid { message: refusal.to_string() })?;
    let cleaned = fragment.with_text(draft.finish()).ok_or(Obstacle::Names)?;
    let name = class.name.as_str();
    let class = cleaned.body().iter().filter_map(Stmt::as_class_def_stmt).find(|class| class.name.as_str() == name);
    let Some(class) = class else { return Ok(Step::Nothing) };
    at_end(entry, &cleaned, class)
}

fn methods(class: &StmtClassDef) -> impl Iterator<Item = &StmtFunctionDef> {
    class.body.iter().filter_map(Stmt::as_function_def_stmt)
}

/// Another class: whole if the module does not have it, else the methods that it does not have.
pub(super) fn class(entry: &Module, fragment: &EntryFragment, class: &StmtClassDef) -> Result<Step, Obstacle> {
    let module = entry.scopes.module();
    if entry.scopes.lookup(module, class.name.as_str()).is_none() {
        return at_end(entry, fragment, class);
    }
    let present = entry
        .syntax()
        .body
        .iter()
        .filter_map(Stmt::as_class_def_stmt)
        .find(|own| own.name.as_str() == class.name.as_str());
    let Some(present) = present else {
        return Err(Obstacle::ClassElsewhere { class: class.name.to_string() });
    };
    let mut missing = Vec::new();
    for method in methods(class) {
        if find_method(present, method.name.as_str())?.is_none() {
            missing.push(method);
        }
    }
    let (mut edits, mut imports) = (Vec::new(), Vec::new());
    for source in missing {
        if let Step::Edits { edits: own, imports: needed, .. } =
            method::create(entry, fragment, source, present, Vec::new())?
        {
            edits.extend(own);
            imports.extend(needed.into_iter().filter(|import| !imports.contains(import)).collect::<Vec<_>>());
        }
    }
    if edits.is_empty() { Ok(Step::Nothing) } else { Ok(Step::Edits { edits, imports, created: Vec::new() }) }
}

/// A class at the end of the module.
fn at_end(entry: &Module, fragment: &EntryFragment, class: &StmtClassDef) -> Result<Step, Obstacle> {
    let adapted = adapt(entry, fragment, &[class.range()], Destination::Module).ok_or(Obstacle::Names)?;
    let own = &adapted.fragment.module;
    let found = own
        .syntax()
        .body
        .iter()
        .filter_map(Stmt::as_class_def_stmt)
        .find(|found| found.name.as_str() == class.name.as_str());
    let Some(found) = found else { return Err(Obstacle::Names) };
    let lines = comments_above(own, found.start())..own.lines.line(found.end().to_usize()) + 1;
    let text = layout::lines(own, lines, "", entry.dialect, "");
    let newline = entry.dialect.newline.as_str();
    let before = entry.text();
    let blank = before.len() - before.trim_end_matches(['\n', '\r']).len();
    let present = blank / newline.len();
    let has_code = !before.trim().is_empty();
    let gap = if has_code { newline.repeat(3usize.saturating_sub(present)) } else { String::new() };
    let created = methods(found).map(|method| method.name.to_string()).collect();
    let edit = Edit::insert(before.len(), format!("{gap}{text}"));
    Ok(Step::Edits { edits: vec![edit], imports: adapted.imports, created })
}

/// The statements at module level, behind the simple statements that follow the imports.
pub(super) fn statements(entry: &Module, fragment: &EntryFragment) -> Result<Step, Obstacle> {
    let wanted = fragment.statements();
    let ranges: Vec<TextRange> = wanted.iter().map(|statement| statement.range()).collect();
    let adapted = adapt(entry, fragment, &ranges, Destination::Module).ok_or(Obstacle::Names)?;
    let body = &entry.syntax().body;
    let own = &adapted.fragment.module;
    let new: Vec<&Stmt> = adapted
        .fragment
        .statements()
        .into_iter()
        .filter(|statement| !body.iter().any(|present| same(present, statement)))
        .collect();
    if new.is_empty() {
        return Ok(Step::Nothing);
    }
    let newline = entry.dialect.newline.as_str();
    let text: String = new
        .iter()
        .map(|statement| {
            let lines = comments_above(own, statement.start())..own.lines.line(statement.end().to_usize()) + 1;
            layout::lines(own, lines, "", entry.dialect, "")
        })
        .collect();
    let simple = |statement: &&Stmt| {
        matches!(
            statement,
            Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::Expr(_) | Stmt::Assign(_) | Stmt::AnnAssign(_)
        )
    };
    let last = body.iter().take_while(simple).last();
    let edit = match last {
        Some(last) => {
            let end = entry.lines.end(entry.lines.line(last.end().to_usize()));
            let is_import = matches!(last, Stmt::Import(_) | Stmt::ImportFrom(_));
            let start = if entry.text()[..end].ends_with(['\n', '\r']) { "" } else { newline };
            let gap = if is_import { newline } else { "" };
            Edit::insert(end, format!("{start}{gap}{text}"))
        }
        None => Edit::insert(0, format!("{text}{newline}{newline}")),
    };
    Ok(Step::Edits { edits: vec![edit], imports: adapted.imports, created: Vec::new() })
}
