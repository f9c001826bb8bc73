//! Three-way merge of configuration: what the new version changed is changed in the user's own text, key by key.
//! Border: values and their places; the user's order, comments and own keys stay. Text around them is `config_file`'s.
use serde_json::Value as Json;

use super::ConfigKind;
use super::durable_objects;
use crate::config::{Document, EditError, Editor, Element, Member, Node, Spot, Step, Value};

/// One step to a value, by name: indexes change while a document is edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// The value of a key.
    Key(String),
    /// The element of a list that is known by this.
    Element(String),
}

/// A value that both sides changed. The document has the user's.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueConflict {
    /// Where it is.
    pub path: Vec<Name>,
    /// The value both were made from, if there was one.
    pub base: Option<Value>,
    /// The user's value.
    pub ours: Option<Json>,
    /// The new value; `None`: removed.
    pub theirs: Option<Value>,
}

/// The merge of one document.
#[derive(Debug, Clone)]
pub struct Structure {
    /// The user's document with the changes of the new version.
    pub document: Document,
    /// Where both changed the same.
    pub conflicts: Vec<ValueConflict>,
    /// Values that the user removed and the new version changed, for people.
    pub left_removed: Vec<String>,
}

/// Makes in `ours` the changes that lead from `base` to `theirs`. The three may be in different languages.
///
/// # Errors
/// The document cannot hold a change.
pub fn merge_structure(
    kind: ConfigKind,
    base: &Value,
    ours: &Document,
    theirs: &Value,
) -> Result<Structure, EditError> {
    let mut walk = Walk { kind, editor: Editor::new(ours), conflicts: Vec::new(), left_removed: Vec::new() };
    walk.value(&[], Some(base), theirs)?;
    let Walk { editor, conflicts, left_removed, .. } = walk;
    Ok(Structure { document: editor.document().clone(), conflicts, left_removed })
}

/// Where `path` leads in a document.
pub fn find(kind: ConfigKind, document: &Document, path: &[Name]) -> Option<Vec<Found>> {
    let mut node = document.root();
    let (mut found, mut keys) = (Vec::with_capacity(path.len()), Vec::new());
    for name in path {
        match name {
            Name::Key(key) => {
                node = &node.entry(key)?.value;
                keys.push(key.as_str());
                found.push(Found::Key(key.clone()));
            }
            Name::Element(identity) => {
                let is_meant = |element: &Node| {
                    let element = element.to_json();
                    [kind.identity(&keys, &element), element.to_string()].contains(identity)
                };
                let index = node.elements().iter().position(is_meant)?;
                node = node.elements().get(index)?;
                found.push(Found::Index(index));
            }
        }
    }
    Some(found)
}

/// One step to a value in a document as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The value of a key.
    Key(String),
    /// The element with that index.
    Index(usize),
}

/// The steps as documents take them.
pub fn steps(found: &[Found]) -> Vec<Step<'_>> {
    fn step(found: &Found) -> Step<'_> {
        match found {
            Found::Key(key) => Step::Key(key),
            Found::Index(index) => Step::Index(*index),
        }
    }
    found.iter().map(step).collect()
}

/// Puts another value where one is, also a plain value for a table that has a header.
///
/// # Errors
/// The document cannot hold it.
pub fn replace(editor: &mut Editor, found: &[Found], value: &Value) -> Result<(), EditError> {
    let path = steps(found);
    match (editor.set(&path, value, Spot::Last), path.split_last()) {
        (Err(EditError::OtherShape { .. }), Some((Step::Key(key), table))) => {
            let entries = editor.document().root().get(table).map(Node::entries).unwrap_or_default();
            let before = entries.iter().take_while(|entry| entry.key != *key).last().map(|entry| entry.key.clone());
            editor.remove(&path)?;
            let spot = before.as_deref().map_or(Spot::First, Spot::After);
            editor.insert(table, &Member::new(*key, value.clone()), spot)
        }
        (result, _) => result,
    }
}

/// Removes an entry or an element.
///
/// # Errors
/// The document cannot do without it.
pub fn remove(editor: &mut Editor, found: &[Found]) -> Result<(), EditError> {
    match found.split_last() {
        Some((Found::Index(index), list)) => editor.remove_elements(&steps(list), &[*index]),
        _ => editor.remove(&steps(found)),
    }
}

struct Walk {
    kind: ConfigKind,
    editor: Editor,
    conflicts: Vec<ValueConflict>,
    left_removed: Vec<String>,
}

/// The keys of a path, without the elements of lists.
fn keys(path: &[Name]) -> Vec<&str> {
    path.iter()
        .filter_map(|name| match name {
            Name::Key(key) => Some(key.as_str()),
            Name::Element(_) => None,
        })
        .collect()
}

fn below(path: &[Name], name: Name) -> Vec<Name> {
    path.iter().cloned().chain([name]).collect()
}

fn members(value: Option<&Value>) -> &[Member] {
    match value {
        Some(Value::Table(members, _)) => members,
        _ => &[],
    }
}

