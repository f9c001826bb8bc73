//! A typed question and its one validator.
//! Border: what an answer must be; where answers come from, and asking for them, is other people's work.
use std::ops::Range;

use super::{GivenAnswer, PathProblem, Value, jail};
use crate::text::closest;

/// Bytes of one answer, at most.
const ANSWER_BYTES: usize = 64 * 1024;

/// One choice of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is recorded, and typed after `--set`.
    pub value: String,
    /// What is shown.
    pub title: String,
    /// One line about it.
    pub help: Option<String>,
}

/// The type of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// One line of text.
    Text,
    /// A whole number.
    Integer,
    /// Yes or no.
    Bool,
    /// One of a list.
    Choice(Vec<Choice>),
    /// Any of a list.
    MultiChoice(Vec<Choice>),
    /// A path inside the project.
    Path,
    /// A text that is not shown, recorded or repeated.
    Secret,
}

impl QuestionKind {
    /// The choices, if it is a list.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice(choices) | Self::MultiChoice(choices) => choices,
            _ => &[],
        }
    }
}

/// A pattern that the whole answer must match.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The compiled pattern, anchored at both ends.
    pub pattern: regex::Regex,
    /// What is said when it does not match.
    pub message: String,
}

/// An expression of the template language, with its place in the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The expression, without braces.
    pub text: String,
    /// Where the manifest has it.
    pub range: Range<usize>,
}

/// A default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Default {
    /// A fixed value.
    Value(Value),
    /// A text with `{{ … }}` in it, rendered with the answers before it.
    Rendered(Expression),
}

/// One question of a template.
#[derive(Debug, Clone)]
pub struct Question {
    /// The variable's name.
    pub name: String,
    /// Its type.
    pub kind: QuestionKind,
    /// The question as it is put.
    pub prompt: String,
    /// One line that explains it.
    pub help: Option<String>,
    /// The answer that is recommended.
    pub default: Option<Default>,
    /// Asked only if this is true.
    pub when: Option<Expression>,
    /// A pattern for texts.
    pub rule: Option<Rule>,
}

/// Why an answer is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// Nothing was given.
    #[error("an answer is needed")]
    Empty,
    /// Bytes that are no text.
    #[error("it is not UTF-8")]
    NotText,
    /// Not a whole number.
    #[error("a whole number is needed")]
    NotANumber,
    /// Neither yes nor no.
    #[error("the answer is `true` or `false`")]
    NotABool,
    /// More than anybody types.
    #[error("an answer has at most {} bytes", ANSWER_BYTES)]
    Long,
    /// A text must fit in one line.
    #[error("line ends and control characters are not allowed")]
    Control,
    /// Not in the list.
    #[error("{}", not_a_choice(.value, .known, .meant.as_deref()))]
    NotAChoice {
        /// What was given.
        value: String,
        /// What there is.
        known: Vec<String>,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// Given twice in one list.
    #[error("`{value}` is there twice")]
    Twice {
        /// The value.
        value: String,
    },
    /// A path that may leave the project, or that some system cannot have.
    #[error("{0}")]
    Path(PathProblem),
    /// A value of another type, in a file of answers.
    #[error("{found} where {expected} is needed")]
    Kind {
        /// What the question wants.
        expected: &'static str,
        /// What the file has.
        found: &'static str,
    },
    /// The question's own rule.
    #[error("{message}")]
    Rule {
        /// In the words of the template's author.
        message: String,
    },
}

fn not_a_choice(value: &str, known: &[String], meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("there is no choice `{value}`; did you mean `{meant}`?"),
        None => format!("there is no choice `{value}`; the choices are {}", known.join(", ")),
    }
}

impl Question {
    /// Whether its answer must not be shown or recorded.
    pub fn is_secret(&self) -> bool {
        self.kind == QuestionKind::Secret
    }

    /// Reads an answer in whatever form it was given.
    ///
    /// # Errors
    /// Why it is not allowed.
    pub fn take(&self, given: &GivenAnswer) -> Result<Value, Invalid> {
        match given {
            GivenAnswer::Text(text) => self.read(text),
            GivenAnswer::Value(value) => self.check(value.clone()),
            GivenAnswer::NotText => Err(Invalid::NotText),
        }
    }

