//! Arrow keys and a receipt: settled answers collapse to one line.
//! Border: dialoguer and the cursor live here and nowhere else.
use console::{Key, Term};

use super::rich_theme::RichTheme;
use super::{Check, Confirm, Menu, PromptError, Prompter, Reply, Row, Select, Text, joined, refused};
use crate::ui::{Theme, wrap};

/// Typed instead of an answer to come to the question before; lists take the escape key too.
const BACK: &str = "<";

/// Where the answers of a receipt begin, at least.
const ANSWER_COLUMN: usize = 32;

/// For a terminal that can move its cursor.
pub struct RichPrompter {
    terminal: Term,
    theme: Theme,
    /// Lines of the receipt that stand right above the cursor.
    settled: usize,
}

impl RichPrompter {
    /// Asks on standard error, in the looks of `theme`.
    pub fn new(theme: Theme) -> Self {
        Self { terminal: Term::stderr(), theme, settled: 0 }
    }

    fn columns(&self) -> usize {
        usize::from(self.terminal.size().1).max(20)
    }

    fn look<'rows>(&self, rows: &'rows [Row]) -> RichTheme<'rows> {
        RichTheme { theme: self.theme, rows, columns: self.columns() }
    }

    /// Writes a line below the rail; returns how many lines it took.
    fn help(&self, help: Option<&str>) -> Result<usize, PromptError> {
        let Some(help) = help else { return Ok(0) };
        let room = self.columns().saturating_sub(3);
        let mut lines = 0;
        for line in wrap(help, room) {
            let text = format!("{} {}", self.theme.faint(self.theme.rail()), self.theme.faint(line));
            self.terminal.write_line(&text).map_err(failed)?;
            lines += 1;
        }
        Ok(lines)
    }

    /// Replaces the question and its help by one line of the receipt.
    fn settle(&mut self, prompt: &str, answer: &str, help_lines: usize) -> Result<(), PromptError> {
        self.terminal.clear_last_lines(help_lines).map_err(failed)?;
        let width = (console::measure_text_width(prompt) + 2).max(ANSWER_COLUMN - 2);
        let room = self.columns().saturating_sub(width + 4);
        let padded = console::pad_str(prompt, width, console::Alignment::Left, None);
        let answer = console::truncate_str(answer, room.max(8), "...");
        let line = format!("{} {padded}{}", self.theme.good(self.theme.settled()), self.theme.accent(&answer));
        self.terminal.write_line(&line).map_err(failed)?;
        self.settled += 1;
        Ok(())
    }

    fn unsettle(&mut self, help_lines: usize) -> Result<(), PromptError> {
        self.terminal.clear_last_lines(help_lines).map_err(failed)
    }

    fn refuse(&self, reason: &str) -> Result<(), PromptError> {
        self.terminal.write_line(&format!("{} {reason}", self.theme.bad(self.theme.rail()))).map_err(failed)
    }
}

fn failed(error: std::io::Error) -> PromptError {
    if error.kind() == std::io::ErrorKind::Interrupted {
        PromptError::Interrupted
    } else {
        PromptError::Terminal(error)
    }
}

fn dialog(error: dialoguer::Error) -> PromptError {
    failed(error.into())
}

/// Words with two spaces between them, in rows that fit into `room`.
fn rows(words: &[String], room: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if console::measure_text_width(row) + 2 + console::measure_text_width(word) <= room => {
                row.push_str("  ");
                row.push_str(word);
            }
            _ => rows.push(word.clone()),
        }
    }
    rows
}

impl Prompter for RichPrompter {
    fn text(&mut self, question: &Text<'_>, check: Check<'_>) -> Result<Reply<String>, PromptError> {
        let help_lines = self.help(question.help)?;
        let look = self.look(&[]);
        let fallback = question.default.unwrap_or_default();
        let typed: String = dialoguer::Input::with_theme(&look)
            .with_prompt(question.prompt)
            .default(fallback.to_owned())
            .show_default(!fallback.is_empty())
            .allow_empty(true)
            .report(false)
            .validate_with(|typed: &String| match typed.trim() {
                BACK => Ok(()),
                typed => check(typed),
            })
            .interact_text_on(&self.terminal)
            .map_err(dialog)?;
        let answer = typed.trim().to_owned();
        if answer == BACK {
            self.unsettle(help_lines)?;
            return Ok(Reply::Back);
        }
        self.settle(question.prompt, &answer, help_lines)?;
        Ok(Reply::Answer(answer))
    }

    fn secret(&mut self, question: &Text<'_>, check: Check<'_>) -> Result<Reply<String>, PromptError> {
        let help_lines = self.help(question.help)?;
        let look = self.look(&[]);
        let typed = dialoguer::Password::with_theme(&look)
            .with_prompt(question.prompt)
            .allow_empty_password(true)
            .report(false)
            .validate_with(|typed: &String| match typed.as_str() {
                BACK => Ok(()),
                typed => check(typed),
            })
            .interact_on(&self.terminal)
            .map_err(dialog)?;
        if typed == BACK {
            self.unsettle(help_lines)?;
            return Ok(Reply::Back);
        }
        self.settle(question.prompt, if typed.is_empty() { "(empty)" } else { "(hidden)" }, help_lines)?;
        Ok(Reply::Answer(typed))
    }

