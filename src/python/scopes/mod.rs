//! Scopes and bindings of a module, as Python defines them.
//! Border: says what each name means; never what its value is, and changes nothing.
mod binding;
mod builder;
mod resolution;

use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Expr, ModModule};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustc_hash::FxHashMap;

pub use binding::{Binding, BindingId, ImportedName, Read, Site, SiteKind};

use builder::Builder;
use resolution::resolve;

/// Names a scope of one [`Scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeId(usize);

/// What opens a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// The module itself.
    Module,
    /// A function's body and parameters.
    Function,
    /// A lambda's body and parameters.
    Lambda,
    /// A class body: its names are not seen by the functions inside.
    Class,
    /// A comprehension or generator expression.
    Comprehension,
    /// The type parameters of a generic function, class or alias (PEP 695).
    TypeParameters,
}

/// Calls that use names without spelling them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dynamic {
    /// None.
    No,
    /// `locals()`, `vars()` or `dir()`: the names that the scope itself can see as local.
    Own,
    /// `exec`, `eval` or `globals`: any name around it.
    All,
}

/// One scope.
#[derive(Debug, Clone)]
pub struct Scope {
    /// What opens it.
    pub kind: ScopeKind,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// The node that opens it (a whole `def`, `class`, `lambda`, comprehension or module).
    pub range: TextRange,
    /// Whether names may be used in it without being seen.
    pub dynamic: Dynamic,
    names: FxHashMap<Name, BindingId>,
    declared_global: FxHashMap<Name, TextRange>,
    declared_nonlocal: FxHashMap<Name, TextRange>,
}

/// What every name of one module means.
#[derive(Debug, Clone)]
pub struct Scopes {
    scopes: Vec<Scope>,
    bindings: Vec<Binding>,
    /// Where a name stands (its first byte) to what it means.
    meaning: FxHashMap<TextSize, BindingId>,
    /// The scope that a `def`, `class`, `lambda` or comprehension at that byte opens.
    opened: FxHashMap<TextRange, ScopeId>,
    /// Reads of names that nothing in the module binds: built-ins, star imports, mistakes.
    unbound: Vec<(Name, Read)>,
    star_imports: Vec<ImportedName>,
}

impl Scopes {
    /// Reads the scopes of `module`.
    pub fn of(module: &ModModule) -> Self {
        let mut builder = Builder::new(module.range);
        builder.visit_body(&module.body);
        builder.finish()
    }

    /// The module's own scope.
    pub fn module(&self) -> ScopeId {
        ScopeId(0)
    }

    /// One scope.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0]
    }

    /// One binding.
    pub fn binding(&self, id: BindingId) -> &Binding {
        &self.bindings[id.0]
    }

    /// All bindings with their ids.
    pub fn bindings(&self) -> impl Iterator<Item = (BindingId, &Binding)> {
        self.bindings.iter().enumerate().map(|(index, binding)| (BindingId(index), binding))
    }

    /// All scopes, outer ones before inner ones.
    pub fn ids(&self) -> impl Iterator<Item = ScopeId> {
        (0..self.scopes.len()).map(ScopeId)
    }

    /// The names that `global` and `nonlocal` statements declare, with the scope they stand in.
    pub fn declarations(&self) -> impl Iterator<Item = (ScopeId, &str)> {
        self.scopes.iter().enumerate().flat_map(|(index, scope)| {
            let names = scope.declared_global.keys().chain(scope.declared_nonlocal.keys());
            names.map(move |name| (ScopeId(index), name.as_str()))
        })
    }

    /// What the name at `offset` means; `None` for built-ins and names from star imports.
    pub fn meaning(&self, offset: TextSize) -> Option<BindingId> {
        self.meaning.get(&offset).copied()
    }

    /// The binding of `name` owned by `scope`.
    pub fn lookup(&self, scope: ScopeId, name: &str) -> Option<BindingId> {
        self.scopes[scope.0].names.get(name).copied()
    }

    /// The binding that `name` would have if it were read in `scope`.
    pub fn resolve(&self, scope: ScopeId, name: &str) -> Option<BindingId> {
        resolve(&self.scopes, scope, name)
    }

    /// The scope opened by the node with this range.
    pub fn opened_by(&self, range: TextRange) -> Option<ScopeId> {
        self.opened.get(&range).copied()
    }

    /// Reads that nothing in the module binds.
    pub fn unbound(&self) -> &[(Name, Read)] {
        &self.unbound
    }

    /// The modules of `from … import *`.
    pub fn star_imports(&self) -> &[ImportedName] {
        &self.star_imports
    }

    /// Whether `inner` is `outer` or lies inside it.
    pub fn is_within(&self, inner: ScopeId, outer: ScopeId) -> bool {
        self.ancestors(inner).any(|scope| scope == outer)
    }

    /// `scope` and the scopes around it, innermost first.
    pub fn ancestors(&self, scope: ScopeId) -> impl Iterator<Item = ScopeId> + '_ {
        std::iter::successors(Some(scope), |scope| self.scopes[scope.0].parent)
    }

    /// Whether `scope` or a scope inside it uses names in ways that are not seen (`locals()`, `exec`).
    pub fn is_dynamic(&self, scope: ScopeId) -> bool {
        // `locals()` of a nested function sees what it captures of a function around it, and nothing of the module.
        let module = self.module();
        self.ids().any(|inner| match self.scope(inner).dynamic {
            Dynamic::No => false,
            Dynamic::Own => inner == scope || (scope != module && self.is_within(inner, scope)),
            Dynamic::All => self.is_within(inner, scope),
        })
    }

    /// The dotted name of what `expression` stands for, following imports: `js.Response.new`, `json.loads`.
    /// A name that is bound by anything but one import has none.
    pub fn qualified(&self, expression: &Expr) -> Option<Name> {
        match expression {
            Expr::Name(name) => {
                let id = self.meaning(name.range.start())?;
                let binding = self.binding(id);
                binding.import().map(|import| import.qualified(&binding.name))
            }
            Expr::Attribute(attribute) => {
                Some(Name::join(&[self.qualified(&attribute.value)?.as_str(), attribute.attr.as_str()], "."))
            }
            _ => None,
        }
    }

    /// Whether `expression` is a name that nothing in the module binds, such as the built-in `isinstance`.
    pub fn is_builtin(&self, expression: &Expr, name: &str) -> bool {
        matches!(expression, Expr::Name(found) if found.id.as_str() == name && self.meaning(found.range.start()).is_none())
    }
}

/// The range of a node as byte offsets.
pub fn bytes(node: &impl Ranged) -> std::ops::Range<usize> {
    let range = node.range();
    range.start().to_usize()..range.end().to_usize()
}
