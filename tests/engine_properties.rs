//! What holds for the engine as a whole whatever it is given: mutilated, cut and mixed sources of all codemods' cases.
//! Border: knows no codemod; that each does its work is shown by its cases.
#[path = "support/codemods/tree.rs"]
mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use camino::Utf8PathBuf;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{FileFailurePersistence, TestCaseError};
use pyworker::codemods::{Options, migrate};
use pyworker::config::BindingKind;
use pyworker::plan::{Content, Decisions, Place, Plan};
use pyworker::project::{Snapshot, Worker, WorkerBinding};
use pyworker::python::{Module, new_problems};
use pyworker::text::Source;

/// One worker to be mutilated: its Python files.
type Project = BTreeMap<String, String>;

static PROJECTS: LazyLock<Vec<Project>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = Vec::new();
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
            .map(|entries| {
                entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
            })
            .unwrap_or_default();
        found.sort();
        found
    };
    for codemod in entries(&root.join("codemods")) {
        folders.extend(entries(&codemod.join("cases")).into_iter().map(|case| case.join("in")));
    }
    folders.extend(entries(&root.join("examples/legacy")));
    let projects: Vec<Project> = folders
        .iter()
        .filter_map(|folder| tree::read(folder))
        .map(|files| {
            files
                .into_iter()
                .filter(|(path, _)| path.ends_with(".py"))
                .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
                .collect::<Project>()
        })
        .filter(|project| !project.is_empty())
        .collect();
    assert!(projects.len() > 50, "the cases were not found");
    projects
});

/// Lines of all projects: what is mixed into others.
static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut lines: Vec<String> =
        PROJECTS.iter().flat_map(|project| project.values()).flat_map(|text| text.lines()).map(str::to_owned).collect();
    lines.sort();
    lines.dedup();
    lines
});

/// One thing that is done to a text.
#[derive(Debug, Clone)]
enum Mutilation {
    CutAt(Index),
    RemoveLine(Index),
    DoubleLine(Index),
    SwapLines(Index, Index),
    ForeignLine(Index, Index),
    Indent(Index, bool),
    RemoveCharacters(Index, usize),
    Insert(Index, &'static str),
    Rename(Index, Index),
    LineEnds(&'static str),
}

fn mutilation() -> impl Strategy<Value = Mutilation> {
    let snippets = vec![
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        ".",
        "=",
        "*",
        "**",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "\"",
        "'",
        "\"\"\"",
        "#",
        "\\",
        ";",
        "\u{c}",
        "\u{feff}",
        "é",
        "𝒳",
        "await ",
        "async ",
        "self.",
        "env",
        "ctx",
        "request",
        "Response",
        "Response.new",
        "to_js(",
        ".to_py()",
        "Headers.new(",
        "from js import ",
        "import js\n",
        "global env\n",
        "del env\n",
        "lambda: ",
        "if x:\n",
        "@handler\n",
        "class Default:\n",
        "f\"{env}\"",
        "None",
        "**options",
        "return ",
        "yield ",
        "locals()",
        "# pyworker: ignore\n",
        " := ",
        "match x:\n    case env:\n        pass\n",
    ];
    prop_oneof![
        any::<Index>().prop_map(Mutilation::CutAt),
        any::<Index>().prop_map(Mutilation::RemoveLine),
        any::<Index>().prop_map(Mutilation::DoubleLine),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Mutilation::SwapLines(one, other)),
        (any::<Index>(), any::<Index>()).prop_map(|(at, line)| Mutilation::ForeignLine(at, line)),
        (any::<Index>(), any::<bool>()).prop_map(|(at, deeper)| Mutilation::Indent(at, deeper)),
        (any::<Index>(), 1usize..12).prop_map(|(at, count)| Mutilation::RemoveCharacters(at, count)),
        (any::<Index>(), select(snippets)).prop_map(|(at, text)| Mutilation::Insert(at, text)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Mutilation::Rename(from, to)),
        select(vec!["\r\n", "\r"]).prop_map(Mutilation::LineEnds),
    ]
}

/// Where characters begin, the end included.
fn borders(text: &str) -> Vec<usize> {
    text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect()
}

fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_'))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn mutilate(text: &str, mutilation: &Mutilation) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if text.is_empty() {
        return match mutilation {
            Mutilation::Insert(_, inserted) => (*inserted).to_owned(),
            _ => String::new(),
        };
    }
    match mutilation {
        Mutilation::CutAt(at) => text[..*at.get(&borders(text))].to_owned(),
        Mutilation::RemoveLine(at) => {
            lines.remove(at.index(lines.len()));
            lines.concat()
        }
        Mutilation::DoubleLine(at) => {
            let index = at.index(lines.len());
            lines.insert(index, lines[index].clone());
            lines.concat()
        }
        Mutilation::SwapLines(one, other) => {
            let count = lines.len();
            lines.swap(one.index(count), other.index(count));
            lines.concat()
        }
        Mutilation::ForeignLine(at, line) => {
            let index = at.index(lines.len());
            let depth: String = lines[index].chars().take_while(|letter| *letter == ' ').collect();
            lines.insert(index, format!("{depth}{}\n", line.get(&LINES).trim_start()));
            lines.concat()
        }
        Mutilation::Indent(at, deeper) => {
            let index = at.index(lines.len());
            lines[index] = match (deeper, lines[index].strip_prefix("    ")) {
                (false, Some(rest)) => rest.to_owned(),
                _ => format!("    {}", lines[index]),
            };
            lines.concat()
        }
        Mutilation::RemoveCharacters(at, count) => {
            let borders = borders(text);
            let start = at.index(borders.len());
            let end = (start + count).min(borders.len() - 1);
            format!("{}{}", &text[..borders[start]], &text[borders[end.max(start)]..])
        }
        Mutilation::Insert(at, inserted) => {
            let offset = *at.get(&borders(text));
            format!("{}{inserted}{}", &text[..offset], &text[offset..])
        }
        Mutilation::Rename(from, to) => {
            let words = words(text);
            if words.is_empty() {
                return text.to_owned();
            }
            let (from, to): (&&str, &&str) = (from.get(&words), to.get(&words));
            text.replace(*from, to)
        }
        Mutilation::LineEnds(ends) => text.replace('\n', ends),
    }
}

