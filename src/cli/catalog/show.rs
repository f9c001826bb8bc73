//! `pyworker catalog show NAME`.
//! Border: prints what the catalog and one version of the template say.
use camino::Utf8Path;
use clap::Args;
use serde::Serialize;

use super::entry_document::EntryDocument;
use super::list::place;
use crate::catalog::{Catalog, Entry, EntryKind, IndexEntry, Reference, Shelf, Stage};
use crate::cli::{Error, Exit, Session, catalogs};
use crate::codemods::Codemod as _;
use crate::template::{Command, Default, MigrationStep, Question, QuestionKind, Template, Value};
use crate::text::shell_line;
use crate::ui::{Theme, wrap};

/// Show one template, layer or codemod set: versions, questions, files
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// As after --template: id, catalog/id, catalog/id@version, or its place
    name: String,
    /// Fetch nothing; use what was fetched last
    #[arg(long)]
    offline: bool,
}

#[derive(Serialize)]
struct Document<'shown> {
    command: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<EntryDocument>,
    version: String,
    source: &'shown str,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'shown str>,
    hash: String,
    changes: Vec<ChangesDocument>,
    questions: Vec<QuestionDocument<'shown>>,
    files: &'shown [String],
    rules: &'shown [RuleDocument],
}

#[derive(Serialize)]
struct ChangesDocument {
    version: String,
    changes: Vec<String>,
}

#[derive(Serialize)]
struct QuestionDocument<'question> {
    name: &'question str,
    r#type: &'static str,
    prompt: &'question str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'question str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'question str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<&'question str>,
}

#[derive(Serialize)]
struct RuleDocument {
    code: String,
    name: String,
    summary: String,
}

/// One version, whatever it is.
struct Shown {
    version: String,
    source: String,
    commit: Option<String>,
    hash: String,
    template: Option<Template>,
    files: Vec<String>,
    rules: Vec<RuleDocument>,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let catalog = catalogs::open(Utf8Path::new("."), self.offline, session)?;
        let reference = catalogs::reference(&self.name)?;
        let found = if reference.location.is_some() { None } else { Some(catalog.look_up(&reference)?) };
        let shown = load(&catalog, &reference, found.as_ref().map(|(_, entry)| entry))?;
        let entry = match &found {
            Some((shelf, index)) => Some(shelf.entry(index)?),
            None => None,
        };
        let name = match &entry {
            Some(entry) => catalog.name_of(entry),
            None => reference.to_string(),
        };
        let theme = session.printer.stdout_theme();
        let mut text = head(&name, entry.as_ref(), &shown, theme);
        if let Some((shelf, index)) = &found {
            text.push_str(&facts(shelf, index, &shown, theme));
            text.push_str(&versions(index, theme));
        } else {
            text.push_str(&format!("\n  source  {}\n  hash    sha256:{}\n", shown.source, shown.hash));
        }
        if let Some(template) = &shown.template {
            text.push_str(&questions(template, theme));
        }
        let commands = shown.template.iter().flat_map(commands);
        text.push_str(&below("Commands, if you agree", commands, theme));
        text.push_str(&below("Files", shown.files.iter().cloned(), theme));
        let rules = shown.rules.iter().map(|rule| format!("{} {}: {}", rule.code, rule.name, rule.summary));
        text.push_str(&below("Rules", rules, theme));
        text.push_str(&below("Use it", usage(&name, entry.as_ref().map(|entry| entry.kind)).into_iter(), theme));
        session.printer.result(&text).map_err(Error::Output)?;
        let changes = found.iter().flat_map(|(_, index)| &index.versions);
        let document = Document {
            command: "catalog show",
            entry: entry.as_ref().map(|entry| EntryDocument::new(entry, name.clone())),
            version: shown.version.clone(),
            source: &shown.source,
            commit: shown.commit.as_deref(),
            hash: format!("sha256:{}", shown.hash),
            changes: changes
                .map(|published| ChangesDocument {
                    version: published.version.to_string(),
                    changes: published.changes.clone(),
                })
                .collect(),
            questions: shown.template.iter().flat_map(|template| &template.manifest.questions).map(question).collect(),
            files: &shown.files,
            rules: &shown.rules,
        };
        session.printer.json(&document).map_err(Error::Output)?;
        catalogs::tell(&catalog, session);
        Ok(Exit::Done)
    }
}

fn load(catalog: &Catalog, reference: &Reference, entry: Option<&IndexEntry>) -> Result<Shown, Error> {
    if entry.is_some_and(|entry| entry.kind == EntryKind::Codemods) {
        let set = catalog.codemods(reference)?;
        let codemods = crate::cli::migrate::load_set(&set)?;
        let rules = codemods.iter().map(|codemod| {
            let meta = codemod.meta();
            RuleDocument {
                code: meta.rule.code.to_string(),
                name: meta.rule.name.to_string(),
                summary: meta.summary.to_owned(),
            }
        });
        return Ok(Shown {
            version: set.version.to_string(),
            source: set.source.clone(),
            commit: set.commit.clone(),
            hash: set.hash.clone(),
            template: None,
            files: Vec::new(),
            rules: rules.collect(),
        });
    }
    let template = catalog.load_any(reference)?;
    let mut files: Vec<String> = template.files.iter().map(|file| file.path()).collect();
    files.extend(template.fragments.iter().map(|(kind, _)| format!("{} (merged)", kind.name())));
    files.sort();
    Ok(Shown {
        version: template.manifest.version.to_string(),
        source: template.origin.source.clone(),
        commit: template.origin.commit.clone(),
        hash: template.hash.clone(),
        template: Some(template),
        files,
        rules: Vec::new(),
    })
}

