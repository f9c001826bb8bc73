//! What the rules of one kind are about, in one word.
//! Border: the first digit of a code; rules have their own names.
use crate::plan::Rule;

/// `handlers` for `PW101`; a rule of a team's own is its own kind.
pub fn family(rule: &Rule) -> &str {
    match rule.code.get(..3) {
        Some("PW1") => "handlers",
        Some("PW2") => "request",
        Some("PW3") => "responses",
        Some("PW4") => "bindings",
        Some("PW5") => "configuration",
        _ => &rule.name,
    }
}
