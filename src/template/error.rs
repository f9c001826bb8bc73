//! How a template can fail, as data.
//! Border: places and causes; the words for the user stand in `cli::wording`.
use std::ops::Range;

use camino::Utf8PathBuf;

use super::{Answered, PathProblem, SetProblem, TargetProblem};

/// A place in one of the template's own files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplatePlace {
    /// The file, as the template's author knows it.
    pub path: Utf8PathBuf,
    /// Its whole text.
    pub text: String,
    /// The bytes in question.
    pub range: Range<usize>,
}

/// What is wrong with a manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestProblem {
    /// Not TOML.
    #[error("{message}")]
    Syntax {
        /// From the parser.
        message: String,
    },
    /// A key that means nothing.
    #[error("unknown key `{key}`")]
    UnknownKey {
        /// The key.
        key: String,
        /// What may have been meant.
        meant: Option<String>,
        /// What could stand there.
        known: Vec<&'static str>,
    },
    /// A key that has to be there.
    #[error("the key `{key}` is missing")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A value of the wrong type.
    #[error("`{key}` has to be {expected}, this is {found}")]
    WrongType {
        /// The key.
        key: String,
        /// What it has to be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// One of a few words is wanted.
    #[error("`{value}` is not one of {}", .known.join(", "))]
    UnknownValue {
        /// What stands there.
        value: String,
        /// What could.
        known: Vec<&'static str>,
    },
    /// Not a version.
    #[error("not a version: {message}")]
    Version {
        /// From the parser.
        message: String,
    },
    /// Not a pattern.
    #[error("not a pattern: {message}")]
    Pattern {
        /// From the parser.
        message: String,
    },
    /// Not an id.
    #[error("an id has small letters, digits and `-`, and begins with a letter")]
    Id,
    /// A text without a character.
    #[error("`{key}` must not be empty")]
    EmptyText {
        /// The key.
        key: &'static str,
    },
    /// A list type without its list.
    #[error("the type `{kind}` needs `choices`")]
    MissingChoices {
        /// The type.
        kind: &'static str,
    },
    /// The value of a choice that could not be typed after `--set`.
    #[error("a choice's value is not empty and has no comma and no space around it")]
    ChoiceValue,
    /// A name that cannot be a variable.
    #[error("a name has small letters, digits and `_`, and begins with a letter")]
    Name,
    /// A name that is given twice, or to the built-in variables.
    #[error("the name `{name}` is taken")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// A key that does not go with the question's type.
    #[error("`{key}` does not go with the type `{kind}`")]
    DoesNotFit {
        /// The key.
        key: &'static str,
        /// The type.
        kind: &'static str,
    },
    /// A key that manifests of this kind do not have.
    #[error("`{key}` is nothing that a {kind} has")]
    NotForKind {
        /// The key.
        key: &'static str,
        /// The kind.
        kind: &'static str,
    },
    /// A layer that speaks of itself.
    #[error("`{key}` names the layer itself")]
    Itself {
        /// The key.
        key: &'static str,
    },
    /// A list without entries.
    #[error("`{key}` has to have entries")]
    EmptyList {
        /// The key.
        key: &'static str,
    },
    /// A default that the question itself would refuse.
    #[error("this default is not allowed: {reason}")]
    Default {
        /// Why.
        reason: String,
    },
    /// An expression that cannot be parsed.
    #[error("{message}")]
    Expression {
        /// From the template engine.
        message: String,
    },
    /// An expression that uses a variable that is not there, or not yet.
    #[error("there is no variable `{name}` here")]
    UnknownVariable {
        /// The name.
        name: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// An expression that uses an answer that is given later.
    #[error("`{name}` is not known here yet: it comes later")]
    NotYet {
        /// The name.
        name: String,
    },
    /// A step of a migration that does not say what it does.
    #[error("a step says what it does: one of {}", .known.join(", "))]
    NoStep {
        /// What it could say.
        known: Vec<&'static str>,
    },
    /// A character in a command that nobody would see.
    #[error("a command has no character {character:?}: it has to be read before it is run")]
    Unseen {
        /// The first one.
        character: char,
    },
    /// A command whose program is a path, or is still to be rendered.
    #[error("a command begins with the name of a program, without a path and without `{{{{`")]
    Program,
    /// A file rule that no file matches.
    #[error("no file of the template matches")]
    NoMatch,
}

/// Why an answer could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// None was given, and the defaults were not accepted or there is none.
    #[error("an answer is missing")]
    Missing {
        /// The recommended answer, as it would be typed.
        default: Option<String>,
    },
    /// It is not allowed.
    #[error("{reason}")]
    Invalid {
        /// What was given; nothing for secrets.
        given: Option<String>,
        /// Where it came from.
        from: Answered,
        /// Why.
        reason: super::Invalid,
    },
    /// There is no such question.
    #[error("there is no such question")]
    Unknown {
        /// Where it came from.
        from: Answered,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// The project has an answer already.
    #[error("it is answered already")]
    Decided {
        /// Where the other answer came from.
        from: Answered,
        /// The project's answer.
        value: String,
    },
    /// A policy says otherwise.
    #[error("{policy} says {value}")]
    Prescribed {
        /// The answer that it has to be.
        value: String,
        /// The file that says so.
        policy: Utf8PathBuf,
        /// Where the other answer came from.
        from: Answered,
    },
    /// The question is not asked with these answers.
    #[error("this is not asked with these answers")]
    NotAsked {
        /// Where it came from.
        from: Answered,
        /// The condition in the manifest.
        when: String,
    },
}

/// A problem with one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerTrouble {
    /// The question's name.
    pub name: String,
    /// The question as it is put, if there is one.
    pub prompt: Option<String>,
    /// What is wrong.
    pub problem: AnswerProblem,
}

