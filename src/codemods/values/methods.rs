//! What calling the methods of the platform's objects gives.
//! Border: a table of facts, like `platform`; no syntax here.
use crate::config::BindingKind;

use super::platform::Platform as P;
use super::platform::{Bound, Platform, of, promise, promised_data};
use super::value::Value;

impl Platform {
    /// What calling a method gives. `arguments` tells about literal arguments.
    pub fn call(&self, name: &str, arguments: &Arguments<'_>) -> Value {
        match self {
            P::Binding(bound) => call_binding(bound, name, arguments),
            P::Statement => match name {
                "bind" => of(P::Statement),
                "first" => promise(P::Native),
                "raw" => promise(P::Rows),
                _ => promise(P::QueryResult),
            },
            P::Storage => match name {
                "get" | "list" => promise(P::Native),
                "transaction" | "transactionSync" => Value::UNKNOWN,
                _ => promised_data(),
            },
            P::Sql => of(P::Cursor),
            P::Cursor => match name {
                "toArray" => of(P::Rows),
                "raw" => of(P::Cursor),
                _ => of(P::Native),
            },
            P::Request { raw } => match name {
                "json" => promise(P::Json),
                "form_data" | "formData" => Value::awaitable(of(P::Form { raw: *raw })),
                "buffer" | "arrayBuffer" => promise(P::Js),
                "blob" => Value::awaitable(Value::Python),
                "clone" => of(P::Request { raw: *raw }),
                _ => promised_data(),
            },
            P::Response { raw } => match name {
                "json" if *raw => promise(P::Json),
                "form_data" | "formData" => Value::awaitable(of(P::Form { raw: *raw })),
                "buffer" | "arrayBuffer" => promise(P::Js),
                "blob" => Value::awaitable(Value::Python),
                "clone" | "replace_body" => of(P::Response { raw: *raw }),
                _ => promised_data(),
            },
            P::Headers { .. } => match name {
                "items" | "entries" => Value::sequence(Value::Tuple(vec![Value::Data, Value::Data])),
                "to_py" => of(self.clone()),
                _ => Value::Data,
            },
            P::Form { .. } => match name {
                "get" => of(P::FormValue),
                "get_all" | "getAll" | "values" => Value::sequence(of(P::FormValue)),
                "items" | "entries" => Value::sequence(Value::Tuple(vec![Value::Data, of(P::FormValue)])),
                _ => Value::Data,
            },
            P::FormValue => match name {
                "arrayBuffer" => promise(P::Js),
                "stream" | "slice" => Value::JS,
                _ => Value::awaitable(Value::Data),
            },
            P::Json | P::Native | P::Rows | P::QueryResult => self.call_data(name, arguments),
            P::StoredObject => match name {
                "json" => promise(P::Native),
                "arrayBuffer" => promise(P::Buffer),
                "blob" => Value::awaitable(Value::Python),
                "bytes" => promise(P::Buffer),
                _ => promised_data(),
            },
            P::Stub => match name {
                "fetch" => Value::awaitable(of(P::Response { raw: true })),
                _ => promise(P::Native),
            },
            P::Instance => promise(P::Native),
            P::Step => match name {
                "do" => of(P::StepDecorator),
                "wait_for_event" => promise(P::Native),
                _ => promised_data(),
            },
            P::SearchParameters => match name {
                "get" => of(P::SearchValue),
                _ => Value::JS,
            },
            P::Js | P::JsonVariable | P::JsNull | P::Listing => Value::JS,
            P::ObjectState | P::Env => Value::UNKNOWN,
            _ => Value::Data,
        }
    }

    /// Methods of dictionaries, lists and text that hold values from JSON or a binding.
    fn call_data(&self, name: &str, arguments: &Arguments<'_>) -> Value {
        let item = self.item(None);
        match name {
            "get" | "pop" | "setdefault" => {
                let key = arguments.texts.first().copied().flatten();
                self.item(key).join(&arguments.default())
            }
            "to_py" | "copy" | "as_object_map" | "as_py_json" | "valueOf" => of(self.clone()),
            "items" | "object_entries" => Value::sequence(Value::Tuple(vec![Value::Data, item])),
            "values" | "object_values" => Value::sequence(item),
            "keys" | "object_keys" => Value::sequence(Value::Data),
            "popitem" => Value::Tuple(vec![Value::Data, item]),
            _ => Value::Data,
        }
    }
}

/// What is known of a call's arguments.
#[derive(Debug, Default, Clone)]
pub struct Arguments<'a> {
    /// Positional arguments: their text, if they are plain string literals.
    pub texts: Vec<Option<&'a str>>,
    /// Keyword arguments that are plain string literals.
    pub named: Vec<(&'a str, &'a str)>,
    /// The values of positional arguments.
    pub values: Vec<Value>,
}

