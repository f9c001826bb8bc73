//! From a template and its answers to the files of a project.
//! Border: bytes in memory. Files without the suffix are copied byte by byte; line ends and final newlines stay.
use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use tera::{Context, ErrorKind, Tera};

use super::budget::{BUDGET, Bounded, Overrun, within};
use super::expression::{context, engine, fill, holds, message};
use super::{
    Answers, BUILT_IN_VARIABLES, COMPOSITION_VARIABLES, ENVIRONMENT_VARIABLES, FragmentKind, PathProblem, Template,
    TemplateError, TemplateFile, TemplatePlace, Variables, jail,
};
use crate::plan::FileMode;
use crate::text::closest;

/// Bytes of all files of one template, at most.
const TOTAL_BYTES: usize = 64 * 1024 * 1024;

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

/// A fragment that is laid into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// What it is laid into.
    pub kind: FragmentKind,
    /// Where it is stored, as the template's author knows it.
    pub stored: Utf8PathBuf,
    /// Its text.
    pub text: String,
}

/// Renders the files of `template` that its rules select, sorted by path.
///
/// # Errors
/// A file, condition or path that cannot be rendered, and paths that are refused.
pub fn render(template: &Template, answers: &Answers) -> Result<Vec<RenderedFile>, TemplateError> {
    Renderer::new(template, &[])?.files(&answers.variables)
}

/// One template, parsed and checked, to be rendered any number of times.
pub struct Renderer<'template> {
    template: &'template Template,
    texts: Texts<'template>,
    engine: Arc<Tera>,
}

impl<'template> Renderer<'template> {
    /// Parses the files of `template`. They may use its own names and those in `foreign`.
    ///
    /// # Errors
    /// A file that cannot be parsed, and names that are not known.
    pub fn new(template: &'template Template, foreign: &[&str]) -> Result<Self, TemplateError> {
        let texts = Texts::read(template)?;
        let mut engine = engine();
        let named: Vec<(&str, &str)> = texts.0.iter().map(|(name, text)| (name.as_str(), text.text)).collect();
        engine.add_raw_templates(named).map_err(|error| texts.locate(template, &error))?;
        texts.check_variables(template, foreign, &engine)?;
        Ok(Self { template, texts, engine: Arc::new(engine) })
    }

    /// The files that the template's rules select, sorted by path.
    ///
    /// # Errors
    /// A file, condition or path that cannot be rendered, and paths that are refused.
    pub fn files(&self, variables: &Variables) -> Result<Vec<RenderedFile>, TemplateError> {
        let template = self.template;
        let context = context(variables);
        let (mut rendered, mut total) = (Vec::new(), 0);
        for file in &template.files {
            let path = file.path();
            if !selected(template, &path, variables)? {
                continue;
            }
            let content = self.content(file, &context)?;
            total += content.len();
            if total > TOTAL_BYTES {
                return Err(TemplateError::TooMuch { path: template.origin.directory.clone() });
            }
            let mode = mode(template, &path, &content);
            rendered.push(RenderedFile { path: render_path(file, &path, variables)?, content, mode });
        }
        rendered.sort_by(|one, other| one.path.cmp(&other.path));
        jail::check_set(rendered.iter().map(|file| file.path.as_path()))?;
        Ok(rendered)
    }

    /// The fragment for one file, if the template has it.
    ///
    /// # Errors
    /// When it cannot be rendered, or is no text.
    pub fn fragment(&self, kind: FragmentKind, variables: &Variables) -> Result<Option<Fragment>, TemplateError> {
        let Some((_, file)) = self.template.fragments.iter().find(|(known, _)| *known == kind) else {
            return Ok(None);
        };
        let stored = file.shown.clone();
        let content = self.content(file, &context(variables))?;
        let text = String::from_utf8(content).map_err(|_| TemplateError::NotText { path: stored.clone() })?;
        Ok(Some(Fragment { kind, stored, text }))
    }

