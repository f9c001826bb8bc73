//! A method of a fragment and the worker's class: made anew, or put into the method that is there.
//! Border: one method; which class and which method is decided in `piece`.
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Decorator, Expr, Parameters, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::adapt::{Adapted, Destination, adapt};
use super::compare::{same, same_expression};
use super::fragment::{EntryFragment, is_nothing, is_string};
use super::piece::{entrypoint, find_method};
use super::{Obstacle, Step, layout};
use crate::plan::Edit;
use crate::python::{Module, bytes};

/// Handlers that the runtime calls with exactly these many arguments, `self` left out.
const STRICT: [(&str, usize); 2] = [("scheduled", 3), ("queue", 3)];

fn shape(method: &StmtFunctionDef, why: &'static str) -> Obstacle {
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
fn same_method<'a>(
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

fn fitted(
    entry: &Module,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    target: &StmtFunctionDef,
) -> Option<Adapted> {
    adapt(entry, fragment, &fragment.guards(source), Destination::Method { method: target, source })
}

/// The statements that the method does not have yet, in the adapted fragment.
fn missing<'a>(
    adapted: &'a Adapted,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    target: &StmtFunctionDef,
) -> Option<Vec<&'a Stmt>> {
    let method = same_method(&adapted.fragment, fragment, source)?;
    let guards = adapted.fragment.guards(method);
    let new = method.body.iter().filter(|statement| {
        guards.contains(&statement.range()) && !target.body.iter().any(|present| same(present, statement))
    });
    Some(new.collect())
}

/// Methods that are something else than they look like.
fn check_shape(target: &StmtFunctionDef) -> Result<(), Obstacle> {
    let is_bound_otherwise = |name: &str| ["staticmethod", "classmethod", "property", "overload"].contains(&name);
    let decorated = target.decorator_list.iter().any(|decorator| match &decorator.expression {
        Expr::Name(name) => is_bound_otherwise(name.id.as_str()),
        Expr::Attribute(attribute) => is_bound_otherwise(attribute.attr.as_str()),
        _ => false,
    });
    if decorated {
        return Err(shape(target, "is not a plain method"));
    }
    if yields(target) {
        return Err(shape(target, "is a generator"));
    }
    for (name, passes) in STRICT {
        let takes = positional(&target.parameters).saturating_sub(1);
        if target.name.as_str() == name && target.parameters.vararg.is_none() && takes < passes {
            return Err(Obstacle::Arity { method: name.to_owned(), takes, passes });
        }
    }
    Ok(())
}

fn positional(parameters: &Parameters) -> usize {
    parameters.posonlyargs.len() + parameters.args.len()
}

/// Gives the method the parameters that the fragment's statements use and that it does not have.
fn parameters(
    entry: &Module,
    fragment: &EntryFragment,
    source: &StmtFunctionDef,
    class: &StmtClassDef,
    target: &StmtFunctionDef,
) -> Result<Vec<Edit>, Obstacle> {
    let own = &fragment.module;
    let guards = fragment.guards(source);
    let scope = own.scopes.opened_by(source.range());
    let is_used = |name: &str| {
        let binding = scope.and_then(|scope| own.scopes.lookup(scope, name)).map(|id| own.scopes.binding(id));
        let reads = binding.map(|binding| &binding.reads[..]).unwrap_or_default();
        reads.iter().any(|read| guards.iter().any(|guard| guard.contains_range(read.range)))
    };
    let (given, wanted) = (positional(&target.parameters), positional(&source.parameters));
    let names: Vec<&ruff_python_ast::ParameterWithDefault> =
        source.parameters.posonlyargs.iter().chain(&source.parameters.args).collect();
    let Some(needed) = (given..wanted).rev().find(|index| is_used(names[*index].name().as_str())) else {
        return Ok(Vec::new());
    };
    let taken = target.parameters.vararg.is_some()
        || target.parameters.kwarg.is_some()
        || !target.parameters.kwonlyargs.is_empty()
        || names[given..=needed].iter().any(|parameter| mentions(entry, target, parameter.name().as_str()));
    if given == 0 || taken || calls_itself(class, target) {
        return Err(shape(target, "does not take what the statements need"));
    }
    // Without its annotation: the runtime reads those of handlers, and this one's names may mean nothing here.
    let new = names[given..=needed].iter().map(|parameter| match &parameter.default {
        Some(value) => format!("{}={}", parameter.name(), own.slice(value.as_ref())),
        None => parameter.name().to_string(),
    });
    let new: Vec<String> = new.collect();
    let last = target.parameters.args.last().or(target.parameters.posonlyargs.last());
    let end = last.map_or(target.parameters.range().end(), |last| last.range().end());
    if target.parameters.args.is_empty() {
        return Err(shape(target, "does not take what the statements need"));
    }
    Ok(vec![Edit::insert(end.to_usize(), format!(", {}", new.join(", ")))])
}

