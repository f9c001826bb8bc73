//! A method of a fragment and the worker's class: made anew, or put into the method that is there.
//! Border: one method, its decorators and the order of things; which class and which method is decided in `piece`.
use ruff_python_ast::{StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::adapt::{Destination, adapt};
use super::compare::same_expression;
use super::fragment::{EntryFragment, is_nothing, is_string};
use super::signature::{check_shape, make_async, parameters};
use super::statements::{fitted, insert, missing};
use super::{Obstacle, Step, layout};
use crate::plan::Edit;
use crate::python::{Module, bytes};

/// Why the method cannot be changed.
pub(super) fn shape(method: &StmtFunctionDef, why: &'static str) -> Obstacle {
    Obstacle::Shape { method: method.name.to_string(), why }
}

/// Makes the method at the end of `class`.
pub(super) fn create(
    entry: &Module,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    class: &StmtClassDef,
    created: Vec<String>,
) -> Result<Step, Obstacle> {
    let adapted = adapt(entry, fragment, &[source.range()], Destination::Class(class)).ok_or(Obstacle::Names)?;
    let source = same_method(&adapted.fragment, fragment, source).ok_or(Obstacle::Names)?;
    let own = &adapted.fragment;
    let (Some(first), Some(last)) = (class.body.first(), class.body.last()) else { return Ok(Step::Nothing) };
    let line = |offset: TextSize| entry.lines.line(offset.to_usize());
    if line(first.start()) == line(class.name.end()) {
        return Err(shape(source, "would go into a class that is written in one line"));
    }
    let indent = entry.indentation(first.start()).to_owned();
    let text = written(own, source, entry, &indent);
    let newline = entry.dialect.newline.as_str();
    let is_empty = class.body.iter().all(|statement| is_nothing(statement) || is_string(statement));
    let edit = match class.body.iter().find(|statement| is_nothing(statement)).filter(|_| is_empty) {
        // `pass` has had its time.
        Some(nothing) => {
            let lines = entry.lines.start(line(nothing.start()))..entry.lines.end(line(nothing.end()));
            let gap = if class.body.len() > 1 { newline } else { "" };
            Edit::replace(lines, format!("{gap}{text}"))
        }
        None => {
            let end = entry.lines.end(line(last.end()));
            let start = if entry.text()[..end].ends_with(['\n', '\r']) { "" } else { newline };
            Edit::insert(end, format!("{start}{newline}{text}"))
        }
    };
    Ok(Step::Edits { edits: vec![edit], imports: adapted.imports, created })
}

/// A method as it is written in the module: without the mark of a fallback.
pub(super) fn written(own: &EntryFragment, source: &StmtFunctionDef, entry: &Module, indent: &str) -> String {
    let marks: Vec<Edit> =
        source.body.iter().filter_map(|statement| own.fallback_comment(statement)).map(Edit::delete).collect();
    let from = own.module.indentation(source.start()).to_owned();
    let mut draft = crate::plan::Draft::new(own.module.text());
    let cleaned = match draft.add(&marks) {
        Ok(()) => own.with_text(draft.finish()),
        Err(_) => None,
    };
    // Marks stand at the ends of lines: the lines are the same without them.
    let module = cleaned.as_ref().map_or(&own.module, |cleaned| &cleaned.module);
    let first = comments_above(&own.module, source.start());
    let last = own.module.lines.line(source.end().to_usize()) + 1;
    layout::lines(module, first..last, &from, entry.dialect, indent)
}

/// The line where the comments directly above `offset` begin, or its own.
pub(super) fn comments_above(module: &Module, offset: TextSize) -> usize {
    let mut line = module.lines.line(offset.to_usize());
    let text = |line: usize| module.text()[module.lines.start(line)..module.lines.end(line)].trim_start();
    while line > 0 && text(line - 1).starts_with('#') {
        line -= 1;
    }
    line
}

/// The method that `source` has become in another reading of the same fragment.
pub(super) fn same_method<'a>(
    adapted: &'a EntryFragment,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
) -> Option<&'a StmtFunctionDef> {
    fragment.body().iter().enumerate().find_map(|(class, statement)| {
        let index = statement.as_class_def_stmt()?.body.iter().position(|method| method.range() == source.range())?;
        adapted.method(class, index)
    })
}

/// Puts the statements and decorators of `source` into and around `target`.
pub(super) fn extend(
    entry: &Module,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    class: &StmtClassDef,
    target: &StmtFunctionDef,
    earlier: &[EntryFragment],
) -> Result<Step, Obstacle> {
    let mut edits = Vec::new();
    let mut imports = Vec::new();
    let (decorators, needed) = decorate(entry, fragment, source, class, target)?;
    edits.extend(decorators);
    imports.extend(needed);
    let guards = fragment.guards(source);
    if !guards.is_empty() {
        let adapted = fitted(entry, fragment, source, target).ok_or(Obstacle::Names)?;
        let new = missing(&adapted, fragment, source, target).ok_or(Obstacle::Names)?;
        if !new.is_empty() {
            check_shape(target)?;
            edits.extend(parameters(entry, fragment, source, class, target)?);
            edits.extend(make_async(entry, source, class, target, earlier)?);
            edits.extend(insert(entry, &adapted, &new, target, earlier)?);
            imports.extend(adapted.imports.into_iter().filter(|import| !imports.contains(import)).collect::<Vec<_>>());
        }
    }
    if edits.is_empty() {
        return Ok(Step::Nothing);
    }
    Ok(Step::Edits { edits, imports, created: Vec::new() })
}

/// The edits that put the fragment's decorators outermost around the method, and what they need.
fn decorate(
    entry: &Module,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    class: &StmtClassDef,
    target: &StmtFunctionDef,
) -> Result<(Vec<Edit>, Vec<crate::python::NewImport>), Obstacle> {
    if source.decorator_list.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let ranges: Vec<TextRange> = source.decorator_list.iter().map(Ranged::range).collect();
    let adapted = adapt(entry, fragment, &ranges, Destination::Class(class)).ok_or(Obstacle::Names)?;
    let own = &adapted.fragment;
    let method = same_method(own, fragment, source).ok_or(Obstacle::Names)?;
    let new = method.decorator_list.iter().filter(|decorator| {
        !target.decorator_list.iter().any(|present| same_expression(&present.expression, &decorator.expression))
    });
    let indent = entry.indentation(target.start()).to_owned();
    let text: String = new
        .map(|decorator| {
            let lines = own.module.lines.line(decorator.start().to_usize())
                ..own.module.lines.line(decorator.end().to_usize()) + 1;
            layout::lines(&own.module, lines, own.module.indentation(decorator.start()), entry.dialect, &indent)
        })
        .collect();
    if text.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let start = bytes(target).start;
    let line = entry.lines.start(entry.lines.line(start));
    if entry.text()[line..start].trim().is_empty() {
        Ok((vec![Edit::insert(line, text)], adapted.imports))
    } else {
        Err(shape(target, "does not begin a line"))
    }
}
