//! What `pyworker inspect` prints.
//! Border: a published shape for programs, a page for people; both say what the manifest says.
use serde::Serialize;

use super::Inspected;
use super::schema::schema;
use crate::catalog::Reference;
use crate::compose::Reason;
use crate::template::{Default, Docs, Group, Kind, Manifest, Question, QuestionKind, Value};
use crate::ui::{Theme, wrap};

/// The document.
#[derive(Serialize)]
pub(super) struct InspectDocument<'a> {
    command: &'static str,
    template: TemplateDocument<'a>,
    needs: Vec<&'a str>,
    conflicts: Vec<ConflictDocument<'a>>,
    after: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preset: Option<PresetDocument<'a>>,
    /// All layers that are laid, in order.
    layers: Vec<&'a str>,
    docs: DocsDocument<'a>,
    /// A JSON Schema of the answers to all questions.
    answers: serde_json::Value,
}

#[derive(Serialize)]
struct TemplateDocument<'a> {
    id: &'a str,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Group>,
    version: String,
    title: &'a str,
    summary: &'a str,
    source: &'a str,
    hash: String,
}

#[derive(Serialize)]
struct ConflictDocument<'a> {
    layer: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct PresetDocument<'a> {
    base: &'a str,
    layers: Vec<&'a str>,
    answers: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct DocsDocument<'a> {
    about: Option<&'a str>,
    bindings: &'a [String],
    costs: Option<&'a str>,
    limits: &'a [String],
    routes: &'a [String],
}

impl<'a> InspectDocument<'a> {
    /// The document of what was found.
    pub fn new(inspected: &'a Inspected) -> Self {
        let Manifest { id, kind, group, version, title, summary, docs, .. } = &inspected.template.manifest;
        let manifest = &inspected.template.manifest;
        let Docs { about, bindings, costs, limits, routes } = docs;
        Self {
            command: "inspect",
            template: TemplateDocument {
                id,
                kind: *kind,
                group: *group,
                version: version.to_string(),
                title,
                summary,
                source: &inspected.template.origin.source,
                hash: format!("sha256:{}", inspected.template.hash),
            },
            needs: manifest.needs.iter().map(|need| need.text.as_str()).collect(),
            conflicts: manifest
                .conflicts
                .iter()
                .map(|conflict| ConflictDocument { layer: &conflict.layer.text, reason: &conflict.reason })
                .collect(),
            after: manifest.after.iter().map(|after| after.text.as_str()).collect(),
            preset: manifest.preset.as_ref().map(|preset| PresetDocument {
                base: &preset.base.text,
                layers: preset.layers.iter().map(|layer| layer.text.as_str()).collect(),
                answers: preset
                    .answers
                    .iter()
                    .map(|answer| (answer.name.text.clone(), serde_json::json!(answer.value)))
                    .collect(),
            }),
            layers: inspected.composition.layers.iter().map(|layer| layer.id()).collect(),
            docs: DocsDocument { about: about.as_deref(), bindings, costs: costs.as_deref(), limits, routes },
            answers: schema(id, title, inspected.questions()),
        }
    }
}

/// The page for people.
pub(super) fn text(inspected: &Inspected, name: &Reference, theme: Theme) -> String {
    let manifest = &inspected.template.manifest;
    let kind = match (manifest.kind, manifest.group) {
        (Kind::Feature, Some(group)) => format!("layer, {}", group.as_str()),
        (Kind::Feature, None) => "layer".to_owned(),
        (kind, _) => kind.as_str().to_owned(),
    };
    let mut page = Page { text: String::new(), theme };
    let head = format!("{} {}  {}", manifest.id, manifest.version, theme.faint(kind));
    page.line(&format!("{}\n{}", theme.strong(&manifest.title), head));
    page.paragraph(&manifest.summary);
    page.paragraph(manifest.docs.about.as_deref().unwrap_or_default());
    let layers =
        inspected.composition.layers.iter().filter(|layer| layer.id() != manifest.id || manifest.preset.is_some());
    let layers: Vec<String> = layers
        .map(|layer| match &layer.reason {
            Reason::NeededBy(id) if *id != manifest.id => format!("{} ({id} needs it)", layer.id()),
            _ => layer.id().to_owned(),
        })
        .collect();
    if let Some(preset) = &manifest.preset {
        page.list("Template", std::slice::from_ref(&preset.base.text));
        page.list("Layers", &layers);
        let answers: Vec<String> =
            preset.answers.iter().map(|answer| format!("{}: {}", answer.name.text, answer.value)).collect();
        page.list("Answers", &answers);
    } else {
        page.list("Needs", &layers);
    }
    let conflicts = manifest.conflicts.iter().map(|one| format!("{}: {}", one.layer.text, one.reason));
    page.list("Not together with", &conflicts.collect::<Vec<_>>());
    page.list("Bindings", &manifest.docs.bindings);
    page.list("Routes", &manifest.docs.routes);
    page.list("Costs", manifest.docs.costs.as_slice());
    page.list("Limits", &manifest.docs.limits);
    let questions: Vec<String> =
        inspected.questions().map(|(question, decided)| question_line(question, decided)).collect();
    page.list("Questions", &questions);
    page.line(&format!("\n{}", theme.faint(inspected.command(name))));
    page.text
}

fn question_line(question: &Question, decided: Option<&Value>) -> String {
    let choices = match &question.kind {
        QuestionKind::Choice(choices) | QuestionKind::MultiChoice(choices) => {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
            format!(" ({})", values.join(", "))
        }
        QuestionKind::Bool => " (true, false)".to_owned(),
        _ => String::new(),
    };
    let default = match (decided, &question.default) {
        (Some(value), _) | (None, Some(Default::Value(value))) => format!(" [{value}]"),
        (None, Some(Default::Rendered(text))) => format!(" [{}]", text.text),
        (None, None) => String::new(),
    };
    format!("{}: {}{choices}{default}", question.name, question.prompt)
}

struct Page {
    text: String,
    theme: Theme,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn paragraph(&mut self, paragraph: &str) {
        // As Markdown has it: a blank line ends a paragraph, other line ends mean nothing.
        for paragraph in paragraph.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            self.line("");
            let words: Vec<&str> = paragraph.split_whitespace().collect();
            wrap(&words.join(" "), 78).iter().for_each(|line| self.line(line));
        }
    }

    fn list(&mut self, title: &str, entries: &[String]) {
        if entries.is_empty() {
            return;
        }
        self.line(&format!("\n{}", self.theme.strong(title)));
        for entry in entries {
            for (index, line) in wrap(entry, 74).iter().enumerate() {
                let indent = if index == 0 { "  " } else { "    " };
                self.line(&format!("{indent}{line}"));
            }
        }
    }
}
