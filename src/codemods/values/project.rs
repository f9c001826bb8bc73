//! Functions and classes of the files that a worker's entry module reaches.
//! Border: an index of definitions; what their values are is found out elsewhere.
use camino::Utf8Path;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprLambda, Parameters, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::TextRange;
use rustc_hash::FxHashMap;

use crate::codemods::{ClassRole, Context, Event};
use crate::python::Module;

use super::value::{ClassId, FunctionId};

/// Names a file of a [`Project`].
pub type FileId = usize;

/// What a function consists of.
#[derive(Debug, Clone, Copy)]
pub enum Definition<'a> {
    /// A `def`.
    Function(&'a StmtFunctionDef),
    /// A `lambda`.
    Lambda(&'a ExprLambda),
}

/// A function, method or lambda.
#[derive(Debug)]
pub struct Function<'a> {
    /// Where it is defined.
    pub file: FileId,
    /// Its syntax.
    pub definition: Definition<'a>,
    /// The class whose method it is.
    pub class: Option<ClassId>,
    /// Whether it is a generator.
    pub is_generator: bool,
    /// Whether it has a receiver (`self` or `cls`).
    pub receiver: Receiver,
    /// The event that the runtime calls it for.
    pub event: Option<Handled>,
}

/// What the first parameter of a function is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receiver {
    /// Nothing special.
    None,
    /// The object.
    Object,
    /// The class.
    Class,
}

/// A handler's event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handled {
    /// What for.
    pub event: Event,
    /// Whether old code got a raw request here.
    pub raw: bool,
}

impl<'a> Function<'a> {
    /// Its whole range.
    pub fn range(&self) -> TextRange {
        match self.definition {
            Definition::Function(function) => function.range,
            Definition::Lambda(lambda) => lambda.range,
        }
    }

    /// Its name; a lambda has none.
    pub fn name(&self) -> Option<&'a str> {
        match self.definition {
            Definition::Function(function) => Some(function.name.as_str()),
            Definition::Lambda(_) => None,
        }
    }

    /// Its parameters.
    pub fn parameters(&self) -> Option<&'a Parameters> {
        match self.definition {
            Definition::Function(function) => Some(&function.parameters),
            Definition::Lambda(lambda) => lambda.parameters.as_deref(),
        }
    }

    /// Whether a call gives a coroutine.
    pub fn is_async(&self) -> bool {
        matches!(self.definition, Definition::Function(function) if function.is_async)
    }
}

/// A class.
#[derive(Debug)]
pub struct Class<'a> {
    /// Where it is defined.
    pub file: FileId,
    /// Its syntax.
    pub definition: &'a StmtClassDef,
    /// What it is to the runtime.
    pub role: Option<ClassRole>,
    /// Methods by name, the last definition of each.
    pub methods: FxHashMap<&'a str, FunctionId>,
    /// Base classes of the project.
    pub bases: Vec<ClassId>,
    /// Whether it derives from something outside the project.
    pub has_foreign_base: bool,
    /// Whether `@dataclass` or `NamedTuple` makes its constructor.
    pub is_data: bool,
}

/// The index.
#[derive(Debug, Default)]
pub struct Project<'a> {
    /// Files, the entry module's graph.
    pub files: Vec<(&'a Utf8Path, &'a Module)>,
    /// All functions.
    pub functions: Vec<Function<'a>>,
    /// All classes.
    pub classes: Vec<Class<'a>>,
    function_at: FxHashMap<(FileId, TextRange), FunctionId>,
    class_at: FxHashMap<(FileId, TextRange), ClassId>,
    file_at: FxHashMap<&'a Utf8Path, FileId>,
}

impl<'a> Project<'a> {
    /// Indexes the files of `context`.
    pub fn of(context: &Context<'a>) -> Self {
        let mut project = Self::default();
        for (path, module) in context.modules.iter().filter(|(path, _)| context.modules.is_reached(path)) {
            let file = project.files.len();
            project.files.push((path, module));
            project.file_at.insert(path, file);
            Collector { project: &mut project, file, class: None }.visit_body(&module.syntax().body);
        }
        for class in &context.facts.classes {
            if let Some(id) = project.file(&class.path).and_then(|file| project.class_at(file, class.range)) {
                project.classes[id.0].role = Some(class.role);
            }
        }
        for handler in &context.facts.handlers {
            let Some(file) = project.file(&handler.path) else { continue };
            let Some(id) = project.function_at(file, handler.function) else { continue };
            let is_function = handler.kind == crate::codemods::HandlerKind::Function;
            let wrapped = project.is_wrapped(id);
            project.functions[id.0].event = Some(Handled { event: handler.event, raw: is_function && !wrapped });
        }
        project
    }

    /// Whether `@handler` wraps what the function gets.
    fn is_wrapped(&self, id: FunctionId) -> bool {
        let function = &self.functions[id.0];
        let scopes = &self.files[function.file].1.scopes;
        match function.definition {
            Definition::Function(definition) => definition
                .decorator_list
                .iter()
                .any(|decorator| scopes.qualified(&decorator.expression).is_some_and(|name| name == "workers.handler")),
            Definition::Lambda(_) => false,
        }
    }

