//! Puts accepted proposals together into what each file becomes.
//! Border: one round over one snapshot; deciding what is accepted is the engine's work.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::Stmt;
use ruff_text_size::{Ranged, TextRange};

use crate::plan::{Content, Draft, Edit, Edited, FileMode, Intent, Move, verify};
use crate::python::{self, Addition, ImportChange, Module};
use crate::text::Source;

use super::proposal::Import;
use super::unused;
use super::{Action, Context, Proposal};

/// What the accepted proposals make of the files.
#[derive(Debug, Default)]
pub struct Composed {
    /// What becomes of each file that changes.
    pub files: BTreeMap<Utf8PathBuf, ComposedFile>,
    /// The first proposal (by index) that does not fit to those before it.
    pub refused: Option<(usize, String)>,
    /// Whether the refused proposal may fit in the next round.
    pub retry: bool,
    /// The first file that does not verify.
    pub broken: Option<(Utf8PathBuf, String)>,
}

/// What becomes of one file.
#[derive(Debug)]
pub struct ComposedFile {
    /// Its bytes; `None` if it is deleted.
    pub content: Option<Content>,
    /// The permissions of a new file.
    pub mode: FileMode,
    /// Python that was edited, parsed.
    pub module: Option<Module>,
}

/// What happens to one file.
#[derive(Default)]
struct FileWork<'a> {
    edits: Vec<(usize, &'a [Move], &'a [Edit])>,
    imports: Vec<&'a Import>,
    retired: Vec<&'a (String, Option<String>)>,
    created: Option<(&'a Content, FileMode)>,
    deleted: bool,
}

/// Composes `proposals` over the files of `context`.
pub fn compose(proposals: &[&Proposal], context: &Context<'_>) -> Composed {
    let mut composed = Composed::default();
    let mut work: BTreeMap<&Utf8Path, FileWork<'_>> = BTreeMap::new();
    for (index, proposal) in proposals.iter().enumerate() {
        for action in &proposal.actions {
            let file = work.entry(action.path()).or_default();
            match action {
                Action::Edit { edits, moves, .. } => file.edits.push((index, moves, edits)),
                Action::Imports { add, retire, .. } => {
                    file.imports.extend(add);
                    file.retired.extend(retire);
                }
                Action::Create { content, mode, .. } => {
                    if file.created.is_some_and(|(other, _)| other != content) {
                        composed.refused = Some((index, "another change creates the same file".to_owned()));
                        return composed;
                    }
                    file.created = Some((content, *mode));
                }
                Action::Delete { .. } => file.deleted = true,
            }
        }
    }
    for (path, file) in work {
        if file.deleted {
            let file = ComposedFile { content: None, mode: FileMode::Regular, module: None };
            composed.files.insert(path.to_owned(), file);
            continue;
        }
        if let Some((content, mode)) = file.created {
            let file = ComposedFile { content: Some(content.clone()), mode, module: None };
            composed.files.insert(path.to_owned(), file);
            continue;
        }
        match edit_file(path, &file, context) {
            Ok(Some(file)) => drop(composed.files.insert(path.to_owned(), file)),
            Ok(None) => {}
            Err(Failure::Refused(index, reason)) => {
                composed.refused = Some((index, reason));
                composed.retry = index > 0;
                return composed;
            }
            Err(Failure::Broken(reason)) => {
                composed.broken = Some((path.to_owned(), reason));
                return composed;
            }
        }
    }
    composed
}

enum Failure {
    Refused(usize, String),
    Broken(String),
}

fn edit_file(path: &Utf8Path, file: &FileWork<'_>, context: &Context<'_>) -> Result<Option<ComposedFile>, Failure> {
    let broken = |error: &dyn std::fmt::Display| Failure::Broken(error.to_string());
    let Some(content) = context.files.read(path) else {
        return Err(Failure::Broken("the file is not there any more".to_owned()));
    };
    let is_python = path.extension() == Some("py");
    let source = if is_python { Source::decode_python(content.bytes()) } else { Source::decode(content.bytes()) };
    let source = source.map_err(|error| broken(&error))?;
    let mut draft = Draft::new(&source.text);
    // Moves go first, so that edits made inside what is moved travel with it whoever asks for them.
    for (index, moves, _) in &file.edits {
        draft.add_moving(moves, &[]).map_err(|refusal| Failure::Refused(*index, refusal.to_string()))?;
    }
    for (index, _, edits) in &file.edits {
        draft.add(edits).map_err(|refusal| Failure::Refused(*index, refusal.to_string()))?;
    }
    let mut text = draft.finish();
    let mut parsed = None;
    if is_python {
        let module = settle_imports(path, file, context, &source, text)?;
        if let Some(problem) = python::new_problems_in(&source.text, &module).into_iter().next() {
            return Err(Failure::Broken(format!(
                "the result is not valid Python (line {}: {})",
                problem.line, problem.message
            )));
        }
        text = module.source.text.clone();
        parsed = Some(module);
    } else if let Some(problem) = crate::config::new_problem(path.file_name().unwrap_or_default(), &source.text, &text)
    {
        return Err(Failure::Broken(format!("the result does not parse ({problem})")));
    }
    if text == source.text {
        return Ok(None);
    }
    let edited = Edited { path, before: &source.text, after: &text, edits: None, intent: Intent::Edit };
    verify(&edited, &[]).map_err(|flaw| broken(&flaw))?;
    let bytes = source.encode(&text).map_err(|error| broken(&error))?;
    Ok(Some(ComposedFile { content: Some(Content::from(bytes)), mode: FileMode::Regular, module: parsed }))
}

