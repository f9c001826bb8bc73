//! What the user decided about the commands of templates.
//! Border: one small file among the user's own state; asking and running are others' work.
//!
//! A decision is about the content of one template from one source. Another content is another decision.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use toml_edit::{DocumentMut, Item, Table, value};

use super::index_reader::{HASH_PREFIX, bare_hash};

/// The file's name.
const FILE: &str = "trust.toml";
const HEADER: &str =
    "# Whose commands pyworker may run, by source and content of the template. pyworker writes this file.\n";
/// Digits of a hash that are enough to name it.
pub const SHORTEST: usize = 12;

/// What was decided about the commands of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They may be run.
    Trusted,
    /// They are left out.
    Refused,
}

impl Verdict {
    /// As the file and the outputs spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Refused => "refused",
        }
    }
}

/// A decision about the content of one template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustDecision {
    /// Where the template came from.
    pub source: String,
    /// SHA-256 of its content, in small hexadecimal digits.
    pub hash: String,
    /// The template and its version, for people.
    pub name: String,
    /// What was decided.
    pub verdict: Verdict,
}

/// All decisions of the user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    file: Option<Utf8PathBuf>,
    decisions: BTreeMap<(String, String), TrustDecision>,
}

impl Trust {
    /// Reads the decisions. A file that cannot be read counts as none: everything is then asked again.
    pub fn read(state: Option<&Utf8Path>) -> Self {
        let file = state.map(|state| state.join(FILE));
        let text = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        Self { file, decisions: parse(&text) }
    }

    /// What was decided about this content of this source.
    pub fn verdict(&self, source: &str, hash: &str) -> Option<Verdict> {
        self.decisions.get(&(source.to_owned(), hash.to_owned())).map(|decision| decision.verdict)
    }

    /// All decisions, by source.
    pub fn decisions(&self) -> impl Iterator<Item = &TrustDecision> {
        self.decisions.values()
    }

    /// Keeps a decision, in place of an earlier one about the same.
    pub fn decide(&mut self, decision: TrustDecision) {
        self.decisions.insert((decision.source.clone(), decision.hash.clone()), decision);
    }

    /// Forgets what was decided about a source, or about a content (its hash, or the beginning of it); says what it was.
    pub fn forget(&mut self, name: &str) -> Vec<TrustDecision> {
        let named = |decision: &TrustDecision| decision.source == name || is_hash_of(name, &decision.hash);
        let (forgotten, kept) = std::mem::take(&mut self.decisions).into_iter().partition(|(_, it)| named(it));
        self.decisions = kept;
        BTreeMap::into_values(forgotten).collect()
    }

    /// Forgets all decisions; says what they were.
    pub fn forget_all(&mut self) -> Vec<TrustDecision> {
        std::mem::take(&mut self.decisions).into_values().collect()
    }

    /// The file, as messages name it.
    pub fn file(&self) -> Utf8PathBuf {
        self.file.clone().unwrap_or_else(|| FILE.into())
    }

    /// Writes the decisions.
    ///
    /// # Errors
    /// As the system says, and if it names no place for the user's state.
    pub fn save(&self) -> std::io::Result<()> {
        match &self.file {
            Some(file) => super::write::replace(file, &self.text()),
            None => Err(std::io::Error::new(std::io::ErrorKind::NotFound, "there is no place for the user's state")),
        }
    }

    fn text(&self) -> String {
        let mut document = DocumentMut::new();
        for decision in self.decisions.values() {
            let mut entry = toml_edit::InlineTable::new();
            entry.insert("verdict", decision.verdict.as_str().into());
            entry.insert("template", decision.name.as_str().into());
            let table = document.entry(&decision.source).or_insert(Item::Table(Table::new()));
            if let Some(table) = table.as_table_mut() {
                table.insert(&format!("{HASH_PREFIX}{}", decision.hash), value(entry));
            }
        }
        format!("{HEADER}{document}")
    }
}

