//! What a team allows and demands: sources, layers, answers.
//! Border: data and the question whether a source is allowed; who asks, and what becomes of it, is other people's work.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use globset::{GlobBuilder, GlobMatcher};

use super::location::tidy;
use super::reference::Reference;
use crate::template::Value;

/// What one file of settings allows and demands.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The file.
    pub path: Utf8PathBuf,
    /// The only sources that may be used; without a list, all.
    pub sources: Option<Vec<SourcePattern>>,
    /// Layers that every new project gets.
    pub layers: Vec<Reference>,
    /// Answers that are not asked for, because they are decided.
    pub answers: BTreeMap<String, Value>,
}

/// An answer that a policy has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The question's name.
    pub name: String,
    /// The answer.
    pub value: Value,
    /// The file that says so.
    pub policy: Utf8PathBuf,
}

/// A pattern for sources.
#[derive(Debug, Clone)]
pub struct SourcePattern {
    text: String,
    matcher: GlobMatcher,
}

impl SourcePattern {
    /// A pattern as it is written in a file in `base`: the name of a source, or a path, in which `*` stands for anything.
    ///
    /// # Errors
    /// In the words of the parser.
    pub fn new(text: &str, base: &Utf8Path) -> Result<Self, String> {
        let is_path = text.starts_with(['.', '/', '~']);
        let pattern = match super::home::expand(Utf8Path::new(text)) {
            Some(path) => path.into_string(),
            None if is_path => tidy(&base.join(text)).into_string(),
            None => text.to_owned(),
        };
        let matcher = GlobBuilder::new(&pattern)
            .backslash_escape(false)
            .build()
            .map_err(|error| error.kind().to_string())?
            .compile_matcher();
        Ok(Self { text: text.to_owned(), matcher })
    }
}

impl std::fmt::Display for SourcePattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Policy {
    /// Whether a source may be used: what it is called when it is recorded, with or without its directory.
    pub fn allows(&self, source: &str) -> bool {
        let whole = source.rsplit_once("//").filter(|(address, _)| !address.ends_with(':')).map(|(address, _)| address);
        self.sources.as_ref().is_none_or(|sources| {
            sources.iter().any(|pattern| {
                pattern.matcher.is_match(source) || whole.is_some_and(|whole| pattern.matcher.is_match(whole))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(patterns: &[&str]) -> Policy {
        let sources = patterns.iter().map(|text| SourcePattern::new(text, "/work/app".into()).expect("a pattern"));
        Policy { sources: Some(sources.collect()), ..Policy::default() }
    }

    #[test]
    fn sources_are_allowed_by_name_or_pattern() {
        let policy = policy(&["built-in", "gh:acme/*", "git@git.acme.example:*", "../templates", "./own/*"]);
        for source in [
            "built-in",
            "gh:acme/templates",
            "gh:acme/templates//api",
            "git@git.acme.example:team/x.git",
            "/work/templates",
            "/work/app/own/x",
        ] {
            assert!(policy.allows(source), "{source}");
        }
        for source in ["gh:acme-evil/x", "gh:other/acme", "https://git.acme.example/x", "/work/templates2", "/etc"] {
            assert!(!policy.allows(source), "{source}");
        }
    }

    #[test]
    fn a_repository_is_allowed_with_all_its_directories() {
        assert!(policy(&["https://host/x"]).allows("https://host/x//sub"));
        assert!(policy(&["https://host/x//sub"]).allows("https://host/x//sub"));
        assert!(!policy(&["https://host/x//sub"]).allows("https://host/x//other"));
        assert!(!policy(&["https:"]).allows("https://host/x"));
    }

    #[test]
    fn without_a_list_everything_is_allowed_and_with_an_empty_one_nothing() {
        assert!(Policy::default().allows("gh:any/thing"));
        assert!(!policy(&[]).allows("built-in"));
    }
}
