//! What the platform's objects are and what their attributes and items give, today and in the old eras.
//! Border: a table of facts seen in the real runtime and in the SDK's source; calls of methods are in `methods`.
use ruff_python_ast::name::Name;

use crate::config::BindingKind;

use super::value::{Mapping, Origins, Value};

/// A thing on `env`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// The configuration says what it is.
    Known(BindingKind),
    /// The configuration does not name it: what it is shows in the methods that are called.
    Guessed(Name),
}

/// Something of the platform. `raw`: old code saw the JavaScript object itself at this place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Platform {
    /// The environment.
    Env,
    /// The execution context of an event.
    Context,
    /// The context of a Durable Object.
    ObjectState,
    /// A Durable Object's storage.
    Storage,
    /// The SQL interface of a Durable Object's storage.
    Sql,
    /// What `sql.exec` gives.
    Cursor,
    /// The request in a handler: `workers.Request` today.
    Request {
        /// A raw object in old code.
        raw: bool,
    },
    /// Headers of a request or response that the SDK wraps.
    Headers {
        /// A raw object in old code.
        raw: bool,
    },
    /// A form that was sent.
    Form {
        /// A raw object in old code.
        raw: bool,
    },
    /// A field of a form: text, a file, or `jsnull`.
    FormValue,
    /// The JSON of a request or of another worker's response: plain Python today, a JavaScript object in old code.
    Json,
    /// What a binding gives: plain Python today (dictionaries that allow attributes), a JavaScript object in old code.
    Native,
    /// A list of [`Platform::Native`].
    Rows,
    /// What a D1 statement gives.
    QueryResult,
    /// Bytes that a binding gives: a `memoryview` today, an `ArrayBuffer` in old code.
    Buffer,
    /// A binding.
    Binding(Bound),
    /// A D1 statement.
    Statement,
    /// An object of an R2 bucket.
    StoredObject,
    /// A listing of an R2 bucket: its objects are raw.
    Listing,
    /// A batch of queue messages.
    Batch,
    /// A queue message.
    Message,
    /// Something with `fetch` and RPC methods: another worker, a Durable Object, static assets.
    Stub,
    /// A response that the SDK wraps.
    Response {
        /// A raw object in old code.
        raw: bool,
    },
    /// A Workflow instance.
    Instance,
    /// The `step` of a Workflow.
    Step,
    /// What `step.do(…)` gives.
    StepDecorator,
    /// A JavaScript object that stays one.
    Js,
    /// A variable that is a JSON value: stays a JavaScript object.
    JsonVariable,
    /// A JavaScript `URL`.
    Url,
    /// A JavaScript `URLSearchParams`.
    SearchParameters,
    /// What `searchParams.get` gives: text or `jsnull`.
    SearchValue,
    /// JavaScript's `null` or `undefined` as Python sees it.
    JsNull,
}

use Platform as P;

pub fn of(platform: Platform) -> Value {
    Value::Platform(platform)
}

pub fn promise(platform: Platform) -> Value {
    Value::awaitable(Value::Platform(platform))
}

pub fn promised_data() -> Value {
    Value::awaitable(Value::Data)
}

impl Platform {
    /// What both may be, if one kind covers them.
    pub fn join(&self, other: &Self) -> Option<Self> {
        if self == other {
            return Some(self.clone());
        }
        match (self, other) {
            (P::Request { raw: a }, P::Request { raw: b }) => Some(P::Request { raw: *a && *b }),
            (P::Headers { raw: a }, P::Headers { raw: b }) => Some(P::Headers { raw: *a && *b }),
            (P::Form { raw: a }, P::Form { raw: b }) => Some(P::Form { raw: *a && *b }),
            (P::Response { raw: a }, P::Response { raw: b }) => Some(P::Response { raw: *a && *b }),
            (P::SearchValue, P::JsNull) | (P::JsNull, P::SearchValue) => Some(P::SearchValue),
            (P::Js | P::JsonVariable, P::Js | P::JsonVariable) => Some(P::Js),
            (P::Binding(Bound::Known(a)), P::Binding(Bound::Known(b))) if a != b => None,
            (P::Binding(_), P::Binding(_)) => Self::some_binding().platform().cloned(),
            (a, b) if a.is_plain() && b.is_plain() => {
                Some(if *a == P::Json || *b == P::Json { P::Json } else { P::Native })
            }
            _ => None,
        }
    }

    /// One of the bindings, whichever: `getattr(env, name)`.
    pub fn some_binding() -> Value {
        Value::Platform(P::Binding(Bound::Guessed(Name::empty())))
    }

    /// Whether it is plain Python data today that was a JavaScript object in old code.
    pub fn is_plain(&self) -> bool {
        matches!(self, P::Json | P::Native | P::Rows | P::QueryResult | P::Buffer)
    }

    /// Whether it is certainly no JavaScript object today.
    pub fn is_python(&self) -> bool {
        !matches!(
            self,
            P::Js
                | P::JsonVariable
                | P::Url
                | P::SearchParameters
                | P::SearchValue
                | P::FormValue
                | P::JsNull
                | P::Binding(_)
        )
    }