    fn content(&self, file: &TemplateFile, context: &Context) -> Result<Vec<u8>, TemplateError> {
        if !file.is_rendered() {
            return Ok(file.content.to_vec());
        }
        let (engine, name, context) = (Arc::clone(&self.engine), file.name(), context.clone());
        let rendered = within(BUDGET, move || {
            let mut output = Bounded::to(BUDGET.output);
            let result = engine.render_to(&name, &context, &mut output);
            (result, output)
        });
        match rendered {
            Ok((Ok(()), output)) => Ok(output.bytes),
            Ok((Err(_), output)) if output.is_full => Err(self.overrun(file, &Overrun::Output.to_string())),
            Ok((Err(error), _)) => Err(self.texts.locate(self.template, &error)),
            Err(overrun) => Err(self.overrun(file, &overrun.to_string())),
        }
    }

    /// More than any template may use; there is no place in the file that one could point at.
    fn overrun(&self, file: &TemplateFile, message: &str) -> TemplateError {
        match self.texts.place(&file.name(), 0..0) {
            Some(place) => TemplateError::Render { place, message: message.to_owned() },
            None => TemplateError::NotText { path: file.shown.clone() },
        }
    }
}

/// The mode of a file: what the last rule about it says. Without one, whatever begins with `#!` is there to be run; the
/// modes of a template's own files are not asked, because a clone on another system, and the program itself, have none.
fn mode(template: &Template, path: &str, content: &[u8]) -> FileMode {
    let rules = template.manifest.files.iter().filter(|rule| rule.matcher.is_match(path));
    let executable = rules.filter_map(|rule| rule.executable).next_back().unwrap_or_else(|| content.starts_with(b"#!"));
    if executable { FileMode::Executable } else { FileMode::Regular }
}

/// A file is written if every rule that matches it holds.
fn selected(template: &Template, path: &str, variables: &Variables) -> Result<bool, TemplateError> {
    for rule in template.manifest.files.iter().filter(|rule| rule.matcher.is_match(path)) {
        let Some(when) = &rule.when else { continue };
        let wanted = holds(&when.text, variables)
            .map_err(|message| TemplateError::Render { place: template.manifest.place(when.range.clone()), message })?;
        if !wanted {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Renders the segments of a path one by one, so that no value can add a segment.
fn render_path(file: &TemplateFile, path: &str, variables: &Variables) -> Result<Utf8PathBuf, TemplateError> {
    let stored = file.shown.clone();
    let mut segments = Vec::new();
    for segment in path.split('/') {
        if !segment.contains("{{") && !segment.contains("{%") {
            segments.push(segment.to_owned());
            continue;
        }
        let filled = fill(segment, variables).map_err(|message| TemplateError::Render {
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
        let files = template.files.iter().chain(template.fragments.iter().map(|(_, file)| file));
        for file in files.filter(|file| file.is_rendered()).chain(&template.partials) {
            let stored = file.shown.clone();
            let text =
                std::str::from_utf8(&file.content).map_err(|_| TemplateError::NotText { path: stored.clone() })?;
            texts.insert(file.name(), Text { stored, text });
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
        let place = place.unwrap_or_else(|| template.manifest.place(0..0));
        TemplateError::Render { place, message: message(error) }
    }

    /// Every name in every file has to be in the manifest, also in branches that these answers do not reach.
    fn check_variables(&self, template: &Template, foreign: &[&str], engine: &Tera) -> Result<(), TemplateError> {
        let wrangler = FragmentKind::Wrangler.engine_name();
        for (path, text) in &self.0 {
            let environment = if *path == wrangler { &ENVIRONMENT_VARIABLES[..] } else { &[] };
            let built_in = || BUILT_IN_VARIABLES.into_iter().chain(COMPOSITION_VARIABLES).chain(environment.to_vec());
            let known = || template.manifest.variables().chain(foreign.iter().copied()).chain(built_in());
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
