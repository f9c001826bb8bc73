//! An expression in its surroundings: statement, parent, how tightly it has to bind there.
//! Border: reads the tree; edits are `text`'s.
use camino::Utf8Path;
use ruff_python_ast::name::Name;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{AnyNodeRef, Expr, ExprAttribute, ExprCall, OperatorPrecedence, UnaryOp};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::codemods::values::{FileValues, Value};
use crate::python::Module;

/// An expression and what is known about its place.
#[derive(Clone, Copy)]
pub struct Site<'s, 'a> {
    /// The file.
    pub path: &'a Utf8Path,
    /// The file's module.
    pub module: &'a Module,
    /// What expressions of the file are.
    pub values: &'s FileValues,
    /// The expression.
    pub expression: &'a Expr,
    /// From the outermost to the nearest.
    pub ancestors: &'s [AnyNodeRef<'a>],
}

impl<'s, 'a> Site<'s, 'a> {
    /// What an expression of the file may be.
    pub fn value(&self, expression: &impl Ranged) -> &'s Value {
        self.values.value(expression)
    }

    /// The dotted name of what an expression of the file stands for: imported here, or by a module that hands it on.
    pub fn qualified(&self, expression: &Expr) -> Option<Name> {
        let written = self.module.scopes.qualified(expression);
        let is_settled =
            |name: &Name| ["js.", "pyodide.", "json.", "workers."].iter().any(|root| name.starts_with(root));
        match self.value(expression) {
            Value::Dotted(name) if !written.as_ref().is_some_and(is_settled) && !name.starts_with("builtins.") => {
                Some(name.clone())
            }
            _ => written,
        }
    }

    /// The node around the expression; for an argument the call.
    pub fn parent(&self) -> Option<AnyNodeRef<'a>> {
        self.ancestors
            .iter()
            .rev()
            .find(|node| !matches!(node, AnyNodeRef::Arguments(_) | AnyNodeRef::Keyword(_)))
            .copied()
    }

    /// Where the innermost statement or clause around begins.
    pub fn statement(&self) -> TextSize {
        self.ancestors
            .iter()
            .rev()
            .find(|node| {
                node.is_statement()
                    || matches!(
                        node,
                        AnyNodeRef::ElifElseClause(_)
                            | AnyNodeRef::ExceptHandlerExceptHandler(_)
                            | AnyNodeRef::MatchCase(_)
                            | AnyNodeRef::Decorator(_)
                    )
            })
            .map_or(self.expression.start(), |node| node.start())
    }

    /// Whether the expression is what a call calls.
    pub fn is_callee(&self) -> bool {
        matches!(self.parent(), Some(AnyNodeRef::ExprCall(call)) if call.func.range() == self.expression.range())
    }

    /// The `not` around the expression, if nothing stands between them.
    pub fn negation(&self) -> Option<TextRange> {
        match self.parent() {
            Some(AnyNodeRef::ExprUnaryOp(operation)) if operation.op == UnaryOp::Not => {
                let parenthesised = self.module.with_parentheses(self.expression, operation.range);
                (parenthesised == self.expression.range()).then_some(operation.range)
            }
            _ => None,
        }
    }

    /// Whether an expression of `precedence` may stand in this place without parentheses. Parentheses that are
    /// there already count.
    pub fn takes(&self, precedence: OperatorPrecedence) -> bool {
        let Some(parent) = self.ancestors.last().copied() else { return true };
        if self.module.with_parentheses(self.expression, self.inner_range(parent)) != self.expression.range() {
            return true;
        }
        precedence >= self.required()
    }

    /// The range of the parent in which only parentheses of the expression itself can stand.
    fn inner_range(&self, parent: AnyNodeRef<'a>) -> TextRange {
        match parent {
            AnyNodeRef::Arguments(arguments) => shrink(arguments.range),
            AnyNodeRef::ExprSubscript(subscript) if subscript.slice.range() == self.expression.range() => {
                TextRange::new(subscript.value.end(), subscript.range.end())
            }
            // A class or function header: its own parentheses are no expression's.
            AnyNodeRef::StmtClassDef(_) | AnyNodeRef::StmtFunctionDef(_) => self.expression.range(),
            other => other.range(),
        }
    }

    /// How tightly an expression has to bind to stand here as it is.
    pub fn required(&self) -> OperatorPrecedence {
        use OperatorPrecedence as P;
        let here = self.expression.range();
        let Some(parent) = self.ancestors.last() else { return P::None };
        match parent {
            AnyNodeRef::ExprAttribute(_) | AnyNodeRef::ExprAwait(_) => P::CallAttribute,
            AnyNodeRef::ExprSubscript(subscript) if subscript.value.range() == here => P::CallAttribute,
            AnyNodeRef::ExprCall(call) if call.func.range() == here => P::CallAttribute,
            AnyNodeRef::ExprUnaryOp(operation) if operation.op == UnaryOp::Not => P::Not,
            AnyNodeRef::ExprUnaryOp(_) => P::PosNegBitNot,
            AnyNodeRef::ExprBinOp(_) => P::Exponent,
            AnyNodeRef::ExprCompare(_) => P::BitOr,
            AnyNodeRef::ExprBoolOp(_) => P::Not,
            AnyNodeRef::ExprIf(branch) if branch.orelse.range() == here => P::IfElse,
            AnyNodeRef::ExprIf(_) | AnyNodeRef::Comprehension(_) => P::Or,
            AnyNodeRef::ExprStarred(_) => P::BitOr,
            AnyNodeRef::ExprDict(_) | AnyNodeRef::ExprNamed(_) => P::BitOr,
            // A bare `:=` or tuple may not stand among arguments and items.
            AnyNodeRef::Arguments(_) | AnyNodeRef::Keyword(_) | AnyNodeRef::ExprList(_) | AnyNodeRef::ExprTuple(_) => {
                P::Lambda
            }
            _ => P::None,
        }
    }

    /// The quotes of the f-strings around the expression.
    pub fn quotes_around(&self) -> Vec<char> {
        self.ancestors
            .iter()
            .filter_map(|node| match node {
                AnyNodeRef::FString(text) => Some(text.flags.quote_style().as_char()),
                AnyNodeRef::TString(text) => Some(text.flags.quote_style().as_char()),
                _ => None,
            })
            .collect()
    }

    /// A string literal that may stand here.
    pub fn quoted(&self, text: &str) -> String {
        let around = self.quotes_around();
        let preferred = preferred_quote(self.module);
        let other = if preferred == '"' { '\'' } else { '"' };
        let quote = if around.contains(&preferred) && !around.contains(&other) { other } else { preferred };
        format!("{quote}{text}{quote}")
    }

    /// The nearest function around.
    pub fn function(&self) -> Option<AnyNodeRef<'a>> {
        self.ancestors
            .iter()
            .rev()
            .find(|node| matches!(node, AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::ExprLambda(_)))
            .copied()
    }
}

