//! PW401: what bindings give is plain Python: conversions of it go.
//! Border: results of D1, KV, R2, queues, AI, Vectorize, stubs and storage, wherever they go; values that cannot be
//! traced are proposed for review.
use ruff_python_ast::{Expr, ExprAttribute, Stmt};
use ruff_text_size::{Ranged, TextRange};

use crate::codemods::request::is_inside_converter;
use crate::codemods::rewriting::{Fix, Fixes, Kind, Outcome, Site, conversions, dot, each_site};
use crate::codemods::values::{Platform, Value};
use crate::codemods::{Codemod, Context, Meta, Proposals};
use crate::plan::{Edit, Rule};
use crate::python::bytes;

/// The codemod.
pub struct NativeBindings;

static META: Meta = Meta {
    rule: Rule::new("PW401", "native-bindings"),
    summary: "what bindings give needs no conversion",
    page: include_str!("../../../codemods/PW401-native-bindings/page.md"),
    needles: &["to_py", "stringify", "Object", "Array", ".length", "object_", ".keys", ".values", ".items"],
};

impl Codemod for NativeBindings {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        let own_to_py = defines_to_py(context);
        each_site(context, &META.rule, proposals, &mut |site, fixes, proposals| {
            if is_inside_converter(site, context.converters()) {
                return;
            }
            match conversions(site, Kind::Native, own_to_py) {
                Some(Outcome::Fix(fix)) => fixes.add(site, fix),
                Some(Outcome::Manual(reason, next)) => fixes.manual(proposals, site.expression.start(), reason, next),
                None => {
                    if let Expr::Attribute(attribute) = site.expression {
                        shadowed(site, attribute, fixes);
                    }
                }
            }
        });
    }
}

/// Whether a class of the project has a `to_py` of its own.
fn defines_to_py(context: &Context<'_>) -> bool {
    use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
    struct Search(bool);
    impl<'a> StatementVisitor<'a> for Search {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            self.0 |= matches!(statement, Stmt::FunctionDef(function) if function.name.as_str() == "to_py");
            walk_stmt(self, statement);
        }
    }
    let mut search = Search(false);
    for (path, module) in context.modules.iter() {
        if context.modules.is_reached(path) {
            search.visit_body(&module.syntax().body);
        }
    }
    search.0
}

/// Names that a dictionary has already: `listing.keys` is its method, not the field.
const TAKEN: &[&str] =
    &["keys", "values", "items", "get", "pop", "popitem", "copy", "update", "clear", "setdefault", "fromkeys"];

/// `listing.keys` becomes `listing["keys"]`.
fn shadowed(site: &Site<'_, '_>, attribute: &ExprAttribute, fixes: &mut Fixes<'_>) {
    let name = attribute.attr.as_str();
    let is_native = matches!(
        site.value(attribute.value.as_ref()),
        Value::Platform(Platform::Native | Platform::QueryResult | Platform::Listing)
    );
    if !TAKEN.contains(&name) || !is_native || site.is_callee() || !attribute.ctx.is_load() {
        return;
    }
    let range = TextRange::new(dot(site.module, attribute), attribute.end());
    if site.module.has_comment(range) {
        return;
    }
    let edits = vec![Edit::replace(bytes(&range), format!("[{}]", site.quoted(name)))];
    let reason =
        format!("What a binding gives is a dictionary today, and `.{name}` of a dictionary is its own method.");
    fixes.add(site, Fix::safe(format!("`.{name}` becomes a subscript"), reason, edits));
}
