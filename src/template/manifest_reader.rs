//! Reads `template.toml`: every key is known, every value has its type, every mistake has its place.
//! Border: the text of one manifest; whether its patterns match files is checked in `template`.
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml_edit::{Document, Item, Table};

use super::command;
use super::expression::{self, Form};
use super::migration;
use super::relations;
use super::section::Section;
use super::{
    BUILT_IN_VARIABLES, COMPOSITION_VARIABLES, Choice, Command, Computed, Default, ENVIRONMENT_VARIABLES, Expression,
    FileRule, Kind, Manifest, ManifestProblem, ManifestText, NextCommand, Question, QuestionKind, Rule, TemplateError,
    Value,
};
use crate::text::closest;

/// A problem with its place in the text.
pub(crate) type Located = (Range<usize>, ManifestProblem);

/// Something with its place in the text, if it is there.
pub(crate) type Found<T> = Result<Option<(Range<usize>, T)>, Located>;

/// Reads a manifest.
///
/// # Errors
/// The first mistake.
pub fn read(text: &ManifestText) -> Result<Manifest, TemplateError> {
    parse(text).map_err(|(range, problem)| TemplateError::Manifest { place: text.place(range), problem })
}

fn parse(text: &ManifestText) -> Result<Manifest, Located> {
    let document = Document::parse(text.text()).map_err(|error| {
        (error.span().unwrap_or(0..0), ManifestProblem::Syntax { message: error.message().trim().to_owned() })
    })?;
    let mut root = Section::new(document.as_table(), 0..0);
    let id = root.text("id")?;
    check_id(&id.text, &id.range)?;
    let kinds = [Kind::Project, Kind::Feature, Kind::Preset].map(|kind| (kind.as_str(), kind));
    let kind = root.word("kind", &kinds)?;
    let version = root.text("version")?;
    let version = semver::Version::parse(&version.text)
        .map_err(|error| (version.range, ManifestProblem::Version { message: error.to_string() }))?;
    let title = root.text("title")?.text;
    let summary = root.text("summary")?.text;

    let relations = relations::read(&mut root, &id.text, kind)?;
    let docs = relations::docs(&mut root)?;
    let preset = relations::preset(&mut root, kind)?;
    let later = ["question", "computed"].into_iter().flat_map(|key| own_names(document.as_table(), key)).collect();
    let mut names = Names { borrows: !relations.needs.is_empty(), later, ..Names::default() };
    let mut questions = Vec::new();
    for mut section in root.tables("question")? {
        questions.push(question(&mut section, &mut names)?);
        section.end()?;
    }
    let mut computed = Vec::new();
    for mut section in root.tables("computed")? {
        let name = names.take(section.text("name")?)?;
        let value = section.text("value")?;
        names.check(&value, Form::Text)?;
        names.add(&name);
        computed.push(Computed { name, value });
        section.end()?;
    }
    let mut files = Vec::new();
    for mut section in root.tables("file")? {
        files.push(file_rule(&mut section, &names)?);
        section.end()?;
    }
    let mut next = Vec::new();
    for mut section in root.tables("next")? {
        let command = section.text("command")?;
        names.check(&command, Form::Text)?;
        let note = section.optional_text("note")?.map(|note| note.text);
        let when = names.condition(&mut section)?;
        section.end()?;
        next.push(NextCommand { command, note, when });
    }
    if kind == Kind::Preset {
        root.refuse(&["migration", "command", "extends", "partials"], kind.as_str())?;
    }
    // Known to whoever found the files.
    root.optional_text("extends")?;
    root.texts("partials")?;
    let mut commands = Vec::new();
    for mut section in root.tables("command")? {
        let argv = command::argv(&mut section)?;
        for word in &argv {
            names.check(word, Form::Text)?;
        }
        let note = section.optional_text("note")?.map(|note| note.text);
        let when = names.condition(&mut section)?;
        section.end()?;
        commands.push(Command { argv, note, when });
    }
    let migrations = migration::read(&mut root, &version)?;
    root.end()?;
    Ok(Manifest {
        id: id.text,
        kind,
        version,
        title,
        summary,
        group: relations.group,
        needs: relations.needs,
        conflicts: relations.conflicts,
        after: relations.after,
        docs,
        preset,
        questions,
        computed,
        files,
        next,
        commands,
        migrations,
        foreign: names.foreign.into_inner(),
        text: text.clone(),
    })
}

