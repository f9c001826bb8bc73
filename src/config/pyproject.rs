//! `pyproject.toml`: what a project depends on, and the edits that change it.
//! Border: the parts that packaging a worker needs; tools' own settings are kept as they are.
use std::ops::Range;

use super::document::{Document, Format, Spot};
use super::editor::Editor;
use super::error::{EditError, ParseError};
use super::node::{Entry, Node, NodeKind, Step, Table, TableForm};
use super::requirement::{Requirement, normalised_name};
use super::toml;
use super::value::{Comments, Element, Member, Value};
use crate::plan::Edit;

/// A parsed pyproject.
#[derive(Debug, Clone)]
pub struct Pyproject {
    document: Document,
}

/// Which list a dependency stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// `[project].dependencies`: what the worker is deployed with.
    Project,
    /// `[project.optional-dependencies]`, by its name.
    Optional(String),
    /// `[dependency-groups]`, by its name.
    Group(String),
    /// `[tool.uv].dev-dependencies`, the older place for the dev group.
    UvDevelopment,
    /// `[tool.poetry]`, which pywrangler does not read; by its table.
    Poetry(String),
}

/// One dependency where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// Its normalised name.
    pub name: String,
    /// The dependency, if it is written as PEP 508 says.
    pub requirement: Option<Requirement>,
    /// Its text.
    pub text: String,
    /// Which list it stands in.
    pub home: Home,
    /// Its place in that list.
    pub index: usize,
    /// Its bytes.
    pub range: Range<usize>,
}

/// A dependency to add, with its comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDependency {
    /// The dependency.
    pub requirement: Requirement,
    /// Its comments.
    pub comments: Comments,
}

impl NewDependency {
    /// A dependency without comments.
    pub fn new(requirement: Requirement) -> Self {
        Self { requirement, comments: Comments::default() }
    }

    fn element(&self) -> Element {
        Element { comments: self.comments.clone(), value: Value::Text(self.requirement.to_string()) }
    }
}

/// What a new project is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProject<'a> {
    /// Any text; it is made into a valid name.
    pub name: &'a str,
    /// For example `>=3.13`.
    pub requires_python: &'a str,
    /// `[project].dependencies`.
    pub dependencies: &'a [NewDependency],
    /// The comments behind the last of them.
    pub tail: &'a [String],
    /// The dev group.
    pub development: &'a [NewDependency],
}

/// The line that begins the dev group's key.
const GROUPS: &str = "dependency-groups";

impl Pyproject {
    /// Parses a pyproject.
    ///
    /// # Errors
    /// The first fault, with its place.
    pub fn parse(text: impl Into<String>) -> Result<Self, ParseError> {
        Ok(Self { document: Document::parse(text, Format::Toml)? })
    }

    /// A pyproject that is parsed already.
    pub fn of(document: Document) -> Self {
        Self { document }
    }

    /// The document with its places.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Whether there is a `[project]` table, the only one that pywrangler reads.
    pub fn has_project(&self) -> bool {
        self.document.root().at(&["project"]).is_some()
    }

    /// Whether `dependencies` is computed by the build system, so that none can be written.
    pub fn has_dynamic_dependencies(&self) -> bool {
        let dynamic = self.document.root().at(&["project", "dynamic"]).map(Node::elements).unwrap_or_default();
        dynamic.iter().any(|name| name.as_text() == Some("dependencies"))
    }

    /// The project's name.
    pub fn name(&self) -> Option<&str> {
        self.document.root().at(&["project", "name"]).and_then(Node::as_text)
    }

    /// Which Python versions it allows, for example `>=3.12`.
    pub fn requires_python(&self) -> Option<&str> {
        self.document.root().at(&["project", "requires-python"]).and_then(Node::as_text)
    }

    /// All dependencies, in the order of the lists that [`Home`] names.
    pub fn dependencies(&self) -> Vec<Dependency> {
        let root = self.document.root();
        let mut found = Vec::new();
        let mut list = |home: &Home, node: Option<&Node>| {
            for (index, element) in node.map(Node::elements).unwrap_or_default().iter().enumerate() {
                let Some(text) = element.as_text() else { continue };
                let requirement = Requirement::parse(text).ok();
                let name = requirement.as_ref().map_or_else(|| normalised_name(text), Requirement::normalised_name);
                let (text, range) = (text.to_owned(), element.range.clone());
                found.push(Dependency { name, requirement, text, home: home.clone(), index, range });
            }
        };
        list(&Home::Project, root.at(&["project", "dependencies"]));
        for entry in root.at(&["project", "optional-dependencies"]).map(Node::entries).unwrap_or_default() {
            list(&Home::Optional(entry.key.clone()), Some(&entry.value));
        }
        for entry in root.at(&[GROUPS]).map(Node::entries).unwrap_or_default() {
            list(&Home::Group(entry.key.clone()), Some(&entry.value));
        }
        list(&Home::UvDevelopment, root.at(&["tool", "uv", "dev-dependencies"]));
        self.poetry(&mut found);
        found
    }

