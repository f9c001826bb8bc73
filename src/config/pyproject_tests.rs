//! Cases of reading and changing pyproject.
//! Border: tests only.
use super::pyproject::*;
use super::requirement::Requirement;
use super::value::Comments;
use crate::plan::{Draft, Edit};

const TEXT: &str = "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.12\"\ndependencies = [\n  \"Jinja2>=3\", # pages\n]\n\n[dependency-groups]\ndev = [\"pytest\", {include-group = \"lint\"}]\nlint = [\"ruff\"]\n\n[tool.uv]\ndev-dependencies = [\"workers_py==1.4\"]\n\n[tool.poetry.dependencies]\npython = \"^3.12\"\nhttpx = { version = \"^0.27\", extras = [\"http2\"] }\n";

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut draft = Draft::new(text);
    draft.add(edits).unwrap();
    let text = draft.finish();
    Pyproject::parse(text.clone()).unwrap();
    text
}

fn new(text: &str) -> NewDependency {
    NewDependency::new(Requirement::parse(text).unwrap())
}

#[test]
fn every_list_is_read() {
    let pyproject = Pyproject::parse(TEXT).unwrap();
    let found: Vec<(String, Home)> =
        pyproject.dependencies().into_iter().map(|dependency| (dependency.name, dependency.home)).collect();
    let wanted = [
        ("jinja2", Home::Project),
        ("pytest", Home::Group("dev".to_owned())),
        ("ruff", Home::Group("lint".to_owned())),
        ("workers-py", Home::UvDevelopment),
        ("httpx", Home::Poetry("dependencies".to_owned())),
    ];
    assert_eq!(found, wanted.map(|(name, home)| (name.to_owned(), home)).to_vec());
    assert_eq!((pyproject.name(), pyproject.requires_python()), (Some("x"), Some(">=3.12")));
}

#[test]
fn dependencies_are_added_once() {
    let pyproject = Pyproject::parse(TEXT).unwrap();
    let edits = pyproject.add_dependencies(&[new("jinja2==2"), new("fastapi")]).unwrap();
    let text = edited(TEXT, &edits);
    assert_eq!(text, TEXT.replace("# pages\n", "# pages\n  \"fastapi\",\n"));
    assert!(Pyproject::parse(text).unwrap().add_dependencies(&[new("FastAPI")]).unwrap().is_empty());
    let edits = pyproject.add_development(&[new("workers-py>=1.9"), new("workers-runtime-sdk>=1.9")]).unwrap();
    assert_eq!(
        edited(TEXT, &edits),
        TEXT.replace("{include-group = \"lint\"}]", "{include-group = \"lint\"}, \"workers-runtime-sdk>=1.9\"]")
    );
}

#[test]
fn missing_lists_are_made() {
    let text = "[project]\nname = \"x\"\n\n[tool.ruff]\nline-length = 100\n";
    let pyproject = Pyproject::parse(text).unwrap();
    assert_eq!(
        edited(text, &pyproject.add_dependencies(&[new("a")]).unwrap()),
        "[project]\nname = \"x\"\ndependencies = [\"a\"]\n\n[tool.ruff]\nline-length = 100\n"
    );
    assert_eq!(
        edited(text, &pyproject.add_development(&[new("a")]).unwrap()),
        format!("{text}\n[dependency-groups]\ndev = [\"a\"]\n")
    );
}

#[test]
fn platform_tools_leave_the_deployed_dependencies() {
    let text = "[project]\ndependencies = [\"fastapi\", \"workers-py\"]\n";
    let edits = Pyproject::parse(text).unwrap().move_to_development(&["workers-py"], &[new("workers-py>=1.9")]);
    assert_eq!(
        edited(text, &edits.unwrap()),
        "[project]\ndependencies = [\"fastapi\"]\n\n[dependency-groups]\ndev = [\"workers-py>=1.9\"]\n"
    );
}

#[test]
fn a_new_project() {
    let comments = Comments { before: vec!["Web".to_owned()], after: Some("pinned".to_owned()) };
    let dependencies = [NewDependency { comments, ..new("fastapi[all]==0.110") }, new("jinja2")];
    let text = new_pyproject(&NewProject {
        name: "My Notes!",
        requires_python: ">=3.13",
        dependencies: &dependencies,
        tail: &["the end".to_owned()],
        development: &[new("workers-py>=1.9")],
    });
    insta::assert_snapshot!(text, @r#"
    [project]
    name = "my-notes"
    version = "0.1.0"
    requires-python = ">=3.13"
    dependencies = [
        # Web
        "fastapi[all]==0.110", # pinned
        "jinja2",
        # the end
    ]

    [dependency-groups]
    dev = ["workers-py>=1.9"]
    "#);
    let tools = "# settings\n\n[tool.ruff]\nline-length = 100\n";
    let project = NewProject { name: "a", requires_python: ">=3.13", dependencies: &[], tail: &[], development: &[] };
    assert_eq!(
        edited(tools, &Pyproject::parse(tools).unwrap().add_project(&project)),
        "# settings\n\n[project]\nname = \"a\"\nversion = \"0.1.0\"\nrequires-python = \">=3.13\"\ndependencies = []\n\n[tool.ruff]\nline-length = 100\n"
    );
}

#[test]
fn names_are_made_valid() {
    for (text, name) in
        [("Notes API", "notes-api"), ("--x--", "x"), ("ünï", "n"), ("!!!", "worker"), ("a.b_c", "a.b_c")]
    {
        assert_eq!(project_name(text), name, "{text}");
    }
}

#[test]
fn a_new_project_table_takes_in_no_keys() {
    let project = NewProject { name: "a", requires_python: ">=3.13", dependencies: &[], tail: &[], development: &[] };
    let table = "[project]\nname = \"a\"\nversion = \"0.1.0\"\nrequires-python = \">=3.13\"\ndependencies = []\n";
    let tools = "# settings\ntool.ruff.line-length = 100 # wide\n\n[tool.pyright]\nstrict = []\n";
    assert_eq!(
        edited(tools, &Pyproject::parse(tools).unwrap().add_project(&project)),
        format!("# settings\ntool.ruff.line-length = 100 # wide\n\n{table}\n[tool.pyright]\nstrict = []\n")
    );
    let unended = "tool.ruff.line-length = 100";
    assert_eq!(
        edited(unended, &Pyproject::parse(unended).unwrap().add_project(&project)),
        format!("{unended}\n\n{table}")
    );
}
