//! Methods of one line that call a handler which stays a function.
//! Border: how the function is called; whether it stays is PW101's decision.
use camino::Utf8Path;
use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};

use crate::python::{Module, SiteKind};

use super::facts::{Form, GlobalHandler, find_function_anywhere, function};
use super::{Context, Event, signature};

/// How the result of a function is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calling {
    /// `await` it.
    Async,
    /// Take it as it is.
    Sync,
    /// Not known: await it if it can be awaited.
    Unknown,
}

/// A function that a method calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callee {
    name: String,
    /// What the function calls its first parameter.
    first: Option<String>,
    calling: Calling,
    /// How many of request, env and ctx it takes.
    arguments: usize,
}

impl Callee {
    /// Whether it was found out how to call it.
    pub fn is_known(&self) -> bool {
        self.calling != Calling::Unknown
    }
}

/// How the handler `global` has to be called.
pub fn callee<'a>(context: &Context<'a>, entry: &'a Module, global: &GlobalHandler) -> Callee {
    let unknown = Callee { name: global.name.clone(), first: None, calling: Calling::Unknown, arguments: 3 };
    match &global.form {
        Form::Plain(range) => function(entry, *range).map_or(unknown, |function| of_function(&global.name, function)),
        Form::Imported { path, function: range } => context
            .modules
            .get(path)
            .and_then(|module| function(module, *range))
            .map_or(unknown, |function| of_function(&global.name, function)),
        Form::Other => of_other(context, entry, global).unwrap_or(unknown),
    }
}

fn of_function(name: &str, function: &StmtFunctionDef) -> Callee {
    let arguments = if function.parameters.vararg.is_some() { 3 } else { signature::positional(function).len().min(3) };
    let calling = if function.is_async { Calling::Async } else { Calling::Sync };
    let first = signature::positional(function).first().map(|first| first.name().to_string());
    Callee { name: name.to_owned(), first, calling, arguments }
}

/// Several definitions that agree, a lambda, another name for a function, or what a factory of the module returns.
fn of_other<'a>(context: &Context<'a>, entry: &'a Module, global: &GlobalHandler) -> Option<Callee> {
    let binding = entry.scopes.binding(global.binding);
    let mut callees = binding.sites.iter().map(|site| match &site.kind {
        SiteKind::Function(range) => {
            find_function_anywhere(entry, *range).map(|function| of_function(&global.name, function))
        }
        SiteKind::Assignment => {
            let value = assigned(&entry.syntax().body, site.range)?;
            of_value(context, &context.worker.main, entry, &global.name, value, 0)
        }
        _ => None,
    });
    let first = callees.next()??;
    callees.all(|callee| callee.as_ref() == Some(&first)).then_some(first)
}

fn of_value<'a>(
    context: &Context<'a>,
    path: &'a Utf8Path,
    entry: &'a Module,
    name: &str,
    value: &Expr,
    depth: usize,
) -> Option<Callee> {
    if depth > 4 {
        return None;
    }
    match value {
        Expr::Lambda(lambda) => {
            let parameters = lambda.parameters.as_deref();
            let arguments = parameters.map_or(0, |parameters| parameters.posonlyargs.len() + parameters.args.len());
            // What a lambda returns may be a coroutine.
            Some(Callee { name: name.to_owned(), first: None, calling: Calling::Unknown, arguments: arguments.min(3) })
        }
        Expr::Name(other) => {
            let (_, _, definition) = named_function(context, path, entry, other.range.start())?;
            Some(of_function(name, definition))
        }
        Expr::Call(call) => {
            let Expr::Name(factory) = call.func.as_ref() else { return None };
            let (path, module, factory) = named_function(context, path, entry, factory.range.start())?;
            if factory.is_async {
                return None;
            }
            // The factory's last statement returns a function defined inside it.
            let Some(Stmt::Return(returned)) = factory.body.last() else { return None };
            match returned.value.as_deref()? {
                Expr::Name(inner) => {
                    let definition = factory.body.iter().find_map(|statement| match statement {
                        Stmt::FunctionDef(function) if function.name.as_str() == inner.id.as_str() => Some(function),
                        _ => None,
                    })?;
                    Some(of_function(name, definition))
                }
                value => of_value(context, path, module, name, value, depth + 1),
            }
        }
        _ => None,
    }
}

/// The function that a name of a module stands for, followed through imports from files of the project.
fn named_function<'a>(
    context: &Context<'a>,
    path: &'a Utf8Path,
    module: &'a Module,
    offset: ruff_text_size::TextSize,
) -> Option<(&'a Utf8Path, &'a Module, &'a StmtFunctionDef)> {
    let binding = module.scopes.binding(module.scopes.meaning(offset)?);
    let [site] = binding.sites.as_slice() else { return None };
    match &site.kind {
        SiteKind::Function(range) => find_function_anywhere(module, *range).map(|function| (path, module, function)),
        SiteKind::Import(import) => {
            let other = context.modules.resolve(path, &import.module)?;
            let module = context.modules.get(other)?;
            let id = module.scopes.lookup(module.scopes.module(), import.member.as_deref()?)?;
            match module.scopes.binding(id).sites.as_slice() {
                [site] => match site.kind {
                    SiteKind::Function(range) => function(module, range).map(|function| (other, module, function)),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}

fn assigned(body: &[Stmt], target: ruff_text_size::TextRange) -> Option<&Expr> {
    body.iter().find_map(|statement| match statement {
        Stmt::Assign(assign) => match assign.targets.as_slice() {
            [Expr::Name(name)] if name.range == target => Some(assign.value.as_ref()),
            _ => None,
        },
        Stmt::AnnAssign(assign) => match assign.target.as_ref() {
            Expr::Name(name) if name.range == target => assign.value.as_deref(),
            _ => None,
        },
        _ => None,
    })
}

/// The method that calls `callee`, indented by `outer` and, inside, by `inner` more; without a final line end.
pub fn method(event: Event, callee: &Callee, outer: &str, inner: &str, newline: &str) -> String {
    let usable = |name: &&str| !matches!(*name, "self" | "env" | "ctx");
    let first = callee.first.as_deref().filter(usable).unwrap_or_else(|| event.first_parameter());
    let strict = if event.names_environment() { ", env=None, ctx=None" } else { "" };
    let inner = if outer.contains('\t') {
        "\t"
    } else if outer.is_empty() {
        inner
    } else {
        outer
    };
    let arguments = [first, "self.env", "self.ctx"][..callee.arguments].join(", ");
    let call = format!("{}({arguments})", callee.name);
    let body = match callee.calling {
        Calling::Async => format!("return await {call}"),
        Calling::Sync => format!("return {call}"),
        Calling::Unknown => {
            format!(
                "result = {call}{newline}{outer}{inner}return await result if hasattr(result, \"__await__\") else result"
            )
        }
    };
    let keyword = if callee.calling == Calling::Sync { "def" } else { "async def" };
    format!("{outer}{keyword} {}(self, {first}{strict}):{newline}{outer}{inner}{body}", event.method())
}