/// Checks the name of a template, a catalog or a tag.
///
/// # Errors
/// The problem, at `range`.
pub(crate) fn check_id(id: &str, range: &Range<usize>) -> Result<(), Located> {
    let right = id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.chars().all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-');
    if right { Ok(()) } else { Err((range.clone(), ManifestProblem::Id)) }
}

/// The names that the tables under `[[key]]` give, whether they are right or not.
fn own_names(table: &Table, key: &str) -> Vec<String> {
    let tables = table.get(key).and_then(Item::as_array_of_tables);
    let name = |table: &Table| table.get("name").and_then(Item::as_str).map(str::to_owned);
    tables.into_iter().flat_map(|tables| tables.iter()).filter_map(name).collect()
}

/// The variables that can be used so far.
#[derive(std::default::Default)]
struct Names {
    taken: BTreeSet<String>,
    /// Whether names may be those of a layer that this one needs.
    borrows: bool,
    /// All names that the manifest gives, also those that are not known yet.
    later: BTreeSet<String>,
    /// Names that are not known here.
    foreign: RefCell<Vec<Expression>>,
}

impl Names {
    /// Checks that the name is free and can be a variable.
    fn take(&self, name: Expression) -> Result<String, Located> {
        let right = name.text.starts_with(|first: char| first.is_ascii_lowercase())
            && name
                .text
                .chars()
                .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_');
        if !right {
            return Err((name.range, ManifestProblem::Name));
        }
        if self.taken.contains(&name.text) || reserved().any(|reserved| reserved == name.text) {
            return Err((name.range, ManifestProblem::NameTaken { name: name.text }));
        }
        Ok(name.text)
    }

    fn add(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Checks that an expression parses and uses only what is there.
    fn check(&self, expression: &Expression, form: expression::Form) -> Result<(), Located> {
        let used = expression::variables(&expression.text, form)
            .map_err(|message| (expression.range.clone(), ManifestProblem::Expression { message }))?;
        let built_in = || BUILT_IN_VARIABLES.into_iter().chain(COMPOSITION_VARIABLES);
        let known = || self.taken.iter().map(String::as_str).chain(built_in());
        let mut unknown = used.into_iter().filter(|name| !known().any(|known| known == name)).peekable();
        if let Some(name) = unknown.peek().filter(|name| self.later.contains(*name)) {
            return Err((expression.range.clone(), ManifestProblem::NotYet { name: name.clone() }));
        }
        if self.borrows {
            let range = &expression.range;
            self.foreign.borrow_mut().extend(unknown.map(|text| Expression { text, range: range.clone() }));
            return Ok(());
        }
        match unknown.next() {
            None => Ok(()),
            Some(name) => {
                let meant = closest(&name, known()).map(str::to_owned);
                Err((expression.range.clone(), ManifestProblem::UnknownVariable { name, meant }))
            }
        }
    }

    fn condition(&self, section: &mut Section<'_>) -> Result<Option<Expression>, Located> {
        let condition = section.optional_text("when")?;
        if let Some(condition) = &condition {
            self.check(condition, Form::Condition)?;
        }
        Ok(condition)
    }
}

/// The names that no question can have.
fn reserved() -> impl Iterator<Item = &'static str> {
    BUILT_IN_VARIABLES.into_iter().chain(COMPOSITION_VARIABLES).chain(ENVIRONMENT_VARIABLES)
}

fn question(section: &mut Section<'_>, names: &mut Names) -> Result<Question, Located> {
    let name = names.take(section.text("name")?)?;
    let word = section.text("type")?;
    let choices = choices(section)?;
    let listed = |kind: &'static str| match &choices {
        Some((_, choices)) => Ok(choices.clone()),
        None => Err((word.range.clone(), ManifestProblem::MissingChoices { kind })),
    };
    let (kind, kind_name) = match word.text.as_str() {
        "text" => (QuestionKind::Text, "text"),
        "int" => (QuestionKind::Integer, "int"),
        "bool" => (QuestionKind::Bool, "bool"),
        "choice" => (QuestionKind::Choice(listed("choice")?), "choice"),
        "multichoice" => (QuestionKind::MultiChoice(listed("multichoice")?), "multichoice"),
        "path" => (QuestionKind::Path, "path"),
        "secret" => (QuestionKind::Secret, "secret"),
        _ => {
            let known = vec!["text", "int", "bool", "choice", "multichoice", "path", "secret"];
            return Err((word.range, ManifestProblem::UnknownValue { value: word.text, known }));
        }
    };
    if let Some((range, _)) = choices.filter(|_| kind.choices().is_empty()) {
        return Err((range, ManifestProblem::DoesNotFit { key: "choices", kind: kind_name }));
    }
    let prompt = section.text("prompt")?.text;
    let help = section.optional_text("help")?.map(|help| help.text);
    let when = names.condition(section)?;
    let rule = rule(section, &kind, kind_name)?;
    let mut question = Question { name, kind, prompt, help, default: None, when, rule };
    question.default = default(section, &question, names, kind_name)?;
    names.add(&question.name);
    Ok(question)
}