impl Arguments<'_> {
    fn default(&self) -> Value {
        self.values.get(1).cloned().unwrap_or(Value::Data)
    }

    /// The `type` that a KV read asks for.
    fn kind(&self) -> Option<&str> {
        self.texts
            .get(1)
            .copied()
            .flatten()
            .or_else(|| self.named.iter().find(|(name, _)| *name == "type").map(|(_, text)| *text))
            .or_else(|| match self.values.get(1) {
                Some(Value::Mapping(_)) => Some("?"),
                _ => None,
            })
    }
}

fn call_binding(bound: &Bound, name: &str, arguments: &Arguments<'_>) -> Value {
    let kind = match bound {
        Bound::Known(kind) => kind.clone(),
        Bound::Guessed(_) => match name {
            "prepare" | "batch" | "exec" | "withSession" => BindingKind::D1,
            "getWithMetadata" | "get" | "put" | "list" | "delete" => BindingKind::Kv,
            "head" | "createMultipartUpload" | "resumeMultipartUpload" => BindingKind::R2,
            "send" | "sendBatch" => BindingKind::Queue,
            "run" => BindingKind::Ai,
            "query" | "upsert" | "insert" | "getByIds" | "deleteByIds" => BindingKind::Vectorize,
            "idFromName" | "idFromString" | "newUniqueId" | "getByName" => BindingKind::DurableObject { class: None },
            "fetch" => BindingKind::Service,
            _ => return Value::UNKNOWN,
        },
    };
    match kind {
        BindingKind::D1 => match name {
            "prepare" => of(P::Statement),
            "batch" => Value::awaitable(Value::sequence(of(P::QueryResult))),
            "withSession" => of(P::Binding(Bound::Known(BindingKind::D1))),
            "dump" => promise(P::Buffer),
            _ => promise(P::Native),
        },
        BindingKind::Kv => match name {
            // A Durable Object's stub or a KV value: a guess cannot tell.
            "get" if matches!(bound, Bound::Guessed(_)) && arguments.values.first() == Some(&Value::JS) => of(P::Stub),
            "get" => match arguments.kind() {
                Some("stream") => promise(P::Js),
                Some("arrayBuffer") => promise(P::Buffer),
                _ => promise(P::Native),
            },
            "getWithMetadata" | "list" => promise(P::Native),
            _ => promised_data(),
        },
        BindingKind::R2 => match name {
            "get" | "head" | "put" => promise(P::StoredObject),
            "list" => promise(P::Listing),
            "createMultipartUpload" => promise(P::Instance),
            "resumeMultipartUpload" => of(P::Instance),
            _ => promised_data(),
        },
        BindingKind::Queue => promised_data(),
        BindingKind::Ai | BindingKind::Vectorize => promise(P::Native),
        BindingKind::DurableObject { .. } => match name {
            "get" | "getByName" => of(P::Stub),
            "jurisdiction" => of(P::Binding(Bound::Known(kind))),
            _ => Value::JS,
        },
        BindingKind::Workflow { .. } => match name {
            "create_batch" | "createBatch" => Value::awaitable(Value::sequence(of(P::Instance))),
            _ => promise(P::Instance),
        },
        BindingKind::Service | BindingKind::Assets => P::Stub.call(name, arguments),
        BindingKind::TextVariable => Value::Data,
        BindingKind::JsonVariable => Value::JS,
        BindingKind::Other(key) => match key.as_str() {
            "analytics_engine_datasets" | "ratelimits" | "images" => promise(P::Native),
            "browser" | "mtls_certificates" => P::Stub.call(name, arguments),
            _ => Value::JS,
        },
    }
}

/// What an object of Python (a dictionary, list or text that the code makes) gives when a method is called.
pub fn call_structure(value: &Value, name: &str, arguments: &Arguments<'_>) -> Value {
    match value {
        Value::Mapping(mapping) => match name {
            "get" | "pop" | "setdefault" => {
                let found = match arguments.texts.first().copied().flatten() {
                    Some(key) => mapping.get(key),
                    None => mapping.any(),
                };
                found.join(&arguments.default())
            }
            "items" => Value::sequence(Value::Tuple(vec![Value::Data, mapping.any()])),
            "values" => Value::sequence(mapping.any()),
            "keys" => Value::sequence(Value::Data),
            "copy" => value.clone(),
            _ => Value::Data,
        },
        Value::Sequence(item) => match name {
            "pop" | "popleft" => (**item).clone(),
            "copy" | "union" | "difference" => value.clone(),
            _ => Value::Data,
        },
        Value::Tuple(items) => match name {
            "pop" => super::value::all(items),
            "copy" => value.clone(),
            _ => Value::Data,
        },
        _ => Value::Data,
    }
}
