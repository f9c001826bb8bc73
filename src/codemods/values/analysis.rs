//! Finds out what every expression of a worker may be: interprets its files until nothing new is learnt.
//! Border: the order of things, and what gets where; statements, expressions and calls are interpreted next door.
use std::collections::hash_map::Entry;

use camino::Utf8Path;
use ruff_python_ast::Stmt;
use ruff_python_ast::name::Name;
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustc_hash::FxHashMap;

use crate::codemods::{ClassRole, Context, Event};
use crate::python::{BindingId, Module};

use super::knowledge::{Knowledge, Moment, Slot};
use super::platform::Platform;
use super::project::{Definition, FileId, Project, Receiver};
use super::state::State;
use super::value::{Callable, ClassId, FunctionId, Value};

/// Where the interpreter is.
#[derive(Debug)]
pub struct Frame {
    /// The file.
    pub file: FileId,
    /// The function; none at module level.
    pub function: Option<FunctionId>,
    /// Names of the function.
    pub state: State,
    /// What conditions say about expressions other than names, by their text.
    pub narrowed: Vec<(String, Value)>,
    /// States at `break` and `continue` of the loops around.
    pub exits: Vec<Vec<State>>,
}

impl Frame {
    /// At the beginning of a file or function.
    pub fn new(file: FileId, function: Option<FunctionId>) -> Self {
        Self { file, function, state: State::default(), narrowed: Vec::new(), exits: Vec::new() }
    }
}

/// The interpreter and what it has learnt.
pub struct Analysis<'a> {
    pub(super) context: Context<'a>,
    pub(super) project: Project<'a>,
    pub(super) knowledge: Knowledge,
    reached: Vec<bool>,
    escaped: Vec<bool>,
    indirect: Vec<bool>,
    /// What files and functions came to when they were last interpreted: the files, then the functions.
    units: Vec<Option<Unit>>,
    /// The one that is being interpreted.
    pub(super) unit: Unit,
}

/// What interpreting a file or a function comes to.
#[derive(Debug, Default)]
pub struct Unit {
    /// When that began.
    began: Moment,
    /// What was looked at.
    read: Vec<Slot>,
    /// What its expressions are.
    pub(super) values: FxHashMap<TextRange, Value>,
    /// Which functions its calls call, in order.
    pub(super) calls: Vec<(TextRange, FunctionId)>,
}

/// Passes after which something must be wrong: values only grow, and real projects settle in a handful.
const MOST_PASSES: usize = 40;

impl<'a> Analysis<'a> {
    /// Interprets the worker of `context`.
    pub fn of(context: &Context<'a>) -> Self {
        let project = Project::of(context);
        let count = project.functions.len();
        let files = project.files.len();
        let mut analysis = Self {
            context: *context,
            project,
            knowledge: Knowledge::default(),
            reached: vec![false; count],
            escaped: vec![false; count],
            indirect: vec![false; count],
            units: std::iter::repeat_with(|| None).take(files + count).collect(),
            unit: Unit::default(),
        };
        analysis.seed();
        analysis.settle();
        // What nobody is seen to call is called from somewhere unknown, or dead.
        let unreached: Vec<usize> = (0..count).filter(|index| !analysis.reached[*index]).collect();
        for index in &unreached {
            analysis.escape(FunctionId(*index));
        }
        if !unreached.is_empty() {
            analysis.settle();
        }
        analysis
    }

    /// Interprets whatever has news until nothing has any more.
    fn settle(&mut self) {
        for _ in 0..MOST_PASSES {
            let mut is_settled = true;
            for index in 0..self.units.len() {
                if self.has_news(index) {
                    self.interpret_unit(index);
                    is_settled = false;
                }
            }
            if is_settled {
                break;
            }
        }
    }

    /// Whether interpreting a file or function could come to something else than it did.
    fn has_news(&self, index: usize) -> bool {
        match &self.units[index] {
            Some(unit) => self.knowledge.has_news(&unit.read, unit.began),
            None => index.checked_sub(self.project.files.len()).is_none_or(|function| self.reached[function]),
        }
    }

    fn interpret_unit(&mut self, index: usize) {
        let began = self.knowledge.now();
        let files = self.project.files.len();
        if index < files {
            let module = self.project.files[index].1;
            self.block(&mut Frame::new(index, None), &module.syntax().body);
        } else {
            self.interpret(FunctionId(index - files));
        }
        let unit = std::mem::take(&mut self.unit);
        self.units[index] = Some(Unit { began, read: self.knowledge.take_read(), ..unit });
    }

