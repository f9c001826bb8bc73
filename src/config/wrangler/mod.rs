//! A worker's configuration: `wrangler.jsonc`, `wrangler.json` and `wrangler.toml` behind one type.
//! Border: what the keys mean to a Python worker; how text is edited is `document`'s work.
use std::ops::Range;

use super::document::{Document, Format};
use super::error::ParseError;
use super::node::{Node, NodeKind, Step};

mod bindings;
mod dates;
mod to_jsonc;
mod vendor;

pub use bindings::Binding;
pub use dates::{FlagChange, RedundantFlag};
pub use vendor::VendorPath;

/// A parsed wrangler configuration.
#[derive(Debug, Clone)]
pub struct WranglerConfig {
    document: Document,
}

/// A text somewhere in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The environment it is set for; `None` at the top.
    pub environment: Option<String>,
    /// The text.
    pub text: String,
    /// Its bytes, quotes included.
    pub range: Range<usize>,
}

/// A queue that the worker consumes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueConsumer {
    /// The queue's name.
    pub queue: Placed,
    /// Where messages go that fail too often.
    pub dead_letter_queue: Option<String>,
}

/// One rule about files that are bundled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleRule {
    /// The environment it is set for; `None` at the top.
    pub environment: Option<String>,
    /// Its place in the list.
    pub index: usize,
    /// The kind of module, for example `Text`.
    pub kind: String,
    /// Which files.
    pub globs: Vec<String>,
    /// The bytes of the rule.
    pub range: Range<usize>,
}

/// The names that wrangler looks for in a directory, in its order.
pub const FILE_NAMES: [&str; 3] = ["wrangler.json", "wrangler.jsonc", "wrangler.toml"];

/// What is put behind the name of a configuration that others are to copy: `wrangler.toml.example`.
const SAMPLE_SUFFIXES: [&str; 4] = [".example", ".sample", ".template", ".dist"];

/// Whether a file of that name is a wrangler configuration, by the names that wrangler looks for or by those that
/// people give to the ones they name themselves: `wrangler.jobs.toml`, `wrangler-staging.jsonc`,
/// `wrangler.toml.example`.
pub fn is_config_name(file_name: &str) -> bool {
    let rest = file_name.strip_prefix("wrangler");
    rest.is_some_and(|rest| rest.starts_with(['.', '-', '_'])) && format_of(file_name).is_some()
}

/// The format of a wrangler configuration with that file name, if it is one.
pub fn format_of(file_name: &str) -> Option<Format> {
    let name = SAMPLE_SUFFIXES.iter().find_map(|suffix| file_name.strip_suffix(suffix)).unwrap_or(file_name);
    match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "json" | "jsonc" => Some(Format::Json),
        "toml" => Some(Format::Toml),
        _ => None,
    }
}

impl WranglerConfig {
    /// Parses a configuration.
    ///
    /// # Errors
    /// The first fault, with its place; a file that holds something else than a table is one.
    pub fn parse(text: impl Into<String>, format: Format) -> Result<Self, ParseError> {
        let document = Document::parse(text, format)?;
        if document.root().as_table().is_none() {
            let start = document.root().range.start;
            return Err(ParseError::at(document.text(), start, "expected `{`: the configuration is an object"));
        }
        Ok(Self { document })
    }

    /// The document with its places.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The top of the configuration and each environment, in the order of the file.
    pub(super) fn scopes(&self) -> impl Iterator<Item = (Option<&str>, &Node)> {
        let root = self.document.root();
        let environments = root.at(&["env"]).map(Node::entries).unwrap_or_default();
        [(None, root)].into_iter().chain(environments.iter().map(|entry| (Some(entry.key.as_str()), &entry.value)))
    }

    /// The names of the environments, in the order of the file.
    pub fn environments(&self) -> impl Iterator<Item = &str> {
        self.scopes().filter_map(|(environment, _)| environment)
    }

    /// The worker's name.
    pub fn name(&self) -> Option<&str> {
        self.document.root().text("name")
    }

    /// The entry module as it is written, relative to the configuration.
    pub fn main(&self) -> Option<&str> {
        self.document.root().text("main")
    }

