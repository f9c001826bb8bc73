//! How dialoguer's prompts are drawn.
//! Border: drawing only; rows are looked up by title because dialoguer hands over nothing else.
use std::fmt;

use dialoguer::theme::Theme as DialogTheme;

use super::Row;
use crate::ui::Theme;

/// Draws one question.
pub(super) struct RichTheme<'rows> {
    pub theme: Theme,
    pub rows: &'rows [Row],
    pub columns: usize,
}

impl RichTheme<'_> {
    fn question(&self, out: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        write!(out, "{} {}", self.theme.accent(self.theme.active()), self.theme.strong(prompt))
    }

    fn note<'row>(&self, row: &'row Row, active: bool) -> Option<std::borrow::Cow<'row, str>> {
        match (&row.disabled, &row.help) {
            (Some(reason), _) => Some(format!("not available: {reason}").into()),
            (None, Some(help)) if active => Some(help.as_str().into()),
            _ => None,
        }
    }

    /// Sign, title and, for the row in focus, its help, cut to one line: dialoguer counts lines, not what they need.
    fn row(&self, out: &mut dyn fmt::Write, sign: &str, title: &str, active: bool) -> fmt::Result {
        let row = self.rows.iter().find(|row| row.title == title);
        let note = row.and_then(|row| self.note(row, active));
        let used = console::measure_text_width(sign) + 4;
        let room = self.columns.saturating_sub(used + 1);
        let title = console::truncate_str(title, room, "...").into_owned();
        let left = room.saturating_sub(console::measure_text_width(&title) + 2);
        let disabled = row.is_some_and(|row| row.disabled.is_some());
        write!(out, "  {sign} ")?;
        match (disabled, active) {
            (true, _) => write!(out, "{}", self.theme.faint(&title))?,
            (false, true) => write!(out, "{}", self.theme.accent(&title))?,
            (false, false) => write!(out, "{title}")?,
        }
        match note {
            Some(note) if left > 8 => {
                write!(out, "  {}", self.theme.faint(console::truncate_str(&note, left, "...")))
            }
            _ => Ok(()),
        }
    }
}

impl DialogTheme for RichTheme<'_> {
    fn format_prompt(&self, out: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        self.question(out, prompt)
    }

    fn format_error(&self, out: &mut dyn fmt::Write, error: &str) -> fmt::Result {
        let line = console::truncate_str(error, self.columns.saturating_sub(3), "...");
        write!(out, "{} {}", self.theme.bad(self.theme.rail()), line)
    }

    fn format_confirm_prompt(&self, out: &mut dyn fmt::Write, prompt: &str, default: Option<bool>) -> fmt::Result {
        self.question(out, prompt)?;
        let keys = match default {
            Some(true) => "[Y/n]",
            Some(false) => "[y/N]",
            None => "[y/n]",
        };
        write!(out, " {} ", self.theme.faint(keys))
    }

    fn format_input_prompt(&self, out: &mut dyn fmt::Write, prompt: &str, default: Option<&str>) -> fmt::Result {
        self.question(out, prompt)?;
        match default {
            Some(default) if !default.is_empty() => write!(out, " {} ", self.theme.faint(format!("({default})"))),
            _ => write!(out, " "),
        }
    }

    fn format_select_prompt(&self, out: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        self.question(out, prompt)
    }

    fn format_select_prompt_item(&self, out: &mut dyn fmt::Write, text: &str, active: bool) -> fmt::Result {
        let sign = if active { self.theme.focus() } else { " " };
        self.row(out, sign, text, active)
    }

    fn format_multi_select_prompt(&self, out: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        self.question(out, prompt)?;
        write!(out, " {}", self.theme.faint("space chooses, enter goes on"))
    }

    fn format_multi_select_prompt_item(
        &self,
        out: &mut dyn fmt::Write,
        text: &str,
        checked: bool,
        active: bool,
    ) -> fmt::Result {
        let focus = if active { self.theme.focus() } else { " " };
        let sign = if checked { self.theme.checked() } else { self.theme.unchecked() };
        self.row(out, &format!("{focus} {sign}"), text, active)
    }
}
