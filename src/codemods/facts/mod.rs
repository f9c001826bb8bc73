//! What is found out about a worker's Python before any codemod proposes something.
//! Border: facts only, frozen for a round; names alone prove nothing, so every fact starts at the entry module.
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, Parameters, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::TextRange;

use crate::config::BindingKind;
use crate::project::{Snapshot, Worker};
use crate::python::{BindingId, Module, SiteKind, tried_import};

use super::configuration::Configuration;
use super::event::Event;
use super::values::Values;
use super::{Context, Modules};

/// What a class is to the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClassRole {
    /// `WorkerEntrypoint`
    Entrypoint,
    /// `DurableObject`
    DurableObject,
    /// `WorkflowEntrypoint`
    Workflow,
}

/// A class that the runtime makes objects of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerClass {
    /// The file it is defined in.
    pub path: Utf8PathBuf,
    /// Its name.
    pub name: String,
    /// What it is.
    pub role: ClassRole,
    /// The whole `class` statement.
    pub range: TextRange,
    /// Whether it derives from the SDK's class (and not only is named in the configuration).
    pub derives: bool,
}

/// Whether a handler is a function or a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandlerKind {
    /// A module-level function (era A).
    Function,
    /// A method of the class with this range in the same file.
    Method {
        /// The whole `class` statement.
        class: TextRange,
        /// What the class is.
        role: ClassRole,
        /// The name of the method's first parameter, usually `self`.
        receiver: String,
    },
}

/// A function that the runtime calls with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handler {
    /// The file it is defined in.
    pub path: Utf8PathBuf,
    /// What it is called for.
    pub event: Event,
    /// Its name as written.
    pub name: String,
    /// Function or method.
    pub kind: HandlerKind,
    /// The whole `def` statement, decorators included.
    pub function: TextRange,
    /// The parameter that gets the request, controller, batch or message.
    pub first: Option<String>,
    /// The parameter that gets (or got) the environment.
    pub env: Option<String>,
    /// The parameter that gets (or got) the execution context.
    pub ctx: Option<String>,
}

/// How a module-level handler comes to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// One `def` directly in the entry module.
    Plain(TextRange),
    /// Imported from a file of the project, where it is this `def`.
    Imported {
        /// That file.
        path: Utf8PathBuf,
        /// The `def` there.
        function: TextRange,
    },
    /// Anything else: several definitions, inside `if` or `try`, an expression.
    Other,
}

/// A module-level name of the entry module that the old runtime calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobalHandler {
    /// What it is called for.
    pub event: Event,
    /// The name in the entry module.
    pub name: String,
    /// Its binding in the entry module.
    pub binding: BindingId,
    /// How it comes to be.
    pub form: Form,
}

/// The date from which the runtime no longer ships an SDK of its own (`enable_python_external_sdk`).
const NATIVE_SDK_DATE: &str = "2026-04-21";

/// Which API a worker is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Era {
    /// Global handlers.
    A,
    /// Classes, raw JavaScript values from bindings.
    B,
    /// Classes, native values (the SDK is vendored).
    #[default]
    C,
}

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

/// Visits every statement of a module that may define something, blocks included, functions and classes not entered.
fn each_statement<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Stmt)) {
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Walker<'v, 'a> {
        visit: &'v mut dyn FnMut(&'a Stmt),
    }
    impl<'a> StatementVisitor<'a> for Walker<'_, 'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            (self.visit)(statement);
            if !matches!(statement, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                walk_stmt(self, statement);
            }
        }
    }
    Walker { visit }.visit_body(body);
}

/// The module-level function with this range.
pub fn function(module: &Module, range: TextRange) -> Option<&StmtFunctionDef> {
    let mut found = None;
    each_statement(&module.syntax().body, &mut |statement| {
        if let Stmt::FunctionDef(function) = statement
            && function.range == range
        {
            found = Some(function);
        }
    });
    found
}

/// The module-level class with this range.
pub fn find_class(module: &Module, range: TextRange) -> Option<&StmtClassDef> {
    let mut found = None;
    each_statement(&module.syntax().body, &mut |statement| {
        if let Stmt::ClassDef(class) = statement
            && class.range == range
        {
            found = Some(class);
        }
    });
    found
}

fn definitions<'a>(entry: &'a Module, global: &GlobalHandler) -> Vec<&'a StmtFunctionDef> {
    let mut found = Vec::new();
    each_statement(&entry.syntax().body, &mut |statement| {
        if let Stmt::FunctionDef(function) = statement
            && function.name.as_str() == global.name
        {
            found.push(function);
        }
    });
    found
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

