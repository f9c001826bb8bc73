//! What an expression may be at run time, as far as the migration cares.
//! Border: a lattice of values; how they come about is `expressions`' and `statements`' work.
use std::collections::{BTreeMap, BTreeSet};

use ruff_python_ast::name::Name;

use super::platform::Platform;

/// Names a function, method or lambda of the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub usize);

/// Names a class of the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub usize);

/// A function as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Callable {
    /// Which.
    pub function: FunctionId,
    /// Whether its first parameter is bound already (a method of an object).
    pub bound: bool,
    /// Whether it is a step of a Workflow: calls go through the runtime.
    pub step: bool,
}

/// A dictionary that Python code builds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// Values of keys that are written out.
    pub keys: BTreeMap<Name, Value>,
    /// Values of other keys.
    pub rest: Box<Value>,
}

impl Mapping {
    /// A mapping whose values are all like `value`.
    pub fn of(value: Value) -> Self {
        Self { keys: BTreeMap::new(), rest: Box::new(value) }
    }

    /// All its values together.
    pub fn any(&self) -> Value {
        self.keys.values().fold((*self.rest).clone(), |all, value| all.join(value))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Value {
        self.keys.get(key).map_or_else(|| (*self.rest).clone(), |value| value.join(&self.rest))
    }

    fn join(&self, other: &Self) -> Self {
        let mut keys = self.keys.clone();
        for (key, value) in &other.keys {
            let joined = keys.get(key).map_or_else(|| value.clone(), |known| known.join(value));
            keys.insert(key.clone(), joined);
        }
        Self { keys, rest: Box::new(self.rest.join(&other.rest)) }
    }
}

/// Where the parts of a mixed value come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origins(u8);

impl Origins {
    /// JavaScript objects that stay what they are.
    pub const JS: Self = Self(1);
    /// What bindings give.
    pub const NATIVE: Self = Self(2);
    /// The JSON of a request.
    pub const JSON: Self = Self(4);
    /// Objects that Python code makes.
    pub const PYTHON: Self = Self(8);
    /// Other objects of the platform.
    pub const PLATFORM: Self = Self(16);
    /// Values that cannot be traced.
    pub const UNKNOWN: Self = Self(32);

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without the other.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `other` is in it.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What an expression may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing is known to get here (yet).
    #[default]
    Nothing,
    /// Plain data that Python code makes: `None`, numbers, text, parsed JSON. Never JavaScript, in no era.
    Data,
    /// Some object of Python code or of a library. Never JavaScript.
    Python,
    /// A list, set or iterator with such items.
    Sequence(Box<Value>),
    /// A tuple or list of known length.
    Tuple(Vec<Value>),
    /// A dictionary.
    Mapping(Mapping),
    /// A coroutine or promise of such a value.
    Awaitable(Box<Value>),
    /// Functions of the project, any of which it may be.
    Functions(BTreeSet<Callable>),
    /// A file of the project, imported as a module.
    Module(usize),
    /// A class of the project.
    Class(ClassId),
    /// An object of a class of the project.
    Instance(ClassId),
    /// Something imported from outside the project, or a built-in: `js.JSON`, `json.loads`, `builtins.len`.
    Dotted(Name),
    /// Something of the platform.
    Platform(Platform),
    /// A method of something of the platform or of plain data, not called yet.
    Method(Box<Value>, Name),
    /// One of several kinds, or not traced at all.
    Mixed(Origins),
}

/// How deep values may nest before they count as unknown.
const DEEPEST: usize = 6;

impl Value {
    /// A value that cannot be traced.
    pub const UNKNOWN: Self = Self::Mixed(Origins::UNKNOWN);
    /// A JavaScript object that stays what it is.
    pub const JS: Self = Self::Platform(Platform::Js);

    /// A list or iterator of `item`.
    pub fn sequence(item: Self) -> Self {
        Self::Sequence(Box::new(item)).limited()
    }

    /// A coroutine or promise of `value`.
    pub fn awaitable(value: Self) -> Self {
        Self::Awaitable(Box::new(value)).limited()
    }

    /// Whether it may be anything.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Mixed(origins) if origins.has(Origins::UNKNOWN))
    }

    /// The thing of the platform that it is.
    pub fn platform(&self) -> Option<&Platform> {
        match self {
            Self::Platform(platform) => Some(platform),
            _ => None,
        }
    }

    /// Whether it is plain data through and through, which joins with everything.
    pub fn is_data(&self) -> bool {
        match self {
            Self::Data | Self::Nothing => true,
            Self::Sequence(item) => item.is_data(),
            Self::Tuple(items) => items.iter().all(Self::is_data),
            Self::Mapping(mapping) => mapping.any().is_data(),
            _ => false,
        }
    }

    /// Whether it is certainly no JavaScript object today.
    pub fn is_python(&self) -> bool {
        match self {
            Self::Nothing | Self::Dotted(_) => false,
            Self::Mixed(origins) => !origins.has(Origins::JS) && !origins.has(Origins::UNKNOWN),
            Self::Platform(platform) => platform.is_python(),
            _ => true,
        }
    }

    /// What it is made of.
    pub fn origins(&self) -> Origins {
        match self {
            Self::Nothing | Self::Data => Origins::default(),
            Self::Mixed(origins) => *origins,
            Self::Platform(platform) => platform.origins(),
            Self::Sequence(item) => item.origins().with(Origins::PYTHON),
            Self::Tuple(items) => items.iter().fold(Origins::PYTHON, |all, item| all.with(item.origins())),
            Self::Mapping(mapping) => mapping.any().origins().with(Origins::PYTHON),
            Self::Dotted(_) => Origins::UNKNOWN,
            _ => Origins::PYTHON,
        }
    }