/// Why a template cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The manifest is wrong.
    #[error("{}: {problem}", .place.path)]
    Manifest {
        /// Where.
        place: Box<TemplatePlace>,
        /// What.
        problem: ManifestProblem,
    },
    /// There is no manifest.
    #[error("{path} is missing")]
    NoManifest {
        /// Where it should be.
        path: Utf8PathBuf,
    },
    /// A file in `merge/` that nothing is known to be done with.
    #[error("{path} is no fragment that can be merged")]
    UnknownFragment {
        /// The file.
        path: Utf8PathBuf,
        /// The names that fragments have.
        known: Vec<&'static str>,
    },
    /// A fragment that is not what its name says.
    #[error("{}: {message}", .place.path)]
    Fragment {
        /// Where, in the rendered text.
        place: Box<TemplatePlace>,
        /// What is wrong.
        message: String,
    },
    /// The manifest is not text.
    #[error("{path} is not UTF-8")]
    NotText {
        /// The file.
        path: Utf8PathBuf,
    },
    /// A file cannot be rendered.
    #[error("{}: {message}", .place.path)]
    Render {
        /// Where.
        place: Box<TemplatePlace>,
        /// From the template engine.
        message: String,
    },
    /// The files of a template come to too much.
    #[error("the files of {path} come to more than 64 MiB")]
    TooMuch {
        /// The template.
        path: Utf8PathBuf,
    },
    /// A file uses a variable that the manifest does not have.
    #[error("{}: there is no variable `{name}`", .place.path)]
    UnknownVariable {
        /// Where.
        place: Box<TemplatePlace>,
        /// The name.
        name: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// A rendered path is refused.
    #[error("`{rendered}` (from {path}): {problem}")]
    Path {
        /// The file in the template.
        path: Utf8PathBuf,
        /// What its path became.
        rendered: String,
        /// Why it is refused.
        problem: PathProblem,
    },
    /// Rendered paths do not fit together.
    #[error(transparent)]
    Set(#[from] SetProblem),
    /// The target cannot take a path.
    #[error(transparent)]
    Target(#[from] TargetProblem),
    /// Answers are missing or wrong; all of them are listed.
    #[error("{} answers are missing or wrong", .0.len())]
    Answers(Vec<AnswerTrouble>),
}
