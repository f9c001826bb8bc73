//! PW105: Workflow steps name what they depend on by their parameters, as today's SDK wants it.
//! Border: `@step.do(…)` decorators and the functions under them.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Arguments, Expr, ExprCall, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::plan::{Edit, Rule, Safety};
use crate::python::{Module, bytes};

use super::environment::{ParameterUse, parameter_use};
use super::facts::find_function_anywhere;
use super::{Action, Codemod, Context, Event, Meta, Proposal, Proposals, place, signature};

/// The codemod.
pub struct WorkflowSteps;

static META: Meta = Meta {
    rule: Rule::new("PW105", "workflow-steps"),
    summary: "depends=[...] of Workflow steps becomes parameter names",
    page: include_str!("../../codemods/PW105-workflow-steps/page.md"),
    needles: &["depends", "step.do"],
};

impl Codemod for WorkflowSteps {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        for handler in context.facts.handlers.iter().filter(|handler| handler.event == Event::Run) {
            let Some(module) = context.modules.get(&handler.path) else { continue };
            let Some(run) = find_function_anywhere(module, handler.function) else { continue };
            // The second parameter of `run(self, event, step)` is what makes steps.
            let Some(step) = signature::positional(run).get(2).map(|parameter| parameter.name().to_string()) else {
                continue;
            };
            for found in steps(run, &step) {
                convert(&handler.path, module, run, &step, &found, proposals);
            }
        }
    }
}

/// A decorated step function.
struct Step<'a> {
    function: &'a StmtFunctionDef,
    call: &'a ExprCall,
}

fn steps<'a>(run: &'a StmtFunctionDef, step: &str) -> Vec<Step<'a>> {
    struct Finder<'n, 'a> {
        step: &'n str,
        found: Vec<Step<'a>>,
    }
    impl<'a> Visitor<'a> for Finder<'_, 'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if let Stmt::FunctionDef(function) = statement {
                for decorator in &function.decorator_list {
                    if let Expr::Call(call) = &decorator.expression
                        && let Expr::Attribute(attribute) = call.func.as_ref()
                        && attribute.attr.as_str() == "do"
                        && matches!(attribute.value.as_ref(), Expr::Name(name) if name.id.as_str() == self.step)
                    {
                        self.found.push(Step { function, call });
                    }
                }
            }
            visitor::walk_stmt(self, statement);
        }
        fn visit_expr(&mut self, _: &'a Expr) {}
    }
    let mut finder = Finder { step, found: Vec::new() };
    finder.visit_body(&run.body);
    finder.found
}

/// The `depends` list of a step, and the text range that goes with its comma.
fn depends(arguments: &Arguments) -> Option<(&Expr, TextRange)> {
    if let Some(keyword) = arguments.find_keyword("depends") {
        return Some((&keyword.value, keyword.range));
    }
    arguments.args.get(1).map(|value| (value, value.range()))
}

/// The name under which the SDK knows a step: the first argument, or the function's own name.
fn step_name(step: &Step<'_>) -> Option<String> {
    let first = step
        .call
        .arguments
        .args
        .first()
        .or_else(|| step.call.arguments.find_keyword("name").map(|keyword| &keyword.value));
    match first {
        None => Some(step.function.name.to_string()),
        Some(Expr::StringLiteral(literal)) => Some(literal.value.to_str().to_owned()),
        Some(Expr::NoneLiteral(_)) => Some(step.function.name.to_string()),
        Some(_) => None,
    }
}

