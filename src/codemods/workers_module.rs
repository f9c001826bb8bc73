//! PW106: the SDK's module is called `workers`; early guides called it `cloudflare.workers`.
//! Border: import statements; a package `cloudflare` of the project's own is left alone.
use camino::Utf8Path;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{Alias, Stmt, StmtImport, StmtImportFrom};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::{Edit, Rule, Safety};
use crate::python::{Module, bytes};

use super::proposal::Import;
use super::{Action, Codemod, Context, Meta, Proposal, Proposals, place};

/// The codemod.
pub struct WorkersModule;

static META: Meta = Meta {
    rule: Rule::new("PW106", "workers-module"),
    summary: "cloudflare.workers is called workers",
    page: include_str!("../../codemods/PW106-workers-module/page.md"),
    needles: &["cloudflare"],
};

/// The module's old name, and the package that it seems to be in.
const OLD: &str = "cloudflare.workers";
const PACKAGE: &str = "cloudflare";
const NEW: &str = "workers";

impl Codemod for WorkersModule {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        for (path, module) in context.modules.iter() {
            // Somebody's own file of that name is what the import means.
            if context.modules.resolve(path, OLD).is_some() {
                continue;
            }
            for (statement, is_top) in imports(&module.syntax().body) {
                match statement {
                    Stmt::ImportFrom(import) => from(path, module, import, is_top, proposals),
                    Stmt::Import(import) => whole(path, module, import, proposals),
                    _ => {}
                }
            }
        }
    }
}

/// `from cloudflare.workers import …` and `from cloudflare import workers`.
fn from(path: &Utf8Path, module: &Module, import: &StmtImportFrom, is_top: bool, proposals: &mut Proposals) {
    let (0, Some(name)) = (import.level, &import.module) else { return };
    if name.as_str() == PACKAGE && import.names.iter().any(|alias| alias.name.as_str() == NEW) {
        let ([alias], false) = (import.names.as_slice(), module.has_comment(import.range)) else {
            by_hand(path, module, import.range, proposals);
            return;
        };
        let text = format!("import {}", module.slice(alias));
        proposals.change(change(path, module, import.range, vec![edited(path, &import.range, text)]));
        return;
    }
    if name.as_str() != OLD {
        return;
    }
    let is_plain = is_top && import.names.iter().all(|alias| alias.name.as_str() != "*");
    let action = if is_plain && !module.has_comment(import.range) {
        // So the names meet others of the module in one statement.
        let near = import.names.first().map(|alias| (OLD.to_owned(), alias.name.to_string()));
        let add = import.names.iter().map(|alias| Import::of(NEW, module.slice(alias)).beside(near.clone()));
        let retire = import.names.iter().map(|alias| (OLD.to_owned(), Some(alias.name.to_string())));
        Action::Imports { path: path.to_owned(), add: add.collect(), retire: retire.collect() }
    } else {
        edited(path, &name.range, NEW.to_owned())
    };
    proposals.change(change(path, module, import.range, vec![action]));
}

/// `import cloudflare.workers`, which also binds the package's name.
fn whole(path: &Utf8Path, module: &Module, import: &StmtImport, proposals: &mut Proposals) {
    let named: Vec<&Alias> = import.names.iter().filter(|alias| alias.name.as_str() == OLD).collect();
    for alias in named {
        if alias.asname.is_some() {
            let action = edited(path, &alias.name.range, NEW.to_owned());
            proposals.change(change(path, module, import.range, vec![action]));
        } else {
            by_hand(path, module, import.range, proposals);
        }
    }
}

fn edited(path: &Utf8Path, range: &TextRange, text: String) -> Action {
    Action::edit(path, vec![Edit::replace(bytes(range), text)])
}

fn change(path: &Utf8Path, module: &Module, range: TextRange, actions: Vec<Action>) -> Proposal {
    Proposal {
        rule: META.rule.clone(),
        place: place(path, module, range.start()),
        subject: module.slice(&range).to_owned(),
        title: format!("`{OLD}` is called `{NEW}`"),
        reason: format!("No runtime and no SDK of today has a module `{OLD}`: importing it fails."),
        safety: Safety::Safe,
        needs: Vec::new(),
        actions,
    }
}

fn by_hand(path: &Utf8Path, module: &Module, range: TextRange, proposals: &mut Proposals) {
    proposals.manual(
        &META.rule,
        place(path, module, range.start()),
        format!("no runtime and no SDK of today has a module `{OLD}`: importing it fails"),
        format!("import `{NEW}`, and name it so where it is used"),
    );
}

/// All import statements, and whether they stand at module level themselves.
fn imports(body: &[Stmt]) -> Vec<(&Stmt, bool)> {
    struct Collector<'a>(Vec<&'a Stmt>);
    impl<'a> StatementVisitor<'a> for Collector<'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_)) {
                self.0.push(statement);
            }
            walk_stmt(self, statement);
        }
    }
    let mut collector = Collector(Vec::new());
    collector.visit_body(body);
    let is_top = |found: &Stmt| body.iter().any(|statement| statement.range() == found.range());
    collector.0.into_iter().map(|statement| (statement, is_top(statement))).collect()
}
