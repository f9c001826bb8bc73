//! Scopes and bindings of a module, as Python defines them.
//! Border: says what each name means; never what its value is, and changes nothing.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprContext, Identifier, ModModule, Parameters, Pattern, Stmt, TypeParams,
};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustc_hash::FxHashMap;

/// Names a scope of one [`Scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeId(usize);

/// Names a binding of one [`Scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(usize);

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
    names: FxHashMap<String, BindingId>,
    declared_global: FxHashMap<String, TextRange>,
    declared_nonlocal: FxHashMap<String, TextRange>,
}

/// A name that an import statement brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedName {
    /// The module as written, with leading dots for relative imports: `js`, `.helpers`, `pyodide.ffi`.
    pub module: String,
    /// The imported member; `None` for `import module`.
    pub member: Option<String>,
    /// The whole import statement.
    pub statement: TextRange,
    /// The `name as alias` part.
    pub alias: TextRange,
}

impl ImportedName {
    /// The dotted name that the bound name stands for. `import a.b` binds `a`.
    pub fn qualified(&self, bound: &str) -> String {
        match &self.member {
            Some(member) => format!("{}.{member}", self.module),
            None if self.module.split('.').next() == Some(bound) => bound.to_owned(),
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
    pub name: String,
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
    unbound: Vec<(String, Read)>,
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
    pub fn unbound(&self) -> &[(String, Read)] {
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
    pub fn qualified(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Name(name) => {
                let id = self.meaning(name.range.start())?;
                let binding = self.binding(id);
                binding.import().map(|import| import.qualified(&binding.name))
            }
            Expr::Attribute(attribute) => {
                Some(format!("{}.{}", self.qualified(&attribute.value)?, attribute.attr.as_str()))
            }
            _ => None,
        }
    }

    /// Whether `expression` is a name that nothing in the module binds, such as the built-in `isinstance`.
    pub fn is_builtin(&self, expression: &Expr, name: &str) -> bool {
        matches!(expression, Expr::Name(found) if found.id.as_str() == name && self.meaning(found.range.start()).is_none())
    }
}

fn resolve(scopes: &[Scope], from: ScopeId, name: &str) -> Option<BindingId> {
    let mut current = Some(from);
    let mut first = true;
    while let Some(ScopeId(index)) = current {
        let scope = &scopes[index];
        let visible = first || scope.kind != ScopeKind::Class;
        if visible {
            if scope.declared_global.contains_key(name) {
                return scopes[0].names.get(name).copied();
            }
            if let Some(binding) = scope.names.get(name) {
                return Some(*binding);
            }
        }
        // Names of a class are seen by a type-parameter scope directly inside it, but by no function or comprehension.
        first = first && scope.kind == ScopeKind::TypeParameters;
        current = scope.parent;
    }
    None
}

/// Collects scopes, sites and reads; reads are resolved when everything is known.
struct Builder {
    scopes: Vec<Scope>,
    bindings: Vec<Binding>,
    meaning: FxHashMap<TextSize, BindingId>,
    opened: FxHashMap<TextRange, ScopeId>,
    reads: Vec<(String, Read)>,
    /// Sites in scopes, kept back until `global` and `nonlocal` of the whole scope are known.
    sites: Vec<(ScopeId, String, Site)>,
    star_imports: Vec<ImportedName>,
    current: ScopeId,
    store: SiteKind,
}

impl Builder {
    fn new(range: TextRange) -> Self {
        let mut builder = Self {
            scopes: Vec::new(),
            bindings: Vec::new(),
            meaning: FxHashMap::default(),
            opened: FxHashMap::default(),
            reads: Vec::new(),
            sites: Vec::new(),
            star_imports: Vec::new(),
            current: ScopeId(0),
            store: SiteKind::Assignment,
        };
        builder.open(ScopeKind::Module, range, None);
        builder
    }

    fn open(&mut self, kind: ScopeKind, range: TextRange, parent: Option<ScopeId>) -> ScopeId {
        let id = ScopeId(self.scopes.len());
        self.scopes.push(Scope {
            kind,
            parent,
            range,
            dynamic: Dynamic::No,
            names: FxHashMap::default(),
            declared_global: FxHashMap::default(),
            declared_nonlocal: FxHashMap::default(),
        });
        if kind != ScopeKind::TypeParameters {
            self.opened.insert(range, id);
        }
        id
    }

    fn inside<T>(&mut self, kind: ScopeKind, range: TextRange, work: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.current;
        self.current = self.open(kind, range, Some(outer));
        let result = work(self);
        self.current = outer;
        result
    }

    fn bind(&mut self, name: &str, range: TextRange, kind: SiteKind) {
        let mut scope = self.current;
        if kind == SiteKind::Walrus {
            while let Scope { kind: ScopeKind::Comprehension, parent: Some(parent), .. } = self.scopes[scope.0] {
                scope = parent;
            }
        }
        self.sites.push((scope, name.to_owned(), Site { kind, range }));
    }

    fn bind_identifier(&mut self, name: &Identifier, kind: SiteKind) {
        self.bind(name.as_str(), name.range, kind);
    }

    fn read(&mut self, name: &str, range: TextRange) {
        self.reads.push((name.to_owned(), Read { range, scope: self.current }));
    }

    /// Visits the targets in `expression`, binding its names as `kind`.
    fn bind_targets(&mut self, expression: &Expr, kind: SiteKind) {
        let outer = std::mem::replace(&mut self.store, kind);
        self.visit_expr(expression);
        self.store = outer;
    }

    fn type_parameters(&mut self, parameters: Option<&TypeParams>, range: TextRange, work: impl FnOnce(&mut Self)) {
        match parameters {
            None => work(self),
            Some(parameters) => self.inside(ScopeKind::TypeParameters, range, |this| {
                this.visit_type_params(parameters);
                work(this);
            }),
        }
    }

    fn signature_outside(&mut self, parameters: &Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    fn annotations(&mut self, parameters: &Parameters) {
        for parameter in parameters.iter() {
            if let Some(annotation) = parameter.annotation() {
                self.visit_expr(annotation);
            }
        }
    }

    fn bind_parameters(&mut self, parameters: &Parameters) {
        for parameter in parameters.iter() {
            self.bind_identifier(parameter.name(), SiteKind::Parameter);
        }
    }

    fn comprehension(&mut self, range: TextRange, generators: &[Comprehension], parts: &[&Expr]) {
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.inside(ScopeKind::Comprehension, range, |this| {
            for (index, generator) in generators.iter().enumerate() {
                if index > 0 {
                    this.visit_expr(&generator.iter);
                }
                this.bind_targets(&generator.target, SiteKind::Loop);
                for condition in &generator.ifs {
                    this.visit_expr(condition);
                }
            }
            for part in parts {
                this.visit_expr(part);
            }
        });
    }

    fn import(
        &mut self,
        module: &str,
        member: Option<&str>,
        bound: (&str, TextRange),
        statement: TextRange,
        alias: TextRange,
    ) {
        let import = ImportedName { module: module.to_owned(), member: member.map(str::to_owned), statement, alias };
        self.bind(bound.0, bound.1, SiteKind::Import(import));
    }

    fn finish(mut self) -> Scopes {
        // Bindings through `nonlocal` come last: the function that owns the name may bind it further down.
        let (nonlocal, own): (Vec<_>, Vec<_>) = std::mem::take(&mut self.sites)
            .into_iter()
            .partition(|(scope, name, _)| self.scopes[scope.0].declared_nonlocal.contains_key(name));
        for (scope, name, site) in own.into_iter().chain(nonlocal) {
            let declared_global = self.scopes[scope.0].declared_global.contains_key(&name);
            let declared_nonlocal = self.scopes[scope.0].declared_nonlocal.contains_key(&name);
            let owner = if declared_global {
                ScopeId(0)
            } else if declared_nonlocal {
                self.nonlocal_owner(scope, &name).unwrap_or(scope)
            } else {
                scope
            };
            let id = match self.scopes[owner.0].names.get(&name) {
                Some(id) => *id,
                None => {
                    let id = BindingId(self.bindings.len());
                    self.bindings.push(Binding {
                        name: name.clone(),
                        scope: owner,
                        sites: Vec::new(),
                        reads: Vec::new(),
                        declared_elsewhere: false,
                    });
                    self.scopes[owner.0].names.insert(name, id);
                    id
                }
            };
            let binding = &mut self.bindings[id.0];
            binding.declared_elsewhere |= declared_global || declared_nonlocal;
            self.meaning.insert(site.range.start(), id);
            binding.sites.push(site);
        }
        for index in 0..self.scopes.len() {
            let globals: Vec<String> = self.scopes[index].declared_global.keys().cloned().collect();
            for name in globals {
                if let Some(id) = self.scopes[0].names.get(&name) {
                    self.bindings[id.0].declared_elsewhere = true;
                }
            }
            let nonlocals: Vec<String> = self.scopes[index].declared_nonlocal.keys().cloned().collect();
            for name in nonlocals {
                let owner = self.nonlocal_owner(ScopeId(index), &name);
                if let Some(id) = owner.and_then(|owner| self.scopes[owner.0].names.get(&name)) {
                    self.bindings[id.0].declared_elsewhere = true;
                }
            }
        }
        let mut unbound = Vec::new();
        for (name, read) in std::mem::take(&mut self.reads) {
            match resolve(&self.scopes, read.scope, &name) {
                Some(id) => {
                    self.meaning.insert(read.range.start(), id);
                    self.bindings[id.0].reads.push(read);
                }
                None => unbound.push((name, read)),
            }
        }
        Scopes {
            scopes: self.scopes,
            bindings: self.bindings,
            meaning: self.meaning,
            opened: self.opened,
            unbound,
            star_imports: self.star_imports,
        }
    }

    fn nonlocal_owner(&self, scope: ScopeId, name: &str) -> Option<ScopeId> {
        let mut current = self.scopes[scope.0].parent;
        while let Some(id) = current {
            let candidate = &self.scopes[id.0];
            let is_function = matches!(candidate.kind, ScopeKind::Function | ScopeKind::Lambda);
            let owns = candidate.names.contains_key(name) && !candidate.declared_nonlocal.contains_key(name);
            if is_function && owns {
                return Some(id);
            }
            current = candidate.parent;
        }
        None
    }
}

impl<'a> Visitor<'a> for Builder {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.signature_outside(&function.parameters);
                self.bind_identifier(&function.name, SiteKind::Function(function.range));
                self.type_parameters(function.type_params.as_deref(), function.range, |this| {
                    this.annotations(&function.parameters);
                    if let Some(returns) = &function.returns {
                        this.visit_expr(returns);
                    }
                    this.inside(ScopeKind::Function, function.range, |this| {
                        this.bind_parameters(&function.parameters);
                        this.visit_body(&function.body);
                    });
                });
            }
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.bind_identifier(&class.name, SiteKind::Class(class.range));
                self.type_parameters(class.type_params.as_deref(), class.range, |this| {
                    if let Some(arguments) = &class.arguments {
                        this.visit_arguments(arguments);
                    }
                    this.inside(ScopeKind::Class, class.range, |this| this.visit_body(&class.body));
                });
            }
            Stmt::TypeAlias(alias) => {
                self.bind_targets(&alias.name, SiteKind::Type);
                self.type_parameters(alias.type_params.as_deref(), alias.range, |this| this.visit_expr(&alias.value));
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let module = alias.name.as_str();
                    let bound = match &alias.asname {
                        Some(name) => (name.as_str(), name.range),
                        None => {
                            let first = module.split('.').next().unwrap_or(module);
                            let start = alias.name.range.start();
                            (first, TextRange::at(start, TextSize::of(first)))
                        }
                    };
                    // `import a.b as c` binds the submodule itself, which its dotted name says too.
                    self.import(module, None, bound, import.range, alias.range);
                }
            }
            Stmt::ImportFrom(import) => {
                let dots = ".".repeat(import.level as usize);
                let module = format!("{dots}{}", import.module.as_ref().map_or("", |name| name.as_str()));
                for alias in &import.names {
                    if alias.name.as_str() == "*" {
                        self.star_imports.push(ImportedName {
                            module: module.clone(),
                            member: None,
                            statement: import.range,
                            alias: alias.range,
                        });
                        continue;
                    }
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    let bound = (bound.as_str(), bound.range);
                    self.import(&module, Some(alias.name.as_str()), bound, import.range, alias.range);
                }
            }
            Stmt::Global(global) => {
                for name in &global.names {
                    self.scopes[self.current.0].declared_global.insert(name.to_string(), name.range);
                }
            }
            Stmt::Nonlocal(nonlocal) => {
                for name in &nonlocal.names {
                    self.scopes[self.current.0].declared_nonlocal.insert(name.to_string(), name.range);
                }
            }
            Stmt::AugAssign(assignment) => {
                self.visit_expr(&assignment.value);
                if let Expr::Name(name) = assignment.target.as_ref() {
                    // It reads the name and binds it again.
                    self.read(name.id.as_str(), name.range);
                }
                self.bind_targets(&assignment.target, SiteKind::Augmented);
            }
            Stmt::AnnAssign(assignment) => {
                if let Some(value) = &assignment.value {
                    self.visit_expr(value);
                }
                self.visit_expr(&assignment.annotation);
                let kind = if assignment.value.is_some() { SiteKind::Assignment } else { SiteKind::Annotation };
                self.bind_targets(&assignment.target, kind);
            }
            Stmt::For(statement) => {
                self.visit_expr(&statement.iter);
                self.bind_targets(&statement.target, SiteKind::Loop);
                self.visit_body(&statement.body);
                self.visit_body(&statement.orelse);
            }
            Stmt::With(statement) => {
                for item in &statement.items {
                    self.visit_expr(&item.context_expr);
                    if let Some(target) = &item.optional_vars {
                        self.bind_targets(target, SiteKind::With);
                    }
                }
                self.visit_body(&statement.body);
            }
            Stmt::Delete(statement) => {
                for target in &statement.targets {
                    self.bind_targets(target, SiteKind::Delete);
                }
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(handler) = handler;
        if let Some(kind) = &handler.type_ {
            self.visit_expr(kind);
        }
        if let Some(name) = &handler.name {
            self.bind_identifier(name, SiteKind::Except);
        }
        self.visit_body(&handler.body);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        match pattern {
            Pattern::MatchAs(capture) => {
                if let Some(name) = &capture.name {
                    self.bind_identifier(name, SiteKind::Capture);
                }
            }
            Pattern::MatchStar(capture) => {
                if let Some(name) = &capture.name {
                    self.bind_identifier(name, SiteKind::Capture);
                }
            }
            Pattern::MatchMapping(mapping) => {
                if let Some(name) = &mapping.rest {
                    self.bind_identifier(name, SiteKind::Capture);
                }
            }
            _ => {}
        }
        visitor::walk_pattern(self, pattern);
    }

