//! A project's wrangler config, read as a structure and extended for the rig.
//! Border: data in, data out, and the one read of the project's file; nothing of the project is changed.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::rig::error::Error;
use crate::rig::files;

/// The names a config can have, in the order in which wrangler looks for them.
const NAMES: &[&str] = &["wrangler.json", "wrangler.jsonc", "wrangler.toml"];

/// The name of the rig's config in a copy. It stands beside the project's own, because wrangler takes the
/// directory of its config for the root of the project (`python_modules/`, `.dev.vars`, relative paths).
pub const RIG_CONFIG: &str = "wrangler.rig.json";

/// Flags that make workerd take the bundle that the rig made, and let it start from the rig's snapshot.
const RIG_FLAGS: &[&str] = &[
    "python_workers",
    "python_workers_development",
    "experimental",
    "no_python_workers_20250116",
    "no_python_workers_314",
    "disable_python_dedicated_snapshot",
];

/// Their opposites; a project may ask for them.
const OPPOSED_FLAGS: &[&str] = &["python_workers_20250116", "python_workers_314", "python_dedicated_snapshot"];

/// What an environment does not take over from the top level, as wrangler has it.
const NOT_INHERITED: &[&str] = &[
    "agent_memory",
    "ai",
    "ai_search",
    "ai_search_namespaces",
    "analytics_engine_datasets",
    "browser",
    "containers",
    "d1_databases",
    "define",
    "dispatch_namespaces",
    "durable_objects",
    "hyperdrive",
    "images",
    "kv_namespaces",
    "media",
    "mtls_certificates",
    "pipelines",
    "queues",
    "r2_buckets",
    "ratelimits",
    "secrets",
    "secrets_store_secrets",
    "send_email",
    "services",
    "stream",
    "tail_consumers",
    "unsafe",
    "vars",
    "vectorize",
    "version_metadata",
    "vpc_services",
    "worker_loaders",
    "workflows",
];

/// From this date on the runtime has no SDK of its own.
const EXTERNAL_SDK_SINCE: &str = "2026-04-21";

/// The config of one worker.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it was read.
    pub path: PathBuf,
    /// What it holds.
    pub root: Map<String, Value>,
}

impl Config {
    /// Reads the config of the project in `directory`.
    pub fn find(directory: &Path) -> Result<Config, Error> {
        match NAMES.iter().map(|name| directory.join(name)).find(|path| path.is_file()) {
            Some(path) => Config::read(path),
            None => {
                let reason = format!("it has none of {}", NAMES.join(", "));
                Err(Error::Content { path: directory.to_owned(), reason })
            }
        }
    }

    /// Reads the config at `path`.
    pub fn read(path: PathBuf) -> Result<Config, Error> {
        let text = files::read_text(&path)?;
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        match if is_toml { parse_toml(&text) } else { parse_jsonc(&text) } {
            Ok(Value::Object(root)) => Ok(Config { path, root }),
            Ok(_) => Err(Error::Content { path, reason: "it is not an object".to_owned() }),
            Err(reason) => Err(Error::Content { path, reason }),
        }
    }

