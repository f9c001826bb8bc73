//! Which binding every site and every read of a name belongs to, once all of a module is known.
//! Border: Python's rules of scope; the names were collected by `builder`.
use ruff_python_ast::name::Name;

use super::builder::Builder;
use super::{Binding, BindingId, Scope, ScopeId, ScopeKind, Scopes};

/// The binding that `name` has where it is read in `from`.
pub fn resolve(scopes: &[Scope], from: ScopeId, name: &str) -> Option<BindingId> {
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

impl Builder {
    /// Gives every site and read its binding.
    pub fn finish(mut self) -> Scopes {
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
            let globals: Vec<Name> = self.scopes[index].declared_global.keys().cloned().collect();
            for name in globals {
                if let Some(id) = self.scopes[0].names.get(&name) {
                    self.bindings[id.0].declared_elsewhere = true;
                }
            }
            let nonlocals: Vec<Name> = self.scopes[index].declared_nonlocal.keys().cloned().collect();
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
