//! One case as its folder has it.
//! Border: reads files; running it is `process`' work.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item};

use crate::tree::{self, Tree};

/// One program that is run and checked.
#[derive(Debug)]
pub struct Run {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The exit code that is expected.
    pub exit: i32,
    /// What it can read.
    pub input: String,
}

/// One case.
#[derive(Debug)]
pub struct Case {
    /// Its folder.
    pub folder: PathBuf,
    /// What is run first, and has to succeed.
    pub setup: Vec<Vec<String>>,
    /// What is run and checked, in order.
    pub runs: Vec<Run>,
    /// Variables beside the usual ones.
    pub environment: BTreeMap<String, String>,
    /// Words that are replaced in what is printed, because they differ from run to run.
    pub replace: Vec<(regex::Regex, String)>,
    /// The tree before.
    pub before: Tree,
    /// Trees beside it, by the name of their directory.
    pub beside: BTreeMap<String, Tree>,
    /// How much of the tree afterwards is compared.
    pub scope: Scope,
}

/// How much of the tree afterwards is compared.
#[derive(Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every byte, with `out/`.
    Everything,
    /// Every name, with `tree.txt`, and the bytes of these files, with `out/`.
    Names(Vec<String>),
}

impl Case {
    /// Reads a case; every key has to be known.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join("case.toml");
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let document = text.parse::<DocumentMut>().map_err(|error| format!("{}: {error}", path.display()))?;
        let known = ["about", "command", "exit", "input", "setup", "environment", "replace", "run", "only", "fixtures"];
        if let Some((key, _)) = document.iter().find(|(key, _)| !known.contains(key)) {
            return Err(format!("{}: unknown key `{key}`", path.display()));
        }
        if document.get("about").and_then(Item::as_str).is_none_or(str::is_empty) {
            return Err(format!("{}: `about` has to say what the case shows", path.display()));
        }
        let runs = match document.get("run").and_then(Item::as_array_of_tables) {
            Some(runs) => runs.iter().map(|run| Run::read(run)).collect::<Result<_, _>>()?,
            None => vec![Run::read(document.as_table())?],
        };
        let setup = document
            .get("setup")
            .and_then(Item::as_array)
            .map(|lines| lines.iter().filter_map(|line| line.as_str()).map(words).collect())
            .unwrap_or_default();
        let (mut before, mut beside) = (Tree::new(), BTreeMap::new());
        for (place, name) in pairs(&document, "fixtures") {
            // A name with a slash is a directory of the project: examples are fixtures too.
            let below = if name.contains('/') { "" } else { "tests/fixtures" };
            let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(below).join(&name);
            let fixture = tree::read(&fixture).ok_or_else(|| format!("there is no fixture `{name}`"))?;
            match place.strip_prefix("../") {
                Some(directory) => drop(beside.insert(directory.to_owned(), fixture)),
                None if place == "." => before.extend(fixture),
                None => before.extend(fixture.into_iter().map(|(path, bytes)| (format!("{place}/{path}"), bytes))),
            }
        }
        before.extend(tree::read(&folder.join("in")).unwrap_or_default());
        Ok(Self {
            folder: folder.to_owned(),
            beside,
            setup,
            runs,
            environment: pairs(&document, "environment").collect(),
            replace: pairs(&document, "replace")
                .map(|(pattern, word)| Ok((regex::Regex::new(&pattern).map_err(|error| error.to_string())?, word)))
                .collect::<Result<_, String>>()?,
            before,
            scope: match document.get("only").and_then(Item::as_array) {
                None => Scope::Everything,
                Some(files) => Scope::Names(files.iter().filter_map(|file| Some(file.as_str()?.to_owned())).collect()),
            },
        })
    }

    /// The name of a file of what run number `index` printed.
    pub fn printed(&self, index: usize, stream: &str) -> PathBuf {
        match self.runs.len() {
            1 => self.folder.join(format!("{stream}.txt")),
            _ => self.folder.join(format!("{}.{stream}.txt", index + 1)),
        }
    }
}

impl Run {
    fn read(table: &dyn toml_edit::TableLike) -> Result<Self, String> {
        let command = table.get("command").and_then(Item::as_str).ok_or("a run needs a `command`")?;
        let exit = table.get("exit").and_then(Item::as_integer).unwrap_or(0);
        let input = table.get("input").and_then(Item::as_str).unwrap_or_default();
        Ok(Self { command: words(command), exit: exit as i32, input: input.to_owned() })
    }
}

fn pairs(document: &DocumentMut, key: &str) -> impl Iterator<Item = (String, String)> {
    let table = document.get(key).and_then(Item::as_table_like);
    let pairs: Vec<(String, String)> = table
        .map(|table| {
            table.iter().filter_map(|(name, item)| Some((name.to_owned(), item.as_str()?.to_owned()))).collect()
        })
        .unwrap_or_default();
    pairs.into_iter()
}

/// Splits a command line at spaces; single quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}
