//! What built-in functions and libraries give.
//! Border: names outside the project; a table, with the few that call back.
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

use super::analysis::{Analysis, Frame};
use super::calls::{Given, touches_javascript};
use super::containers::{as_sequence, iterate, literal_text};
use super::expressions::unwrap_awaitable;
use super::platform::{Platform, mapping};
use super::value::{Mapping, Value, all};

impl<'a> Analysis<'a> {
    /// What calling something from outside the project gives.
    pub fn external(&mut self, frame: &mut Frame, name: &str, given: &Given<'a>, call: &'a ExprCall) -> Value {
        if let Some(builtin) = name.strip_prefix("builtins.") {
            return self.builtin(frame, builtin, given, call);
        }
        if let Some(javascript) = name.strip_prefix("js.") {
            return self.javascript(frame, javascript, given, call);
        }
        let first = given.at(0);
        match name {
            "json.loads" | "json.load" if given.named.is_empty() => self.round_trip(frame, call),
            "json.dumps" => Value::Data,
            "asyncio.gather" => match &given.spread {
                Some(spread) => {
                    let others = all(&given.positional);
                    Value::awaitable(Value::sequence(unwrap_awaitable(&others.join(spread))))
                }
                None => Value::awaitable(Value::Tuple(given.positional.iter().map(unwrap_awaitable).collect())),
            },
            "asyncio.create_task" | "asyncio.ensure_future" | "asyncio.shield" | "asyncio.wait_for" => first,
            "asyncio.run" | "pyodide.ffi.run_sync" => unwrap_awaitable(&first),
            "asyncio.sleep" => Value::awaitable(Value::Data),
            "copy.copy" | "copy.deepcopy" => first,
            "types.SimpleNamespace" => self.mapping_of(given),
            "collections.OrderedDict" => self.dictionary(given),
            "collections.defaultdict" => Value::Mapping(Mapping::default()),
            "collections.deque" => as_sequence(&first),
            "itertools.chain" => {
                let items: Vec<Value> = given.all().map(iterate).collect();
                Value::sequence(all(&items))
            }
            "functools.wraps" => Value::Dotted(Name::new_static("functools.wraps()")),
            "functools.lru_cache" => match first {
                Value::Functions(_) => first,
                _ => Value::Dotted(Name::new_static("functools.lru_cache()")),
            },
            "pyodide.ffi.to_js" => Value::JS,
            "pyodide.ffi.create_proxy" | "pyodide.ffi.create_once_callable" => {
                self.call_value(frame, &first, &Given::positional(vec![Value::JS, Value::JS, Value::JS]), call);
                Value::JS
            }
            "workers.fetch" => Value::awaitable(Value::Platform(Platform::Response { raw: false })),
            "workers.Request" => Value::Platform(Platform::Request { raw: false }),
            "workers.Response" | "workers.Response.json" | "workers.Response.from_json" => {
                Value::Platform(Platform::Response { raw: false })
            }
            "workers.Response.redirect" => Value::JS,
            "workers.FormData" => Value::Platform(Platform::Form { raw: false }),
            "workers.import_from_javascript" | "workers.python_to_rpc" => Value::JS,
            "workers.python_from_rpc" => Value::Platform(Platform::Native),
            "workers.wait_until" | "workers.waitUntil" => Value::Data,
            _ => self.library(name, given),
        }
    }

    /// `json.loads(JSON.stringify(x))` is `x` again, if that is plain Python today.
    fn round_trip(&self, frame: &Frame, call: &ExprCall) -> Value {
        let Some(Expr::Call(inner)) = call.arguments.args.first() else { return Value::Data };
        let [argument] = inner.arguments.args.as_ref() else { return Value::Data };
        let is_stringify =
            self.module(frame.file).scopes.qualified(&inner.func).as_deref() == Some("js.JSON.stringify");
        match self.unit.values.get(&argument.range()) {
            Some(Value::Platform(platform)) if is_stringify && platform.is_plain() => Value::Platform(platform.clone()),
            _ => Value::Data,
        }
    }

