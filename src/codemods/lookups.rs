//! Names that code looks up by their text: `getattr(module, "on_fetch")`, `globals()[name]`, a list of exports.
//! Border: one module and one name; what follows from that is for whoever asks.
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, ExprCall, Stmt};
use ruff_text_size::TextRange;

use crate::python::Module;

/// Functions that are given the name of something.
const LOOKUPS: &[&str] = &[
    "getattr",
    "getattr_static",
    "hasattr",
    "setattr",
    "delattr",
    "attrgetter",
    "methodcaller",
    "import_module",
    "import_string",
    "resolve_name",
    "__import__",
    "__getattribute__",
    "patch",
    "run_path",
];

/// Functions that run text.
const RUNNERS: &[&str] = &["eval", "exec", "compile"];

/// Functions that give the names of a namespace.
const NAMESPACES: &[&str] = &["globals", "locals", "vars", "dir", "getmembers"];

/// Whether `module` may come to `name` through its text: a literal that says it and reaches a lookup. What only stands
/// in a message or a list of words does not count, unless something in the module looks up names that it computes.
/// Literals inside a range for which `is_known` holds are left out.
pub fn looks_up(module: &Module, name: &str, is_known: impl Fn(TextRange) -> bool) -> bool {
    let mut reader = Reader { name, lookups: 0, said: Vec::new(), computes: false };
    reader.visit_body(&module.syntax().body);
    reader.said.iter().any(|said| !is_known(said.range) && (said.is_looked_up || reader.computes))
}

/// A text that says the name.
struct Said {
    range: TextRange,
    is_looked_up: bool,
}

struct Reader<'m> {
    name: &'m str,
    /// How many lookups are around what is being visited.
    lookups: usize,
    said: Vec<Said>,
    /// Whether a name is looked up that is not written out.
    computes: bool,
}

impl Reader<'_> {
    fn inside(&mut self, is_lookup: bool, work: impl FnOnce(&mut Self)) {
        self.lookups += usize::from(is_lookup);
        work(self);
        self.lookups -= usize::from(is_lookup);
    }

    /// `on_fetch`, `entry.on_fetch`, `entry:on_fetch`.
    fn says(&self, text: &str) -> bool {
        text.strip_suffix(self.name).is_some_and(|rest| rest.is_empty() || rest.ends_with(['.', ':']))
    }

    fn runs(&self, text: &str) -> bool {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == self.name)
    }

    fn call(&mut self, call: &ExprCall) {
        let callee = match call.func.as_ref() {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => "",
        };
        if matches!(call.func.as_ref(), Expr::Name(name) if RUNNERS.contains(&name.id.as_str())) {
            for argument in &call.arguments.args {
                match argument.as_string_literal_expr() {
                    Some(literal) if self.runs(literal.value.to_str()) => {
                        self.said.push(Said { range: literal.range, is_looked_up: true });
                    }
                    Some(_) => {}
                    None => self.computes = true,
                }
            }
        }
        if NAMESPACES.contains(&callee) {
            self.computes = true;
        }
        // `globals().get("on_fetch")`, `patch.object(entry, "on_fetch")`
        let of_namespace = match call.func.as_ref() {
            Expr::Attribute(attribute) => {
                is_namespace(&attribute.value)
                    || matches!(attribute.value.as_ref(), Expr::Name(name) if name.id == "patch")
            }
            _ => false,
        };
        let is_lookup = of_namespace || LOOKUPS.contains(&callee);
        if is_lookup && call.arguments.args.len() > usize::from(!of_namespace && takes_object(callee)) {
            let key = &call.arguments.args[usize::from(!of_namespace && takes_object(callee))];
            let receiver = call.arguments.args.first().filter(|_| takes_object(callee));
            self.computes |= !is_literal(key) && !receiver.is_some_and(is_no_module);
        }
        match call.func.as_ref() {
            // What is asked of the namespace is written out, or counted above.
            Expr::Attribute(attribute) if is_namespace(&attribute.value) => {}
            callee => self.visit_expr(callee),
        }
        self.inside(is_lookup, |reader| reader.visit_arguments(&call.arguments));
    }
}

