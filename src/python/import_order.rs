//! New import statements, where a sorter of imports would put them.
//! Border: makes edits of import statements only; what belongs to the project is the caller's knowledge.
use ruff_python_ast::Stmt;
use ruff_text_size::Ranged;

use super::imports::{Addition, ImportChange, import_edits, insert_at_top};
use super::{Module, is_standard};
use crate::plan::Edit;

/// One name to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// The module, with leading dots for relative imports.
    pub module: String,
    /// The member; `None` for `import module`.
    pub member: Option<String>,
    /// The name it gets, if that is another one.
    pub alias: Option<String>,
    /// The comment behind it, with its `#`.
    pub comment: Option<String>,
}

impl NewImport {
    /// The name that it binds.
    pub fn bound(&self) -> &str {
        let own = || match &self.member {
            Some(member) => member.as_str(),
            None => self.module.split('.').next().unwrap_or(&self.module),
        };
        self.alias.as_deref().unwrap_or_else(own)
    }

    fn statement(&self) -> String {
        let alias = self.alias.as_ref().map(|alias| format!(" as {alias}")).unwrap_or_default();
        let comment = self.comment.as_ref().map(|comment| format!("  {comment}")).unwrap_or_default();
        match &self.member {
            Some(member) => format!("from {} import {member}{alias}{comment}", self.module),
            None => format!("import {}{alias}{comment}", self.module),
        }
    }

    fn key(&self) -> Key {
        Key { is_from: self.member.is_some(), module: self.module.to_ascii_lowercase() }
    }
}

/// The order within a section: `import x` before `from x import y`, each by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    is_from: bool,
    module: String,
}

/// The sections of sorted imports, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Future,
    Standard,
    ThirdParty,
    Own,
    Relative,
}

/// An import statement that is there.
struct Present<'a> {
    statement: &'a Stmt,
    section: Section,
    key: Key,
}

/// The edits that add `new`. `is_own` tells which modules are the project's.
pub fn import_statement_edits(module: &Module, new: &[NewImport], is_own: &dyn Fn(&str) -> bool) -> Vec<Edit> {
    let mut joining = ImportChange::default();
    let mut apart: Vec<(Section, &NewImport)> = Vec::new();
    for import in new {
        if joins(module, import) {
            joining.add.push(Addition {
                module: import.module.clone(),
                member: import.member.clone().unwrap_or_default(),
                near: None,
            });
        } else {
            apart.push((section(&import.module, is_own), import));
        }
    }
    let mut edits = import_edits(module, &joining);
    apart.sort_by_key(|(section, import)| (*section, import.key(), import.member.clone()));
    let apart = statements(&apart);
    let present = leading(module, is_own);
    if present.is_empty() {
        if !apart.is_empty() {
            edits.push(insert_at_top(module, &grouped(&apart)));
        }
        return edits;
    }
    let has_gaps = has_gaps(module, &present);
    let newline = module.dialect.newline.as_str();
    let opens = |index: usize| index == 0 || apart[index - 1].section != apart[index].section;
    let closes = |index: usize| index + 1 == apart.len() || apart[index + 1].section != apart[index].section;
    for (index, New { section, key, text }) in apart.iter().enumerate() {
        let (at, before, after) = place(module, &present, *section, key, has_gaps);
        let before = if before && opens(index) { newline } else { "" };
        let after = if after && closes(index) { newline } else { "" };
        edits.push(Edit::insert(at, format!("{before}{text}{newline}{after}")));
    }
    end_last_line(module, &mut edits);
    edits
}

/// Whether a name goes into a `from module import …` that is there.
fn joins(module: &Module, import: &NewImport) -> bool {
    import.alias.is_none()
        && import.comment.is_none()
        && import.member.is_some()
        && module.syntax().body.iter().any(|statement| match statement {
            Stmt::ImportFrom(present) => {
                present.level == 0
                    && present.module.as_ref().is_some_and(|name| name.as_str() == import.module)
                    && present.names.iter().all(|alias| alias.name.as_str() != "*")
            }
            _ => false,
        })
}

fn section(module: &str, is_own: &dyn Fn(&str) -> bool) -> Section {
    match module {
        "__future__" => Section::Future,
        relative if relative.starts_with('.') => Section::Relative,
        standard if is_standard(standard) => Section::Standard,
        own if is_own(own) => Section::Own,
        _ => Section::ThirdParty,
    }
}

/// The import statements before the first other one.
fn leading<'a>(module: &'a Module, is_own: &dyn Fn(&str) -> bool) -> Vec<Present<'a>> {
    let mut found = Vec::new();
    for statement in &module.syntax().body {
        let (name, is_from) = match statement {
            Stmt::Import(import) => (import.names.first().map(|alias| alias.name.to_string()), false),
            Stmt::ImportFrom(import) => {
                let name = import.module.as_ref().map_or("", |name| name.as_str());
                (Some(format!("{}{name}", ".".repeat(import.level as usize))), true)
            }
            Stmt::Expr(expression) if expression.value.is_string_literal_expr() && found.is_empty() => continue,
            _ => break,
        };
        let name = name.unwrap_or_default();
        let key = Key { is_from, module: name.to_ascii_lowercase() };
        found.push(Present { statement, section: section(&name, is_own), key });
    }
    found
}

