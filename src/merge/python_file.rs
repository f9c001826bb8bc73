//! Merges one Python file: by lines, and judged by the parser.
//! Border: a merge that is clean by lines but not by the parser is a conflict; values and types are not looked at.
use std::collections::BTreeMap;

use ruff_python_ast::Stmt;

use super::judged::merge_judged;
use super::{Labels, MergedFileText, Region, Side, Versions};
use crate::python::{Module, new_problems};
use crate::text::{Encoding, Source};

/// Merges three versions of a Python file.
pub fn merge_python(base: &str, ours: &str, theirs: &str, labels: &Labels) -> MergedFileText {
    let versions = Versions::new(base, ours, theirs);
    // What the user's file is not, the result need not be.
    match Judge::of(ours, theirs) {
        Some(judge) => {
            let regions = versions.regions_where(&is_free).into_iter().flat_map(without_new_definitions);
            let regions = regions.flat_map(Region::narrowed).collect();
            merge_judged(&versions, regions, &|merged| judge.judge(merged), labels)
        }
        None => merge_judged(&versions, versions.regions(), &|_| Ok(()), labels),
    }
}

/// Whether lines are whole definitions, or imports: Python does not mind in which order two such pieces stand.
fn is_free(lines: &[&str]) -> bool {
    let mut statements = lines.iter().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let Some(first) = statements.next() else { return true };
    let indent = |line: &str| line.len() - line.trim_start().len();
    let begins = |line: &str, words: &[&str]| words.iter().any(|word| line.trim_start().starts_with(word));
    // Lines inside a definition are deeper than its first one; a bracket may close on its level.
    let is_part = |line: &&&str| indent(line) > indent(first) || begins(line, &[")", "]", "}"]);
    if begins(first, &["def ", "async def ", "class ", "@"]) {
        return statements
            .filter(|line| !is_part(line))
            .all(|line| indent(line) == indent(first) && begins(line, &["def ", "async def ", "class ", "@"]));
    }
    let is_import = |line: &&str| begins(line, &["import ", "from "]) && !line.contains(['(', '\\']);
    is_import(first) && statements.all(|line| is_import(line) && indent(line) == indent(first))
}

/// A conflict without the definitions that only one side has at its end: a method that the user added below the lines
/// that both changed is nothing to decide about, and must not go with them.
fn without_new_definitions(region: Region<'_>) -> Vec<Region<'_>> {
    if region.side != Side::Conflict {
        return vec![region];
    }
    let Region { base, ours, theirs, .. } = region;
    let of_ours = new_definitions(&ours, &[&base, &theirs]);
    let of_theirs = new_definitions(&theirs, &[&base, &ours]);
    let (ours, added_by_ours) = ours.split_at(of_ours);
    let (theirs, added_by_theirs) = theirs.split_at(of_theirs);
    let side = match () {
        () if ours == base => Side::Theirs,
        () if theirs == base => Side::Ours,
        () if ours == theirs => Side::Both,
        () => Side::Conflict,
    };
    let added =
        |side, ours: &[_], theirs: &[_]| Region { side, base: Vec::new(), ours: ours.into(), theirs: theirs.into() };
    let mut regions = vec![Region { side, base, ours: ours.into(), theirs: theirs.into() }];
    if !added_by_ours.is_empty() {
        regions.push(added(Side::Ours, added_by_ours, &[]));
    }
    if !added_by_theirs.is_empty() {
        regions.push(added(Side::Theirs, &[], added_by_theirs));
    }
    regions
}

/// Where in `lines` nothing but whole definitions follows whose names the `others` do not define; not at the beginning,
/// because something has to be left of the conflict.
fn new_definitions(lines: &[&str], others: &[&[&str]]) -> usize {
    let is_new = |name: &str| !others.iter().any(|other| other.iter().any(|line| defined_name(line) == Some(name)));
    let Some(first) = (1..lines.len()).find(|at| {
        let tail = &lines[*at..];
        let begins = tail[0].trim_start().starts_with('@') || defined_name(tail[0]).is_some();
        begins && is_free(tail) && tail.iter().filter_map(|line| defined_name(line)).all(is_new)
    }) else {
        return lines.len();
    };
    // The blank lines and comments above a definition are its own.
    let above =
        lines[..first].iter().rev().take_while(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    match first - above.count() {
        0 => lines.len(),
        first => first,
    }
}

/// The name that a line begins to define.
fn defined_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("async ").unwrap_or(line).trim_start();
    let rest = line.strip_prefix("def ").or_else(|| line.strip_prefix("class "))?.trim_start();
    rest.split(|character: char| !character.is_alphanumeric() && character != '_')
        .next()
        .filter(|name| !name.is_empty())
}

/// Knows what both sides are, and what a merge of them must not be.
struct Judge<'text> {
    ours: &'text str,
    theirs: &'text str,
    /// How often each name is defined, where it is most.
    definitions: BTreeMap<String, usize>,
}