/// Whether a text is the hash, or enough of its beginning, with or without `sha256:` before it.
pub fn is_hash_of(text: &str, hash: &str) -> bool {
    let digits = text.strip_prefix(HASH_PREFIX).unwrap_or(text);
    digits.len() >= SHORTEST && hash.starts_with(digits)
}

fn parse(text: &str) -> BTreeMap<(String, String), TrustDecision> {
    let mut decisions = BTreeMap::new();
    let document = text.parse::<DocumentMut>().unwrap_or_default();
    for (source, table) in document.iter() {
        for (hash, item) in table.as_table_like().into_iter().flat_map(toml_edit::TableLike::iter) {
            let Some(item) = item.as_table_like() else { continue };
            let verdict = match item.get("verdict").and_then(Item::as_str) {
                Some("trusted") => Verdict::Trusted,
                Some("refused") => Verdict::Refused,
                _ => continue,
            };
            let Some(hash) = bare_hash(hash) else { continue };
            let name = item.get("template").and_then(Item::as_str).unwrap_or_default().to_owned();
            let key = (source.to_owned(), hash.to_owned());
            let (source, hash) = key.clone();
            decisions.insert(key, TrustDecision { source, hash, name, verdict });
        }
    }
    decisions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(source: &str, digit: char, verdict: Verdict) -> TrustDecision {
        TrustDecision { source: source.into(), hash: digit.to_string().repeat(64), name: "api 1.0.0".into(), verdict }
    }

    #[test]
    fn a_decision_is_about_one_content_of_one_source() {
        let directory = tempfile::tempdir().expect("a directory");
        let state = Utf8Path::from_path(directory.path()).expect("UTF-8").join("deep/state");
        let mut trust = Trust::read(Some(&state));
        trust.decide(decision("gh:acme/x", 'a', Verdict::Trusted));
        trust.decide(decision("gh:acme/x", 'b', Verdict::Refused));
        trust.save().expect("written");
        let mut trust = Trust::read(Some(&state));
        let verdict = |trust: &Trust, source: &str, digit: &str| trust.verdict(source, &digit.repeat(64));
        assert_eq!(verdict(&trust, "gh:acme/x", "a"), Some(Verdict::Trusted));
        assert_eq!(verdict(&trust, "gh:acme/x", "b"), Some(Verdict::Refused));
        assert_eq!(verdict(&trust, "gh:acme/x", "c"), None);
        assert_eq!(verdict(&trust, "gh:acme/y", "a"), None);
        trust.decide(decision("gh:acme/x", 'a', Verdict::Refused));
        assert_eq!(verdict(&trust, "gh:acme/x", "a"), Some(Verdict::Refused));
        assert_eq!(trust.decisions().count(), 2);
    }

    #[test]
    fn decisions_are_forgotten_by_hash_and_by_source() {
        let mut trust = Trust::default();
        for (source, digit) in [("gh:acme/x", 'a'), ("gh:acme/x", 'b'), ("gh:acme/y", 'a')] {
            trust.decide(decision(source, digit, Verdict::Trusted));
        }
        assert!(trust.forget("aaa").is_empty(), "too short to mean one");
        assert!(trust.forget("").is_empty());
        assert_eq!(trust.forget("sha256:bbbbbbbbbbbb").len(), 1);
        assert_eq!(trust.forget("gh:acme/x").len(), 1);
        assert_eq!(trust.forget(&"a".repeat(64)).len(), 1);
        assert_eq!(trust.decisions().count(), 0);
    }

    #[test]
    fn what_cannot_be_read_is_no_decision() {
        assert!(parse("not toml [").is_empty());
        let hash = "c".repeat(64);
        for line in [
            format!("'sha256:{hash}' = {{ verdict = 'yes' }}"),
            format!("'{hash}' = {{ verdict = 'trusted' }}"),
            "'sha256:c' = { verdict = 'trusted' }".to_owned(),
            format!("'sha256:{hash}' = 'trusted'"),
        ] {
            assert!(parse(&format!("['gh:acme/x']\n{line}\n")).is_empty(), "{line}");
        }
        assert!(Trust::default().save().is_err());
    }
}