    /// Any other library.
    fn library(&mut self, name: &str, given: &Given<'a>) -> Value {
        let values: Vec<Value> = given.all().cloned().collect();
        values.iter().for_each(|value| self.escape_value(value));
        if name.starts_with("pyodide") || name.starts_with("asgi.") || values.iter().any(touches_javascript) {
            Value::UNKNOWN
        } else {
            Value::Python
        }
    }

    fn javascript(&mut self, frame: &mut Frame, name: &str, given: &Given<'a>, call: &'a ExprCall) -> Value {
        let first = given.at(0);
        let plain = |value: &Value| matches!(value, Value::Platform(platform) if platform.is_plain());
        for value in given.all().cloned().collect::<Vec<_>>() {
            if matches!(value, Value::Functions(_)) {
                self.call_value(frame, &value, &Given::positional(vec![Value::JS, Value::JS]), call);
            } else {
                self.escape_value(&value);
            }
        }
        match name {
            "JSON.stringify" | "encodeURIComponent" | "decodeURIComponent" | "atob" | "btoa" | "isNaN" => Value::Data,
            "Object.fromEntries" => match first {
                Value::Platform(Platform::Headers { .. } | Platform::Form { .. }) => Value::Platform(Platform::Json),
                _ => Value::JS,
            },
            // With plain Python values these become Python's own.
            "Object.keys" if plain(&first) => Value::sequence(Value::Data),
            "Object.values" | "Array.from_" | "Array.from" if plain(&first) => as_sequence(&first),
            "Object.entries" if plain(&first) => Value::sequence(Value::Tuple(vec![Value::Data, iterate(&first)])),
            "structuredClone" if plain(&first) => first,
            "URL.new" => Value::Platform(Platform::Url),
            "URLSearchParams.new" => Value::Platform(Platform::SearchParameters),
            _ => Value::JS,
        }
    }

    fn builtin(&mut self, frame: &mut Frame, name: &str, given: &Given<'a>, call: &'a ExprCall) -> Value {
        let first = given.at(0);
        match name {
            "dict" => self.dictionary(given),
            "list" | "sorted" | "reversed" | "iter" | "aiter" | "set" | "frozenset" | "tuple" => {
                for (_, key) in given.named.iter().filter(|(name, _)| name.as_str() == "key") {
                    self.call_value(frame, key, &Given::positional(vec![iterate(&first)]), call);
                }
                match (&first, name) {
                    (Value::Tuple(_), "list" | "tuple") => first,
                    (Value::Nothing, _) => Value::sequence(Value::Nothing),
                    _ => as_sequence(&first),
                }
            }
            "enumerate" => Value::sequence(Value::Tuple(vec![Value::Data, iterate(&first)])),
            "zip" => Value::sequence(Value::Tuple(given.positional.iter().map(iterate).collect())),
            "map" => {
                let items: Vec<Value> = given.positional.iter().skip(1).map(iterate).collect();
                let result = self.call_value(frame, &first, &Given::positional(items), call);
                Value::sequence(result)
            }
            "filter" => {
                let item = iterate(&given.at(1));
                self.call_value(frame, &first, &Given::positional(vec![item.clone()]), call);
                Value::sequence(item)
            }
            "next" | "anext" => {
                let item = iterate(&first);
                let item = if given.positional.len() > 1 { item.join(&given.at(1)) } else { item };
                if name == "anext" { Value::awaitable(item) } else { item }
            }
            "min" | "max" => {
                let item = if given.positional.len() == 1 { iterate(&first) } else { all(&given.positional) };
                for (_, key) in given.named.iter().filter(|(name, _)| name.as_str() == "key") {
                    self.call_value(frame, key, &Given::positional(vec![item.clone()]), call);
                }
                item
            }
            "getattr" => self.get_attribute(&first, given, call),
            "setattr" => {
                if let (Value::Instance(class), Some(key)) = (&first, call.arguments.args.get(1).and_then(literal_text))
                {
                    self.add_attribute(*class, &Name::new(key), &given.at(2));
                }
                Value::Data
            }
            "super" => self.super_object(frame),
            "type" | "open" | "object" | "vars" | "globals" | "locals" | "memoryview" | "slice" => Value::Python,
            "str" | "int" | "float" | "bool" | "len" | "repr" | "abs" | "round" | "sum" | "any" | "all" | "hash"
            | "id" | "print" | "format" | "ord" | "chr" | "bin" | "hex" | "oct" | "isinstance" | "issubclass"
            | "hasattr" | "callable" | "range" | "bytes" | "bytearray" | "divmod" | "pow" | "ascii" | "input"
            | "delattr" => Value::Data,
            _ => {
                given.all().cloned().collect::<Vec<_>>().iter().for_each(|value| self.escape_value(value));
                Value::Python
            }
        }
    }

