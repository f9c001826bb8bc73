//! Cases of finding workers in directories.
//! Border: tests only.
use camino::{Utf8Path, Utf8PathBuf};

use super::{Discovery, NoWorker, Problem, Snapshot, discover};
use crate::config::BindingKind;

struct Directory(tempfile::TempDir);

impl Directory {
    fn new(files: &[(&str, &str)]) -> Self {
        let directory = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            let full = directory.path().join(path);
            std::fs::create_dir_all(full.parent().unwrap()).unwrap();
            std::fs::write(full, text).unwrap();
        }
        directory
    }

    fn path(&self) -> &Utf8Path {
        Utf8Path::from_path(self.0.path()).unwrap()
    }

    fn discover(&self, paths: &[&str]) -> Result<Discovery, NoWorker> {
        let paths: Vec<Utf8PathBuf> = paths.iter().map(Utf8PathBuf::from).collect();
        discover(&Snapshot::of(self.path()), &paths)
    }
}

const TOML: &str = "name = 'api'\nmain = 'src/entry.py'\ncompatibility_date = '2024-09-01'\n[[d1_databases]]\nbinding = 'DB'\n[env.s.vars]\nDB = 'x'\nV = 'y'\n";

#[test]
fn a_worker_is_described_by_its_configuration() {
    let directory = Directory::new(&[
        ("wrangler.toml", TOML),
        ("src/entry.py", ""),
        ("src/notes.py", ""),
        ("tests/test_notes.py", ""),
        ("python_modules/workers/__init__.py", ""),
        (".venv-workers/lib/x.py", ""),
        ("node_modules/x/y.py", ""),
        ("src/vendor/jinja2/__init__.py", ""),
        ("src/vendor/jinja2-3.dist-info/RECORD", ""),
        ("src/shop/vendor/models.py", ""),
        ("ignored/z.py", ""),
        (".gitignore", "ignored/\n"),
    ]);
    let found = directory.discover(&[""]).unwrap();
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let worker = &found.workers[0];
    assert_eq!((worker.name.as_str(), worker.main.as_str()), ("api", "src/entry.py"));
    assert_eq!((worker.directory.as_str(), worker.import_root.as_str()), ("", "src"));
    assert_eq!(worker.compatibility_date.as_deref(), Some("2024-09-01"));
    assert_eq!(
        worker.python_files,
        ["src/entry.py", "src/notes.py", "src/shop/vendor/models.py", "tests/test_notes.py"]
    );
    assert_eq!(worker.bindings["DB"].kind, BindingKind::Other("conflicting".to_owned()));
    assert_eq!((worker.bindings["V"].place.line, worker.bindings["V"].place.column), (8, 1));
}

#[test]
fn a_repository_may_hold_several_workers() {
    let directory = Directory::new(&[
        ("wrangler.toml", "name = 'root'\nmain = 'worker.py'\n"),
        ("worker.py", ""),
        ("shared/util.py", ""),
        ("apps/a/wrangler.jsonc", "{\"main\": \"index.py\"}"),
        ("apps/a/index.py", ""),
        ("apps/b/wrangler.toml", "main = 'src/index.ts'\n"),
        ("apps/b/tool.py", ""),
    ]);
    let found = directory.discover(&[""]).unwrap();
    let files: Vec<(&str, Vec<&str>)> = found
        .workers
        .iter()
        .map(|worker| (worker.name.as_str(), worker.python_files.iter().map(|path| path.as_str()).collect()))
        .collect();
    assert_eq!(files, [("a", vec!["apps/a/index.py"]), ("root", vec!["shared/util.py", "worker.py"])]);
    let found = directory.discover(&["apps/a"]).unwrap();
    assert_eq!(found.workers.len(), 1);
    assert_eq!(found.workers[0].directory, "apps/a");
}

#[test]
fn wranglers_own_order_decides_between_configurations() {
    let directory = Directory::new(&[
        ("wrangler.toml", "main = 'old.py'\n"),
        ("wrangler.jsonc", "{\"main\": \"entry.py\"}"),
        ("old.py", ""),
        ("entry.py", ""),
    ]);
    let found = directory.discover(&[""]).unwrap();
    assert_eq!(found.workers[0].main, "entry.py");
    assert_eq!(found.problems, [Problem::Shadowed { path: "wrangler.toml".into(), used: "wrangler.jsonc".into() }]);
}

#[test]
fn a_named_file_is_a_worker() {
    let directory = Directory::new(&[
        ("a/wrangler.toml", "main = 'src/entry.py'\n"),
        ("a/src/entry.py", ""),
        ("a/src/x.py", ""),
        ("b/worker.py", ""),
        ("b/helper.py", ""),
    ]);
    let found = directory.discover(&["a/src/x.py"]).unwrap();
    assert_eq!(found.workers[0].main, "a/src/entry.py");
    let found = directory.discover(&["./b/worker.py"]).unwrap();
    assert_eq!((found.workers[0].name.as_str(), found.workers[0].main.as_str()), ("b", "b/worker.py"));
    assert_eq!(found.workers[0].config, None);
    assert_eq!(found.workers[0].python_files, ["b/helper.py", "b/worker.py"]);
    let found = directory.discover(&["a/wrangler.toml", "b/worker.py", "a"]).unwrap();
    assert_eq!(found.workers.len(), 2);
}

