//! Compatibility dates and flags: raising the one, tidying the other.
//! Border: makes edits; whether they should be made is a codemod's decision.
use std::ops::Range;

use super::{Placed, WranglerConfig, scoped};
use crate::config::document::Spot;
use crate::config::editor::Editor;
use crate::config::error::EditError;
use crate::config::flags::{self, FlagStanding};
use crate::config::node::{Node, Step};
use crate::config::value::{Element, Value};
use crate::plan::Edit;

/// Flags to add and to remove.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlagChange {
    /// Flags that must be there, at the top and in each environment with flags of its own.
    pub add: Vec<String>,
    /// Flags that must not be there.
    pub remove: Vec<String>,
}

/// A flag that can go, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedundantFlag {
    /// The flag and its place.
    pub flag: Placed,
    /// What is known about it.
    pub standing: FlagStanding,
}

impl WranglerConfig {
    /// Raises every compatibility date that is older than `date`, and sets one at the top if there is none.
    /// A date that is later, or that is none at all, stays.
    ///
    /// # Errors
    /// The configuration has something else in its place.
    pub fn raise_dates(&self, date: &str) -> Result<Vec<Edit>, EditError> {
        let document = self.document();
        let mut editor = Editor::new(document);
        for old in self.compatibility_dates() {
            if !flags::is_date(&old.text) || old.text.as_str() >= date {
                continue;
            }
            editor.set(&scoped(old.environment.as_deref(), &["compatibility_date"]), &Value::from(date), Spot::Last)?;
        }
        if document.root().at(&["compatibility_date"]).is_none() {
            let anchor = if document.root().at(&["main"]).is_some() { "main" } else { "name" };
            editor.set(&[Step::Key("compatibility_date")], &Value::from(date), Spot::After(anchor))?;
        }
        Ok(editor.finish())
    }

    /// Compatibility dates that are not dates.
    pub fn bad_dates(&self) -> Vec<Placed> {
        self.compatibility_dates().into_iter().filter(|date| !flags::is_date(&date.text)).collect()
    }

    /// The flags that say nothing at their own environment's date once all dates are at least `date`.
    pub fn redundant_flags(&self, date: &str) -> Vec<RedundantFlag> {
        self.all_compatibility_flags()
            .into_iter()
            .filter_map(|placed| {
                let known = flags::python_flag(&placed.text)?;
                let at = self.date_of(placed.environment.as_deref()).filter(|own| *own > date).unwrap_or(date);
                flags::is_redundant(&placed.text, at)
                    .then_some(RedundantFlag { flag: placed, standing: known.standing })
            })
            .collect()
    }

    /// The date that holds in an environment.
    pub fn date_of(&self, environment: Option<&str>) -> Option<&str> {
        let own = self.document().root().get(&scoped(environment, &["compatibility_date"]));
        own.and_then(super::date_text).or_else(|| self.compatibility_date())
    }

    /// Whether the flag is in the list that holds at the top or in an environment.
    pub fn has_flag(&self, environment: Option<&str>, name: &str) -> bool {
        let root = self.document().root();
        let own = root.get(&scoped(environment, &["compatibility_flags"]));
        let list = own.or_else(|| root.at(&["compatibility_flags"]));
        list.map(Node::elements).unwrap_or_default().iter().any(|flag| flag.as_text() == Some(name))
    }

    /// Adds and removes flags at the top and in every environment that has a list of its own.
    ///
    /// # Errors
    /// The configuration has something else in its place.
    pub fn change_flags(&self, change: &FlagChange) -> Result<Vec<Edit>, EditError> {
        let mut editor = Editor::new(self.document());
        let environments: Vec<Option<&str>> = self.scopes().map(|(environment, _)| environment).collect();
        for environment in environments {
            let path = scoped(environment, &["compatibility_flags"]);
            let Some(list) = editor.document().root().get(&path) else {
                if environment.is_none() && !change.add.is_empty() {
                    let anchor = "compatibility_date";
                    editor.set(&path, &Value::array(change.add.iter().cloned()), Spot::After(anchor))?;
                }
                continue;
            };
            let holds = |name: &String| list.elements().iter().any(|flag| flag.as_text() == Some(name));
            let missing: Vec<Element> =
                change.add.iter().filter(|name| !holds(name)).cloned().map(Element::new).collect();
            let gone: Vec<usize> = list
                .elements()
                .iter()
                .enumerate()
                .filter(|(_, flag)| flag.as_text().is_some_and(|text| change.remove.iter().any(|name| name == text)))
                .map(|(index, _)| index)
                .collect();
            editor.remove_elements(&path, &gone)?;
            editor.append(&path, &missing)?;
        }
        Ok(editor.finish())
    }

    /// The bytes that a finding about compatibility should point at: the date, the flags, or the start of the file.
    pub fn compatibility_place(&self) -> Range<usize> {
        let root = self.document().root();
        let node = root.at(&["compatibility_date"]).or_else(|| root.at(&["compatibility_flags"]));
        node.map_or(0..0, |node| node.range.clone())
    }
}
