//! Import statements: names added to and taken from them, in the style they are written in.
//! Border: makes edits of import statements only; which names are needed is the caller's knowledge.
use std::collections::BTreeMap;

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Alias, Stmt, StmtImportFrom};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::plan::Edit;

use super::{Module, bytes, own_comments};

/// A name that has to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// For example `workers`.
    pub module: String,
    /// For example `WorkerEntrypoint`, or `Response as WorkersResponse`. Empty for the module itself.
    pub member: String,
    /// The import statement beside which it should stand, if a statement has to be made.
    pub near: Option<TextRange>,
}

/// What has to become of a module's imports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportChange {
    /// Names that are needed.
    pub add: Vec<Addition>,
    /// The aliases (`name` or `name as other`) that are needed no longer.
    pub remove: Vec<TextRange>,
    /// Where the first new name is used: a new statement has to stand before it.
    pub before: Option<TextSize>,
}

/// The edits that make `change`.
pub fn import_edits(module: &Module, change: &ImportChange) -> Vec<Edit> {
    let mut statements = statements(&module.syntax().body);
    mark_emptied(&mut statements, &change.remove);
    let mut edits = Vec::new();
    let mut pending: Vec<&Addition> = Vec::new();
    // Names that go into a statement that is there, by statement.
    let mut joining: Vec<(&StmtImportFrom, Vec<&Addition>)> = Vec::new();
    for addition in change.add.iter().filter(|addition| !is_imported(module, addition, change)) {
        match home(module, addition, change) {
            Some(import) => match joining.iter_mut().find(|(other, _)| other.range == import.range) {
                Some((_, additions)) => additions.push(addition),
                None => joining.push((import, vec![addition])),
            },
            None => pending.push(addition),
        }
    }
    // Lines that go with statements before.
    let mut gone: Vec<usize> = Vec::new();
    let anchor = |addition: &Addition| match addition.near {
        Some(near) => Some(end_of_run(module, near)),
        None => anchor(module, change.before),
    };
    for found in &statements {
        let names = found.names();
        let removed: Vec<usize> =
            (0..names.len()).filter(|index| change.remove.contains(&names[*index].range)).collect();
        let joins = joining.iter().find(|(import, _)| import.range == found.range()).map(|(_, additions)| additions);
        let texts: Vec<&str> = joins.into_iter().flatten().map(|addition| addition.member.as_str()).collect();
        let mut fresh: Vec<&Addition> = Vec::new();
        pending.retain(|addition| {
            let here = anchor(addition) == Some(found.range());
            if here {
                fresh.push(addition);
            }
            !here
        });
        let new_statements = new_statements(&fresh);
        if removed.len() == names.len() && texts.is_empty() && !removed.is_empty() {
            let edit = remove_statement(module, found, &new_statements, &gone);
            if edit.text.is_empty() {
                gone.extend(module.lines.line(edit.start)..module.lines.line(edit.end));
            }
            edits.push(edit);
            continue;
        }
        edits.extend(change_names(module, found, &removed, &texts));
        if !new_statements.is_empty() {
            edits.push(insert_after(module, found.range(), &new_statements));
        }
    }
    if !pending.is_empty() {
        edits.push(insert_at_top(module, &new_statements(&pending)));
    }
    edits
}

/// An import statement and its block.
struct Found<'a> {
    statement: &'a Stmt,
    /// Which block it is in.
    block: usize,
    /// How many statements the block has.
    size: usize,
    /// Whether nothing would be left of the block without it.
    alone: bool,
}

impl Found<'_> {
    fn range(&self) -> TextRange {
        self.statement.range()
    }

    fn names(&self) -> &[Alias] {
        match self.statement {
            Stmt::Import(import) => &import.names,
            Stmt::ImportFrom(import) => &import.names,
            _ => &[],
        }
    }
}

/// All import statements, in source order, nested ones included.
fn statements(body: &[Stmt]) -> Vec<Found<'_>> {
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Collector<'a> {
        found: Vec<Found<'a>>,
        blocks: usize,
    }
    impl<'a> StatementVisitor<'a> for Collector<'a> {
        fn visit_body(&mut self, body: &'a [Stmt]) {
            let (block, size) = (self.blocks, body.len());
            self.blocks += 1;
            for statement in body {
                if matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_)) {
                    self.found.push(Found { statement, block, size, alone: size == 1 });
                }
                walk_stmt(self, statement);
            }
        }
    }
    let mut collector = Collector { found: Vec::new(), blocks: 0 };
    collector.visit_body(body);
    collector.found
}

