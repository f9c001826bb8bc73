//! `docs/layers/` says what the layers' manifests say.
//! Border: compares, or with `PYWORKER_ACCEPT=1` writes; the pages are made by the library.
use std::collections::BTreeMap;
use std::path::Path;

use pyworker::catalog::{Catalog, Reference};
use pyworker::template::{Group, Kind, Template, page};

/// Every page by its file's name.
fn pages() -> BTreeMap<String, String> {
    let catalog = Catalog::default();
    let load =
        |id: &str| catalog.load(&Reference::to(id), Kind::Feature).unwrap_or_else(|error| panic!("{id}: {error}"));
    let entries = catalog.entries(Kind::Feature).expect("readable");
    let layers: Vec<Template> = entries.iter().map(|entry| load(&entry.id)).collect();
    let mut pages: BTreeMap<String, String> =
        layers.iter().map(|layer| (format!("{}.md", layer.manifest.id), page(layer))).collect();
    pages.insert("README.md".to_owned(), index(&layers));
    pages
}

fn index(layers: &[Template]) -> String {
    let mut text = "# Layers\n\nWhat can be laid over a Worker, with `create-pyworker --with LAYER,…` or `pyworker add LAYER…`. \
        These pages are made\nof the layers' manifests; `PYWORKER_ACCEPT=1 cargo test --test layer_pages` writes them anew.\n"
        .to_owned();
    for group in Group::ALL {
        text.push_str(&format!("\n## {}\n\n| layer | |\n|---|---|\n", group.as_str()));
        for layer in layers.iter().filter(|layer| layer.manifest.group == Some(group)) {
            let manifest = &layer.manifest;
            text.push_str(&format!("| [{0}]({0}.md) | {1} |\n", manifest.id, manifest.summary));
        }
    }
    text
}

#[test]
fn every_page_is_what_its_manifest_says() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/layers");
    let wanted = pages();
    if std::env::var_os("PYWORKER_ACCEPT").is_some_and(|value| value == "1") {
        let _ = std::fs::remove_dir_all(&directory);
        std::fs::create_dir_all(&directory).expect("made");
        for (name, text) in &wanted {
            std::fs::write(directory.join(name), text).expect("written");
        }
        return;
    }
    let names = std::fs::read_dir(&directory)
        .expect("docs/layers")
        .map(|entry| entry.expect("readable").file_name().into_string().expect("a name in UTF-8"));
    let mut stale: Vec<String> = names.filter(|name| !wanted.contains_key(name)).collect();
    for (name, text) in &wanted {
        if std::fs::read_to_string(directory.join(name)).ok().as_ref() != Some(text) {
            stale.push(name.clone());
        }
    }
    assert!(stale.is_empty(), "{} differ: PYWORKER_ACCEPT=1 cargo test --test layer_pages", stale.join(", "));
}

#[test]
fn every_layer_says_what_it_is_about() {
    let catalog = Catalog::default();
    for entry in catalog.entries(Kind::Feature).expect("readable") {
        let layer = catalog.load(&Reference::to(&entry.id), Kind::Feature).expect("loadable");
        assert!(layer.manifest.docs.about.is_some(), "{}: [docs] has `about`", entry.id);
    }
}