    fn poetry(&self, found: &mut Vec<Dependency>) {
        let Some(poetry) = self.document.root().at(&["tool", "poetry"]) else { return };
        let mut tables = vec![("dependencies".to_owned(), poetry.at(&["dependencies"]))];
        tables.push(("dev-dependencies".to_owned(), poetry.at(&["dev-dependencies"])));
        for group in poetry.at(&["group"]).map(Node::entries).unwrap_or_default() {
            tables.push((format!("group.{}.dependencies", group.key), group.value.at(&["dependencies"])));
        }
        for (table, node) in tables {
            for (index, entry) in node.map(Node::entries).unwrap_or_default().iter().enumerate() {
                if entry.key == "python" {
                    continue;
                }
                let text = match &entry.value.kind {
                    NodeKind::Text(text) => text.clone(),
                    _ => entry.value.text("version").unwrap_or_default().to_owned(),
                };
                let (name, range) = (normalised_name(&entry.key), entry.key_range.clone());
                found.push(Dependency {
                    name,
                    requirement: None,
                    text,
                    home: Home::Poetry(table.clone()),
                    index,
                    range,
                });
            }
        }
    }

    /// The first mention of a package.
    pub fn find(&self, name: &str) -> Option<Dependency> {
        let name = normalised_name(name);
        self.dependencies().into_iter().find(|dependency| dependency.name == name)
    }

    /// Adds to `[project].dependencies` what is not there. A package that is there keeps its entry.
    ///
    /// # Errors
    /// There is something else in its place.
    pub fn add_dependencies(&self, new: &[NewDependency]) -> Result<Vec<Edit>, EditError> {
        let mut editor = Editor::new(&self.document);
        self.add(&mut editor, &Home::Project, new)?;
        Ok(editor.finish())
    }

    /// Adds to the dev group what no list of the project has.
    ///
    /// # Errors
    /// There is something else in its place.
    pub fn add_development(&self, new: &[NewDependency]) -> Result<Vec<Edit>, EditError> {
        let mut editor = Editor::new(&self.document);
        self.add(&mut editor, &self.development_home(), new)?;
        Ok(editor.finish())
    }

    /// The list that the dev group is kept in.
    pub fn development_home(&self) -> Home {
        let root = self.document.root();
        let old = root.at(&["tool", "uv", "dev-dependencies"]).is_some();
        if old && root.at(&[GROUPS, "dev"]).is_none() { Home::UvDevelopment } else { Home::Group("dev".to_owned()) }
    }

    fn add(&self, editor: &mut Editor, home: &Home, new: &[NewDependency]) -> Result<(), EditError> {
        let present = self.dependencies();
        let missing: Vec<Element> = new
            .iter()
            .filter(|new| {
                let name = new.requirement.normalised_name();
                let counts = |dependency: &&Dependency| match home {
                    Home::Project => dependency.home == Home::Project,
                    _ => matches!(dependency.home, Home::Group(_) | Home::UvDevelopment | Home::Project),
                };
                !present.iter().filter(counts).any(|dependency| dependency.name == name)
            })
            .map(NewDependency::element)
            .collect();
        let path = home_path(home);
        if missing.is_empty() {
            return Ok(());
        }
        match editor.document().root().get(&path) {
            Some(_) => editor.append(&path, &missing),
            None => {
                let spot = if *home == Home::Project { Spot::After("requires-python") } else { Spot::Last };
                editor.set(&path, &Value::Array(missing, Vec::new()), spot)
            }
        }
    }

    /// Replaces one dependency by another.
    ///
    /// # Errors
    /// It is not there any more.
    pub fn replace(&self, dependency: &Dependency, requirement: &Requirement) -> Result<Vec<Edit>, EditError> {
        let mut path = home_path(&dependency.home);
        path.push(Step::Index(dependency.index));
        self.document.replace(&path, &Value::Text(requirement.to_string()))
    }

    /// Takes platform tools out of `[project].dependencies`, where they would be deployed, and puts `development`
    /// into the dev group.
    ///
    /// # Errors
    /// There is something else in its place.
    pub fn move_to_development(&self, names: &[&str], development: &[NewDependency]) -> Result<Vec<Edit>, EditError> {
        let mut editor = Editor::new(&self.document);
        let gone: Vec<usize> = self
            .dependencies()
            .into_iter()
            .filter(|dependency| dependency.home == Home::Project && names.contains(&dependency.name.as_str()))
            .map(|dependency| dependency.index)
            .collect();
        if !gone.is_empty() {
            editor.remove_elements(&home_path(&Home::Project), &gone)?;
        }
        let after = Self { document: editor.document().clone() };
        let home = after.development_home();
        after.add(&mut editor, &home, development)?;
        Ok(editor.finish())
    }