/// Adds the imports that are needed and takes away what the edits left without a use.
fn settle_imports(
    path: &Utf8Path,
    file: &FileWork<'_>,
    context: &Context<'_>,
    source: &Source,
    text: String,
) -> Result<Module, Failure> {
    let parse = |text: String| {
        let Source { encoding, byte_order_mark, .. } = *source;
        Module::parse(Source { text, encoding, byte_order_mark }).map_err(|error| {
            let place = match &error {
                python::ReadError::Syntax { line, .. } => format!("line {line}: "),
                _ => String::new(),
            };
            Failure::Broken(format!("the result is not valid Python ({place}{error})"))
        })
    };
    // A file that no built-in codemod asked for is parsed here.
    let own;
    let before = match context.modules.get(path) {
        Some(module) => module,
        None => {
            own = parse(source.text.clone())?;
            &own
        }
    };
    let mut module = parse(text)?;
    let mut remove = Vec::new();
    for (member_of, member) in &file.retired {
        remove.extend(find_imports(&module, member_of, member.as_deref()).map(|(alias, _)| alias));
    }
    let unused = unused::newly_unused(before, &module, path, context);
    remove.extend(unused.imports.iter().copied().filter(|alias| !remove.contains(alias)).collect::<Vec<_>>());
    let mut add: Vec<Addition> = Vec::new();
    for import in &file.imports {
        if let (true, Some((member_of, member))) = (import.inside_functions, &import.near) {
            let body = &module.syntax().body;
            let nested = find_imports(&module, member_of, Some(member))
                .map(|(_, statement)| statement)
                .filter(|range| !body.iter().any(|statement| statement.range() == *range));
            let addition =
                |near| Addition { module: import.module.to_owned(), member: import.member.clone(), near: Some(near) };
            add.extend(nested.map(addition));
            continue;
        }
        if add.iter().any(|known| known.module == import.module && known.member == import.member) {
            continue;
        }
        let near = import.near.as_ref().and_then(|(member_of, member)| {
            // What an import inside a function brings is not seen at module level.
            let body = &module.syntax().body;
            let mut found = find_imports(&module, member_of, Some(member)).map(|(_, statement)| statement);
            found.find(|range| is_at_module_level(body, *range))
        });
        add.push(Addition { module: import.module.to_owned(), member: import.member.clone(), near });
    }
    let mut change = ImportChange { add, remove, before: unused::first_class(&module) };
    let mut functions = unused.functions;
    loop {
        let refused = |refusal: crate::plan::Refusal| Failure::Broken(refusal.to_string());
        let mut draft = Draft::new(module.text());
        draft.add(&python::import_edits(&module, &change)).map_err(refused)?;
        draft.add(&functions).map_err(refused)?;
        let text = draft.finish();
        if text == module.text() {
            return Ok(module);
        }
        let next = parse(text)?;
        if functions.is_empty() {
            return Ok(next);
        }
        // What only the removed functions used is unused now.
        let unused = unused::newly_unused(&module, &next, path, context);
        change = ImportChange { remove: unused.imports, ..ImportChange::default() };
        functions = unused.functions;
        module = next;
    }
}

/// Whether what stands at `range` is bound at module level: not inside a function or class.
fn is_at_module_level(body: &[Stmt], range: TextRange) -> bool {
    let around = body.iter().find(|statement| statement.range().contains_range(range));
    around.is_some_and(|statement| !matches!(statement, Stmt::FunctionDef(_) | Stmt::ClassDef(_)))
}

/// The aliases (and their statements) that import `member` of `module`.
fn find_imports<'a>(
    module: &'a Module,
    member_of: &'a str,
    member: Option<&'a str>,
) -> impl Iterator<Item = (TextRange, TextRange)> + 'a {
    module.scopes.bindings().flat_map(|(_, binding)| &binding.sites).filter_map(move |site| match &site.kind {
        python::SiteKind::Import(import) if import.module == member_of && import.member.as_deref() == member => {
            Some((import.alias, import.statement))
        }
        _ => None,
    })
}