/// Whether a function uses `name` in any way.
fn mentions(entry: &Module, function: &StmtFunctionDef, name: &str) -> bool {
    entry
        .tokens_in(function.range())
        .iter()
        .any(|token| token.kind() == TokenKind::Name && &entry.text()[token.range()] == name)
}

/// A method that has to wait for something becomes `async`, if nobody calls it as it is.
fn make_async(
    entry: &Module,
    source: &StmtFunctionDef,
    class: &StmtClassDef,
    target: &StmtFunctionDef,
    earlier: &[EntryFragment],
) -> Result<Option<Edit>, Obstacle> {
    if target.is_async || !source.is_async {
        return Ok(None);
    }
    // Decorators of layers take both kinds of methods; about others nothing is known.
    let known: Vec<Adapted> =
        earlier.iter().filter_map(|fragment| decorators(entry, fragment, class, target)).collect();
    let is_known = |decorator: &Decorator| {
        known.iter().any(|adapted| {
            adapted.fragment.methods_named(target.name.as_str()).any(|method| {
                method.decorator_list.iter().any(|own| same_expression(&own.expression, &decorator.expression))
            })
        })
    };
    if !target.decorator_list.iter().all(is_known) {
        return Err(shape(target, "is not `async`, and it is decorated"));
    }
    if calls_itself(class, target) {
        return Err(shape(target, "is not `async`, and the class calls it"));
    }
    let def = entry.tokens_in(target.range()).iter().find(|token| token.kind() == TokenKind::Def).copied();
    Ok(def.map(|def| Edit::insert(def.start().to_usize(), "async ")))
}

/// A fragment with the decorators of a method in terms of the class.
fn decorators(
    entry: &Module,
    fragment: &EntryFragment,
    class: &StmtClassDef,
    target: &StmtFunctionDef,
) -> Option<Adapted> {
    let decorators = fragment.methods_named(target.name.as_str()).flat_map(|method| &method.decorator_list);
    let ranges: Vec<TextRange> = decorators.map(Ranged::range).collect();
    adapt(entry, fragment, &ranges, Destination::Class(class))
}

/// Whether a method of the class calls `target` through its receiver, or through the class.
fn calls_itself(class: &StmtClassDef, target: &StmtFunctionDef) -> bool {
    struct Finder<'n> {
        name: &'n str,
        found: bool,
    }
    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Attribute(attribute) = expression
                && attribute.attr.as_str() == self.name
                && matches!(attribute.value.as_ref(), Expr::Name(_) | Expr::Call(_))
            {
                let own = match attribute.value.as_ref() {
                    Expr::Name(name) => ["self", "cls", "Default"].contains(&name.id.as_str()),
                    Expr::Call(call) => matches!(call.func.as_ref(), Expr::Name(name) if name.id.as_str() == "super"),
                    _ => false,
                };
                self.found |= own;
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder { name: target.name.as_str(), found: false };
    finder.visit_body(&class.body);
    finder.found
}

fn yields(function: &StmtFunctionDef) -> bool {
    struct Finder(bool);
    impl<'a> Visitor<'a> for Finder {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if !matches!(statement, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                visitor::walk_stmt(self, statement);
            }
        }
        fn visit_expr(&mut self, expression: &'a Expr) {
            self.0 |= matches!(expression, Expr::Yield(_) | Expr::YieldFrom(_));
            if !matches!(expression, Expr::Lambda(_)) {
                visitor::walk_expr(self, expression);
            }
        }
    }
    let mut finder = Finder(false);
    finder.visit_body(&function.body);
    finder.0
}

