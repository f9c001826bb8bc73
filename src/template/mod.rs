//! Templates: manifest, questions, rendering, layers and the file-system jail.
//! Border: data in, planned files out; never writes.

mod answers;
mod error;
mod expression;
mod fragment;
mod head;
mod jail;
mod manifest;
mod manifest_reader;
mod project_name;
mod propose;
mod question;
mod questionnaire;
mod record;
mod relations;
mod render;
mod section;
mod template_source;
mod value;

pub use answers::{Answered, Answers, Given, GivenAnswer};
pub use error::{AnswerProblem, AnswerTrouble, ManifestProblem, TemplateError, TemplatePlace};
pub use expression::Variables;
pub use fragment::FragmentKind;
pub use head::{Head, read as read_head};
pub(crate) use jail::check_path;
pub use jail::{PathProblem, RECORD, SetProblem, TargetProblem};
pub use manifest::{Computed, Docs, Exclusion, FileRule, Group, Kind, Manifest, NextCommand, Preset, PresetAnswer};
pub(crate) use manifest_reader::check_id;
pub use manifest_reader::read as read_manifest;
pub use project_name::{BUILT_IN_VARIABLES, COMPOSITION_VARIABLES, ENVIRONMENT_VARIABLES, NameProblem, ProjectName};
pub use propose::{Layer, propose};
pub use question::{Choice, Default, Expression, Invalid, Question, QuestionKind, Rule};
pub use questionnaire::{Defaults, Questionnaire};
pub use record::FORMAT as RECORD_FORMAT;
pub use render::{Fragment, RenderedFile, Renderer, render};
pub(crate) use section::Section;
pub use template_source::{MANIFEST, Origin, TESTS, Template, TemplateFile, content_hash, is_content};
pub use value::Value;
