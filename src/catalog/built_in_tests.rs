use super::*;
use crate::catalog::{Catalog, EntryKind, Reference};
use crate::template::{Defaults, Given, Kind, ProjectName, Questionnaire, render};

#[test]
fn every_template_is_named_like_its_directory_and_can_be_made_with_its_defaults() {
    let catalog = Catalog::default();
    let entries = catalog.entries(Kind::Project).expect("readable");
    assert!(entries.iter().any(|entry| entry.id == "worker"));
    for entry in entries {
        assert!(TEMPLATES.get_dir(&entry.id).is_some(), "{}", entry.id);
        let template = catalog.load(&Reference::to(&entry.id), Kind::Project).expect("loadable");
        let name = ProjectName::new("notes-api").expect("a valid name");
        let answers = Questionnaire::new(&template.manifest, name.variables())
            .complete(&Given::default(), Defaults::Accept)
            .expect("complete");
        assert!(render(&template, &answers).expect("rendered").len() > 1);
    }
}

/// The index says what the directories say, and leaves none out. `PYWORKER_ACCEPT=1` writes what is missing.
#[test]
fn the_index_agrees_with_the_directories() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join(BuiltIn::DIRECTORY);
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut directories: Vec<String> = root
        .read_dir_utf8()
        .expect("readable")
        .map(|entry| entry.expect("an entry").path().to_owned())
        .filter(|path| path.is_dir())
        .filter_map(|path| path.file_name().map(str::to_owned))
        .collect();
    directories.sort();
    let text = read(INDEX);
    let mut document: toml_edit::DocumentMut = text.parse().expect("TOML");
    for directory in &directories {
        let path = format!("{directory}/template.toml");
        let manifest = crate::template::read_manifest(&crate::template::ManifestText::of(path.as_str(), &read(&path)))
            .unwrap_or_else(|error| panic!("{error}"));
        let tables = document.entry(EntryKind::from(manifest.kind).table());
        let tables = tables.or_insert(toml_edit::ArrayOfTables::new().into());
        let tables = tables.as_array_of_tables_mut().expect("tables");
        let known = tables.iter().position(|table| table.get("path").and_then(|path| path.as_str()) == Some(directory));
        let known = known.unwrap_or_else(|| {
            tables.push(toml_edit::Table::new());
            tables.len() - 1
        });
        let table = tables.get_mut(known).expect("there");
        let group = manifest.group.map(|group| group.as_str().to_owned());
        let texts = [
            ("id", Some(manifest.id)),
            ("path", Some(directory.clone())),
            ("group", group),
            ("title", Some(manifest.title)),
            ("summary", Some(manifest.summary)),
        ];
        for (key, text) in texts {
            if let Some(text) = text.filter(|text| table.get(key).and_then(|item| item.as_str()) != Some(text)) {
                table.insert(key, toml_edit::value(text));
            }
        }
    }
    if std::env::var_os("PYWORKER_ACCEPT").is_some_and(|value| value == "1") {
        std::fs::write(root.join(INDEX), document.to_string()).expect("written");
    } else {
        assert_eq!(text, document.to_string(), "PYWORKER_ACCEPT=1 cargo test --lib built_in writes it");
    }
    let index = crate::catalog::read_index(&BuiltIn::index_path(), &document.to_string()).expect("an index");
    let mut listed: Vec<&str> = index.entries.iter().map(|entry| entry.path.as_str()).collect();
    listed.sort_unstable();
    assert_eq!(listed, directories, "templates/catalog.toml lists what is in templates/, and nothing else");
}

#[test]
fn an_unknown_template_comes_with_what_was_meant() {
    let error = Catalog::default().load(&Reference::to("wroker"), Kind::Project).expect_err("unknown");
    assert!(matches!(error, CatalogError::UnknownTemplate { meant: Some(meant), .. } if meant == "worker"));
}

#[test]
fn an_unknown_version_or_catalog_is_told_apart() {
    let load = |text: &str| {
        let reference: Reference = text.parse().expect("a reference");
        Catalog::default().load(&reference, Kind::Project)
    };
    assert!(matches!(load("worker@^99"), Err(CatalogError::NoVersion { .. })));
    assert!(matches!(load("acme/worker"), Err(CatalogError::UnknownCatalog { .. })));
    assert!(matches!(load("built-in/wroker"), Err(CatalogError::UnknownTemplate { .. })));
    assert!(load("built-in/worker").is_ok());
}