/// The names of the positional parameters.
pub fn positional(parameters: &Parameters) -> Vec<String> {
    parameters.posonlyargs.iter().chain(&parameters.args).map(|parameter| parameter.name().to_string()).collect()
}

fn globals(worker: &Worker, modules: &Modules, entry: &Module, has_default: bool) -> Vec<GlobalHandler> {
    let mut found: Vec<GlobalHandler> = Vec::new();
    for (id, binding) in entry.scopes.bindings() {
        if binding.scope != entry.scopes.module() {
            continue;
        }
        let Some((event, certain)) = Event::of_global(&binding.name) else { continue };
        let form = form(&worker.main, modules, entry, id);
        if !certain && (has_default || !is_plain_handler(entry, event, &form, id)) {
            continue;
        }
        // A bare import from the platform (`from js import fetch`) or a library is no handler.
        let only_imports = binding.sites.iter().all(|site| matches!(site.kind, SiteKind::Import(_)));
        if only_imports && !matches!(form, Form::Imported { .. }) {
            continue;
        }
        found.push(GlobalHandler { event, name: binding.name.to_string(), binding: id, form });
    }
    // `fetch` beside `on_fetch` is an alias or a helper, never a second handler.
    let certain: Vec<Event> =
        found.iter().filter(|global| global.name.starts_with("on")).map(|global| global.event).collect();
    found.retain(|global| global.name.starts_with("on") || !certain.contains(&global.event));
    found.sort_by_key(|global| entry.scopes.binding(global.binding).sites[0].range.start());
    found
}

fn form(path: &Utf8Path, modules: &Modules, entry: &Module, id: BindingId) -> Form {
    let binding = entry.scopes.binding(id);
    // What an import brought before, in a `try` perhaps, is bound to the function in the end.
    let site = match binding.sites.as_slice() {
        [site] => site,
        [earlier @ .., last]
            if matches!(last.kind, SiteKind::Function(_))
                && earlier.iter().all(|site| {
                    matches!(site.kind, SiteKind::Import(_)) && site.range.start() < last.range.start()
                }) =>
        {
            last
        }
        _ => return Form::Other,
    };
    match &site.kind {
        SiteKind::Function(range) => {
            let is_direct = entry
                .syntax()
                .body
                .iter()
                .any(|statement| matches!(statement, Stmt::FunctionDef(function) if function.range == *range));
            if is_direct { Form::Plain(*range) } else { Form::Other }
        }
        SiteKind::Import(import) => {
            let target = import.member.as_ref().and_then(|member| {
                let other = modules.resolve(path, &import.module)?;
                let module = modules.get(other)?;
                let id = module.scopes.lookup(module.scopes.module(), member)?;
                match module.scopes.binding(id).sites.as_slice() {
                    [site] => match site.kind {
                        SiteKind::Function(range) => Some((other, range)),
                        _ => None,
                    },
                    _ => None,
                }
            });
            match target {
                Some((path, function)) => Form::Imported { path: path.to_owned(), function },
                None => Form::Other,
            }
        }
        _ => Form::Other,
    }
}

/// Whether a function that is just called `fetch` or `scheduled` looks like a handler and is used as nothing else.
fn is_plain_handler(entry: &Module, event: Event, form: &Form, id: BindingId) -> bool {
    let Form::Plain(range) = form else { return false };
    let Some(function) = function(entry, *range) else { return false };
    let names = positional(&function.parameters);
    let Some(first) = names.first() else { return false };
    let first = first.trim_start_matches('_');
    let fits = match event {
        Event::Fetch => ["request", "req"].contains(&first),
        Event::Scheduled => ["event", "controller", "ctrl", "evt", "cron"].contains(&first),
        Event::Queue => first == "batch",
        Event::Email => ["message", "email", "msg"].contains(&first),
        Event::Test => ["ctrl", "controller"].contains(&first),
        _ => false,
    };
    let has_env = names.get(1).is_none_or(|name| name.trim_start_matches('_').starts_with("env"));
    fits && has_env && entry.scopes.binding(id).reads.is_empty()
}