    /// Whether it is a wrapper of the SDK that JavaScript functions do not understand.
    pub fn is_wrapper(&self) -> bool {
        matches!(self, P::Request { .. } | P::Response { .. } | P::Form { .. })
    }

    /// What it is made of.
    pub fn origins(&self) -> Origins {
        match self {
            P::Json => Origins::JSON,
            P::Native | P::Rows | P::QueryResult | P::Buffer => Origins::NATIVE,
            P::Js | P::JsonVariable | P::JsNull | P::Url | P::SearchParameters | P::SearchValue | P::FormValue => {
                Origins::JS
            }
            _ => Origins::PLATFORM,
        }
    }

    /// What reading an attribute (that is not called) gives.
    pub fn attribute(&self, name: &str) -> Value {
        match self {
            P::Env => of(P::Binding(Bound::Guessed(Name::new(name)))),
            P::ObjectState if name == "storage" => of(P::Storage),
            P::Storage if name == "sql" => of(P::Sql),
            P::Storage if name == "kv" => of(P::Storage),
            P::Context | P::ObjectState => Value::JS,
            P::Request { raw } | P::Response { raw } => match name {
                "headers" => of(P::Headers { raw: *raw }),
                "body" | "cf" | "js_object" | "js_response" | "signal" | "webSocket" => Value::JS,
                _ => Value::Data,
            },
            P::Json => of(P::Json),
            P::Native | P::Rows | P::Instance => of(P::Native),
            P::QueryResult if name == "results" => of(P::Rows),
            P::QueryResult => of(P::Native),
            P::StoredObject if name == "body" => Value::JS,
            P::StoredObject => of(P::Native),
            P::Listing if name == "objects" => Value::sequence(Value::JS),
            P::Listing => of(P::Native),
            P::Batch if name == "messages" => Value::sequence(of(P::Message)),
            P::Message if name == "body" => of(P::Native),
            P::Message if name == "timestamp" => Value::Python,
            P::FormValue if name == "js_object" => Value::JS,
            P::Batch | P::Message | P::Buffer | P::Cursor | P::FormValue => Value::Data,
            P::Binding(Bound::Known(BindingKind::TextVariable)) => Value::Data,
            P::Binding(Bound::Guessed(_)) => Value::UNKNOWN,
            P::Url if name == "searchParams" => of(P::SearchParameters),
            P::Url | P::SearchParameters | P::SearchValue => Value::Data,
            P::JsonVariable => of(P::JsonVariable),
            P::Js | P::JsNull => Value::JS,
            _ => Value::UNKNOWN,
        }
    }

    /// What a subscript gives; `key` is the text between the brackets if it is a literal.
    pub fn item(&self, key: Option<&str>) -> Value {
        match self {
            P::Json => of(P::Json),
            P::QueryResult if key == Some("results") => of(P::Rows),
            P::Native | P::Rows | P::QueryResult | P::Cursor => of(P::Native),
            P::JsonVariable if key.is_some() => of(P::JsonVariable),
            P::Js | P::JsonVariable => Value::JS,
            P::Form { .. } => of(P::FormValue),
            P::Headers { .. } | P::Buffer | P::SearchValue => Value::Data,
            P::StoredObject | P::Batch | P::Message | P::Listing => self.attribute(key.unwrap_or_default()),
            _ => Value::UNKNOWN,
        }
    }

    /// What iterating over it gives.
    pub fn iterate(&self) -> Value {
        match self {
            P::Headers { raw: true } => Value::Tuple(vec![Value::Data, Value::Data]),
            P::Form { raw: true } => Value::Tuple(vec![Value::Data, of(P::FormValue)]),
            P::Form { .. } | P::QueryResult => Value::Data,
            P::SearchParameters => Value::JS,
            _ => self.item(None),
        }
    }
}

/// What a subscript of a list, tuple or dictionary gives.
pub fn structure_item(value: &Value, key: Option<&str>, index: Option<usize>) -> Value {
    match (value, key, index) {
        (Value::Mapping(mapping), Some(key), _) => mapping.get(key),
        (Value::Mapping(mapping), None, _) => mapping.any(),
        (Value::Tuple(items), _, Some(index)) => items.get(index).cloned().unwrap_or(Value::Nothing),
        (Value::Tuple(items), ..) => super::value::all(items),
        (Value::Sequence(item), ..) => (**item).clone(),
        _ => Value::Data,
    }
}

/// A mapping from what is known of its keys.
pub fn mapping(keys: impl IntoIterator<Item = (Option<Name>, Value)>) -> Value {
    let mut mapping = Mapping::default();
    for (key, value) in keys {
        match key {
            Some(key) if mapping.keys.len() < 64 => {
                mapping.keys.insert(key, value);
            }
            _ => mapping.rest = Box::new(mapping.rest.join(&value)),
        }
    }
    Value::Mapping(mapping)
}
