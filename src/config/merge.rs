//! Lays a fragment over a document, key by key: what is missing is added with its comments, what is there stays.
//! Border: structure only; a layer's meaning is the template's business.
use super::document::{Document, Spot};
use super::editor::Editor;
use super::error::EditError;
use super::node::{Node, Step, display_path};
use super::requirement::Requirement;
use super::value::{Element, Member, Value};
use crate::plan::Edit;

/// Something that the document says differently; the document's own value stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Where, for people: `vars.APP_NAME`.
    pub path: String,
    /// What the document says.
    pub present: serde_json::Value,
    /// What the fragment says.
    pub wanted: serde_json::Value,
    /// The bytes of the document's value, in the text before the merge.
    pub range: std::ops::Range<usize>,
}

/// What a merge comes to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Merged {
    /// The edits of the document.
    pub edits: Vec<Edit>,
    /// What was left as it is although the fragment says something else.
    pub conflicts: Vec<Conflict>,
}

/// Tells which elements of lists are the same thing: equal identities are merged, others are added.
/// It is given the keys that lead to the list.
pub type Identity<'a> = &'a dyn Fn(&[&str], &serde_json::Value) -> Option<String>;

/// What wrangler's configuration has for each environment; it usually stands last.
const ENVIRONMENTS: &str = "env";

/// The keys by which tables in lists are known, in order of preference.
const IDENTIFYING_KEYS: [&str; 7] = ["binding", "name", "tag", "queue", "pattern", "class_name", "type"];

/// The identity of list elements in configurations of workers: plain values by themselves, tables by their name.
pub fn wrangler_identity(_path: &[&str], element: &serde_json::Value) -> Option<String> {
    match element {
        serde_json::Value::Object(table) => IDENTIFYING_KEYS.iter().find_map(|key| {
            let value = table.get(*key)?;
            Some(format!("{key}={value}"))
        }),
        other => Some(other.to_string()),
    }
}

/// The identity of list elements in pyproject: dependencies by their packages' names, everything else by itself.
pub fn pyproject_identity(path: &[&str], element: &serde_json::Value) -> Option<String> {
    let is_dependencies = matches!(
        path,
        ["project", "dependencies"]
            | ["tool", "uv", "dev-dependencies"]
            | ["project", "optional-dependencies", _]
            | ["dependency-groups", _]
    );
    match element.as_str().and_then(|text| Requirement::parse(text).ok()) {
        Some(requirement) if is_dependencies => Some(requirement.normalised_name()),
        // Tables in lists (pyright's environments, uv's indexes) are known by what they are about.
        _ => match element.as_object() {
            Some(table) => {
                ["name", "root", "module"].iter().find_map(|key| Some(format!("{key}={}", table.get(*key)?)))
            }
            None => Some(element.to_string()),
        },
    }
}

/// Lays `fragment`, a table, over `document`.
///
/// # Errors
/// The fragment is no table, or the document cannot hold it.
pub fn merge(document: &Document, fragment: &Value, identity: Identity<'_>) -> Result<Merged, EditError> {
    let Value::Table(members, _) = fragment else {
        return Err(EditError::NotATable { path: String::new() });
    };
    let mut merge = Merge { editor: Editor::new(document), identity, conflicts: Vec::new(), first: document };
    merge.table(&[], members)?;
    Ok(Merged { edits: merge.editor.finish(), conflicts: merge.conflicts })
}

struct Merge<'a> {
    editor: Editor,
    identity: Identity<'a>,
    conflicts: Vec<Conflict>,
    first: &'a Document,
}

