//! The worker that a case's tree holds.
//! Border: completes small trees to a project; what a worker is, the library says.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use pyworker::config::BindingKind;
use pyworker::plan::Place;
use pyworker::project::{Snapshot, Worker, WorkerBinding};
use toml_edit::DocumentMut;

use super::expectation::WorkerHint;
use super::tree::Tree;

/// A tree with what a case leaves out.
pub struct Completed {
    /// All files.
    pub tree: Tree,
    supplied: BTreeMap<String, Vec<u8>>,
}

impl Completed {
    /// Removes what was only supplied, unless the migration changed it.
    pub fn take_back(&self, tree: &mut Tree) {
        tree.retain(|path, bytes| self.supplied.get(path) != Some(bytes));
    }
}

/// Adds a configuration to a tree without one.
pub fn complete(tree: &Tree, hint: &WorkerHint) -> Completed {
    let mut completed = Completed { tree: tree.clone(), supplied: BTreeMap::new() };
    let has_config = tree.keys().any(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        ["wrangler.toml", "wrangler.json", "wrangler.jsonc"].contains(&name)
    });
    if !has_config {
        let text = include_str!("wrangler.toml").replace("MAIN", &entry_module(tree, hint));
        completed.supplied.insert("wrangler.toml".to_owned(), text.clone().into_bytes());
        completed.tree.insert("wrangler.toml".to_owned(), text.into_bytes());
    }
    completed
}

fn entry_module(tree: &Tree, hint: &WorkerHint) -> String {
    let usual = ["src/entry.py", "entry.py"].into_iter().find(|path| tree.contains_key(*path)).map(str::to_owned);
    hint.main
        .clone()
        .or(usual)
        .or_else(|| tree.keys().find(|path| path.ends_with(".py")).cloned())
        .unwrap_or_else(|| "src/entry.py".to_owned())
}

/// The worker of the completed tree, read from its TOML configuration.
pub fn find(_files: &Snapshot, completed: &Completed, hint: &WorkerHint) -> Result<Worker, String> {
    let (path, bytes) = completed
        .tree
        .iter()
        .find(|(path, _)| path.ends_with("wrangler.toml"))
        .ok_or("only TOML configurations are read here so far")?;
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let config: DocumentMut = text.parse().map_err(|error| format!("{path}: {error}"))?;
    let directory = Utf8Path::new(path).parent().unwrap_or_else(|| Utf8Path::new("")).to_owned();
    let said = |key: &str| config.get(key).and_then(|item| item.as_str()).map(str::to_owned);
    let main = directory.join(said("main").unwrap_or_else(|| entry_module(&completed.tree, hint)));
    let flags = config.get("compatibility_flags").and_then(|item| item.as_array());
    Ok(Worker {
        name: said("name").unwrap_or_else(|| "case".to_owned()),
        config: Some(Utf8PathBuf::from(path)),
        import_root: main.parent().unwrap_or_else(|| Utf8Path::new("")).to_owned(),
        compatibility_date: said("compatibility_date"),
        compatibility_flags: flags.into_iter().flatten().filter_map(|flag| flag.as_str().map(str::to_owned)).collect(),
        bindings: bindings(&config, path),
        python_files: completed.tree.keys().filter(|path| path.ends_with(".py")).map(Utf8PathBuf::from).collect(),
        main,
        directory,
    })
}

fn bindings(config: &DocumentMut, path: &str) -> BTreeMap<String, WorkerBinding> {
    let mut found = BTreeMap::new();
    let mut add = |name: Option<&str>, kind: BindingKind| {
        if let Some(name) = name {
            found.insert(name.to_owned(), WorkerBinding { kind, place: Place::file(path) });
        }
    };
    let tables = |keys: &[&str]| {
        let mut item = Some(config.as_item());
        for key in keys {
            item = item.and_then(|item| item.get(key));
        }
        item.and_then(|item| item.as_array_of_tables()).cloned().unwrap_or_default()
    };
    let plain = [
        (&["d1_databases"][..], BindingKind::D1),
        (&["kv_namespaces"], BindingKind::Kv),
        (&["r2_buckets"], BindingKind::R2),
        (&["queues", "producers"], BindingKind::Queue),
        (&["vectorize"], BindingKind::Vectorize),
        (&["services"], BindingKind::Service),
        (&["workflows"], BindingKind::Workflow { class: None }),
    ];
    for (keys, kind) in plain {
        for table in &tables(keys) {
            add(table.get("binding").and_then(|item| item.as_str()), kind.clone());
        }
    }
    for table in &tables(&["durable_objects", "bindings"]) {
        let class = table.get("class_name").and_then(|item| item.as_str()).map(str::to_owned);
        add(table.get("name").and_then(|item| item.as_str()), BindingKind::DurableObject { class });
    }
    for (key, kind) in [("ai", BindingKind::Ai), ("assets", BindingKind::Assets)] {
        add(config.get(key).and_then(|item| item.get("binding")).and_then(|item| item.as_str()), kind);
    }
    for (name, value) in
        config.get("vars").and_then(|item| item.as_table_like()).into_iter().flat_map(|vars| vars.iter())
    {
        let kind = if value.is_str() { BindingKind::TextVariable } else { BindingKind::JsonVariable };
        add(Some(name), kind);
    }
    found
}