    fn confirm(&mut self, question: &Confirm<'_>) -> Result<Reply<bool>, PromptError> {
        let help_lines = self.help(question.help)?;
        let look = self.look(&[]);
        let answer = dialoguer::Confirm::with_theme(&look)
            .with_prompt(question.prompt)
            .default(question.default)
            .report(false)
            .interact_on_opt(&self.terminal)
            .map_err(dialog)?;
        let Some(answer) = answer else {
            self.unsettle(help_lines)?;
            return Ok(Reply::Back);
        };
        self.settle(question.prompt, if answer { "yes" } else { "no" }, help_lines)?;
        Ok(Reply::Answer(answer))
    }

    fn select(&mut self, question: &Select<'_>) -> Result<Reply<usize>, PromptError> {
        let mut above = self.help(question.help)?;
        let titles: Vec<&str> = question.rows.iter().map(|row| row.title.as_str()).collect();
        let mut chosen = question.chosen.first().copied().unwrap_or(0);
        loop {
            let look = self.look(question.rows);
            let answer = dialoguer::Select::with_theme(&look)
                .with_prompt(question.prompt)
                .items(&titles)
                .default(chosen.min(titles.len().saturating_sub(1)))
                .report(false)
                .interact_on_opt(&self.terminal)
                .map_err(dialog)?;
            let Some(answer) = answer else {
                self.unsettle(above)?;
                return Ok(Reply::Back);
            };
            chosen = answer;
            self.terminal.clear_last_lines(above).map_err(failed)?;
            match refused(question, &[chosen]) {
                Some(reason) => {
                    self.refuse(&reason)?;
                    above = 1;
                }
                None => {
                    self.settle(question.prompt, &question.rows[chosen].title, 0)?;
                    return Ok(Reply::Answer(chosen));
                }
            }
        }
    }

    fn select_many(&mut self, question: &Select<'_>) -> Result<Reply<Vec<usize>>, PromptError> {
        let mut above = self.help(question.help)?;
        let titles: Vec<&str> = question.rows.iter().map(|row| row.title.as_str()).collect();
        let mut chosen = question.chosen.to_vec();
        loop {
            let look = self.look(question.rows);
            let items = titles.iter().enumerate().map(|(index, title)| (*title, chosen.contains(&index)));
            let answer = dialoguer::MultiSelect::with_theme(&look)
                .with_prompt(question.prompt)
                .items_checked(items)
                .report(false)
                .interact_on_opt(&self.terminal)
                .map_err(dialog)?;
            let Some(answer) = answer else {
                self.unsettle(above)?;
                return Ok(Reply::Back);
            };
            chosen = answer;
            self.terminal.clear_last_lines(above).map_err(failed)?;
            match refused(question, &chosen) {
                Some(reason) => {
                    self.refuse(&reason)?;
                    above = 1;
                }
                None => {
                    self.settle(question.prompt, &joined(question, &chosen), 0)?;
                    return Ok(Reply::Answer(chosen));
                }
            }
        }
    }

    fn menu(&mut self, menu: &Menu<'_>) -> Result<char, PromptError> {
        let keys: Vec<String> = menu.keys.iter().map(ToString::to_string).collect();
        let rail = self.theme.faint(self.theme.rail());
        let mut words = Vec::with_capacity(keys.len() + 1);
        if !menu.prompt.is_empty() {
            words.push(self.theme.strong(menu.prompt).to_string());
        }
        words.extend(keys);
        let rows = rows(&words, self.columns().saturating_sub(2));
        let lines: Vec<String> = rows.iter().map(|row| format!("{rail} {row}")).collect();
        self.terminal.write_str(&lines.join("\n")).and_then(|()| self.terminal.flush()).map_err(failed)?;
        loop {
            let chosen = match self.terminal.read_key().map_err(failed)? {
                Key::Enter => menu.default,
                Key::Char(typed) => menu.keys.iter().map(|known| known.key).find(|key| typed.to_lowercase().eq([*key])),
                _ => None,
            };
            let Some(key) = chosen else { continue };
            if menu.back == Some(key) {
                self.terminal.clear_line().map_err(failed)?;
                self.terminal.clear_last_lines(lines.len() - 1).map_err(failed)?;
            } else {
                self.terminal.write_line("").map_err(failed)?;
                self.settled = 0;
            }
            return Ok(key);
        }
    }

    fn way_back(&self) -> &'static str {
        "Escape or <"
    }

    fn say(&mut self, text: &str) {
        self.settled = 0;
        // The next prompt will notice if the terminal is gone.
        let _ = self.terminal.write_line(text);
    }

    fn retract(&mut self) {
        if self.settled > 0 && self.terminal.clear_last_lines(1).is_ok() {
            self.settled -= 1;
        }
    }
}