impl Merge<'_> {
    fn table(&mut self, path: &[Step<'_>], members: &[Member]) -> Result<(), EditError> {
        for (index, member) in members.iter().enumerate() {
            let inner: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(&member.key)]).collect();
            match self.editor.document().root().get(&inner) {
                None => {
                    // Behind the key that it follows in the fragment, so that related keys stay together.
                    let last = self.last_spot(path);
                    let spot = match (index.checked_sub(1), &last) {
                        (Some(before), _) => Spot::After(&members[before].key),
                        (None, Some(key)) => Spot::After(key),
                        (None, None) => Spot::Last,
                    };
                    self.editor.insert(path, member, spot)?;
                }
                Some(_) => self.value(&inner, &member.value)?,
            }
        }
        Ok(())
    }

    /// The key behind which a new one stands at the top of a file whose last part are environments.
    fn last_spot(&self, path: &[Step<'_>]) -> Option<String> {
        let entries = self.editor.document().root().entries();
        let environments = entries.iter().position(|entry| entry.key == ENVIRONMENTS).filter(|_| path.is_empty())?;
        if environments + 1 < entries.len() {
            return None;
        }
        entries[..environments].last().map(|entry| entry.key.clone())
    }

    fn value(&mut self, path: &[Step<'_>], wanted: &Value) -> Result<(), EditError> {
        let Some(present) = self.editor.document().root().get(path) else {
            return Err(EditError::Missing { path: display_path(path) });
        };
        match wanted {
            Value::Table(members, _) if present.as_table().is_some() => self.table(path, members),
            Value::Array(elements, _) if present.as_array().is_some() => self.array(path, elements),
            _ if present.to_json() == wanted.to_json() => Ok(()),
            _ => {
                let present = present.to_json();
                // What an earlier step of this very merge added has no place in the first text.
                let range = self.first.root().get(path).map_or(0..0, |node| node.range.clone());
                self.conflicts.push(Conflict { path: display_path(path), present, wanted: wanted.to_json(), range });
                Ok(())
            }
        }
    }

    fn array(&mut self, path: &[Step<'_>], elements: &[Element]) -> Result<(), EditError> {
        let keys: Vec<&str> = path
            .iter()
            .filter_map(|step| match step {
                Step::Key(key) => Some(*key),
                Step::Index(_) => None,
            })
            .collect();
        let mut new: Vec<Element> = Vec::new();
        for element in elements {
            let json = element.value.to_json();
            let own = (self.identity)(&keys, &json);
            let present = self.editor.document().root().get(path).map(Node::elements).unwrap_or_default();
            let same = present.iter().position(|node| {
                let node = node.to_json();
                node == json || own.is_some() && (self.identity)(&keys, &node) == own
            });
            match same {
                Some(index) => {
                    let inner: Vec<Step<'_>> = path.iter().copied().chain([Step::Index(index)]).collect();
                    self.value(&inner, &element.value)?;
                }
                None => new.push(element.clone()),
            }
        }
        self.editor.append(path, &new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::document::Format;
    use crate::plan::Draft;

    #[test]
    fn dependencies_are_merged_by_name_and_keep_their_comments() {
        let text = "[project]\ndependencies = [\n  \"Jinja2>=3\", # pages\n]\n\n[tool.ruff]\nline-length = 100\n";
        let fragment = "[project]\ndependencies = [\n  \"jinja2\",\n  # feeds\n  \"feedparser>=6\", # parser\n]\n\n[dependency-groups]\ndev = [\"pytest\"]\n\n# style\n[tool.ruff]\nline-length = 88\n";
        let document = Document::parse(text, Format::Toml).unwrap();
        let fragment = Document::parse(fragment, Format::Toml).unwrap().model().0;
        let merged = merge(&document, &fragment, &pyproject_identity).unwrap();
        let mut draft = Draft::new(text);
        draft.add(&merged.edits).unwrap();
        assert_eq!(
            draft.finish(),
            "[project]\ndependencies = [\n  \"Jinja2>=3\", # pages\n  # feeds\n  \"feedparser>=6\", # parser\n]\n\n[tool.ruff]\nline-length = 100\n\n[dependency-groups]\ndev = [\"pytest\"]\n"
        );
        let paths: Vec<&str> = merged.conflicts.iter().map(|conflict| conflict.path.as_str()).collect();
        // A looser wish for a package that is there is a conflict for a person to see, not an edit.
        assert_eq!(paths, ["project.dependencies[0]", "tool.ruff.line-length"]);
    }
}