fn classes(worker: &Worker, modules: &Modules) -> Vec<WorkerClass> {
    let mut found = Vec::new();
    for (path, module) in modules.iter() {
        each_statement(&module.syntax().body, &mut |statement| {
            let Stmt::ClassDef(class) = statement else { return };
            let derived = role(modules, path, module, class, 0);
            let named = if modules.is_reached(path) {
                configured_role(worker, class.name.as_str())
                    .or_else(|| (*path == worker.main && is_bare_default(class)).then_some(ClassRole::Entrypoint))
            } else {
                None
            };
            if let Some(role) = derived.or(named) {
                found.push(WorkerClass {
                    path: path.to_owned(),
                    name: class.name.to_string(),
                    role,
                    range: class.range,
                    derives: derived.is_some(),
                });
            }
        });
    }
    found
}

fn configured_role(worker: &Worker, name: &str) -> Option<ClassRole> {
    worker.bindings.values().find_map(|binding| match &binding.kind {
        BindingKind::DurableObject { class: Some(class) } if class == name => Some(ClassRole::DurableObject),
        BindingKind::Workflow { class: Some(class) } if class == name => Some(ClassRole::Workflow),
        _ => None,
    })
}

/// `class Default:` with handlers, which somebody took for what the runtime looks for: only its base is missing.
fn is_bare_default(class: &StmtClassDef) -> bool {
    let bases = class.arguments.as_deref();
    let has_base = bases.is_some_and(|bases| !bases.args.is_empty() || !bases.keywords.is_empty());
    let mut methods = class.body.iter().filter_map(Stmt::as_function_def_stmt);
    class.name.as_str() == "Default"
        && !has_base
        && class.decorator_list.is_empty()
        && methods.clone().all(|method| method.name.as_str() != "__init__")
        && methods.any(|method| Event::of_method(ClassRole::Entrypoint, method.name.as_str()).is_some())
}

/// What a name is in a Worker that something else takes the place of where its import fails.
fn tried(module: &Module, base: &Expr) -> Option<Name> {
    let name = base.as_name_expr()?;
    let binding = module.scopes.binding(module.scopes.meaning(name.range.start())?);
    tried_import(module, binding).map(|import| import.qualified(&binding.name))
}

/// What the class derives from, followed through classes of the project.
fn role(modules: &Modules, path: &Utf8Path, module: &Module, class: &StmtClassDef, depth: usize) -> Option<ClassRole> {
    if depth > 8 {
        return None;
    }
    let bases = class.arguments.as_deref().map(|arguments| &arguments.args)?;
    bases.iter().find_map(|base| {
        let base = match base {
            Expr::Subscript(generic) => generic.value.as_ref(),
            other => other,
        };
        if let Some(name) = module.scopes.qualified(base).or_else(|| tried(module, base)) {
            match name.as_str() {
                "workers.WorkerEntrypoint" => return Some(ClassRole::Entrypoint),
                "workers.DurableObject" => return Some(ClassRole::DurableObject),
                "workers.WorkflowEntrypoint" | "workers.workflows.WorkflowEntrypoint" => {
                    return Some(ClassRole::Workflow);
                }
                _ => {}
            }
        }
        let Expr::Name(name) = base else { return None };
        let binding = module.scopes.binding(module.scopes.meaning(name.range.start())?);
        let [site] = binding.sites.as_slice() else { return None };
        match &site.kind {
            SiteKind::Class(range) => {
                find_class(module, *range).and_then(|base| role(modules, path, module, base, depth + 1))
            }
            SiteKind::Import(import) => {
                let other = modules.resolve(path, &import.module)?;
                let other_module = modules.get(other)?;
                let id = other_module.scopes.lookup(other_module.scopes.module(), import.member.as_deref()?)?;
                match other_module.scopes.binding(id).sites.as_slice() {
                    [site] => match site.kind {
                        SiteKind::Class(range) => find_class(other_module, range)
                            .and_then(|base| role(modules, other, other_module, base, depth + 1)),
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    })
}

/// The function with this range, wherever it stands in the module.
pub fn find_function_anywhere(module: &Module, range: TextRange) -> Option<&StmtFunctionDef> {
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Finder<'a> {
        range: TextRange,
        found: Option<&'a StmtFunctionDef>,
    }
    impl<'a> StatementVisitor<'a> for Finder<'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if let Stmt::FunctionDef(function) = statement
                && function.range == self.range
            {
                self.found = Some(function);
            }
            walk_stmt(self, statement);
        }
    }
    let mut finder = Finder { range, found: None };
    finder.visit_body(&module.syntax().body);
    finder.found
}
