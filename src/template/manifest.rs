//! What `template.toml` says.
//! Border: data; reading and checking it is `manifest_reader`'s work.
use std::ops::Range;

use camino::Utf8Path;

use super::{Command, Expression, ManifestText, Migration, Question, TemplatePlace, Value};

/// What a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Starts a project.
    Project,
    /// Is laid over an existing worker.
    Feature,
    /// Names a project template, layers and answers; has no files of its own.
    Preset,
}

impl Kind {
    /// As manifests and records spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Feature => "feature",
            Self::Preset => "preset",
        }
    }
}

/// What a layer has to do with; layers are listed by it, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// What the worker reacts to.
    Handlers,
    /// Where data is kept.
    Data,
    /// Models, other workers, limits.
    Compute,
    /// Pages and interfaces.
    Web,
    /// Tests, delivery, logs.
    Quality,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Handlers, Self::Data, Self::Compute, Self::Web, Self::Quality];

    /// As manifests spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Handlers => "handlers",
            Self::Data => "data",
            Self::Compute => "compute",
            Self::Web => "web",
            Self::Quality => "quality",
        }
    }
}

/// A layer that cannot be combined with this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// The other layer's id, with its place.
    pub layer: Expression,
    /// Why, for the user.
    pub reason: String,
}

/// What the page of a layer says beyond the manifest's other parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// A few sentences, in Markdown.
    pub about: Option<String>,
    /// One line for each binding.
    pub bindings: Vec<String>,
    /// What it costs on the platform.
    pub costs: Option<String>,
    /// One line for each limit.
    pub limits: Vec<String>,
    /// One line for each route.
    pub routes: Vec<String>,
}

/// What a preset stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// The project template's id.
    pub base: Expression,
    /// The layers' ids.
    pub layers: Vec<Expression>,
    /// Answers that it decides; others can still be given.
    pub answers: Vec<PresetAnswer>,
}

/// An answer that a preset decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresetAnswer {
    /// The question, with its place.
    pub name: Expression,
    /// The answer.
    pub value: Value,
}

/// A variable that the template works out from the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// The variable's name.
    pub name: String,
    /// Text with `{{ … }}` in it.
    pub value: Expression,
}

/// What holds for the files of one path or pattern.
#[derive(Debug, Clone)]
pub struct FileRule {
    /// The files, by the path they are written to: `dot-` is `.`, the suffix `.tera` is gone, nothing is rendered.
    pub pattern: String,
    /// The same, ready to match.
    pub matcher: globset::GlobMatcher,
    /// Written only if this is true.
    pub when: Option<Expression>,
    /// Whether the files can be run; `None`: if they begin with `#!`.
    pub executable: Option<bool>,
    /// Where the manifest has the pattern.
    pub range: Range<usize>,
}

/// A command that is worth running next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextCommand {
    /// As it is typed in the project; may have `{{ … }}` in it.
    pub command: Expression,
    /// What it is for, or what comes of it.
    pub note: Option<String>,
    /// Named only if this is true.
    pub when: Option<Expression>,
}

/// One template's manifest.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// Its name in a catalog.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// Its own version.
    pub version: semver::Version,
    /// A few words.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Of a layer: what it has to do with.
    pub group: Option<Group>,
    /// Of a layer: the layers that have to be there before it.
    pub needs: Vec<Expression>,
    /// Of a layer: those that cannot be there with it.
    pub conflicts: Vec<Exclusion>,
    /// Of a layer: those that are laid before it if they are there.
    pub after: Vec<Expression>,
    /// For its page.
    pub docs: Docs,
    /// Of a preset: what it stands for.
    pub preset: Option<Preset>,
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
    /// In the order in which they are worked out, after all questions.
    pub computed: Vec<Computed>,
    /// All that apply to a file hold for it.
    pub files: Vec<FileRule>,
    /// In the order in which they are typed, after everything is installed.
    pub next: Vec<NextCommand>,
    /// In the order in which they are run, once the files are written and everything is installed.
    pub commands: Vec<Command>,
    /// By version: what is done when a project passes it.
    pub migrations: Vec<Migration>,
    /// Names that are none of its own: those of a layer that it needs, or mistakes. Known when it is composed.
    pub foreign: Vec<Expression>,
    /// Its text with what it inherits, for pointing into it.
    pub text: ManifestText,
}

impl Manifest {
    /// A place in its text.
    pub fn place(&self, range: Range<usize>) -> Box<TemplatePlace> {
        self.text.place(range)
    }

    /// The manifest's own file, as errors name it.
    pub fn path(&self) -> &Utf8Path {
        self.text.path()
    }

    /// Every name that the template's files may use, apart from [`super::BUILT_IN_VARIABLES`].
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        let questions = self.questions.iter().map(|question| question.name.as_str());
        questions.chain(self.computed.iter().map(|computed| computed.name.as_str()))
    }
}
