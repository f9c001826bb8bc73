//! Annotations that GitHub Actions shows beside the code.
//! Border: GitHub's format for one line of output; nothing is sent anywhere.
use camino::Utf8Path;

use crate::plan::{Place, Rule, Safety, Standing};

use super::MigrationView;
use crate::text::LineIndex;
use crate::ui::Report;

/// One line for each open change and finding; paths stand under `prefix`, the root's place in the repository.
pub fn annotations(view: MigrationView<'_>, prefix: &Utf8Path) -> String {
    let mut text = String::new();
    for change in &view.plan.changes {
        let level = if change.safety == Safety::Safe { "notice" } else { "warning" };
        let message = format!("{}: {}", change.title, change.reason);
        text.push_str(&annotation(level, &change.rule, &change.place, &message, prefix));
    }
    for finding in &view.plan.findings {
        let level = match finding.standing {
            Standing::Refused => "error",
            Standing::Manual => "warning",
            Standing::Skipped | Standing::Note => "notice",
        };
        let mut message = finding.reason.clone();
        if let Some(next) = &finding.next_step {
            message.push_str(&format!(" Next: {next}"));
        }
        text.push_str(&annotation(level, &finding.rule, &finding.place, &message, prefix));
    }
    text
}

/// The annotation of a report; its place stands under `top`, the work tree of the repository.
pub fn annotate(report: &Report, top: Option<&Utf8Path>) -> String {
    let mut properties = Vec::new();
    let mut message = report.title.clone();
    if let Some(snippet) = &report.snippet {
        let path = Utf8Path::new(&snippet.path);
        let real = path.canonicalize_utf8().ok();
        let below = real.as_deref().zip(top).and_then(|(real, top)| real.strip_prefix(top).ok());
        let start = snippet.range.start.min(snippet.text.len());
        let (line, column) = LineIndex::new(&snippet.text).position(&snippet.text, start);
        properties.push(format!("file={}", property(below.unwrap_or(path).as_str())));
        properties.push(format!("line={line},col={column}"));
        message.push_str(&format!(": {}", snippet.label));
    }
    for hint in &report.hints {
        message.push_str(&format!(" Hint: {hint}"));
    }
    properties.push(format!("title={}", property(report.code)));
    format!("::error {}::{}\n", properties.join(","), data(&message))
}

/// One annotation.
pub(in crate::ui) fn annotation(level: &str, rule: &Rule, place: &Place, message: &str, prefix: &Utf8Path) -> String {
    let mut properties = vec![format!("file={}", property(prefix.join(&place.path).as_str()))];
    if place.line > 0 {
        properties.push(format!("line={}", place.line));
    }
    if place.column > 0 {
        properties.push(format!("col={}", place.column));
    }
    properties.push(format!("title={}", property(&rule.to_string())));
    format!("::{level} {}::{}\n", properties.join(","), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::migration::samples;

    #[test]
    fn every_change_and_finding_has_its_line() {
        let plan = samples::plan();
        let text = annotations(MigrationView { workers: &[], plan: &plan }, Utf8Path::new("workers/notes"));
        assert_eq!(
            text,
            "\
::notice file=workers/notes/src/entry.py,line=3,col=1,title=PW101 handlers-to-class::on_fetch becomes Default.fetch: \
The runtime calls no global handlers.
::warning file=workers/notes/src/odd%2C name.py,line=10,title=PW401 native-bindings::100%25 native%0Arows: Rows are lists.
::warning file=workers/notes/src/entry.py,line=7,col=5,title=PW402 conversions::The value cannot be traced. Next: look at it
::error file=workers/notes/src/broken.py,title=PW000 engine::not read as Python
"
        );
    }

    #[test]
    fn control_characters_cannot_start_a_command_of_their_own() {
        assert_eq!(property("a\n::error::b,c"), "a%0A%3A%3Aerror%3A%3Ab%2Cc");
    }
}
