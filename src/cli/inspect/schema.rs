//! Questions as a JSON Schema (draft 2020-12).
//! Border: what the schema can say of a question; a program still has to let the tool check the answers.
use serde_json::{Map, Value as Json, json};

use crate::template::{Default, Question, QuestionKind, Value};

/// The schema of a file of answers.
pub(super) fn schema<'a>(
    id: &str,
    title: &str,
    questions: impl Iterator<Item = (&'a Question, Option<&'a Value>)>,
) -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (question, decided) in questions {
        if question.default.is_none() && decided.is_none() && question.when.is_none() {
            required.push(Json::from(question.name.as_str()));
        }
        properties.insert(question.name.clone(), property(question, decided));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:pyworker:{id}:answers"),
        "title": title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(question: &Question, decided: Option<&Value>) -> Json {
    let mut property = Map::new();
    property.insert("title".to_owned(), question.prompt.as_str().into());
    if let Some(help) = &question.help {
        property.insert("description".to_owned(), help.as_str().into());
    }
    match &question.kind {
        QuestionKind::Text | QuestionKind::Path | QuestionKind::Secret => {
            property.insert("type".to_owned(), "string".into());
            if question.default != Some(Default::Value(Value::Text(String::new()))) {
                property.insert("minLength".to_owned(), 1.into());
            }
        }
        QuestionKind::Integer => drop(property.insert("type".to_owned(), "integer".into())),
        QuestionKind::Bool => drop(property.insert("type".to_owned(), "boolean".into())),
        QuestionKind::Choice(choices) => {
            property.insert("type".to_owned(), "string".into());
            let each = choices.iter().map(|choice| {
                let mut one = json!({ "const": choice.value, "title": choice.title });
                if let (Some(one), Some(help)) = (one.as_object_mut(), &choice.help) {
                    one.insert("description".to_owned(), help.as_str().into());
                }
                one
            });
            property.insert("oneOf".to_owned(), each.collect::<Vec<_>>().into());
        }
        QuestionKind::MultiChoice(choices) => {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
            property.insert("type".to_owned(), "array".into());
            property.insert("items".to_owned(), json!({ "enum": values }));
            property.insert("uniqueItems".to_owned(), true.into());
        }
    }
    if question.is_secret() {
        property.insert("writeOnly".to_owned(), true.into());
    }
    if let (Some(rule), QuestionKind::Text | QuestionKind::Path | QuestionKind::Secret) =
        (&question.rule, &question.kind)
    {
        property.insert("pattern".to_owned(), rule.pattern.as_str().into());
    }
    match (decided, &question.default) {
        (Some(value), _) | (None, Some(Default::Value(value))) => {
            property.insert("default".to_owned(), json!(value));
        }
        // What it comes to depends on the project: the schema cannot say it as a default.
        (None, Some(Default::Rendered(text))) => {
            drop(property.insert("x-default".to_owned(), text.text.as_str().into()))
        }
        (None, None) => {}
    }
    if let Some(when) = &question.when {
        property.insert("x-when".to_owned(), when.text.as_str().into());
    }
    property.into()
}