impl<'text> Judge<'text> {
    /// `None` if one of the sides is no Python itself.
    fn of(ours: &'text str, theirs: &'text str) -> Option<Self> {
        let mut definitions = definitions(&parse(ours)?);
        for (name, count) in self::definitions(&parse(theirs)?) {
            let most = definitions.entry(name).or_default();
            *most = count.max(*most);
        }
        Some(Self { ours, theirs, definitions })
    }

    /// Whether a merge is as good as its sides.
    fn judge(&self, merged: &str) -> Result<(), String> {
        let of_theirs = new_problems(self.theirs, merged);
        // A problem counts if neither side has it.
        let fresh = new_problems(self.ours, merged).into_iter().find(|problem| of_theirs.contains(problem));
        if let Some(problem) = fresh {
            return Err(problem.message);
        }
        let Some(module) = parse(merged) else { return Err("it cannot be parsed".to_owned()) };
        let twice = definitions(&module)
            .into_iter()
            .find(|(name, count)| *count > self.definitions.get(name).copied().unwrap_or(1));
        match twice {
            Some((name, _)) => Err(format!("`{name}` would be defined twice")),
            None => Ok(()),
        }
    }
}

fn parse(text: &str) -> Option<Module> {
    Module::parse(Source { text: text.to_owned(), encoding: Encoding::Utf8, byte_order_mark: false }).ok()
}

/// How often each function and class is defined in its scope.
fn definitions(module: &Module) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    collect(&module.syntax().body, "", &mut found);
    found
}

