//! The standard library of this machine's Python as a corpus: names mean what CPython's compiler says they mean, valid
//! files are not refused, and no codemod finds anything to do.
//! Border: code nobody here wrote, read only.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use camino::Utf8PathBuf;
use pyworker::codemods::{Options, migrate};
use pyworker::plan::Decisions;
use pyworker::project::{Snapshot, Worker};
use pyworker::python::{Module, ReadError, ScopeId, ScopeKind, new_problems};
use rayon::prelude::*;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::Ranged;

/// Asks the compiler what each name of each function, class and module is: one line per scope.
const SYMBOLS: &str = r#"
import sys, symtable, json
def walk(table, found):
    if table.get_type() in ("function", "class", "module") and table.get_name() not in ("lambda", "genexpr", "listcomp", "setcomp", "dictcomp"):
        names = {}
        for symbol in table.get_symbols():
            if table.get_type() == "module" or symbol.get_name().startswith(("__", ".")) or (symbol.get_name()[0] == "_" and "__" in symbol.get_name()):
                continue
            kind = "free" if symbol.is_free() else "local" if symbol.is_local() else "global" if symbol.is_global() else ""
            if kind and (symbol.is_referenced() or symbol.is_assigned() or symbol.is_parameter()):
                names[symbol.get_name()] = kind
        if table.get_type() != "module":
            found.append([table.get_type(), table.get_lineno(), names])
    for child in table.get_children():
        walk(child, found)
for path in sys.argv[1:]:
    found = []
    try:
        with open(path, "rb") as file:
            walk(symtable.symtable(file.read(), path, "exec"), found)
    except (SyntaxError, ValueError, UnicodeDecodeError):
        found = None
    print(json.dumps([path, found]))
"#;

