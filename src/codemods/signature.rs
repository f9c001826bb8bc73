//! Signatures of handlers, rewritten around the parameter that stays.
//! Border: the text between the parentheses of a `def`.
use ruff_python_ast::{ParameterWithDefault, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::plan::Edit;
use crate::python::{Module, bytes};

/// Whether every parameter is an ordinary positional one, and none of the comments between them would be lost.
pub fn is_plain(module: &Module, function: &StmtFunctionDef) -> bool {
    let parameters = &function.parameters;
    parameters.vararg.is_none()
        && parameters.kwarg.is_none()
        && parameters.kwonlyargs.is_empty()
        && !module.has_comment(parameters.range)
}

/// The positional parameters in order.
pub fn positional(function: &StmtFunctionDef) -> Vec<&ParameterWithDefault> {
    function.parameters.posonlyargs.iter().chain(&function.parameters.args).collect()
}

/// Keeps the first `kept` parameters of `function` as they are written, puts `before` in front of them and `after`
/// behind them, and drops the others. The parentheses close up if they held several lines.
pub fn rewrite(module: &Module, function: &StmtFunctionDef, kept: usize, before: &str, after: &str) -> Vec<Edit> {
    let range = function.parameters.range;
    let inner = TextRange::new(range.start() + TextSize::from(1), range.end() - TextSize::from(1));
    let all = positional(function);
    let Some((first, last)) = all.get(..kept).and_then(|kept| Some((kept.first()?, kept.last()?))) else {
        let text = match (before.is_empty(), after.is_empty()) {
            (false, false) => format!("{before}, {after}"),
            _ => format!("{before}{after}"),
        };
        return vec![Edit::replace(bytes(&inner), text)];
    };
    let mut edits = Vec::new();
    let is_spread = module.text()[bytes(&inner)].contains(['\n', '\r']);
    let lead = if before.is_empty() { String::new() } else { format!("{before}, ") };
    let opening = TextRange::new(inner.start(), first.start());
    if is_spread || !lead.is_empty() {
        let replaced = if is_spread { opening } else { TextRange::empty(first.start()) };
        edits.push(Edit::replace(bytes(&replaced), lead));
    }
    let tail = if after.is_empty() { String::new() } else { format!(", {after}") };
    let closing = TextRange::new(last.end(), inner.end());
    if module.text()[bytes(&closing)] != *tail {
        edits.push(Edit::replace(bytes(&closing), tail));
    }
    edits
}

/// What stands behind the first parameter of a handler that is called with `env` and `ctx`: both with a default, and
/// with the annotations they have.
pub fn environment(module: &Module, function: &StmtFunctionDef, from: usize) -> String {
    let all = positional(function);
    let one = |index: usize, name: &str| {
        let annotation = all
            .get(index)
            .filter(|parameter| parameter.name().as_str() == name)
            .and_then(|parameter| parameter.annotation());
        match annotation {
            Some(annotation) => format!("{name}: {} = None", module.slice(annotation)),
            None => format!("{name}=None"),
        }
    };
    format!("{}, {}", one(from, "env"), one(from + 1, "ctx"))
}
