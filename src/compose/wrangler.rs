//! A layer's keys in the wrangler configuration: at the top, in each environment, and new Durable Object classes.
//! Border: what the keys mean to wrangler; putting keys together is `structured`'s work.
use super::structured::{Difference, Joined, Refused, join};
use crate::config::merge::wrangler_identity;
use crate::config::{Document, Element, Format, Member, Node, ParseError, Value, WranglerConfig};

/// The keys that an environment does not take over from the top, as wrangler's own schema has them.
const NOT_INHERITED: [&str; 44] = [
    "agent_memory",
    "ai",
    "ai_search",
    "ai_search_namespaces",
    "analytics",
    "analytics_engine_datasets",
    "artifacts",
    "browser",
    "cloudchamber",
    "connect",
    "containers",
    "d1_databases",
    "define",
    "dispatch_namespaces",
    "durable_objects",
    "flagship",
    "hyperdrive",
    "images",
    "k2",
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
    "streaming_tail_consumers",
    "tail_consumers",
    "unsafe",
    "unsafe_hello_world",
    "vars",
    "vectorize",
    "version_metadata",
    "vpc_networks",
    "vpc_services",
    "worker_loaders",
    "workflows",
    "wasm_modules",
    "text_blobs",
];

const MIGRATIONS: &str = "migrations";
const CLASS_LISTS: [&str; 2] = ["new_classes", "new_sqlite_classes"];

/// What became of the configuration.
#[derive(Debug, Clone, Default)]
pub(super) struct Configured {
    pub text: String,
    pub differences: Vec<Difference>,
    /// Environments that have a key of their own where the layer only speaks of the top: `(environment, key)`.
    pub overridden: Vec<(String, String)>,
}

/// Which parts of the configuration a layer is laid into.
#[derive(Debug, Clone, Copy)]
pub(super) enum Extent<'a> {
    /// The top, and every environment that is there.
    Everything,
    /// These environments alone.
    Environments(&'a [String]),
}

/// The environments of a configuration; none if it does not parse.
pub(super) fn environments(text: &str, format: Format) -> Vec<String> {
    WranglerConfig::parse(text, format)
        .map(|config| config.environments().map(str::to_owned).collect())
        .unwrap_or_default()
}

/// Lays a layer's keys into `text`. `fragment` renders them for an environment; the empty name is the top.
///
/// # Errors
/// The inner error is the fragment's own, the outer one the file's.
pub(super) fn configure<E>(
    text: &str,
    format: Format,
    extent: Extent<'_>,
    mut fragment: impl FnMut(&str) -> Result<Value, E>,
) -> Result<Result<Configured, Refused>, E> {
    let environments: Vec<String> = match (WranglerConfig::parse(text, format), extent) {
        (Ok(config), Extent::Everything) => config.environments().map(str::to_owned).collect(),
        (Ok(_), Extent::Environments(names)) => names.to_vec(),
        (Err(error), _) => return Ok(Err(Refused::Broken(error))),
    };
    let top = match extent {
        Extent::Everything => fragment("")?,
        Extent::Environments(_) => Value::table([]),
    };
    let mut rendered = Vec::new();
    for environment in environments {
        let value = fragment(&environment)?;
        rendered.push((environment, value));
    }
    Ok(lay(text, format, top, rendered))
}

fn lay(text: &str, format: Format, top: Value, environments: Vec<(String, Value)>) -> Result<Configured, Refused> {
    let mut configured = Configured { text: text.to_owned(), ..Configured::default() };
    let (keys, migrations) = without_migrations(top);
    let inherited: Vec<String> =
        keys.iter().map(|member| member.key.clone()).filter(|key| !NOT_INHERITED.contains(&key.as_str())).collect();
    configured.add(format, Value::Table(keys, Vec::new()))?;
    if let Some(migrations) = &migrations {
        configured.migrate(format, &[], migrations)?;
    }
    for (name, value) in environments {
        let (mut keys, _) = without_migrations(value);
        keys.retain(|member| NOT_INHERITED.contains(&member.key.as_str()));
        // The comments stand at the top already.
        let keys = keys.into_iter().map(|member| Member::new(member.key, without_comments(member.value)));
        let keys: Vec<Member> = keys.collect();
        if !keys.is_empty() {
            configured.add(format, nested(&["env", &name], Value::table(keys)))?;
        }
        let document = configured.document(format)?;
        let own = |key: &str| document.root().at(&["env", &name, key]).is_some();
        let has_migrations = own(MIGRATIONS);
        configured.overridden.extend(inherited.iter().filter(|key| own(key)).map(|key| (name.clone(), key.clone())));
        if let Some(migrations) = migrations.as_ref().filter(|_| has_migrations) {
            configured.migrate(format, &["env", &name], migrations)?;
        }
    }
    Ok(configured)
}

