//! What names stand for and where they are used, over all modules of a worker.
//! Border: follows names, functions and parameters; what the values are good for is decided elsewhere.
use camino::Utf8Path;
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, ExprAttribute, ExprName, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::Context;
use crate::python::{BindingId, ScopeKind, SiteKind};

pub use super::files::{File, Files};
use super::nodes::NodeId;
use super::reaching;

/// All modules that the entry module reaches.
pub struct Project<'a> {
    /// What the codemod was given.
    pub context: Context<'a>,
    files: &'a Files<'a>,
}

/// An expression in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot<'a> {
    /// The file.
    pub path: &'a Utf8Path,
    /// The expression.
    pub node: NodeId,
}

/// What a name stands for at one of the places that bind it.
#[derive(Debug, Clone, Copy)]
pub enum Definition<'a> {
    /// The value of an assignment.
    Value(&'a Utf8Path, &'a Expr),
    /// A function of the project.
    Function(&'a Utf8Path, &'a StmtFunctionDef),
    /// A parameter of this function.
    Parameter(&'a Utf8Path, &'a StmtFunctionDef),
    /// Anything else.
    Unknown,
}

/// What a call gives to a parameter.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// This value.
    Value(&'a Utf8Path, &'a Expr),
    /// Nothing, and the parameter has no default.
    Nothing,
    /// It cannot be seen.
    Unknown,
}

impl<'a> Project<'a> {
    /// What the entry module reaches.
    pub fn of(context: &Context<'a>) -> Self {
        Self { context: *context, files: context.indexed_files() }
    }

    /// All files.
    pub fn files(&self) -> impl Iterator<Item = &'a File<'a>> {
        self.files.iter()
    }

    /// One file.
    pub fn file(&self, path: &Utf8Path) -> Option<&'a File<'a>> {
        self.files.get(path)
    }

    /// The dotted name of what `expression` stands for, following imports.
    pub fn qualified(&self, path: &Utf8Path, expression: &Expr) -> Option<Name> {
        self.file(path)?.module.scopes.qualified(expression)
    }