/// Whether a blank line stands between sections, as far as there is more than one.
fn has_gaps(module: &Module, present: &[Present<'_>]) -> bool {
    let mut borders = present.windows(2).filter(|pair| pair[0].section != pair[1].section).peekable();
    borders.peek().is_none()
        || borders.any(|pair| {
            let between = &module.text()[pair[0].statement.end().to_usize()..pair[1].statement.start().to_usize()];
            between.matches(['\n', '\r']).count() > usize::from(between.contains("\r\n")) + 1
        })
}

/// Where a statement goes, and whether a blank line comes before and after it.
fn place(module: &Module, present: &[Present<'_>], section: Section, key: &Key, has_gaps: bool) -> (usize, bool, bool) {
    let end = |found: &Present<'_>| module.lines.end(module.lines.line(found.statement.end().to_usize()));
    let same = || present.iter().filter(|found| found.section == section);
    if let Some(before) = same().rfind(|found| found.key <= *key) {
        return (end(before), false, false);
    }
    if let Some(first) = same().next() {
        return (start(module, first.statement), false, false);
    }
    match present.iter().rfind(|found| found.section < section) {
        Some(before) => (end(before), has_gaps, false),
        None => (start(module, present[0].statement), false, has_gaps),
    }
}

/// Where the line of a statement begins, with the comments that stand directly above it; those of the file's header
/// stay where they are.
fn start(module: &Module, statement: &Stmt) -> usize {
    let line = module.lines.line(statement.start().to_usize());
    let is_comment = |line: usize| {
        let text = &module.text()[module.lines.start(line)..module.lines.end(line)];
        text.trim_start().starts_with('#')
    };
    let mut top = line;
    while top > 0 && is_comment(top - 1) {
        top -= 1;
    }
    module.lines.start(if top == 0 { line } else { top })
}

/// A statement that is made.
struct New {
    section: Section,
    key: Key,
    text: String,
}

/// Statements of sorted names: plain members of one module share one.
fn statements(sorted: &[(Section, &NewImport)]) -> Vec<New> {
    let mut made: Vec<New> = Vec::new();
    let is_plain = |import: &NewImport| import.alias.is_none() && import.comment.is_none() && import.member.is_some();
    let mut plain: Option<&NewImport> = None;
    for (section, import) in sorted {
        let key = import.key();
        match (plain, made.last_mut()) {
            (Some(before), Some(last)) if is_plain(import) && before.module == import.module => {
                last.text.push_str(&format!(", {}", import.member.as_deref().unwrap_or_default()));
            }
            _ => made.push(New { section: *section, key, text: import.statement() }),
        }
        plain = is_plain(import).then_some(import);
    }
    made
}

/// Statements of a file without imports, with blank lines between sections.
fn grouped(new: &[New]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (index, statement) in new.iter().enumerate() {
        if index > 0 && new[index - 1].section != statement.section {
            lines.push(String::new());
        }
        lines.push(statement.text.clone());
    }
    lines
}

/// A file that ends without a line end gets one before what is added there.
fn end_last_line(module: &Module, edits: &mut [Edit]) {
    let text = module.text();
    if text.is_empty() || text.ends_with(['\n', '\r']) {
        return;
    }
    if let Some(edit) = edits.iter_mut().find(|edit| edit.start == text.len()) {
        edit.text = format!("{}{}", module.dialect.newline.as_str(), edit.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Draft;
    use crate::text::Source;

    fn import(text: &str) -> NewImport {
        let (text, comment) = match text.split_once("  #") {
            Some((text, comment)) => (text, Some(format!("#{comment}"))),
            None => (text, None),
        };
        let (text, alias) = match text.split_once(" as ") {
            Some((text, alias)) => (text, Some(alias.to_owned())),
            None => (text, None),
        };
        match text.strip_prefix("from ").and_then(|rest| rest.split_once(" import ")) {
            Some((module, member)) => {
                NewImport { module: module.to_owned(), member: Some(member.to_owned()), alias, comment }
            }
            None => NewImport { module: text.trim_start_matches("import ").to_owned(), member: None, alias, comment },
        }
    }

    fn after(text: &str, new: &[&str]) -> String {
        let module = Module::parse(Source::decode(text.as_bytes()).unwrap()).unwrap();
        let new: Vec<NewImport> = new.iter().map(|text| import(text)).collect();
        let is_own = |module: &str| ["application", "cache", "notes", "web"].contains(&module);
        let mut draft = Draft::new(module.text());
        draft.add(&import_statement_edits(&module, &new, &is_own)).unwrap();
        draft.finish()
    }

    #[test]
    fn statements_go_into_their_section_in_order() {
        assert_eq!(
            after(
                "from workers import Response, WorkerEntrypoint\n\nimport application\n\n\nclass A: ...\n",
                &[
                    "import notes",
                    "import cache",
                    "import json",
                    "from workers import Request",
                    "from web import query"
                ],
            ),
            "import json\n\nfrom workers import Request, Response, WorkerEntrypoint\n\nimport application\nimport cache\nimport notes\nfrom web import query\n\n\nclass A: ...\n"
        );
    }

    #[test]
    fn a_new_section_stands_behind_the_one_before_it() {
        assert_eq!(
            after("import json\nfrom workers import X\n\nx = 1\n", &["import cache"]),
            "import json\nfrom workers import X\nimport cache\n\nx = 1\n",
            "no blank lines where the file has none"
        );
        assert_eq!(
            after("from workers import X", &["import cache", "import application as app  # noqa: F401"]),
            "from workers import X\n\nimport application as app  # noqa: F401\nimport cache\n"
        );
        assert_eq!(
            after("# a\n\nx = 1\n", &["import cache", "import json"]),
            "# a\n\nimport json\n\nimport cache\n\nx = 1\n"
        );
    }
}