    /// The directory in which it stands, which is the worker's root.
    pub fn directory(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// Where the extended config goes.
    pub fn rig_config(&self) -> PathBuf {
        self.directory().join(RIG_CONFIG)
    }

    /// Writes the extended config.
    pub fn write(&self) -> Result<(), Error> {
        files::write(&self.rig_config(), Value::Object(self.root.clone()).to_string().as_bytes())
    }

    /// Whether the worker is written in Python.
    pub fn is_python(&self) -> bool {
        self.root.get("main").and_then(Value::as_str).is_some_and(|main| main.ends_with(".py"))
    }

    /// Whether the runtime brings the SDK at this date and with these flags, so that none has to be vendored.
    pub fn runtime_has_sdk(&self) -> bool {
        let flags = self.flags();
        if flags.iter().any(|flag| flag == "enable_python_external_sdk") {
            return false;
        }
        let date = self.root.get("compatibility_date").and_then(Value::as_str).unwrap_or_default();
        flags.iter().any(|flag| flag == "disable_python_external_sdk") || date < EXTERNAL_SDK_SINCE
    }

    fn flags(&self) -> Vec<String> {
        let flags = self.root.get("compatibility_flags").and_then(Value::as_array);
        flags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Makes the config what it is in one of its environments.
    ///
    /// Done here and not by wrangler's `--env`, which would ask the same environment of all companions.
    pub fn choose_environment(&mut self, name: &str) -> Result<(), Error> {
        let environments = self.root.remove("env");
        let chosen = environments.as_ref().and_then(|environments| environments.get(name)).and_then(Value::as_object);
        let Some(chosen) = chosen else {
            let reason = format!("it has no environment {name}");
            return Err(Error::Content { path: self.path.clone(), reason });
        };
        self.root.retain(|key, _| !NOT_INHERITED.contains(&key.as_str()));
        self.root.extend(chosen.clone());
        Ok(())
    }

    /// Adds what the rig needs and takes out what it cannot have.
    pub fn extend(&mut self) {
        if self.is_python() {
            let mut flags = self.flags();
            flags.retain(|flag| !OPPOSED_FLAGS.contains(&flag.as_str()) && !RIG_FLAGS.contains(&flag.as_str()));
            flags.extend(RIG_FLAGS.iter().map(|flag| (*flag).to_owned()));
            self.root.insert("compatibility_flags".to_owned(), json!(flags));
        }
        // A build command would do again what the rig has done, or reach for the internet.
        self.root.remove("build");
        self.root.remove("$schema");
        for value in self.root.values_mut() {
            make_local(value);
        }
    }

    /// Sets a variable.
    pub fn set_variable(&mut self, name: &str, value: Value) {
        let variables = self.root.entry("vars").or_insert_with(|| json!({}));
        if let Value::Object(variables) = variables {
            variables.insert(name.to_owned(), value);
        }
    }

    /// Binds another worker as a service.
    pub fn add_service(&mut self, binding: &str, service: &str) {
        let entry = json!({ "binding": binding, "service": service });
        let services = self.root.entry("services").or_insert_with(|| json!([]));
        if let Value::Array(services) = services {
            services.push(entry);
        }
    }

    /// Names the database behind the Hyperdrive bindings.
    pub fn set_hyperdrive_origin(&mut self, connection: &str) {
        for entry in self.hyperdrives_mut() {
            entry.insert("localConnectionString".to_owned(), connection.into());
        }
    }

    /// Whether it has Hyperdrive bindings.
    pub fn has_hyperdrive(&mut self) -> bool {
        self.hyperdrives_mut().next().is_some()
    }

    fn hyperdrives_mut(&mut self) -> impl Iterator<Item = &mut Map<String, Value>> {
        let entries = self.root.get_mut("hyperdrive").and_then(Value::as_array_mut);
        entries.into_iter().flatten().filter_map(Value::as_object_mut)
    }

    /// Removes the bindings that Cloudflare offers only on its own network, and those of which nothing can be seen on
    /// this machine, and gives their names and kinds.
    pub fn take_remote_only(&mut self) -> Vec<RemoteOnly> {
        let mut taken = Vec::new();
        if let Some(binding) = self.root.remove("ai").and_then(|ai| text_of(&ai, "binding")) {
            taken.push(RemoteOnly { binding, kind: RemoteKind::Ai });
        }
        if let Some(Value::Array(indexes)) = self.root.remove("vectorize") {
            for entry in &indexes {
                if let (Some(binding), Some(index)) = (text_of(entry, "binding"), text_of(entry, "index_name")) {
                    taken.push(RemoteOnly { binding, kind: RemoteKind::Vectorize { index } });
                }
            }
        }
        if let Some(Value::Array(datasets)) = self.root.remove("analytics_engine_datasets") {
            for entry in &datasets {
                if let Some(binding) = text_of(entry, "binding") {
                    let dataset = text_of(entry, "dataset").unwrap_or_else(|| binding.clone());
                    taken.push(RemoteOnly { binding, kind: RemoteKind::Analytics { dataset } });
                }
            }
        }
        taken
    }

    /// The bindings of the D1 databases.
    pub fn databases(&self) -> Vec<String> {
        let databases = self.root.get("d1_databases").and_then(Value::as_array);
        databases.into_iter().flatten().filter_map(|entry| text_of(entry, "binding")).collect()
    }
}

/// A binding that has no local simulation worth asking.
#[derive(Debug, Clone)]
pub struct RemoteOnly {
    /// Its name in the worker.
    pub binding: String,
    /// What it is.
    pub kind: RemoteKind,
}

/// The kinds of such bindings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemoteKind {
    /// Workers AI.
    Ai,
    /// A Vectorize index.
    Vectorize {
        /// Its name in the account; workers that name the same index share it.
        index: String,
    },
    /// A dataset of Analytics Engine. Its simulation takes everything and keeps nothing.
    Analytics {
        /// Its name in the account.
        dataset: String,
    },
}

fn text_of(entry: &Value, key: &str) -> Option<String> {
    entry.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// No binding may go to an account: everything is simulated here.
fn make_local(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.remove("remote");
            entries.remove("experimental_remote");
            entries.values_mut().for_each(make_local);
        }
        Value::Array(items) => items.iter_mut().for_each(make_local),
        _ => {}
    }
}

fn parse_toml(text: &str) -> Result<Value, String> {
    toml_edit::de::from_str(text).map_err(|error| error.to_string())
}

fn parse_jsonc(text: &str) -> Result<Value, String> {
    let value = jsonc_parser::parse_to_serde_value(text, &Default::default());
    value.map_err(|error| error.to_string())
}
