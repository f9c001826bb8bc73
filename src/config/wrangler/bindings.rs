//! What a worker is bound to, read from its configuration.
//! Border: names, kinds and places; what can be done with a binding is known elsewhere.
use std::ops::Range;

use super::WranglerConfig;
use crate::config::binding::BindingKind;
use crate::config::node::{Node, NodeKind};

/// One name on `env`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The name on `env`.
    pub name: String,
    /// What it stands for.
    pub kind: BindingKind,
    /// The environment it is set for; `None` at the top.
    pub environment: Option<String>,
    /// The bytes of its name in the configuration.
    pub range: Range<usize>,
    /// The script that holds the class, for a Durable Object or Workflow of another worker.
    pub script: Option<String>,
}

/// Keys whose members declare no binding although they have a key `binding` or `name`.
const NOT_BINDINGS: &[&str] = &[
    "env",
    "build",
    "site",
    "rules",
    "routes",
    "route",
    "triggers",
    "migrations",
    "tail_consumers",
    "containers",
    "observability",
    "limits",
    "placement",
    "previews",
    "define",
    "alias",
    "streaming_tail_consumers",
    "exports",
];

impl WranglerConfig {
    /// Everything the worker is bound to, over all environments, in the order of the file within each.
    pub fn bindings(&self) -> Vec<Binding> {
        let mut found = Vec::new();
        for (environment, scope) in self.scopes() {
            let mut collector = Collector { environment, found: &mut found };
            for entry in scope.entries() {
                collector.entry(&entry.key, &entry.value);
            }
        }
        found
    }
}

struct Collector<'a> {
    environment: Option<&'a str>,
    found: &'a mut Vec<Binding>,
}

impl Collector<'_> {
    fn add(&mut self, name: &str, range: Range<usize>, kind: BindingKind) {
        let environment = self.environment.map(str::to_owned);
        self.found.push(Binding { name: name.to_owned(), kind, environment, range, script: None });
    }

    /// The binding that `node` declares by its key `name_key`.
    fn declared(&mut self, node: &Node, name_key: &str, kind: BindingKind) {
        if let Some(name) = node.at(&[name_key])
            && let Some(text) = name.as_text()
        {
            self.add(text, name.range.clone(), kind);
            if let (Some(script), Some(last)) = (node.text("script_name"), self.found.last_mut()) {
                last.script = Some(script.to_owned());
            }
        }
    }

    fn entry(&mut self, key: &str, value: &Node) {
        let class = |node: &Node| node.text("class_name").map(str::to_owned);
        match key {
            "d1_databases" => self.each(value, "binding", |_| BindingKind::D1),
            "kv_namespaces" => self.each(value, "binding", |_| BindingKind::Kv),
            "r2_buckets" => self.each(value, "binding", |_| BindingKind::R2),
            "queues" => {
                if let Some(producers) = value.at(&["producers"]) {
                    self.each(producers, "binding", |_| BindingKind::Queue);
                }
            }
            "ai" => self.declared(value, "binding", BindingKind::Ai),
            "vectorize" => self.each(value, "binding", |_| BindingKind::Vectorize),
            "durable_objects" => {
                if let Some(bindings) = value.at(&["bindings"]) {
                    self.each(bindings, "name", |node| BindingKind::DurableObject { class: class(node) });
                }
            }
            "workflows" => self.each(value, "binding", |node| BindingKind::Workflow { class: class(node) }),
            "services" => self.each(value, "binding", |_| BindingKind::Service),
            "assets" => self.declared(value, "binding", BindingKind::Assets),
            "vars" => {
                for entry in value.entries() {
                    let kind = match entry.value.kind {
                        NodeKind::Text(_) => BindingKind::TextVariable,
                        _ => BindingKind::JsonVariable,
                    };
                    self.add(&entry.key, entry.key_range.clone(), kind);
                }
            }
            // Their values are not in the configuration; they arrive as strings.
            "secrets" => {
                for name in value.at(&["required"]).map(Node::elements).unwrap_or_default() {
                    if let Some(text) = name.as_text() {
                        self.add(text, name.range.clone(), BindingKind::TextVariable);
                    }
                }
            }
            "send_email" | "ratelimits" => self.each(value, "name", |_| BindingKind::Other(key.to_owned())),
            "unsafe" => {
                if let Some(bindings) = value.at(&["bindings"]) {
                    self.each(bindings, "name", |node| {
                        BindingKind::Other(node.text("type").unwrap_or("unsafe").to_owned())
                    });
                }
            }
            "wasm_modules" | "text_blobs" | "data_blobs" => {
                for entry in value.entries() {
                    self.add(&entry.key, entry.key_range.clone(), BindingKind::Other(key.to_owned()));
                }
            }
            other if NOT_BINDINGS.contains(&other) => {}
            // Hyperdrive, analytics, images and whatever comes: a table or a list of tables that names a binding.
            other => match &value.kind {
                NodeKind::Array(_) => self.each(value, "binding", |_| BindingKind::Other(other.to_owned())),
                _ => self.declared(value, "binding", BindingKind::Other(other.to_owned())),
            },
        }
    }

    fn each(&mut self, list: &Node, name_key: &str, kind: impl Fn(&Node) -> BindingKind) {
        for node in list.elements() {
            self.declared(node, name_key, kind(node));
        }
    }
}
