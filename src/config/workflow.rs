//! GitHub workflows by their lines: where a step begins, where it works, and the step that brings uv.
//! Border: indentation and keys; nothing is parsed as YAML.
use super::trivia::{indentation, line_end, line_start, next_line, previous_newline};
use crate::plan::Edit;

/// The steps that bring uv into the jobs that hold `calls` (offsets, ascending): each before the first step of its job
/// that needs it. Jobs that have uv already get none.
pub fn set_up_uv(text: &str, calls: &[usize]) -> Vec<Edit> {
    let mut jobs: Vec<usize> = Vec::new();
    let mut edits = Vec::new();
    for call in calls {
        let steps = text[..*call].rfind("steps:").unwrap_or(0);
        if jobs.contains(&steps) {
            continue;
        }
        jobs.push(steps);
        let before = &text[steps..*call];
        let has_uv =
            ["setup-uv", "astral.sh/uv", "install uv", "uv sync", "uv run"].iter().any(|sign| before.contains(sign));
        if !has_uv {
            edits.extend(step_before(text, *call));
        }
    }
    edits
}

fn step_before(text: &str, offset: usize) -> Option<Edit> {
    let at = step_start(text, offset)?;
    let newline = crate::text::Dialect::of(text).newline.as_str();
    Some(Edit::insert(at, format!("{}- uses: astral-sh/setup-uv@v7{newline}", indentation(text, at))))
}

/// The line that begins the step of `offset`: a list item, upwards and further to the left.
fn step_start(text: &str, offset: usize) -> Option<usize> {
    let mut at = line_start(text, offset);
    let mut limit = usize::MAX;
    loop {
        let line = &text[at..line_end(text, at)];
        let indent = indentation(text, at).len();
        if !line.trim().is_empty() && indent <= limit {
            let item = line.trim_start().strip_prefix("- ").and_then(|item| item.trim_start().split_once(':'));
            if item.is_some_and(|(key, _)| is_step_key(key)) {
                return Some(at);
            }
            limit = indent;
        }
        if at == 0 {
            return None;
        }
        at = line_start(text, previous_newline(text, at));
    }
}

/// Whether a step of a job can have that key.
pub(super) fn is_step_key(key: &str) -> bool {
    matches!(key, "run" | "name" | "uses" | "id" | "if" | "env" | "working-directory" | "shell" | "with")
}

/// The `working-directory` of the step that the line at `at` belongs to, or of the whole file.
pub(super) fn step_directory(text: &str, at: usize) -> Option<String> {
    let start = step_start(text, at).unwrap_or(at);
    let indent = indentation(text, start).len();
    let mut line = start;
    loop {
        if let Some(value) = key_value(&text[line..line_end(text, line)], "working-directory") {
            return Some(value);
        }
        let next = next_line(text, line);
        if next <= line || next >= text.len() {
            break;
        }
        let content = &text[next..line_end(text, next)];
        if !content.trim().is_empty() && indentation(text, next).len() <= indent {
            break;
        }
        line = next;
    }
    // Set for a job or for all of them: which one is not looked for.
    let defaults = text.find("defaults:")?;
    text[defaults..].contains("working-directory").then(|| "$".to_owned())
}

fn key_value(line: &str, key: &str) -> Option<String> {
    let line = line.trim().trim_start_matches("- ").trim_start();
    let value = line.strip_prefix(key)?.trim_start().strip_prefix(':')?;
    let value = value.split(" #").next().unwrap_or(value);
    Some(value.trim().trim_matches(['"', '\'']).to_owned())
}