fn worker(files: &Snapshot, project: &Project) -> Option<Worker> {
    let usual = ["src/entry.py", "entry.py", "worker.py", "src/worker.py"];
    let main =
        usual.into_iter().find(|path| project.contains_key(*path)).or(project.keys().next().map(String::as_str))?;
    let main = Utf8PathBuf::from(main);
    let kinds = [
        ("DB", BindingKind::D1),
        ("KV", BindingKind::Kv),
        ("BUCKET", BindingKind::R2),
        ("QUEUE", BindingKind::Queue),
        ("AI", BindingKind::Ai),
        ("VECTORIZE", BindingKind::Vectorize),
        ("ASSETS", BindingKind::Assets),
        ("SERVICE", BindingKind::Service),
        ("COUNTER", BindingKind::DurableObject { class: Some("Counter".to_owned()) }),
    ];
    Some(Worker {
        name: "mutilated".to_owned(),
        directory: Utf8PathBuf::new(),
        config: files.exists(camino::Utf8Path::new("wrangler.toml")).then(|| Utf8PathBuf::from("wrangler.toml")),
        import_root: main.parent().map(Utf8PathBuf::from).unwrap_or_default(),
        compatibility_date: Some("2024-09-01".to_owned()),
        compatibility_flags: vec!["python_workers".to_owned()],
        bindings: kinds
            .into_iter()
            .map(|(name, kind)| (name.to_owned(), WorkerBinding { kind, place: Place::file("wrangler.toml") }))
            .collect(),
        python_files: project.keys().map(Utf8PathBuf::from).collect(),
        neighbours: Vec::new(),
        main,
    })
}

/// What is asked for: everything, changes to review included, or only some rules.
fn migrated(project: &Project, select: &[String]) -> Option<(Project, Plan)> {
    let mut files = Snapshot::of("/nowhere/at/all");
    let config = "name = \"mutilated\"\nmain = \"MAIN\"\ncompatibility_date = \"2024-09-01\"\ncompatibility_flags = [\"python_workers\"]\n";
    files.set("wrangler.toml", Some(Content::from(config.as_bytes().to_vec())));
    for (path, text) in project {
        files.set(path.as_str(), Some(Content::from(text.as_bytes().to_vec())));
    }
    let worker = worker(&files, project)?;
    let rules = pyworker::codemods::registry::built_in().iter().map(|codemod| codemod.meta().rule.code.to_string());
    let decisions = Decisions { unsafe_rules: rules.collect(), ..Decisions::default() };
    let options = Options { select: select.to_vec(), ..Options::default() };
    let plan = migrate(&[worker], &files, &options, &decisions).plan;
    let mut result = project.clone();
    for file in &plan.files {
        if !file.path.as_str().ends_with(".py") {
            continue;
        }
        match &file.after {
            Some(content) => {
                let text = String::from_utf8(content.bytes().to_vec()).ok()?;
                result.insert(file.path.to_string(), text);
            }
            None => drop(result.remove(file.path.as_str())),
        }
    }
    Some((result, plan))
}

