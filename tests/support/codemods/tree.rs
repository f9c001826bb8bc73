//! A small tree of files in memory.
//! Border: bytes by path; knows nothing of what they mean.
#![allow(dead_code, reason = "each test program uses a part of it")]
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Files by their path with forward slashes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads all files below `folder`; `None` if there is no such folder.
pub fn read(folder: &Path) -> Option<Tree> {
    if !folder.is_dir() {
        return None;
    }
    let mut tree = Tree::new();
    collect(folder, "", &mut tree);
    Some(tree)
}

fn collect(folder: &Path, prefix: &str, tree: &mut Tree) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let entry = entry.expect("a readable entry");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), tree);
        } else {
            tree.insert(format!("{prefix}{name}"), fs::read(&path).expect("a readable file"));
        }
    }
}

/// Writes `tree` below `folder`.
pub fn write(tree: &Tree, folder: &Path) {
    for (path, bytes) in tree {
        let full = folder.join(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("a new folder");
        fs::write(full, bytes).expect("a new file");
    }
}

/// What differs, as a readable text; `None` if the trees are equal.
pub fn difference(expected: &Tree, found: &Tree) -> Option<String> {
    let mut text = String::new();
    for (path, bytes) in expected {
        match found.get(path) {
            None => writeln!(text, "{path} is missing").expect("text"),
            Some(other) if other != bytes => {
                let (before, after) = (shown(bytes), shown(other));
                let diff = similar::TextDiff::from_lines(&before, &after);
                let diff = diff.unified_diff().context_radius(3).header("expected", "found").to_string();
                writeln!(text, "{path} differs\n{diff}").expect("text");
            }
            Some(_) => {}
        }
    }
    for (path, bytes) in found.iter().filter(|(path, _)| !expected.contains_key(*path)) {
        writeln!(text, "{path} should not be there:\n{}", shown(bytes)).expect("text");
    }
    (!text.is_empty()).then_some(text)
}

/// Text with its invisible characters shown.
fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .replace('\r', "␍")
        .replace('\t', "␉")
        .replace('\x0c', "␌")
        .replace('\u{feff}', "[BOM]")
}
