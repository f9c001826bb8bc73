use super::*;

const WHOLE: &str = r#"
format = 1
name = "acme"
title = "Acme"
summary = "What Acme builds on."
owner = "platform"

[[layer]]
id = "logging"
group = "quality"
title = "Logging"
summary = "Logs as Acme wants them."

[[template]]
id = "api"
title = "API"
summary = "An API."
owner = "api-team"
tags = ["http", "d1"]
stage = "deprecated"
replaced_by = "api-next"
needs_pyworker = "0.1.0"

[[template.version]]
version = "1.0.0"
ref = "api-v1.0.0"
hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
path = "old/api"
changes = ["The first one."]

[[template.version]]
version = "1.1.0-rc.1"
hash = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
needs_pyworker = "9.0.0"

[[codemods]]
id = "modern"
path = "rules"
title = "Modern"
summary = "New names for old."
stage = "beta"
"#;

fn index(text: &str) -> Index {
    read("catalog.toml".into(), text).unwrap_or_else(|error| panic!("{error}"))
}

/// The problem, and the text that it points at.
fn problem(text: &str) -> (DocumentProblem, String) {
    match read("catalog.toml".into(), text) {
        Err(CatalogError::Document { place, problem }) => (problem, place.text[place.range].to_owned()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn everything_that_an_index_can_say() {
    let index = index(WHOLE);
    assert_eq!((index.name.as_str(), index.owner.as_deref()), ("acme", Some("platform")));
    let ids: Vec<(EntryKind, &str)> = index.entries.iter().map(|entry| (entry.kind, entry.id.as_str())).collect();
    assert_eq!(ids, [(EntryKind::Template, "api"), (EntryKind::Layer, "logging"), (EntryKind::Codemods, "modern")]);
    let api = index.find("api", EntryKind::Template).expect("there");
    assert_eq!(api.path, "templates/api");
    assert_eq!(api.tags, ["http", "d1"]);
    assert_eq!(api.stage, Stage::Deprecated { replaced_by: Some("api-next".into()) });
    assert_eq!(api.needs_pyworker, Some(Version::new(0, 1, 0)));
    let first = &api.versions[0];
    assert_eq!((first.reference.as_deref(), first.path.as_deref()), (Some("api-v1.0.0"), Some("old/api".into())));
    assert_eq!(first.changes, ["The first one."]);
    assert_eq!(api.versions[1].needs_pyworker, Some(Version::new(9, 0, 0)));
    assert_eq!(index.find("logging", EntryKind::Layer).map(|entry| entry.path.as_str()), Some("layers/logging"));
    assert_eq!(index.find("logging", EntryKind::Layer).and_then(|entry| entry.group), Some(Group::Quality));
    assert_eq!(index.at("rules".into()).map(|entry| entry.stage.name()), Some("beta"));
}

#[test]
fn every_mistake_has_its_place() {
    let spoiled = |from: &str, to: &str| {
        assert!(WHOLE.contains(from), "{from}");
        problem(&WHOLE.replacen(from, to, 1))
    };
    let (found, at) = spoiled("format = 1", "format = 2");
    assert_eq!((found, at.as_str()), (DocumentProblem::Format { found: 2 }, "2"));
    let (found, at) = spoiled("name = \"acme\"", "name = \"Acme!\"");
    assert_eq!((found, at.as_str()), (ManifestProblem::Id.into(), "\"Acme!\""));
    let (found, _) = spoiled("name = \"acme\"", "name = \"built-in\"");
    assert_eq!(found, DocumentProblem::BuiltInName);
    let (found, at) = spoiled("owner = \"platform\"", "ownr = \"platform\"");
    assert!(
        matches!(found, DocumentProblem::Manifest(ManifestProblem::UnknownKey { meant: Some(meant), .. }) if meant == "owner")
    );
    assert_eq!(at, "ownr");
    let (found, at) = spoiled("\"beta\"", "\"gamma\"");
    assert!(matches!(found, DocumentProblem::Manifest(ManifestProblem::UnknownValue { .. })));
    assert_eq!(at, "\"gamma\"");
    let (found, at) = spoiled("stage = \"deprecated\"", "stage = \"stable\"");
    assert_eq!((found, at.as_str()), (DocumentProblem::NotDeprecated, "\"api-next\""));
    let (found, at) = spoiled("sha256:0", "sha256:G");
    assert_eq!(found, DocumentProblem::Hash);
    assert!(at.starts_with("\"sha256:G"));
    let (found, _) = spoiled("ref = \"api-v1.0.0\"", "ref = \"--output=x\"");
    assert!(matches!(found, DocumentProblem::GitName(_)));
    let (found, at) = spoiled("path = \"rules\"", "path = \"../rules\"");
    assert!(matches!(found, DocumentProblem::Path(_)));
    assert_eq!(at, "\"../rules\"");
    let (found, at) = spoiled("version = \"1.1.0-rc.1\"", "version = \"1.0.0\"");
    assert_eq!((found, at.as_str()), (DocumentProblem::Twice { name: "1.0.0".into() }, "\"1.0.0\""));
    let (found, _) = spoiled("version = \"1.1.0-rc.1\"", "version = \"1.1\"");
    assert!(matches!(found, DocumentProblem::Manifest(ManifestProblem::Version { .. })));
    let (found, _) = spoiled("[[layer]]\nid = \"logging\"\ngroup = \"quality\"", "[[preset]]\nid = \"api\"");
    assert_eq!(found, DocumentProblem::Twice { name: "api".into() });
    let (found, _) = spoiled("\"d1\"", "\"http\"");
    assert_eq!(found, DocumentProblem::Twice { name: "http".into() });
    let (found, _) = spoiled("title = \"API\"", "");
    assert_eq!(found, ManifestProblem::MissingKey { key: "title" }.into());
    let (found, _) = spoiled("tags = [\"http\", \"d1\"]", "tags = \"http\"");
    assert!(matches!(found, DocumentProblem::Manifest(ManifestProblem::WrongType { .. })));
    let (found, _) = problem("format = \n");
    assert!(matches!(found, DocumentProblem::Manifest(ManifestProblem::Syntax { .. })));
}

#[test]
fn a_layer_may_have_the_id_of_a_template() {
    let index = index(&WHOLE.replace("id = \"logging\"", "id = \"api\""));
    let path = |kind| index.find("api", kind).map(|entry| entry.path.as_str());
    assert_eq!(path(EntryKind::Template), Some("templates/api"));
    assert_eq!(path(EntryKind::Layer), Some("layers/api"));
    assert_eq!(path(EntryKind::Codemods), Some("templates/api"), "somebody wants to know what it is");
}