#[test]
fn configurations_under_names_of_their_own_count_too() {
    let directory = Directory::new(&[
        ("wrangler.toml", "main = 'src/web.py'\n"),
        ("wrangler.jobs.toml", "main = 'src/jobs.py'\n"),
        ("wrangler.toml.example", "main = 'src/web.py'\n"),
        ("wrangler.template.jsonc", "{ \"main\": {{ main }} }"),
        ("wrangler-site.jsonc", "{ \"main\": \"src/site.ts\" }"),
        ("wrangler.gone.toml", "main = 'src/gone.py'\n"),
        ("src/web.py", ""),
        ("src/jobs.py", ""),
        ("src/shared.py", ""),
    ]);
    let found = directory.discover(&[""]).unwrap();
    let pairs: Vec<(&str, &str)> = found
        .workers
        .iter()
        .map(|worker| (worker.config.as_ref().map_or("", |config| config.as_str()), worker.main.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("wrangler.jobs.toml", "src/jobs.py"),
            ("wrangler.toml", "src/web.py"),
            ("wrangler.toml.example", "src/web.py")
        ]
    );
    assert_eq!(found.problems, []);
    let named = |path: &str| {
        let workers = directory.discover(&[path]).unwrap().workers;
        workers.iter().map(|worker| worker.main.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(named("src/jobs.py"), ["src/jobs.py"]);
    assert_eq!(named("src/shared.py"), ["src/web.py"]);
    assert_eq!(named("wrangler.jobs.toml"), ["src/jobs.py"]);
}

#[test]
fn neighbours_are_tests_and_workers_around() {
    let directory = Directory::new(&[
        ("api/wrangler.toml", "main = 'src/entry.py'\n"),
        ("api/src/entry.py", ""),
        ("api/checks/wrangler.toml", "main = 'entry.py'\n"),
        ("api/checks/entry.py", ""),
        ("jobs/wrangler.toml", "main = 'entry.py'\n"),
        ("jobs/entry.py", ""),
        ("tests/test_api.py", ""),
        ("tool.py", ""),
        ("library/x.py", ""),
    ]);
    let found = directory.discover(&[""]).unwrap();
    let api = found.workers.iter().find(|worker| worker.main == "api/src/entry.py").unwrap();
    assert_eq!(api.neighbours, ["api/checks/entry.py", "tests/test_api.py", "tool.py"]);
    let jobs = found.workers.iter().find(|worker| worker.main == "jobs/entry.py").unwrap();
    assert_eq!(jobs.neighbours, ["tests/test_api.py", "tool.py"]);
}

#[test]
fn no_worker_says_where_was_looked_and_why() {
    let directory = Directory::new(&[
        ("js/wrangler.toml", "main = 'src/index.ts'\n"),
        ("site/wrangler.jsonc", "{\"assets\": {\"directory\": \".\"}}"),
        ("broken/wrangler.jsonc", "{\n  \"vars\" { \"A\": 1 }\n}"),
        ("latin/wrangler.toml", "# only text\n"),
        ("gone/wrangler.toml", "name = 'x'\nmain = 'gone.py'\n"),
        ("up/wrangler.toml", "main = '../../x.py'\n"),
        ("x.txt", ""),
    ]);
    std::fs::write(directory.path().join("latin/wrangler.toml"), b"# \xe9\n").unwrap();
    let error = directory.discover(&["", "nowhere", "x.txt"]).unwrap_err();
    assert_eq!(error.looked_at, ["", "nowhere", "x.txt"]);
    assert_eq!(
        error.not_python,
        [("js/wrangler.toml".into(), Some("src/index.ts".to_owned())), ("site/wrangler.jsonc".into(), None)]
    );
    let shown: Vec<String> = error
        .problems
        .iter()
        .map(|problem| {
            let place = problem.place();
            format!("{}:{}:{}: {problem}", place.path, place.line, place.column)
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    broken/wrangler.jsonc:2:10: broken/wrangler.jsonc is not valid: expected `:` after the key
    gone/wrangler.toml:2:8: gone/wrangler.toml names the entry module `gone.py`, which does not exist
    latin/wrangler.toml:0:0: latin/wrangler.toml cannot be read: byte 2 is not valid UTF-8
    up/wrangler.toml:1:8: up/wrangler.toml names the entry module `../../x.py`, which lies outside of the directory
    nowhere:0:0: nowhere does not exist
    x.txt:0:0: x.txt is neither a Python file nor a wrangler configuration
    ");
}

#[test]
fn an_empty_directory_has_none() {
    let directory = Directory::new(&[]);
    assert!(directory.discover(&[""]).unwrap_err().problems.is_empty());
    assert!(matches!(directory.discover(&["../x"]).unwrap_err().problems[..], [Problem::NoSuchPath { .. }]));
}

#[test]
fn the_cases_of_codemods_are_nobodys_worker() {
    let directory = Directory::new(&[
        ("wrangler.toml", TOML),
        ("src/entry.py", ""),
        ("src/cases/court.py", ""),
        ("codemods/ACME001/rule.toml", ""),
        ("codemods/ACME001/cases/one/in/wrangler.toml", TOML),
        ("codemods/ACME001/cases/one/in/src/entry.py", ""),
    ]);
    let found = directory.discover(&[""]).unwrap();
    assert_eq!(found.workers.len(), 1);
    assert_eq!(found.workers[0].python_files, ["src/cases/court.py", "src/entry.py"]);
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_one_file() {
    let directory =
        Directory::new(&[("wrangler.toml", TOML), ("code/main.py", ""), ("code/shared.py", ""), ("src/notes.py", "")]);
    for (target, link) in
        [("../code/main.py", "src/entry.py"), ("notes.py", "src/old_notes.py"), ("../src/notes.py", "code/notes.py")]
    {
        std::os::unix::fs::symlink(target, directory.path().join(link)).unwrap();
    }
    let found = directory.discover(&[""]).unwrap();
    assert_eq!(found.workers[0].python_files, ["code/shared.py", "src/entry.py", "src/notes.py"]);
}