impl<'a> Visitor<'a> for Reader<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let exports = |target: &Expr| matches!(target, Expr::Name(name) if name.id == "__all__");
        let is_list = match statement {
            Stmt::Assign(assign) => assign.targets.iter().any(exports),
            Stmt::AugAssign(assign) => exports(&assign.target),
            Stmt::AnnAssign(assign) => exports(&assign.target),
            _ => false,
        };
        self.inside(is_list, |reader| visitor::walk_stmt(reader, statement));
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::StringLiteral(literal) => {
                if self.says(literal.value.to_str()) {
                    self.said.push(Said { range: literal.range, is_looked_up: self.lookups > 0 });
                }
            }
            Expr::FString(text) => {
                // `globals()[f"on_{event}"]`
                let begins =
                    text.value.elements().next().and_then(|element| element.as_literal()).is_some_and(|literal| {
                        let literal: &str = &literal.value;
                        let tail = literal.rsplit(['.', ':']).next().unwrap_or_default();
                        !tail.is_empty() && self.name.starts_with(tail)
                    });
                if begins {
                    self.said.push(Said { range: text.range, is_looked_up: self.lookups > 0 });
                }
                visitor::walk_expr(self, expression);
            }
            Expr::BinOp(sum) => {
                // `getattr(module, "on_" + event)`
                if let Some(literal) = sum.left.as_string_literal_expr()
                    && !literal.value.is_empty()
                    && self.name.starts_with(literal.value.to_str())
                {
                    self.said.push(Said { range: sum.range, is_looked_up: self.lookups > 0 });
                }
                visitor::walk_expr(self, expression);
            }
            Expr::Subscript(subscript) if is_namespace(&subscript.value) => {
                self.computes |= !is_literal(&subscript.slice);
                self.inside(true, |reader| reader.visit_expr(&subscript.slice));
            }
            Expr::Call(call) => self.call(call),
            _ => visitor::walk_expr(self, expression),
        }
    }
}

/// Whether the first argument is what the name is looked up in.
fn takes_object(callee: &str) -> bool {
    ["getattr", "getattr_static", "hasattr", "setattr", "delattr"].contains(&callee)
}

/// `globals()`, `vars(module)`, `module.__dict__`.
fn is_namespace(expression: &Expr) -> bool {
    match expression {
        Expr::Call(call) => {
            matches!(call.func.as_ref(), Expr::Name(name) if ["globals", "locals", "vars"].contains(&name.id.as_str()))
        }
        Expr::Attribute(attribute) => attribute.attr.as_str() == "__dict__",
        _ => false,
    }
}

fn is_literal(key: &Expr) -> bool {
    matches!(key, Expr::StringLiteral(_) | Expr::NumberLiteral(_))
}

/// `self`, `env`, `self.env`, `request.headers`: what surely is no module of handlers.
fn is_no_module(receiver: &Expr) -> bool {
    let names = ["self", "cls", "env", "ctx", "request", "req", "response"];
    match receiver {
        Expr::Name(name) => names.contains(&name.id.trim_start_matches('_')),
        Expr::Attribute(attribute) => names.contains(&attribute.attr.as_str()) || is_no_module(&attribute.value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[track_caller]
    fn looks(text: &str) -> bool {
        let module = Module::parse(Source::decode_python(text.as_bytes()).unwrap()).unwrap();
        looks_up(&module, "on_fetch", |_| false)
    }

    #[test]
    fn texts_that_reach_a_lookup_count() {
        for text in [
            "getattr(module, 'on_fetch')\n",
            "globals()['on_fetch'](1)\n",
            "globals().get('on_fetch')\n",
            "module.__dict__['on_fetch']\n",
            "patch('entry.on_fetch')\n",
            "patch.object(entry, 'on_fetch')\n",
            "monkeypatch.setattr(entry, 'on_fetch', None)\n",
            "pkgutil.resolve_name('entry:on_fetch')\n",
            "__all__ = ['on_fetch']\n",
            "eval('on_fetch(request)')\n",
            "globals()[f'on_{event}']\n",
            "getattr(module, 'on_' + event)\n",
            "names = {'fetch': 'on_fetch'}\ngetattr(module, names[event])\n",
            "for name in globals():\n    if name == 'on_fetch':\n        pass\n",
        ] {
            assert!(looks(text), "not seen: {text}");
        }
    }

    #[test]
    fn texts_that_are_only_said_do_not() {
        for text in [
            "print('on_fetch')\n",
            "DOCS = ['on_fetch', 'on_scheduled']\n",
            "log = {'handler': 'on_fetch'}\ngetattr(env, key, None)\n",
            "getattr(env, 'KEY')\nprint('on_fetch')\n",
            "raise ValueError('on_fetch')\n",
            "print(f'on_{event}')\n",
            "getattr(self.env, name)\nprint('on_fetch')\n",
            "globals()['other']\nprint('on_fetch')\n",
        ] {
            assert!(!looks(text), "seen: {text}");
        }
    }
}
