//! Templates: manifest, questions, rendering, layers and the file-system jail.
//! Border: data in, planned files out; never writes.

mod answers;
mod budget;
mod command;
mod error;
mod expression;
mod fragment;
mod head;
mod jail;
mod manifest;
mod manifest_reader;
mod manifest_text;
mod migration;
mod page;
mod project_name;
mod question;
mod questionnaire;
mod relations;
mod render;
mod section;
mod template_source;
mod value;

pub use answers::{Answered, Answers, Given, GivenAnswer};
pub use command::{Command, Requested, commands};
pub use error::{AnswerProblem, AnswerTrouble, ManifestProblem, TemplateError, TemplatePlace};
pub use expression::{Variables, fill, names_in_condition, names_in_text};
pub use fragment::FragmentKind;
pub use head::{Head, read as read_head};
pub use jail::{PathProblem, RECORD, SetProblem, TargetProblem, check_path, check_set, check_target};
pub use manifest::{Computed, Docs, Exclusion, FileRule, Group, Kind, Manifest, NextCommand, Preset, PresetAnswer};
pub(crate) use manifest_reader::check_id;
pub use manifest_reader::read as read_manifest;
pub use manifest_text::ManifestText;
pub use migration::{Migration, MigrationStep};
pub use page::page;
pub use project_name::{BUILT_IN_VARIABLES, COMPOSITION_VARIABLES, ENVIRONMENT_VARIABLES, NameProblem, ProjectName};
pub use question::{Choice, Default, Expression, Invalid, Question, QuestionKind, Rule};
pub use questionnaire::{Defaults, Questionnaire};
pub use render::{Fragment, RenderedFile, Renderer, render};
pub(crate) use section::Section;
pub use template_source::{MANIFEST, Origin, PARTIALS, TESTS, Template, TemplateFile, content_hash, is_content};
pub use value::Value;
