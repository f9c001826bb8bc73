//! One piece of a fragment: where it goes, and what is said if it cannot go there.
//! Border: finds classes and methods in the module; `method` and `whole` make the edits.
use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::adapt;
use super::fragment::{EntryFragment, Piece};
use super::{Obstacle, Pass, Step, Surroundings, Unplaced, method, whole};
use crate::plan::{Draft, Edit};
use crate::python::{Module, SiteKind};

/// The names that the old runtime calls at module level.
const OLD_HANDLERS: [&str; 5] = ["on_fetch", "on_scheduled", "on_queue", "on_email", "onfetch"];

/// The step that lays a piece.
pub(super) fn place(
    entry: &Module,
    fragment: &EntryFragment,
    piece: Piece,
    surroundings: &Surroundings<'_>,
    pass: Pass<'_>,
) -> Result<Step, Obstacle> {
    match (piece, pass) {
        (Piece::Method(class, index), pass) => {
            let (Some(wanted), Some(source)) = (fragment.class(class), fragment.method(class, index)) else {
                return Ok(Step::Nothing);
            };
            if let Pass::Decorators(methods) = pass
                && (!fragment.only_decorates(source) || !methods.contains(source.name.as_str()))
            {
                return Ok(Step::Nothing);
            }
            match entrypoint(entry)? {
                Some(own) => match find_method(own, source.name.as_str())? {
                    Some(target) => method::extend(entry, fragment, source, own, target, surroundings.earlier),
                    None if fragment.only_decorates(source) => Ok(Step::Nothing),
                    None => method::create(entry, fragment, source, own, vec![source.name.to_string()]),
                },
                // Without a class the fragment's comes in whole, with its first method.
                None if fragment.only_decorates(source) => Ok(Step::Nothing),
                None => whole::entrypoint(entry, fragment, wanted),
            }
        }
        (_, Pass::Decorators(_)) => Ok(Step::Nothing),
        (Piece::Export(index), Pass::All) => export(entry, fragment, &fragment.body()[index]),
        (Piece::Statements, Pass::All) => whole::statements(entry, fragment),
        (Piece::Class(index), Pass::All) => match fragment.class(index) {
            Some(class) => whole::class(entry, fragment, class),
            None => Ok(Step::Nothing),
        },
    }
}

/// An import that the runtime looks for: the name itself has to be there.
fn export(entry: &Module, fragment: &EntryFragment, statement: &Stmt) -> Result<Step, Obstacle> {
    let names = match statement {
        Stmt::Import(import) => &import.names,
        Stmt::ImportFrom(import) => &import.names,
        _ => return Ok(Step::Nothing),
    };
    let mut imports = Vec::new();
    for alias in names {
        let Some(new) = adapt::new_import(fragment, statement, alias.range()) else { return Err(Obstacle::Names) };
        match entry.scopes.lookup(entry.scopes.module(), new.bound()) {
            None => imports.push(new),
            Some(id) => {
                let present = entry.scopes.binding(id).import();
                if !present.is_some_and(|import| {
                    import.module == new.module && import.member.as_deref() == new.member.as_deref()
                }) {
                    return Err(Obstacle::Names);
                }
            }
        }
    }
    Ok(Step::Edits { edits: Vec::new(), imports, created: Vec::new() })
}

/// The worker's entrypoint class; `None` if the module has none. The runtime looks for a class that was defined under the
/// name `Default`: classes of other names are entrypoints for other Workers, and another name for one of them is nothing
/// to it (tests/runtime/facts/another-name-for-the-entrypoint).
pub(super) fn entrypoint(entry: &Module) -> Result<Option<&StmtClassDef>, Obstacle> {
    let module = entry.scopes.module();
    let mut classes = entry.syntax().body.iter().filter_map(Stmt::as_class_def_stmt);
    // Beside the class, `on_fetch` is a function like any other: a migration leaves it where the class calls it.
    if let Some(class) = classes.find(|class| class.name.as_str() == "Default") {
        return Ok(Some(class));
    }
    if let Some(handler) = OLD_HANDLERS.iter().find(|name| entry.scopes.lookup(module, name).is_some()) {
        return Err(Obstacle::OldHandlers { handler: (*handler).to_owned() });
    }
    if entry.scopes.lookup(module, "Default").is_some() {
        return Err(Obstacle::ClassElsewhere { class: "Default".to_owned() });
    }
    Ok(None)
}

/// The method of that name, if the class has exactly one that can be edited.
pub(super) fn find_method<'a>(class: &'a StmtClassDef, name: &str) -> Result<Option<&'a StmtFunctionDef>, Obstacle> {
    let shape = |why| Obstacle::Shape { method: name.to_owned(), why };
    let mut found = None;
    for statement in &class.body {
        match statement {
            Stmt::FunctionDef(function) if function.name.as_str() == name => match found {
                None => found = Some(function),
                Some(_) => return Err(shape("is defined more than once")),
            },
            other if binds(other, name) => return Err(shape("is not a plain method")),
            _ => {}
        }
    }
    Ok(found)
}

/// Whether a statement of a class binds `name` in some other way than by a plain `def`.
fn binds(statement: &Stmt, name: &str) -> bool {
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Finder<'n> {
        name: &'n str,
        found: bool,
    }
    impl<'a> StatementVisitor<'a> for Finder<'_> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            let is_name = |target: &Expr| matches!(target, Expr::Name(name) if name.id.as_str() == self.name);
            match statement {
                Stmt::FunctionDef(function) => self.found |= function.name.as_str() == self.name,
                Stmt::ClassDef(class) => self.found |= class.name.as_str() == self.name,
                Stmt::Assign(assign) => self.found |= assign.targets.iter().any(is_name),
                Stmt::AnnAssign(assign) => self.found |= is_name(&assign.target),
                other => walk_stmt(self, other),
            }
        }
    }
    if matches!(statement, Stmt::FunctionDef(_)) {
        return false;
    }
    let mut finder = Finder { name, found: false };
    finder.visit_stmt(statement);
    finder.found
}