    /// Reads an answer that was typed, given as a flag, or set in the environment.
    ///
    /// # Errors
    /// Why it is not allowed.
    pub fn read(&self, typed: &str) -> Result<Value, Invalid> {
        let value = match &self.kind {
            QuestionKind::Integer => Value::Integer(typed.trim().parse().map_err(|_| Invalid::NotANumber)?),
            QuestionKind::Bool => match typed.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "1" | "on" => Value::Bool(true),
                "false" | "no" | "n" | "0" | "off" => Value::Bool(false),
                _ => return Err(Invalid::NotABool),
            },
            QuestionKind::MultiChoice(_) => Value::List(
                typed.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect(),
            ),
            _ => Value::Text(typed.to_owned()),
        };
        self.check(value)
    }

    /// Checks a value, from wherever it came, and returns it in its normal form.
    ///
    /// # Errors
    /// Why it is not allowed.
    pub fn check(&self, value: Value) -> Result<Value, Invalid> {
        let is_long = match &value {
            Value::Text(text) => text.len() > ANSWER_BYTES,
            Value::List(texts) => texts.iter().map(String::len).sum::<usize>() > ANSWER_BYTES,
            Value::Bool(_) | Value::Integer(_) => false,
        };
        if is_long {
            return Err(Invalid::Long);
        }
        match (&self.kind, value) {
            (QuestionKind::Text | QuestionKind::Secret, Value::Text(text)) => {
                if text.is_empty() && !self.allows_empty() {
                    return Err(Invalid::Empty);
                }
                if text.chars().any(char::is_control) {
                    return Err(Invalid::Control);
                }
                self.check_rule(&text)?;
                Ok(Value::Text(text))
            }
            (QuestionKind::Path, Value::Text(text)) => {
                if text.is_empty() {
                    return Err(Invalid::Empty);
                }
                jail::check_path(&text).map_err(Invalid::Path)?;
                self.check_rule(&text)?;
                Ok(Value::Text(text))
            }
            (QuestionKind::Choice(choices), Value::Text(text)) => {
                if text.is_empty() && !choices.iter().any(|choice| choice.value.is_empty()) {
                    return Err(Invalid::Empty);
                }
                known(choices, &text)?;
                Ok(Value::Text(text))
            }
            (QuestionKind::MultiChoice(choices), Value::List(values)) => {
                for (index, value) in values.iter().enumerate() {
                    known(choices, value)?;
                    if values[..index].contains(value) {
                        return Err(Invalid::Twice { value: value.clone() });
                    }
                }
                // In the order of the question, so that the same choice is the same answer.
                let ordered = choices.iter().map(|choice| &choice.value).filter(|value| values.contains(value));
                Ok(Value::List(ordered.cloned().collect()))
            }
            (QuestionKind::Integer, value @ Value::Integer(_)) => {
                self.check_rule(&value.to_string())?;
                Ok(value)
            }
            (QuestionKind::Bool, value @ Value::Bool(_)) => Ok(value),
            // A file of answers may spell what a flag would.
            (QuestionKind::Integer | QuestionKind::Bool | QuestionKind::MultiChoice(_), Value::Text(text)) => {
                self.read(&text)
            }
            (_, value) => Err(Invalid::Kind { expected: self.expected(), found: value.kind() }),
        }
    }

    fn allows_empty(&self) -> bool {
        self.default == Some(Default::Value(Value::Text(String::new())))
    }

    fn check_rule(&self, text: &str) -> Result<(), Invalid> {
        match &self.rule {
            Some(rule) if !rule.pattern.is_match(text) => Err(Invalid::Rule { message: rule.message.clone() }),
            _ => Ok(()),
        }
    }

    fn expected(&self) -> &'static str {
        match self.kind {
            QuestionKind::Integer => "a number",
            QuestionKind::Bool => "a yes or no",
            QuestionKind::MultiChoice(_) => "a list",
            _ => "a text",
        }
    }
}

