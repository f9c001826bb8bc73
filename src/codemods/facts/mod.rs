//! What is found out about a worker's Python before any codemod proposes something.
//! Border: facts only, frozen for a round; names alone prove nothing, so every fact starts at the entry module.
mod classes;
mod definitions;
mod globals;
mod model;

use std::sync::{Arc, OnceLock};

use camino::Utf8PathBuf;
use ruff_python_ast::{Stmt, StmtFunctionDef};

use crate::project::{Snapshot, Worker};
use crate::python::SiteKind;

pub use definitions::{find_class, find_function_anywhere, function};
pub use model::{ClassRole, Era, Form, GlobalHandler, Handler, HandlerKind, WorkerClass};

use self::classes::classes;
use self::definitions::positional;
use self::globals::{definitions, globals};
use super::configuration::Configuration;
use super::event::Event;
use super::values::Values;
use super::{Context, Modules};

/// The date from which the runtime no longer ships an SDK of its own (`enable_python_external_sdk`).
const NATIVE_SDK_DATE: &str = "2026-04-21";

/// Facts about one worker.
#[derive(Debug, Default, Clone)]
pub struct Facts {
    /// Which API it is written for.
    pub era: Era,
    /// Module-level handlers of the entry module.
    pub globals: Vec<GlobalHandler>,
    /// Every function that the runtime calls, in its old or new shape.
    pub handlers: Vec<Handler>,
    /// Classes that the runtime makes objects of.
    pub classes: Vec<WorkerClass>,
    /// Why the era is believed, in short phrases.
    pub evidence: Vec<String>,
    /// What its expressions are; found out when first asked for.
    values: OnceLock<Arc<Values>>,
    /// Whether the handlers can move into a class; found out when first asked for.
    moves: OnceLock<bool>,
    /// The worker's configuration; read when first asked for.
    configuration: OnceLock<Option<Arc<Configuration>>>,
}

impl Facts {
    /// Collects them.
    pub fn collect(worker: &Worker, modules: &Modules, files: &Snapshot) -> Self {
        let mut facts = Self::default();
        let Some(entry) = modules.get(&worker.main) else { return facts };
        facts.classes = classes(worker, modules);
        let has_default = facts
            .classes
            .iter()
            .any(|class| class.path == worker.main && class.role == ClassRole::Entrypoint && class.name == "Default");
        facts.globals = globals(worker, modules, entry, has_default);
        // A handler that the class calls already is a function like any other.
        if let Some(class) = facts.default_class(worker).and_then(|class| find_class(entry, class.range)) {
            let methods = || class.body.iter().filter_map(Stmt::as_function_def_stmt);
            facts.globals.retain(|global| {
                let binding = entry.scopes.binding(global.binding);
                // What is only imported, and read nowhere, was there for something else.
                let is_idle = binding.reads.is_empty()
                    && binding.sites.iter().all(|site| matches!(site.kind, SiteKind::Import(_)));
                !methods().any(|method| {
                    Event::of_method(ClassRole::Entrypoint, method.name.as_str()) == Some(global.event)
                        && (is_idle || binding.reads.iter().any(|read| method.range.contains_range(read.range)))
                })
            });
        }
        for global in &facts.globals {
            let found = match &global.form {
                Form::Plain(range) => function(entry, *range).map(|function| (worker.main.clone(), function)),
                Form::Imported { path, function: range } => modules
                    .get(path)
                    .and_then(|module| function(module, *range))
                    .map(|function| (path.clone(), function)),
                Form::Other => None,
            };
            match found {
                Some((path, function)) => facts.handlers.push(handler_of(path, global.event, function, None)),
                None => {
                    // Every definition of the name takes the event.
                    for definition in definitions(entry, global) {
                        facts.handlers.push(handler_of(worker.main.clone(), global.event, definition, None));
                    }
                }
            }
        }
        for class in &facts.classes {
            let Some(definition) = modules.get(&class.path).and_then(|module| find_class(module, class.range)) else {
                continue;
            };
            for statement in &definition.body {
                let Stmt::FunctionDef(method) = statement else { continue };
                if let Some(event) = Event::of_method(class.role, method.name.as_str()) {
                    facts.handlers.push(handler_of(class.path.clone(), event, method, Some(class)));
                }
            }
        }
        facts.judge(worker, files);
        facts
    }

    /// Decides on the era and says why.
    fn judge(&mut self, worker: &Worker, files: &Snapshot) {
        if !self.globals.is_empty() {
            let names: Vec<&str> = self.globals.iter().map(|global| global.name.as_str()).collect();
            self.evidence.push(format!("module-level {}", names.join(", ")));
        }
        let old_names: Vec<&str> = self
            .handlers
            .iter()
            .filter(|handler| handler.kind != HandlerKind::Function && handler.name.starts_with("on_"))
            .map(|handler| handler.name.as_str())
            .collect();
        if !old_names.is_empty() {
            self.evidence.push(format!("methods called {}", old_names.join(", ")));
        }
        match &worker.compatibility_date {
            Some(date) => self.evidence.push(format!("compatibility date {date}")),
            None => self.evidence.push("no compatibility date".to_owned()),
        }
        let vendored = files.exists(&worker.directory.join("python_modules/workers/__init__.py"));
        let declared = files
            .read(&worker.directory.join("pyproject.toml"))
            .is_some_and(|content| memchr::memmem::find(content.bytes(), b"workers-runtime-sdk").is_some());
        self.evidence.push(match (vendored, declared) {
            (true, _) => "workers-runtime-sdk in python_modules".to_owned(),
            (false, true) => "workers-runtime-sdk in pyproject.toml".to_owned(),
            (false, false) => "no workers-runtime-sdk".to_owned(),
        });
        let is_recent = worker.compatibility_date.as_deref().is_some_and(|date| date >= NATIVE_SDK_DATE);
        self.era = if !self.globals.is_empty() {
            Era::A
        } else if (is_recent || vendored || declared) && old_names.is_empty() {
            Era::C
        } else {
            Era::B
        };
    }

    /// What the expressions of the worker's files may be.
    pub fn values(&self, context: &Context<'_>) -> &Values {
        self.values.get_or_init(|| Arc::new(Values::of(context)))
    }

    /// The worker's configuration; `None` if it has none, or one that does not parse (which was said when it was
    /// found).
    pub(super) fn configuration(&self, context: &Context<'_>) -> Option<&Configuration> {
        self.configuration.get_or_init(|| Configuration::read(context).map(Arc::new)).as_deref()
    }

    /// Whether the handlers can move into a class, which `look` finds out.
    pub fn handlers_move(&self, look: impl FnOnce() -> bool) -> bool {
        *self.moves.get_or_init(look)
    }

    /// The class of the entry module that has the handlers.
    pub fn default_class(&self, worker: &Worker) -> Option<&WorkerClass> {
        self.classes
            .iter()
            .find(|class| class.path == worker.main && class.role == ClassRole::Entrypoint && class.name == "Default")
    }
}

fn handler_of(path: Utf8PathBuf, event: Event, function: &StmtFunctionDef, class: Option<&WorkerClass>) -> Handler {
    let mut names = positional(&function.parameters).into_iter();
    let kind = match class {
        None => HandlerKind::Function,
        Some(class) => HandlerKind::Method {
            class: class.range,
            role: class.role,
            receiver: names.next().unwrap_or_else(|| "self".to_owned()),
        },
    };
    let first = if event.has_first_parameter() { names.next() } else { None };
    let (env, ctx) = if event.has_environment() { (names.next(), names.next()) } else { (None, None) };
    Handler { path, event, name: function.name.to_string(), kind, function: function.range, first, env, ctx }
}