fn convert(
    path: &camino::Utf8Path,
    module: &Module,
    run: &StmtFunctionDef,
    step: &str,
    found: &Step<'_>,
    proposals: &mut Proposals,
) {
    let Some((list, range)) = depends(&found.call.arguments) else { return };
    let at = place(path, module, range.start());
    let by_hand = |proposals: &mut Proposals, reason: String| {
        proposals.obstacle(
            &META.rule,
            at.clone(),
            reason,
            "name each parameter like the step whose result it takes, and remove `depends`",
        );
    };
    let all = steps(run, step);
    let dependencies = match list {
        Expr::List(list) => &list.elts,
        Expr::Tuple(tuple) => &tuple.elts,
        Expr::NoneLiteral(_) => &Vec::new(),
        _ => return by_hand(proposals, "the steps that this one depends on are not written as a list here".to_owned()),
    };
    let parameters: Vec<_> = signature::positional(found.function)
        .into_iter()
        .filter(|parameter| parameter.name().as_str() != "ctx")
        .collect();
    if parameters.len() != dependencies.len() || !signature::is_plain(module, found.function) {
        return by_hand(proposals, "the parameters of this step do not match its `depends` list".to_owned());
    }
    let mut edits = vec![remove_argument(module, &found.call.arguments, range)];
    let mut renamed = Vec::new();
    for (parameter, dependency) in parameters.iter().zip(dependencies) {
        let Expr::Name(name) = dependency else {
            return by_hand(proposals, "a step that this one depends on is not given by its name".to_owned());
        };
        let Some(target) = all.iter().find(|other| other.function.name.as_str() == name.id.as_str()) else {
            return by_hand(proposals, format!("`{}` is not a step of this run", name.id));
        };
        // The SDK looks parameters up by the *name of the step*, which need not be the function's.
        let wanted = match step_name(target) {
            Some(wanted) if is_identifier(&wanted) => wanted,
            _ => {
                return by_hand(
                    proposals,
                    format!(
                        "the step `{}` has a name that no parameter can have, and parameters are looked up by the name of the step; a new name lets running instances repeat it",
                        name.id
                    ),
                );
            }
        };
        let old = parameter.name().as_str();
        if old == wanted {
            continue;
        }
        let inner = module.scopes.opened_by(found.function.range);
        let clashes = inner.is_some_and(|scope| {
            module.scopes.lookup(scope, &wanted).is_some()
                || module.scopes.resolve(scope, &wanted).is_some_and(|id| {
                    module.scopes.binding(id).reads.iter().any(|read| {
                        found.function.range.contains_range(read.range) && module.scopes.is_within(read.scope, scope)
                    })
                })
        });
        if clashes {
            return by_hand(proposals, format!("`{wanted}` already means something else in this step"));
        }
        match parameter_use(module, found.function, old, &wanted, &wanted) {
            ParameterUse::Unused => {}
            ParameterUse::Read(reads) => edits.extend(reads),
            ParameterUse::Local => {
                return by_hand(
                    proposals,
                    format!("`{old}` is bound again in this step, so it cannot just be called `{wanted}`"),
                );
            }
        }
        edits.push(Edit::replace(bytes(&parameter.name().range), wanted.as_str()));
        renamed.push(format!("`{old}` is called `{wanted}`"));
    }
    let name = found.function.name.as_str();
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: at,
        subject: name.to_owned(),
        title: if renamed.is_empty() {
            format!("{name} names its dependencies by its parameters")
        } else {
            format!("{name} names its dependencies by its parameters: {}", renamed.join(", "))
        },
        reason: "Since 2026-02-25 a step takes the results of the steps that its parameters are named after, and `depends` raises TypeError.".to_owned(),
        safety: Safety::Safe,
        needs: vec!["PW501"],
        actions: vec![Action::edit(path, edits)],
    });
}

pub(super) fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
        && ![
            "None", "True", "False", "class", "def", "return", "import", "from", "in", "is", "not", "and", "or", "if",
            "for", "while", "with", "as", "pass", "async", "await", "lambda", "global", "yield", "raise", "try",
            "except", "finally", "del", "assert", "break", "continue", "else", "elif", "nonlocal",
        ]
        .contains(&name)
}

/// Removes an argument with the comma that belongs to it.
fn remove_argument(module: &Module, arguments: &Arguments, range: TextRange) -> Edit {
    let others = arguments.args.iter().map(Ranged::range).chain(arguments.keywords.iter().map(|keyword| keyword.range));
    let (mut previous, mut next) = (None, None);
    for other in others {
        if other.end() <= range.start() {
            previous = Some(other);
        } else if other.start() >= range.end() && next.is_none() {
            next = Some(other);
        }
    }
    match (previous, next) {
        (Some(previous), _) => Edit::delete(previous.end().to_usize()..range.end().to_usize()),
        (None, Some(next)) => Edit::delete(range.start().to_usize()..next.start().to_usize()),
        (None, None) => {
            let inner = bytes(&arguments.range);
            let _ = module;
            Edit::delete(inner.start + 1..inner.end - 1)
        }
    }
}
