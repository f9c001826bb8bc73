//! Asking: one trait, four ways.
//! Border: how a question is put and read; which questions there are, and what an answer means, is the caller's.

mod none;
mod plain;
mod rich;
mod rich_theme;
mod scripted;

pub use none::NoPrompter;
pub use plain::PlainPrompter;
pub use rich::RichPrompter;
pub use scripted::{ScriptedAnswer, ScriptedPrompter};

/// Looks at a typed answer; the error is shown and the question put again.
pub type Check<'check> = &'check dyn Fn(&str) -> Result<(), String>;

/// A question whose answer is typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'text> {
    /// The question, short.
    pub prompt: &'text str,
    /// One line that explains it.
    pub help: Option<&'text str>,
    /// Taken when nothing is typed.
    pub default: Option<&'text str>,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Unique in its list.
    pub title: String,
    /// One line, shown for the row in focus.
    pub help: Option<String>,
    /// Why the row cannot be chosen, if so.
    pub disabled: Option<String>,
}

/// A question whose answer is one row of a list, or several.
#[derive(Debug, Clone, Copy)]
pub struct Select<'text> {
    /// The question, short.
    pub prompt: &'text str,
    /// One line that explains it.
    pub help: Option<&'text str>,
    /// What can be chosen; not empty.
    pub rows: &'text [Row],
    /// The rows chosen at first: exactly one where one answer is wanted.
    pub chosen: &'text [usize],
}

/// A yes or no.
#[derive(Debug, Clone, Copy)]
pub struct Confirm<'text> {
    /// The question, short.
    pub prompt: &'text str,
    /// One line that explains it.
    pub help: Option<&'text str>,
    /// The answer to the bare Enter key.
    pub default: bool,
}

/// One key of a menu; it is shown as `[k]eep` if the label starts with the key, else as `[k] label`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MenuKey<'text> {
    /// The key, lower case.
    pub key: char,
    /// What it does.
    pub label: &'text str,
}

impl std::fmt::Display for MenuKey<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.label.strip_prefix(self.key) {
            Some(rest) => write!(formatter, "[{}]{rest}", self.key),
            None => write!(formatter, "[{}] {}", self.key, self.label),
        }
    }
}

/// A line with keys to press.
#[derive(Debug, Clone, Copy)]
pub struct Menu<'text> {
    /// What stands before the keys; may be empty.
    pub prompt: &'text str,
    /// The keys.
    pub keys: &'text [MenuKey<'text>],
    /// The key that the bare Enter key stands for.
    pub default: Option<char>,
    /// The key after which the line is taken back from the screen, because the question before comes again.
    pub back: Option<char>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply<T> {
    /// An answer.
    Answer(T),
    /// The question before, please.
    Back,
}

impl<T> Reply<T> {
    /// Changes the answer, if it is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reply<U> {
        match self {
            Self::Answer(answer) => Reply::Answer(change(answer)),
            Self::Back => Reply::Back,
        }
    }
}

/// Why no answer came.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// The input ended.
    #[error("the input ended before the question `{prompt}` was answered")]
    Ended {
        /// The open question.
        prompt: String,
    },
    /// Nobody can be asked in this run.
    #[error("the question `{prompt}` cannot be asked without a terminal")]
    Unavailable {
        /// The open question.
        prompt: String,
    },
    /// The terminal failed.
    #[error("the terminal cannot be used")]
    Terminal(#[source] std::io::Error),
}

/// Puts questions. Every method repeats the question until the answer is valid.
pub trait Prompter {
    /// A typed answer.
    ///
    /// # Errors
    /// When no answer came.
    fn text(&mut self, question: &Text<'_>, check: Check<'_>) -> Result<Reply<String>, PromptError>;

    /// A typed answer that is not shown. The default is never shown either.
    ///
    /// # Errors
    /// When no answer came.
    fn secret(&mut self, question: &Text<'_>, check: Check<'_>) -> Result<Reply<String>, PromptError>;

    /// Yes or no.
    ///
    /// # Errors
    /// When no answer came.
    fn confirm(&mut self, question: &Confirm<'_>) -> Result<Reply<bool>, PromptError>;

    /// One row, by its index.
    ///
    /// # Errors
    /// When no answer came.
    fn select(&mut self, question: &Select<'_>) -> Result<Reply<usize>, PromptError>;

    /// Any number of rows, by their indexes, ascending.
    ///
    /// # Errors
    /// When no answer came.
    fn select_many(&mut self, question: &Select<'_>) -> Result<Reply<Vec<usize>>, PromptError>;

    /// One key of a menu.
    ///
    /// # Errors
    /// When no answer came.
    fn menu(&mut self, menu: &Menu<'_>) -> Result<char, PromptError>;

    /// What a person types to come back to the question before.
    fn way_back(&self) -> &'static str;

    /// Says something between two questions.
    fn say(&mut self, text: &str);

    /// Takes the last settled line back from the screen, where that is possible: the question comes again.
    fn retract(&mut self);
}

/// The rows chosen, as one line.
fn joined(question: &Select<'_>, rows: &[usize]) -> String {
    let titles: Vec<&str> =
        rows.iter().filter_map(|row| question.rows.get(*row)).map(|row| row.title.as_str()).collect();
    if titles.is_empty() { "none".to_owned() } else { titles.join(", ") }
}

/// The first chosen row that cannot be chosen, worded.
fn refused(question: &Select<'_>, rows: &[usize]) -> Option<String> {
    rows.iter()
        .filter_map(|row| question.rows.get(*row))
        .find_map(|row| row.disabled.as_ref().map(|reason| format!("{} cannot be chosen: {reason}", row.title)))
}
