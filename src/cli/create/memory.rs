//! What was answered last time, for "same as last time".
//! Border: one small file among the user's own state; it is convenience, so nothing fails because of it. No secrets.
use std::path::PathBuf;

use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::chosen::Chosen;
use crate::template::{Answers, Value};

/// The answers of the last project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Memory {
    /// The template's id.
    pub template: String,
    /// The layers that were asked for.
    pub layers: Vec<String>,
    /// Its answers.
    pub answers: Vec<(String, Value)>,
}

impl Memory {
    /// Reads what was remembered, if anything.
    pub fn read() -> Option<Self> {
        Self::parse(&std::fs::read_to_string(file()?).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let document = text.parse::<DocumentMut>().ok()?;
        let template = document.get("template")?.as_str()?.to_owned();
        let layers = document.get("layers").and_then(Item::as_array);
        let layers = layers.into_iter().flatten().filter_map(|layer| layer.as_str().map(str::to_owned)).collect();
        let answers = match document.get("answers").and_then(Item::as_table) {
            Some(table) => table
                .iter()
                .filter_map(|(name, item)| Some((name.to_owned(), Value::from_toml(item.as_value()?)?)))
                .collect(),
            None => Vec::new(),
        };
        Some(Self { template, layers, answers })
    }

    /// Remembers the answers of a project. An older file is replaced.
    pub fn write(chosen: &Chosen, answers: &Answers) {
        let Some(file) = file() else { return };
        let mut document = DocumentMut::new();
        document.insert("template", value(chosen.id()));
        let layers = chosen.asked();
        if !layers.is_empty() {
            document.insert("layers", value(Array::from_iter(layers)));
        }
        let mut table = Table::new();
        for (name, answer) in &answers.recorded {
            table.insert(name, value(answer.to_toml()));
        }
        document.insert("answers", Item::Table(table));
        if let Some(directory) = file.parent()
            && std::fs::create_dir_all(directory).is_ok()
        {
            // Whoever reads it later does without if it could not be written.
            let _ = std::fs::write(&file, document.to_string());
        }
    }

    /// The answers that still fit the questions.
    pub fn fitting(&self, chosen: &Chosen) -> Vec<(String, Value)> {
        self.answers
            .iter()
            .filter(|(name, value)| {
                let mut questions = chosen.manifests().flat_map(|manifest| &manifest.questions);
                questions.any(|question| question.name == *name && question.check(value.clone()).as_ref() == Ok(value))
            })
            .cloned()
            .collect()
    }
}

fn file() -> Option<PathBuf> {
    let directory = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = directory("XDG_STATE_HOME")
        .or_else(|| directory("LOCALAPPDATA").filter(|_| cfg!(windows)))
        .or_else(|| directory("HOME").map(|home| home.join(".local/state")))?;
    Some(state.join("pyworker/last.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_not_remembered() {
        assert_eq!(Memory::parse("template = 3"), None);
        assert_eq!(Memory::parse("not toml ["), None);
        let memory = Memory::parse("template = \"x\"\n[answers]\na = 1\nb = 2026-01-01\n").expect("readable");
        assert_eq!(
            memory,
            Memory { template: "x".into(), layers: Vec::new(), answers: vec![("a".into(), Value::Integer(1))] }
        );
    }
}
