//! The one place where errors get their words.
//! Border: data in, a report out; layout and colour are `ui`'s. One file for each room whose errors are worded.
mod add;
mod apply;
mod authoring;
mod catalog;
pub(in crate::cli) mod compose;
mod create;
mod migrate;
mod prompt;
mod template;
mod trust;
mod update;

pub(super) use authoring::{fault, finding};
pub(super) use catalog::notice;
pub(super) use create::sentence;

use super::Error;
use crate::text::closest;
use crate::ui::Report;

/// Words an error.
pub(super) fn report(error: &Error) -> Report {
    match error {
        Error::Prompt(error) => prompt::report(error),
        Error::Request { troubles, example } => create::request(troubles, example.as_deref()),
        Error::Template(error) => template::report(error),
        Error::Catalog(error) => catalog::report(error),
        Error::Publish(error) => authoring::publish(error),
        Error::Compose(error) => compose::report(error),
        Error::AnswersFile(error) => create::answers_file(error),
        Error::Apply(error) => apply::report(error),
        Error::Migrate(error) => migrate::report(error),
        Error::Add(error) => add::report(error),
        Error::Update(error) => update::report(error),
        Error::Trust(error) => trust::report(error),
        Error::Undo { refused } => apply::undo(refused),
        Error::Undecided { what } => Report::new("undecided", format!("the {what} was needed before it was decided"))
            .detail("this is a mistake in pyworker, nothing was written"),
        Error::UnknownCommand { name, commands } => {
            let report = Report::new("unknown-command", format!("there is no command `{name}`"));
            match closest(name, commands.iter().map(String::as_str)) {
                Some(meant) => report.hint(format!("did you mean `{meant}`?")),
                None => report.hint(format!("the commands are {}", commands.join(", "))),
            }
        }
        Error::Output(source) => Report::new("output", "standard output cannot be written").detail(source.to_string()),
    }
}

/// The same text with a capital first letter and a full stop, for a line of its own.
pub(super) fn capital(text: &impl ToString) -> String {
    let text = text.to_string();
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return text };
    let stop = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), characters.as_str())
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_sentences() {
        let words: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(list(&words[..1]), "a");
        assert_eq!(list(&words), "a, b and c");
        assert_eq!(capital(&"an answer is needed"), "An answer is needed.");
        assert_eq!(capital(&"did you mean it?"), "Did you mean it?");
    }
}
