//! Calls that only make a JavaScript value of a Python one, the project's own included.
//! Border: finds what is inside; where the value goes is `sinks`' work.
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{ExceptHandler, Expr, ExprCall, Stmt, StmtFunctionDef};
use rustc_hash::FxHashSet;

use crate::codemods::Context;
use crate::codemods::values::{FunctionPlace, Value};

use super::Site;

/// What stands inside a conversion.
#[derive(Debug, Clone, Copy)]
pub struct Peeled<'a> {
    /// The Python value.
    pub inner: &'a Expr,
    /// What has to stand around it instead, if anything: `dict` for pairs, `list` for a tuple.
    pub call: Option<&'static str>,
}

/// Functions of the project that only return `to_js(parameter)`, or on some ways the parameter as it is.
#[derive(Debug, Default)]
pub struct Wrappers {
    functions: FxHashSet<FunctionPlace>,
}

impl Wrappers {
    /// Finds them.
    pub fn of(context: &Context<'_>) -> Self {
        let mut wrappers = Self::default();
        let values = context.facts.values(context);
        for (path, module) in context.modules.iter().filter(|(path, _)| context.modules.is_reached(path)) {
            let values = values.file(path);
            let mut definitions = Definitions(Vec::new());
            definitions.visit_body(&module.syntax().body);
            for (function, is_method) in definitions.0 {
                let Some((returned, parameter)) = only_returns(function, is_method) else { continue };
                let kinds: Vec<Option<Made>> = returned
                    .iter()
                    .map(|expression| {
                        made(&Site { path, module, values, expression, ancestors: &[] }, expression, parameter)
                    })
                    .collect();
                if kinds.iter().all(Option::is_some) && kinds.contains(&Some(Made::Converted)) {
                    wrappers.functions.insert(FunctionPlace { path: path.to_owned(), range: function.range });
                }
            }
        }
        wrappers
    }

    /// Whether the function that is defined there is one.
    pub fn has(&self, place: &FunctionPlace) -> bool {
        self.functions.contains(place)
    }

    fn is_call(&self, site: &Site<'_, '_>, call: &ExprCall) -> bool {
        let callees = site.values.callees(call);
        !callees.is_empty() && callees.iter().all(|callee| self.has(callee))
    }
}

struct Definitions<'a>(Vec<(&'a StmtFunctionDef, bool)>);

impl<'a> StatementVisitor<'a> for Definitions<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => self.0.push((function, false)),
            Stmt::ClassDef(class) => {
                for member in &class.body {
                    if let Stmt::FunctionDef(function) = member {
                        self.0.push((function, function.decorator_list.is_empty()));
                    }
                }
                return;
            }
            _ => {}
        }
        walk_stmt(self, statement);
    }
}

/// What a wrapper makes of its parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    /// Nothing: it hands it back.
    Kept,
    /// A JavaScript value.
    Converted,
}

/// What `expression` makes of the parameter, if nothing else.
fn made<'a>(site: &Site<'_, 'a>, expression: &'a Expr, parameter: &str) -> Option<Made> {
    let is_parameter = |expression: &Expr| matches!(expression, Expr::Name(name) if name.id.as_str() == parameter);
    match expression {
        _ if is_parameter(expression) => Some(Made::Kept),
        Expr::If(branch) => {
            let ways = (made(site, &branch.body, parameter)?, made(site, &branch.orelse, parameter)?);
            Some(if ways == (Made::Kept, Made::Kept) { Made::Kept } else { Made::Converted })
        }
        _ => {
            let peeled = peel(site, expression, &Wrappers::default())?;
            (peeled.call.is_none() && is_parameter(peeled.inner)).then_some(Made::Converted)
        }
    }
}

/// What a function returns, if that is all it does, and the name of its one parameter. Tests, imports and `try` may
/// stand around it.
fn only_returns(function: &StmtFunctionDef, is_method: bool) -> Option<(Vec<&Expr>, &str)> {
    fn collect<'a>(body: &'a [Stmt], returned: &mut Vec<&'a Expr>) -> Option<()> {
        for statement in body {
            match statement {
                Stmt::Return(value) => returned.push(value.value.as_deref()?),
                Stmt::If(branch) => {
                    collect(&branch.body, returned)?;
                    for clause in &branch.elif_else_clauses {
                        collect(&clause.body, returned)?;
                    }
                }
                Stmt::Try(attempt) => {
                    for body in [&attempt.body, &attempt.orelse, &attempt.finalbody] {
                        collect(body, returned)?;
                    }
                    for ExceptHandler::ExceptHandler(handler) in &attempt.handlers {
                        collect(&handler.body, returned)?;
                    }
                }
                Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::Pass(_) => {}
                Stmt::Expr(text) if text.value.is_string_literal_expr() => {}
                _ => return None,
            }
        }
        Some(())
    }
    let parameters = &function.parameters;
    let mut names = parameters.posonlyargs.iter().chain(&parameters.args).skip(usize::from(is_method));
    let first = names.next()?;
    let others_have_defaults = names.chain(&parameters.kwonlyargs).all(|parameter| parameter.default.is_some());
    let is_plain = parameters.vararg.is_none() && parameters.kwarg.is_none() && others_have_defaults;
    let mut returned = Vec::new();
    collect(&function.body, &mut returned)?;
    (is_plain && !function.is_async && !returned.is_empty()).then(|| (returned, first.name().as_str()))
}

