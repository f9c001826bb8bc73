//! The options of a response: JavaScript's second argument and keywords, and what they are called in Python.
//! Border: reads literals and follows names to them; edits are put together by the planner.
use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::{Expr, ExprDict};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustc_hash::FxHashSet;

use super::layout::Item;
use super::project::{Definition, File, Given, Project};
use super::wrappers::{self, Made, Wrapped};

/// The Python name of an option; `None` if `workers.Response` has no such option.
pub fn python_name(name: &str) -> Option<&'static str> {
    match name {
        "status" => Some("status"),
        "headers" => Some("headers"),
        "statusText" | "status_text" => Some("status_text"),
        "webSocket" | "web_socket" => Some("web_socket"),
        _ => None,
    }
}

/// One option that is written out.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// How it stands in its brackets.
    pub item: Item,
    /// The name as it is written; `None` for `**value`.
    pub key: Option<&'a Expr>,
    /// Its value.
    pub value: &'a Expr,
}

/// Options that are written out, under conversions perhaps.
#[derive(Debug, Clone)]
pub struct Written<'a> {
    /// The file.
    pub path: &'a Utf8Path,
    /// With the conversions around them.
    pub outer: &'a Expr,
    /// Without.
    pub brackets: TextRange,
    /// Whether they are a dictionary, and not a list of pairs.
    pub dictionary: bool,
    /// One by one.
    pub entries: Vec<Entry<'a>>,
}

impl<'a> Written<'a> {
    /// Reads `expression`, if it is written out.
    pub fn read(project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) -> Option<Result<Self, String>> {
        let inner = match wrappers::unwrap(project, path, expression) {
            Some(wrapped) => wrapped.inner?,
            None => expression,
        };
        let file = project.file(path)?;
        let (entries, dictionary) = match inner {
            Expr::Dict(dict) => (entries(file, dict), true),
            Expr::List(list) => (pairs(file, &list.elts), false),
            _ => return None,
        };
        Some(entries.map(|entries| Self { path, outer: expression, brackets: inner.range(), dictionary, entries }))
    }
}

fn entries<'a>(file: &File<'a>, dict: &'a ExprDict) -> Result<Vec<Entry<'a>>, String> {
    let mut found = Vec::new();
    let mut names = BTreeSet::new();
    let mut after = dict.start() + TextSize::new(1);
    for (index, item) in dict.items.iter().enumerate() {
        let limit = dict
            .items
            .get(index + 1)
            .map_or(dict.end(), |next| next.key.as_ref().map_or(next.value.start(), Ranged::start));
        let bounds = TextRange::new(item.key.as_ref().map_or(after, Ranged::end), limit);
        let value = file.module.with_parentheses(&item.value, bounds);
        let entry = match &item.key {
            None => {
                let stars = file.module.text()[after.to_usize()..value.start().to_usize()]
                    .rfind("**")
                    .ok_or("its spread cannot be read")?;
                let start = after + TextSize::try_from(stars).unwrap_or_default();
                Entry {
                    item: Item {
                        lead: TextRange::new(start, value.start()),
                        value,
                        trail: TextRange::empty(value.end()),
                        keyword: None,
                    },
                    key: None,
                    value: &item.value,
                }
            }
            Some(key) => {
                let name = literal(key).ok_or("one of its keys is not a literal")?;
                let keyword = python_name(name).ok_or_else(|| format!("`workers.Response` has no option `{name}`"))?;
                if !names.insert(keyword) {
                    return Err(format!("`{name}` is given twice"));
                }
                Entry {
                    item: Item {
                        lead: TextRange::new(key.start(), value.start()),
                        value,
                        trail: TextRange::empty(value.end()),
                        keyword: Some(keyword),
                    },
                    key: Some(key),
                    value: &item.value,
                }
            }
        };
        after = value.end();
        found.push(entry);
    }
    Ok(found)
}

