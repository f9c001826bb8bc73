//! What to type next.
//! Border: commands as text; none is run.
use camino::Utf8Path;

use crate::cli::Error;
use crate::steps::Step;
use crate::template::{Answers, Questionnaire};
use crate::text::{shell_line, shell_word};

/// A command worth typing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct Command {
    /// As it is typed.
    pub command: String,
    /// What it is for, or what comes of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Command {
    fn new(command: impl Into<String>) -> Self {
        Self { command: command.into(), note: None }
    }
}

/// What the template recommends.
pub(super) fn recommended(questionnaire: &Questionnaire<'_>, answers: &Answers) -> Result<Vec<Command>, Error> {
    let next = questionnaire.next(answers)?;
    Ok(next.into_iter().map(|(command, note)| Command { command, note }).collect())
}

/// All commands, from the directory in which the user is: there first, then what was not done, then the template's.
pub(super) fn all(directory: &Utf8Path, open: &[Step], recommended: &[Command]) -> Vec<Command> {
    let mut commands = Vec::new();
    if directory != Utf8Path::new(".") {
        commands.push(Command::new(format!("cd {}", shell_word(directory.as_str()))));
    }
    for step in open.iter().filter(|step| !step.is_git()) {
        // As a person types it: the options that keep a script quiet are left out.
        commands.extend(step.commands("").iter().map(|line| Command::new(shell_line(&line[..line.len().min(2)]))));
    }
    commands.extend_from_slice(recommended);
    commands
}

/// As lines, the notes in one column.
pub(super) fn lines(commands: &[Command]) -> Vec<String> {
    let width = commands.iter().map(|command| console::measure_text_width(&command.command)).max().unwrap_or(0);
    commands
        .iter()
        .map(|command| match &command.note {
            Some(note) => {
                let gap = " ".repeat(width - console::measure_text_width(&command.command));
                format!("  {}{gap}   {note}", command.command)
            }
            None => format!("  {}", command.command),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_first_then_what_is_left_then_the_template() {
        let dev = Command { command: "uv run pywrangler dev".into(), note: Some("http://localhost:8787".into()) };
        let commands = all(Utf8Path::new("my app"), &[Step::GitInit, Step::UvSync, Step::NpmInstall], &[dev]);
        assert_eq!(
            lines(&commands),
            ["  cd 'my app'", "  uv sync", "  npm install", "  uv run pywrangler dev   http://localhost:8787"]
        );
        assert!(all(Utf8Path::new("."), &[], &[]).is_empty());
    }
}
