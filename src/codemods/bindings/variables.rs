//! PW406: a JSON variable is a JavaScript object: subscripts of it raise.
//! Border: reports; in no era did it work.
use ruff_python_ast::Expr;
use ruff_text_size::Ranged;

use crate::codemods::rewriting::each_site;
use crate::codemods::values::{Platform, Value};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::Rule;

/// The codemod.
pub struct JsonVariables;

static META: Meta = Meta {
    rule: Rule::new("PW406", "json-variables"),
    summary: "JSON variables are JavaScript objects",
    page: include_str!("../../../codemods/PW406-json-variables/page.md"),
    needles: &[],
};

impl Codemod for JsonVariables {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            if let Expr::Subscript(subscript) = site.expression
                && *site.value(subscript.value.as_ref()) == Value::Platform(Platform::JsonVariable)
            {
                let name = site.module.slice(subscript.value.as_ref());
                fixes.note(
                    proposals,
                    subscript.start(),
                    format!("`{name}` is a JSON variable, which arrives as a JavaScript object: a subscript raises TypeError. Read an attribute, or `{name}.to_py()` first."),
                );
            }
        });
    }
}
