//! Tests of the merge of trees.
use super::*;

impl UserTree for Tree {
    fn file(&self, path: &Utf8Path) -> Option<TreeFile> {
        self.get(path).cloned()
    }

    fn files(&self) -> Vec<Utf8PathBuf> {
        self.keys().cloned().collect()
    }
}

const PROGRAM: &str = "import one\n\n\ndef first():\n    return 1\n\n\ndef second():\n    return 2\n";

fn tree(files: &[(&str, &str)]) -> Tree {
    let file = |text: &str| TreeFile { content: Content::from(text), mode: FileMode::Regular };
    files.iter().map(|(path, text)| (Utf8PathBuf::from(path), file(text))).collect()
}

fn merge_all(base: &Tree, ours: &Tree, theirs: &Tree) -> Vec<MergedPath> {
    let base: BTreeMap<_, _> = base.iter().map(|(path, file)| (path.clone(), Some(file.clone()))).collect();
    let versions = TreeVersions { base: &base, theirs, renamed: &BTreeMap::new() };
    merge_trees(&versions, ours, &Labels::default())
}

/// The user's tree after the merge, and what was said about files.
fn merged(
    base: &[(&str, &str)],
    ours: &[(&str, &str)],
    theirs: &[(&str, &str)],
) -> (Vec<(String, String)>, Vec<String>) {
    let mut result = tree(ours);
    let mut said = Vec::new();
    for file in merge_all(&tree(base), &tree(ours), &tree(theirs)) {
        let name = file.name().to_owned();
        said.extend(file.remarks.iter().map(|remark| format!("{name}: {remark:?}")));
        said.extend(file.conflicts.iter().map(|conflict| format!("{name}: {:?}", conflict.kind)));
        if file.changes_something() {
            file.ours.iter().for_each(|path| drop(result.remove(path)));
            result.extend(file.path.zip(file.after));
        }
    }
    let text = |file: &TreeFile| String::from_utf8_lossy(file.content.bytes()).into_owned();
    (result.iter().map(|(path, file)| (path.to_string(), text(file))).collect(), said)
}

fn paths(result: &[(String, String)]) -> Vec<&str> {
    result.iter().map(|(path, _)| path.as_str()).collect()
}

#[test]
fn files_come_change_and_go() {
    let (result, said) = merged(
        &[("a", "1\n"), ("gone", "2\n")],
        &[("a", "1\n"), ("gone", "2\n"), ("mine", "3\n")],
        &[("a", "new\n"), ("b", "4\n")],
    );
    let pair = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    assert_eq!(result, [pair("a", "new\n"), pair("b", "4\n"), pair("mine", "3\n")]);
    assert!(said.is_empty());
}

#[test]
fn what_the_user_removed_stays_removed() {
    let (result, said) = merged(&[("a", "1\n"), ("b", "2\n")], &[], &[("a", "new\n"), ("b", "2\n")]);
    assert!(result.is_empty());
    assert_eq!(said, ["a: StaysRemoved"]);
}

#[test]
fn what_the_user_changed_is_not_removed() {
    let (result, said) = merged(&[("a", "1\n")], &[("a", "mine\n")], &[]);
    assert_eq!(result, [("a".to_owned(), "mine\n".to_owned())]);
    assert_eq!(said, ["a: RemovedByThem"]);
}

#[test]
fn a_renamed_file_keeps_its_name_and_gets_the_changes() {
    let edited = PROGRAM.replace("return 1", "return 'mine'");
    let new = PROGRAM.replace("return 2", "return 'new'");
    let (result, said) = merged(&[("src/a.py", PROGRAM)], &[("src/mine.py", &edited)], &[("src/a.py", &new)]);
    assert_eq!(result, [("src/mine.py".to_owned(), edited.replace("return 2", "return 'new'"))]);
    assert_eq!(said, ["src/mine.py: KeepsName"]);
}

