//! From a template and its answers to the files of a project.
//! Border: bytes in memory. Files without the suffix are copied byte by byte; line ends and final newlines stay.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use tera::{ErrorKind, Tera};

use super::expression::{context, engine, fill, holds, message};
use super::{Answers, BUILT_IN_VARIABLES, PathProblem, Template, TemplateError, TemplateFile, TemplatePlace, jail};
use crate::plan::FileMode;
use crate::text::closest;

/// One file of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedFile {
    /// Where it goes; it has passed the jail.
    pub path: Utf8PathBuf,
    /// Its bytes.
    pub content: Vec<u8>,
    /// Its permissions.
    pub mode: FileMode,
}

/// Renders the files of `template` that its rules select, sorted by path.
///
/// # Errors
/// A file, condition or path that cannot be rendered, and paths that are refused.
pub fn render(template: &Template, answers: &Answers) -> Result<Vec<RenderedFile>, TemplateError> {
    let texts = Texts::read(template)?;
    let mut engine = engine();
    let named: Vec<(&str, &str)> = texts.0.iter().map(|(name, text)| (name.as_str(), text.text)).collect();
    engine.add_raw_templates(named).map_err(|error| texts.locate(template, &error))?;
    texts.check_variables(template, &engine)?;

    let context = context(&answers.variables);
    let mut rendered = Vec::new();
    for file in &template.files {
        let path = file.path();
        if !selected(template, &path, answers)? {
            continue;
        }
        let executable = template.manifest.files.iter().any(|rule| rule.executable && rule.matcher.is_match(&path));
        let content = if file.is_rendered() {
            engine.render(&path, &context).map_err(|error| texts.locate(template, &error))?.into_bytes()
        } else {
            file.content.to_vec()
        };
        let mode = if executable { FileMode::Executable } else { FileMode::Regular };
        rendered.push(RenderedFile { path: render_path(template, file, &path, answers)?, content, mode });
    }
    rendered.sort_by(|one, other| one.path.cmp(&other.path));
    jail::check_set(rendered.iter().map(|file| file.path.as_path()))?;
    Ok(rendered)
}

/// A file is written if every rule that matches it holds.
fn selected(template: &Template, path: &str, answers: &Answers) -> Result<bool, TemplateError> {
    for rule in template.manifest.files.iter().filter(|rule| rule.matcher.is_match(path)) {
        let Some(when) = &rule.when else { continue };
        let wanted = holds(&when.text, &answers.variables).map_err(|message| TemplateError::Render {
            place: Box::new(TemplatePlace {
                path: template.manifest.path.clone(),
                text: template.manifest.text.clone(),
                range: when.range.clone(),
            }),
            message,
        })?;
        if !wanted {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Renders the segments of a path one by one, so that no value can add a segment.
fn render_path(
    template: &Template,
    file: &TemplateFile,
    path: &str,
    answers: &Answers,
) -> Result<Utf8PathBuf, TemplateError> {
    let stored = template.origin.directory.join(&file.stored);
    let mut segments = Vec::new();
    for segment in path.split('/') {
        if !segment.contains("{{") && !segment.contains("{%") {
            segments.push(segment.to_owned());
            continue;
        }
        let filled = fill(segment, &answers.variables).map_err(|message| TemplateError::Render {
            place: Box::new(TemplatePlace { path: stored.clone(), text: path.to_owned(), range: 0..path.len() }),
            message,
        })?;
        if filled.contains('/') {
            let problem = PathProblem::Character { character: '/' };
            return Err(TemplateError::Path { path: stored, rendered: filled, problem });
        }
        segments.push(filled);
    }
    let rendered = segments.join("/");
    jail::check_path(&rendered).map_err(|problem| TemplateError::Path { path: stored, rendered, problem })
}

/// The texts of the files that are rendered, by the path they are written to.
struct Texts<'template>(BTreeMap<String, Text<'template>>);

struct Text<'template> {
    stored: Utf8PathBuf,
    text: &'template str,
}

impl<'template> Texts<'template> {
    fn read(template: &'template Template) -> Result<Self, TemplateError> {
        let mut texts = BTreeMap::new();
        for file in template.files.iter().filter(|file| file.is_rendered()) {
            let stored = template.origin.directory.join(&file.stored);
            let text =
                std::str::from_utf8(&file.content).map_err(|_| TemplateError::NotText { path: stored.clone() })?;
            texts.insert(file.path(), Text { stored, text });
        }
        Ok(Self(texts))
    }

    fn place(&self, name: &str, range: std::ops::Range<usize>) -> Option<Box<TemplatePlace>> {
        let text = self.0.get(name)?;
        Some(Box::new(TemplatePlace { path: text.stored.clone(), text: text.text.to_owned(), range }))
    }

    /// Gives an error of the engine its place.
    fn locate(&self, template: &Template, error: &tera::Error) -> TemplateError {
        let place = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                self.place(report.filename(), report.span().range.clone())
            }
            _ => None,
        };
        // Without a place the whole template is meant: its manifest stands for it.
        let place = place.unwrap_or_else(|| {
            let manifest = &template.manifest;
            Box::new(TemplatePlace { path: manifest.path.clone(), text: manifest.text.clone(), range: 0..0 })
        });
        TemplateError::Render { place, message: message(error) }
    }

    /// Every name in every file has to be in the manifest, also in branches that these answers do not reach.
    fn check_variables(&self, template: &Template, engine: &Tera) -> Result<(), TemplateError> {
        let known = || template.manifest.variables().chain(BUILT_IN_VARIABLES);
        for (path, text) in &self.0 {
            let used = engine.get_template_variables(path).map_err(|error| self.locate(template, &error))?;
            let unknown = used.into_iter().filter(|name| !known().any(|known| known == *name)).min();
            if let Some(name) = unknown {
                let at = first_use(text.text, name);
                let place =
                    TemplatePlace { path: text.stored.clone(), text: text.text.to_owned(), range: at..at + name.len() };
                let meant = closest(name, known()).map(str::to_owned);
                return Err(TemplateError::UnknownVariable { place: Box::new(place), name: name.to_owned(), meant });
            }
        }
        Ok(())
    }
}

/// Where a tag uses `name` first; the engine tells which names are used, not where.
fn first_use(text: &str, name: &str) -> usize {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut from = 0;
    while let Some(found) = text[from..].find(name) {
        let at = from + found;
        let before = text[..at].chars().next_back().is_some_and(is_word);
        let after = text[at + name.len()..].chars().next().is_some_and(is_word);
        let opened = text[..at].rfind("{{").max(text[..at].rfind("{%"));
        let closed = text[..at].rfind("}}").max(text[..at].rfind("%}"));
        if !before && !after && opened.is_some() && opened > closed {
            return at;
        }
        from = at + name.len();
    }
    0
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
