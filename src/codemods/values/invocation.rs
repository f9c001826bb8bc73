//! What a call does to the functions and classes of the project: arguments get into parameters, objects are made.
//! Border: callees that are known; finding out what is called is `calls`' work.
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, ExprCall, Parameters};
use ruff_text_size::Ranged;

use super::analysis::Analysis;
use super::calls::Given;
use super::platform::Platform;
use super::value::{Callable, ClassId, FunctionId, Value, all};

impl<'a> Analysis<'a> {
    /// What the runtime hands to a step: results of other steps.
    pub fn step_parameters(&mut self, id: FunctionId) {
        self.reach(id);
        let count = self.project.functions[id.0].parameters().map_or(0, Parameters::len);
        for position in 0..count {
            self.add_parameter(id, position, &Value::Platform(Platform::Native));
        }
    }

    /// Hands arguments to a function.
    pub fn invoke(&mut self, callable: Callable, given: &Given<'a>, from: Option<&'a ExprCall>) {
        let id = callable.function;
        self.reach(id);
        match from {
            Some(call) => self.unit.calls.push((call.range(), id)),
            None => self.call_indirectly(id),
        }
        let Some(parameters) = self.project.functions[id.0].parameters() else { return };
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name().as_str()).collect();
        let count = parameters.posonlyargs.len() + parameters.args.len();
        let skip = usize::from(callable.bound);
        let mut filled = vec![false; names.len()];
        let mut extra = Vec::new();
        for (index, value) in given.positional.iter().enumerate() {
            let position = index + skip;
            if position < count {
                self.add_parameter(id, position, value);
                filled[position] = true;
            } else {
                extra.push(value.clone());
            }
        }
        if let Some(spread) = &given.spread {
            let unfilled: Vec<usize> = (skip..count).filter(|position| !filled[*position]).collect();
            for position in unfilled {
                self.add_parameter(id, position, spread);
            }
            extra.push(spread.clone());
        }
        let mut others = Vec::new();
        for (name, value) in &given.named {
            let is_catch_all = |position: &usize| {
                parameters.kwarg.as_ref().is_some_and(|kwarg| kwarg.name.as_str() == names[*position])
                    || parameters.vararg.as_ref().is_some_and(|vararg| vararg.name.as_str() == names[*position])
            };
            match names.iter().position(|known| *known == name.as_str()).filter(|position| !is_catch_all(position)) {
                Some(position) => {
                    self.add_parameter(id, position, value);
                    filled[position] = true;
                }
                None => others.push((Some((*name).clone()), value.clone())),
            }
        }
        if let Some(spread) = &given.named_spread {
            let unfilled: Vec<usize> = (skip..names.len()).filter(|position| !filled[*position]).collect();
            for position in unfilled {
                self.add_parameter(id, position, spread);
            }
            others.push((None, spread.clone()));
        }
        if let Some(vararg) = &parameters.vararg
            && let Some(position) = names.iter().position(|name| *name == vararg.name.as_str())
        {
            self.add_parameter(id, position, &Value::sequence(all(&extra)));
        }
        if let Some(kwarg) = &parameters.kwarg
            && let Some(position) = names.iter().position(|name| *name == kwarg.name.as_str())
        {
            self.add_parameter(id, position, &super::platform::mapping(others));
        }
    }

    /// Makes an object of a class of the project.
    pub fn construct(&mut self, class: ClassId, given: &Given<'a>, from: &'a ExprCall) {
        if let Some(function) = self.project.method(class, "__init__") {
            self.invoke(Callable { function, bound: true, step: false }, given, Some(from));
            return;
        }
        let lineage = self.project.lineage(class);
        if lineage.iter().any(|class| self.project.classes[class.0].is_data) {
            let fields = self.fields(&lineage);
            for (name, value) in fields.iter().zip(&given.positional) {
                self.add_attribute(class, name, value);
            }
            if let Some(spread) = given.spread.as_ref().or(given.named_spread.as_ref()) {
                for name in &fields {
                    self.add_attribute(class, name, spread);
                }
            }
        }
        // Also what a foreign base class (a model of a library) makes attributes of.
        for (name, value) in &given.named {
            self.add_attribute(class, name, value);
        }
    }

    /// The annotated fields of a dataclass, those of its bases first.
    fn fields(&self, lineage: &[ClassId]) -> Vec<Name> {
        let mut fields = Vec::new();
        for class in lineage.iter().rev() {
            for statement in &self.project.classes[class.0].definition.body {
                if let ruff_python_ast::Stmt::AnnAssign(field) = statement
                    && let Expr::Name(name) = field.target.as_ref()
                    && !fields.contains(&name.id)
                {
                    fields.push(name.id.clone());
                }
            }
        }
        fields
    }

    /// What a decorator makes of a function.
    pub fn decorate(&mut self, decorator: &Value, decorated: Value, id: FunctionId) -> Value {
        match decorator {
            Value::Functions(callables) => {
                let mut results = Vec::new();
                for callable in callables {
                    self.invoke(*callable, &Given::positional(vec![decorated.clone()]), None);
                    results.push(self.result(*callable));
                }
                all(&results)
            }
            Value::Platform(Platform::StepDecorator) => {
                self.step_parameters(id);
                match decorated {
                    Value::Functions(callables) => Value::Functions(
                        callables.into_iter().map(|callable| Callable { step: true, ..callable }).collect(),
                    ),
                    other => other,
                }
            }
            Value::Dotted(name) if is_transparent(name) => decorated,
            Value::Nothing => decorated,
            // `@app.get("/")` and its like: a library calls the function.
            _ => {
                self.escape(id);
                decorated
            }
        }
    }
}

/// Decorators that leave what a function takes and gives as it is.
fn is_transparent(name: &str) -> bool {
    const PLAIN: &[&str] = &[
        "builtins.staticmethod",
        "builtins.classmethod",
        "builtins.property",
        "functools.wraps()",
        "functools.cache",
        "functools.lru_cache",
        "functools.lru_cache()",
        "functools.cached_property",
        "workers.handler",
        "abc.abstractmethod",
        "contextlib.contextmanager",
        "contextlib.asynccontextmanager",
    ];
    PLAIN.contains(&name) || name.starts_with("typing.") || name.ends_with(".setter")
}