/// `use StringFlags`, which the tree's flags need for their quotes.
use ruff_python_ast::StringFlags as _;

/// The quote that the file uses for most of its strings.
fn preferred_quote(module: &Module) -> char {
    let (mut single, mut double) = (0usize, 0usize);
    for token in module.tokens() {
        if matches!(token.kind(), TokenKind::String | TokenKind::FStringStart) {
            let text = module.text()[token.range()].trim_start_matches(|c: char| c.is_ascii_alphabetic());
            match text.as_bytes() {
                [b'"', b'"', b'"', ..] | [b'\'', b'\'', b'\'', ..] => {}
                [b'\'', ..] => single += 1,
                _ => double += 1,
            }
        }
    }
    if single > double { '\'' } else { '"' }
}

/// The range without its first and last byte: arguments without their parentheses.
pub fn shrink(range: TextRange) -> TextRange {
    TextRange::new(range.start() + TextSize::from(1), range.end() - TextSize::from(1))
}

/// A call of a method, with the attribute that names it.
pub fn receiver_call(expression: &Expr) -> Option<(&ExprCall, &ExprAttribute)> {
    match expression {
        Expr::Call(call) => match call.func.as_ref() {
            Expr::Attribute(attribute) => Some((call, attribute)),
            _ => None,
        },
        _ => None,
    }
}