    /// `getattr(object, "name", default)`.
    fn get_attribute(&mut self, object: &Value, given: &Given<'a>, call: &'a ExprCall) -> Value {
        let key = call.arguments.args.get(1).and_then(literal_text);
        let value = match (object, key) {
            (Value::Platform(Platform::Env), key) => key.map_or_else(Platform::some_binding, |key| self.bound(key)),
            (Value::Platform(platform), Some(key)) => platform.attribute(key),
            (Value::Platform(Platform::Json | Platform::Native), None) => object.clone(),
            (Value::Instance(class), Some(key)) => self.instance_attribute(*class, &Name::new(key)),
            (Value::Module(file), Some(key)) => self.member(*file, key, 0).unwrap_or(Value::UNKNOWN),
            (Value::Mapping(mapping), Some(key)) => mapping.get(key),
            (Value::Data | Value::Sequence(_) | Value::Tuple(_), _) => Value::Data,
            (Value::Nothing | Value::Python, _) => object.clone(),
            (Value::Platform(Platform::Js), _) => Value::JS,
            _ => Value::UNKNOWN,
        };
        match given.positional.get(2) {
            Some(default) => value.join(default),
            None => value,
        }
    }

    /// `super()`: an object of the class around, seen as its base.
    fn super_object(&mut self, frame: &Frame) -> Value {
        let class = frame.function.and_then(|function| self.project.functions[function.0].class);
        match class.and_then(|class| self.project.classes[class.0].bases.first().copied()) {
            Some(base) => Value::Instance(base),
            None => Value::Data,
        }
    }

    fn mapping_of(&self, given: &Given<'a>) -> Value {
        let named = given.named.iter().map(|(name, value)| (Some((*name).clone()), value.clone()));
        let spread = given.named_spread.iter().map(|value| (None, value.clone()));
        mapping(named.chain(spread))
    }

    /// `dict(…)`.
    fn dictionary(&self, given: &Given<'a>) -> Value {
        let named = self.mapping_of(given);
        let first = given.at(0);
        let base = match &first {
            Value::Nothing => return named,
            Value::Mapping(_) => first,
            Value::Data => Value::Mapping(Mapping::default()),
            Value::Platform(Platform::Headers { .. }) => Value::Data,
            Value::Platform(platform) if platform.is_plain() => first,
            Value::Platform(Platform::Js | Platform::JsonVariable) => Value::Mapping(Mapping::of(Value::JS)),
            other => match iterate(other) {
                Value::Tuple(pair) if pair.len() == 2 => Value::Mapping(Mapping::of(pair[1].clone())),
                Value::Data => Value::Mapping(Mapping::default()),
                _ => Value::Mapping(Mapping::of(Value::UNKNOWN)),
            },
        };
        base.join(&named)
    }
}