fn collect(body: &[Stmt], outer: &str, found: &mut BTreeMap<String, usize>) {
    for statement in body {
        let (name, inner) = match statement {
            Stmt::FunctionDef(function) => (function.name.as_str(), None),
            Stmt::ClassDef(class) => (class.name.as_str(), Some(&class.body)),
            _ => continue,
        };
        let full = format!("{outer}{name}");
        if let Some(body) = inner {
            collect(body, &format!("{full}."), found);
        }
        *found.entry(full).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::ConflictKind;

    fn merge(base: &str, ours: &str, theirs: &str) -> MergedFileText {
        merge_python(base, ours, theirs, &Labels::default())
    }

    #[test]
    fn a_clean_merge_that_does_not_parse_is_a_conflict() {
        // The new version puts the rest of the body into a block; the user added a line that ends the block.
        let base = "def f():\n    a = 1\n    b = 2\n    c = 3\n    return a\n";
        let ours =
            "def f():\n    a = 1\n    b = 2\n    c = 3\n    return a\n\n\ndef g():\n    return (\n        1\n    )\n";
        let theirs = "def f():\n    a = 1\n    b = 2\n    c = 3\n    return a\n";
        assert!(merge(base, ours, theirs).conflicts.is_empty());
        let ours = "def f(:\n    a = 1\n    b = 2\n    c = 3\n    return a\n".replace("(:", "(x, y):");
        let theirs = base.replace("return a", "return a, x").replace("c = 3", "global y; c = 3");
        let merged = merge(base, &ours, &theirs);
        assert_eq!(merged.conflicts.len(), 1, "{}", merged.text);
        assert!(matches!(&merged.conflicts[0].kind, ConflictKind::Broken { reason } if reason.contains("global")));
        assert!(merged.text.contains("<<<<<<< yours\n    c = 3\n"), "{}", merged.text);
    }

    #[test]
    fn methods_and_imports_that_both_added_stand_one_after_the_other() {
        let base = "import a\n\n\nclass C:\n    def f(self):\n        return 1\n";
        let ours = "import a\nimport mine\n\n\nclass C:\n    def f(self):\n        return 1\n\n    def mine(self):\n        return 2\n";
        let theirs = "import a\nimport new\n\n\nclass C:\n    def f(self):\n        return new\n\n    async def new(self):\n        return 2\n";
        let merged = merge(base, ours, theirs);
        assert_eq!(
            (merged.text.as_str(), merged.conflicts.len()),
            (
                "import a\nimport mine\nimport new\n\n\nclass C:\n    def f(self):\n        return new\n\n    async def new(self):\n        return 2\n\n    def mine(self):\n        return 2\n",
                0
            )
        );
        let same = merge(base, &ours.replace("mine", "same"), &theirs.replace("new(self)", "same(self)"));
        assert_eq!(same.conflicts.len(), 1, "{}", same.text);
        for (lines, wanted) in [
            (vec!["def f():\n", "    x\n", ")\n", "\n", "@d\n", "class C: pass\n"], true),
            (vec!["def f():\n", "    x\n", "x = 1\n"], false),
            (vec!["    x = 1\n"], false),
            (vec!["\n", "# note\n"], true),
            (vec!["from a import b\n", "import c\n"], true),
            (vec!["from a import (\n", "    b,\n", ")\n"], false),
        ] {
            assert_eq!(is_free(&lines), wanted, "{lines:?}");
        }
    }

    #[test]
    fn what_one_side_added_below_a_conflict_is_no_part_of_it() {
        let base = "class C:\n    def f(self):\n        return 1\n";
        let ours = "class C:\n    def f(self):\n        return 2\n\n    # Mine.\n    @mine\n    def mine(self):\n        pass\n";
        let theirs = "class C:\n    def f(self):\n        return 3\n\n    def new(self):\n        pass\n";
        let merged = merge(base, ours, theirs);
        assert_eq!(merged.conflicts.len(), 1);
        assert_eq!(
            merged.text,
            "class C:\n    def f(self):\n<<<<<<< yours\n        return 2\n||||||| before\n        return 1\n=======\n        return 3\n>>>>>>> new\n\n    # Mine.\n    @mine\n    def mine(self):\n        pass\n\n    def new(self):\n        pass\n"
        );
        // What both define is for a person to decide about, and so is what is no definition.
        for (mine, new) in [("def g(self): pass", "def g(self): return 1"), ("x = 1", "def g(self): pass")] {
            let (ours, theirs) =
                (base.replace('1', "2") + "\n    " + mine + "\n", base.replace('1', "3") + "\n    " + new + "\n");
            let merged = merge(base, &ours, &theirs);
            let conflict = merged.text.split(">>>>>>>").next().unwrap_or_default();
            assert!(conflict.contains(mine), "{}", merged.text);
        }
    }

    #[test]
    fn a_function_that_both_sides_added_is_a_conflict() {
        let base = "a = 1\nb = 2\nc = 3\n";
        let merged = merge(base, "def f(): pass\na = 1\nb = 2\nc = 3\n", "a = 1\nb = 2\nc = 3\ndef f(): return 1\n");
        assert_eq!(merged.conflicts.len(), 1);
        assert!(matches!(&merged.conflicts[0].kind, ConflictKind::Broken { reason } if reason.contains("`f`")));
        let twice = "def f(): pass\ndef f(): return 1\n";
        assert!(merge(base, &format!("{twice}{base}"), &format!("{base}d = 4\n")).conflicts.is_empty());
    }

    #[test]
    fn a_user_file_that_is_no_python_is_merged_by_lines() {
        let merged = merge("a = 1\nb\nc\n", "a = (\nb\nc\n", "a = 1\nb\nc = 2\n");
        assert_eq!((merged.text.as_str(), merged.conflicts.len()), ("a = (\nb\nc = 2\n", 0));
    }
}