fn python(arguments: &[&str]) -> String {
    let output = Command::new("python3").args(arguments).output().expect("python3 on PATH");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn standard_library() -> Vec<PathBuf> {
    let root = python(&["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"]);
    let walk = ignore::WalkBuilder::new(root.trim()).standard_filters(false).build();
    let mut files: Vec<PathBuf> = walk
        .filter_map(Result::ok)
        .map(|entry| entry.into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter(|path| !path.components().any(|part| part.as_os_str() == "site-packages"))
        .collect();
    files.sort();
    assert!(files.len() > 400, "a whole standard library, not {} files", files.len());
    files
}

type Names = BTreeMap<String, String>;

/// What the compiler says of one file: kind, line and names of each scope; nothing if it does not compile.
type Told = (String, Option<Vec<(String, usize, Names)>>);

#[test]
fn names_mean_what_the_compiler_says() {
    let files = standard_library();
    let own: Vec<PathBuf> =
        files.into_iter().filter(|path| !path.components().any(|part| part.as_os_str() == "test")).collect();
    let paths: Vec<&str> = own.iter().map(|path| path.to_str().expect("a path in UTF-8")).collect();
    let mut arguments = vec!["-W", "ignore", "-c", SYMBOLS];
    arguments.extend(&paths);
    let lines = python(&arguments);
    let failures: Vec<String> = lines
        .par_lines()
        .flat_map_iter(|line| {
            let (path, expected): Told = serde_json::from_str(line).expect("a line of JSON");
            match (expected, Module::read(&std::fs::read(&path).expect("a readable file"))) {
                (Some(expected), Ok(module)) => compare(&path, &module, expected),
                (None, _) | (_, Err(ReadError::Decode(_))) => Vec::new(),
                (Some(_), Err(error)) => vec![format!("{path}: {error}")],
            }
        })
        .collect();
    assert!(failures.is_empty(), "{} of them:\n{}", failures.len(), failures[..failures.len().min(40)].join("\n"));
}

fn compare(path: &str, module: &Module, expected: Vec<(String, usize, Names)>) -> Vec<String> {
    let found = scopes(module);
    let mut failures = Vec::new();
    for (kind, line, names) in expected {
        let Some(own) = found.get(&(kind.clone(), line)) else {
            failures.push(format!("{path}:{line}: no {kind} was found"));
            continue;
        };
        for (name, meaning) in names {
            match own.get(&name) {
                Some(known) if known.contains(&meaning) => {}
                other => failures.push(format!("{path}:{line}: `{name}` is {meaning}, not {other:?}")),
            }
        }
    }
    failures
}

/// For each function and class, by its line: what the names are that stand in it.
fn scopes(module: &Module) -> BTreeMap<(String, usize), BTreeMap<String, BTreeSet<String>>> {
    let scopes = &module.scopes;
    let mut keys: BTreeMap<ScopeId, (String, usize)> = BTreeMap::new();
    for id in scopes.ids() {
        let scope = scopes.scope(id);
        let (kind, keywords): (&str, &[TokenKind]) = match scope.kind {
            ScopeKind::Function => ("function", &[TokenKind::Def, TokenKind::Async]),
            ScopeKind::Class => ("class", &[TokenKind::Class]),
            _ => continue,
        };
        let tokens = module.tokens_in(scope.range);
        let Some(keyword) = tokens.iter().find(|token| keywords.contains(&token.kind())) else { continue };
        keys.insert(id, (kind.to_owned(), module.position(keyword.start()).0));
    }
    let mut found: BTreeMap<(String, usize), BTreeMap<String, BTreeSet<String>>> =
        keys.values().map(|key| (key.clone(), BTreeMap::new())).collect();
    let mut note = |scope: ScopeId, name: &str, owner: Option<ScopeId>| {
        let Some(key) = keys.get(&scope) else { return };
        let meaning = match owner {
            Some(owner) if owner == scope => "local",
            Some(owner) if owner == scopes.module() => "global",
            Some(_) => "free",
            None => "global",
        };
        found.entry(key.clone()).or_default().entry(name.to_owned()).or_default().insert(meaning.to_owned());
    };
    for (_, binding) in scopes.bindings() {
        for read in &binding.reads {
            note(read.scope, &binding.name, Some(binding.scope));
            // A comprehension's names are seen through by the scopes around it.
            for around in scopes.ancestors(read.scope).skip(1) {
                note(around, &binding.name, Some(binding.scope));
            }
        }
        note(binding.scope, &binding.name, Some(binding.scope));
    }
    for (name, read) in scopes.unbound() {
        note(read.scope, name, None);
    }
    for (scope, name) in scopes.declarations() {
        note(scope, name, scopes.resolve(scope, name).map(|id| scopes.binding(id).scope));
    }
    found
}

#[test]
fn valid_files_have_no_problems() {
    let failures: Vec<String> = standard_library()
        .par_iter()
        .filter_map(|path| {
            let bytes = std::fs::read(path).expect("a readable file");
            match Module::read(&bytes) {
                Ok(module) => {
                    let problems = new_problems("", module.text());
                    (!problems.is_empty()).then(|| format!("{}: {problems:?}", path.display()))
                }
                Err(ReadError::Syntax { line, message, .. }) => {
                    is_valid(path).then(|| format!("{}:{line}: {message}", path.display()))
                }
                Err(_) => None,
            }
        })
        .filter(|failure| !failure.contains("/test/") && !failure.contains("lib2to3"))
        .collect();
    assert!(failures.is_empty(), "{} of them:\n{}", failures.len(), failures.join("\n"));
}

fn is_valid(path: &Path) -> bool {
    let code = "import ast, sys; ast.parse(open(sys.argv[1], 'rb').read())";
    Command::new("python3")
        .args(["-W", "ignore", "-c", code])
        .arg(path)
        .output()
        .is_ok_and(|output| output.status.success())
}

#[test]
fn no_codemod_finds_anything_to_do() {
    let failures: Vec<String> = standard_library()
        .par_iter()
        .flat_map_iter(|path| {
            let directory = Utf8PathBuf::from_path_buf(path.parent().expect("a folder").to_owned()).expect("UTF-8");
            let name = Utf8PathBuf::from(path.file_name().and_then(|name| name.to_str()).expect("UTF-8"));
            let worker = Worker {
                name: "corpus".into(),
                directory: "".into(),
                config: None,
                main: name.clone(),
                import_root: "".into(),
                compatibility_date: None,
                compatibility_flags: Vec::new(),
                bindings: BTreeMap::new(),
                python_files: vec![name],
                neighbours: Vec::new(),
            };
            let options = Options { ignore: vec!["PW5".to_owned()], ..Options::default() };
            let migration = migrate(&[worker], &Snapshot::of(directory), &options, &Decisions::default());
            let changes = migration
                .plan
                .changes
                .into_iter()
                .map(|change| format!("{}: {} {}", path.display(), change.rule, change.title));
            changes.collect::<Vec<_>>()
        })
        .collect();
    assert!(failures.is_empty(), "{} of them:\n{}", failures.len(), failures.join("\n"));
}
