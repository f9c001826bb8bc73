//! What edits left without a use: imports and helper functions that nothing reads any more.
//! Border: compares a file before and after; what was unused before stays.
use camino::Utf8Path;
use ruff_python_ast::Stmt;
use ruff_python_ast::name::Name;
use ruff_text_size::{TextRange, TextSize};

use crate::plan::Edit;
use crate::python::{Binding, Module, SiteKind};

use super::Context;

/// What nothing reads any more.
#[derive(Debug, Default)]
pub struct Unused {
    /// Aliases of import statements.
    pub imports: Vec<TextRange>,
    /// Edits that remove functions of the module.
    pub functions: Vec<Edit>,
}

/// What is read in `before` and not in `after`, two states of the file at `path`, and is seen by nobody else.
pub fn newly_unused(before: &Module, after: &Module, path: &Utf8Path, context: &Context<'_>) -> Unused {
    let mut unused = Unused::default();
    if path.file_name() == Some("__init__.py") {
        return unused;
    }
    for (_, binding) in after.scopes.bindings() {
        let [site] = binding.sites.as_slice() else { continue };
        if !binding.reads.is_empty() || binding.declared_elsewhere || after.scopes.is_dynamic(binding.scope) {
            continue;
        }
        let was_read = before.scopes.bindings().any(|(_, old)| {
            old.name == binding.name
                && !old.reads.is_empty()
                && old.sites.len() == 1
                && same_kind(&old.sites[0].kind, &site.kind)
        });
        if !was_read || is_seen_elsewhere(after, binding, path, context) {
            continue;
        }
        match &site.kind {
            SiteKind::Import(import) => unused.imports.push(import.alias),
            SiteKind::Function(range) if binding.scope == after.scopes.module() => {
                unused.functions.extend(remove_function(after, *range));
            }
            _ => {}
        }
    }
    unused
}

fn same_kind(before: &SiteKind, after: &SiteKind) -> bool {
    match (before, after) {
        (SiteKind::Import(before), SiteKind::Import(after)) => {
            before.module == after.module && before.member == after.member
        }
        (SiteKind::Function(_), SiteKind::Function(_)) => true,
        _ => false,
    }
}

/// Whether another file, a string or `__all__` may use the name.
pub fn is_seen_elsewhere(module: &Module, binding: &Binding, path: &Utf8Path, context: &Context<'_>) -> bool {
    if binding.scope != module.scopes.module() {
        return false;
    }
    let name = binding.name.as_str();
    let quoted = |quote: char| module.text().contains(&format!("{quote}{name}{quote}"));
    if quoted('"') || quoted('\'') {
        return true;
    }
    let imported = |import: &crate::python::ImportedName, from: &Utf8Path| {
        let resolves = |dotted: &str| context.modules.resolve(from, dotted) == Some(path);
        match &import.member {
            Some(member) => (member == name || member == "*") && resolves(&import.module),
            None => false,
        }
    };
    for (other, other_module) in context.modules.iter() {
        if other == path {
            continue;
        }
        let by_name = other_module
            .scopes
            .bindings()
            .flat_map(|(_, binding)| &binding.sites)
            .any(|site| matches!(&site.kind, SiteKind::Import(import) if imported(import, other)));
        let by_star = other_module
            .scopes
            .star_imports()
            .iter()
            .any(|import| context.modules.resolve(other, &import.module) == Some(path));
        if by_name || by_star || reads_member(other_module, other, path, name, context) {
            return true;
        }
    }
    // Files without a needle are not parsed: a mention of an import of this module is enough to keep the name.
    let stem = path.file_stem().unwrap_or_default();
    context.worker.python_files.iter().chain(&context.worker.neighbours).any(|other| {
        other != path
            && context.modules.get(other).is_none()
            && context.files.read(other).is_some_and(|content| {
                let holds = |needle: &str| memchr::memmem::find(content.bytes(), needle.as_bytes()).is_some();
                holds(stem) && holds(name)
            })
    })
}

/// Whether a file imports the module at `path` as a module and mentions its member `name`.
fn reads_member(other: &Module, from: &Utf8Path, path: &Utf8Path, name: &str, context: &Context<'_>) -> bool {
    other.scopes.bindings().any(|(_, binding)| {
        binding.sites.iter().any(|site| {
            let SiteKind::Import(import) = &site.kind else { return false };
            let joint = if import.module.ends_with('.') { "" } else { "." };
            let (dotted, written) = match &import.member {
                Some(member) => (Name::from(format!("{}{joint}{member}", import.module)), binding.name.clone()),
                None if import.module.split('.').next() == Some(binding.name.as_str()) => {
                    (import.module.clone(), import.module.clone())
                }
                None => (import.module.clone(), binding.name.clone()),
            };
            context.modules.resolve(from, &dotted) == Some(path) && other.text().contains(&format!("{written}.{name}"))
        })
    })
}

/// Where the first class of the module begins: names that classes need are imported before it.
pub fn first_class(module: &Module) -> Option<TextSize> {
    module.syntax().body.iter().find_map(|statement| match statement {
        Stmt::ClassDef(class) => Some(class.range.start()),
        _ => None,
    })
}

/// Removes a function with the comment block on top of it and the blank lines after it.
pub fn remove_function(module: &Module, range: TextRange) -> Option<Edit> {
    let text = module.text();
    let lines = &module.lines;
    let is_alone = module.syntax().body.iter().any(|statement| {
        matches!(statement, Stmt::FunctionDef(function) if function.range == range && function.decorator_list.is_empty())
    });
    if !is_alone {
        return None;
    }
    let line_text = |line: usize| &text[lines.start(line)..lines.end(line)];
    let mut first = lines.line(range.start().to_usize());
    if !text[lines.start(first)..range.start().to_usize()].is_empty() {
        return None;
    }
    while first > 0 && line_text(first - 1).starts_with('#') && !line_text(first - 1).starts_with("#!") && first > 1 {
        first -= 1;
    }
    let mut end = lines.line(range.end().to_usize()) + 1;
    let is_blank = |line: usize| {
        let content = line_text(line);
        content.trim().is_empty() && !content.contains('\x0c')
    };
    // Comments that a blank line keeps apart, and that speak of what the function does.
    let mut apart = first.saturating_sub(1);
    while first > 1 && is_blank(first - 1) && apart > 1 && line_text(apart - 1).starts_with("# ") {
        apart -= 1;
    }
    let speaks = |text: &str| text.to_ascii_lowercase().contains("javascript") || text.contains("to_js");
    if apart < first.saturating_sub(1) && is_blank(apart - 1) && (apart..first).any(|line| speaks(line_text(line))) {
        let is_banner = (apart..first).any(|line| line_text(line).contains("---") || line_text(line).contains("==="));
        first = if is_banner { first } else { apart };
    }
    let last = end;
    while end < lines.count() && is_blank(end) && lines.start(end) < text.len() {
        end += 1;
    }
    // What follows keeps the wider of the two gaps.
    let above = (0..first).rev().take_while(|line| is_blank(*line)).count();
    if above < end - last && first > above {
        (first, end) = (first - above, last);
    }
    let mut start_offset = lines.start(first);
    if lines.start(end) >= text.len() {
        // The last definition of the file: the blank lines before it go instead.
        let mut line = first;
        while line > 0 && is_blank(line - 1) {
            line -= 1;
        }
        start_offset = lines.start(line);
    }
    Some(Edit::delete(start_offset..lines.start(end)))
}
