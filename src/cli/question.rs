//! One question of a template, put in the way its type wants.
//! Border: the template's question in, a checked value out.
use crate::cli::{Error, wording};
use crate::template::{Question, QuestionKind, Value};
use crate::ui::{Confirm, Prompter, Reply, Row, Select, Text};

/// Puts one question of a template.
pub(in crate::cli) fn ask(
    question: &Question,
    default: Option<&Value>,
    prompter: &mut dyn Prompter,
) -> Result<Reply<Value>, Error> {
    let prompt = question.prompt.as_str();
    let help = question.help.as_deref();
    let check = |typed: &str| question.read(typed).map(|_| ()).map_err(|reason| wording::capital(&reason));
    match &question.kind {
        QuestionKind::Bool => {
            let default = default == Some(&Value::Bool(true));
            Ok(prompter.confirm(&Confirm { prompt, help, default })?.map(Value::Bool))
        }
        QuestionKind::Choice(choices) | QuestionKind::MultiChoice(choices) => {
            let rows: Vec<Row> = choices
                .iter()
                .map(|choice| Row { title: choice.title.clone(), help: choice.help.clone(), disabled: None })
                .collect();
            let is_default = |value: &String| match default {
                Some(Value::Text(text)) => text == value,
                Some(Value::List(values)) => values.contains(value),
                _ => false,
            };
            let chosen: Vec<usize> = (0..choices.len()).filter(|row| is_default(&choices[*row].value)).collect();
            let select = Select { prompt, help, rows: &rows, chosen: &chosen };
            if matches!(question.kind, QuestionKind::Choice(_)) {
                Ok(prompter.select(&select)?.map(|row| Value::Text(choices[row].value.clone())))
            } else {
                let values = |rows: Vec<usize>| rows.into_iter().map(|row| choices[row].value.clone()).collect();
                Ok(prompter.select_many(&select)?.map(|rows| Value::List(values(rows))))
            }
        }
        QuestionKind::Secret => {
            let text = Text { prompt, help, default: None };
            Ok(prompter.secret(&text, &check)?.map(Value::Text))
        }
        QuestionKind::Text | QuestionKind::Path | QuestionKind::Integer => {
            let shown = default.map(Value::to_string);
            let text = Text { prompt, help, default: shown.as_deref() };
            // Checked a moment ago, so reading it again gives the same value.
            Ok(prompter.text(&text, &check)?.map(|typed| question.read(&typed).unwrap_or(Value::Text(typed))))
        }
    }
}
