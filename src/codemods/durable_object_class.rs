//! PW104: Durable Object classes derive from the SDK's class and let it set `self.ctx` and `self.env`.
//! Border: the class's bases and `__init__`; its handlers' names and signatures are PW102's and PW103's.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt, StmtAssign, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::{Edit, Rule, Safety};
use crate::python::{Module, bytes};

use super::environment::{ParameterUse, insert_first, parameter_use};
use super::facts::{ClassRole, WorkerClass, find_class};
use super::proposal::Import;
use super::{Action, Codemod, Context, Meta, Proposal, Proposals, place, signature};

/// The codemod.
pub struct DurableObjectClass;

static META: Meta = Meta {
    rule: Rule::new("PW104", "durable-object-class"),
    summary: "Durable Objects derive from DurableObject and call its __init__",
    page: include_str!("../../codemods/PW104-durable-object-class/page.md"),
    needles: &["__init__", "fetch", "DurableObject"],
};

impl Codemod for DurableObjectClass {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        for class in &context.facts.classes {
            if class.role != ClassRole::DurableObject {
                continue;
            }
            let Some(module) = context.modules.get(&class.path) else { continue };
            let Some(definition) = find_class(module, class.range) else { continue };
            propose_class(context, module, class, definition, proposals);
        }
    }
}

fn propose_class(
    context: &Context<'_>,
    module: &Module,
    class: &WorkerClass,
    definition: &StmtClassDef,
    proposals: &mut Proposals,
) {
    let at = place(&class.path, module, definition.name.start());
    let mut edits = Vec::new();
    let mut imports = Vec::new();
    let mut done = Vec::new();
    if !class.derives {
        match definition.arguments.as_deref() {
            None => edits.push(Edit::insert(definition.name.end().to_usize(), "(DurableObject)")),
            Some(arguments) if arguments.args.is_empty() && arguments.keywords.is_empty() => {
                edits.push(Edit::replace(bytes(&arguments.range), "(DurableObject)"));
            }
            Some(_) => {
                proposals.manual(
                    &META.rule,
                    at,
                    format!(
                        "`{}` is bound as a Durable Object, and its base classes could not be followed",
                        class.name
                    ),
                    "let it derive from workers.DurableObject, and call super().__init__(ctx, env)",
                );
                return;
            }
        }
        imports.push(Import::of("workers", "DurableObject"));
        done.push("derives from DurableObject");
    }
    if let Some(initializer) = initializer(definition)
        && !calls_super(initializer)
    {
        match initialize(context, module, class, definition, initializer) {
            Some(found) => {
                edits.extend(found);
                done.push("calls super().__init__");
            }
            None => proposals.manual(
                &META.rule,
                place(&class.path, module, initializer.name.start()),
                format!(
                    "`{}.__init__` does not call super().__init__ and takes its arguments in an unusual way",
                    class.name
                ),
                "call super().__init__(ctx, env) first",
            ),
        }
    }
    if edits.is_empty() {
        return;
    }
    let mut actions = vec![Action::edit(&class.path, edits)];
    if !imports.is_empty() {
        actions.push(Action::Imports { path: class.path.clone(), add: imports, retire: Vec::new() });
    }
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: at,
        subject: class.name.clone(),
        title: format!("{} {}", class.name, done.join(" and ")),
        reason:
            "The SDK's DurableObject sets self.ctx and self.env, and wraps storage so that values are plain Python."
                .to_owned(),
        safety: Safety::Safe,
        needs: vec!["PW501", "PW510"],
        actions,
    });
}

fn initializer(class: &StmtClassDef) -> Option<&StmtFunctionDef> {
    class.body.iter().find_map(|statement| match statement {
        Stmt::FunctionDef(function) if function.name.as_str() == "__init__" => Some(function),
        _ => None,
    })
}

