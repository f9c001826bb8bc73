//! Which catalogs and team codemods there are: the user's `config.toml` and a project's `pyworker.toml`.
//! Border: reads both files, which have one format; opening the catalogs is `Catalog`'s work.
use camino::{Utf8Path, Utf8PathBuf};
use toml_edit::Item;

use super::built_in::BuiltIn;
use super::error::{CatalogError, DocumentProblem};
use super::index_reader::{Located, document, lift};
use super::location::Location;
use super::policy::{Policy, SourcePattern};
use super::reference::Reference;
use crate::template::{Section, TemplatePlace, check_id};

/// The user's settings, in the directory for the tool's configuration.
pub const USER_FILE: &str = "config.toml";
/// A project's settings, in its directory or above it.
pub const PROJECT_FILE: &str = "pyworker.toml";

/// A catalog that somebody named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configured {
    /// Its name here, as in `name/template`.
    pub name: String,
    /// Where it lies.
    pub location: Location,
    /// Catalogs with a higher number are asked first; the built-in one has 0.
    pub priority: i64,
}

/// One file of settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The file; it need not be there.
    pub path: Utf8PathBuf,
    /// Its text.
    pub text: String,
    /// The catalogs it names, in its order.
    pub catalogs: Vec<Configured>,
    /// What it allows and demands.
    pub policy: Policy,
    /// Directories with codemods that every migration runs too.
    pub codemods: Vec<Utf8PathBuf>,
}

impl Settings {
    /// Reads a file; one that is not there says nothing.
    ///
    /// # Errors
    /// A file that cannot be read, and the first mistake in it.
    pub fn read(path: &Utf8Path) -> Result<Self, CatalogError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                return Err(CatalogError::NotText { path: path.to_owned() });
            }
            Err(source) => return Err(CatalogError::Unreadable { path: path.to_owned(), source }),
        };
        Self::parse(path, text)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// The first mistake in it.
    pub fn parse(path: &Utf8Path, text: String) -> Result<Self, CatalogError> {
        match parse(path, &text) {
            Ok(Read { catalogs, policy, codemods }) => {
                Ok(Self { path: path.to_owned(), text, catalogs, policy, codemods })
            }
            Err((range, problem)) => Err(CatalogError::Document {
                place: Box::new(TemplatePlace { path: path.to_owned(), text, range }),
                problem,
            }),
        }
    }

    /// The text with one more catalog, whose place is written as `source`; comments and order stay.
    pub fn with_catalog(&self, configured: &Configured, source: &str) -> Option<String> {
        let mut document = self.text.parse::<toml_edit::DocumentMut>().ok()?;
        let mut table = toml_edit::Table::new();
        table.insert("name", toml_edit::value(&configured.name));
        table.insert("source", toml_edit::value(source));
        if configured.priority != 0 {
            table.insert("priority", toml_edit::value(configured.priority));
        }
        let catalogs = document.entry("catalog").or_insert(Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
        catalogs.as_array_of_tables_mut()?.push(table);
        Some(document.to_string())
    }

    /// The text without a catalog; nothing if it is not there.
    pub fn without_catalog(&self, name: &str) -> Option<String> {
        let mut document = self.text.parse::<toml_edit::DocumentMut>().ok()?;
        let catalogs = document.get_mut("catalog")?.as_array_of_tables_mut()?;
        let before = catalogs.len();
        catalogs.retain(|table| table.get("name").and_then(Item::as_str) != Some(name));
        if catalogs.len() == before {
            return None;
        }
        if catalogs.is_empty() {
            document.remove("catalog");
        }
        Some(document.to_string())
    }

    /// The project's settings for `directory`, which need not exist: the file in it, or in the nearest directory above
    /// it, as far as the same git repository goes. Without a repository only the directory itself, or the nearest one
    /// that exists, is looked at: what lies further up is not known to belong to the same people.
    pub fn of_project(directory: &Utf8Path) -> Option<Utf8PathBuf> {
        let absolute = camino::absolute_utf8(directory).ok()?;
        let nearest = absolute.ancestors().find(|directory| directory.is_dir())?;
        let top = crate::plan::git::work_tree(nearest);
        let real = nearest.canonicalize_utf8().ok()?;
        let mut searched: Vec<&Utf8Path> = vec![&real];
        if let Some(top) = &top {
            searched = real.ancestors().take_while(|directory| directory.starts_with(top)).collect();
        }
        searched.into_iter().map(|directory| directory.join(PROJECT_FILE)).find(|file| file.is_file())
    }
}

/// What a file says.
struct Read {
    catalogs: Vec<Configured>,
    policy: Policy,
    codemods: Vec<Utf8PathBuf>,
}

fn parse(path: &Utf8Path, text: &str) -> Result<Read, Located> {
    let base = path.parent().unwrap_or(Utf8Path::new(""));
    let document = document(text)?;
    let mut root = Section::new(document.as_table(), 0..0);
    let mut catalogs: Vec<Configured> = Vec::new();
    for mut section in lift(root.tables("catalog"))? {
        let name = lift(section.text("name"))?;
        lift(check_id(&name.text, &name.range))?;
        if name.text == BuiltIn::NAME {
            return Err((name.range, DocumentProblem::BuiltInName));
        }
        if catalogs.iter().any(|known| known.name == name.text) {
            return Err((name.range, DocumentProblem::Twice { name: name.text }));
        }
        let source = lift(section.text("source"))?;
        let location: Location =
            source.text.parse().map_err(|problem| (source.range, DocumentProblem::Location(problem)))?;
        let location = match location.directory(base) {
            Some(directory) => Location::Directory(directory),
            None => location,
        };
        let priority = lift(section.optional_integer("priority"))?.map_or(0, |(_, priority)| priority);
        lift(section.end())?;
        catalogs.push(Configured { name: name.text, location, priority });
    }
    let mut policy = Policy { path: path.to_owned(), ..Policy::default() };
    if let Some((_, mut section)) = lift(root.inline_table("policy"))? {
        let is_named = section.has("sources");
        let mut sources = Vec::new();
        for source in lift(section.texts("sources"))? {
            let pattern = SourcePattern::new(&source.text, base)
                .map_err(|message| (source.range, DocumentProblem::Pattern { message }))?;
            sources.push(pattern);
        }
        policy.sources = is_named.then_some(sources);
        for layer in lift(section.texts("layers"))? {
            let reference: Reference =
                layer.text.parse().map_err(|problem| (layer.range, DocumentProblem::Reference(problem)))?;
            policy.layers.push(reference);
        }
        if let Some((_, mut answers)) = lift(section.inline_table("answers"))? {
            policy.answers = lift(answers.values())?.into_iter().map(|(name, value)| (name.text, value)).collect();
        }
        lift(section.end())?;
    }
    let mut codemods = Vec::new();
    if let Some((_, mut section)) = lift(root.inline_table("migrate"))? {
        codemods.extend(lift(section.texts("codemods"))?.into_iter().map(|directory| base.join(directory.text)));
        lift(section.end())?;
    }
    lift(root.end())?;
    Ok(Read { catalogs, policy, codemods })
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
