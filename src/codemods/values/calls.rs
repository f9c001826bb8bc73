//! Interprets calls of functions, methods and classes of the project and of platform objects.
//! Border: who is called with what; built-ins and libraries are `external`'s.
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, ExprAttribute, ExprCall};

use super::analysis::{Analysis, Frame};
use super::containers::{self, iterate, literal_text, with_item};
use super::methods::Arguments;
use super::platform::Platform;
use super::project::Receiver;
use super::value::{Callable, FunctionId, Mapping, Value, all};

/// The arguments of a call, evaluated.
#[derive(Debug, Default)]
pub struct Given<'a> {
    /// Positional ones before the first `*`.
    pub positional: Vec<Value>,
    /// What `*` spreads, and everything behind it.
    pub spread: Option<Value>,
    /// By keyword.
    pub named: Vec<(&'a Name, Value)>,
    /// What `**` spreads.
    pub named_spread: Option<Value>,
}

impl Given<'_> {
    /// Only these positional arguments.
    pub fn positional(values: Vec<Value>) -> Self {
        Given { positional: values, ..Given::default() }
    }

    /// Every value that is handed over.
    pub fn all(&self) -> impl Iterator<Item = &Value> {
        self.positional
            .iter()
            .chain(&self.spread)
            .chain(self.named.iter().map(|(_, value)| value))
            .chain(&self.named_spread)
    }

    /// A positional argument.
    pub fn at(&self, index: usize) -> Value {
        self.positional.get(index).cloned().or_else(|| self.spread.clone()).unwrap_or_default()
    }
}

impl<'a> Analysis<'a> {
    /// What a call gives.
    pub fn call(&mut self, frame: &mut Frame, call: &'a ExprCall) -> Value {
        if let Expr::Attribute(attribute) = call.func.as_ref() {
            let receiver = self.evaluate(frame, &attribute.value);
            let given = self.given(frame, call);
            return self.call_method(frame, call, attribute, &receiver, &given);
        }
        let callee = self.evaluate(frame, &call.func);
        let given = self.given(frame, call);
        self.call_value(frame, &callee, &given, call)
    }

