//! `pyworker catalog search WORD…`.
//! Border: asks for all entries and chooses; how well an entry fits is decided in `fitness`.
use camino::Utf8Path;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::entry_document::EntryDocument;
use super::shown::{Named, lines};
use crate::catalog::{Entry, EntryKind, Stage};
use crate::cli::{Error, Exit, Session, catalogs};

/// Find templates, layers and codemod sets in all catalogs
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// All of these have to be in the name, title, summary, tags or owner
    words: Vec<String>,
    /// Only what has this tag; can be given many times
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only what is of this kind
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Only what is at this stage; what is deprecated is left out otherwise
    #[arg(long, value_enum)]
    stage: Option<StageName>,
    /// Only what belongs to this owner
    #[arg(long)]
    owner: Option<String>,
    /// Fetch nothing; use what was fetched last
    #[arg(long)]
    offline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Template,
    Preset,
    Layer,
    Codemods,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StageName {
    Stable,
    Beta,
    Deprecated,
}

impl From<Kind> for EntryKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Template => Self::Template,
            Kind::Preset => Self::Preset,
            Kind::Layer => Self::Layer,
            Kind::Codemods => Self::Codemods,
        }
    }
}

#[derive(Serialize)]
struct Document {
    command: &'static str,
    entries: Vec<EntryDocument>,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let catalog = catalogs::open(Utf8Path::new("."), self.offline, session)?;
        let mut found: Vec<(usize, Entry)> = Vec::new();
        for kind in EntryKind::ALL.into_iter().filter(|kind| self.kind.is_none_or(|wanted| *kind == wanted.into())) {
            for entry in catalog.entries(kind)? {
                found.extend(self.fitness(&entry).map(|fitness| (fitness, entry)));
            }
        }
        // The best first; equals stay in the order of the catalogs.
        found.sort_by_key(|(fitness, _)| std::cmp::Reverse(*fitness));
        let named: Vec<Named<'_>> =
            found.iter().map(|(_, entry)| Named { name: catalog.name_of(entry), entry }).collect();
        session.printer.result(&lines(&named, 0, session.printer.stdout_theme())).map_err(Error::Output)?;
        if named.is_empty() {
            session.printer.note("Nothing fits. `pyworker catalog list` shows everything.");
        }
        let entries = named.iter().map(|named| EntryDocument::new(named.entry, named.name.clone())).collect();
        session.printer.json(&Document { command: "catalog search", entries }).map_err(Error::Output)?;
        Ok(Exit::Done)
    }

    /// How well an entry fits; nothing if it does not.
    fn fitness(&self, entry: &Entry) -> Option<usize> {
        let stage = match entry.stage {
            Stage::Stable => StageName::Stable,
            Stage::Beta => StageName::Beta,
            Stage::Deprecated { .. } => StageName::Deprecated,
        };
        let is_wanted = match self.stage {
            Some(wanted) => stage == wanted,
            None => stage != StageName::Deprecated,
        };
        let has_tags = self.tag.iter().all(|tag| entry.tags.contains(tag));
        let has_owner = self.owner.as_ref().is_none_or(|owner| entry.owner.as_ref() == Some(owner));
        if !is_wanted || !has_tags || !has_owner {
            return None;
        }
        let contains = |text: &str, word: &str| text.to_lowercase().contains(word);
        let mut fitness = 0;
        for word in self.words.iter().map(|word| word.to_lowercase()) {
            fitness += if entry.id == word {
                20
            } else if contains(&entry.id, &word) {
                10
            } else if entry.tags.iter().any(|tag| contains(tag, &word)) {
                6
            } else if contains(&entry.title, &word) {
                5
            } else if contains(&entry.summary, &word) {
                2
            } else if contains(&entry.full_name(), &word)
                || entry.owner.as_ref().is_some_and(|owner| contains(owner, &word))
            {
                1
            } else {
                return None;
            };
        }
        Some(fitness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            tag: Vec::new(),
            kind: None,
            stage: None,
            owner: None,
            offline: true,
        }
    }

    fn entry(id: &str, stage: Stage) -> Entry {
        Entry {
            catalog: "acme".into(),
            id: id.into(),
            kind: EntryKind::Template,
            title: "JSON API".into(),
            summary: "Notes in D1, behind Access.".into(),
            owner: Some("platform".into()),
            tags: vec!["http".into(), "sql".into()],
            group: None,
            stage,
            versions: Vec::new(),
        }
    }

    #[test]
    fn all_words_have_to_fit_and_names_count_most() {
        let fitness = |words: &[&str]| arguments(words).fitness(&entry("api", Stage::Stable));
        assert!(fitness(&["api"]) > fitness(&["sql"]));
        assert!(fitness(&["sql"]) > fitness(&["Access"]));
        assert!(fitness(&["Access"]) > fitness(&["platform"]));
        assert!(fitness(&["api", "d1"]).is_some());
        assert_eq!(fitness(&["api", "kv"]), None);
        assert_eq!(fitness(&[]), Some(0));
    }

    #[test]
    fn filters() {
        let deprecated = entry("api", Stage::Deprecated { replaced_by: None });
        assert_eq!(arguments(&["api"]).fitness(&deprecated), None);
        let wanted = Arguments { stage: Some(StageName::Deprecated), ..arguments(&["api"]) };
        assert!(wanted.fitness(&deprecated).is_some());
        let tagged = |tag: &str| Arguments { tag: vec![tag.into()], ..arguments(&[]) };
        assert!(tagged("http").fitness(&entry("api", Stage::Beta)).is_some());
        assert_eq!(tagged("kv").fitness(&entry("api", Stage::Beta)), None);
        let owned = Arguments { owner: Some("other".into()), ..arguments(&[]) };
        assert_eq!(owned.fitness(&entry("api", Stage::Beta)), None);
    }
}