    /// What it may be if it may be either.
    pub fn join(&self, other: &Self) -> Self {
        self.unlimited_join(other).limited()
    }

    /// Grows by another value; whether it did.
    pub fn grow(&mut self, value: &Self) -> bool {
        if self == value || *value == Self::Nothing {
            return false;
        }
        let joined = self.join(value);
        if joined == *self {
            return false;
        }
        *self = joined;
        true
    }

    fn unlimited_join(&self, other: &Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a.clone(),
            (Self::Nothing, any) | (any, Self::Nothing) => any.clone(),
            (Self::Sequence(a), Self::Sequence(b)) => Self::Sequence(Box::new(a.join(b))),
            (Self::Tuple(a), Self::Tuple(b)) if a.len() == b.len() => {
                Self::Tuple(a.iter().zip(b).map(|(a, b)| a.join(b)).collect())
            }
            (Self::Tuple(a), Self::Tuple(b)) => Self::Sequence(Box::new(all(a.iter().chain(b)))),
            (Self::Tuple(items), Self::Sequence(item)) | (Self::Sequence(item), Self::Tuple(items)) => {
                Self::Sequence(Box::new(all(items).join(item)))
            }
            (Self::Mapping(a), Self::Mapping(b)) => Self::Mapping(a.join(b)),
            (Self::Awaitable(a), Self::Awaitable(b)) => Self::Awaitable(Box::new(a.join(b))),
            (Self::Functions(a), Self::Functions(b)) => Self::Functions(a | b),
            (Self::Platform(a), Self::Platform(b)) => match a.join(b) {
                Some(platform) => Self::Platform(platform),
                None => Self::Mixed(a.origins().with(b.origins())),
            },
            (a, b) if a.is_data() && b.is_data() => Self::Data,
            // Plain data says nothing against what the other one is.
            (a, b) if a.is_data() => b.clone(),
            (a, b) if b.is_data() => a.clone(),
            // Lists and dictionaries of values from JSON or bindings are as plain as those are.
            (Self::Platform(platform), structure) | (structure, Self::Platform(platform))
                if platform.is_plain() && structure.is_structure() =>
            {
                let origins = structure.origins().without(Origins::PYTHON).with(platform.origins());
                match (origins.has(Origins::JSON), origins.without(Origins::JSON).without(Origins::NATIVE)) {
                    (true, rest) if rest == Origins::default() => Self::Platform(Platform::Json),
                    (false, rest) if rest == Origins::default() => Self::Platform(Platform::Native),
                    _ => Self::Mixed(structure.origins().with(platform.origins())),
                }
            }
            (a, b) => Self::Mixed(a.origins().with(b.origins())),
        }
    }

    fn is_structure(&self) -> bool {
        matches!(self, Self::Sequence(_) | Self::Tuple(_) | Self::Mapping(_))
    }

    fn depth(&self) -> usize {
        match self {
            Self::Sequence(inner) | Self::Awaitable(inner) | Self::Method(inner, _) => 1 + inner.depth(),
            Self::Tuple(items) => 1 + items.iter().map(Self::depth).max().unwrap_or_default(),
            Self::Mapping(mapping) => {
                1 + mapping.keys.values().chain([mapping.rest.as_ref()]).map(Self::depth).max().unwrap_or_default()
            }
            _ => 0,
        }
    }

    /// Itself, or unknown if it nests without end.
    fn limited(self) -> Self {
        if self.depth() > DEEPEST { Self::UNKNOWN } else { self }
    }
}

/// What one of `values` may be.
pub fn all<'a>(values: impl IntoIterator<Item = &'a Value>) -> Value {
    values.into_iter().fold(Value::Nothing, |joined, value| joined.join(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn native() -> Value {
        Value::Platform(Platform::Native)
    }

    #[test]
    fn plain_data_joins_with_everything() {
        assert_eq!(Value::Data.join(&native()), native());
        assert_eq!(native().join(&Value::Mapping(Mapping::default())), native());
        assert_eq!(Value::JS.join(&Value::Data), Value::JS);
    }

    #[test]
    fn different_kinds_are_mixed() {
        let mixed = native().join(&Value::JS);
        assert_eq!(mixed, Value::Mixed(Origins::NATIVE.with(Origins::JS)));
        assert!(!mixed.is_python() && !mixed.is_unknown());
    }

    #[test]
    fn joins_do_not_depend_on_the_order() {
        let samples = [
            Value::Nothing,
            Value::Data,
            Value::Python,
            Value::sequence(native()),
            Value::Tuple(vec![Value::Data, native()]),
            Value::sequence(Value::Data),
            Value::Mapping(Mapping::of(Value::Data)),
            Value::Mapping(Mapping::of(Value::JS)),
            native(),
            Value::Platform(Platform::Json),
            Value::JS,
            Value::UNKNOWN,
            Value::Dotted(Name::new_static("js.JSON")),
        ];
        for a in &samples {
            for b in &samples {
                assert_eq!(a.join(b), b.join(a), "{a:?} {b:?}");
                let joined = a.join(b);
                assert_eq!(joined.join(a), joined, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn nesting_ends() {
        let mut value = Value::Data;
        for _ in 0..20 {
            value = Value::sequence(value.join(&Value::JS));
        }
        assert!(value.is_unknown() || matches!(value, Value::Sequence(_)));
        assert!(value.depth() <= DEEPEST);
    }
}
