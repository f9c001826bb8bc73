//! Decides which calls can become (or stay) the SDK's, and what has to be edited for that.
//! Border: options and headers of calls; names, imports and what happens to the results are others' work.
use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, ExprCall, Keyword};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustc_hash::FxHashSet;

use crate::plan::Edit;
use crate::python::bytes;

use super::calls::{Form, ResponseCall, Style};
use super::destinations::{Destinations, Role};
use super::headers::is_fetched;
use super::layout;
use super::options::{Converted, Entry, Followed, Written, literal, python_name};
use super::project::Project;
use super::wrappers::{self, Made, Wrapped};

/// What a call needs to become the SDK's.
#[derive(Debug, Clone, Default)]
pub struct CallPlan {
    /// Edits by file.
    pub edits: BTreeMap<Utf8PathBuf, Vec<Edit>>,
    /// Whether something had to be changed at all.
    pub changes: bool,
}

impl CallPlan {
    pub fn edit(&mut self, path: &Utf8Path, edits: impl IntoIterator<Item = Edit>) {
        for edit in edits {
            self.changes = true;
            let known = self.edits.entry(path.to_owned()).or_default();
            if !known.contains(&edit) {
                known.push(edit);
            }
        }
    }
}

/// Why a call stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// In a few words, to follow "because".
    pub reason: String,
    /// What the call could become if somebody who knows the value agrees.
    pub doubt: Option<Doubt>,
}

/// What a person has to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Whether its headers are a dictionary, a list of pairs or `Headers`.
    Headers,
    /// Whether keywords beside a second argument, which JavaScript ignores, were meant.
    IgnoredKeywords,
    /// None: the SDK is certain to refuse its headers.
    Refused,
    /// None: a comment keeps the rule away.
    Ignored,
    /// None: the options cannot be followed; a dictionary in them may hold headers.
    Options,
    /// None: the names in the file cannot be sorted out.
    Names,
}

impl Obstacle {
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), doubt: None }
    }

    fn options(reason: String) -> Self {
        Self { reason, doubt: Some(Doubt::Options) }
    }
}

/// The decision about every call.
#[derive(Debug, Default)]
pub struct Plans {
    /// What is needed for the calls that can be made, by their index.
    pub made: BTreeMap<usize, CallPlan>,
    /// Why the others cannot.
    pub left: BTreeMap<usize, Obstacle>,
}

/// How the calls are judged.
#[derive(Debug, Clone, Copy)]
pub struct Judgement {
    /// The style of the calls that are planned; the others only take what they are given.
    pub style: Style,
    /// Whether doubts are resolved in favour of the change.
    pub trusting: bool,
}

/// Plans `calls`. `barred` are those that must stay as they are for other reasons.
pub fn plan<'a>(
    project: &Project<'a>,
    calls: &[ResponseCall<'a>],
    judgement: Judgement,
    barred: &BTreeMap<usize, Obstacle>,
) -> Plans {
    let mut plans = Plans { left: barred.clone(), ..Plans::default() };
    loop {
        let taking: FxHashSet<(String, TextRange)> = calls
            .iter()
            .enumerate()
            .filter(|(index, call)| {
                !plans.left.contains_key(index) && (call.style == judgement.style || call.style == Style::Sdk)
            })
            .map(|(_, call)| call.key())
            .collect();
        let destinations = Destinations { project, calls, taking };
        let planner = Planner { project, destinations, judgement };
        plans.made.clear();
        let before = plans.left.len();
        for (index, call) in calls.iter().enumerate() {
            if call.style != judgement.style || plans.left.contains_key(&index) {
                continue;
            }
            match planner.call(call) {
                Ok(plan) => drop(plans.made.insert(index, plan)),
                Err(obstacle) => drop(plans.left.insert(index, obstacle)),
            }
        }
        if plans.left.len() == before {
            return plans;
        }
    }
}

/// One run over all calls, with what is known so far.
pub struct Planner<'p, 'a> {
    pub(super) project: &'p Project<'a>,
    pub(super) destinations: Destinations<'p, 'a>,
    pub(super) judgement: Judgement,
}

