//! What files were in earlier commits.
//! Border: reads; without git there is no history.
use std::collections::BTreeMap;
use std::ffi::OsStr;

use camino::{Utf8Path, Utf8PathBuf};

use super::command::{git, git_reading, prefix};
use crate::plan::Content;

/// How many commits of a file are looked at.
const MOST_COMMITS: &str = "--max-count=200";

/// What each of `paths` (relative to `root`) was in the commits that changed it, the newest first.
pub fn history(root: &Utf8Path, paths: &[Utf8PathBuf]) -> BTreeMap<Utf8PathBuf, Vec<Content>> {
    let mut found: BTreeMap<Utf8PathBuf, Vec<Content>> = BTreeMap::new();
    let Some(prefix) = prefix(root) else { return found };
    let mut names: Vec<(&Utf8PathBuf, String)> = Vec::new();
    for path in paths {
        let arguments = ["rev-list", MOST_COMMITS, "HEAD", "--", path.as_str()].map(OsStr::new);
        let commits = git(root, &arguments).and_then(|commits| String::from_utf8(commits).ok()).unwrap_or_default();
        // A name with a line end in it would be taken for two.
        if !path.as_str().contains('\n') {
            names.extend(commits.lines().map(|commit| (path, format!("{commit}:{prefix}{path}"))));
        }
    }
    let asked: String = names.iter().map(|(_, name)| format!("{name}\n")).collect();
    let Some(answer) = git_reading(root, &["cat-file", "--batch"], asked.as_bytes()) else { return found };
    let mut rest = answer.as_slice();
    for (path, _) in names {
        let Some((content, behind)) = next_object(rest) else { break };
        if let Some(content) = content {
            found.entry(path.clone()).or_default().push(Content::from(content));
        }
        rest = behind;
    }
    found
}

/// The next object of a batch, and what follows it; without content where there is none.
fn next_object(answer: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let (header, rest) = (std::str::from_utf8(&answer[..end]).ok()?, &answer[end + 1..]);
    let mut words = header.rsplit(' ');
    match (words.next()?.parse::<usize>(), words.next()?) {
        (Ok(size), kind) if rest.len() > size => Some(((kind == "blob").then(|| &rest[..size]), &rest[size + 1..])),
        _ => Some((None, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::git::conflicts::tests::Repository;

    #[test]
    fn what_a_file_was_is_found_below_the_top_too() {
        let repository = Repository::new();
        for text in ["one\n", "two\n\n3", ""] {
            repository.write("sub/größe x", text);
            repository.commit();
        }
        repository.remove("sub/größe x");
        repository.commit();
        let path = Utf8PathBuf::from("größe x");
        let found = history(&repository.root.join("sub"), &["missing".into(), path.clone()]);
        let texts: Vec<&[u8]> = found[&path].iter().map(Content::bytes).collect();
        assert_eq!(texts, [&b""[..], b"two\n\n3", b"one\n"]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn outside_of_a_repository_there_is_no_history() {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        assert!(history(root, &["a".into()]).is_empty());
    }
}
