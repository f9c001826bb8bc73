//! Who calls which function with what, over all modules of a worker.
//! Border: calls and their arguments; what names stand for is `project`'s.
use camino::Utf8Path;
use ruff_python_ast::{Expr, ExprAttribute, ExprCall, StmtFunctionDef};
use ruff_text_size::Ranged;

use crate::codemods::values::Value;

use super::project::{Definition, Given, Project, Spot};

impl<'a> Project<'a> {
    /// The functions of the project that a call may mean; `None` if it may mean anything else.
    pub fn callees(&self, path: &'a Utf8Path, call: &ExprCall) -> Option<Vec<(&'a Utf8Path, &'a StmtFunctionDef)>> {
        self.named_callees(path, call).or_else(|| self.followed_callees(path, call))
    }

    /// The functions that get to a call through tables, attributes and parameters.
    fn followed_callees(
        &self,
        path: &'a Utf8Path,
        call: &ExprCall,
    ) -> Option<Vec<(&'a Utf8Path, &'a StmtFunctionDef)>> {
        let values = self.context.facts.values(&self.context).file(path);
        if !matches!(values.value(call.func.as_ref()), Value::Functions(_)) {
            return None;
        }
        let found: Option<Vec<_>> = values
            .callees(call)
            .iter()
            .map(|place| {
                let file = self.file(&place.path)?;
                Some((file.path, file.nodes.function(place.range)?))
            })
            .collect();
        found.filter(|found| !found.is_empty())
    }

    /// Every call of a function; `None` if some may not be seen.
    pub fn calls_of(&self, path: &'a Utf8Path, function: &StmtFunctionDef) -> Option<Vec<(Spot<'a>, &'a ExprCall)>> {
        let named = self.uses_of_function(path, function).and_then(|uses| {
            uses.into_iter()
                .map(|usage| {
                    // A function that is passed around is called by somebody else.
                    let (node, call) = self.file(usage.path)?.nodes.call_of(usage.node)?;
                    Some((Spot { path: usage.path, node }, call))
                })
                .collect()
        });
        named.or_else(|| {
            let callers = self.context.facts.values(&self.context).file(path).callers(function.range)?;
            callers
                .iter()
                .map(|place| {
                    let file = self.file(&place.path)?;
                    let path = file.path;
                    file.nodes.iter().find_map(|(node, details)| match details.expression {
                        Expr::Call(call) if call.range() == place.range => Some((Spot { path, node }, call)),
                        _ => None,
                    })
                })
                .collect()
        })
    }

    fn named_callees(&self, path: &'a Utf8Path, call: &ExprCall) -> Option<Vec<(&'a Utf8Path, &'a StmtFunctionDef)>> {
        let definitions = match call.func.as_ref() {
            Expr::Name(name) => self.definitions(path, name),
            Expr::Attribute(attribute) => {
                if self.module_of(path, &attribute.value).is_some() {
                    self.attribute_definitions(path, attribute)
                } else {
                    vec![self.method(path, attribute)?]
                }
            }
            _ => return None,
        };
        let functions: Vec<_> = definitions
            .iter()
            .filter_map(|definition| match definition {
                Definition::Function(path, function) => Some((*path, *function)),
                _ => None,
            })
            .collect();
        (!functions.is_empty() && functions.len() == definitions.len()).then_some(functions)
    }

    /// The method that `self.name` means, if only one function of the project has that name.
    fn method(&self, path: &'a Utf8Path, attribute: &ExprAttribute) -> Option<Definition<'a>> {
        let Expr::Name(receiver) = attribute.value.as_ref() else { return None };
        let file = self.file(path)?;
        let node = file.nodes.get(file.nodes.name_at(receiver.range.start())?);
        let around = node.function?;
        if around.parameters.iter().next().map(|first| first.name().as_str()) != Some(receiver.id.as_str())
            || !self.is_method(path, around)
        {
            return None;
        }
        let mut named = self.files().flat_map(|file| {
            file.nodes
                .functions()
                .filter(|function| function.name.as_str() == attribute.attr.as_str())
                .map(|function| (file.path, function))
        });
        match (named.next(), named.next()) {
            (Some((path, function)), None) if self.is_method(path, function) => {
                Some(Definition::Function(path, function))
            }
            _ => None,
        }
    }

    /// The parameter of `function` that a call of it fills with the argument `argument`.
    pub fn parameter_of(
        &self,
        path: &Utf8Path,
        function: &'a StmtFunctionDef,
        call: &ExprCall,
        argument: &Expr,
    ) -> Option<&'a str> {
        if let Some(keyword) = call.arguments.keywords.iter().find(|keyword| keyword.value.range() == argument.range())
        {
            let name = keyword.arg.as_ref()?.as_str();
            return function
                .parameters
                .iter_non_variadic_params()
                .map(|parameter| parameter.name().as_str())
                .find(|parameter| *parameter == name);
        }
        let position = call.arguments.args.iter().position(|other| other.range() == argument.range())?;
        if call.arguments.args[..position].iter().any(Expr::is_starred_expr) {
            return None;
        }
        let skip = usize::from(self.skips_receiver(path, function));
        function
            .parameters
            .posonlyargs
            .iter()
            .chain(&function.parameters.args)
            .nth(position + skip)
            .map(|parameter| parameter.name().as_str())
    }

    fn skips_receiver(&self, path: &Utf8Path, function: &StmtFunctionDef) -> bool {
        let is_static = function
            .decorator_list
            .iter()
            .any(|decorator| matches!(&decorator.expression, Expr::Name(name) if name.id.as_str() == "staticmethod"));
        self.is_method(path, function) && !is_static
    }

    /// What every call of `function` gives to its parameter `name`, its default included; `None` if calls may not be
    /// seen.
    pub fn given(&self, path: &'a Utf8Path, function: &'a StmtFunctionDef, name: &str) -> Option<Vec<Given<'a>>> {
        let variadic = [&function.parameters.vararg, &function.parameters.kwarg];
        if variadic.iter().any(|parameter| parameter.as_ref().is_some_and(|parameter| parameter.name.as_str() == name))
        {
            return None;
        }
        if self.context.facts.handlers.iter().any(|handler| handler.path == path && handler.function == function.range)
        {
            return None;
        }
        let parameters: Vec<_> = function.parameters.posonlyargs.iter().chain(&function.parameters.args).collect();
        let position = parameters.iter().position(|parameter| parameter.name().as_str() == name);
        let default = function
            .parameters
            .iter_non_variadic_params()
            .find(|parameter| parameter.name().as_str() == name)
            .and_then(|parameter| parameter.default.as_deref());
        let skip = usize::from(self.skips_receiver(path, function));
        let mut given = Vec::new();
        for (spot, call) in self.calls_of(path, function)? {
            let spread = call.arguments.args.iter().any(Expr::is_starred_expr)
                || call.arguments.keywords.iter().any(|keyword| keyword.arg.is_none());
            let keyword = call
                .arguments
                .keywords
                .iter()
                .find(|keyword| keyword.arg.as_ref().is_some_and(|argument| argument.as_str() == name));
            let positional = position
                .and_then(|position| position.checked_sub(skip))
                .and_then(|index| call.arguments.args.get(index));
            given.push(match (keyword, positional, default) {
                (Some(keyword), _, _) => Given::Value(spot.path, &keyword.value),
                _ if spread => Given::Unknown,
                (None, Some(value), _) => Given::Value(spot.path, value),
                (None, None, Some(value)) => Given::Value(path, value),
                (None, None, None) => Given::Nothing,
            });
        }
        Some(given)
    }
}
