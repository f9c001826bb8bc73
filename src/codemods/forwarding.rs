//! Functions that only hand what they get to another one: `return await on_fetch(request, env)`.
//! Border: recognises them; what becomes of them is the codemods' decision.
use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};

/// What a function calls with nothing but its own parameters (or `self.env`, `self.ctx`), if that is all it does.
pub fn forwards_to(function: &StmtFunctionDef) -> Option<&Expr> {
    let body = match function.body.split_first() {
        Some((Stmt::Expr(first), rest)) if first.value.is_string_literal_expr() => rest,
        _ => &function.body,
    };
    let value = match body {
        [Stmt::Return(returned)] => returned.value.as_deref()?,
        [Stmt::Expr(statement)] => &statement.value,
        _ => return None,
    };
    let call = match value {
        Expr::Await(awaited) => awaited.value.as_call_expr()?,
        other => other.as_call_expr()?,
    };
    let is_own = |expression: &Expr| match expression {
        Expr::Name(name) => function.parameters.iter().any(|parameter| parameter.name().as_str() == name.id.as_str()),
        Expr::Attribute(attribute) => {
            ["env", "ctx"].contains(&attribute.attr.as_str()) && attribute.value.is_name_expr()
        }
        _ => false,
    };
    let is_plain = function.decorator_list.is_empty()
        && call.arguments.keywords.is_empty()
        && call.arguments.args.iter().all(is_own);
    is_plain.then_some(call.func.as_ref())
}