    /// What all files and functions came to, each with the file that it is in.
    pub fn finish(&mut self) -> Vec<(FileId, Unit)> {
        let files = self.project.files.len();
        let units = std::mem::take(&mut self.units).into_iter().enumerate();
        let file = |index: usize| index.checked_sub(files).map_or(index, |id| self.project.functions[id].file);
        units.filter_map(|(index, unit)| Some((file(index), unit?))).collect()
    }

    fn interpret(&mut self, id: FunctionId) {
        let function = &self.project.functions[id.0];
        let (file, definition) = (function.file, function.definition);
        let mut frame = Frame::new(file, Some(id));
        if let Some(parameters) = function.parameters() {
            for parameter in parameters.iter() {
                let start = parameter.name().range.start();
                let value = self.knowledge.read(Slot::Parameter(file, start));
                if let Some(binding) = self.module(file).scopes.meaning(start) {
                    self.assign(&mut frame, binding, value);
                }
            }
        }
        match definition {
            Definition::Function(function) => {
                if self.block(&mut frame, &function.body) {
                    self.add_return(id, &Value::Data);
                }
            }
            Definition::Lambda(lambda) => {
                let value = self.evaluate(&mut frame, &lambda.body);
                self.add_return(id, &value);
            }
        }
    }

    /// Books what is known before anything is interpreted: what the runtime hands to handlers.
    fn seed(&mut self) {
        for index in 0..self.project.functions.len() {
            let id = FunctionId(index);
            let function = &self.project.functions[index];
            match (function.receiver, function.class) {
                (Receiver::Object, Some(class)) => self.add_parameter(id, 0, &Value::Instance(class)),
                (Receiver::Class, Some(class)) => self.add_parameter(id, 0, &Value::Class(class)),
                _ => {}
            }
            let function = &self.project.functions[index];
            let given: Vec<Value> = match (function.event, function.class.and_then(|class| self.project.role(class))) {
                (Some(handled), _) => handed_over(handled.event, handled.raw),
                (None, Some(role)) if function.name() == Some("__init__") => {
                    let own = if role == ClassRole::DurableObject { Platform::ObjectState } else { Platform::Context };
                    vec![Value::Platform(own), Value::Platform(Platform::Env)]
                }
                _ => continue,
            };
            let skip = usize::from(function.receiver != Receiver::None);
            for (position, value) in given.iter().enumerate() {
                self.add_parameter(id, skip + position, value);
            }
            self.reach(id);
        }
    }

