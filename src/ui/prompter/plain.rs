//! Numbered prompts, one line at a time: for dumb terminals and screen readers.
//! Border: no cursor movement, no colour; `<` goes back.
use std::io::{BufRead, Write};

use super::{Check, Confirm, Menu, PromptError, Prompter, Reply, Row, Select, Text, refused};

/// Typed instead of an answer to come to the question before.
const BACK: &str = "<";

/// Reads lines from one stream and writes prompts to another.
pub struct PlainPrompter<Input, Output> {
    input: Input,
    output: Output,
}

impl<Input: BufRead, Output: Write> PlainPrompter<Input, Output> {
    /// A prompter over two streams.
    pub fn new(input: Input, output: Output) -> Self {
        Self { input, output }
    }

    fn line(&mut self, prompt: &str, ask: &str) -> Result<String, PromptError> {
        write!(self.output, "{ask}: ").and_then(|()| self.output.flush()).map_err(PromptError::Terminal)?;
        let mut line = String::new();
        match self.input.read_line(&mut line) {
            Ok(0) => Err(PromptError::Ended { prompt: prompt.to_owned() }),
            Ok(_) => Ok(line.trim().to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Err(PromptError::Interrupted),
            Err(error) => Err(PromptError::Terminal(error)),
        }
    }

    fn tell(&mut self, text: &str) {
        // Nobody is left to tell if this fails; the next prompt will notice.
        let _ = writeln!(self.output, "{text}");
    }

    fn help(&mut self, help: Option<&str>) {
        if let Some(help) = help {
            self.tell(help);
        }
    }

    fn list(&mut self, question: &Select<'_>) {
        self.tell(question.prompt);
        self.help(question.help);
        for (index, Row { title, help, disabled }) in question.rows.iter().enumerate() {
            let mut line = format!("  {}. {title}", index + 1);
            if let Some(help) = help {
                line.push_str(&format!(" - {help}"));
            }
            if let Some(reason) = disabled {
                line.push_str(&format!(" (not available: {reason})"));
            }
            self.tell(&line);
        }
    }
}

/// A row by its number or its title.
fn row(question: &Select<'_>, typed: &str) -> Result<usize, String> {
    let count = question.rows.len();
    if let Some(index) = question.rows.iter().position(|row| row.title.eq_ignore_ascii_case(typed)) {
        return Ok(index);
    }
    match typed.parse::<usize>() {
        Ok(number) if (1..=count).contains(&number) => Ok(number - 1),
        _ => Err(format!("`{typed}` is not a number from 1 to {count}.")),
    }
}

fn numbers(rows: &[usize]) -> String {
    let numbers: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
    numbers.join(", ")
}

impl<Input: BufRead, Output: Write> Prompter for PlainPrompter<Input, Output> {
    fn text(&mut self, question: &Text<'_>, check: Check<'_>) -> Result<Reply<String>, PromptError> {
        self.help(question.help);
        let ask = match question.default {
            Some(default) if !default.is_empty() => format!("{} [{default}]", question.prompt),
            _ => question.prompt.to_owned(),
        };
        loop {
            let typed = self.line(question.prompt, &ask)?;
            if typed == BACK {
                return Ok(Reply::Back);
            }
            let answer = if typed.is_empty() { question.default.unwrap_or_default().to_owned() } else { typed };
            match check(&answer) {
                Ok(()) => return Ok(Reply::Answer(answer)),
                Err(reason) => self.tell(&reason),
            }
        }
    }

    fn secret(&mut self, question: &Text<'_>, check: Check<'_>) -> Result<Reply<String>, PromptError> {
        // The line may be seen on such a terminal; that is said, not hidden.
        self.tell("The next answer is visible while it is typed.");
        self.text(&Text { default: None, ..*question }, check)
    }

    fn confirm(&mut self, question: &Confirm<'_>) -> Result<Reply<bool>, PromptError> {
        self.help(question.help);
        let ask = format!("{} [{}]", question.prompt, if question.default { "Y/n" } else { "y/N" });
        loop {
            let typed = self.line(question.prompt, &ask)?;
            match typed.to_ascii_lowercase().as_str() {
                "" => return Ok(Reply::Answer(question.default)),
                "y" | "yes" => return Ok(Reply::Answer(true)),
                "n" | "no" => return Ok(Reply::Answer(false)),
                BACK => return Ok(Reply::Back),
                _ => self.tell("Answer y or n."),
            }
        }
    }

    fn select(&mut self, question: &Select<'_>) -> Result<Reply<usize>, PromptError> {
        self.list(question);
        let default = question.chosen.first().copied();
        let ask = match default {
            Some(default) => format!("Number [{}]", default + 1),
            None => "Number".to_owned(),
        };
        loop {
            let typed = self.line(question.prompt, &ask)?;
            if typed == BACK {
                return Ok(Reply::Back);
            }
            let chosen = match (typed.as_str(), default) {
                ("", Some(default)) => Ok(default),
                (typed, _) => row(question, typed),
            };
            match chosen.and_then(|row| refused(question, &[row]).map_or(Ok(row), Err)) {
                Ok(row) => return Ok(Reply::Answer(row)),
                Err(reason) => self.tell(&reason),
            }
        }
    }