    /// Sets which Python versions are allowed.
    ///
    /// # Errors
    /// There is something else in its place.
    pub fn set_requires_python(&self, requires: &str) -> Result<Vec<Edit>, EditError> {
        let path = [Step::Key("project"), Step::Key("requires-python")];
        self.document.set(&path, &Value::from(requires), Spot::After("version"))
    }

    /// Puts a `[project]` table first: the file so far only has tools' settings. It may have a dev group already, so that
    /// [`Self::add_development`] is for those.
    pub fn add_project(&self, project: &NewProject<'_>) -> Vec<Edit> {
        let (text, newline) = (self.document.text(), self.document.newline());
        let mut table = project_table(&NewProject { development: &[], ..*project });
        // Keys before the first header belong to no table, and a header before them would take them in.
        let at = match self.document.root().as_table().and_then(end_of_keys) {
            Some(end) => {
                table.insert(0, '\n');
                let line = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
                if !text[..line].ends_with('\n') {
                    table.insert(0, '\n');
                }
                line
            }
            None => {
                table.push('\n');
                opening_comment(text)
            }
        };
        vec![Edit::insert(at, table.replace('\n', newline))]
    }
}

/// Where the last of the keys ends that stand before any header.
fn end_of_keys(table: &Table) -> Option<usize> {
    let end = |entry: &Entry| match &entry.value.kind {
        NodeKind::Table(inner) => match inner.form {
            TableForm::Dotted => end_of_keys(inner),
            TableForm::Section | TableForm::Implied => None,
            TableForm::Braces | TableForm::Root => Some(entry.value.range.end),
        },
        NodeKind::Array(array) if array.sections => None,
        _ => Some(entry.value.range.end),
    };
    table.entries.iter().filter_map(end).max()
}

/// Behind the comment lines with which the file opens, if a blank line ends them; never before a byte order mark, which
/// is one only at the very beginning.
fn opening_comment(text: &str) -> usize {
    let first = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        let said = line.trim();
        at += line.len();
        if said.is_empty() {
            return at;
        }
        if !said.starts_with('#') {
            return first;
        }
    }
    first
}

fn home_path(home: &Home) -> Vec<Step<'_>> {
    match home {
        Home::Project => vec![Step::Key("project"), Step::Key("dependencies")],
        Home::Optional(name) => {
            vec![Step::Key("project"), Step::Key("optional-dependencies"), Step::Key(name)]
        }
        Home::Group(name) => vec![Step::Key(GROUPS), Step::Key(name)],
        Home::UvDevelopment => vec![Step::Key("tool"), Step::Key("uv"), Step::Key("dev-dependencies")],
        Home::Poetry(table) => {
            let tables = table.split('.').map(Step::Key);
            [Step::Key("tool"), Step::Key("poetry")].into_iter().chain(tables).collect()
        }
    }
}

/// A valid project name that is as near to `text` as can be.
pub fn project_name(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars() {
        let plain = character.to_ascii_lowercase();
        if plain.is_ascii_alphanumeric() || (matches!(plain, '-' | '_' | '.') && !name.is_empty()) {
            name.push(plain);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches(['-', '_', '.']);
    if name.is_empty() { "worker".to_owned() } else { name.to_owned() }
}

fn project_table(project: &NewProject<'_>) -> String {
    let list = |dependencies: &[NewDependency], tail: &[String]| {
        Value::Array(dependencies.iter().map(NewDependency::element).collect(), tail.to_vec())
    };
    let members = [
        Member::new("name", project_name(project.name)),
        Member::new("version", "0.1.0"),
        Member::new("requires-python", project.requires_python),
        Member::new("dependencies", list(project.dependencies, project.tail)),
    ];
    let style = super::json::Style { indent: Some(""), unit: "    ", newline: "\n", width: 100 };
    let mut text = toml::sections(&[], &Member::new("project", Value::table(members)), &style);
    if !project.development.is_empty() {
        let group = Value::table([Member::new("dev", list(project.development, &[]))]);
        text.push_str(&toml::sections(&[], &Member::new(GROUPS, group), &style));
    }
    text.trim_start_matches('\n').to_owned()
}

/// The text of a new pyproject.
pub fn new_pyproject(project: &NewProject<'_>) -> String {
    project_table(project)
}
