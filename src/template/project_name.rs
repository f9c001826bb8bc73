//! The project's name, and the variables that the tool provides for it.
//! Border: one name for Worker, npm and Python; where it comes from is the caller's business.
use super::{Value, Variables};
use crate::config::platform;

/// The names of the variables that every template can use.
pub const BUILT_IN_VARIABLES: [&str; 10] = [
    "project_name",
    "package_name",
    "compatibility_date",
    "python_version",
    "requires_python",
    "wrangler_version",
    "workers_py_version",
    "workers_runtime_sdk_version",
    "uv_minimum",
    "node_minimum",
];

/// Variables that only exist where layers are composed: all of them, and where the worker has its code.
pub const COMPOSITION_VARIABLES: [&str; 3] = ["layers", "source", "entry_module"];

/// Variables that only `merge/wrangler.jsonc` has: it is rendered once for each environment.
pub const ENVIRONMENT_VARIABLES: [&str; 2] = ["environment", "environment_suffix"];

/// A Worker's name is a part of a host name, which has at most 63 characters; its environments, queues and databases
/// put theirs behind it (`-staging-index-dead`), and have the same limit.
const LIMIT: usize = 44;

/// Keywords of Python that have only small letters, `-` or `_`: no module can be called so.
const PYTHON_KEYWORDS: [&str; 32] = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield",
];

/// Packages that generated projects depend on: a project of that name would depend on itself.
const DEPENDENCIES: [&str; 12] = [
    "fastapi",
    "jinja2",
    "markupsafe",
    "pyodide",
    "pyright",
    "pytest",
    "pytest-asyncio",
    "ruff",
    "workers",
    "workers-py",
    "workers-runtime-sdk",
    "wrangler",
];

/// Why a name cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// No name.
    #[error("a name is needed")]
    Empty,
    /// More than leaves room for the names that are made of it.
    #[error("it has {length} characters; {LIMIT} leave room for the names of its environments and queues")]
    Long {
        /// How many it has.
        length: usize,
    },
    /// A character that a Worker's name cannot have.
    #[error("a Worker's name has small letters, digits and `-`, not {character:?}")]
    Character {
        /// The first one.
        character: char,
    },
    /// A dash at an end.
    #[error("a Worker's name begins and ends with a letter or digit")]
    Dash,
    /// A digit first: the Python package of that name could not be imported.
    #[error("a Python package's name begins with a letter")]
    Digit,
    /// A keyword of Python.
    #[error("it is a keyword of Python, so no package can have it")]
    Keyword,
    /// The name of a package that the project depends on.
    #[error("it is the name of a package that the project depends on")]
    Dependency,
}

/// A name that is valid for a Worker, for npm and, with `_` for `-`, for a Python package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectName(String);

impl ProjectName {
    /// Checks a name.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn new(name: &str) -> Result<Self, NameProblem> {
        if name.is_empty() {
            return Err(NameProblem::Empty);
        }
        let allowed =
            |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
        if let Some(character) = name.chars().find(|character| !allowed(*character)) {
            return Err(NameProblem::Character { character });
        }
        if name.len() > LIMIT {
            return Err(NameProblem::Long { length: name.len() });
        }
        if name.starts_with('-') || name.ends_with('-') {
            return Err(NameProblem::Dash);
        }
        if name.starts_with(|first: char| first.is_ascii_digit()) {
            return Err(NameProblem::Digit);
        }
        if PYTHON_KEYWORDS.contains(&name) {
            return Err(NameProblem::Keyword);
        }
        if DEPENDENCIES.contains(&name) {
            return Err(NameProblem::Dependency);
        }
        Ok(Self(name.to_owned()))
    }

    /// A valid name that looks like `text`, if one can be made.
    pub fn like(text: &str) -> Option<Self> {
        let mut name = String::new();
        for character in text.to_lowercase().chars() {
            if character.is_ascii_lowercase() || character.is_ascii_digit() {
                name.push(character);
            } else if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        let name = name.trim_start_matches(|first: char| first.is_ascii_digit() || first == '-');
        let name: String = name.chars().take(LIMIT).collect();
        let name = name.trim_end_matches('-');
        Self::new(name).or_else(|_| Self::new(&format!("{name}-worker"))).ok()
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The variables that every template can use; those of a composition as for a project without layers.
    pub fn variables(&self) -> Variables {
        let values = [
            self.0.clone(),
            self.0.replace('-', "_"),
            platform::COMPATIBILITY_DATE.to_owned(),
            platform::python_version(platform::COMPATIBILITY_DATE).to_owned(),
            platform::REQUIRES_PYTHON.to_owned(),
            platform::WRANGLER.to_owned(),
            platform::WORKERS_PY.to_owned(),
            platform::WORKERS_RUNTIME_SDK.to_owned(),
            platform::UV_MINIMUM.to_owned(),
            platform::NODE_MINIMUM.to_owned(),
        ];
        let mut variables: Variables =
            BUILT_IN_VARIABLES.into_iter().map(str::to_owned).zip(values.into_iter().map(Value::Text)).collect();
        variables.insert("layers".to_owned(), Value::List(Vec::new()));
        variables.insert("source".to_owned(), Value::Text("src/".to_owned()));
        variables.insert("entry_module".to_owned(), Value::Text("entry.py".to_owned()));
        variables
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_worker_npm_and_python_names() {
        assert!(ProjectName::new("notes-api").is_ok());
        assert!(ProjectName::new("a").is_ok());
        let refused = |name: &str| ProjectName::new(name).expect_err(name);
        assert_eq!(refused(""), NameProblem::Empty);
        assert_eq!(refused("Notes"), NameProblem::Character { character: 'N' });
        assert_eq!(refused("notes_api"), NameProblem::Character { character: '_' });
        assert_eq!(refused("nötes"), NameProblem::Character { character: 'ö' });
        assert_eq!(refused("-notes"), NameProblem::Dash);
        assert_eq!(refused("notes-"), NameProblem::Dash);
        assert_eq!(refused("3d-shop"), NameProblem::Digit);
        assert_eq!(refused("import"), NameProblem::Keyword);
        assert_eq!(refused("workers-py"), NameProblem::Dependency);
        assert_eq!(refused(&"a".repeat(45)), NameProblem::Long { length: 45 });
        assert!(ProjectName::new(&"a".repeat(44)).is_ok());
    }

    #[test]
    fn a_name_like_a_text() {
        let like = |text: &str| ProjectName::like(text).map(|name| name.0);
        assert_eq!(like("My App!").as_deref(), Some("my-app"));
        assert_eq!(like("notes_api").as_deref(), Some("notes-api"));
        assert_eq!(like("3D shop").as_deref(), Some("d-shop"));
        assert_eq!(like("class").as_deref(), Some("class-worker"));
        assert_eq!(like("日本"), None);
        assert_eq!(like(&"ab-".repeat(40)).map(|name| name.len()), Some(44));
    }

    #[test]
    fn every_built_in_variable_has_a_value() {
        let variables = ProjectName::new("notes-api").expect("a valid name").variables();
        assert_eq!(variables.len(), BUILT_IN_VARIABLES.len() + COMPOSITION_VARIABLES.len());
        assert_eq!(variables["package_name"], Value::Text("notes_api".into()));
        assert_eq!(variables["python_version"], Value::Text("3.14".into()));
    }
}