fn calls_super(function: &StmtFunctionDef) -> bool {
    struct Finder(bool);
    impl<'a> Visitor<'a> for Finder {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Attribute(attribute) = expression
                && attribute.attr.as_str() == "__init__"
            {
                self.0 = true;
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder(false);
    finder.visit_body(&function.body);
    finder.0
}

/// The edits that let `__init__` call the SDK's, with `state` called `ctx` where that is only a matter of names.
fn initialize(
    context: &Context<'_>,
    module: &Module,
    class: &WorkerClass,
    definition: &StmtClassDef,
    function: &StmtFunctionDef,
) -> Option<Vec<Edit>> {
    let positional = signature::positional(function);
    let [receiver, state, env] = positional.as_slice() else { return None };
    if !signature::is_plain(module, function) || !function.decorator_list.is_empty() {
        return None;
    }
    let (receiver, state_name, env_name) = (receiver.name().as_str(), state.name().as_str(), env.name().as_str());
    let mut edits = Vec::new();
    let mut first = state_name.to_owned();
    if state_name != "ctx" {
        match parameter_use(module, function, state_name, "ctx", "ctx") {
            ParameterUse::Unused => {
                edits.push(Edit::replace(bytes(&state.name().range), "ctx"));
                first = "ctx".to_owned();
            }
            ParameterUse::Read(renamed) => {
                edits.push(Edit::replace(bytes(&state.name().range), "ctx"));
                edits.extend(renamed);
                first = "ctx".to_owned();
            }
            ParameterUse::Local => {}
        }
    }
    // `self.state = state` and `self.env = env` say what the SDK's class does by itself.
    let keeps = |assign: &StmtAssign, attribute: &str, name: &str| {
        matches!(assign.targets.as_slice(), [Expr::Attribute(target)]
            if target.attr.as_str() == attribute && is_name(&target.value, receiver))
            && is_name(&assign.value, name)
    };
    let mut replaced: Vec<&StmtAssign> = Vec::new();
    let mut state_attribute: Option<String> = None;
    for statement in &function.body {
        let Stmt::Assign(assign) = statement else { continue };
        if keeps(assign, "env", env_name) {
            replaced.push(assign);
        }
        for attribute in ["ctx", "state", "_state", "_ctx"] {
            if keeps(assign, attribute, state_name) {
                if attribute == "ctx" {
                    replaced.push(assign);
                } else if let Some(renamed) =
                    rename_attribute(context, module, class, definition, receiver, attribute, assign.range)
                {
                    edits.extend(renamed);
                    replaced.push(assign);
                    state_attribute = Some(attribute.to_owned());
                }
            }
        }
    }
    let call = format!("super().__init__({first}, {env_name})");
    // The call takes the place of the first of the statements that it makes unnecessary, if that comes first.
    let leading = function
        .body
        .iter()
        .find(|statement| !matches!(statement, Stmt::Expr(expression) if expression.value.is_string_literal_expr()));
    let replaces_first = replaced.iter().find(|assign| leading.is_some_and(|leading| leading.range() == assign.range));
    match replaces_first {
        Some(assign) => edits.push(Edit::replace(bytes(&assign.range), call)),
        None => edits.extend(insert_first(module, function, &[call], "")),
    }
    for assign in &replaced {
        if replaces_first.is_none_or(|first| first.range != assign.range) {
            edits.push(remove_line(module, assign.range)?);
        }
    }
    // Reads inside the removed statements need no new names.
    let gone: Vec<TextRange> = replaced.iter().map(|assign| assign.range).collect();
    edits.retain(|edit| {
        !gone.iter().any(|range| {
            let range = bytes(range);
            range.start <= edit.start && edit.end <= range.end && (range.start, range.end) != (edit.start, edit.end)
        })
    });
    let _ = state_attribute;
    Some(edits)
}

fn is_name(expression: &Expr, name: &str) -> bool {
    matches!(expression, Expr::Name(found) if found.id.as_str() == name)
}

/// `self.state` as `self.ctx` in the whole class, if nothing else can mean that attribute.
fn rename_attribute(
    context: &Context<'_>,
    module: &Module,
    class: &WorkerClass,
    definition: &StmtClassDef,
    receiver: &str,
    attribute: &str,
    assignment: TextRange,
) -> Option<Vec<Edit>> {
    struct Finder<'n> {
        attribute: &'n str,
        receiver: &'n str,
        own: Vec<TextRange>,
        other: bool,
    }
    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Attribute(found) = expression {
                let is_own = matches!(found.value.as_ref(), Expr::Name(name) if name.id.as_str() == self.receiver);
                if is_own && found.attr.as_str() == "ctx" {
                    self.other = true;
                }
                if found.attr.as_str() == self.attribute {
                    if is_own && found.ctx == ruff_python_ast::ExprContext::Load {
                        self.own.push(found.attr.range);
                    } else {
                        self.other |= !is_own || found.ctx != ruff_python_ast::ExprContext::Load;
                    }
                }
            }
            visitor::walk_expr(self, expression);
        }
    }
    let mut finder = Finder { attribute, receiver, own: Vec::new(), other: false };
    for statement in &definition.body {
        if let Stmt::FunctionDef(method) = statement {
            for inner in &method.body {
                if inner.range() != assignment {
                    finder.visit_stmt(inner);
                }
            }
        } else {
            finder.visit_stmt(statement);
        }
    }
    let quoted =
        module.text().contains(&format!("\"{attribute}\"")) || module.text().contains(&format!("'{attribute}'"));
    let derived =
        context.facts.classes.iter().any(|other| {
            other.range != class.range && other.role == ClassRole::DurableObject && other.path == class.path
        });
    if finder.other || quoted || derived {
        return None;
    }
    Some(finder.own.into_iter().map(|range| Edit::replace(bytes(&range), "ctx")).collect())
}

/// Removes the whole line of a statement that stands alone on it.
fn remove_line(module: &Module, range: TextRange) -> Option<Edit> {
    let line = module.lines.line(range.start().to_usize());
    let last = module.lines.line(range.end().to_usize());
    let (start, end) = (module.lines.start(line), module.lines.end(last));
    let before = &module.text()[start..range.start().to_usize()];
    let after = module.text()[range.end().to_usize()..end].trim();
    (before.trim().is_empty() && (after.is_empty() || after.starts_with('#'))).then(|| Edit::delete(start..end))
}