fn known(choices: &[Choice], value: &str) -> Result<(), Invalid> {
    if choices.iter().any(|choice| choice.value == value) {
        return Ok(());
    }
    let known: Vec<String> = choices.iter().map(|choice| choice.value.clone()).collect();
    let meant = closest(value, known.iter().map(String::as_str)).map(str::to_owned);
    Err(Invalid::NotAChoice { value: value.to_owned(), known, meant })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: QuestionKind) -> Question {
        Question { name: "x".into(), kind, prompt: "X".into(), help: None, default: None, when: None, rule: None }
    }

    fn choices(values: &[&str]) -> Vec<Choice> {
        values.iter().map(|value| Choice { value: (*value).into(), title: value.to_uppercase(), help: None }).collect()
    }

    #[test]
    fn numbers_and_yes_or_no_are_read_from_text_and_taken_as_they_are() {
        let number = question(QuestionKind::Integer);
        assert_eq!(number.read(" 42 "), Ok(Value::Integer(42)));
        assert_eq!(number.check(Value::Integer(7)), Ok(Value::Integer(7)));
        assert_eq!(number.check(Value::Text("7".into())), Ok(Value::Integer(7)));
        assert_eq!(number.read("4.2"), Err(Invalid::NotANumber));
        let yes = question(QuestionKind::Bool);
        assert_eq!(yes.read("Yes"), Ok(Value::Bool(true)));
        assert_eq!(yes.read("0"), Ok(Value::Bool(false)));
        assert_eq!(yes.read("maybe"), Err(Invalid::NotABool));
        assert_eq!(yes.check(Value::Integer(1)), Err(Invalid::Kind { expected: "a yes or no", found: "a number" }));
    }

    #[test]
    fn a_choice_has_to_be_in_the_list() {
        let one = question(QuestionKind::Choice(choices(&["bge-base", "bge-large"])));
        assert_eq!(one.read("bge-base"), Ok(Value::Text("bge-base".into())));
        let message = one.read("bge-bsae").expect_err("a slip").to_string();
        assert_eq!(message, "there is no choice `bge-bsae`; did you mean `bge-base`?");
        assert_eq!(one.read(""), Err(Invalid::Empty));
    }

    #[test]
    fn several_choices_come_in_the_order_of_the_question() {
        let many = question(QuestionKind::MultiChoice(choices(&["d1", "kv", "r2"])));
        assert_eq!(many.read("r2, d1"), Ok(Value::List(vec!["d1".into(), "r2".into()])));
        assert_eq!(many.read(""), Ok(Value::List(vec![])));
        assert_eq!(many.read("d1,d1"), Err(Invalid::Twice { value: "d1".into() }));
        assert!(matches!(many.check(Value::List(vec!["d2".into()])), Err(Invalid::NotAChoice { .. })));
    }

    #[test]
    fn texts_are_one_line_and_empty_only_if_that_is_the_default() {
        let mut text = question(QuestionKind::Text);
        assert_eq!(text.read(""), Err(Invalid::Empty));
        assert_eq!(text.read("a\nb"), Err(Invalid::Control));
        text.default = Some(Default::Value(Value::Text(String::new())));
        assert_eq!(text.read(""), Ok(Value::Text(String::new())));
    }

    #[test]
    fn a_rule_speaks_in_its_own_words() {
        let mut text = question(QuestionKind::Text);
        let pattern = regex::Regex::new("^(?:[a-z]+)$").expect("a pattern");
        text.rule = Some(Rule { pattern, message: "lower-case letters only".into() });
        assert_eq!(text.read("abc"), Ok(Value::Text("abc".into())));
        assert_eq!(text.read("Abc").expect_err("upper case").to_string(), "lower-case letters only");
    }

    #[test]
    fn a_path_stays_inside() {
        let path = question(QuestionKind::Path);
        assert_eq!(path.read("src/entry.py"), Ok(Value::Text("src/entry.py".into())));
        assert!(matches!(path.read("../x"), Err(Invalid::Path(_))));
    }
}
