//! An error as data for the reader: what, where, why, and what to do.
//! Border: layout only; the words come from the place that words errors.
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet as Lines};
use serde::Serialize;

use super::Theme;

/// A place in a text that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The file's name as the user knows it.
    pub path: String,
    /// The file's whole text.
    pub text: String,
    /// The bytes to point at; clamped to the text.
    pub range: std::ops::Range<usize>,
    /// What stands beside the caret; may be empty.
    pub label: String,
}

/// One message. `code` is stable and meant for machines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// A stable name, such as `target-not-empty`.
    pub code: &'static str,
    /// What went wrong, one line, no full stop.
    pub title: String,
    /// Where, if there is a text to point into.
    pub snippet: Option<Snippet>,
    /// Lines of detail, one fact each.
    pub details: Vec<String>,
    /// What to do about it, each with a command that can be pasted where there is one.
    pub hints: Vec<String>,
}

impl Report {
    /// A report with a title alone.
    pub fn new(code: &'static str, title: impl Into<String>) -> Self {
        Self { code, title: title.into(), ..Self::default() }
    }

    /// Points into a text.
    #[must_use]
    pub fn at(mut self, snippet: Snippet) -> Self {
        self.snippet = Some(snippet);
        self
    }

    /// Adds a line of detail.
    #[must_use]
    pub fn detail(mut self, line: impl Into<String>) -> Self {
        self.details.push(line.into());
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, line: impl Into<String>) -> Self {
        self.hints.push(line.into());
        self
    }

    /// The message as text that ends with a line end.
    pub fn render(&self, theme: Theme, columns: usize) -> String {
        self.rendered(&self.title, theme, columns)
    }

    /// The same with its code, for lists in which one looks for a kind.
    pub fn render_coded(&self, theme: Theme, columns: usize) -> String {
        self.rendered(&format!("[{}] {}", self.code, self.title), theme, columns)
    }

    fn rendered(&self, title: &str, theme: Theme, columns: usize) -> String {
        let mut text = match &self.snippet {
            Some(snippet) => Self::render_snippet(title, snippet, theme, columns),
            None => format!("{} {}\n", theme.bad("error:"), theme.strong(title)),
        };
        for detail in &self.details {
            text.push_str(&format!("  {} {detail}\n", theme.faint("=")));
        }
        for hint in &self.hints {
            text.push_str(&format!("  {} {} {hint}\n", theme.faint("="), theme.accent("hint:")));
        }
        text
    }

    fn render_snippet(title: &str, snippet: &Snippet, theme: Theme, columns: usize) -> String {
        let end = snippet.range.end.min(snippet.text.len());
        let start = snippet.range.start.min(end);
        let mut annotation = AnnotationKind::Primary.span(start..end);
        if !snippet.label.is_empty() {
            annotation = annotation.label(&snippet.label);
        }
        let lines = Lines::source(&snippet.text).path(&snippet.path).annotation(annotation);
        let group: Group = Level::ERROR.primary_title(title).element(lines);
        let renderer = if theme.has_colour() { Renderer::styled() } else { Renderer::plain() };
        let mut text = renderer.term_width(columns).render(&[group]).to_string();
        text.push('\n');
        text
    }

    /// The message for `--json`.
    pub fn json(&self) -> ErrorJson<'_> {
        let place = self.snippet.as_ref().map(|snippet| {
            let start = snippet.range.start.min(snippet.text.len());
            let (line, column) = crate::text::LineIndex::new(&snippet.text).position(&snippet.text, start);
            PlaceJson { path: &snippet.path, line, column }
        });
        ErrorJson { code: self.code, message: &self.title, place, details: &self.details, hints: &self.hints }
    }
}

/// An error in the JSON output.
#[derive(Debug, Serialize)]
pub struct ErrorJson<'report> {
    code: &'static str,
    message: &'report str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceJson<'report>>,
    details: &'report [String],
    hints: &'report [String],
}

#[derive(Debug, Serialize)]
struct PlaceJson<'report> {
    path: &'report str,
    line: usize,
    column: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Colour, Signs};

    fn plain(report: &Report) -> String {
        report.render(Theme::new(Colour::Off, Signs::Ascii), 80)
    }

    #[test]
    fn an_error_with_a_place() {
        let text = "{\n  \"name\": \"x\",\n  \"vars\" { \"DEBUG\": \"1\" }\n}\n";
        let at = text.find("{ \"DEBUG").expect("the sample has it");
        let report = Report::new("wrangler-syntax", "wrangler.jsonc is not valid JSON")
            .at(Snippet {
                path: "wrangler.jsonc".into(),
                text: text.into(),
                range: at..at + 1,
                label: "expected ':'".into(),
            })
            .detail("nothing was changed")
            .hint("fix the file, then run `pyworker migrate` again");
        assert_eq!(
            plain(&report),
            "\
error: wrangler.jsonc is not valid JSON
 --> wrangler.jsonc:3:10
  |
3 |   \"vars\" { \"DEBUG\": \"1\" }
  |          ^ expected ':'
  = nothing was changed
  = hint: fix the file, then run `pyworker migrate` again
"
        );
    }

    #[test]
    fn an_error_without_a_place() {
        let report = Report::new("x", "app is not empty").hint("choose another directory");
        assert_eq!(plain(&report), "error: app is not empty\n  = hint: choose another directory\n");
    }

    #[test]
    fn a_range_beyond_the_text_is_clamped() {
        let report =
            Report::new("x", "t").at(Snippet { path: "a".into(), text: "b".into(), range: 5..9, label: String::new() });
        assert!(plain(&report).contains("--> a:1"));
    }
}