fn choices(section: &mut Section<'_>) -> Found<Vec<Choice>> {
    let Some((range, entries)) = section.inline_tables("choices")? else {
        return Ok(None);
    };
    if entries.is_empty() {
        return Err((range, ManifestProblem::EmptyList { key: "choices" }));
    }
    let mut choices: Vec<Choice> = Vec::new();
    for mut entry in entries {
        let value = entry.text("value")?;
        // Commas separate the values of `--set name=a,b`.
        if value.text.is_empty() || value.text.contains(',') || value.text.trim() != value.text {
            return Err((value.range, ManifestProblem::ChoiceValue));
        }
        if choices.iter().any(|known| known.value == value.text) {
            return Err((value.range, ManifestProblem::NameTaken { name: value.text }));
        }
        let title = entry.optional_text("title")?;
        let help = entry.optional_text("help")?.map(|help| help.text);
        entry.end()?;
        let shown = title.as_ref().map_or(&value.text, |title| &title.text).clone();
        if choices.iter().any(|known| known.title == shown) {
            return Err((title.unwrap_or(value).range, ManifestProblem::NameTaken { name: shown }));
        }
        choices.push(Choice { value: value.text, title: shown, help });
    }
    Ok(Some((range, choices)))
}

fn rule(section: &mut Section<'_>, kind: &QuestionKind, kind_name: &'static str) -> Result<Option<Rule>, Located> {
    let Some((range, mut entry)) = section.inline_table("rule")? else {
        return Ok(None);
    };
    if matches!(kind, QuestionKind::Bool | QuestionKind::Choice(_) | QuestionKind::MultiChoice(_)) {
        return Err((range, ManifestProblem::DoesNotFit { key: "rule", kind: kind_name }));
    }
    let pattern = entry.text("pattern")?;
    let compiled = regex::Regex::new(&format!("^(?:{})$", pattern.text)).map_err(|error| {
        let message = error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        (pattern.range, ManifestProblem::Pattern { message })
    })?;
    let message = entry.text("message")?.text;
    entry.end()?;
    Ok(Some(Rule { pattern: compiled, message }))
}

fn default(
    section: &mut Section<'_>,
    question: &Question,
    names: &Names,
    kind_name: &'static str,
) -> Result<Option<Default>, Located> {
    let Some((range, value)) = section.optional_value("default")? else {
        return Ok(None);
    };
    if question.is_secret() {
        return Err((range, ManifestProblem::DoesNotFit { key: "default", kind: kind_name }));
    }
    if let Value::Text(text) = &value
        && text.contains("{{")
    {
        let expression = Expression { text: text.clone(), range };
        names.check(&expression, Form::Text)?;
        return Ok(Some(Default::Rendered(expression)));
    }
    if value == Value::Text(String::new()) && question.kind == QuestionKind::Text {
        return Ok(Some(Default::Value(value)));
    }
    match question.check(value) {
        Ok(value) => Ok(Some(Default::Value(value))),
        Err(reason) => Err((range, ManifestProblem::Default { reason: reason.to_string() })),
    }
}

fn file_rule(section: &mut Section<'_>, names: &Names) -> Result<FileRule, Located> {
    let pattern = section.text("path")?;
    let matcher = globset::GlobBuilder::new(&pattern.text)
        .literal_separator(true)
        .backslash_escape(false)
        .build()
        .map_err(|error| (pattern.range.clone(), ManifestProblem::Pattern { message: error.kind().to_string() }))?
        .compile_matcher();
    let when = names.condition(section)?;
    let executable = section.optional_bool("executable")?;
    Ok(FileRule { pattern: pattern.text, matcher, when, executable, range: pattern.range })
}

#[cfg(test)]
#[path = "manifest_tests.rs"]
mod tests;