/// Of blocks that lose everything, the first import is the one that something has to be left of. The module itself may
/// be empty.
fn mark_emptied(statements: &mut [Found<'_>], remove: &[TextRange]) {
    let goes = |found: &Found<'_>| found.names().iter().all(|name| remove.contains(&name.range));
    let mut going: BTreeMap<usize, usize> = BTreeMap::new();
    for found in statements.iter().filter(|found| found.block > 0 && goes(found)) {
        *going.entry(found.block).or_default() += 1;
    }
    for found in statements {
        if going.get(&found.block) == Some(&found.size) {
            going.remove(&found.block);
            found.alone = true;
        }
    }
}

/// Whether a statement at module level brings the name already, and keeps it.
fn is_imported(module: &Module, addition: &Addition, change: &ImportChange) -> bool {
    let is_nested = |near: TextRange| !module.syntax().body.iter().any(|statement| statement.range() == near);
    if addition.near.is_some_and(is_nested) {
        return false;
    }
    module.syntax().body.iter().any(|statement| match statement {
        Stmt::ImportFrom(import) => {
            import.level == 0
                && import.module.as_ref().is_some_and(|name| name.as_str() == addition.module)
                && change.before.is_none_or(|before| import.range.end() <= before)
                && import
                    .names
                    .iter()
                    .any(|alias| module.slice(alias) == addition.member && !change.remove.contains(&alias.range))
        }
        _ => false,
    })
}

/// The statement that can take `addition`: a `from module import …` at module level, or beside a nested `near`.
fn home<'a>(module: &'a Module, addition: &Addition, change: &ImportChange) -> Option<&'a StmtImportFrom> {
    let body = &module.syntax().body;
    if addition.member.is_empty() {
        return None;
    }
    if let Some(near) = addition.near
        && !body.iter().any(|statement| statement.range() == near)
    {
        return None;
    }
    body.iter().find_map(|statement| match statement {
        Stmt::ImportFrom(import)
            if import.level == 0
                && import.module.as_ref().is_some_and(|name| name.as_str() == addition.module)
                && import.names.iter().all(|alias| alias.name.as_str() != "*")
                && change.before.is_none_or(|before| import.range.end() <= before) =>
        {
            Some(import)
        }
        _ => None,
    })
}

/// The module-level import after which a new one stands: the last of the platform's, else the last of the first run.
fn anchor(module: &Module, before: Option<TextSize>) -> Option<TextRange> {
    let early = |statement: &&Stmt| before.is_none_or(|before| statement.end() <= before);
    let imports: Vec<&Stmt> = module
        .syntax()
        .body
        .iter()
        .filter(early)
        .filter(|statement| matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_)))
        .collect();
    imports.iter().rfind(|statement| is_platform(statement)).or(imports.last()).map(|statement| statement.range())
}

/// Whether a statement imports from the platform.
fn is_platform(statement: &Stmt) -> bool {
    let is_one = |module: &str| {
        let first = module.split('.').next().unwrap_or_default();
        ["js", "pyodide", "workers", "asgi"].contains(&first)
    };
    match statement {
        Stmt::ImportFrom(import) => {
            import.level == 0 && import.module.as_ref().is_some_and(|name| is_one(name.as_str()))
        }
        Stmt::Import(import) => import.names.iter().any(|alias| is_one(alias.name.as_str())),
        _ => false,
    }
}

/// The last of the platform's imports that follow `near` line by line: a new one stands after them, which is where a
/// sorter of imports would put it.
fn end_of_run(module: &Module, near: TextRange) -> TextRange {
    let body = &module.syntax().body;
    let Some(index) = body.iter().position(|statement| statement.range() == near) else { return near };
    let line = |offset: TextSize| module.lines.line(offset.to_usize());
    let mut last = near;
    for statement in &body[index + 1..] {
        if !is_platform(statement) || line(statement.start()) != line(last.end()) + 1 {
            break;
        }
        last = statement.range();
    }
    last
}

fn new_statements(additions: &[&Addition]) -> Vec<String> {
    let mut modules: Vec<(&str, Vec<&str>)> = Vec::new();
    let plain = additions.iter().filter(|addition| addition.member.is_empty());
    let statements: Vec<String> = plain.map(|addition| format!("import {}", addition.module)).collect();
    for addition in additions.iter().filter(|addition| !addition.member.is_empty()) {
        match modules.iter_mut().find(|(module, _)| *module == addition.module) {
            Some((_, members)) if members.contains(&addition.member.as_str()) => {}
            Some((_, members)) => members.push(&addition.member),
            None => modules.push((&addition.module, vec![&addition.member])),
        }
    }
    let members = modules.into_iter().map(|(module, mut members)| {
        members.sort_unstable();
        format!("from {module} import {}", members.join(", "))
    });
    statements.into_iter().chain(members).collect()
}

