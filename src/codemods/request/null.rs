//! PW206: what is missing in a URL's parameters or a form is `jsnull`, which a test against `None` does not find.
//! Border: reports and proposes the test; where the value goes from there is for a person to see.
use ruff_python_ast::{CmpOp, Expr};
use ruff_text_size::Ranged;

use crate::codemods::rewriting::{Fix, each_site, member_name_in, scope_of};
use crate::codemods::values::{Platform, Value};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct NullTests;

static META: Meta = Meta {
    rule: Rule::new("PW206", "null-tests"),
    summary: "missing URL parameters and form fields are jsnull, not None",
    page: include_str!("../../../codemods/PW206-null-tests/page.md"),
    needles: &["None"],
};

impl Codemod for NullTests {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            let Expr::Compare(comparison) = site.expression else { return };
            let ([operator], [right]) = (comparison.ops.as_ref(), comparison.comparators.as_ref()) else { return };
            if !matches!(operator, CmpOp::Is | CmpOp::IsNot | CmpOp::Eq | CmpOp::NotEq) {
                return;
            }
            let left = comparison.left.as_ref();
            let (tested, none) = match (left.is_none_literal_expr(), right.is_none_literal_expr()) {
                (false, true) => (left, right),
                (true, false) => (right, left),
                _ => return,
            };
            let what = match site.value(tested) {
                Value::Platform(Platform::SearchValue) => "a URL parameter",
                Value::Platform(Platform::FormValue) => "a form field",
                _ => return,
            };
            let reason = format!(
                "{} that is missing is jsnull today, not None: this test never finds it. See where else the value goes.",
                capitalised(what)
            );
            match member_name_in(site.module, scope_of(site), "pyodide.ffi", "jsnull") {
                Some((name, import)) => {
                    let edits = vec![Edit::replace(bytes(none), name)];
                    let fix = Fix::review("the test is against jsnull", reason, edits);
                    fixes.add(site, fix.importing(import));
                }
                None => fixes.manual(proposals, site.expression.start(), reason, "test against pyodide.ffi.jsnull"),
            }
        });
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
