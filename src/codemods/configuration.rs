//! The worker's configuration as the codemods about it see it.
//! Border: reads and points; what is changed is each codemod's own.
use camino::{Utf8Path, Utf8PathBuf};

use crate::config::WranglerConfig;
use crate::config::wrangler;
use crate::plan::{Edit, Place};
use crate::text::{Dialect, LineIndex, Source};

use super::{Action, Context};

/// A text file with places.
#[derive(Debug)]
pub(super) struct TextFile {
    /// Relative to the root.
    pub path: Utf8PathBuf,
    /// Its text.
    pub text: String,
    lines: LineIndex,
}

impl TextFile {
    /// Reads a file, if it is there and UTF-8.
    pub fn read(context: &Context<'_>, path: &Utf8Path) -> Option<Self> {
        let source = Source::decode(context.files.read(path)?.bytes()).ok()?;
        Some(Self { path: path.to_owned(), lines: LineIndex::new(&source.text), text: source.text })
    }

    /// The place of a byte.
    pub fn place(&self, offset: usize) -> Place {
        let (line, column) = self.lines.position(&self.text, offset);
        Place { path: self.path.clone(), line, column }
    }

    /// Edits of this file.
    pub fn edit(&self, edits: Vec<Edit>) -> Action {
        Action::edit(&self.path, edits)
    }
}

/// The worker's configuration.
#[derive(Debug)]
pub(super) struct Configuration {
    /// Its file.
    pub file: TextFile,
    /// What it says.
    pub config: WranglerConfig,
}

impl Configuration {
    /// Reads it; `Facts` keep it for the codemods.
    pub fn read(context: &Context<'_>) -> Option<Self> {
        let path = context.worker.config.as_deref()?;
        let file = TextFile::read(context, path)?;
        let format = wrangler::format_of(path.file_name()?)?;
        let config = WranglerConfig::parse(file.text.clone(), format).ok()?;
        Some(Self { file, config })
    }
}

/// The compatibility date that the migration raises to.
pub(super) fn target_date<'a>(context: &Context<'a>) -> &'a str {
    context.options.compatibility_date.as_deref().unwrap_or(crate::config::platform::COMPATIBILITY_DATE)
}

/// The line end that new files get: the one of the worker's configuration.
pub(super) fn newline(context: &Context<'_>) -> &'static str {
    let configuration = context.facts.configuration(context);
    configuration.map_or("\n", |configuration| Dialect::of(&configuration.file.text).newline.as_str())
}

/// Names as a sentence has them: `a, b and c`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
