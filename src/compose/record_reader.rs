//! Reads `.pyworker.toml` back: every key is known, every value has its type, every mistake has its place.
//! Border: one text; whether its templates can still be had is found out elsewhere.
use std::collections::BTreeMap;
use std::ops::Range;

use camino::Utf8PathBuf;
use toml_edit::{Document, Item, TableLike};

use super::record::{FORMAT, Record, RecordedTemplate};
use crate::template::{Kind, RECORD, Value, check_path};

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordProblem {
    /// Not UTF-8, or not TOML.
    #[error("{message}")]
    Syntax {
        /// From the parser.
        message: String,
    },
    /// A format that this program does not know.
    #[error("the format {found} is not known to this version of pyworker")]
    Format {
        /// What stands there.
        found: i64,
    },
    /// A key that has to be there.
    #[error("the key `{key}` is missing")]
    Missing {
        /// The key.
        key: &'static str,
    },
    /// A key that means nothing.
    #[error("unknown key `{key}`")]
    Unknown {
        /// The key.
        key: String,
    },
    /// A value that the key cannot have.
    #[error("`{key}` has to be {expected}")]
    Value {
        /// The key.
        key: String,
        /// What it has to be.
        expected: &'static str,
    },
    /// A layer that is there twice, or a second project.
    #[error("`{id}` is there twice")]
    Twice {
        /// The id.
        id: String,
    },
}

/// A record that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{RECORD}: {problem}")]
pub struct RecordError {
    /// The record's text, as far as it is one.
    pub text: String,
    /// The bytes in question.
    pub range: Range<usize>,
    /// What is wrong.
    pub problem: RecordProblem,
}

type Located = (Range<usize>, RecordProblem);

/// Reads a record.
///
/// # Errors
/// The first mistake.
pub fn read(bytes: &[u8]) -> Result<Record, RecordError> {
    let text = std::str::from_utf8(bytes).map_err(|error| RecordError {
        text: String::new(),
        range: 0..0,
        problem: RecordProblem::Syntax { message: format!("byte {} is not UTF-8", error.valid_up_to()) },
    })?;
    parse(text).map_err(|(range, problem)| RecordError { text: text.to_owned(), range, problem })
}

fn parse(text: &str) -> Result<Record, Located> {
    let document = Document::parse(text).map_err(|error| {
        (error.span().unwrap_or(0..0), RecordProblem::Syntax { message: error.message().trim().to_owned() })
    })?;
    let root = Reader { table: document.as_table(), range: 0..0 };
    let format = root.needed("format")?;
    match format.as_integer() {
        Some(FORMAT) => {}
        Some(found) => return Err((root.place("format", format), RecordProblem::Format { found })),
        None => return Err(root.wrong("format", format, "a number")),
    }
    let mut record = Record { variables: root.values("variables")?, templates: Vec::new(), renamed: renamed(&root)? };
    let templates = root.needed("template")?;
    let Some(tables) = templates.as_array_of_tables() else {
        return Err(root.wrong("template", templates, "a list of tables, each under its own [[template]]"));
    };
    for table in tables {
        let reader = Reader { table, range: table.span().unwrap_or(0..0) };
        let template = template(&reader)?;
        let is_twice = |other: &RecordedTemplate| {
            other.id == template.id || other.kind == Kind::Project && template.kind == Kind::Project
        };
        if record.templates.iter().any(is_twice) {
            let range = reader.needed("id").map(|item| reader.place("id", item))?;
            return Err((range, RecordProblem::Twice { id: template.id }));
        }
        record.templates.push(template);
    }
    root.end(&["format", "variables", "renamed", "template"])?;
    Ok(record)
}

/// Paths by the paths that templates have for them.
fn renamed(root: &Reader<'_>) -> Result<BTreeMap<Utf8PathBuf, Utf8PathBuf>, Located> {
    let Some(item) = root.table.get("renamed") else { return Ok(BTreeMap::new()) };
    let table = item.as_table_like().ok_or_else(|| root.wrong("renamed", item, "a table"))?;
    let inner = Reader { table, range: root.place("renamed", item) };
    let expected = "a path inside of the project";
    table
        .iter()
        .map(|(from, item)| {
            let to =
                item.as_str().and_then(|to| check_path(to).ok()).ok_or_else(|| inner.wrong(from, item, expected))?;
            let from = check_path(from).map_err(|_| inner.wrong_key(from, expected))?;
            Ok((from, to))
        })
        .collect()
}

