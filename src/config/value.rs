//! A value to be written, with its comments: what a fragment says, free of format and place.
//! Border: data; `json` and `toml` write it, `model` reads it from a document.
use serde_json::Number;

/// A value without a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// A string.
    Text(String),
    /// What only TOML has (dates, infinities), as written there; a string elsewhere.
    Literal(String),
    /// A list of values.
    Array(Vec<Element>, Tail),
    /// Keys with values.
    Table(Vec<Member>, Tail),
}

/// The comments of one member or element, without their markers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comments {
    /// The lines above it. Empty text is a blank line, a single space an empty comment.
    pub before: Vec<String>,
    /// What stands behind it on its line.
    pub after: Option<String>,
}

/// The comments between the last item of a container and its end.
pub type Tail = Vec<String>;

/// One element of an array.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Its comments.
    pub comments: Comments,
    /// Its value.
    pub value: Value,
}

/// One key of a table with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The key, unescaped.
    pub key: String,
    /// Its comments.
    pub comments: Comments,
    /// Its value.
    pub value: Value,
}

impl Member {
    /// A member without comments.
    pub fn new(key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { key: key.into(), comments: Comments::default(), value: value.into() }
    }
}

impl Element {
    /// An element without comments.
    pub fn new(value: impl Into<Value>) -> Self {
        Self { comments: Comments::default(), value: value.into() }
    }
}

impl Value {
    /// A list of values without comments.
    pub fn array<T: Into<Value>>(values: impl IntoIterator<Item = T>) -> Self {
        Self::Array(values.into_iter().map(Element::new).collect(), Vec::new())
    }

    /// A table without comments.
    pub fn table(members: impl IntoIterator<Item = Member>) -> Self {
        Self::Table(members.into_iter().collect(), Vec::new())
    }

    /// Whether it is a table or an array that holds one, so that it deserves lines of its own.
    pub fn is_structured(&self) -> bool {
        match self {
            Self::Table(..) => true,
            Self::Array(elements, _) => elements.iter().any(|element| element.value.is_structured()),
            _ => false,
        }
    }

    /// Whether a comment stands anywhere in it.
    pub fn has_comments(&self) -> bool {
        let said = |comments: &Comments| !comments.before.is_empty() || comments.after.is_some();
        match self {
            Self::Array(elements, tail) => {
                !tail.is_empty()
                    || elements.iter().any(|element| said(&element.comments) || element.value.has_comments())
            }
            Self::Table(members, tail) => {
                !tail.is_empty() || members.iter().any(|member| said(&member.comments) || member.value.has_comments())
            }
            _ => false,
        }
    }

    /// The path of the first null in it, if there is one.
    pub fn null(&self) -> Option<String> {
        let join = |key: String, rest: String| if rest.is_empty() { key } else { format!("{key}.{rest}") };
        match self {
            Self::Null => Some(String::new()),
            Self::Array(elements, _) => elements
                .iter()
                .enumerate()
                .find_map(|(index, element)| element.value.null().map(|rest| join(format!("[{index}]"), rest))),
            Self::Table(members, _) => {
                members.iter().find_map(|member| member.value.null().map(|rest| join(member.key.clone(), rest)))
            }
            _ => None,
        }
    }

    /// The value without comments, as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(number) => Json::Number(number.clone()),
            Self::Text(text) | Self::Literal(text) => Json::String(text.clone()),
            Self::Array(elements, _) => Json::Array(elements.iter().map(|element| element.value.to_json()).collect()),
            Self::Table(members, _) => {
                Json::Object(members.iter().map(|member| (member.key.clone(), member.value.to_json())).collect())
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        use serde_json::Value as Json;
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(value),
            Json::Number(number) => Self::Number(number),
            Json::String(text) => Self::Text(text),
            Json::Array(values) => Self::array(values),
            Json::Object(members) => Self::table(members.into_iter().map(|(key, value)| Member::new(key, value))),
        }
    }
}
