//! The terminal: prompts, diffs, reports and themes.
//! Border: the only room that knows there is a terminal; decides nothing about projects.

mod colour;
mod interrupt;
mod layout;
mod printer;
mod prompter;
mod report;
mod terminal;
mod theme;

pub use colour::ColourChoice;
pub use interrupt::{Interrupts, Shelter};
pub use layout::wrap;
pub use printer::{Format, JSON_VERSION, Printer, Transient, Verbosity};
pub use prompter::{
    Check, Confirm, Menu, MenuKey, NoPrompter, PlainPrompter, PromptError, Prompter, Reply, RichPrompter, Row,
    ScriptedAnswer, ScriptedPrompter, Select, Text,
};
pub use report::{ErrorJson, Report, Snippet};
pub use terminal::{InputChoice, Interaction, Signals, Terminal};
pub use theme::{Colour, Signs, Theme};
