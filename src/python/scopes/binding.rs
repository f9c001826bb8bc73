//! Names of a module: the places that bind and read each of them.
//! Border: data; how it is found is `builder`'s work.
use ruff_python_ast::name::Name;
use ruff_text_size::TextRange;

use super::ScopeId;

/// Names a binding of one [`Scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(pub(super) usize);

/// A name that an import statement brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedName {
    /// The module as written, with leading dots for relative imports: `js`, `.helpers`, `pyodide.ffi`.
    pub module: Name,
    /// The imported member; `None` for `import module`.
    pub member: Option<Name>,
    /// The whole import statement.
    pub statement: TextRange,
    /// The `name as alias` part.
    pub alias: TextRange,
}

impl ImportedName {
    /// The dotted name that the bound name stands for. `import a.b` binds `a`.
    pub fn qualified(&self, bound: &Name) -> Name {
        match &self.member {
            Some(member) => Name::join(&[&self.module, member], "."),
            None if self.module.split('.').next() == Some(bound.as_str()) => bound.clone(),
            None => self.module.clone(),
        }
    }
}

/// How a name comes to be bound at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteKind {
    /// A parameter of a function or lambda.
    Parameter,
    /// An import.
    Import(ImportedName),
    /// A `def`; the range is the whole statement.
    Function(TextRange),
    /// A `class`; the range is the whole statement.
    Class(TextRange),
    /// `name = …`, also in tuples, and `name: T = …`.
    Assignment,
    /// `name += …`
    Augmented,
    /// `name: T` without a value.
    Annotation,
    /// `for name in …`, also in comprehensions.
    Loop,
    /// `with … as name`
    With,
    /// `except … as name`
    Except,
    /// `(name := …)`
    Walrus,
    /// A capture in a `match` pattern.
    Capture,
    /// `del name`
    Delete,
    /// A type parameter or a `type` alias.
    Type,
}

/// One place that binds (or deletes) a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// How.
    pub kind: SiteKind,
    /// The name's own characters.
    pub range: TextRange,
}

/// A name in a scope, with every place that binds or reads it.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The name.
    pub name: Name,
    /// The scope that owns it.
    pub scope: ScopeId,
    /// The places that bind it, in source order of their visit.
    pub sites: Vec<Site>,
    /// The places that read it, with the scope they stand in.
    pub reads: Vec<Read>,
    /// Whether some scope declares it `global` or `nonlocal`.
    pub declared_elsewhere: bool,
}

impl Binding {
    /// Its import, if it is bound by exactly one site and that is an import.
    pub fn import(&self) -> Option<&ImportedName> {
        match self.sites.as_slice() {
            [Site { kind: SiteKind::Import(import), .. }] => Some(import),
            _ => None,
        }
    }

    /// Whether it is a parameter that nothing binds again.
    pub fn is_plain_parameter(&self) -> bool {
        matches!(self.sites.as_slice(), [Site { kind: SiteKind::Parameter, .. }]) && !self.declared_elsewhere
    }
}

/// One place where a name is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// The name's own characters.
    pub range: TextRange,
    /// The scope in which it is read.
    pub scope: ScopeId,
}