#[test]
fn edits_follow_a_file_that_the_new_version_renamed() {
    let edited = PROGRAM.replace("return 1", "return 'mine'");
    let new = PROGRAM.replace("return 2", "return 'new'");
    let (result, said) = merged(&[("a.py", PROGRAM)], &[("a.py", &edited)], &[("b.py", &new)]);
    assert_eq!(result, [("b.py".to_owned(), edited.replace("return 2", "return 'new'"))]);
    assert!(said.is_empty());
    let (result, said) = merged(&[("a.py", PROGRAM)], &[("a.py", &edited), ("b.py", "mine\n")], &[("b.py", &new)]);
    assert_eq!(paths(&result), ["a.py", "b.py"]);
    assert_eq!(result[1].1, "mine\n");
    assert_eq!(said, ["a.py: NameTaken { path: \"b.py\" }"]);
    let (result, _) = merged(&[("a.py", PROGRAM)], &[("b.py", &edited)], &[("b.py", &new)]);
    assert_eq!(result, [("b.py".to_owned(), edited.replace("return 2", "return 'new'"))], "both renamed it");
    let (result, _) = merged(&[("a.py", PROGRAM)], &[], &[("b.py", &new)]);
    assert!(result.is_empty(), "removed and renamed: {result:?}");
}

#[test]
fn new_files_follow_a_directory_that_the_user_moved() {
    let other = PROGRAM.replace("one", "two");
    let (result, said) = merged(
        &[("src/a.py", PROGRAM), ("src/b/c.py", &other)],
        &[("app/a.py", PROGRAM), ("app/b/c.py", &other)],
        &[("src/a.py", PROGRAM), ("src/b/c.py", &other), ("src/b/new.py", "new\n")],
    );
    assert_eq!(paths(&result), ["app/a.py", "app/b/c.py", "app/b/new.py"]);
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn a_new_file_where_the_user_has_one_is_a_conflict_unless_they_agree() {
    let (result, said) = merged(&[], &[("a", "same\nmine\n")], &[("a", "same\nnew\n")]);
    assert_eq!(result[0].1, "same\n<<<<<<< yours\nmine\n||||||| before\n=======\nnew\n>>>>>>> new\n");
    assert_eq!(said, ["a: BothAdded"]);
    let (_, said) = merged(&[], &[("a", "x\n")], &[("a", "x\n")]);
    assert!(said.is_empty());
    let (result, said) =
        merged(&[], &[("package.json", "{\n  \"a\": 1\n}\n")], &[("package.json", "{\n  \"b\": 2\n}\n")]);
    assert_eq!((result[0].1.as_str(), said.len()), ("{\n  \"a\": 1,\n  \"b\": 2\n}\n", 0));
}

#[test]
fn the_mode_changes_where_the_user_left_it() {
    let run = |mut tree: Tree| {
        tree.values_mut().for_each(|file| file.mode = FileMode::Executable);
        tree
    };
    let (regular, executable) = (tree(&[("a", "1\n")]), run(tree(&[("a", "1\n")])));
    let mode = |base: &Tree, ours: &Tree, theirs: &Tree| {
        let file = merge_all(base, ours, theirs).remove(0);
        (file.after.expect("there").mode, file.before.expect("there").mode)
    };
    assert_eq!(mode(&regular, &regular, &executable), (FileMode::Executable, FileMode::Regular));
    assert_eq!(mode(&executable, &regular, &executable), (FileMode::Regular, FileMode::Regular));
    assert_eq!(mode(&executable, &executable, &regular), (FileMode::Regular, FileMode::Executable));
}

#[test]
fn a_base_that_nobody_knows_is_a_conflict_where_the_two_differ() {
    let base: BTreeMap<_, _> = [("a".into(), None), ("b".into(), None), ("c".into(), None)].into();
    let (ours, theirs) =
        (tree(&[("a", "1\nx\n"), ("b", "same\n")]), tree(&[("a", "2\nx\n"), ("b", "same\n"), ("c", "3\n")]));
    let versions = TreeVersions { base: &base, theirs: &theirs, renamed: &BTreeMap::new() };
    let files = merge_trees(&versions, &ours, &Labels::default());
    let kinds: Vec<_> = files.iter().map(|file| file.conflicts.first().map(|conflict| &conflict.kind)).collect();
    assert_eq!(kinds, [Some(&ConflictKind::UnknownBase), None, None]);
    assert_eq!(files[2].after, None);
}

#[test]
fn a_recorded_name_counts_whatever_the_file_has_become() {
    let base: BTreeMap<_, _> = tree(&[("a.py", PROGRAM)]).into_iter().map(|(path, file)| (path, Some(file))).collect();
    let theirs = tree(&[("a.py", "new\n")]);
    let renamed: BTreeMap<_, _> = [("a.py".into(), "mine.py".into())].into();
    let versions = TreeVersions { base: &base, theirs: &theirs, renamed: &renamed };
    let files = merge_trees(&versions, &tree(&[("mine.py", "something else\n")]), &Labels::default());
    assert_eq!((files[0].name(), files[0].conflicts.len()), (Utf8Path::new("mine.py"), 1));
}
