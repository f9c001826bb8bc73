//! PW101: module-level handlers become methods of one `Default(WorkerEntrypoint)` class.
//! Border: plans where each handler goes and writes the class; dates and flags are PW501's.
mod base;
mod calls;
mod eligibility;
mod entrypoint;
mod exports;
mod listeners;
mod outside;

use std::collections::BTreeSet;

use ruff_python_ast::{Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::{Edit, Move, Place, Rule, Safety};
use crate::python::{Module, bytes, indent_lines};

use self::calls::calls_between;
use self::eligibility::{is_handler_decorator, moves};
use self::exports::{exports, remove_line};
use self::listeners::report_event_listeners;
use super::delegate::{self, Callee};
use super::environment::{ParameterUse, insert_first, parameter_use};
use super::facts::{Form, GlobalHandler, function};
use super::layout::{content_end, definition_lines, is_blank};
use super::proposal::Import;
use super::{Action, Codemod, Context, HandlerStyle, Meta, Proposal, Proposals, place, signature};

/// The codemod.
pub struct HandlersToClass;

static META: Meta = Meta {
    rule: Rule::new("PW101", "handlers-to-class"),
    summary: "module-level handlers become methods of a WorkerEntrypoint class",
    page: include_str!("../../../codemods/PW101-handlers-to-class/page.md"),
    needles: &["fetch", "scheduled", "queue", "on_email", "on_tail", "on_trace", "email", "test"],
};

impl Codemod for HandlersToClass {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn companions(&self, _context: &Context<'_>) -> &'static [&'static str] {
        &["PW2", "PW304", "PW4"]
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        let Some(entry) = context.modules.get(&context.worker.main) else { return };
        report_event_listeners(context, entry, proposals);
        if context.facts.globals.is_empty() {
            proposals.changes.extend(base::proposal(context, entry));
            entrypoint::propose(context, entry, proposals);
            return;
        }
        match Conversion::plan(context, entry) {
            Ok(conversion) => {
                let proposal = conversion.proposal(context, entry);
                if context.worker.config.is_none() {
                    proposals.note(
                        &META.rule,
                        Place::file(context.worker.main.clone()),
                        "no wrangler configuration was found for this file: the class needs compatibility_date 2025-08-14 or later, or the flag python_no_global_handlers",
                    );
                }
                proposals.change(proposal);
            }
            Err(obstacle) => {
                proposals.obstacle(
                    &META.rule,
                    obstacle.place,
                    obstacle.reason,
                    "move the handlers into the class by hand",
                );
            }
        }
    }
}

impl HandlersToClass {
    /// Whether the handlers of the worker can move into a class.
    pub fn is_possible(context: &Context<'_>) -> bool {
        let look = |entry| Conversion::plan(context, entry).is_ok();
        context.facts.handlers_move(|| context.modules.get(&context.worker.main).is_some_and(look))
    }
}

/// Why the handlers of a module stay as they are.
struct Obstacle {
    place: Place,
    reason: String,
}

/// A handler whose body moves into the class.
struct Inlined<'a> {
    global: &'a GlobalHandler,
    function: &'a StmtFunctionDef,
    /// Calls of other handlers that become calls of methods.
    calls: Vec<Edit>,
}

/// What becomes of each handler.
struct Conversion<'a> {
    inlined: Vec<Inlined<'a>>,
    delegated: Vec<(&'a GlobalHandler, Callee)>,
    /// Statements such as `fetch = on_fetch` that only name handlers for the old runtime.
    exports: Vec<&'a Stmt>,
}

impl<'a> Conversion<'a> {
    fn plan(context: &Context<'a>, entry: &'a Module) -> Result<Self, Obstacle> {
        let facts = context.facts;
        let mut superseded: BTreeSet<usize> = BTreeSet::new();
        for (index, global) in facts.globals.iter().enumerate() {
            let taken = context.facts.handlers.iter().any(|handler| {
                facts.default_class(context.worker).is_some_and(|class| {
                    matches!(&handler.kind, super::HandlerKind::Method { class: range, .. } if *range == class.range)
                        && handler.path == class.path
                        && handler.event == global.event
                })
            });
            if taken && exports::calls_the_class(context, entry, global).is_some() {
                superseded.insert(index);
                continue;
            }
            if taken {
                let site = entry.scopes.binding(global.binding).sites[0].range.start();
                return Err(Obstacle {
                    place: place(&context.worker.main, entry, site),
                    reason: format!(
                        "`{}` and `Default.{}` both handle the same event; which of them is meant cannot be told",
                        global.name,
                        global.event.method()
                    ),
                });
            }
        }
        if facts.default_class(context.worker).is_none()
            && let Some(id) = entry.scopes.lookup(entry.scopes.module(), "Default")
        {
            let site = entry.scopes.binding(id).sites[0].range.start();
            return Err(Obstacle {
                place: place(&context.worker.main, entry, site),
                reason: "the name `Default`, which the runtime looks for, already means something else here".to_owned(),
            });
        }
        let mut exports = exports(context, entry);
        exports.extend(
            superseded.iter().filter_map(|index| exports::calls_the_class(context, entry, &facts.globals[*index])),
        );
        let mut inline: BTreeSet<usize> = (0..facts.globals.len())
            .filter(|index| {
                context.options.style == HandlerStyle::Inline
                    && !superseded.contains(index)
                    && moves(context, entry, &facts.globals[*index])
            })
            .collect();
        // Calls between handlers only become `self.` calls if both of them move: take back until that holds.
        let calls = loop {
            let mut calls = Vec::new();
            let mut back = None;
            for index in &inline {
                match calls_between(context, entry, &facts.globals[*index], &inline, &exports) {
                    Some(found) => calls.extend(found),
                    None => back = Some(*index),
                }
            }
            match back {
                Some(index) => {
                    inline.remove(&index);
                }
                None => break calls,
            }
        };
        let mut conversion = Self { inlined: Vec::new(), delegated: Vec::new(), exports };
        let remaining = facts.globals.iter().enumerate().filter(|(index, _)| !superseded.contains(index));
        for (index, global) in remaining {
            let definition = match &global.form {
                Form::Plain(range) => function(entry, *range),
                _ => None,
            };
            match definition {
                Some(definition) if inline.contains(&index) => {
                    let own = calls
                        .iter()
                        .filter(|(range, _)| definition.range.contains_range(*range))
                        .flat_map(|(_, edits)| edits.clone())
                        .collect();
                    conversion.inlined.push(Inlined { global, function: definition, calls: own });
                }
                _ => conversion.delegated.push((global, delegate::callee(context, entry, global))),
            }
        }
        Ok(conversion)
    }

    fn proposal(&self, context: &Context<'_>, entry: &Module) -> Proposal {
        let path = &context.worker.main;
        let mut edits = Vec::new();
        let mut moves = Vec::new();
        let existing =
            context.facts.default_class(context.worker).and_then(|class| super::facts::find_class(entry, class.range));
        let newline = entry.dialect.newline.as_str();
        let unit = match (existing, self.inlined.first()) {
            (Some(class), _) => class.body.first().map(|first| entry.indentation(first.start()).to_owned()),
            (None, Some(first)) => body_indentation(entry, first.function),
            (None, None) => None,
        }
        .unwrap_or_else(|| entry.dialect.indent.unit());
        // Where methods go that do not stand in their place already.
        let target = match existing {
            Some(class) => Some(content_end(entry, super::layout::definition_end(entry, class) - 1)),
            None => {
                self.inlined.first().map(|first| content_end(entry, definition_lines(entry, first.function).end - 1))
            }
        };
        for (index, inlined) in self.inlined.iter().enumerate() {
            let lines = definition_lines(entry, inlined.function);
            let stays = existing.is_none() && index == 0;
            if stays {
                let start = entry.lines.start(lines.start);
                edits.push(Edit::insert(start, format!("class Default(WorkerEntrypoint):{newline}")));
                edits.extend(self.method(entry, inlined, lines.start..lines.end, &unit));
            } else if let Some(to) = target {
                let first_line = lines.comments;
                let start = entry.lines.start(first_line);
                let end = content_end(entry, lines.end - 1);
                moves.push(Move { start, end, to, before: format!("{newline}{newline}"), after: String::new() });
                // The blank lines before it go; the line end behind it stays.
                let mut blank = first_line;
                while blank > 0 && is_blank(entry, blank - 1) {
                    blank -= 1;
                }
                if blank > 0 {
                    edits.push(Edit::delete(content_end(entry, blank - 1)..start));
                } else {
                    // It was the first thing in the file: its line end goes with it.
                    edits.push(Edit::delete(end..entry.lines.start(lines.end)));
                }
                edits.extend(self.method(entry, inlined, first_line..lines.end, &unit));
            }
        }
        let methods: Vec<String> = self
            .delegated
            .iter()
            .map(|(global, callee)| {
                delegate::method(global.event, callee, &unit, entry.dialect.indent.unit().as_str(), newline)
            })
            .collect();
        if !methods.is_empty() {
            let text = methods.join(&format!("{newline}{newline}"));
            match (moves.last_mut(), target) {
                (Some(last), _) => last.after = format!("{newline}{newline}{text}"),
                (None, Some(target)) => edits.push(Edit::insert(target, format!("{newline}{newline}{text}"))),
                (None, None) => {
                    let (at, before, after) = self.class_position(entry);
                    edits.push(Edit::insert(
                        at,
                        format!("{before}class Default(WorkerEntrypoint):{newline}{text}{after}"),
                    ));
                }
            }
        }
        for (global, _) in &self.delegated {
            if let Form::Plain(range) = &global.form
                && let Some(function) = function(entry, *range)
            {
                edits.extend(without_handler_decorator(entry, function));
            }
        }
        for statement in &self.exports {
            edits.push(remove_line(entry, statement));
        }
        let bare = base::edit(context, entry);
        let is_repaired = bare.is_some();
        let needs_base = existing.is_none() || is_repaired;
        edits.extend(bare);
        if needs_base {
            edits.extend(exports::listed(entry, "Default"));
        }
        let near = entry
            .scopes
            .bindings()
            .any(|(_, binding)| {
                binding
                    .import()
                    .is_some_and(|import| import.module == "js" && import.member.as_deref() == Some("Response"))
            })
            .then(|| ("js".to_owned(), "Response".to_owned()));
        let outside = outside::outside(entry).filter(|_| needs_base);
        let near = match outside {
            Some(outside) => {
                edits.extend(outside.edits);
                Some(outside.near)
            }
            None => near,
        };
        let mut actions = vec![Action::Edit { path: path.clone(), edits, moves }];
        if needs_base {
            let import = Import::of("workers", "WorkerEntrypoint").beside(near);
            actions.push(Action::Imports { path: path.clone(), add: vec![import], retire: Vec::new() });
        }
        let unknown = self.delegated.iter().find(|(_, callee)| !callee.is_known());
        let names: Vec<&str> = context.facts.globals.iter().map(|global| global.name.as_str()).collect();
        let start = entry.scopes.binding(context.facts.globals[0].binding).sites[0].range.start();
        Proposal {
            rule: META.rule.clone(),
            place: place(path, entry, start),
            subject: names.join(" "),
            title: self.title(),
            reason: match unknown {
                Some((global, _)) => format!(
                    "The runtime calls methods of a class today. What `{}` stands for could not be followed, so the method passes it everything and awaits what can be awaited.",
                    global.name
                ),
                None => self.reason(),
            },
            safety: if unknown.is_some() { Safety::Review } else { Safety::Safe },
            needs: if is_repaired { base::NEEDS.to_vec() } else { vec!["PW501", "PW502", "PW510"] },
            actions,
        }
    }

    fn title(&self) -> String {
        let methods: Vec<String> = self
            .inlined
            .iter()
            .map(|inlined| (inlined.global, "becomes"))
            .chain(self.delegated.iter().map(|(global, _)| (*global, "is called by")))
            .map(|(global, verb)| format!("{} {verb} Default.{}", global.name, global.event.method()))
            .collect();
        methods.join(", ")
    }

    fn reason(&self) -> String {
        let mut reason =
            "Since compatibility date 2025-08-14 the runtime only calls methods of a WorkerEntrypoint class."
                .to_owned();
        if !self.delegated.is_empty() {
            let kept: Vec<String> = self.delegated.iter().map(|(global, _)| format!("`{}`", global.name)).collect();
            let verb = if kept.len() == 1 { "stays a function" } else { "stay functions" };
            reason.push_str(&format!(
                " {} {verb} because other code uses the name or its body cannot move.",
                kept.join(" and ")
            ));
        }
        reason
    }

    /// Turns a function into a method: its lines shifted, its name and signature today's, `env` read from `self`.
    fn method(&self, entry: &Module, inlined: &Inlined<'_>, lines: std::ops::Range<usize>, unit: &str) -> Vec<Edit> {
        let function = inlined.function;
        let event = inlined.global.event;
        let mut edits = without_handler_decorator(entry, function);
        let positional = signature::positional(function);
        let mut locals = Vec::new();
        for (index, attribute) in [(1, "env"), (2, "ctx")] {
            let Some(parameter) = positional.get(index) else { continue };
            let name = parameter.name().as_str();
            match parameter_use(entry, function, name, "self", &format!("self.{attribute}")) {
                ParameterUse::Unused => {}
                ParameterUse::Read(renamed) => {
                    edits.extend(renamed.into_iter().filter(|edit| {
                        !inlined.calls.iter().any(|call| call.start <= edit.start && edit.end <= call.end)
                    }))
                }
                ParameterUse::Local => locals.push(format!("{name} = self.{attribute}")),
            }
        }
        if !locals.is_empty() {
            edits.extend(insert_first(entry, function, &locals, unit));
        }
        edits.push(Edit::replace(bytes(&function.name), event.method()));
        let strict = if event.names_environment() { signature::environment(entry, function, 1) } else { String::new() };
        let kept = positional.len().min(1);
        let before = match (kept, event.names_environment()) {
            (0, true) => format!("self, {}", event.first_parameter()),
            _ => "self".to_owned(),
        };
        edits.extend(signature::rewrite(entry, function, kept, &before, &strict));
        edits.extend(inlined.calls.iter().cloned());
        // The line of `@handler` is gone and needs no indentation.
        let decorators = function.decorator_list.iter().map(|decorator| {
            entry.lines.line(decorator.start().to_usize())..entry.lines.line(decorator.end().to_usize()) + 1
        });
        let mut from = lines.start;
        for gone in decorators {
            edits.extend(indent_lines(entry, from..gone.start, unit));
            from = gone.end;
        }
        edits.extend(indent_lines(entry, from..lines.end, unit));
        // Lines that a replacement joins have no start of their own any more.
        let replaced: Vec<(usize, usize)> =
            edits.iter().filter(|edit| !edit.is_insertion()).map(|edit| (edit.start, edit.end)).collect();
        edits.retain(|edit| {
            let joins = |start: usize, end: usize| {
                let whole_lines = entry.lines.start(entry.lines.line(start)) == start;
                start < edit.start && (edit.start < end || edit.start == end && !whole_lines)
            };
            let is_layout = edit.is_insertion() && edit.text == unit;
            !is_layout || !replaced.iter().any(|(start, end)| joins(*start, *end))
        });
        edits
    }

    /// Where a class goes that only calls functions: after the last statement that makes a handler.
    fn class_position(&self, entry: &Module) -> (usize, String, String) {
        let newline = entry.dialect.newline.as_str();
        let body = &entry.syntax().body;
        let sites: Vec<TextRange> = self
            .delegated
            .iter()
            .flat_map(|(global, _)| &entry.scopes.binding(global.binding).sites)
            .map(|site| site.range)
            .collect();
        let holds_site = |statement: &&Stmt| sites.iter().any(|site| statement.range().contains_range(*site));
        let is_import = |statement: &Stmt| matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_));
        let is_main_guard = |statement: &Stmt| matches!(statement, Stmt::If(condition) if entry.slice(condition.test.as_ref()).contains("__name__"));
        let last = body.iter().rfind(holds_site);
        let anchor = match last {
            Some(statement) if !is_import(statement) => Some(statement),
            _ => body.iter().rfind(|statement| {
                !is_main_guard(statement) && !self.exports.iter().any(|export| export.range() == statement.range())
            }),
        };
        let Some(anchor) = anchor else { return (entry.text().len(), String::new(), newline.to_owned()) };
        let end = match anchor {
            Stmt::FunctionDef(function) => definition_lines(entry, function).end,
            other => entry.lines.line(other.end().to_usize()) + 1,
        };
        let at = content_end(entry, end - 1);
        // What follows keeps two blank lines before it.
        let mut blank = 0;
        while end + blank < entry.lines.count()
            && is_blank(entry, end + blank)
            && entry.lines.start(end + blank) < entry.text().len()
        {
            blank += 1;
        }
        let follows = end + blank < entry.lines.count() && entry.lines.start(end + blank) < entry.text().len();
        let after = if follows { newline.repeat(2usize.saturating_sub(blank)) } else { String::new() };
        (at, newline.repeat(3), after)
    }
}

/// Takes `@handler` and its line away.
fn without_handler_decorator(entry: &Module, function: &StmtFunctionDef) -> Vec<Edit> {
    function
        .decorator_list
        .iter()
        .filter(|decorator| is_handler_decorator(entry, &decorator.expression))
        .map(|decorator| {
            let line = entry.lines.line(decorator.start().to_usize());
            let next = entry.lines.line(decorator.end().to_usize()) + 1;
            // The indentation that other edits put at the line's start stays before the next line's.
            Edit::delete(entry.lines.start(line)..entry.lines.start(next))
        })
        .collect()
}

/// The white space before the first statement of the body, if it stands on a line of its own.
fn body_indentation(entry: &Module, function: &StmtFunctionDef) -> Option<String> {
    let first = function.body.first()?;
    let own_line = entry.lines.line(first.start().to_usize()) != entry.lines.line(function.name.start().to_usize());
    let indentation = entry.indentation(first.start());
    (own_line && !indentation.is_empty()).then(|| indentation.trim_start_matches('\x0c').to_owned())
}