/// What has to be done by hand.
pub(super) fn unplaced(entry: &Module, fragment: &EntryFragment, piece: Piece, obstacle: Obstacle) -> Unplaced {
    let text = |range: TextRange| fragment.module.text()[range].to_owned();
    let class_name = "Default";
    let (what, code, whereto, offset) = match piece {
        Piece::Export(index) => {
            let statement = &fragment.body()[index];
            ("import".to_owned(), text(statement.range()), "among the imports".to_owned(), 0)
        }
        Piece::Statements => {
            let code: Vec<String> =
                fragment.statements().into_iter().map(|statement| text(statement.range())).collect();
            ("statements".to_owned(), code.join("\n"), "behind the imports".to_owned(), 0)
        }
        Piece::Class(index) => {
            let name = fragment.class(index).map_or("", |class| class.name.as_str());
            let range = fragment.body()[index].range();
            (format!("class {name}"), text(range), "at the end of the module".to_owned(), 0)
        }
        Piece::Method(class, index) => method_by_hand(entry, fragment, class, index, class_name),
    };
    let needs = needed_imports(fragment, piece);
    let code = if needs.is_empty() { code } else { format!("{needs}\n\n{code}") };
    Unplaced { what, code, whereto, offset, obstacle }
}

fn method_by_hand(
    entry: &Module,
    fragment: &EntryFragment,
    class: usize,
    index: usize,
    class_name: &str,
) -> (String, String, String, usize) {
    let Some(source) = fragment.method(class, index) else {
        return (String::new(), String::new(), String::new(), 0);
    };
    let name = source.name.as_str();
    let present = entry.syntax().body.iter().filter_map(Stmt::as_class_def_stmt).find_map(|class| {
        let own = class.name.as_str() == class_name;
        own.then(|| {
            class.body.iter().filter_map(Stmt::as_function_def_stmt).find(|method| method.name.as_str() == name)
        })
    });
    let (what, code) = if fragment.only_decorates(source) {
        let decorators = source.decorator_list.iter().map(|decorator| &fragment.module.text()[decorator.range()]);
        (format!("decoration of {name}"), decorators.collect::<Vec<_>>().join("\n"))
    } else {
        let guards_alone = present.flatten().is_some();
        (format!("method {name}"), method_text(fragment, class, index, guards_alone))
    };
    let (whereto, offset) = match present {
        Some(Some(method)) if fragment.only_decorates(source) => {
            (format!("around `{class_name}.{name}`"), method.name.start().to_usize())
        }
        Some(Some(method)) => (format!("first in `{class_name}.{name}`"), method.name.start().to_usize()),
        _ if fragment.only_decorates(source) => (format!("around `{class_name}.{name}`, if there is one"), 0),
        Some(None) => (format!("as a method of `{class_name}`"), 0),
        None => (format!("as a method of the class `{class_name}`"), 0),
    };
    (what, code, whereto, offset)
}

/// A method without its indentation and without the mark of a fallback; `guards_alone` leaves out the fallback itself,
/// where a method is there that goes on.
fn method_text(fragment: &EntryFragment, class: usize, index: usize, guards_alone: bool) -> String {
    let Some(source) = fragment.method(class, index) else { return String::new() };
    let lines = &fragment.module.lines;
    let left_out = source.body.iter().filter_map(|statement| {
        let mark = fragment.fallback_comment(statement)?;
        let first = lines.line(statement.start().to_usize());
        Some(Edit::delete(if guards_alone { lines.end(first - 1) } else { mark.start }..mark.end))
    });
    let mut draft = Draft::new(fragment.text());
    let cleaned = draft.add(&left_out.collect::<Vec<_>>()).ok().and_then(|()| fragment.with_text(draft.finish()));
    let shown = cleaned.as_ref().unwrap_or(fragment);
    let Some(method) = shown.method(class, index) else { return String::new() };
    let line = |offset: TextSize| shown.module.lines.line(offset.to_usize());
    let indentation = shown.module.indentation(method.start()).to_owned();
    let lines = line(method.start())..line(method.end()) + 1;
    super::layout::lines(&shown.module, lines, &indentation, Default::default(), "").trim_end().to_owned()
}

/// The import statements of the fragment that a piece uses.
fn needed_imports(fragment: &EntryFragment, piece: Piece) -> String {
    let ranges: Vec<TextRange> = match piece {
        Piece::Export(_) => return String::new(),
        Piece::Statements => fragment.statements().iter().map(|statement| statement.range()).collect(),
        Piece::Class(index) => vec![fragment.body()[index].range()],
        Piece::Method(class, index) => match fragment.method(class, index) {
            Some(method) if fragment.only_decorates(method) => {
                method.decorator_list.iter().map(Ranged::range).collect()
            }
            method => method.map(Ranged::range).into_iter().collect(),
        },
    };
    let mut statements: Vec<TextRange> = Vec::new();
    for (_, binding) in fragment.module.scopes.bindings() {
        let is_used = binding.reads.iter().any(|read| ranges.iter().any(|range| range.contains_range(read.range)));
        let import = binding.sites.iter().find_map(|site| match &site.kind {
            SiteKind::Import(import) => Some(import.statement),
            _ => None,
        });
        if let Some(statement) = import.filter(|statement| is_used && !statements.contains(statement)) {
            statements.push(statement);
        }
    }
    statements.sort_by_key(|range| range.start());
    let texts: Vec<&str> = statements.into_iter().map(|range| &fragment.module.text()[range]).collect();
    texts.join("\n")
}
