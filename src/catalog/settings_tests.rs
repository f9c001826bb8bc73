use super::*;
use crate::template::Value;

fn settings(text: &str) -> Settings {
    Settings::parse("/work/app/pyworker.toml".into(), text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

fn problem(text: &str) -> DocumentProblem {
    match Settings::parse("/work/app/pyworker.toml".into(), text.to_owned()) {
        Err(CatalogError::Document { problem, .. }) => problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn catalogs_and_policy() {
    let settings = settings(
        "[[catalog]]\nname = 'acme'\nsource = 'gh:acme/templates'\npriority = 5\n\
         [[catalog]]\nname = 'own'\nsource = '../catalog'\n\
         [policy]\nsources = ['gh:acme/*']\nlayers = ['acme/logging@^1']\n\
         answers = { license = 'Acme', ports = ['a', 'b'], public = false }\n",
    );
    let found: Vec<(&str, String, i64)> = settings
        .catalogs
        .iter()
        .map(|catalog| (catalog.name.as_str(), catalog.location.to_string(), catalog.priority))
        .collect();
    assert_eq!(found, [("acme", "gh:acme/templates".to_owned(), 5), ("own", "/work/catalog".to_owned(), 0)]);
    assert!(settings.policy.allows("gh:acme/x") && !settings.policy.allows("built-in"));
    assert_eq!(settings.policy.layers[0].to_string(), "acme/logging@^1");
    assert_eq!(settings.policy.answers["public"], Value::Bool(false));
    assert_eq!(settings.policy.answers.len(), 3);
}

#[test]
fn no_policy_allows_everything_and_an_empty_list_nothing() {
    assert!(settings("").policy.allows("built-in"));
    assert!(settings("[policy]\n").policy.allows("built-in"));
    assert!(!settings("[policy]\nsources = []\n").policy.allows("built-in"));
}

#[test]
fn mistakes() {
    assert_eq!(problem("[[catalog]]\nname = 'built-in'\nsource = 'x'\n"), DocumentProblem::BuiltInName);
    let twice = "[[catalog]]\nname = 'a'\nsource = 'x'\n[[catalog]]\nname = 'a'\nsource = 'y'\n";
    assert_eq!(problem(twice), DocumentProblem::Twice { name: "a".into() });
    assert!(matches!(problem("[[catalog]]\nname = 'a'\nsource = 'ext::x'\n"), DocumentProblem::Location(_)));
    assert!(matches!(problem("[policy]\nsources = ['a{']\n"), DocumentProblem::Pattern { .. }));
    assert!(matches!(problem("[policy]\nlayers = ['a b']\n"), DocumentProblem::Reference(_)));
    assert!(matches!(problem("[policy]\nanswers = { x = 1.5 }\n"), DocumentProblem::Manifest(_)));
    assert!(matches!(problem("[polcy]\n"), DocumentProblem::Manifest(_)));
    assert!(matches!(problem("[policy]\nsourcs = []\n"), DocumentProblem::Manifest(_)));
}

#[test]
fn settings_are_edited_and_keep_what_else_they_say() {
    let text = "# mine\n[policy] # ours\nsources = ['gh:acme/*']\n";
    let acme = Configured { name: "acme".into(), location: "gh:acme/x".parse().expect("a place"), priority: 3 };
    let with = settings(text).with_catalog(&acme, "gh:acme/x").expect("edited");
    assert!(with.starts_with("# mine\n[policy] # ours\n"), "{with}");
    assert_eq!(settings(&with).catalogs, [acme]);
    assert_eq!(settings(&with).without_catalog("acme").as_deref(), Some(text));
    assert_eq!(settings(&with).without_catalog("other"), None);
    assert_eq!(settings(text).without_catalog("acme"), None);
}

#[test]
fn the_projects_settings_are_looked_for_up_to_the_top_of_the_repository() {
    let keep = tempfile::tempdir().expect("a directory");
    let root = Utf8PathBuf::from_path_buf(keep.path().canonicalize().expect("there")).expect("UTF-8");
    let write = |path: &str| {
        std::fs::create_dir_all(root.join(path).parent().expect("a parent")).expect("made");
        std::fs::write(root.join(path), "").expect("written");
    };
    write("pyworker.toml");
    write("repo/a/b/x");
    assert_eq!(Settings::of_project(&root.join("repo/a/b")), None);
    assert_eq!(Settings::of_project(&root.join("new/app")), Some(root.join("pyworker.toml")));
    write("repo/.git/HEAD");
    write("repo/pyworker.toml");
    for directory in ["repo", "repo/a/b", "repo/a/new/app"] {
        assert_eq!(Settings::of_project(&root.join(directory)), Some(root.join("repo/pyworker.toml")), "{directory}");
    }
    write("repo/a/pyworker.toml");
    assert_eq!(Settings::of_project(&root.join("repo/a/b")), Some(root.join("repo/a/pyworker.toml")));
    std::fs::remove_file(root.join("repo/pyworker.toml")).expect("removed");
    assert_eq!(Settings::of_project(&root.join("repo")), None);
}
