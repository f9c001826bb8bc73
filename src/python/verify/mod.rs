//! The strict check of edited Python: what CPython's compiler would refuse.
//! Border: compares before and after; knows nothing of why something was edited.
mod declarations;
mod semantic;
mod shapes;

use ruff_python_ast::{ModModule, PySourceType};
use ruff_python_parser::parse_unchecked_source;
use ruff_text_size::TextRange;

use crate::text::LineIndex;

use super::Module;

/// One thing that the compiler would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// One-based.
    pub line: usize,
    /// One-based, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// The problems of `after` that `before` does not have. Problems are told apart by their message, because an edit
/// moves lines.
pub fn new_problems(before: &str, after: &str) -> Vec<SyntaxProblem> {
    without_known(before, problems(after))
}

/// The same for a result that is parsed already.
pub fn new_problems_in(before: &str, after: &Module) -> Vec<SyntaxProblem> {
    without_known(before, problems_in(after))
}

/// What the compiler would refuse in a file that the parser accepts: `await` outside of `async def`, for example.
pub fn problems_in(module: &Module) -> Vec<SyntaxProblem> {
    let refused = refused(module.syntax(), module.text()).into_iter();
    refused.map(|(range, message)| problem(module.text(), &module.lines, range, message)).collect()
}

fn without_known(before: &str, mut found: Vec<SyntaxProblem>) -> Vec<SyntaxProblem> {
    if found.is_empty() {
        return found;
    }
    let mut known: Vec<String> = problems(before).into_iter().map(|problem| problem.message).collect();
    found.retain(|problem| match known.iter().position(|message| *message == problem.message) {
        Some(at) => {
            known.swap_remove(at);
            false
        }
        None => true,
    });
    found
}

/// Everything the compiler would refuse in `text`.
fn problems(text: &str) -> Vec<SyntaxProblem> {
    let parsed = parse_unchecked_source(text, PySourceType::Python);
    let mut found: Vec<(TextRange, String)> =
        parsed.errors().iter().map(|error| (error.location, error.error.to_string())).collect();
    if found.is_empty() {
        found.extend(refused(parsed.syntax(), text));
    }
    if found.is_empty() {
        return Vec::new();
    }
    let lines = LineIndex::new(text);
    found.into_iter().map(|(range, message)| problem(text, &lines, range, message)).collect()
}

fn problem(text: &str, lines: &LineIndex, range: TextRange, message: String) -> SyntaxProblem {
    let (line, column) = lines.position(text, range.start().to_usize().min(text.len()));
    SyntaxProblem { line, column, message }
}

/// What the compiler refuses beyond the grammar.
fn refused(module: &ModModule, text: &str) -> Vec<(TextRange, String)> {
    let mut found = semantic::errors(module, text);
    found.extend(declarations::errors(module));
    found.extend(shapes::errors(module));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuses(text: &str) {
        assert!(!problems(text).is_empty(), "accepted: {text:?}");
    }

    #[track_caller]
    fn accepts(text: &str) {
        assert_eq!(problems(text), vec![], "refused: {text:?}");
    }

    #[test]
    fn refuses_what_the_compiler_refuses() {
        for text in [
            "def f():\n",
            "def f():\nreturn 1\n",
            "return 1\n",
            "if x:\n\ty()\n        z()\n",
            "def f():\n  a()\n    b()\n",
            "class C:\n    def m(selfrequest, env)\n        pass\n",
            "await x\n",
            "def f():\n    await g()\n",
            "f(**a, *b)\n",
            "f(a=1, 2)\n",
            "def f(a, a):\n    pass\n",
            "break\n",
            "def f(env):\n    global env\n",
            "x = (1\n",
            "f'{x'\n",
            "yield 1\n",
            "x = 1\nglobal x\n",
            "def f():\n    print(x)\n    global x\n",
            "def f():\n    global x\n    nonlocal x\n",
            "def f():\n    nonlocal x\n",
            "def f(x):\n    global x\n",
            "def f[T]():\n    def g():\n        nonlocal T\n",
            "nonlocal x\n",
            "class C:\n    [(j := i) for i in y]\n",
            "f(__debug__=1)\n",
            "try:\n    pass\nexcept:\n    pass\nexcept E:\n    pass\n",
            "def f():\n    try:\n        pass\n    except* E:\n        return\n",
            "[*a for a in b]\n",
            "{**a for a in b}\n",
        ] {
            refuses(text);
        }
    }

    #[test]
    fn accepts_what_the_compiler_accepts() {
        for text in [
            "class C[T = int]:\n    pass\n",
            "type A[T] = list[T]\n",
            "async def f():\n    return [await x async for x in g() if await y]\n",
            "f = lambda: (yield)\n",
            "def f():\n    try:\n        pass\n    except* ValueError:\n        pass\n",
            "x = f'{a!r:>{width}} {f\"{b}\"}'\n",
            "match = 1\nmatch x:\n    case {'a': a, **rest}:\n        pass\n",
            "for x in y:\n    continue\nelse:\n    pass\n",
            "async def f():\n    return (x async for x in y)\n",
            "with (a as b, c as d):\n    pass\n",
            "\x0cdef f():\n    pass\n",
            "(await x for x in y)\n",
            "def f(x):\n    def g():\n        nonlocal x\n        x = 1\n",
            "def f():\n    global x\n    x = 1\n",
            "def f():\n    import x\n    global x\n",
            "class C:\n    def f(self):\n        nonlocal __class__\n",
            "def f():\n    [y := x for x in z]\n    def g():\n        nonlocal y\n",
            "for x in y:\n    try:\n        pass\n    except* E:\n        for a in b:\n            break\n",
        ] {
            accepts(text);
        }
    }

    #[test]
    fn only_what_is_new_counts() {
        assert_eq!(new_problems("return 1\n", "x = 1\nreturn 1\n"), vec![]);
        assert_eq!(new_problems("x = 1\n", "x = 1\nreturn 1\n").len(), 1);
    }
}