    /// The entry modules of the top and of environments that have their own.
    pub fn mains(&self) -> Vec<Placed> {
        self.placed("main")
    }

    /// Whether the entry module is Python.
    pub fn is_python(&self) -> bool {
        self.mains().iter().any(|main| main.text.ends_with(".py"))
    }

    /// The compatibility date at the top.
    pub fn compatibility_date(&self) -> Option<&str> {
        self.document.root().at(&["compatibility_date"]).and_then(date_text)
    }

    /// Every compatibility date, with its place.
    pub fn compatibility_dates(&self) -> Vec<Placed> {
        self.placed("compatibility_date")
    }

    /// The compatibility flags at the top.
    pub fn compatibility_flags(&self) -> Vec<&str> {
        let flags = self.document.root().at(&["compatibility_flags"]).map(Node::elements).unwrap_or_default();
        flags.iter().filter_map(Node::as_text).collect()
    }

    /// Every compatibility flag, with its place.
    pub fn all_compatibility_flags(&self) -> Vec<Placed> {
        self.listed(&["compatibility_flags"])
    }

    /// The cron expressions.
    pub fn crons(&self) -> Vec<Placed> {
        self.listed(&["triggers", "crons"])
    }

    /// The queues that the worker consumes.
    pub fn queue_consumers(&self) -> Vec<QueueConsumer> {
        let mut found = Vec::new();
        for (environment, scope) in self.scopes() {
            for consumer in scope.at(&["queues", "consumers"]).map(Node::elements).unwrap_or_default() {
                let Some((text, node)) = consumer.text("queue").zip(consumer.at(&["queue"])) else { continue };
                found.push(QueueConsumer {
                    queue: placed(environment, text, node),
                    dead_letter_queue: consumer.text("dead_letter_queue").map(str::to_owned),
                });
            }
        }
        found
    }

    /// The rules about bundled files.
    pub fn rules(&self) -> Vec<BundleRule> {
        let mut found = Vec::new();
        for (environment, scope) in self.scopes() {
            for (index, rule) in scope.at(&["rules"]).map(Node::elements).unwrap_or_default().iter().enumerate() {
                let globs = rule.at(&["globs"]).map(Node::elements).unwrap_or_default();
                found.push(BundleRule {
                    environment: environment.map(str::to_owned),
                    index,
                    kind: rule.text("type").unwrap_or_default().to_owned(),
                    globs: globs.iter().filter_map(Node::as_text).map(str::to_owned).collect(),
                    range: rule.range.clone(),
                });
            }
        }
        found
    }

    /// The command that builds the worker before it is bundled.
    pub fn build_commands(&self) -> Vec<Placed> {
        let mut found = Vec::new();
        for (environment, scope) in self.scopes() {
            if let Some(node) = scope.at(&["build", "command"])
                && let Some(text) = node.as_text()
            {
                found.push(placed(environment, text, node));
            }
        }
        found
    }

    fn placed(&self, key: &str) -> Vec<Placed> {
        self.scopes()
            .filter_map(|(environment, scope)| {
                let node = scope.at(&[key])?;
                Some(placed(environment, date_text(node)?, node))
            })
            .collect()
    }

    fn listed(&self, keys: &[&str]) -> Vec<Placed> {
        let mut found = Vec::new();
        for (environment, scope) in self.scopes() {
            for node in scope.at(keys).map(Node::elements).unwrap_or_default() {
                if let Some(text) = node.as_text() {
                    found.push(placed(environment, text, node));
                }
            }
        }
        found
    }
}

/// A string, or a TOML date that was written without quotes.
fn date_text(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(text) | NodeKind::Literal(text) => Some(text),
        _ => None,
    }
}

fn placed(environment: Option<&str>, text: &str, node: &Node) -> Placed {
    Placed { environment: environment.map(str::to_owned), text: text.to_owned(), range: node.range.clone() }
}

/// The path of `keys` at the top or in an environment.
pub(super) fn scoped<'a>(environment: Option<&'a str>, keys: &[&'a str]) -> Vec<Step<'a>> {
    let scope = environment.into_iter().flat_map(|name| [Step::Key("env"), Step::Key(name)]);
    scope.chain(keys.iter().map(|key| Step::Key(key))).collect()
}

#[cfg(test)]
mod tests;
