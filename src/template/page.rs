//! The page of a layer, in Markdown, made of its manifest and its files so that it cannot say anything else.
//! Border: text; where pages are kept is the caller's business.
use std::collections::BTreeSet;

use super::{Default, FragmentKind, Manifest, Question, QuestionKind, Template};

/// The page of `template`. Other layers are linked as pages beside it.
pub fn page(template: &Template) -> String {
    let manifest = &template.manifest;
    let mut page = Page(format!("# {} (`{}`)\n\n{}\n", manifest.title, manifest.id, manifest.summary));
    if let Some(about) = &manifest.docs.about {
        page.push(about);
    }
    page.push(&format!("```sh\npyworker add {0}\ncreate-pyworker my-worker --with {0}\n```", manifest.id));
    page.push(&relations(manifest));
    page.section("What it adds", &added(template));
    page.section("Bindings", &manifest.docs.bindings);
    page.section("Routes", &manifest.docs.routes.iter().map(|route| routed(route)).collect::<Vec<_>>());
    if let Some(costs) = &manifest.docs.costs {
        page.push(&format!("## Costs\n\n{costs}"));
    }
    page.section("Limits", &manifest.docs.limits);
    if !manifest.questions.is_empty() {
        let rows: Vec<String> = manifest.questions.iter().map(question_row).collect();
        let table = format!("| `--set` | | default |\n|---|---|---|\n{}", rows.join("\n"));
        page.push(&format!("## Questions\n\n{table}"));
    }
    page.0
}

struct Page(String);

impl Page {
    fn push(&mut self, paragraph: &str) {
        if !paragraph.is_empty() {
            self.0.push_str(&format!("\n{}\n", paragraph.trim_end()));
        }
    }

    fn section(&mut self, title: &str, entries: &[String]) {
        if !entries.is_empty() {
            let list: Vec<String> = entries.iter().map(|entry| format!("- {entry}")).collect();
            self.push(&format!("## {title}\n\n{}", list.join("\n")));
        }
    }
}

fn link(id: &str) -> String {
    format!("[{id}]({id}.md)")
}

fn relations(manifest: &Manifest) -> String {
    let mut lines = Vec::new();
    if !manifest.needs.is_empty() {
        let needs: Vec<String> = manifest.needs.iter().map(|need| link(&need.text)).collect();
        lines.push(format!("It needs {}, which come along by themselves.", needs.join(", ")));
        if needs.len() == 1 {
            lines = vec![format!("It needs {}, which comes along by itself.", needs[0])];
        }
    }
    for conflict in &manifest.conflicts {
        let reason = conflict.reason.trim_end_matches('.');
        lines.push(format!("It cannot be there together with {}: {reason}.", link(&conflict.layer.text)));
    }
    lines.join("\n")
}

/// The modules and directories of the layer's files, and the files that it merges into.
fn added(template: &Template) -> Vec<String> {
    let mut places: BTreeSet<String> = BTreeSet::new();
    for file in &template.files {
        let path = file.path();
        let parts: Vec<&str> = path.split('/').collect();
        let depth = if parts[0] == "src" { 2 } else { 1 };
        let is_tests = parts[0] == "tests";
        places.insert(match parts.len() > depth {
            _ if is_tests => "`tests/`".to_owned(),
            true => format!("`{}/`", parts[..depth].join("/")),
            false => format!("`{path}`"),
        });
    }
    let kinds: Vec<FragmentKind> = template.fragments.iter().map(|(kind, _)| *kind).collect();
    let mut entries: Vec<String> = Vec::new();
    if !places.is_empty() {
        let places: Vec<String> = places.into_iter().collect();
        entries.push(format!("Files: {}", places.join(", ")));
    }
    if !kinds.is_empty() {
        let names = kinds.iter().map(|kind| match kind {
            FragmentKind::Entry => "the entry module".to_owned(),
            FragmentKind::Wrangler => "the wrangler configuration".to_owned(),
            other => format!("`{}`", other.name()),
        });
        entries.push(format!("Into files that are there: {}", names.collect::<Vec<_>>().join(", ")));
    }
    entries
}

/// `GET /x: …` with its first part as code.
fn routed(route: &str) -> String {
    match route.split_once(": ") {
        Some((route, about)) => format!("`{route}`: {about}"),
        None => format!("`{route}`"),
    }
}

fn question_row(question: &Question) -> String {
    let choices = match &question.kind {
        QuestionKind::Choice(choices) | QuestionKind::MultiChoice(choices) => {
            let values: Vec<String> = choices.iter().map(|choice| format!("`{}`", choice.value)).collect();
            format!(" ({})", values.join(", "))
        }
        _ => String::new(),
    };
    let default = match &question.default {
        Some(Default::Value(value)) => format!("`{value}`"),
        Some(Default::Rendered(text)) => format!("`{}`", text.text),
        None => String::new(),
    };
    let default = default.replace("``", "empty");
    let mut about = format!("{}{choices}", question.prompt);
    if let Some(help) = &question.help {
        let stop = if about.ends_with(['?', '.', '!', ')']) { " " } else { ". " };
        about.push_str(&format!("{stop}{help}"));
    }
    let about = about.replace('|', "\\|");
    format!("| `{}` | {about} | {} |", question.name, default.replace('|', "\\|"))
}
