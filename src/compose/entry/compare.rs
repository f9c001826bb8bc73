//! Whether two pieces of code say the same, however they are written.
//! Border: syntax alone; layout, comments and quotes do not count.
use ruff_python_ast::comparable::{ComparableExpr, ComparableStmt};
use ruff_python_ast::{Expr, Stmt};

/// Whether two statements are the same.
pub(super) fn same(one: &Stmt, other: &Stmt) -> bool {
    ComparableStmt::from(one) == ComparableStmt::from(other)
}

/// Whether two expressions are the same.
pub(super) fn same_expression(one: &Expr, other: &Expr) -> bool {
    ComparableExpr::from(one) == ComparableExpr::from(other)
}