fn pairs<'a>(file: &File<'a>, elements: &'a [Expr]) -> Result<Vec<Entry<'a>>, String> {
    let mut names = BTreeSet::new();
    elements
        .iter()
        .map(|element| {
            let parts = match element {
                Expr::List(list) => list.elts.as_slice(),
                Expr::Tuple(tuple) if tuple.parenthesized => tuple.elts.as_slice(),
                _ => return Err("one of its pairs is not written out".to_owned()),
            };
            let [key, value_expression] = parts else { return Err("one of its pairs is not a pair".to_owned()) };
            let name = literal(key).ok_or("one of its keys is not a literal")?;
            let keyword = python_name(name).ok_or_else(|| format!("`workers.Response` has no option `{name}`"))?;
            if !names.insert(keyword) {
                return Err(format!("`{name}` is given twice"));
            }
            let bounds = TextRange::new(key.end(), element.end() - TextSize::new(1));
            let value = file.module.with_parentheses(value_expression, bounds);
            Ok(Entry {
                item: Item {
                    lead: TextRange::new(element.start(), value.start()),
                    value,
                    trail: TextRange::new(value.end(), element.end()),
                    keyword: Some(keyword),
                },
                key: Some(key),
                value: value_expression,
            })
        })
        .collect()
}

/// The text of a plain string literal.
pub fn literal(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::StringLiteral(string) if !string.value.is_implicit_concatenated() => Some(string.value.to_str()),
        _ => None,
    }
}

/// A conversion around options on their way: `to_js(options)`.
#[derive(Debug, Clone)]
pub struct Converted<'a> {
    /// The file.
    pub path: &'a Utf8Path,
    /// The whole conversion.
    pub expression: &'a Expr,
    /// What lies inside, with parentheses of its own.
    pub inner: TextRange,
}

/// Options that come from elsewhere, followed to where they are written out.
#[derive(Debug, Default)]
pub struct Followed<'a> {
    /// All places where they are written out.
    pub written: Vec<Written<'a>>,
    /// Conversions of names on the way.
    pub converted: Vec<Converted<'a>>,
    /// Whether there may be none (`None`).
    pub optional: bool,
    seen: FxHashSet<(Utf8PathBuf, TextRange)>,
}

impl<'a> Followed<'a> {
    /// Follows `expression`.
    pub fn of(project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) -> Result<Self, String> {
        let mut followed = Self::default();
        followed.follow(project, path, expression)?;
        if followed.written.is_empty() { Err("it cannot be followed to its options".to_owned()) } else { Ok(followed) }
    }

    fn follow(&mut self, project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) -> Result<(), String> {
        if !self.seen.insert((path.to_owned(), expression.range())) {
            return Ok(());
        }
        if let Some(written) = Written::read(project, path, expression) {
            self.written.push(written?);
            return Ok(());
        }
        if let Some(Wrapped { inner: Some(inner), range, made: Made::Plain }) =
            wrappers::unwrap(project, path, expression)
        {
            self.converted.push(Converted { path, expression, inner: range });
            return self.follow(project, path, inner);
        }
        match expression {
            Expr::NoneLiteral(_) => {
                self.optional = true;
                Ok(())
            }
            Expr::Name(name) => {
                for definition in project.definitions(path, name) {
                    match definition {
                        Definition::Value(path, value) => self.follow(project, path, value)?,
                        Definition::Parameter(path, function) => {
                            let given = project
                                .given(path, function, name.id.as_str())
                                .filter(|given| !given.is_empty())
                                .ok_or_else(|| {
                                    format!("`{}` is a parameter whose calls cannot all be seen", name.id)
                                })?;
                            for given in given {
                                match given {
                                    Given::Value(path, value) => self.follow(project, path, value)?,
                                    Given::Nothing => {}
                                    Given::Unknown => {
                                        return Err(format!("what `{}` gets cannot be seen in every call", name.id));
                                    }
                                }
                            }
                        }
                        _ => return Err(format!("`{}` cannot be followed to its options", name.id)),
                    }
                }
                Ok(())
            }
            Expr::Call(call) => {
                let callees =
                    project.callees(path, call).ok_or("its options come from a call that cannot be followed")?;
                for (path, function) in callees {
                    let file = project.file(path).ok_or("its options come from elsewhere")?;
                    if function.is_async {
                        return Err("its options come from an asynchronous function".to_owned());
                    }
                    let mut returns = file.nodes.returns_of(function).peekable();
                    if returns.peek().is_none() {
                        return Err("its options come from a function that returns nothing".to_owned());
                    }
                    for returned in returns {
                        let value = returned.value.ok_or("its options come from a function that may return nothing")?;
                        self.follow(project, path, value)?;
                    }
                }
                Ok(())
            }
            _ => Err("its options are neither written out nor a name that can be followed".to_owned()),
        }
    }
}