/// What a conversion to JavaScript has inside; conversions in conversions are one.
pub fn peel<'a>(site: &Site<'_, 'a>, expression: &'a Expr, wrappers: &Wrappers) -> Option<Peeled<'a>> {
    match expression {
        Expr::Call(call) => peel_call(site, call, wrappers),
        _ => None,
    }
}

/// The same for a call.
pub fn peel_call<'a>(site: &Site<'_, 'a>, call: &'a ExprCall, wrappers: &Wrappers) -> Option<Peeled<'a>> {
    let [argument] = call.arguments.args.as_ref() else { return None };
    if argument.is_starred_expr() {
        return None;
    }
    let name = site.qualified(&call.func);
    let keywords = &call.arguments.keywords;
    let peeled = match name.as_deref() {
        Some("pyodide.ffi.to_js") => {
            let is_usual = keywords.iter().all(|keyword| {
                keyword.arg.as_ref().is_some_and(|name| name.as_str() == "dict_converter")
                    && site.qualified(&keyword.value).as_deref() == Some("js.Object.fromEntries")
            });
            is_usual.then_some(Peeled { inner: argument, call: None })
        }
        Some("js.Object.fromEntries") if keywords.is_empty() => entries(site, argument, wrappers),
        Some("js.JSON.parse") if keywords.is_empty() => dumped(site, argument),
        _ if keywords.is_empty() && wrappers.is_call(site, call) => Some(Peeled { inner: argument, call: None }),
        _ => None,
    }?;
    if peeled.call.is_some() {
        return Some(peeled);
    }
    let deeper = peel(site, peeled.inner, wrappers).unwrap_or(peeled);
    Some(match deeper.inner {
        // A tuple cannot be sent, `to_js` made a list of it.
        Expr::Tuple(_) if deeper.call.is_none() => Peeled { call: Some("list"), ..deeper },
        _ => deeper,
    })
}

/// The argument of `Object.fromEntries`.
fn entries<'a>(site: &Site<'_, 'a>, argument: &'a Expr, wrappers: &Wrappers) -> Option<Peeled<'a>> {
    if let Expr::Call(call) = argument
        && let Expr::Attribute(attribute) = call.func.as_ref()
        && attribute.attr.as_str() == "items"
        && call.arguments.is_empty()
    {
        return Some(Peeled { inner: &attribute.value, call: None });
    }
    let inner = peel(site, argument, wrappers).map_or(argument, |peeled| peeled.inner);
    match (inner, site.value(inner)) {
        (Expr::Dict(_) | Expr::DictComp(_), _) | (_, Value::Mapping(_)) => Some(Peeled { inner, call: None }),
        (_, value) if value.is_python() => Some(Peeled { inner, call: Some("dict") }),
        _ => None,
    }
}

/// The argument of `json.dumps` inside `JSON.parse`.
fn dumped<'a>(site: &Site<'_, 'a>, argument: &'a Expr) -> Option<Peeled<'a>> {
    let Expr::Call(call) = argument else { return None };
    let [inner] = call.arguments.args.as_ref() else { return None };
    let is_plain = call.arguments.keywords.is_empty() && site.qualified(&call.func).as_deref() == Some("json.dumps");
    is_plain.then_some(Peeled { inner, call: None })
}

/// Whether a value may hold a tuple, which cannot be sent, or a set.
pub fn holds_tuple(expression: &Expr) -> bool {
    match expression {
        Expr::Tuple(_) | Expr::Set(_) | Expr::SetComp(_) | Expr::Generator(_) => true,
        Expr::List(list) => list.elts.iter().any(holds_tuple),
        Expr::Dict(dict) => dict.items.iter().any(|item| holds_tuple(&item.value)),
        Expr::ListComp(node) => holds_tuple(&node.elt),
        Expr::DictComp(node) => holds_tuple(&node.value),
        Expr::If(branch) => holds_tuple(&branch.body) || holds_tuple(&branch.orelse),
        Expr::BoolOp(operation) => operation.values.iter().any(holds_tuple),
        Expr::Starred(starred) => holds_tuple(&starred.value),
        Expr::Call(call) => match call.func.as_ref() {
            Expr::Name(name) => {
                ["tuple", "set", "frozenset", "zip", "enumerate", "map", "filter", "reversed", "bytearray", "range"]
                    .contains(&name.id.as_str())
                    || (["list", "sorted"].contains(&name.id.as_str()) && call.arguments.args.iter().any(holds_tuple))
            }
            Expr::Attribute(attribute) => ["items", "keys", "values"].contains(&attribute.attr.as_str()),
            _ => false,
        },
        _ => false,
    }
}