impl Configured {
    fn document(&self, format: Format) -> Result<Document, Refused> {
        Document::parse(self.text.as_str(), format).map_err(|error: ParseError| Refused::Broken(error))
    }

    fn add(&mut self, format: Format, value: Value) -> Result<(), Refused> {
        let Joined { text, differences } = join(&self.text, format, &value, &wrangler_identity)?;
        self.text = text;
        self.differences.extend(differences);
        Ok(())
    }

    /// Makes a migration for the classes that none makes yet.
    fn migrate(&mut self, format: Format, scope: &[&str], wanted: &Member) -> Result<(), Refused> {
        let document = self.document(format)?;
        let path: Vec<&str> = scope.iter().copied().chain([MIGRATIONS]).collect();
        let present = document.root().at(&path).map(Node::elements).unwrap_or_default();
        let known: Vec<String> = present.iter().flat_map(classes).collect();
        let Some((comments, lists)) = missing(wanted, &known) else { return Ok(()) };
        let tags: Vec<&str> = present.iter().filter_map(|element| element.text("tag")).collect();
        let tag = Member::new("tag", next_tag(&tags));
        let mut element = Element::new(Value::table([tag].into_iter().chain(lists)));
        element.comments = comments;
        let mut member = wanted.clone();
        member.value = Value::Array(vec![element], Vec::new());
        self.add(format, nested(scope, Value::Table(vec![member], Vec::new())))
    }
}

/// The table's members, and the migrations among them.
fn without_migrations(value: Value) -> (Vec<Member>, Option<Member>) {
    let Value::Table(members, _) = value else { return (Vec::new(), None) };
    let (migrations, keys): (Vec<Member>, Vec<Member>) =
        members.into_iter().partition(|member| member.key == MIGRATIONS);
    (keys, migrations.into_iter().next())
}

fn without_comments(value: Value) -> Value {
    match value {
        Value::Table(members, _) => {
            Value::table(members.into_iter().map(|member| Member::new(member.key, without_comments(member.value))))
        }
        Value::Array(elements, _) => Value::Array(
            elements.into_iter().map(|element| Element::new(without_comments(element.value))).collect(),
            Vec::new(),
        ),
        other => other,
    }
}

/// A value below keys.
fn nested(keys: &[&str], value: Value) -> Value {
    keys.iter().rev().fold(value, |inner, key| Value::table([Member::new(*key, inner)]))
}

/// The classes that a migration makes, or that a class becomes.
fn classes(migration: &Node) -> Vec<String> {
    let list = |key: &&str| migration.at(&[*key]).map(Node::elements).unwrap_or_default();
    let made = CLASS_LISTS.iter().flat_map(list).filter_map(Node::as_text).map(str::to_owned);
    let renamed = ["renamed_classes", "transferred_classes"];
    let renamed = renamed.iter().flat_map(list).filter_map(|renamed| renamed.text("to")).map(str::to_owned);
    made.chain(renamed).collect()
}

/// The wanted classes that are not known, by list, with the comments of the first migration that makes one.
fn missing(wanted: &Member, known: &[String]) -> Option<(crate::config::Comments, Vec<Member>)> {
    let Value::Array(elements, _) = &wanted.value else { return None };
    let mut comments = None;
    let mut lists: Vec<Member> = Vec::new();
    for element in elements {
        let Value::Table(members, _) = &element.value else { continue };
        for key in CLASS_LISTS {
            let Some(Value::Array(classes, _)) =
                members.iter().find(|member| member.key == key).map(|member| &member.value)
            else {
                continue;
            };
            let is_new = |class: &&Element| matches!(&class.value, Value::Text(name) if !known.contains(name));
            let new: Vec<Element> = classes.iter().filter(is_new).cloned().collect();
            if new.is_empty() {
                continue;
            }
            comments.get_or_insert_with(|| element.comments.clone());
            match lists.iter_mut().find(|list| list.key == key) {
                Some(Member { value: Value::Array(all, _), .. }) => all.extend(new),
                _ => lists.push(Member::new(key, Value::Array(new, Vec::new()))),
            }
        }
    }
    Some((comments?, lists))
}

/// The tag after the last: `v3` after `v2`, whatever is free otherwise.
fn next_tag(tags: &[&str]) -> String {
    let number = |tag: &&str| tag.strip_prefix('v').and_then(|number| number.parse::<u32>().ok());
    let last = tags.iter().filter_map(number).max();
    let mut next = last.unwrap_or_else(|| u32::try_from(tags.len()).unwrap_or_default()) + 1;
    while tags.contains(&format!("v{next}").as_str()) {
        next += 1;
    }
    format!("v{next}")
}