fn elements(value: Option<&Value>) -> &[Element] {
    match value {
        Some(Value::Array(elements, _)) => elements,
        _ => &[],
    }
}

fn value_at<'value>(value: &'value Value, found: &[Found]) -> Option<&'value Value> {
    found.iter().try_fold(value, |value, step| match step {
        Found::Key(key) => members(Some(value)).iter().find(|member| member.key == *key).map(|member| &member.value),
        Found::Index(index) => elements(Some(value)).get(*index).map(|element| &element.value),
    })
}

/// Whether no two are equal.
fn is_unique(names: impl Iterator<Item = String>) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    names.into_iter().all(|name| seen.insert(name))
}

/// Whether the user changed nothing of a value and only added to it.
fn only_adds(base: &Value, ours: &Node) -> bool {
    match base {
        Value::Table(members, _) if ours.as_table().is_some() => members
            .iter()
            .all(|member| ours.entry(&member.key).is_some_and(|entry| only_adds(&member.value, &entry.value))),
        Value::Array(elements, _) if ours.as_array().is_some() => {
            let ours: Vec<Json> = ours.elements().iter().map(Node::to_json).collect();
            elements.iter().all(|element| ours.contains(&element.value.to_json()))
        }
        other => ours.to_json() == other.to_json(),
    }
}

fn json(value: Option<&Value>) -> Option<Json> {
    value.map(Value::to_json)
}

impl Walk {
    fn node(&self, path: &[Name]) -> Option<&Node> {
        let found = find(self.kind, self.editor.document(), path)?;
        self.editor.document().root().get(&steps(&found))
    }

    fn found(&self, path: &[Name]) -> Vec<Found> {
        find(self.kind, self.editor.document(), path).unwrap_or_default()
    }

    fn conflict(&mut self, path: &[Name], base: Option<&Value>, theirs: Option<&Value>) {
        let ours = self.node(path).map(Node::to_json);
        let (base, theirs) = (base.cloned(), theirs.cloned());
        self.conflicts.push(ValueConflict { path: path.to_vec(), base, ours, theirs });
    }

    /// A value that the user and the new version have.
    fn value(&mut self, path: &[Name], base: Option<&Value>, theirs: &Value) -> Result<(), EditError> {
        let wanted = theirs.to_json();
        let Some(ours) = self.node(path) else { return Ok(()) };
        let present = ours.to_json();
        if present == wanted || json(base).as_ref() == Some(&wanted) {
            return Ok(());
        }
        match theirs {
            Value::Table(theirs, _) if ours.as_table().is_some() => {
                self.table(path, members(base), theirs)?;
                self.keep_empty(path, &Value::Table(Vec::new(), Vec::new()))
            }
            Value::Array(theirs, _) if ours.as_array().is_some() => {
                self.array(path, elements(base), theirs)?;
                self.keep_empty(path, &Value::Array(Vec::new(), Vec::new()))
            }
            _ if json(base) == Some(present) => self.put(path, theirs),
            _ => match self.common_text(path, base, theirs) {
                Some(text) => self.put(path, &Value::from(text)),
                None => {
                    self.conflict(path, base, Some(theirs));
                    Ok(())
                }
            },
        }
    }

    fn put(&mut self, path: &[Name], value: &Value) -> Result<(), EditError> {
        let found = self.found(path);
        replace(&mut self.editor, &found, value)
    }

    /// In TOML a table that has only headers inside it, and a list of sections, are gone with the last of them.
    fn keep_empty(&mut self, path: &[Name], empty: &Value) -> Result<(), EditError> {
        match (self.node(path), path.split_last()) {
            (None, Some((Name::Key(key), table))) if self.node(table).is_some() => {
                let found = self.found(table);
                self.editor.insert(&steps(&found), &Member::new(key.as_str(), empty.clone()), Spot::Last)
            }
            _ => Ok(()),
        }
    }

    /// A text that says what both sides say.
    fn common_text(&self, path: &[Name], base: Option<&Value>, theirs: &Value) -> Option<String> {
        let Value::Text(theirs) = theirs else { return None };
        let base = match base {
            None => None,
            Some(Value::Text(base)) => Some(base.as_str()),
            Some(_) => return None,
        };
        let ours = self.node(path)?.as_text()?;
        self.kind.merge_texts(&keys(path), base, ours, theirs)
    }

    fn table(&mut self, path: &[Name], base: &[Member], theirs: &[Member]) -> Result<(), EditError> {
        for (index, member) in theirs.iter().enumerate() {
            let inner = below(path, Name::Key(member.key.clone()));
            let old = base.iter().find(|old| old.key == member.key).map(|old| &old.value);
            match (self.node(&inner).is_some(), old) {
                (true, old) => self.value(&inner, old, &member.value)?,
                (false, Some(old)) => self.removed_by_user(&inner, old, &member.value),
                (false, None) => {
                    // Behind the nearest key that it follows in the new version, so that related keys stay together.
                    let table = self.node(path);
                    let is_there = |before: &&Member| table.is_some_and(|table| table.entry(&before.key).is_some());
                    let before = theirs[..index].iter().rev().find(is_there);
                    let spot = before.map_or(Spot::Last, |before| Spot::After(&before.key));
                    let found = self.found(path);
                    self.editor.insert(&steps(&found), member, spot)?;
                }
            }
        }
        for old in base.iter().filter(|old| !theirs.iter().any(|member| member.key == old.key)) {
            self.removed_by_them(&below(path, Name::Key(old.key.clone())), &old.value)?;
        }
        Ok(())
    }

