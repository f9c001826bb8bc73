//! What `template.toml` says.
//! Border: data; reading and checking it is `manifest_reader`'s work.
use std::ops::Range;

use camino::Utf8PathBuf;

use super::{Expression, Question};

/// What a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Starts a project.
    Project,
    /// Is laid over an existing worker.
    Feature,
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
    /// Whether the files can be run.
    pub executable: bool,
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
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
    /// In the order in which they are worked out, after all questions.
    pub computed: Vec<Computed>,
    /// All that apply to a file hold for it.
    pub files: Vec<FileRule>,
    /// In the order in which they are typed, after everything is installed.
    pub next: Vec<NextCommand>,
    /// The manifest's text, for pointing into it.
    pub text: String,
    /// The manifest's name, for pointing into it.
    pub path: Utf8PathBuf,
}

impl Manifest {
    /// Every name that the template's files may use, apart from [`super::BUILT_IN_VARIABLES`].
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        let questions = self.questions.iter().map(|question| question.name.as_str());
        questions.chain(self.computed.iter().map(|computed| computed.name.as_str()))
    }
}
