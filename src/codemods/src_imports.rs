//! PW530: imports that name the directory of the entry module, which is where imports start from.
//! Border: import statements of files in the import root; tests and scripts outside of it import as they like.
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{Identifier, Stmt};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::{Edit, Rule, Safety};
use crate::python::Module;

use super::{Action, Codemod, Context, Meta, Proposal, Proposals, place};

/// The codemod.
pub struct SrcImports;

static META: Meta = Meta {
    rule: Rule::new("PW530", "src-imports"),
    summary: "from src.x import y becomes from x import y where src/ is the import root",
    page: include_str!("../../codemods/PW530-src-imports/page.md"),
    needles: &["src"],
};

impl Codemod for SrcImports {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        let root = &context.worker.import_root;
        let Some(name) = root.file_name() else { return };
        // A package of that name inside the import root is meant then.
        let is_package = context.files.exists(&root.join(name).join("__init__.py"))
            || context.files.exists(&root.join(format!("{name}.py")));
        if is_package {
            return;
        }
        for (path, module) in context.modules.iter() {
            if path.starts_with(root) && context.modules.is_reached(path) {
                propose_module(context, path, module, name, proposals);
            }
        }
    }
}

fn propose_module(
    context: &Context<'_>,
    path: &camino::Utf8Path,
    module: &Module,
    name: &str,
    proposals: &mut Proposals,
) {
    let exists = |tail: &str| {
        let tail = tail.replace('.', "/");
        let root = &context.worker.import_root;
        context.files.exists(&root.join(format!("{tail}.py")))
            || context.files.exists(&root.join(tail).join("__init__.py"))
    };
    let prefix = format!("{name}.");
    for statement in imports(&module.syntax().body) {
        let (edits, range) = match statement {
            Stmt::ImportFrom(import) if import.level == 0 => {
                let Some(from) = &import.module else { continue };
                if let Some(tail) = from.as_str().strip_prefix(&prefix) {
                    if !exists(tail) {
                        continue;
                    }
                    (vec![Edit::delete(prefix_range(from, &prefix))], import.range)
                } else if from.as_str() == name && import.names.iter().all(|alias| exists(alias.name.as_str())) {
                    // `from src import db` imports the module `db`.
                    let start = import.range.start().to_usize();
                    let Some(first) = import.names.first() else { continue };
                    let text = module.text();
                    let between = &text[start..first.range.start().to_usize()];
                    if between.contains('(') || module.has_comment(import.range) {
                        continue;
                    }
                    (vec![Edit::replace(start..first.range.start().to_usize(), "import ")], import.range)
                } else {
                    continue;
                }
            }
            Stmt::Import(import) => {
                let named: Vec<_> =
                    import.names.iter().filter(|alias| alias.name.as_str().starts_with(&prefix)).collect();
                if named.is_empty() {
                    continue;
                }
                let all_aliased = named.iter().all(|alias| {
                    alias.asname.is_some() && alias.name.as_str().strip_prefix(&prefix).is_some_and(exists)
                });
                if !all_aliased {
                    proposals.manual(
                        &META.rule,
                        place(path, module, import.range.start()),
                        format!(
                            "`{name}/` is where imports start from in the worker, so `{}` is not found there",
                            module.slice(import)
                        ),
                        format!("import it without `{name}.`, and name it so where it is used"),
                    );
                    continue;
                }
                let edits = named.iter().map(|alias| Edit::delete(prefix_range(&alias.name, &prefix))).collect();
                (edits, import.range)
            }
            _ => continue,
        };
        proposals.change(change(path, module, name, edits, range));
    }
}

fn change(path: &camino::Utf8Path, module: &Module, name: &str, edits: Vec<Edit>, range: TextRange) -> Proposal {
    Proposal {
        rule: META.rule.clone(),
        place: place(path, module, range.start()),
        subject: module.slice(&range).to_owned(),
        title: format!("`{}` is imported without `{name}.`", module.slice(&range)),
        reason: format!(
            "The directory of the entry module, `{name}/`, is where imports start from; inside the worker there is no package `{name}`."
        ),
        safety: Safety::Safe,
        needs: Vec::new(),
        actions: vec![Action::edit(path, edits)],
    }
}

fn prefix_range(name: &Identifier, prefix: &str) -> std::ops::Range<usize> {
    let start = name.start().to_usize();
    start..start + prefix.len()
}

fn imports(body: &[Stmt]) -> Vec<&Stmt> {
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
    collector.0
}
