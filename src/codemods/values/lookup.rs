//! Looks up what names, members of files and attributes of objects hold.
//! Border: reads what is known; assigning is `targets`' work.
use std::collections::BTreeSet;

use ruff_python_ast::name::Name;

use crate::codemods::ClassRole;
use crate::python::{BindingId, SiteKind};

use super::analysis::{Analysis, Frame};
use super::knowledge::Slot;
use super::platform::{Bound, Platform};
use super::project::{Definition, FileId, Receiver};
use super::value::{Callable, ClassId, FunctionId, Value};

impl<'a> Analysis<'a> {
    /// What a name may hold, wherever it is read.
    pub fn summary(&self, file: FileId, binding: BindingId) -> Value {
        self.knowledge.read(Slot::Binding(file, binding))
    }

    /// What a name holds here.
    pub fn read(&self, frame: &Frame, binding: BindingId) -> Value {
        let declared_elsewhere = self.module(frame.file).scopes.binding(binding).declared_elsewhere;
        match frame.state.get(binding) {
            Some(value) if !declared_elsewhere => value.clone(),
            _ => self.summary(frame.file, binding),
        }
    }

    /// A name of a file of the project, seen from outside.
    pub fn member(&self, file: FileId, name: &str, depth: usize) -> Option<Value> {
        let module = self.module(file);
        let scopes = &module.scopes;
        if let Some(binding) = scopes.lookup(scopes.module(), name) {
            return Some(self.summary(file, binding));
        }
        if self.path(file).file_name() == Some("__init__.py")
            && let Some(found) = self.context.modules.resolve(self.path(file), &format!(".{name}"))
        {
            return self.project.file(found).map(Value::Module);
        }
        scopes.star_imports().iter().filter(|_| depth < 4).find_map(|import| {
            let found = self.context.modules.resolve(self.path(file), &import.module)?;
            self.member(self.project.file(found)?, name, depth + 1)
        })
    }

    /// An attribute of an object of the project.
    pub fn instance_attribute(&mut self, class: ClassId, name: &Name) -> Value {
        if let Some(method) = self.project.method(class, name) {
            if self.is_property(method) {
                self.reach(method);
                return self.result(Callable { function: method, bound: true, step: false });
            }
            let bound = self.project.functions[method.0].receiver != Receiver::None;
            return Value::Functions(BTreeSet::from([Callable { function: method, bound, step: false }]));
        }
        let root = self.project.root(class);
        let mut value = self.knowledge.read(Slot::Attribute(root, name.clone()));
        match (name.as_str(), self.project.role(class)) {
            ("env", Some(_)) => value = value.join(&Value::Platform(Platform::Env)),
            ("ctx", Some(ClassRole::DurableObject)) => value = value.join(&Value::Platform(Platform::ObjectState)),
            ("ctx", Some(_)) => value = value.join(&Value::Platform(Platform::Context)),
            _ => {}
        }
        let lineage = self.project.lineage(class);
        for class in &lineage {
            let class = &self.project.classes[class.0];
            let scopes = &self.module(class.file).scopes;
            let binding = scopes.opened_by(class.definition.range).and_then(|scope| scopes.lookup(scope, name)).filter(
                |binding| {
                    let sites = &scopes.binding(*binding).sites;
                    sites.iter().any(|site| site.kind != SiteKind::Annotation)
                },
            );
            if let Some(binding) = binding {
                value = value.join(&self.summary(class.file, binding));
            }
        }
        let is_foreign = lineage.iter().any(|class| {
            self.project.classes[class.0].has_foreign_base && self.project.classes[class.0].role.is_none()
        });
        if value == Value::Nothing && is_foreign { Value::UNKNOWN } else { value }
    }

    fn is_property(&self, id: FunctionId) -> bool {
        let function = &self.project.functions[id.0];
        let Definition::Function(definition) = function.definition else { return false };
        let scopes = &self.module(function.file).scopes;
        definition.decorator_list.iter().any(|decorator| {
            scopes.is_builtin(&decorator.expression, "property")
                || scopes.qualified(&decorator.expression).is_some_and(|name| name == "functools.cached_property")
        })
    }

    /// What is bound to a name of `env`.
    pub fn bound(&self, name: &str) -> Value {
        let bound = match self.context.worker.bindings.get(name) {
            Some(binding) => match &binding.kind {
                crate::config::BindingKind::JsonVariable => return Value::Platform(Platform::JsonVariable),
                crate::config::BindingKind::TextVariable => return Value::Data,
                crate::config::BindingKind::Service | crate::config::BindingKind::Assets => {
                    return Value::Platform(Platform::Stub);
                }
                crate::config::BindingKind::Other(key) if key == "conflicting" => Bound::Guessed(Name::new(name)),
                kind => Bound::Known(kind.clone()),
            },
            None => Bound::Guessed(Name::new(name)),
        };
        Value::Platform(Platform::Binding(bound))
    }
}