fn head(name: &str, entry: Option<&Entry>, shown: &Shown, theme: Theme) -> String {
    let manifest = shown.template.as_ref().map(|template| &template.manifest);
    let title = entry.map(|entry| &entry.title).or(manifest.map(|manifest| &manifest.title));
    let summary = entry.map(|entry| &entry.summary).or(manifest.map(|manifest| &manifest.summary));
    let mut text = format!(
        "{} {}: {}\n",
        theme.accent(name),
        shown.version,
        theme.strong(title.map(String::as_str).unwrap_or_default())
    );
    for line in wrap(summary.map(String::as_str).unwrap_or_default(), 80) {
        text.push_str(&format!("{line}\n"));
    }
    text
}

fn facts(shelf: &Shelf, entry: &IndexEntry, shown: &Shown, theme: Theme) -> String {
    let stage = match &entry.stage {
        Stage::Deprecated { replaced_by: Some(other) } => format!("deprecated, replaced by {other}"),
        stage => stage.name().to_owned(),
    };
    let owner = entry.owner.as_ref().or(shelf.index.owner.as_ref());
    let facts = [
        ("kind", Some(entry.kind.to_string())),
        ("owner", owner.cloned()),
        ("tags", Some(entry.tags.join(", ")).filter(|tags| !tags.is_empty())),
        ("stage", Some(stage)),
        ("needs", entry.needs_pyworker.as_ref().map(|needed| format!("pyworker {needed}"))),
        ("catalog", Some(place(shelf))),
        ("commit", shown.commit.clone()),
        ("hash", Some(format!("sha256:{}", shown.hash))),
    ];
    let mut text = String::from("\n");
    for (name, fact) in facts {
        if let Some(fact) = fact {
            text.push_str(&format!("  {} {fact}\n", theme.faint(format!("{name:<8}"))));
        }
    }
    text
}

fn versions(entry: &IndexEntry, theme: Theme) -> String {
    let mut published: Vec<_> = entry.versions.iter().collect();
    published.sort_by(|one, other| other.version.cmp(&one.version));
    let mut lines = Vec::new();
    for version in published {
        let mut changes = version.changes.iter();
        lines.push(format!("{:<10} {}", version.version.to_string(), changes.next().map_or("", String::as_str)));
        lines.extend(changes.map(|change| format!("{:<10} {change}", "")));
    }
    below("Versions", lines.into_iter().map(|line| line.trim_end().to_owned()), theme)
}

fn questions(template: &Template, theme: Theme) -> String {
    let width = template.manifest.questions.iter().map(|question| question.name.len()).max().unwrap_or(0) + 2;
    let mut lines = Vec::new();
    for question in &template.manifest.questions {
        let default = match &question.default {
            Some(Default::Value(value)) => format!(" [{value}]"),
            Some(Default::Rendered(text)) => format!(" [{}]", text.text),
            None => String::new(),
        };
        lines.push(format!("{:<width$}{}{default}", question.name, question.prompt));
        let choices: Vec<&str> = question.kind.choices().iter().map(|choice| choice.value.as_str()).collect();
        if !choices.is_empty() {
            lines.push(format!("{:<width$}{}", "", choices.join(", ")));
        }
    }
    below("Questions", lines.into_iter(), theme)
}

/// The commands that a template asks for, before answers are put in; those of migrations with their version.
fn commands(template: &Template) -> Vec<String> {
    let line = |command: &Command| {
        let words: Vec<&str> = command.argv.iter().map(|word| word.text.as_str()).collect();
        shell_line(&words)
    };
    let mut lines: Vec<String> = template.manifest.commands.iter().map(line).collect();
    for migration in &template.manifest.migrations {
        for step in &migration.steps {
            if let MigrationStep::Run(command) = step {
                lines.push(format!("{}   when a project passes {}", line(command), migration.version));
            }
        }
    }
    lines
}

/// A heading with lines below it; nothing without lines.
fn below(title: &str, lines: impl Iterator<Item = String>, theme: Theme) -> String {
    let lines: String = lines.map(|line| format!("  {line}\n")).collect();
    if lines.is_empty() { lines } else { format!("\n{}\n{lines}", theme.strong(title)) }
}

fn usage(name: &str, kind: Option<EntryKind>) -> Option<String> {
    Some(match kind {
        None | Some(EntryKind::Template | EntryKind::Preset) => {
            format!("create-pyworker my-worker --template {name}")
        }
        Some(EntryKind::Layer) => format!("pyworker add {name}"),
        Some(EntryKind::Codemods) => format!("pyworker migrate --codemods {name}"),
    })
}

fn question(question: &Question) -> QuestionDocument<'_> {
    QuestionDocument {
        name: &question.name,
        r#type: match question.kind {
            QuestionKind::Text => "text",
            QuestionKind::Integer => "int",
            QuestionKind::Bool => "bool",
            QuestionKind::Choice(_) => "choice",
            QuestionKind::MultiChoice(_) => "multichoice",
            QuestionKind::Path => "path",
            QuestionKind::Secret => "secret",
        },
        prompt: &question.prompt,
        help: question.help.as_deref(),
        default: match &question.default {
            Some(Default::Value(value)) => Some(value.clone()),
            Some(Default::Rendered(text)) => Some(Value::Text(text.text.clone())),
            None => None,
        },
        when: question.when.as_ref().map(|when| when.text.as_str()),
        choices: question.kind.choices().iter().map(|choice| choice.value.as_str()).collect(),
    }
}