/// Takes names out of a statement and puts others in.
fn change_names(module: &Module, found: &Found<'_>, removed: &[usize], texts: &[&str]) -> Vec<Edit> {
    let names = found.names();
    let mut edits = Vec::new();
    let mut texts = texts.to_vec();
    texts.retain(|text| {
        // A name that is replaced by another keeps its place.
        !names.iter().enumerate().any(|(index, alias)| !removed.contains(&index) && module.slice(alias) == *text)
    });
    let mut removed = removed.to_vec();
    if !texts.is_empty() && !removed.is_empty() {
        let index = removed.remove(0);
        edits.push(Edit::replace(bytes(&names[index]), texts.join(", ")));
        texts.clear();
    }
    if let (false, Some(last)) = (texts.is_empty(), names.last()) {
        let multiline = names.len() > 1
            && module.lines.line(names[0].start().to_usize()) != module.lines.line(last.start().to_usize());
        let own_line = multiline || starts_line(module, last.start());
        let separator = if own_line {
            format!(",{}{}", module.dialect.newline.as_str(), module.indentation(last.start()))
        } else {
            ", ".to_owned()
        };
        texts.sort_by_key(|text| by_kind(text));
        for text in &texts {
            edits.push(match sorted_position(module, names, text) {
                Some(index) => Edit::insert(names[index].start().to_usize(), format!("{text}{separator}")),
                None => Edit::insert(last.end().to_usize(), format!("{separator}{text}")),
            });
        }
    }
    for range in runs(&removed, names.len()) {
        edits.push(remove_names(module, found, range));
    }
    edits
}

/// What linters call sorted: constants first, then classes, then the rest.
fn by_kind(name: &str) -> String {
    let kind = match name.chars().next() {
        _ if name.len() > 1 && name.chars().all(|letter| !letter.is_lowercase()) => 0,
        Some(first) if first.is_uppercase() => 1,
        _ => 2,
    };
    format!("{kind}{name}")
}

/// Before which name `text` would stand in a list that is sorted; `None`: at the end.
fn sorted_position(module: &Module, names: &[Alias], text: &str) -> Option<usize> {
    let exact: fn(&str) -> String = str::to_owned;
    let folded: fn(&str) -> String = str::to_ascii_lowercase;
    let is_sorted_by = |key: &fn(&str) -> String| {
        names.windows(2).all(|pair| key(module.slice(&pair[0])) <= key(module.slice(&pair[1])))
    };
    let key = [by_kind, folded, exact].into_iter().find(is_sorted_by)?;
    names.iter().position(|alias| key(module.slice(alias)) > key(text))
}

/// Neighbouring indexes as ranges.
fn runs(indexes: &[usize], _count: usize) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for index in indexes {
        match runs.last_mut() {
            Some(run) if run.end == *index => run.end += 1,
            _ => runs.push(*index..index + 1),
        }
    }
    runs
}

/// Removes a run of names with the commas that belong to them.
fn remove_names(module: &Module, found: &Found<'_>, run: std::ops::Range<usize>) -> Edit {
    let names = found.names();
    let next = names.get(run.end).map(Ranged::start);
    let previous = run.start.checked_sub(1).map(|index| names[index].end());
    let first = names[run.start].start();
    let last = names[run.end - 1].end();
    match (previous, next) {
        // Up to the next name: what stands between, comments of the removed lines included, goes with them.
        (_, Some(next)) if !starts_line(module, first) || starts_line(module, next) => {
            Edit::delete(first.to_usize()..next.to_usize())
        }
        (Some(previous), _) => Edit::delete(previous.to_usize()..last.to_usize()),
        (None, Some(next)) => Edit::delete(first.to_usize()..next.to_usize()),
        (None, None) => Edit::delete(first.to_usize()..last.to_usize()),
    }
}

fn starts_line(module: &Module, offset: TextSize) -> bool {
    let start = module.lines.start(module.lines.line(offset.to_usize()));
    module.text()[start..offset.to_usize()].trim().is_empty()
}

