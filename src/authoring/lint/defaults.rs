//! Defaults that are rendered have to be answers that their own question takes.
//! Border: the defaults one after the other, as somebody meets them who accepts all of them.
use super::Problem;
use crate::template::{Default, GivenAnswer, Invalid, ProjectName, Question, Questionnaire, Template, Value, fill};

/// The name of the project that is thought of.
const NAME: &str = "sample-worker";

pub fn check(template: &Template, found: &mut Vec<Problem>) {
    let Ok(name) = ProjectName::new(NAME) else { return };
    let manifest = &template.manifest;
    let walk = Questionnaire::new(manifest, name.variables());
    let mut variables = walk.start();
    for question in &manifest.questions {
        // Names of other layers have no value here: what depends on them is not judged.
        let applies = walk.applies(question, &variables).unwrap_or(false);
        let value = match &question.default {
            _ if !applies => None,
            None => None,
            Some(Default::Value(value)) => Some(value.clone()),
            Some(Default::Rendered(text)) => match fill(&text.text, &variables) {
                Err(_) => None,
                Ok(rendered) => match take(question, &rendered) {
                    Ok(value) => Some(value),
                    Err(reason) => {
                        let place = manifest.place(text.range.clone());
                        found.push(Problem::Default { place, rendered, reason: reason.to_string() });
                        None
                    }
                },
            },
        };
        if let Some(value) = value.or_else(|| Questionnaire::absent(question)) {
            variables.insert(question.name.clone(), value);
        }
    }
}

fn take(question: &Question, rendered: &str) -> Result<Value, Invalid> {
    question.take(&GivenAnswer::Text(rendered.to_owned()))
}
