//! The rules there are, and the codes that name them.
//! Border: a lookup; what the rules do is the codemods' business.
use super::error::MigrateError;
use crate::codemods::{Meta, registry};

/// All rules of a run.
#[derive(Debug, Clone)]
pub struct RuleBook {
    metas: Vec<&'static Meta>,
}

impl RuleBook {
    /// The rules that come with the tool.
    pub fn built_in() -> Self {
        let mut metas: Vec<&'static Meta> = registry::built_in().iter().map(|codemod| codemod.meta()).collect();
        metas.sort_by(|one, other| one.rule.cmp(&other.rule));
        Self { metas }
    }

    /// All of them, in order of their codes.
    pub fn all(&self) -> impl Iterator<Item = &'static Meta> {
        self.metas.iter().copied()
    }

    /// The rule with this code or name, whatever the case.
    pub fn find(&self, code: &str) -> Option<&'static Meta> {
        self.all().find(|meta| meta.rule.code.eq_ignore_ascii_case(code) || meta.rule.name.eq_ignore_ascii_case(code))
    }

    /// All codes.
    pub fn names(&self) -> Vec<String> {
        self.all().map(|meta| meta.rule.code.to_string()).collect()
    }

    /// The codes of an option, in upper case: each must begin the code of some rule, or be the name of one.
    ///
    /// # Errors
    /// The first that means no rule.
    pub fn check(&self, option: &'static str, codes: &[String]) -> Result<Vec<String>, MigrateError> {
        let known = |typed: &String| {
            let code = typed.trim().to_ascii_uppercase();
            if !code.is_empty() && self.all().any(|meta| meta.rule.code.starts_with(&code)) {
                return Ok(code);
            }
            let named = self.find(typed.trim()).map(|meta| meta.rule.code.to_string());
            named.ok_or_else(|| MigrateError::UnknownRule {
                option: Some(option),
                code: typed.clone(),
                known: self.names(),
            })
        };
        codes.iter().map(known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_prefixes_and_names_are_known_and_nothing_else() {
        let book = RuleBook::built_in();
        let check =
            |codes: &[&str]| book.check("--select", &codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>());
        assert_eq!(check(&["pw101", "PW1", "handlers-to-class"]).expect("known"), ["PW101", "PW1", "PW101"]);
        for unknown in ["PW999", "", "X"] {
            let Err(MigrateError::UnknownRule { option, code, .. }) = check(&["PW1", unknown]) else {
                panic!("{unknown} is known");
            };
            assert_eq!((option, code.as_str()), (Some("--select"), unknown));
        }
    }
}