fn fails(plan: &Plan) -> Option<String> {
    plan.findings
        .iter()
        .find(|finding| {
            let bugs = ["failed on this worker", "still proposed after", "the change was dropped"];
            bugs.iter().any(|bug| finding.reason.contains(bug))
        })
        .map(|finding| format!("{}: {}", finding.rule, finding.reason))
}

fn holds(project: &Project, select: &[String]) -> Result<(), TestCaseError> {
    let Some((result, plan)) = migrated(project, select) else {
        return Err(TestCaseError::fail("the project could not be migrated"));
    };
    if let Some(failure) = fails(&plan) {
        return Err(TestCaseError::fail(failure));
    }
    for (path, after) in &result {
        let Some(before) = project.get(path) else { continue };
        if before == after {
            continue;
        }
        let original = Module::read(before.as_bytes());
        prop_assert!(original.is_ok(), "{path} does not parse and was edited:\n{after}");
        let read = Module::read(after.as_bytes());
        prop_assert!(read.is_ok(), "{path} does not parse any more ({:?}):\n{after}", read.err());
        let text = |text: &str| Source::decode_python(text.as_bytes()).map(|source| source.text);
        if let (Ok(before), Ok(after)) = (text(before), text(after)) {
            let problems = new_problems(&before, &after);
            prop_assert!(problems.is_empty(), "{path}: {problems:?}\n{after}");
        }
    }
    let Some((again, second)) = migrated(&result, select) else {
        return Err(TestCaseError::fail("the result could not be migrated"));
    };
    if let Some(failure) = fails(&second) {
        return Err(TestCaseError::fail(format!("in the second run: {failure}")));
    }
    for (path, after) in &again {
        let before = result.get(path).map(String::as_str).unwrap_or_default();
        let titles: Vec<String> = second
            .changes
            .iter()
            .filter(|change| change.accepted && change.place.path.as_str() == path)
            .map(|change| format!("{} {}", change.rule, change.title))
            .collect();
        prop_assert!(
            before == after,
            "a second run changes {path} once more ({titles:?})\n{}",
            similar::TextDiff::from_lines(before, after).unified_diff()
        );
    }
    Ok(())
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(400),
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn mutilated_projects(
        project in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), mutilation()), 1..5),
    ) {
        let mut project = project.get(&PROJECTS).clone();
        for (file, change) in &changes {
            let path = file.get(&project.keys().cloned().collect::<Vec<_>>()).clone();
            let text = mutilate(&project[&path], change);
            project.insert(path, text);
        }
        holds(&project, &[])?;
    }

    #[test]
    fn some_rules_alone(project in any::<Index>(), rules in prop::collection::vec(any::<Index>(), 1..4)) {
        let codes: Vec<String> = pyworker::codemods::registry::built_in()
            .iter()
            .map(|codemod| codemod.meta().rule.code.to_string())
            .collect();
        let select: Vec<String> = rules.iter().map(|rule| rule.get(&codes).clone()).collect();
        holds(project.get(&PROJECTS), &select)?;
    }

    #[test]
    fn two_projects_in_one(one in any::<Index>(), other in any::<Index>()) {
        let (mut project, other) = (one.get(&PROJECTS).clone(), other.get(&PROJECTS));
        for (path, text) in other {
            let joined = match project.get(path) {
                Some(known) => format!("{known}\n\n{text}"),
                None => text.clone(),
            };
            project.insert(path.clone(), joined);
        }
        holds(&project, &[])?;
    }
}

#[test]
fn every_project_as_it_is() {
    for project in PROJECTS.iter() {
        if let Err(failure) = holds(project, &[]) {
            panic!("{failure}\n{project:#?}");
        }
    }
}