    fn visit_type_param(&mut self, parameter: &'a ruff_python_ast::TypeParam) {
        self.bind_identifier(parameter.name(), SiteKind::Type);
        visitor::walk_type_param(self, parameter);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load => self.read(name.id.as_str(), name.range),
                ExprContext::Store | ExprContext::Del => {
                    let kind = if name.ctx == ExprContext::Del { SiteKind::Delete } else { self.store.clone() };
                    self.bind(name.id.as_str(), name.range, kind);
                }
                ExprContext::Invalid => {}
            },
            Expr::Named(walrus) => {
                self.visit_expr(&walrus.value);
                self.bind_targets(&walrus.target, SiteKind::Walrus);
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.signature_outside(parameters);
                }
                self.inside(ScopeKind::Lambda, lambda.range, |this| {
                    if let Some(parameters) = &lambda.parameters {
                        this.bind_parameters(parameters);
                    }
                    this.visit_expr(&lambda.body);
                });
            }
            Expr::ListComp(node) => self.comprehension(node.range, &node.generators, &[&node.elt]),
            Expr::SetComp(node) => self.comprehension(node.range, &node.generators, &[&node.elt]),
            Expr::Generator(node) => self.comprehension(node.range, &node.generators, &[&node.elt]),
            Expr::DictComp(node) => {
                let mut parts: Vec<&Expr> = node.key.as_deref().into_iter().collect();
                parts.push(&node.value);
                self.comprehension(node.range, &node.generators, &parts);
            }
            Expr::Call(call) => {
                if let Expr::Name(name) = call.func.as_ref() {
                    let dynamic = match name.id.as_str() {
                        "exec" | "eval" | "globals" => Dynamic::All,
                        // With an argument they look at that alone.
                        "locals" | "vars" | "dir" if call.arguments.is_empty() => Dynamic::Own,
                        _ => Dynamic::No,
                    };
                    let scope = &mut self.scopes[self.current.0];
                    scope.dynamic = scope.dynamic.max(dynamic);
                }
                visitor::walk_expr(self, expression);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }
}

/// The range of a node as byte offsets.
pub fn bytes(node: &impl Ranged) -> std::ops::Range<usize> {
    let range = node.range();
    range.start().to_usize()..range.end().to_usize()
}