/// Inserts statements before the method's own, behind its docstring and the statements of earlier layers.
fn insert(
    entry: &Module,
    adapted: &Adapted,
    new: &[&Stmt],
    target: &StmtFunctionDef,
    earlier: &[EntryFragment],
) -> Result<Vec<Edit>, Obstacle> {
    let own = &adapted.fragment.module;
    let newline = entry.dialect.newline.as_str();
    let line = |offset: TextSize| entry.lines.line(offset.to_usize());
    let Some(first) = target.body.first() else { return Ok(Vec::new()) };
    let header = header_end(entry, target);
    let text = |indent: &str| -> String {
        new.iter()
            .map(|statement| {
                let lines = comments_above(own, statement.start())..own.lines.line(statement.end().to_usize()) + 1;
                layout::lines(own, lines, own.indentation(statement.start()), entry.dialect, indent)
            })
            .collect()
    };
    if line(first.start()) == header.line {
        // `def fetch(self, request): return …` gets lines of its own.
        let indent = format!("{}{}", entry.indentation(target.start()), entry.dialect.indent.unit());
        let text = format!("{newline}{}{indent}", text(&indent));
        return Ok(vec![Edit::replace(header.colon..first.start().to_usize(), text)]);
    }
    let indent = entry.indentation(first.start()).to_owned();
    if target.body.iter().all(is_nothing) {
        let lines = entry.lines.start(line(first.start()))..entry.lines.end(line(first.end()));
        return Ok(vec![Edit::replace(lines, text(&indent))]);
    }
    let known = known_statements(entry, target, earlier);
    let in_front = target
        .body
        .iter()
        .enumerate()
        .take_while(|(index, statement)| {
            (*index == 0 && is_string(statement)) || known.iter().any(|known| known.contains(statement))
        })
        .last();
    let at = match in_front {
        Some((index, statement)) => {
            let end = line(statement.end());
            if target.body.get(index + 1).is_some_and(|next| line(next.start()) == end) {
                return Err(shape(target, "has several statements in one line"));
            }
            entry.lines.end(end)
        }
        None => entry.lines.end(header.line),
    };
    let start = if entry.text()[..at].ends_with(['\n', '\r']) { "" } else { newline };
    Ok(vec![Edit::insert(at, format!("{start}{}", text(&indent)))])
}

/// The statements that another layer has, in terms of the method.
struct Known {
    fragment: EntryFragment,
    guards: Vec<TextRange>,
    class: usize,
    index: usize,
}

impl Known {
    fn contains(&self, statement: &Stmt) -> bool {
        let Some(method) = self.fragment.method(self.class, self.index) else { return false };
        method.body.iter().any(|known| self.guards.contains(&known.range()) && same(known, statement))
    }
}

fn known_statements(entry: &Module, target: &StmtFunctionDef, earlier: &[EntryFragment]) -> Vec<Known> {
    let mut known = Vec::new();
    for fragment in earlier {
        for piece in fragment.pieces() {
            let super::Piece::Method(class, index) = piece else { continue };
            let Some(source) =
                fragment.method(class, index).filter(|source| source.name.as_str() == target.name.as_str())
            else {
                continue;
            };
            let Some(adapted) = fitted(entry, fragment, source, target) else { continue };
            let Some(method) = adapted.fragment.method(class, index) else { continue };
            let guards = adapted.fragment.guards(method);
            known.push(Known { fragment: adapted.fragment, guards, class, index });
        }
    }
    known
}

/// Where the worker's method of that name is, if it does something that no layer brought.
pub(in crate::compose) fn own_code(entry: &Module, name: &str, layers: &[EntryFragment]) -> Option<usize> {
    let class = entrypoint(entry).ok().flatten()?;
    let method = find_method(class, name).ok().flatten()?;
    let known = known_statements(entry, method, layers);
    let is_own = |statement: &&Stmt| {
        !is_string(statement) && !is_nothing(statement) && !known.iter().any(|known| known.contains(statement))
    };
    method.body.iter().find(is_own).map(|_| method.name.start().to_usize())
}

/// The end of a `def` line.
struct Header {
    /// Behind the colon.
    colon: usize,
    /// The line of the colon, zero-based.
    line: usize,
}

fn header_end(entry: &Module, target: &StmtFunctionDef) -> Header {
    let first = target.body.first().map_or(target.end(), Ranged::start);
    let signature = target.returns.as_deref().map_or(target.parameters.end(), Ranged::end);
    let colon = entry
        .tokens_in(TextRange::new(signature, first.max(signature)))
        .iter()
        .find(|token| token.kind() == TokenKind::Colon)
        .map_or(signature.to_usize(), |token| token.end().to_usize());
    Header { colon, line: entry.lines.line(colon) }
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
