//! PW406: a JSON variable is a JavaScript object: its fields are attributes, a subscript raises.
//! Border: variables of the configuration that are no text; in no era did subscripts of them work.
use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::rewriting::{Fix, each_site};
use crate::codemods::values::{Platform, Value, literal_text};
use crate::codemods::workflow_steps::is_identifier;
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct JsonVariables;

static META: Meta = Meta {
    rule: Rule::new("PW406", "json-variables"),
    summary: "fields of JSON variables are attributes",
    page: include_str!("../../../codemods/PW406-json-variables/page.md"),
    needles: &["env"],
};

impl Codemod for JsonVariables {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if !context.holds_any(META.needles) {
            return;
        }
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            let Expr::Subscript(subscript) = site.expression else { return };
            let variable = subscript.value.as_ref();
            if *site.value(variable) != Value::Platform(Platform::JsonVariable)
                || subscript.slice.is_number_literal_expr()
            {
                return;
            }
            let name = site.module.slice(variable);
            let reason = format!(
                "`{name}` is a JSON value of the configuration, which arrives as a JavaScript object: a subscript raises TypeError."
            );
            let range = site.module.with_parentheses(variable, subscript.range);
            let range = TextRange::new(range.end(), subscript.end());
            match literal_text(&subscript.slice).filter(|key| is_identifier(key)) {
                Some(key) if !site.module.has_comment(range) => {
                    let edits = vec![Edit::replace(bytes(&range), format!(".{key}"))];
                    fixes.add(site, Fix::review(format!("`[\"{key}\"]` becomes an attribute"), reason, edits));
                }
                _ => fixes.manual(
                    proposals,
                    subscript.start(),
                    reason,
                    format!("read it with getattr, or from `{name}.to_py()`"),
                ),
            }
        });
    }
}
