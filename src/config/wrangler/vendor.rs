//! What a configuration says about vendored packages, from the time when they lay in `src/vendor`.
//! Border: finds and edits; the folder itself is not its business.
use super::{Placed, WranglerConfig, placed, scoped};
use crate::config::editor::Editor;
use crate::config::error::EditError;
use crate::config::node::{Node, NodeKind, Step};
use crate::plan::Edit;

/// A mention of the old folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorPath {
    /// The text that mentions it, with its place.
    pub text: Placed,
    /// Whether it is a glob of a rule; otherwise some other setting.
    pub is_rule: bool,
}

/// Whether a glob speaks of files in a vendor folder only: `vendor/**`, `src/vendor/**/*.py`.
fn is_vendor_glob(glob: &str) -> bool {
    let glob = glob.trim_start_matches("./").trim_start_matches("**/");
    let glob = glob.strip_prefix("src/").unwrap_or(glob);
    glob == "vendor" || glob.starts_with("vendor/")
}

/// Whether a text holds `vendor` as a folder of its own.
fn mentions_vendor(text: &str) -> bool {
    text.split(|character: char| character.is_whitespace() || "\"'=:;,".contains(character)).any(is_vendor_glob)
}

impl WranglerConfig {
    /// Every mention of the old vendor folder.
    pub fn vendor_paths(&self) -> Vec<VendorPath> {
        let mut found = Vec::new();
        for (environment, scope) in self.scopes() {
            for entry in scope.entries() {
                let is_rule = entry.key == "rules";
                if matches!(entry.key.as_str(), "env" | "vars" | "name") {
                    continue;
                }
                collect(environment, &entry.value, is_rule, &mut found);
            }
        }
        found
    }

    /// Removes the rules about the vendor folder: packages in `python_modules/` are bundled without one. A rule that
    /// also speaks of other files only loses the globs.
    ///
    /// # Errors
    /// The configuration has something else in its place.
    pub fn remove_vendor_rules(&self) -> Result<Vec<Edit>, EditError> {
        let mut editor = Editor::new(self.document());
        let environments: Vec<Option<&str>> = self.scopes().map(|(environment, _)| environment).collect();
        for environment in environments {
            let path = scoped(environment, &["rules"]);
            let Some(rules) = self.document().root().get(&path) else { continue };
            let globs = |rule: &Node| rule.at(&["globs"]).map(Node::elements).unwrap_or_default().to_vec();
            let about = |glob: &Node| glob.as_text().is_some_and(is_vendor_glob);
            let mut whole = Vec::new();
            for (index, rule) in rules.elements().iter().enumerate() {
                let globs = globs(rule);
                if !globs.is_empty() && globs.iter().all(about) {
                    whole.push(index);
                    continue;
                }
                let some: Vec<usize> =
                    globs.iter().enumerate().filter(|(_, glob)| about(glob)).map(|(index, _)| index).collect();
                let globs: Vec<Step<'_>> =
                    path.iter().copied().chain([Step::Index(index), Step::Key("globs")]).collect();
                if !some.is_empty() {
                    editor.remove_elements(&globs, &some)?;
                }
            }
            if whole.is_empty() {
                continue;
            }
            if whole.len() == rules.elements().len() {
                editor.remove(&path)?;
            } else {
                editor.remove_elements(&path, &whole)?;
            }
        }
        Ok(editor.finish())
    }
}

fn collect(environment: Option<&str>, node: &Node, is_rule: bool, found: &mut Vec<VendorPath>) {
    match &node.kind {
        NodeKind::Text(text) if mentions_vendor(text) => {
            found.push(VendorPath { text: placed(environment, text, node), is_rule });
        }
        NodeKind::Array(_) => node.elements().iter().for_each(|inner| collect(environment, inner, is_rule, found)),
        NodeKind::Table(_) => {
            node.entries().iter().for_each(|entry| collect(environment, &entry.value, is_rule, found));
        }
        _ => {}
    }
}
