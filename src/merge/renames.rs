//! Which files were given other names, by the user and by the new version.
//! Border: pairs of paths; what becomes of the files is `tree`'s work.
use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::similarity::{ENOUGH, Fingerprint};
use crate::plan::Content;

/// A file that may have been renamed, or have been made by that.
pub type Candidate<'a> = (&'a Utf8Path, &'a Content);

/// For each of `gone` the one of `appeared` that it most probably became. Each is taken once.
pub fn renames(gone: &[Candidate<'_>], appeared: &[Candidate<'_>]) -> BTreeMap<Utf8PathBuf, Utf8PathBuf> {
    let fingerprints: Vec<Option<Fingerprint>> = appeared.iter().map(|(_, content)| Fingerprint::of(content)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (from, (old_path, old)) in gone.iter().enumerate() {
        let Some(fingerprint) = Fingerprint::of(old) else { continue };
        for (to, (new_path, new)) in appeared.iter().enumerate() {
            let Some(other) = &fingerprints[to] else { continue };
            // A program does not become a table: what has another ending has to be the very same.
            let is_akin = old_path.extension() == new_path.extension();
            let similarity = if old == new { 1.0 } else { fingerprint.similarity(other) };
            if old == new || is_akin && similarity >= ENOUGH {
                // Of files that are equally similar the one with the same name is meant.
                let same_name = old_path.file_name() == new_path.file_name();
                pairs.push((similarity + if same_name { 0.5 } else { 0.0 }, from, to));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2)));
    let (mut found, mut left, mut taken) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    for (_, from, to) in pairs {
        if !left.contains(&from) && !taken.contains(&to) {
            left.insert(from);
            taken.insert(to);
            found.insert(gone[from].0.to_owned(), appeared[to].0.to_owned());
        }
    }
    found
}

/// Directories that moved as a whole: every file that was in them has moved, and all to the same place.
pub fn moved_directories(
    renames: &BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    before: &BTreeSet<&Utf8Path>,
    is_there: &dyn Fn(&Utf8Path) -> bool,
) -> BTreeMap<Utf8PathBuf, Utf8PathBuf> {
    let mut moved = BTreeMap::new();
    let directories: BTreeSet<&Utf8Path> = renames
        .keys()
        .flat_map(|path| path.ancestors().skip(1))
        .filter(|directory| !directory.as_str().is_empty())
        .collect();
    for directory in directories {
        let mut targets = BTreeSet::new();
        let mut inside = before.iter().filter(|path| path.starts_with(directory));
        let whole = inside.all(|path| {
            let rest = path.strip_prefix(directory).unwrap_or(path);
            match renames.get(*path) {
                Some(to) => {
                    let base = to.as_str().strip_suffix(rest.as_str()).map(|base| base.trim_end_matches('/'));
                    base.is_some_and(|base| {
                        targets.insert(Utf8PathBuf::from(base));
                        true
                    })
                }
                // Removed is not left behind.
                None => !is_there(path),
            }
        });
        if let (true, 1, Some(target)) = (whole, targets.len(), targets.first())
            && target != directory
        {
            moved.insert(directory.to_owned(), target.clone());
        }
    }
    moved
}

/// Where a new file goes whose directory has moved.
pub fn follow(moved: &BTreeMap<Utf8PathBuf, Utf8PathBuf>, path: &Utf8Path) -> Utf8PathBuf {
    for directory in path.ancestors().skip(1) {
        if let (Some(target), Ok(rest)) = (moved.get(directory), path.strip_prefix(directory)) {
            return target.join(rest);
        }
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_content_and_each_is_taken_once() {
        let long = Content::from("one line\nanother line\na third line\n");
        let edited = Content::from("one line\nanother line\na third line\nmine\n");
        let other = Content::from("nothing\nof\nthis\n");
        let path = Utf8Path::new;
        let gone = [(path("src/a.py"), &long), (path("src/b.py"), &long)];
        let appeared = [(path("x.py"), &edited), (path("lib/b.py"), &edited), (path("c.py"), &other)];
        let found = renames(&gone, &appeared);
        let pairs: Vec<(&str, &str)> = found.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        assert_eq!(pairs, [("src/a.py", "x.py"), ("src/b.py", "lib/b.py")]);
        assert!(renames(&[(path("a.py"), &long)], &[(path("a.txt"), &edited)]).is_empty(), "another kind of file");
        assert_eq!(renames(&[(path("a.py"), &long)], &[(path("a.txt"), &long)]).len(), 1, "unless it is the same");
    }

    #[test]
    fn a_directory_has_moved_if_nothing_stayed() {
        let path = |text: &str| Utf8PathBuf::from(text);
        let renames: BTreeMap<_, _> =
            [(path("src/a.py"), path("app/a.py")), (path("src/b/c.py"), path("app/b/c.py"))].into();
        let before: BTreeSet<&Utf8Path> =
            ["src/a.py", "src/b/c.py", "src/gone.py", "README.md"].map(Utf8Path::new).into();
        let moved = moved_directories(&renames, &before, &|path| path == "README.md");
        assert_eq!(follow(&moved, Utf8Path::new("src/b/new.py")), path("app/b/new.py"));
        assert_eq!(follow(&moved, Utf8Path::new("docs/new.md")), path("docs/new.md"));
        let moved = moved_directories(&renames, &before, &|path| path == "src/gone.py");
        assert_eq!(follow(&moved, Utf8Path::new("src/new.py")), path("src/new.py"), "something stayed");
    }
}
