//! The terminal: prompts, diffs, reports and themes.
//! Border: the only room that knows there is a terminal; decides nothing about projects.

mod colour;
mod command_document;
mod counts;
mod diff;
mod interrupt;
mod layout;
mod migration;
mod page;
mod plan_document;
mod printer;
mod progress;
mod prompter;
mod report;
mod terminal;
mod theme;
mod update;

pub use colour::ColourChoice;
pub use command_document::CommandDocument;
pub use counts::count;
pub use diff::{DiffView, Layout};
pub use interrupt::{Interrupts, Shelter};
pub use layout::wrap;
pub use migration::{
    Detail, MigrationDocument, MigrationView, ReviewAid, ReviewEnd, Tally, WorkerView, annotate, annotations, review,
    sarif,
};
pub use page::page;
pub use plan_document::{ChangeDocument, FileDocument, FindingDocument, changes, files, findings};
pub use printer::{Format, JSON_VERSION, Printer, Transient, Verbosity};
pub use progress::Progress;
pub use prompter::{
    Check, Confirm, Menu, MenuKey, NoPrompter, PlainPrompter, PromptError, Prompter, Reply, RichPrompter, Row,
    ScriptedAnswer, ScriptedPrompter, Select, Text,
};
pub use report::{ErrorJson, Report, Snippet};
pub use terminal::{InputChoice, Interaction, Signals, Terminal};
pub use theme::{Colour, Signs, Theme};
pub use update::{DriftView, TemplateView, UpdateDocument, UpdateView};