    fn array(&mut self, path: &[Name], base: &[Element], theirs: &[Element]) -> Result<(), EditError> {
        let keys = keys(path);
        let jsons = |elements: &[Element]| elements.iter().map(|it| it.value.to_json()).collect::<Vec<_>>();
        let (base_jsons, their_jsons) = (jsons(base), jsons(theirs));
        let our_jsons: Vec<Json> =
            self.node(path).map(Node::elements).unwrap_or_default().iter().map(Node::to_json).collect();
        let identity = |element: &Json| self.kind.identity(&keys, element);
        // Where two elements would be known by the same, each is known by all it says.
        let is_known =
            [&base_jsons, &their_jsons, &our_jsons].into_iter().all(|list| is_unique(list.iter().map(identity)));
        let name = |element: &Json| if is_known { identity(element) } else { element.to_string() };
        let base_names: Vec<String> = base_jsons.iter().map(name).collect();
        let their_names: Vec<String> = their_jsons.iter().map(name).collect();
        let is_history = self.kind == ConfigKind::Wrangler && keys == ["migrations"];
        let mut new: Vec<Element> = Vec::new();
        for (element, identity) in theirs.iter().zip(&their_names) {
            let inner = below(path, Name::Element(identity.clone()));
            let old = base_names.iter().position(|name| name == identity).map(|index| &base[index].value);
            let ours = self.node(&inner).map(Node::to_json);
            match (ours, old) {
                (Some(ours), None) if is_history && ours != element.value.to_json() => {
                    new.extend(durable_objects::after(&our_jsons, &new, element));
                }
                (Some(_), old) => self.value(&inner, old, &element.value)?,
                (None, Some(old)) => self.removed_by_user(&inner, old, &element.value),
                (None, None) => new.push(element.clone()),
            }
        }
        // New elements first: a list of sections that loses its last one is gone.
        self.append(path, new)?;
        for (old, identity) in base.iter().zip(&base_names) {
            if !their_names.contains(identity) {
                self.removed_by_them(&below(path, Name::Element(identity.clone())), &old.value)?;
            }
        }
        Ok(())
    }

    fn append(&mut self, path: &[Name], new: Vec<Element>) -> Result<(), EditError> {
        let found = self.found(path);
        match self.editor.append(&steps(&found), &new) {
            Err(EditError::OtherShape { .. }) => {
                // Sections and plain values do not go together: the whole list is written in brackets.
                let (all, ..) = self.editor.document().model();
                let mut list = elements(value_at(&all, &found)).to_vec();
                list.extend(new);
                replace(&mut self.editor, &found, &Value::Array(list, Vec::new()))
            }
            result => result,
        }
    }

    /// What the user removed stays removed; that the new version has something else there is worth knowing.
    fn removed_by_user(&mut self, path: &[Name], base: &Value, theirs: &Value) {
        if base.to_json() != theirs.to_json() {
            self.left_removed.push(display(path));
        }
    }

    /// A value that the new version does not have any more.
    fn removed_by_them(&mut self, path: &[Name], base: &Value) -> Result<(), EditError> {
        let Some(ours) = self.node(path) else { return Ok(()) };
        if ours.to_json() == base.to_json() {
            return self.remove(path);
        }
        // An element is a thing of its own: without what it is known by the rest of it would be nothing.
        let is_element = matches!(path.last(), Some(Name::Element(_)));
        match base {
            Value::Table(members, _) if !is_element && only_adds(base, ours) => self.table(path, members, &[])?,
            Value::Array(elements, _) if only_adds(base, ours) => self.array(path, elements, &[])?,
            _ => {
                self.conflict(path, Some(base), None);
                return Ok(());
            }
        }
        let is_empty = |node: &Node| node.entries().is_empty() && node.elements().is_empty();
        if self.node(path).is_some_and(is_empty) { self.remove(path) } else { Ok(()) }
    }

    fn remove(&mut self, path: &[Name]) -> Result<(), EditError> {
        let found = self.found(path);
        remove(&mut self.editor, &found)
    }
}

/// A path as people write it: `vars.APP_NAME`, `d1_databases[DB]`.
pub fn display(path: &[Name]) -> String {
    let mut shown = String::new();
    for name in path {
        match name {
            Name::Key(key) => {
                if !shown.is_empty() {
                    shown.push('.');
                }
                shown.push_str(key);
            }
            Name::Element(identity) => {
                let known_by = identity.split_once('=').map_or(identity.as_str(), |(_, value)| value);
                shown.push_str(&format!("[{}]", known_by.trim_matches('"')));
            }
        }
    }
    shown
}