    /// The file's module.
    pub fn module(&self, file: FileId) -> &'a Module {
        self.project.files[file].1
    }

    /// The file's path.
    pub fn path(&self, file: FileId) -> &'a Utf8Path {
        self.project.files[file].0
    }

    /// Marks a function as one that runs.
    pub fn reach(&mut self, id: FunctionId) {
        if !self.reached[id.0] {
            self.reached[id.0] = true;
        }
    }

    /// Whether something other than a call that is seen may call it: a library, a decorator.
    pub fn is_called_unseen(&self, id: FunctionId) -> bool {
        self.escaped[id.0] || self.indirect[id.0]
    }

    /// Something other than a written call calls the function.
    pub fn call_indirectly(&mut self, id: FunctionId) {
        self.indirect[id.0] = true;
    }

    /// Somebody unknown calls the function: its parameters may be anything, save what its own code shows.
    pub fn escape(&mut self, id: FunctionId) {
        if self.escaped[id.0] {
            return;
        }
        self.escaped[id.0] = true;
        self.reach(id);
        let function = &self.project.functions[id.0];
        let Some(parameters) = function.parameters() else { return };
        let file = function.file;
        let skip = usize::from(function.receiver != Receiver::None);
        for (index, parameter) in parameters.iter().enumerate().skip(skip) {
            let start = parameter.name().range.start();
            let value = self.guess(file, start).unwrap_or(Value::UNKNOWN);
            self.add_parameter(id, index, &value);
        }
    }

    /// What a parameter must be, judged by its name and by what is done with it: `env.DB`, or handed on. A dictionary
    /// or a template environment is called `env` too, and used in other ways.
    fn guess(&self, file: FileId, parameter: TextSize) -> Option<Value> {
        let module = self.module(file);
        let binding = module.scopes.binding(module.scopes.meaning(parameter)?);
        if binding.name.trim_start_matches('_') != "env" {
            return None;
        }
        let bindings = &self.context.worker.bindings;
        let is_usual = |read: &crate::python::Read| {
            let rest = &module.text()[read.range.end().to_usize()..];
            match rest.strip_prefix('.') {
                Some(rest) => {
                    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                    let name = &rest[..end];
                    bindings.contains_key(name) || name.starts_with(|first: char| first.is_uppercase())
                }
                None => !rest.starts_with('['),
            }
        };
        (!binding.reads.is_empty() && binding.reads.iter().all(is_usual)).then_some(Value::Platform(Platform::Env))
    }

    /// Functions in `value` may be called by somebody unknown.
    pub fn escape_value(&mut self, value: &Value) {
        match value {
            Value::Functions(callables) => {
                for callable in callables.clone() {
                    self.escape(callable.function);
                }
            }
            Value::Sequence(inner) | Value::Awaitable(inner) => self.escape_value(inner),
            Value::Tuple(items) => items.iter().for_each(|item| self.escape_value(item)),
            Value::Mapping(mapping) => {
                mapping.keys.values().chain([mapping.rest.as_ref()]).for_each(|value| self.escape_value(value));
            }
            // Somebody unknown may make objects of it and call what they have.
            Value::Instance(class) | Value::Class(class) => {
                let methods: Vec<FunctionId> = self.project.classes[class.0].methods.values().copied().collect();
                for method in methods {
                    if !self.reached[method.0] {
                        self.escape(method);
                    }
                }
            }
            _ => {}
        }
    }

    /// A value gets into a parameter (by position among all of them).
    pub fn add_parameter(&mut self, id: FunctionId, position: usize, value: &Value) {
        let function = &self.project.functions[id.0];
        let file = function.file;
        let Some(parameter) = function.parameters().and_then(|parameters| parameters.iter().nth(position)) else {
            return;
        };
        self.knowledge.add(Slot::Parameter(file, parameter.name().range.start()), value);
    }

    /// A function returns a value.
    pub fn add_return(&mut self, id: FunctionId, value: &Value) {
        self.knowledge.add(Slot::Returns(id), value);
    }

    /// A function yields a value.
    pub fn add_yield(&mut self, id: FunctionId, value: &Value) {
        self.knowledge.add(Slot::Yields(id), value);
    }

    /// An object's attribute is set.
    pub fn add_attribute(&mut self, class: ClassId, name: &Name, value: &Value) {
        let root = self.project.root(class);
        self.knowledge.add(Slot::Attribute(root, name.clone()), value);
    }

    /// What a call of a function gives.
    pub fn result(&self, callable: Callable) -> Value {
        let function = &self.project.functions[callable.function.0];
        if callable.step {
            return Value::awaitable(Value::Platform(Platform::Native));
        }
        if function.is_generator {
            return Value::sequence(self.knowledge.read(Slot::Yields(callable.function)));
        }
        let value = self.knowledge.read(Slot::Returns(callable.function));
        if function.is_async() { Value::awaitable(value) } else { value }
    }

    /// A name gets a value.
    pub fn assign(&mut self, frame: &mut Frame, binding: BindingId, value: Value) {
        self.knowledge.add(Slot::Binding(frame.file, binding), &value);
        frame.state.set(binding, value);
    }

    /// Books what an expression is.
    pub fn record(&mut self, node: &impl Ranged, value: &Value) {
        match self.unit.values.entry(node.range()) {
            Entry::Vacant(slot) => drop(slot.insert(value.clone())),
            Entry::Occupied(mut slot) => drop(slot.get_mut().grow(value)),
        }
    }

    /// Interprets statements; says whether their end is reached.
    pub fn block(&mut self, frame: &mut Frame, body: &'a [Stmt]) -> bool {
        let mut through = true;
        for statement in body {
            through &= self.statement(frame, statement);
        }
        through
    }
}

/// What the runtime hands to a handler, after the object itself.
fn handed_over(event: Event, raw: bool) -> Vec<Value> {
    let platform = Value::Platform;
    let first = match event {
        Event::Fetch => platform(Platform::Request { raw }),
        Event::Queue => platform(Platform::Batch),
        Event::Scheduled => platform(Platform::Native),
        Event::Run => return vec![platform(Platform::Native), platform(Platform::Step)],
        Event::WebSocketMessage => return vec![Value::JS, Value::UNKNOWN],
        Event::WebSocketClose | Event::WebSocketError => return vec![Value::JS, Value::Data, Value::Data, Value::Data],
        Event::Alarm => return vec![Value::UNKNOWN],
        Event::Email | Event::Tail | Event::Test => Value::UNKNOWN,
    };
    vec![first, platform(Platform::Env), platform(Platform::Context)]
}
