//! Tests for JavaScript objects of values that are plain Python today: `x.to_py() if hasattr(x, "to_py") else x`.
//! Border: takes the test and the way it no longer leads to away; conversions without a test are `plain`'s.
use ruff_python_ast::{AnyNodeRef, BoolOp, Expr, Stmt, StmtIf, UnaryOp};
use ruff_text_size::Ranged;

use crate::codemods::values::literal_text;

use super::plain::{Kind, Known, describe, known};
use super::statements::{drop_assignment, remove_statement};
use super::text::unwrap;
use super::{Fix, Outcome, Site};

/// What to do about a test at `site`, if the value that is tested is of the wanted kind.
pub fn proxy_tests(site: &Site<'_, '_>, kind: Kind, own_to_py: bool) -> Option<Outcome> {
    if own_to_py {
        // An object of the project's own may be what has such a method.
        return None;
    }
    match (site.expression, site.ancestors.last()) {
        (Expr::If(branch), _) => {
            let (subject, says_proxy) = tested(site, &branch.test)?;
            let (kept, dropped) =
                if says_proxy { (&branch.orelse, &branch.body) } else { (&branch.body, &branch.orelse) };
            if !is_plain(site, subject, kind) || !converts(site, dropped, subject) {
                return None;
            }
            let edits = drop_assignment(site, kept).or_else(|| unwrap(site, site.expression, kept));
            Some(outcome(site, subject, edits))
        }
        (test, Some(AnyNodeRef::StmtIf(branch))) if branch.test.range() == test.range() => {
            let (subject, says_proxy) = tested(site, test)?;
            let only_converts = branch.elif_else_clauses.is_empty()
                && branch.body.iter().all(|statement| is_conversion_of(site, statement, subject));
            if !says_proxy || !only_converts || !is_plain(site, subject, kind) {
                return None;
            }
            Some(outcome(site, subject, remove_if(site, branch)))
        }
        _ => None,
    }
}

fn outcome(site: &Site<'_, '_>, subject: &Expr, edits: Option<Vec<crate::plan::Edit>>) -> Outcome {
    let reason = format!("{}; it is never a JsProxy.", describe(site.value(subject)));
    match edits {
        Some(edits) => Outcome::Fix(Fix::safe("the test for a proxy goes", reason, edits)),
        None => Outcome::Manual(reason, "take the test away; a comment stands in the way".to_owned()),
    }
}

fn is_plain(site: &Site<'_, '_>, subject: &Expr, kind: Kind) -> bool {
    known(site.value(subject), kind) == Some(Known::Plain)
}

/// What a test asks about, and whether it is true for JavaScript objects (else for everything but those).
fn tested<'a>(site: &Site<'_, 'a>, test: &'a Expr) -> Option<(&'a Expr, bool)> {
    match test {
        Expr::UnaryOp(negated) if negated.op == UnaryOp::Not => {
            tested(site, &negated.operand).map(|(subject, says_proxy)| (subject, !says_proxy))
        }
        // `x and hasattr(x, "to_py")` cannot be true where its last part cannot.
        Expr::BoolOp(operation) if operation.op == BoolOp::And => {
            operation.values.iter().find_map(|part| tested(site, part).filter(|(_, says_proxy)| *says_proxy))
        }
        Expr::Call(call) => {
            let [subject, what] = call.arguments.args.as_ref() else { return None };
            let scopes = &site.module.scopes;
            let by_name = scopes.is_builtin(&call.func, "hasattr") && literal_text(what) == Some("to_py");
            let by_class = scopes.is_builtin(&call.func, "isinstance")
                && site.qualified(what).is_some_and(|name| name.starts_with("pyodide.") && name.ends_with(".JsProxy"));
            (by_name || by_class).then_some((subject, true))
        }
        _ => None,
    }
}

/// Whether an expression is made of a conversion of `subject`.
fn converts(site: &Site<'_, '_>, expression: &Expr, subject: &Expr) -> bool {
    let (text, subject) = (site.module.slice(expression), site.module.slice(subject));
    text.contains(&format!("{subject}.to_py(")) || (text.contains("stringify(") && text.contains(subject))
}

/// `x = x.to_py()`.
fn is_conversion_of(site: &Site<'_, '_>, statement: &Stmt, subject: &Expr) -> bool {
    let Stmt::Assign(assignment) = statement else { return false };
    let [target] = assignment.targets.as_slice() else { return false };
    site.module.slice(target) == site.module.slice(subject) && converts(site, &assignment.value, subject)
}

fn remove_if(site: &Site<'_, '_>, branch: &StmtIf) -> Option<Vec<crate::plan::Edit>> {
    if site.module.has_comment(branch.range) {
        return None;
    }
    remove_statement(site, branch)
}
