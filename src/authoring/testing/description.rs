//! `answers.toml` of a test: the answers, and under `[test]` what else it is made with.
//! Border: reads and types; whether the answers fit is the questionnaire's decision.
use std::ops::Range;

use camino::Utf8Path;
use toml_edit::{Document, Item, TableLike};

use super::Fault;
use crate::template::{Answered, Given, GivenAnswer, ProjectName, TemplatePlace, Value};

/// The table that holds no answers.
const TEST: &str = "test";
/// The project's name, if a test does not say.
const NAME: &str = "sample-worker";

/// What a test is made with.
#[derive(Debug)]
pub struct Description {
    /// The project's name.
    pub name: ProjectName,
    /// The project template under a layer; the usual one if it does not say.
    pub template: Option<String>,
    /// Layers beside the one that is tested.
    pub with: Vec<String>,
    /// The answers.
    pub given: Given,
}

impl Description {
    /// One that says nothing.
    pub fn empty() -> Result<Self, Fault> {
        Self::read(Utf8Path::new(super::ANSWERS), "")
    }

    /// Reads a description; `path` is how errors name it.
    pub fn read(path: &Utf8Path, text: &str) -> Result<Self, Fault> {
        let wrong = |range: Option<Range<usize>>, message: String| {
            let range = range.unwrap_or(0..0);
            let place = Box::new(TemplatePlace { path: path.to_owned(), text: text.to_owned(), range });
            Fault::Description { place, message }
        };
        let document = Document::parse(text).map_err(|error| wrong(error.span(), error.message().trim().to_owned()))?;
        let mut given = Given::default();
        for (name, item) in document.iter().filter(|(name, _)| *name != TEST) {
            let Some(value) = item.as_value().and_then(Value::from_toml) else {
                let message = "an answer is a text, a whole number, true or false, or a list of texts".to_owned();
                return Err(wrong(item.span(), message));
            };
            given.add(name, GivenAnswer::Value(value), Answered::File(path.to_owned()));
        }
        let (mut name, mut template, mut with) = (NAME.to_owned(), None, Vec::new());
        let mut name_range = None;
        if let Some(item) = document.get(TEST) {
            let table = item.as_table_like();
            let table: &dyn TableLike = table.ok_or_else(|| wrong(item.span(), "`test` is a table".to_owned()))?;
            for (key, item) in table.iter() {
                let text = || {
                    let text = item.as_str().map(str::to_owned);
                    text.ok_or_else(|| wrong(item.span(), format!("`{key}` has to be a text")))
                };
                match key {
                    "name" => (name, name_range) = (text()?, item.span()),
                    "template" => template = Some(text()?),
                    "with" => {
                        with = texts(item).ok_or_else(|| wrong(item.span(), "`with` is a list of layers".into()))?
                    }
                    _ => {
                        let range = table.key(key).and_then(|key| key.span());
                        let message = format!("unknown key `{key}`: a test has `name`, `template` and `with`");
                        return Err(wrong(range.or_else(|| item.span()), message));
                    }
                }
            }
        }
        let name = ProjectName::new(&name).map_err(|problem| wrong(name_range, format!("no name: {problem}")))?;
        Ok(Self { name, template, with, given })
    }
}

fn texts(item: &Item) -> Option<Vec<String>> {
    item.as_array()?.iter().map(|entry| entry.as_str().map(str::to_owned)).collect()
}
