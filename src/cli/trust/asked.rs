//! What one template asks for.
//! Border: data; made of templates that are chosen, and of answers.
use camino::Utf8Path;

use crate::steps::{Availability, Step, look};
use crate::template::{Requested, Template};
use crate::text::shell_line;

/// The commands of one template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Asked {
    /// The template and its version.
    pub name: String,
    /// Where it came from.
    pub source: String,
    /// SHA-256 of its content.
    pub hash: String,
    /// In the order in which they are run.
    pub commands: Vec<Requested>,
}

impl Asked {
    /// What a template asks for; nothing if that is nothing.
    pub fn of(template: &Template, commands: Vec<Requested>) -> Option<Self> {
        let manifest = &template.manifest;
        (!commands.is_empty()).then(|| Self {
            name: format!("{} {}", manifest.id, manifest.version),
            source: template.origin.source.clone(),
            hash: template.hash.clone(),
            commands,
        })
    }

    /// Without what the tool does by itself.
    #[must_use]
    pub fn without_steps(mut self) -> Option<Self> {
        self.commands.retain(|command| Step::named(&command.argv).is_none());
        (!self.commands.is_empty()).then_some(self)
    }

    /// The commands that somebody has to agree to, as they would be typed.
    pub fn lines(&self) -> Vec<String> {
        let foreign = self.commands.iter().filter(|command| Step::named(&command.argv).is_none());
        foreign.map(|command| shell_line(&command.argv)).collect()
    }
}

/// Whether a step of the closed list has something to do in a directory, and can do it.
pub(super) fn can_run(step: Step, directory: &Utf8Path) -> bool {
    look(step, directory, &|file| directory.join(file).is_file()) == Availability::Ready
}
