//! The rule that asks for a change or a finding.
//! Border: a name, not the rule's work.
use std::fmt;

/// A rule's code and name, such as `PW101 handlers-to-class`.
///
/// Built-in rules borrow their texts, rules loaded from a team's folder own them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rule {
    /// The stable code, for example `PW101`.
    pub code: std::borrow::Cow<'static, str>,
    /// The readable name, for example `handlers-to-class`.
    pub name: std::borrow::Cow<'static, str>,
}

impl Rule {
    /// A rule known at compile time.
    pub const fn new(code: &'static str, name: &'static str) -> Self {
        Self { code: std::borrow::Cow::Borrowed(code), name: std::borrow::Cow::Borrowed(name) }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.code, self.name)
    }
}
