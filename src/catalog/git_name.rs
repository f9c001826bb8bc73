//! Which texts may be given to git as the name of a tag, a branch or a commit.
//! Border: git's own rules for names, and no text that git could take for an option or an expression.

/// Why a name is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitNameProblem {
    /// No name.
    #[error("it is empty")]
    Empty,
    /// It could be taken for an option.
    #[error("it begins with `-`")]
    Dash,
    /// A character or sequence that means something else to git.
    #[error("it contains `{text}`")]
    Contains {
        /// What is not allowed.
        text: String,
    },
    /// A part that git keeps for itself.
    #[error("a part of it begins or ends with a dot, or ends with `.lock`")]
    Part,
}

/// Checks a name.
///
/// # Errors
/// The first rule that it breaks.
pub fn check(name: &str) -> Result<(), GitNameProblem> {
    if name.is_empty() {
        return Err(GitNameProblem::Empty);
    }
    if name.starts_with('-') {
        return Err(GitNameProblem::Dash);
    }
    let forbidden = |character: &char| {
        character.is_control()
            || character.is_whitespace()
            || matches!(character, '~' | '^' | ':' | '?' | '*' | '[' | '\\')
    };
    if let Some(character) = name.chars().find(forbidden) {
        return Err(GitNameProblem::Contains { text: character.escape_debug().to_string() });
    }
    if let Some(text) = ["..", "@{", "//"].into_iter().find(|text| name.contains(text)) {
        return Err(GitNameProblem::Contains { text: text.to_owned() });
    }
    let wrong = |part: &str| part.is_empty() || part.starts_with('.') || part.ends_with('.') || part.ends_with(".lock");
    if name == "@" || name.split('/').any(wrong) {
        return Err(GitNameProblem::Part);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tags_branches_and_commits() {
        for name in ["v1", "v1.2.0", "api-v2.0.0", "release/2026.1", "main", "0a1b2c3d", "größe"] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn options_expressions_and_what_git_refuses() {
        assert_eq!(check(""), Err(GitNameProblem::Empty));
        assert_eq!(check("--upload-pack=x"), Err(GitNameProblem::Dash));
        for name in ["a b", "a..b", "main~1", "a^{tree}", "HEAD@{1}", "a:b", "a\0b", "x*", "a//b"] {
            assert!(matches!(check(name), Err(GitNameProblem::Contains { .. })), "{name:?}");
        }
        for name in ["@", ".a", "a.", "a.lock", "/a", "a/"] {
            assert_eq!(check(name), Err(GitNameProblem::Part), "{name}");
        }
    }
}