/// Removes a whole statement with its line, or puts `new` in its place.
fn remove_statement(module: &Module, found: &Found<'_>, new: &[String], gone: &[usize]) -> Edit {
    let range = found.range();
    let newline = module.dialect.newline.as_str();
    if !new.is_empty() {
        let indentation = module.indentation(range.start());
        let text = new.join(&format!("{newline}{indentation}"));
        return Edit::replace(bytes(&range), text);
    }
    let text = module.text();
    let (first, last) = (module.lines.line(range.start().to_usize()), module.lines.line(range.end().to_usize()));
    let (start, end) = (module.lines.start(first), module.lines.end(last));
    let before = text[start..range.start().to_usize()].trim();
    let after = text[range.end().to_usize()..end].trim_start();
    if let Some(rest) = after.strip_prefix(';') {
        let skipped = text[range.end().to_usize()..end].len() - rest.trim_start_matches([' ', '\t']).len();
        if !rest.trim().is_empty() {
            return Edit::delete(range.start().to_usize()..range.end().to_usize() + skipped);
        }
    }
    if !before.is_empty() || found.alone {
        return Edit::replace(bytes(&range), "pass");
    }
    // Two blank lines around a removed line would become a hole.
    let blank = |line: usize| {
        line < module.lines.count() && text[module.lines.start(line)..module.lines.end(line)].trim().is_empty()
    };
    let end_of_run = (last + 1..).find(|line| !gone.contains(line)).unwrap_or(last + 1);
    let from = if found.alone { first } else { own_comments(module, first, end_of_run) };
    let start = module.lines.start(from);
    let mut top = from;
    while top > 0 && gone.contains(&(top - 1)) {
        top = own_comments(module, top - 1, top);
    }
    let opens_block = top > 0 && text[module.lines.start(top - 1)..module.lines.end(top - 1)].trim_end().ends_with(':');
    let starts_block = top == 0 || blank(top - 1) || opens_block;
    let mut end_line = last + 1;
    if starts_block && blank(end_line) && end_line + 1 < module.lines.count() {
        while blank(end_line) && end_line + 1 < module.lines.count() {
            end_line += 1;
            if top > 0 {
                break;
            }
        }
    }
    Edit::delete(start..module.lines.start(end_line))
}

fn insert_after(module: &Module, range: TextRange, new: &[String]) -> Edit {
    let newline = module.dialect.newline.as_str();
    let indentation = module.indentation(range.start());
    let line = module.lines.line(range.end().to_usize());
    let end = module.lines.end(line);
    let has_end = module.text()[..end].ends_with(['\n', '\r']);
    let body: String = new.iter().map(|statement| format!("{indentation}{statement}{newline}")).collect();
    if has_end {
        Edit::insert(end, body)
    } else {
        Edit::insert(end, format!("{newline}{}", body.trim_end_matches(['\n', '\r'])))
    }
}

/// Before the first statement that is neither the docstring nor a `__future__` import, after the header's comments.
pub(super) fn insert_at_top(module: &Module, new: &[String]) -> Edit {
    let newline = module.dialect.newline.as_str();
    let body = &module.syntax().body;
    let leading = body
        .iter()
        .take_while(|statement| match statement {
            Stmt::Expr(expression) => expression.value.is_string_literal_expr(),
            Stmt::ImportFrom(import) => import.module.as_ref().is_some_and(|name| name.as_str() == "__future__"),
            _ => false,
        })
        .last();
    let text: String = new.iter().map(|statement| format!("{statement}{newline}")).collect();
    if let Some(statement) = leading {
        let line = module.lines.line(statement.end().to_usize());
        let end = module.lines.end(line);
        let blank = if module.text()[end..].starts_with(['\n', '\r']) { "" } else { newline };
        let before = if module.text()[..end].ends_with(['\n', '\r']) {
            newline.to_owned()
        } else {
            format!("{newline}{newline}")
        };
        return Edit::insert(end, format!("{before}{text}{blank}"));
    }
    // A shebang, an encoding cookie and the comment block of the header stay first.
    let mut line = 0;
    let is_comment =
        |line: usize| module.text()[module.lines.start(line)..module.lines.end(line)].trim_start().starts_with('#');
    while line < module.lines.count() && is_comment(line) {
        line += 1;
    }
    let follows = module.tokens().iter().find(|token| {
        token.start().to_usize() >= module.lines.start(line) && token.kind() != TokenKind::NonLogicalNewline
    });
    let header_belongs_to_code = line > 0
        && follows.is_some_and(|token| module.lines.line(token.start().to_usize()) == line)
        && !module.text().starts_with("#!");
    if header_belongs_to_code {
        line = 0;
    }
    let at = module.lines.start(line);
    let before = if line > 0 { newline } else { "" };
    let gap = if module.text()[at..].starts_with(['\n', '\r']) { "" } else { newline };
    Edit::insert(at, format!("{before}{text}{gap}{gap}"))
}