fn template(reader: &Reader<'_>) -> Result<RecordedTemplate, Located> {
    let kind = reader.needed("kind")?;
    let kind = match kind.as_str() {
        Some("project") => Kind::Project,
        Some("feature") => Kind::Feature,
        _ => return Err(reader.wrong("kind", kind, "`project` or `feature`")),
    };
    let version = reader.needed("version")?;
    let version = version
        .as_str()
        .and_then(|text| semver::Version::parse(text).ok())
        .ok_or_else(|| reader.wrong("version", version, "a version such as 1.2.3"))?;
    let hash = reader.needed("hash")?;
    let hash = hash.as_str().and_then(digest).ok_or_else(|| reader.wrong("hash", hash, DIGEST))?;
    let mut files = BTreeMap::new();
    if let Some(item) = reader.table.get("files") {
        let table = item.as_table_like().ok_or_else(|| reader.wrong("files", item, "a table"))?;
        let inner = Reader { table, range: reader.place("files", item) };
        for (path, item) in table.iter() {
            let checked = check_path(path).map_err(|_| inner.wrong_key(path, "a path inside of the project"))?;
            let hash = item.as_str().and_then(digest).ok_or_else(|| inner.wrong(path, item, DIGEST))?;
            files.insert(checked, hash);
        }
    }
    let commit = match reader.table.get("commit") {
        None => None,
        Some(_) => Some(reader.text("commit")?),
    };
    let recorded = RecordedTemplate {
        id: reader.text("id")?,
        kind,
        source: reader.text("source")?,
        commit,
        version,
        hash,
        answers: reader.values("answers")?,
        files,
    };
    reader.end(&["id", "kind", "source", "commit", "version", "hash", "answers", "files"])?;
    Ok(recorded)
}

const DIGEST: &str = "`sha256:` and 64 digits";

fn digest(text: &str) -> Option<String> {
    let hash = text.strip_prefix("sha256:")?;
    let right = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    right.then(|| hash.to_owned())
}

struct Reader<'a> {
    table: &'a dyn TableLike,
    range: Range<usize>,
}

impl<'a> Reader<'a> {
    fn needed(&self, key: &'static str) -> Result<&'a Item, Located> {
        self.table.get(key).ok_or_else(|| (self.range.clone(), RecordProblem::Missing { key }))
    }

    fn key_place(&self, key: &str) -> Option<Range<usize>> {
        self.table.get_key_value(key).and_then(|(key, _)| key.span())
    }

    fn place(&self, key: &str, item: &Item) -> Range<usize> {
        item.span().or_else(|| self.key_place(key)).unwrap_or_else(|| self.range.clone())
    }

    fn wrong(&self, key: &str, item: &Item, expected: &'static str) -> Located {
        (self.place(key, item), RecordProblem::Value { key: key.to_owned(), expected })
    }

    fn wrong_key(&self, key: &str, expected: &'static str) -> Located {
        let range = self.key_place(key).unwrap_or_else(|| self.range.clone());
        (range, RecordProblem::Value { key: key.to_owned(), expected })
    }

    fn text(&self, key: &'static str) -> Result<String, Located> {
        let item = self.needed(key)?;
        match item.as_str().filter(|text| !text.is_empty()) {
            Some(text) => Ok(text.to_owned()),
            None => Err(self.wrong(key, item, "a text")),
        }
    }

    fn values(&self, key: &'static str) -> Result<BTreeMap<String, Value>, Located> {
        let Some(item) = self.table.get(key) else { return Ok(BTreeMap::new()) };
        let table = item.as_table_like().ok_or_else(|| self.wrong(key, item, "a table"))?;
        let inner = Reader { table, range: self.place(key, item) };
        table
            .iter()
            .map(|(name, item)| {
                let value = item.as_value().and_then(Value::from_toml);
                let expected = "a text, a whole number, true or false, or a list of texts";
                Ok((name.to_owned(), value.ok_or_else(|| inner.wrong(name, item, expected))?))
            })
            .collect()
    }

    /// Says that no other key may stand here.
    fn end(&self, known: &[&str]) -> Result<(), Located> {
        match self.table.iter().find(|(key, _)| !known.contains(key)) {
            None => Ok(()),
            Some((key, _)) => {
                let range = self.key_place(key).unwrap_or_else(|| self.range.clone());
                Err((range, RecordProblem::Unknown { key: key.to_owned() }))
            }
        }
    }
}