    /// The spot of an expression.
    pub fn spot(&self, path: &'a Utf8Path, expression: &Expr) -> Option<Spot<'a>> {
        Some(Spot { path, node: self.file(path)?.nodes.find(expression)? })
    }

    /// What `name` stands for: one definition for each place that binds it.
    pub fn definitions(&self, path: &'a Utf8Path, name: &ExprName) -> Vec<Definition<'a>> {
        let Some(file) = self.file(path) else { return vec![Definition::Unknown] };
        match file.module.scopes.meaning(name.range.start()) {
            Some(id) => {
                let reaching = reaching::sites(file, id, name.range);
                self.definitions_at(path, id, &|site| reaching.as_ref().is_none_or(|sites| sites.contains(&site)), 0)
            }
            None => vec![Definition::Unknown],
        }
    }

    /// What the attribute of an imported module of the project stands for: `config.HEADERS`.
    pub fn attribute_definitions(&self, path: &'a Utf8Path, attribute: &ExprAttribute) -> Vec<Definition<'a>> {
        if let Some(found) = self.class_attribute(path, attribute) {
            return found;
        }
        self.module_of(path, &attribute.value)
            .and_then(|target| {
                let scopes = &self.file(target)?.module.scopes;
                let id = scopes.lookup(scopes.module(), attribute.attr.as_str())?;
                Some(self.definitions_of(target, id, 0))
            })
            .unwrap_or_else(|| vec![Definition::Unknown])
    }

    /// What `self.NAME` stands for: what the class body binds, and what is assigned to it through `self`.
    fn class_attribute(&self, path: &'a Utf8Path, attribute: &ExprAttribute) -> Option<Vec<Definition<'a>>> {
        let Expr::Name(receiver) = attribute.value.as_ref() else { return None };
        let file = self.file(path)?;
        let scopes = &file.module.scopes;
        let function = file.nodes.get(file.nodes.name_at(receiver.range.start())?).function?;
        let is_receiver =
            function.parameters.iter().next().map(|first| first.name().as_str()) == Some(receiver.id.as_str());
        if !is_receiver || !self.is_method(path, function) {
            return None;
        }
        let class = scopes.scope(scopes.opened_by(function.range)?).parent?;
        let mut found = match scopes.lookup(class, attribute.attr.as_str()) {
            Some(id) => self.definitions_of(path, id, 0),
            None => Vec::new(),
        };
        // Who else writes it is not told apart by its receiver.
        for spot in self.attributes_named(attribute.attr.as_str(), |_, attribute| !attribute.ctx.is_load()) {
            let value = self.file(spot.path).and_then(|file| {
                let node = file.nodes.get(spot.node);
                match node.statement {
                    Stmt::Assign(assignment) if assignment.targets.len() == 1 && node.parent.is_none() => {
                        Some(assignment.value.as_ref())
                    }
                    _ => None,
                }
            });
            found.push(value.map_or(Definition::Unknown, |value| Definition::Value(spot.path, value)));
        }
        (!found.is_empty()).then_some(found)
    }

    /// The file of the project that `expression`, the name of an imported module, stands for.
    pub(super) fn module_of(&self, path: &Utf8Path, expression: &Expr) -> Option<&'a Utf8Path> {
        let qualified = self.qualified(path, expression)?;
        self.context.modules.resolve(path, &qualified).filter(|target| self.files.get(target).is_some())
    }

    fn definitions_of(&self, path: &'a Utf8Path, id: BindingId, depth: usize) -> Vec<Definition<'a>> {
        self.definitions_at(path, id, &|_| true, depth)
    }

    fn definitions_at(
        &self,
        path: &'a Utf8Path,
        id: BindingId,
        wanted: &dyn Fn(TextRange) -> bool,
        depth: usize,
    ) -> Vec<Definition<'a>> {
        let Some(file) = self.file(path) else { return vec![Definition::Unknown] };
        let binding = file.module.scopes.binding(id);
        if binding.declared_elsewhere || depth > 8 {
            return vec![Definition::Unknown];
        }
        let mut found = Vec::new();
        for site in binding.sites.iter().filter(|site| wanted(site.range)) {
            match &site.kind {
                SiteKind::Assignment | SiteKind::Walrus | SiteKind::Augmented => {
                    found.push(match file.nodes.assigned_at(site.range.start()) {
                        Some(value) => Definition::Value(path, value),
                        None => Definition::Unknown,
                    });
                }
                SiteKind::Annotation => {}
                SiteKind::Function(range) => found.push(match file.nodes.function(*range) {
                    Some(function) => Definition::Function(path, function),
                    None => Definition::Unknown,
                }),
                SiteKind::Parameter => {
                    let range = file.module.scopes.scope(binding.scope).range;
                    found.push(match file.nodes.function(range) {
                        Some(function) => Definition::Parameter(path, function),
                        None => Definition::Unknown,
                    });
                }
                SiteKind::Import(import) => {
                    let target = import.member.as_deref().and_then(|member| {
                        let target = self.context.modules.resolve(path, &import.module)?;
                        let scopes = &self.file(target)?.module.scopes;
                        Some((target, scopes.lookup(scopes.module(), member)?))
                    });
                    match target {
                        Some((target, id)) => found.extend(self.definitions_of(target, id, depth + 1)),
                        None => found.push(Definition::Unknown),
                    }
                }
                _ => found.push(Definition::Unknown),
            }
        }
        found
    }

    /// Whether a function stands directly in a class.
    pub fn is_method(&self, path: &Utf8Path, function: &StmtFunctionDef) -> bool {
        let Some(file) = self.file(path) else { return false };
        let scopes = &file.module.scopes;
        scopes
            .opened_by(function.range)
            .and_then(|scope| scopes.scope(scope).parent)
            .is_some_and(|parent| scopes.scope(parent).kind == ScopeKind::Class)
    }

    /// Every place, in all files, that may read what is bound at `name`; `None` if some may not be seen.
    pub fn uses_of_name(&self, path: &'a Utf8Path, name: &ExprName) -> Option<Vec<Spot<'a>>> {
        let file = self.file(path)?;
        let id = file.module.scopes.meaning(name.range.start())?;
        let mut uses = self.uses_of_binding(path, id, 0)?;
        if !name.ctx.is_load() {
            // Node ids belong to one file: those of others are not looked up here.
            uses.retain(|usage| {
                usage.path != path || {
                    let read = file.nodes.get(usage.node).expression.range();
                    reaching::sites(file, id, read).is_none_or(|sites| sites.contains(&name.range))
                }
            });
        }
        Some(uses)
    }

    /// Every place that reads what a `def` binds; `None` if some may not be seen.
    pub fn uses_of_function(&self, path: &'a Utf8Path, function: &StmtFunctionDef) -> Option<Vec<Spot<'a>>> {
        let file = self.file(path)?;
        if self.is_method(path, function) {
            return self.uses_of_method(path, function);
        }
        let id = file.module.scopes.meaning(function.name.range.start())?;
        self.uses_of_binding(path, id, 0)
    }

    /// Every `self.name` in the class of a method; `None` if something else has an attribute of that name, unless it is
    /// a handler: those are called by the runtime, and names like `fetch` stand everywhere.
    fn uses_of_method(&self, path: &'a Utf8Path, method: &StmtFunctionDef) -> Option<Vec<Spot<'a>>> {
        let file = self.file(path)?;
        let class_of = |function: &StmtFunctionDef| {
            let scopes = &file.module.scopes;
            scopes.opened_by(function.range).and_then(|scope| scopes.scope(scope).parent)
        };
        let class = class_of(method);
        let is_own = |file: &File<'a>, attribute: &ExprAttribute| {
            let Expr::Name(receiver) = attribute.value.as_ref() else { return false };
            let around = file.nodes.name_at(receiver.range.start()).and_then(|id| file.nodes.get(id).function);
            file.path == path
                && around.is_some_and(|around| {
                    around.parameters.iter().next().map(|first| first.name().as_str()) == Some(receiver.id.as_str())
                        && class_of(around) == class
                })
        };
        let name = method.name.as_str();
        let is_handler =
            self.context.facts.handlers.iter().any(|handler| handler.path == path && handler.function == method.range);
        let others = self.attributes_named(name, |file, attribute| !is_own(file, attribute));
        (is_handler || others.is_empty()).then(|| self.attributes_named(name, is_own))
    }

    fn attributes_named(&self, name: &str, wanted: impl Fn(&File<'a>, &ExprAttribute) -> bool) -> Vec<Spot<'a>> {
        let mut found = Vec::new();
        for file in self.files() {
            for (node, details) in file.nodes.iter() {
                if let Expr::Attribute(attribute) = details.expression
                    && attribute.attr.as_str() == name
                    && wanted(file, attribute)
                {
                    found.push(Spot { path: file.path, node });
                }
            }
        }
        found
    }

    fn uses_of_binding(&self, path: &'a Utf8Path, id: BindingId, depth: usize) -> Option<Vec<Spot<'a>>> {
        let file = self.file(path)?;
        let scopes = &file.module.scopes;
        let binding = scopes.binding(id);
        if binding.declared_elsewhere || depth > 8 || scopes.is_dynamic(binding.scope) {
            return None;
        }
        let mut uses = Vec::new();
        for read in &binding.reads {
            uses.push(Spot { path, node: file.nodes.name_at(read.range.start())? });
        }
        if binding.scope != scopes.module() {
            return Some(uses);
        }
        let name = binding.name.as_str();
        for other in self.files() {
            let means_this = |module: &str| self.context.modules.resolve(other.path, module) == Some(path);
            if other.module.scopes.star_imports().iter().any(|import| means_this(&import.module)) {
                return None;
            }
            for (other_id, other_binding) in other.module.scopes.bindings() {
                let imports = other_binding.sites.iter().any(|site| {
                    matches!(&site.kind, SiteKind::Import(import)
                        if import.member.as_deref() == Some(name) && means_this(&import.module))
                });
                if !imports {
                    continue;
                }
                if other_binding.sites.len() != 1 {
                    return None;
                }
                uses.extend(self.uses_of_binding(other.path, other_id, depth + 1)?);
            }
        }
        uses.extend(
            self.attributes_named(name, |file, attribute| self.module_of(file.path, &attribute.value) == Some(path)),
        );
        Some(uses)
    }

    /// Every place in `function` that reads its parameter `name`.
    pub fn uses_of_parameter(
        &self,
        path: &'a Utf8Path,
        function: &StmtFunctionDef,
        name: &str,
    ) -> Option<Vec<Spot<'a>>> {
        let scopes = &self.file(path)?.module.scopes;
        let id = scopes.lookup(scopes.opened_by(function.range)?, name)?;
        scopes.binding(id).is_plain_parameter().then(|| self.uses_of_binding(path, id, 0))?
    }

    /// The name that a statement assigns `value` to, if it is the whole target.
    pub fn target_of(&self, statement: &'a Stmt, value: TextRange) -> Option<&'a ExprName> {
        match statement {
            Stmt::Assign(assignment) if assignment.value.range() == value => match assignment.targets.as_slice() {
                [Expr::Name(name)] => Some(name),
                _ => None,
            },
            Stmt::AnnAssign(assignment) if assignment.value.as_ref().is_some_and(|other| other.range() == value) => {
                assignment.target.as_name_expr()
            }
            _ => None,
        }
    }
}