    fn select_many(&mut self, question: &Select<'_>) -> Result<Reply<Vec<usize>>, PromptError> {
        self.list(question);
        let ask = if question.chosen.is_empty() {
            "Numbers, separated by commas; empty for none".to_owned()
        } else {
            format!("Numbers, separated by commas; - for none [{}]", numbers(question.chosen))
        };
        loop {
            let typed = self.line(question.prompt, &ask)?;
            let chosen: Result<Vec<usize>, String> = match typed.as_str() {
                BACK => return Ok(Reply::Back),
                "" => Ok(question.chosen.to_vec()),
                "-" => Ok(Vec::new()),
                typed => typed
                    .split([',', ' '])
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .map(|part| row(question, part))
                    .collect(),
            };
            match chosen.and_then(|rows| refused(question, &rows).map_or(Ok(rows), Err)) {
                Ok(mut rows) => {
                    rows.sort_unstable();
                    rows.dedup();
                    return Ok(Reply::Answer(rows));
                }
                Err(reason) => self.tell(&reason),
            }
        }
    }

    fn menu(&mut self, menu: &Menu<'_>) -> Result<char, PromptError> {
        let keys: Vec<String> = menu.keys.iter().map(ToString::to_string).collect();
        if !menu.prompt.is_empty() {
            self.tell(menu.prompt);
        }
        let mut ask = keys.join("  ");
        if let Some(default) = menu.default {
            ask.push_str(&format!(" [{default}]"));
        }
        loop {
            let typed = self.line(menu.prompt, &ask)?.to_lowercase();
            let chosen = match (typed.chars().next(), menu.default) {
                (None, Some(default)) => Some(default),
                (None, None) => None,
                (Some(first), _) => menu
                    .keys
                    .iter()
                    .find(|known| known.label == typed || (typed.chars().count() == 1 && known.key == first))
                    .map(|known| known.key),
            };
            match chosen {
                Some(key) => return Ok(key),
                None => self.tell("Type one of the letters in brackets."),
            }
        }
    }

    fn way_back(&self) -> &'static str {
        BACK
    }

    fn say(&mut self, text: &str) {
        self.tell(text);
    }

    fn retract(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask<T>(
        typed: &str,
        question: impl FnOnce(&mut PlainPrompter<&[u8], &mut Vec<u8>>) -> Result<T, PromptError>,
    ) -> (Result<T, PromptError>, String) {
        let mut output = Vec::new();
        let reply = question(&mut PlainPrompter::new(typed.as_bytes(), &mut output));
        (reply, String::from_utf8_lossy(&output).into_owned())
    }

    fn rows() -> Vec<Row> {
        vec![
            Row { title: "d1".into(), help: Some("a database".into()), disabled: None },
            Row { title: "kv".into(), ..Row::default() },
            Row { title: "r2".into(), disabled: Some("needs an account".into()), ..Row::default() },
        ]
    }

    #[test]
    fn a_text_is_asked_again_until_it_is_valid() {
        let check = |typed: &str| if typed.len() > 2 { Ok(()) } else { Err("too short".to_owned()) };
        let (reply, said) = ask("ab\nabc\n", |prompter| {
            prompter.text(&Text { prompt: "Name", default: Some("x"), ..Text::default() }, &check)
        });
        assert_eq!(reply.expect("an answer"), Reply::Answer("abc".to_owned()));
        assert_eq!(said, "Name [x]: too short\nName [x]: ");
    }

    #[test]
    fn rows_are_chosen_by_number_or_title_and_disabled_ones_give_their_reason() {
        let rows = rows();
        let question = Select { prompt: "Data", help: None, rows: &rows, chosen: &[0] };
        let (reply, said) = ask("3\n9\nkv\n", |prompter| prompter.select(&question));
        assert_eq!(reply.expect("an answer"), Reply::Answer(1));
        assert!(said.contains("r2 cannot be chosen: needs an account"), "{said}");
        assert!(said.contains("`9` is not a number from 1 to 3."), "{said}");
        assert!(said.contains("  1. d1 - a database\n"), "{said}");
    }

    #[test]
    fn several_rows_the_default_none_and_back() {
        let rows = rows();
        let question = Select { prompt: "Data", help: None, rows: &rows, chosen: &[0, 1] };
        let many = |typed: &str| ask(typed, |prompter| prompter.select_many(&question)).0.expect("an answer");
        assert_eq!(many("2, 1,2\n"), Reply::Answer(vec![0, 1]));
        assert_eq!(many("\n"), Reply::Answer(vec![0, 1]));
        assert_eq!(many("-\n"), Reply::Answer(vec![]));
        assert_eq!(many("<\n"), Reply::Back);
    }

    #[test]
    fn the_end_of_the_input_is_an_error_that_names_the_question() {
        let (reply, _) = ask("", |prompter| prompter.confirm(&Confirm { prompt: "Sure?", help: None, default: true }));
        assert!(matches!(reply, Err(PromptError::Ended { prompt }) if prompt == "Sure?"));
    }

    #[test]
    fn a_menu_takes_a_letter_a_word_or_the_default() {
        let keys = [MenuKey { key: 'w', label: "write" }, MenuKey { key: 'q', label: "quit" }];
        let menu = Menu { prompt: "2 files", keys: &keys, default: Some('w'), back: None };
        let (reply, said) = ask("x\nquit\n", |prompter| prompter.menu(&menu));
        assert_eq!(reply.expect("an answer"), 'q');
        assert!(said.starts_with("2 files\n[w]rite  [q]uit [w]: "), "{said}");
        let (reply, _) = ask("\n", |prompter| prompter.menu(&menu));
        assert_eq!(reply.expect("an answer"), 'w');
    }

    use super::super::MenuKey;
}
