//! Reads the scopes of a module off its syntax tree.
//! Border: one walk; what was found is asked for through `Scopes`.
use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprContext, Identifier, Parameters, Pattern, Stmt, StmtImportFrom, TypeParams,
};
use ruff_text_size::{TextRange, TextSize};
use rustc_hash::FxHashMap;

use super::{Binding, BindingId, Dynamic, ImportedName, Read, Scope, ScopeId, ScopeKind, Site, SiteKind};

/// Collects scopes, sites and reads; reads are resolved when everything is known.
pub struct Builder {
    pub(super) scopes: Vec<Scope>,
    pub(super) bindings: Vec<Binding>,
    pub(super) meaning: FxHashMap<TextSize, BindingId>,
    pub(super) opened: FxHashMap<TextRange, ScopeId>,
    pub(super) reads: Vec<(Name, Read)>,
    /// Sites in scopes, kept back until `global` and `nonlocal` of the whole scope are known.
    pub(super) sites: Vec<(ScopeId, Name, Site)>,
    pub(super) star_imports: Vec<ImportedName>,
    current: ScopeId,
    store: SiteKind,
}

impl Builder {
    pub fn new(range: TextRange) -> Self {
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

    fn bind(&mut self, name: &Name, range: TextRange, kind: SiteKind) {
        let mut scope = self.current;
        if kind == SiteKind::Walrus {
            while let Scope { kind: ScopeKind::Comprehension, parent: Some(parent), .. } = self.scopes[scope.0] {
                scope = parent;
            }
        }
        self.sites.push((scope, name.clone(), Site { kind, range }));
    }

    fn bind_identifier(&mut self, name: &Identifier, kind: SiteKind) {
        self.bind(&name.id, name.range, kind);
    }

    fn read(&mut self, name: &Name, range: TextRange) {
        self.reads.push((name.clone(), Read { range, scope: self.current }));
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
        module: &Name,
        member: Option<&Name>,
        bound: (&Name, TextRange),
        statement: TextRange,
        alias: TextRange,
    ) {
        let import = ImportedName { module: module.clone(), member: member.cloned(), statement, alias };
        self.bind(bound.0, bound.1, SiteKind::Import(import));
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
                    let module = &alias.name.id;
                    let (bound, range) = match &alias.asname {
                        Some(name) => (name.id.clone(), name.range),
                        None => {
                            let first = module.split('.').next().unwrap_or(module);
                            let start = alias.name.range.start();
                            (Name::new(first), TextRange::at(start, TextSize::of(first)))
                        }
                    };
                    // `import a.b as c` binds the submodule itself, which its dotted name says too.
                    self.import(module, None, (&bound, range), import.range, alias.range);
                }
            }
            Stmt::ImportFrom(import) => {
                let module = imported_module(import);
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
                    self.import(&module, Some(&alias.name.id), (&bound.id, bound.range), import.range, alias.range);
                }
            }
            Stmt::Global(global) => {
                for name in &global.names {
                    self.scopes[self.current.0].declared_global.insert(name.id.clone(), name.range);
                }
            }
            Stmt::Nonlocal(nonlocal) => {
                for name in &nonlocal.names {
                    self.scopes[self.current.0].declared_nonlocal.insert(name.id.clone(), name.range);
                }
            }
            Stmt::AugAssign(assignment) => {
                self.visit_expr(&assignment.value);
                if let Expr::Name(name) = assignment.target.as_ref() {
                    // It reads the name and binds it again.
                    self.read(&name.id, name.range);
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
                ExprContext::Load => self.read(&name.id, name.range),
                ExprContext::Store | ExprContext::Del => {
                    let kind = if name.ctx == ExprContext::Del { SiteKind::Delete } else { self.store.clone() };
                    self.bind(&name.id, name.range, kind);
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

/// The module of a `from` import as written, with its dots.
fn imported_module(import: &StmtImportFrom) -> Name {
    match &import.module {
        Some(name) if import.level == 0 => name.id.clone(),
        Some(name) => Name::concat(&[".".repeat(import.level as usize).as_str(), name.as_str()]),
        None => Name::from(".".repeat(import.level as usize)),
    }
}
