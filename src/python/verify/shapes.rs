//! Shapes that the grammar of today's interpreter does not have, and the parser reads: it is made for later ones too.
//! Border: one statement or expression at a time, with the `except*` around it.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{ExceptHandler, Expr, ModModule, Number, Stmt, StmtTry};
use ruff_text_size::{Ranged, TextRange};

/// The longest whole number that is read from its decimal digits.
const MOST_DIGITS: usize = 4300;

/// What is refused.
pub fn errors(module: &ModModule) -> Vec<(TextRange, String)> {
    let mut reader = Reader { group: None, loops: 0, errors: Vec::new() };
    reader.visit_body(&module.body);
    reader.errors
}

struct Reader {
    /// Inside an `except*`: how many loops are around it.
    group: Option<usize>,
    loops: usize,
    errors: Vec<(TextRange, String)>,
}

impl Reader {
    fn refuse(&mut self, range: TextRange, message: &str) {
        self.errors.push((range, message.to_owned()));
    }

    /// A body that control does not leave for the loops and handlers around it.
    fn apart(&mut self, work: impl FnOnce(&mut Self)) {
        let (group, loops) = (self.group.take(), std::mem::take(&mut self.loops));
        work(self);
        (self.group, self.loops) = (group, loops);
    }

    fn attempt(&mut self, attempt: &StmtTry) {
        if attempt.handlers.is_empty() && !attempt.orelse.is_empty() {
            self.refuse(attempt.range, "`try` with `else` and without `except`");
        }
        let mut handlers = attempt.handlers.iter().rev();
        handlers.next();
        for ExceptHandler::ExceptHandler(handler) in handlers {
            if handler.type_.is_none() {
                self.refuse(handler.range, "an `except` for everything must be the last one");
            }
        }
    }
}

impl<'a> Visitor<'a> for Reader {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => self.apart(|reader| visitor::walk_stmt(reader, statement)),
            Stmt::For(node) => {
                self.visit_expr(&node.target);
                self.visit_expr(&node.iter);
                self.loops += 1;
                self.visit_body(&node.body);
                self.loops -= 1;
                self.visit_body(&node.orelse);
            }
            Stmt::While(node) => {
                self.visit_expr(&node.test);
                self.loops += 1;
                self.visit_body(&node.body);
                self.loops -= 1;
                self.visit_body(&node.orelse);
            }
            Stmt::Return(node) if self.group.is_some() => self.refuse(node.range, "`return` in an `except*`"),
            Stmt::Break(_) | Stmt::Continue(_) if self.group == Some(self.loops) => {
                self.refuse(statement.range(), "`break` or `continue` in an `except*`");
            }
            Stmt::Try(attempt) => {
                self.attempt(attempt);
                self.visit_body(&attempt.body);
                let group = self.group;
                if attempt.is_star {
                    self.group = Some(self.loops);
                }
                for handler in &attempt.handlers {
                    self.visit_except_handler(handler);
                }
                self.group = group;
                self.visit_body(&attempt.orelse);
                self.visit_body(&attempt.finalbody);
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        let unpacked = match expression {
            Expr::ListComp(node) => node.elt.is_starred_expr(),
            Expr::SetComp(node) => node.elt.is_starred_expr(),
            Expr::Generator(node) => node.elt.is_starred_expr(),
            Expr::DictComp(node) => node.key.is_none(),
            _ => false,
        };
        if unpacked {
            self.refuse(expression.range(), "unpacking in a comprehension");
        }
        if let Expr::NumberLiteral(literal) = expression
            && matches!(literal.value, Number::Int(_))
            && literal.range.len().to_usize() > MOST_DIGITS
        {
            self.refuse(literal.range, "a whole number with more than 4300 digits");
        }
        visitor::walk_expr(self, expression);
    }
}
