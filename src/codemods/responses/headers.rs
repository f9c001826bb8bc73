//! What reaches a response as its headers.
//! Border: follows values back to where they are made; whether they may change is the planner's decision.

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::{Expr, Operator};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

use super::project::{Definition, Given, Project};
use super::wrappers::{self, Made, Wrapped};

/// A conversion that stands between a Python value and the response.
#[derive(Debug, Clone, Copy)]
pub struct Conversion<'a> {
    /// Its file.
    pub path: &'a Utf8Path,
    /// The whole conversion.
    pub expression: &'a Expr,
    /// What lies inside, and what it makes of it.
    pub wrapped: Wrapped<'a>,
}

/// Everything that can reach one place as headers.
#[derive(Debug, Clone, Default)]
pub struct Headers<'a> {
    /// Conversions on the way.
    pub conversions: Vec<Conversion<'a>>,
    /// Whether a Python dictionary can reach it.
    pub dictionary: bool,
    /// Whether `None` can reach it.
    pub optional: bool,
    /// Whether a list, or something of JavaScript's, can reach it.
    pub other: bool,
    /// Why it is not known what reaches it.
    pub unknown: Option<String>,
    seen: FxHashSet<(Utf8PathBuf, TextRange)>,
}

impl<'a> Headers<'a> {
    /// What `expression` can be.
    pub fn of(project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) -> Self {
        let mut headers = Self::default();
        headers.follow(project, path, expression);
        headers
    }

    fn refuse(&mut self, reason: impl Into<String>) {
        self.unknown.get_or_insert_with(|| reason.into());
    }

    fn follow(&mut self, project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) {
        if !self.seen.insert((path.to_owned(), expression.range())) {
            return;
        }
        if let Some(wrapped) = wrappers::unwrap(project, path, expression) {
            self.conversions.push(Conversion { path, expression, wrapped });
            self.other = true;
            let Some(inner) = wrapped.inner else { return };
            let mut inside = Self { seen: std::mem::take(&mut self.seen), ..Self::default() };
            inside.follow(project, path, inner);
            self.seen = inside.seen;
            // `Headers` are taken whatever they were made of.
            if wrapped.made == Made::Plain {
                self.conversions.extend(inside.conversions);
                if let Some(reason) = inside.unknown {
                    self.refuse(reason);
                }
            }
            return;
        }
        match expression {
            Expr::NoneLiteral(_) => self.optional = true,
            Expr::List(_) | Expr::ListComp(_) => self.other = true,
            Expr::Dict(_) | Expr::DictComp(_) => self.dictionary = true,
            Expr::Named(walrus) => self.follow(project, path, &walrus.value),
            Expr::If(branches) => {
                self.follow(project, path, &branches.body);
                self.follow(project, path, &branches.orelse);
            }
            Expr::BoolOp(operation) => {
                for value in &operation.values {
                    self.follow(project, path, value);
                }
            }
            Expr::BinOp(operation) if operation.op == Operator::BitOr || operation.op == Operator::Add => {
                self.follow(project, path, &operation.left);
                self.follow(project, path, &operation.right);
            }
            Expr::Await(awaited) => match awaited.value.as_ref() {
                Expr::Call(_) => self.follow(project, path, &awaited.value),
                _ => self.refuse("it is awaited"),
            },
            Expr::Name(name) => {
                for definition in project.definitions(path, name) {
                    self.follow_definition(project, definition, name.id.as_str());
                }
            }
            Expr::Attribute(attribute) => {
                let is_javascript = matches!(attribute.value.as_ref(), Expr::Attribute(inner) if inner.attr.as_str() == "js_object")
                    || is_fetched(project, path, &attribute.value);
                if is_javascript && attribute.attr.as_str() == "headers" {
                    self.other = true;
                    return;
                }
                for definition in project.attribute_definitions(path, attribute) {
                    self.follow_definition(project, definition, attribute.attr.as_str());
                }
            }
            Expr::Call(call) => {
                let scopes = project.file(path).map(|file| &file.module.scopes);
                let is_builtin = |name: &str| scopes.is_some_and(|scopes| scopes.is_builtin(&call.func, name));
                if is_builtin("dict") {
                    self.dictionary = true;
                    return;
                }
                if is_builtin("list") {
                    self.other = true;
                    return;
                }
                if let Expr::Attribute(attribute) = call.func.as_ref()
                    && attribute.attr.as_str() == "copy"
                {
                    self.follow(project, path, &attribute.value);
                    return;
                }
                match project.callees(path, call) {
                    Some(callees) => {
                        for (path, function) in callees {
                            let Some(file) = project.file(path) else { continue };
                            for returned in file.nodes.returns_of(function) {
                                if let Some(value) = returned.value {
                                    self.follow(project, path, value);
                                }
                            }
                        }
                    }
                    None => self.refuse("it comes from a call that cannot be followed"),
                }
            }
            _ => self.refuse("it cannot be followed to a dictionary"),
        }
    }

    fn follow_definition(&mut self, project: &Project<'a>, definition: Definition<'a>, name: &str) {
        match definition {
            Definition::Value(path, value) => self.follow(project, path, value),
            Definition::Parameter(path, function) => match project.given(path, function, name) {
                Some(given) if !given.is_empty() => {
                    let default = function
                        .parameters
                        .iter_non_variadic_params()
                        .find(|parameter| parameter.name().as_str() == name)
                        .and_then(|parameter| parameter.default.as_deref());
                    self.optional |= default.is_some_and(Expr::is_none_literal_expr);
                    for given in given {
                        match given {
                            Given::Value(path, value) => self.follow(project, path, value),
                            Given::Nothing => {}
                            Given::Unknown => self.refuse(format!("what `{name}` gets cannot be seen in every call")),
                        }
                    }
                }
                _ => self.refuse(format!("`{name}` is a parameter, and its calls cannot all be seen")),
            },
            Definition::Function(..) | Definition::Unknown => {
                self.refuse(format!("`{name}` cannot be followed to a dictionary"));
            }
        }
    }
}

/// Whether `expression` is what JavaScript's `fetch` answered, or a response of JavaScript's that stays one.
pub fn is_fetched<'a>(project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) -> bool {
    let values: Vec<(&'a Utf8Path, &'a Expr)> = match expression {
        Expr::Name(name) => {
            let definitions = project.definitions(path, name);
            let values: Vec<_> = definitions
                .iter()
                .filter_map(|definition| match definition {
                    Definition::Value(path, value) => Some((*path, *value)),
                    _ => None,
                })
                .collect();
            if values.len() != definitions.len() {
                return false;
            }
            values
        }
        other => vec![(path, other)],
    };
    !values.is_empty()
        && values.iter().all(|(path, value)| {
            let Expr::Await(awaited) = value else { return false };
            let Expr::Call(call) = awaited.value.as_ref() else { return false };
            project.qualified(path, &call.func).as_deref() == Some("js.fetch")
        })
}