impl<'a> Planner<'_, 'a> {
    fn call(&self, call: &ResponseCall<'a>) -> Result<CallPlan, Obstacle> {
        let mut plan = CallPlan::default();
        if call.form == Form::Redirect {
            return self.redirect(call);
        }
        let arguments = &call.call.arguments;
        if arguments.args.iter().any(Expr::is_starred_expr) {
            return Err(Obstacle::new("its arguments are spread from a list"));
        }
        if call.style == Style::JavaScript {
            if arguments.args.is_empty() && !arguments.keywords.is_empty() {
                return Err(Obstacle::new("it has keywords and no body, which JavaScript takes for the body"));
            }
            if arguments.args.len() > 2 {
                return Err(Obstacle::new("it has more than two arguments"));
            }
            if let Some(body) = arguments.args.first().filter(|_| call.form == Form::Constructor) {
                self.body(call, body, &mut plan)?;
            }
        }
        let options = arguments.args.get(1).filter(|options| match call.style {
            Style::JavaScript => true,
            // The second argument is the status; only what can never be one is repaired.
            Style::Sdk => Written::read(self.project, call.path, options).is_some(),
        });
        if let Some(options) = options {
            if !arguments.keywords.is_empty() && !self.judgement.trusting && call.style == Style::JavaScript {
                return Err(Obstacle {
                    reason: "it has both a second argument and keywords, and JavaScript ignores the keywords"
                        .to_owned(),
                    doubt: Some(Doubt::IgnoredKeywords),
                });
            }
            self.options(call, options, &mut plan)?;
        }
        for keyword in &*arguments.keywords {
            self.keyword(call, keyword, &mut plan)?;
        }
        Ok(plan)
    }

    fn redirect(&self, call: &ResponseCall<'a>) -> Result<CallPlan, Obstacle> {
        let has_others = call
            .call
            .arguments
            .keywords
            .iter()
            .any(|keyword| keyword.arg.as_ref().is_none_or(|name| name.as_str() != "status"));
        if has_others { Err(Obstacle::new("`redirect` has no such keyword")) } else { Ok(CallPlan::default()) }
    }

    /// JavaScript makes a string of any body; `workers.Response` takes text, bytes, streams and the like.
    fn body(&self, call: &ResponseCall<'a>, body: &'a Expr, plan: &mut CallPlan) -> Result<(), Obstacle> {
        let wrap = |plan: &mut CallPlan| {
            plan.edit(
                call.path,
                [Edit::insert(body.start().to_usize(), "str("), Edit::insert(body.end().to_usize(), ")")],
            );
        };
        match body {
            Expr::NumberLiteral(_) => wrap(plan),
            Expr::Call(inner) => {
                let scopes = self.project.file(call.path).map(|file| &file.module.scopes);
                let numbers = ["len", "int", "float", "sum", "round", "abs"];
                if numbers.iter().any(|name| scopes.is_some_and(|scopes| scopes.is_builtin(&inner.func, name))) {
                    wrap(plan);
                }
            }
            Expr::Dict(_)
            | Expr::List(_)
            | Expr::Set(_)
            | Expr::Tuple(_)
            | Expr::ListComp(_)
            | Expr::DictComp(_)
            | Expr::SetComp(_)
            | Expr::Generator(_)
            | Expr::BooleanLiteral(_) => return Err(Obstacle::new("`workers.Response` does not take such a body")),
            Expr::Attribute(attribute)
                if attribute.attr.as_str() == "body" && !self.is_stored_object(call.path, &attribute.value) =>
            {
                return Err(Obstacle::new("the body of another response may be null, which only JavaScript takes"));
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a value was got from a bucket: its body is never null.
    fn is_stored_object(&self, path: &'a Utf8Path, expression: &'a Expr) -> bool {
        let Expr::Name(name) = expression else { return false };
        if is_fetched(self.project, path, expression) {
            return false;
        }
        let definitions = self.project.definitions(path, name);
        !definitions.is_empty()
            && definitions.iter().all(|definition| match definition {
                super::project::Definition::Value(_, Expr::Await(awaited)) => matches!(
                    awaited.value.as_ref(),
                    Expr::Call(ExprCall { func, .. })
                        if matches!(func.as_ref(), Expr::Attribute(attribute) if attribute.attr.as_str() == "get")
                ),
                _ => false,
            })
    }

    fn options(&self, call: &ResponseCall<'a>, options: &'a Expr, plan: &mut CallPlan) -> Result<(), Obstacle> {
        let Some(file) = self.project.file(call.path) else { return Err(Obstacle::new("its file is gone")) };
        let comma = file
            .module
            .tokens_in(TextRange::new(call.call.arguments.start(), options.start()))
            .iter()
            .rfind(|token| token.kind() == TokenKind::Comma)
            .map(Ranged::range)
            .ok_or_else(|| Obstacle::new("its arguments cannot be read"))?;
        let bounds = TextRange::new(comma.end(), call.call.arguments.end() - TextSize::new(1));
        if file.module.with_parentheses(options, bounds) != options.range() {
            return Err(Obstacle::new("its options stand in parentheses"));
        }
        let is_empty =
            matches!(Written::read(self.project, call.path, options), Some(Ok(written)) if written.entries.is_empty());
        if is_empty || options.is_none_literal_expr() {
            let gone = TextRange::new(comma.start(), options.end());
            if file.module.has_comment(gone) {
                return Err(Obstacle::new("a comment stands before its empty options"));
            }
            plan.edit(call.path, [Edit::delete(bytes(&gone))]);
            return Ok(());
        }
        if let Some(written) = Written::read(self.project, call.path, options) {
            let written = written.map_err(Obstacle::new)?;
            let mut given: Vec<&str> = written.entries.iter().filter_map(|entry| entry.item.keyword).collect();
            for keyword in &*call.call.arguments.keywords {
                if let Some(name) = keyword.arg.as_ref().and_then(|name| python_name(name.as_str())) {
                    if given.contains(&name) {
                        return Err(Obstacle::new(format!("`{name}` is given twice")));
                    }
                    given.push(name);
                }
            }
            for entry in &written.entries {
                self.entry(call.path, entry, plan)?;
            }
            let items: Vec<layout::Item> = written.entries.iter().map(|entry| entry.item.clone()).collect();
            let mut known = plan.edits.get(call.path).cloned().unwrap_or_default();
            if call.style == Style::JavaScript && call.form == Form::Constructor {
                let constructor = call.call.func.end().to_usize();
                known.push(Edit::delete(constructor.saturating_sub(".new".len())..constructor));
            }
            let spread = layout::Spread {
                arguments: call.call.arguments.range,
                outer: options.range(),
                brackets: written.brackets,
                edits: &known,
            };
            let edits = layout::spread(file.module, spread, &items)
                .ok_or_else(|| Obstacle::new("a comment stands inside the conversion of its options"))?;
            plan.edit(call.path, edits);
            return Ok(());
        }
        let (inner, range) = match wrappers::unwrap(self.project, call.path, options) {
            Some(Wrapped { inner: Some(inner), range, made: Made::Plain }) => (inner, range),
            _ => (options, options.range()),
        };
        let followed = Followed::of(self.project, call.path, inner).map_err(Obstacle::options)?;
        self.followed(&followed, plan)?;
        if range != options.range() {
            let edits = layout::unwrap(file.module, options.range(), range)
                .ok_or_else(|| Obstacle::new("a comment stands inside the conversion of its options"))?;
            plan.edit(call.path, edits);
        }
        let (before, after) = if followed.optional { ("**(", " or {})") } else { ("**", "") };
        plan.edit(call.path, [Edit::insert(range.start().to_usize(), before)]);
        if !after.is_empty() {
            plan.edit(call.path, [Edit::insert(range.end().to_usize(), after)]);
        }
        Ok(())
    }

    /// Options that are written out elsewhere become (or are) dictionaries with Python's names.
    fn followed(&self, followed: &Followed<'a>, plan: &mut CallPlan) -> Result<(), Obstacle> {
        for converted in &followed.converted {
            self.converted(converted, plan)?;
        }
        for written in &followed.written {
            if !written.dictionary {
                return Err(Obstacle::new("its options are a list of pairs"));
            }
            let mut changes = CallPlan::default();
            for entry in &written.entries {
                let (Some(key), Some(keyword)) = (entry.key, entry.item.keyword) else {
                    self.entry(written.path, entry, &mut changes)?;
                    continue;
                };
                if literal(key) != Some(keyword) {
                    let text = quoted_like(self.project, written.path, key, keyword)
                        .ok_or_else(|| Obstacle::new("one of its keys is not a plain string"))?;
                    changes.edit(written.path, [Edit::replace(bytes(key), text)]);
                }
                self.value(written.path, keyword, entry.value, &mut changes)?;
            }
            if written.outer.range() != written.brackets {
                let file = self.project.file(written.path).ok_or_else(|| Obstacle::new("its file is gone"))?;
                let edits = layout::unwrap(file.module, written.outer.range(), written.brackets)
                    .ok_or_else(|| Obstacle::new("a comment stands inside the conversion of its options"))?;
                changes.edit(written.path, edits);
            }
            self.only_known_keys(written)?;
            if changes.changes {
                let mut seen = BTreeSet::new();
                let ends = self
                    .project
                    .spot(written.path, written.outer)
                    .is_some_and(|spot| self.destinations.ends_in(spot, Role::Options, &mut seen, &mut None));
                if !ends {
                    return Err(Obstacle::new("its options are also used for something else"));
                }
            }
            for (path, edits) in changes.edits {
                plan.edit(&path, edits);
            }
        }
        Ok(())
    }

    /// A conversion of options goes, if they are used for nothing else.
    fn converted(&self, converted: &Converted<'a>, plan: &mut CallPlan) -> Result<(), Obstacle> {
        let file = self.project.file(converted.path).ok_or_else(|| Obstacle::new("its file is gone"))?;
        let mut seen = BTreeSet::new();
        let ends = self
            .project
            .spot(converted.path, converted.expression)
            .is_some_and(|spot| self.destinations.ends_in(spot, Role::Options, &mut seen, &mut None));
        if !ends {
            return Err(Obstacle::new("its options are also used for something else"));
        }
        let edits = layout::unwrap(file.module, converted.expression.range(), converted.inner)
            .ok_or_else(|| Obstacle::new("a comment stands inside the conversion of its options"))?;
        plan.edit(converted.path, edits);
        Ok(())
    }

    /// Options that get further keys later could get one that Python's `Response` does not know.
    fn only_known_keys(&self, written: &Written<'a>) -> Result<(), Obstacle> {
        let Some(spot) = self.project.spot(written.path, written.outer) else { return Ok(()) };
        let Some(file) = self.project.file(written.path) else { return Ok(()) };
        let statement = file.nodes.get(spot.node).statement;
        let Some(target) = self.project.target_of(statement, written.outer.range()) else { return Ok(()) };
        let uses = self
            .project
            .uses_of_name(written.path, target)
            .ok_or_else(|| Obstacle::new("its options may be changed where that is not seen"))?;
        for usage in uses {
            let Some(file) = self.project.file(usage.path) else { continue };
            let Some((parent, around)) = file.nodes.parent(usage.node) else { continue };
            let is_known = match around.expression {
                Expr::Subscript(subscript) => match literal(&subscript.slice) {
                    Some("status") => true,
                    Some("headers") => {
                        file.nodes.parent(parent).is_some_and(|(_, outer)| outer.expression.is_subscript_expr())
                    }
                    _ => false,
                },
                Expr::Attribute(_) => false,
                _ => true,
            };
            if !is_known {
                return Err(Obstacle::new("its options are changed after they are written out"));
            }
        }
        Ok(())
    }

    fn entry(&self, path: &'a Utf8Path, entry: &Entry<'a>, plan: &mut CallPlan) -> Result<(), Obstacle> {
        match entry.item.keyword {
            Some(keyword) => self.value(path, keyword, entry.value, plan),
            None => {
                let followed = Followed::of(self.project, path, entry.value).map_err(Obstacle::new)?;
                if followed.optional {
                    return Err(Obstacle::new("a spread may be None"));
                }
                // It is spread into a dictionary today: nothing but names of options may change in it.
                let mut changes = CallPlan::default();
                self.followed(&followed, &mut changes)?;
                if changes.changes {
                    return Err(Obstacle::new("a dictionary that is spread into its options would have to change"));
                }
                Ok(())
            }
        }
    }

    fn keyword(&self, call: &ResponseCall<'a>, keyword: &'a Keyword, plan: &mut CallPlan) -> Result<(), Obstacle> {
        let Some(name) = &keyword.arg else {
            let followed = Followed::of(self.project, call.path, &keyword.value).map_err(Obstacle::options)?;
            return self.followed(&followed, plan);
        };
        let Some(python) = python_name(name.as_str()) else {
            return match (call.style, name.as_str()) {
                (Style::Sdk, _) => Ok(()),
                (Style::JavaScript, name) => Err(Obstacle::new(format!("`workers.Response` has no option `{name}`"))),
            };
        };
        if call.form == Form::Json && python == "web_socket" {
            return Err(Obstacle::new("`Response.json` has no option `web_socket`"));
        }
        if python != name.as_str() {
            plan.edit(call.path, [Edit::replace(bytes(name), python)]);
        }
        self.value(call.path, python, &keyword.value, plan)
    }

    /// The value of one option.
    fn value(&self, path: &'a Utf8Path, name: &str, value: &'a Expr, plan: &mut CallPlan) -> Result<(), Obstacle> {
        match name {
            "status" => {
                if let Some(text) = literal(value).map(str::trim)
                    && !text.is_empty()
                    && text.bytes().all(|byte| byte.is_ascii_digit())
                    && !text.starts_with('0')
                {
                    plan.edit(path, [Edit::replace(bytes(value), text)]);
                }
                Ok(())
            }
            "headers" => self.headers(path, value, plan),
            _ => Ok(()),
        }
    }
}

/// `text` in the quotes that `key` is written in.
fn quoted_like(project: &Project<'_>, path: &Utf8Path, key: &Expr, text: &str) -> Option<String> {
    let written = project.file(path)?.module.slice(key);
    let quote = written.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    (!written.starts_with("\"\"\"") && !written.starts_with("'''")).then(|| format!("{quote}{text}{quote}"))
}
