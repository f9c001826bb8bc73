//! A small tree of files in memory.
//! Border: bytes by path; knows nothing of what they mean.
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Files by their path with forward slashes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads all files below `folder`; `None` if there is no such folder.
///
/// # Errors
/// A file that cannot be read, a name that is not UTF-8.
pub fn read_tree(folder: &Path) -> io::Result<Option<Tree>> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let mut tree = Tree::new();
    collect(folder, "", &mut tree)?;
    Ok(Some(tree))
}

fn collect(folder: &Path, prefix: &str, tree: &mut Tree) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{} is not UTF-8", name.to_string_lossy()))
        })?;
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), tree)?;
        } else {
            tree.insert(format!("{prefix}{name}"), fs::read(&path)?);
        }
    }
    Ok(())
}

/// Writes `tree` below `folder`.
///
/// # Errors
/// A file that cannot be written.
pub fn write_tree(tree: &Tree, folder: &Path) -> io::Result<()> {
    for (path, bytes) in tree {
        let full = folder.join(path);
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(full, bytes)?;
    }
    Ok(())
}

/// What differs, as a readable text; `None` if the trees are equal.
pub fn difference(expected: &Tree, found: &Tree) -> Option<String> {
    let mut text = String::new();
    for (path, bytes) in expected {
        match found.get(path) {
            None => text.push_str(&format!("{path} is missing\n")),
            Some(other) if other != bytes => {
                let (before, after) = (shown(bytes), shown(other));
                let diff = similar::TextDiff::from_lines(&before, &after);
                let diff = diff.unified_diff().context_radius(3).header("expected", "found").to_string();
                text.push_str(&format!("{path} differs\n{diff}\n"));
            }
            Some(_) => {}
        }
    }
    for (path, bytes) in found.iter().filter(|(path, _)| !expected.contains_key(*path)) {
        text.push_str(&format!("{path} should not be there:\n{}\n", shown(bytes)));
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