    /// The file with this path.
    pub fn file(&self, path: &Utf8Path) -> Option<FileId> {
        self.file_at.get(path).copied()
    }

    /// The function that is defined there.
    pub fn function_at(&self, file: FileId, range: TextRange) -> Option<FunctionId> {
        self.function_at.get(&(file, range)).copied()
    }

    /// The class that is defined there.
    pub fn class_at(&self, file: FileId, range: TextRange) -> Option<ClassId> {
        self.class_at.get(&(file, range)).copied()
    }

    /// A class and those it derives from, nearest first.
    pub fn lineage(&self, class: ClassId) -> Vec<ClassId> {
        let mut found = vec![class];
        let mut index = 0;
        while index < found.len() {
            for base in &self.classes[found[index].0].bases {
                if !found.contains(base) {
                    found.push(*base);
                }
            }
            index += 1;
        }
        found
    }

    /// The method of that name that objects of `class` have.
    pub fn method(&self, class: ClassId, name: &str) -> Option<FunctionId> {
        self.lineage(class).into_iter().find_map(|class| self.classes[class.0].methods.get(name).copied())
    }

    /// The class to which attributes of objects of `class` are booked: the oldest of its lineage.
    pub fn root(&self, class: ClassId) -> ClassId {
        self.lineage(class).last().copied().unwrap_or(class)
    }

    /// What objects of `class` are to the runtime.
    pub fn role(&self, class: ClassId) -> Option<ClassRole> {
        self.lineage(class).into_iter().find_map(|class| self.classes[class.0].role)
    }
}

struct Collector<'p, 'a> {
    project: &'p mut Project<'a>,
    file: FileId,
    class: Option<ClassId>,
}

impl<'a> Collector<'_, 'a> {
    fn add(&mut self, function: Function<'a>) -> FunctionId {
        let id = FunctionId(self.project.functions.len());
        self.project.function_at.insert((self.file, function.range()), id);
        self.project.functions.push(function);
        id
    }

    fn receiver(&self, function: &StmtFunctionDef) -> Receiver {
        if self.class.is_none() {
            return Receiver::None;
        }
        let scopes = &self.project.files[self.file].1.scopes;
        let has =
            |name: &str| function.decorator_list.iter().any(|decorator| scopes.is_builtin(&decorator.expression, name));
        match function.name.as_str() {
            "__new__" | "__init_subclass__" | "__class_getitem__" => Receiver::Class,
            _ if has("staticmethod") => Receiver::None,
            _ if has("classmethod") => Receiver::Class,
            _ => Receiver::Object,
        }
    }
}

impl<'a> Visitor<'a> for Collector<'_, 'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                let receiver = self.receiver(function);
                let id = self.add(Function {
                    file: self.file,
                    definition: Definition::Function(function),
                    class: self.class,
                    is_generator: is_generator(&function.body),
                    receiver,
                    event: None,
                });
                if let Some(class) = self.class {
                    self.project.classes[class.0].methods.insert(function.name.as_str(), id);
                }
                let outer = self.class.take();
                visitor::walk_stmt(self, statement);
                self.class = outer;
            }
            Stmt::ClassDef(class) => {
                let id = ClassId(self.project.classes.len());
                let scopes = &self.project.files[self.file].1.scopes;
                let named = |expression: &Expr, names: &[&str]| {
                    let callee = match expression {
                        Expr::Call(call) => call.func.as_ref(),
                        other => other,
                    };
                    scopes.qualified(callee).is_some_and(|name| names.contains(&name.as_str()))
                };
                let is_data = class
                    .decorator_list
                    .iter()
                    .any(|decorator| named(&decorator.expression, &["dataclasses.dataclass"]))
                    || class.bases().iter().any(|base| named(base, &["typing.NamedTuple"]));
                self.project.class_at.insert((self.file, class.range), id);
                self.project.classes.push(Class {
                    file: self.file,
                    definition: class,
                    role: None,
                    methods: FxHashMap::default(),
                    bases: Vec::new(),
                    has_foreign_base: false,
                    is_data,
                });
                let outer = self.class.replace(id);
                visitor::walk_stmt(self, statement);
                self.class = outer;
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Lambda(lambda) = expression {
            self.add(Function {
                file: self.file,
                definition: Definition::Lambda(lambda),
                class: None,
                is_generator: false,
                receiver: Receiver::None,
                event: None,
            });
        }
        visitor::walk_expr(self, expression);
    }
}

/// Whether a function's own body yields.
fn is_generator(body: &[Stmt]) -> bool {
    struct Search(bool);
    impl<'a> Visitor<'a> for Search {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if !self.0 && !matches!(statement, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                visitor::walk_stmt(self, statement);
            }
        }
        fn visit_expr(&mut self, expression: &'a Expr) {
            match expression {
                Expr::Yield(_) | Expr::YieldFrom(_) => self.0 = true,
                Expr::Lambda(_) => {}
                _ => visitor::walk_expr(self, expression),
            }
        }
    }
    let mut search = Search(false);
    search.visit_body(body);
    search.0
}
