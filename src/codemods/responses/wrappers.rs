//! Conversions that stand around a Python value only to bring it to JavaScript.
//! Border: recognises them and says what lies inside; whether they may go is the planner's decision.
use camino::Utf8Path;
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use super::project::Project;

/// What kind of JavaScript value the outermost conversion makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// `Headers`, which the SDK takes as it is.
    Headers,
    /// A plain object, array or iterator, which the SDK refuses as headers.
    Plain,
}

/// A value under one or more conversions.
#[derive(Debug, Clone, Copy)]
pub struct Wrapped<'a> {
    /// What lies inside; `None` for `Headers.new()`.
    pub inner: Option<&'a Expr>,
    /// The inner value with parentheses of its own.
    pub range: TextRange,
    /// What the outermost conversion makes.
    pub made: Made,
}

/// Takes all conversions off `expression`; `None` if there are none.
pub fn unwrap<'a>(project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) -> Option<Wrapped<'a>> {
    let mut found = one(project, path, expression)?;
    while let Some(inner) = found.inner
        && let Some(next) = one(project, path, inner)
        && next.inner.is_some()
    {
        found = Wrapped { made: found.made, ..next };
    }
    Some(found)
}

/// Takes one conversion off.
fn one<'a>(project: &Project<'a>, path: &'a Utf8Path, expression: &'a Expr) -> Option<Wrapped<'a>> {
    let Expr::Call(call) = expression else { return None };
    let file = project.file(path)?;
    let wrapped = |inner: &'a Expr, made| {
        // Inside the call's own brackets, so that those are not taken for the value's.
        let arguments = call.arguments.range;
        let bounds = TextRange::new(arguments.start() + ruff_text_size::TextSize::new(1), arguments.end());
        let range = file.module.with_parentheses(inner, bounds);
        Some(Wrapped {
            inner: Some(inner),
            range: if range.end() < arguments.end() { range } else { inner.range() },
            made,
        })
    };
    let only = || match (&*call.arguments.args, &*call.arguments.keywords) {
        ([value], []) if !value.is_starred_expr() => Some(value),
        _ => None,
    };
    let first =
        || call.arguments.args.first().filter(|value| call.arguments.args.len() == 1 && !value.is_starred_expr());
    match file.module.scopes.qualified(&call.func).as_deref() {
        Some("pyodide.ffi.to_js" | "pyodide.to_js") => return wrapped(first()?, Made::Plain),
        Some("js.Object.fromEntries") => return wrapped(only()?, Made::Plain),
        Some("js.Headers.new") if call.arguments.args.is_empty() && call.arguments.keywords.is_empty() => {
            return Some(Wrapped { inner: None, range: call.range(), made: Made::Headers });
        }
        Some("js.Headers.new") => return wrapped(only()?, Made::Headers),
        Some("js.JSON.parse") => {
            let Expr::Call(dumps) = only()? else { return None };
            if file.module.scopes.qualified(&dumps.func).as_deref() != Some("json.dumps") {
                return None;
            }
            let inner = dumps.arguments.args.first().filter(|_| dumps.arguments.args.len() == 1)?;
            let bounds = TextRange::new(
                dumps.arguments.range.start() + ruff_text_size::TextSize::new(1),
                dumps.arguments.range.end(),
            );
            let range = file.module.with_parentheses(inner, bounds);
            let range = if range.end() < dumps.arguments.range.end() { range } else { inner.range() };
            return Some(Wrapped { inner: Some(inner), range, made: Made::Plain });
        }
        _ => {}
    }
    if let Expr::Attribute(attribute) = call.func.as_ref()
        && attribute.attr.as_str() == "items"
        && call.arguments.is_empty()
    {
        let bounds = TextRange::new(call.start(), attribute.attr.start());
        let range = file.module.with_parentheses(attribute.value.as_ref(), bounds);
        return Some(Wrapped { inner: Some(&attribute.value), range, made: Made::Plain });
    }
    let callees = project.callees(path, call)?;
    let is_converter = callees.iter().all(|(path, function)| is_converter(project, path, function));
    if is_converter { wrapped(only()?, Made::Plain) } else { None }
}

/// Whether a function of the project only hands its one parameter to `to_js`, or takes it through JSON.
fn is_converter(project: &Project<'_>, path: &Utf8Path, function: &StmtFunctionDef) -> bool {
    let Some(file) = project.file(path) else { return false };
    let mut body = function.body.iter().filter(|statement| {
        !matches!(statement, Stmt::Expr(expression) if expression.value.is_string_literal_expr())
            && !matches!(statement, Stmt::ImportFrom(_) | Stmt::Import(_))
    });
    let (Some(Stmt::Return(returned)), None) = (body.next(), body.next()) else { return false };
    let Some(Expr::Call(outer)) = returned.value.as_deref() else { return false };
    let scopes = &file.module.scopes;
    let ExprCall { func, arguments, .. } = match (scopes.qualified(&outer.func).as_deref(), &*outer.arguments.args) {
        (Some("js.JSON.parse"), [Expr::Call(inner)]) => inner,
        _ => outer,
    };
    let is_to_js = match scopes.qualified(func).as_deref() {
        Some("pyodide.ffi.to_js" | "pyodide.to_js") => true,
        Some("json.dumps") => !std::ptr::eq(func, &outer.func),
        _ => false,
    };
    let mut parameters = function.parameters.iter().map(|parameter| parameter.name().as_str());
    let (Some(parameter), None) = (parameters.next(), parameters.next()) else { return false };
    is_to_js
        && function.decorator_list.is_empty()
        && matches!(&*arguments.args, [Expr::Name(name)] if name.id.as_str() == parameter)
}
