//! What the paths on the command line mean: a root, and what to look at below it.
//! Border: paths only; what stands in the files is not looked at.
use camino::{Utf8Path, Utf8PathBuf};

use crate::config::wrangler;
use crate::plan::git;

/// A path that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` does not exist")]
pub struct NoSuchPath {
    /// As it was typed.
    pub path: Utf8PathBuf,
}

/// Where a change of existing projects takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The directory that all paths of the plan are relative to, absolute and without links.
    pub root: Utf8PathBuf,
    /// What to look at, relative to the root; empty for the root itself.
    pub paths: Vec<Utf8PathBuf>,
    /// What stands before the plan's paths in a patch, so that `git apply` finds the files from where it is run.
    pub prefix: Utf8PathBuf,
    /// The root as the user would name it; `None` if the command runs there.
    pub named_root: Option<Utf8PathBuf>,
}

impl Scope {
    /// The scope of paths that were typed in the directory `current`; none mean that directory.
    ///
    /// # Errors
    /// Paths that do not exist.
    pub fn of(current: &Utf8Path, typed: &[Utf8PathBuf]) -> Result<Self, NoSuchPath> {
        let real = |path: &Utf8Path| path.canonicalize_utf8().map_err(|_| NoSuchPath { path: path.to_owned() });
        let here = real(current)?;
        let mut found = Vec::new();
        for path in typed {
            let full = real(&current.join(path)).map_err(|_| NoSuchPath { path: path.clone() })?;
            found.push(full);
        }
        if found.is_empty() {
            found.push(here.clone());
        }
        let root = if found.iter().all(|path| path.starts_with(&here)) {
            here.clone()
        } else {
            common(found.iter().map(|path| project(path)))
        };
        let top = git::work_tree(&here).unwrap_or_else(|| here.clone());
        let prefix = root.strip_prefix(&top).unwrap_or(Utf8Path::new("")).to_owned();
        let paths = found.iter().map(|path| path.strip_prefix(&root).unwrap_or(path).to_owned()).collect();
        let named_root = if root == here {
            None
        } else {
            match typed {
                [only] if current.join(only).canonicalize_utf8().is_ok_and(|full| full == root) => Some(only.clone()),
                _ => Some(root.clone()),
            }
        };
        Ok(Self { root, paths, prefix, named_root })
    }

    /// Whether `git apply`, run in `current`, reaches all of the plan's files: git passes over files outside of the
    /// directory it runs in.
    pub fn is_reached_from(&self, current: &Utf8Path) -> bool {
        current.canonicalize_utf8().is_ok_and(|here| self.root.starts_with(&here))
    }
}

/// The directory of the project that holds a path: a file belongs to the nearest configuration above it.
fn project(path: &Utf8Path) -> &Utf8Path {
    if path.is_dir() {
        return path;
    }
    let parent = path.parent().unwrap_or(path);
    let holds_project = |directory: &&Utf8Path| wrangler::FILE_NAMES.iter().any(|name| directory.join(name).is_file());
    parent.ancestors().find(holds_project).unwrap_or(parent)
}

/// The deepest directory above all.
fn common<'a>(mut paths: impl Iterator<Item = &'a Utf8Path>) -> Utf8PathBuf {
    let mut root = paths.next().map(Utf8Path::to_owned).unwrap_or_default();
    for path in paths {
        while !path.starts_with(&root) {
            if !root.pop() {
                break;
            }
        }
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> (tempfile::TempDir, Utf8PathBuf) {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let root = Utf8PathBuf::from_path_buf(directory.path().canonicalize().expect("there")).expect("UTF-8");
        for path in ["repo/.git/HEAD", "repo/a/wrangler.toml", "repo/a/src/entry.py", "repo/b/entry.py", "other/x.py"] {
            std::fs::create_dir_all(root.join(path).parent().expect("a parent")).expect("made");
            std::fs::write(root.join(path), "").expect("written");
        }
        (directory, root)
    }

    fn scope(current: &Utf8Path, typed: &[&str]) -> Scope {
        let typed: Vec<Utf8PathBuf> = typed.iter().map(Utf8PathBuf::from).collect();
        Scope::of(current, &typed).expect("a scope")
    }

    #[test]
    fn paths_below_stand_under_the_current_directory() {
        let (_directory, root) = tree();
        let repo = root.join("repo");
        let none = scope(&repo, &[]);
        assert_eq!((none.root, none.paths, none.prefix), (repo.clone(), vec!["".into()], "".into()));
        let two = scope(&repo, &["a", "b/entry.py"]);
        assert_eq!(two.paths, ["a", "b/entry.py"]);
        assert_eq!((two.root, two.named_root), (repo.clone(), None));
        let below = scope(&repo.join("a"), &["src/entry.py"]);
        assert_eq!((below.root.clone(), below.prefix.as_str()), (repo.join("a"), "a"), "git reads paths from its top");
        assert!(below.is_reached_from(&repo.join("a")) && !below.is_reached_from(&repo.join("b")));
    }

    #[test]
    fn paths_elsewhere_have_their_own_root() {
        let (_directory, root) = tree();
        let repo = root.join("repo");
        let one = scope(&repo.join("b"), &["../a"]);
        assert_eq!((one.root, one.prefix.as_str(), one.paths), (repo.join("a"), "a", vec!["".into()]));
        assert_eq!(one.named_root.as_deref(), Some(Utf8Path::new("../a")));
        let file = scope(&repo.join("b"), &["../a/src/entry.py"]);
        assert_eq!((file.root, file.paths), (repo.join("a"), vec!["src/entry.py".into()]));
        let apart = scope(&repo.join("b"), &["../a", "."]);
        assert_eq!((apart.root, apart.paths), (repo.clone(), vec!["a".into(), "b".into()]));
        let outside = scope(&repo, &["../other/x.py"]);
        assert_eq!((outside.root, outside.prefix.as_str()), (root.join("other"), ""));
        assert!(matches!(Scope::of(&repo, &["nope".into()]), Err(NoSuchPath { .. })));
    }
}