    fn given(&mut self, frame: &mut Frame, call: &'a ExprCall) -> Given<'a> {
        let mut given = Given::default();
        for argument in &call.arguments.args {
            let value = self.evaluate(frame, argument);
            match (argument, &mut given.spread) {
                (Expr::Starred(_), None) => match value {
                    Value::Tuple(items) => given.positional.extend(items),
                    other => given.spread = Some(iterate(&other)),
                },
                (Expr::Starred(_), Some(known)) => *known = known.join(&iterate(&value)),
                (_, Some(known)) => *known = known.join(&value),
                (_, None) => given.positional.push(value),
            }
        }
        for keyword in &call.arguments.keywords {
            let value = self.evaluate(frame, &keyword.value);
            match &keyword.arg {
                Some(name) => given.named.push((&name.id, value)),
                None => {
                    let spread = match &value {
                        Value::Mapping(mapping) => mapping.any(),
                        Value::Data => Value::Data,
                        other => containers::item(other, None, None),
                    };
                    given.named_spread = Some(given.named_spread.unwrap_or_default().join(&spread));
                }
            }
        }
        given
    }

    fn call_method(
        &mut self,
        frame: &mut Frame,
        call: &'a ExprCall,
        attribute: &'a ExprAttribute,
        receiver: &Value,
        given: &Given<'a>,
    ) -> Value {
        let name = attribute.attr.as_str();
        match receiver {
            Value::Platform(Platform::Env) => {
                // `env.RATE_LIMITER(…)` is nothing; a dictionary method shows that it is no environment after all.
                self.record(call.func.as_ref(), &Value::UNKNOWN);
                Value::UNKNOWN
            }
            Value::Platform(platform) => {
                self.record(call.func.as_ref(), &Value::Method(Box::new(receiver.clone()), attribute.attr.id.clone()));
                self.callbacks(frame, platform, name, given, call);
                if let Some(value) = self.scope_method(frame, attribute, call) {
                    return value;
                }
                platform.call(name, &arguments(call, given))
            }
            Value::Data | Value::Sequence(_) | Value::Tuple(_) | Value::Mapping(_) => {
                if let (Value::Mapping(mapping), false) = (receiver, is_dictionary_method(name)) {
                    let callee = mapping.get(name);
                    return self.call_value(frame, &callee, given, call);
                }
                self.record(call.func.as_ref(), &Value::Method(Box::new(receiver.clone()), attribute.attr.id.clone()));
                self.change_container(frame, attribute, receiver, given, call);
                for (_, function) in given.named.iter().filter(|(name, _)| name.as_str() == "key") {
                    self.call_value(frame, function, &Given::positional(vec![iterate(receiver)]), call);
                }
                containers::call(receiver, name, &arguments(call, given))
            }
            Value::Python | Value::Mixed(_) | Value::Nothing => {
                self.record(call.func.as_ref(), receiver);
                if let Some(value) = self.scope_method(frame, attribute, call) {
                    return value;
                }
                self.call_unknown_method(name, receiver, given, call)
            }
            _ => {
                let callee = self.attribute_of(frame, receiver, attribute);
                self.record(call.func.as_ref(), &callee);
                self.call_value(frame, &callee, given, call)
            }
        }
    }

    /// `scope.get("env")` of the SDK's ASGI adapter.
    fn scope_method(&self, frame: &Frame, attribute: &ExprAttribute, call: &ExprCall) -> Option<Value> {
        let key = call.arguments.args.first().and_then(literal_text);
        (attribute.attr.as_str() == "get" && key == Some("env") && self.is_scope(frame.file, &attribute.value))
            .then_some(Value::Platform(Platform::Env))
    }

    /// A method of something unknown: any method of the project with that name may be meant.
    fn call_unknown_method(&mut self, name: &str, receiver: &Value, given: &Given<'a>, call: &'a ExprCall) -> Value {
        if *receiver == Value::Nothing {
            return Value::Nothing;
        }
        let candidates: Vec<FunctionId> =
            self.project.classes.iter().filter_map(|class| class.methods.get(name).copied()).collect();
        for function in candidates {
            let bound = self.project.functions[function.0].receiver != Receiver::None;
            self.invoke(Callable { function, bound, step: false }, given, Some(call));
        }
        given.all().cloned().collect::<Vec<_>>().iter().for_each(|value| self.escape_value(value));
        match receiver {
            Value::Python if !given.all().any(touches_javascript) => Value::Python,
            _ => Value::UNKNOWN,
        }
    }

    /// Functions that are handed to the platform: who calls them with what.
    fn callbacks(&mut self, frame: &mut Frame, platform: &Platform, name: &str, given: &Given<'a>, call: &'a ExprCall) {
        let argument = match (platform, name) {
            (Platform::Storage, "transaction") => Some(Value::Platform(Platform::Storage)),
            (Platform::ObjectState, "blockConcurrencyWhile") => Some(Value::Nothing),
            (Platform::Js, _) => Some(Value::JS),
            _ => None,
        };
        for value in given.all().cloned().collect::<Vec<_>>() {
            match &argument {
                Some(argument) if matches!(value, Value::Functions(_)) => {
                    let handed = if *argument == Value::Nothing { Vec::new() } else { vec![argument.clone()] };
                    self.call_value(frame, &value, &Given::positional(handed), call);
                }
                _ => self.escape_value(&value),
            }
        }
    }

    fn change_container(
        &mut self,
        frame: &mut Frame,
        attribute: &'a ExprAttribute,
        receiver: &Value,
        given: &Given<'a>,
        call: &'a ExprCall,
    ) {
        let first = given.at(0);
        let second = given.at(1);
        let key = call.arguments.args.first().and_then(literal_text);
        let container = attribute.value.as_ref();
        match attribute.attr.as_str() {
            "append" | "add" | "appendleft" => self.mutate(frame, container, &|known| with_item(known, &first)),
            "insert" => self.mutate(frame, container, &|known| with_item(known, &second)),
            "extend" => {
                let items = iterate(&first);
                self.mutate(frame, container, &|known| with_item(known, &items));
            }
            "setdefault" => self.mutate(frame, container, &|known| containers::with_key(known, key, &second)),
            "update" if matches!(receiver, Value::Mapping(_)) => {
                let added = match &first {
                    Value::Mapping(_) => first.clone(),
                    Value::Nothing => super::platform::mapping(
                        given.named.iter().map(|(name, value)| (Some((*name).clone()), value.clone())),
                    ),
                    other => Value::Mapping(Mapping::of(containers::item(other, None, None))),
                };
                self.mutate(frame, container, &|known| known.join(&added));
            }
            _ => {}
        }
    }

    /// What calling a value gives.
    pub fn call_value(&mut self, frame: &mut Frame, callee: &Value, given: &Given<'a>, call: &'a ExprCall) -> Value {
        match callee {
            Value::Functions(callables) => {
                let mut results = Vec::new();
                for callable in callables {
                    self.invoke(*callable, given, Some(call));
                    results.push(self.result(*callable));
                }
                all(&results)
            }
            Value::Class(class) => {
                self.construct(*class, given, call);
                Value::Instance(*class)
            }
            Value::Instance(class) => match self.project.method(*class, "__call__") {
                Some(function) => {
                    let callable = Callable { function, bound: true, step: false };
                    self.invoke(callable, given, Some(call));
                    self.result(callable)
                }
                None => Value::UNKNOWN,
            },
            Value::Dotted(name) => self.external(frame, name, given, call),
            Value::Method(receiver, name) => match receiver.as_ref() {
                Value::Platform(platform) => platform.call(name, &arguments(call, given)),
                other => containers::call(other, name, &arguments(call, given)),
            },
            Value::Platform(Platform::StepDecorator) => match given.at(0) {
                Value::Functions(callables) => {
                    for callable in &callables {
                        self.step_parameters(callable.function);
                    }
                    Value::Functions(
                        callables.into_iter().map(|callable| Callable { step: true, ..callable }).collect(),
                    )
                }
                _ => Value::UNKNOWN,
            },
            Value::Platform(platform) if !platform.is_python() => {
                self.callbacks(frame, &Platform::Js, "", given, call);
                Value::JS
            }
            Value::Nothing => Value::Nothing,
            Value::Python | Value::Data => {
                given.all().cloned().collect::<Vec<_>>().iter().for_each(|value| self.escape_value(value));
                Value::Python
            }
            _ => {
                given.all().cloned().collect::<Vec<_>>().iter().for_each(|value| self.escape_value(value));
                Value::UNKNOWN
            }
        }
    }
}

/// What a call's literal arguments say.
fn arguments<'a>(call: &'a ExprCall, given: &Given<'_>) -> Arguments<'a> {
    Arguments {
        texts: call.arguments.args.iter().map(literal_text).collect(),
        named: call
            .arguments
            .keywords
            .iter()
            .filter_map(|keyword| Some((keyword.arg.as_ref()?.as_str(), literal_text(&keyword.value)?)))
            .collect(),
        values: given.positional.clone(),
    }
}

/// Whether a value may hold, or lead to, something of JavaScript.
pub fn touches_javascript(value: &Value) -> bool {
    match value {
        Value::Nothing | Value::Data | Value::Python | Value::Functions(_) | Value::Module(_) | Value::Class(_) => {
            false
        }
        Value::Dotted(name) => name.starts_with("js."),
        Value::Method(receiver, _) => touches_javascript(receiver),
        Value::Sequence(inner) | Value::Awaitable(inner) => touches_javascript(inner),
        Value::Tuple(items) => items.iter().any(touches_javascript),
        Value::Mapping(mapping) => touches_javascript(&mapping.any()),
        Value::Instance(_) | Value::Platform(_) | Value::Mixed(_) => true,
    }
}

fn is_dictionary_method(name: &str) -> bool {
    ["get", "items", "keys", "values", "pop", "popitem", "setdefault", "update", "copy", "clear", "fromkeys"]
        .contains(&name)
}
