//! The files of a directory.
//! Border: a handle that cannot be led out of the directory; links are refused, not followed.
use std::io::Read as _;

use camino::{Utf8Path, Utf8PathBuf};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, FileType};

use super::error::CatalogError;
use super::limits;
use super::tree::{self, Bytes, Listed, Tree};

/// The files of a directory.
#[derive(Debug)]
pub struct DirectoryTree {
    root: Utf8PathBuf,
    handle: Dir,
}

impl DirectoryTree {
    /// Opens a directory.
    ///
    /// # Errors
    /// A directory that is not there, or cannot be read.
    pub fn open(root: &Utf8Path) -> Result<Self, CatalogError> {
        let path = if root.as_str().is_empty() { Utf8Path::new(".") } else { root };
        match Dir::open_ambient_dir(path, ambient_authority()) {
            Ok(handle) => Ok(Self { root: root.to_owned(), handle }),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                Err(CatalogError::NoDirectory { path: path.to_owned() })
            }
            Err(source) => Err(CatalogError::Unreadable { path: path.to_owned(), source }),
        }
    }

    fn unreadable(&self, path: &Utf8Path) -> impl FnOnce(std::io::Error) -> CatalogError {
        let path = self.name(path);
        move |source| CatalogError::Unreadable { path, source }
    }

    fn walk(&self, directory: &Utf8Path, files: &mut Vec<Listed>) -> Result<(), CatalogError> {
        limits::check_depth(directory)
            .map_err(|excess| CatalogError::Excess { place: self.name(directory), excess })?;
        let path = if directory.as_str().is_empty() { Utf8Path::new(".") } else { directory };
        for entry in self.handle.read_dir(path).map_err(self.unreadable(directory))? {
            let entry = entry.map_err(self.unreadable(directory))?;
            let name = entry.file_name().into_string().map_err(|name| CatalogError::NotText {
                path: self.name(&directory.join(name.to_string_lossy().as_ref())),
            })?;
            let path = directory.join(&name);
            // A work tree's own directory, or the file that stands for it, is no part of a catalog.
            if tree::is_debris(Utf8Path::new(&name)) || name == ".git" {
                continue;
            }
            let kind = entry.file_type().map_err(self.unreadable(&path))?;
            if kind.is_dir() {
                self.walk(&path, files)?;
                continue;
            }
            tree::check_name(path.as_str())
                .map_err(|problem| CatalogError::Name { path: self.name(&path), problem })?;
            if !kind.is_file() {
                return Err(CatalogError::NotAFile { path: self.name(&path), what: what(kind) });
            }
            let bytes = entry.metadata().map_err(self.unreadable(&path))?.len();
            files.push(Listed { path, bytes });
            if files.len() > limits::FILES {
                return Err(CatalogError::Excess { place: self.name(directory), excess: limits::Excess::Files });
            }
        }
        Ok(())
    }
}

fn what(kind: FileType) -> &'static str {
    if kind.is_symlink() { "a symbolic link" } else { "neither a file nor a directory" }
}

impl Tree for DirectoryTree {
    fn name(&self, path: &Utf8Path) -> Utf8PathBuf {
        if path.as_str().is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    fn list(&self, directory: &Utf8Path) -> Result<Vec<Listed>, CatalogError> {
        for above in directory.ancestors().filter(|above| !above.as_str().is_empty()) {
            match self.handle.symlink_metadata(above) {
                Ok(metadata) if metadata.is_symlink() => {
                    return Err(CatalogError::NotAFile { path: self.name(above), what: "a symbolic link" });
                }
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => return Ok(Vec::new()),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
                Err(error) => return Err(self.unreadable(above)(error)),
            }
        }
        let mut files = Vec::new();
        self.walk(directory, &mut files)?;
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }

    fn read(&self, files: &[Listed]) -> Result<Vec<Bytes>, CatalogError> {
        let mut all = Vec::with_capacity(files.len());
        for file in files {
            let opened = self.handle.open(&file.path).map_err(self.unreadable(&file.path))?;
            let mut bytes = Vec::new();
            // The file may have grown since it was listed.
            opened.take(limits::FILE_BYTES).read_to_end(&mut bytes).map_err(self.unreadable(&file.path))?;
            all.push(Bytes::Owned(bytes));
        }
        Ok(all)
    }

    fn find(&self, path: &Utf8Path) -> Result<Option<Listed>, CatalogError> {
        match self.handle.symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => Ok(Some(Listed { path: path.to_owned(), bytes: metadata.len() })),
            Ok(metadata) => Err(CatalogError::NotAFile { path: self.name(path), what: what(metadata.file_type()) }),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(self.unreadable(path)(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(files: &[(&str, &str)]) -> (tempfile::TempDir, Utf8PathBuf) {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8PathBuf::from_path_buf(directory.path().to_owned()).expect("UTF-8");
        for (path, text) in files {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        (directory, root)
    }

    fn paths(listed: &[Listed]) -> Vec<&str> {
        listed.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn files_are_listed_without_what_tools_leave() {
        let (_keep, root) = directory(&[
            ("t/b", "1"),
            ("t/a/x", "22"),
            ("t/a/__pycache__/x.pyc", ""),
            ("t/.git/config", ""),
            ("t/node_modules/x/y", ""),
            ("u/x", ""),
        ]);
        let tree = DirectoryTree::open(&root).expect("opened");
        let listed = tree.list("t".into()).expect("listed");
        assert_eq!(paths(&listed), ["t/a/x", "t/b"]);
        assert_eq!(tree.read(&listed).expect("read"), [b"22".as_slice(), b"1".as_slice()]);
        assert_eq!(tree.list("none".into()).expect("listed"), []);
        assert_eq!(tree.find("t/none".into()).expect("looked"), None);
        assert!(matches!(DirectoryTree::open(&root.join("t/b")), Err(CatalogError::NoDirectory { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_are_refused_wherever_they_stand() {
        use std::os::unix::fs::symlink;
        let (_keep, root) = directory(&[("t/a", "1"), ("outside", "secret"), ("d/t/a", "1")]);
        symlink("../outside", root.join("t/link")).expect("linked");
        symlink("../outside", root.join("d/t/template.toml")).expect("linked");
        symlink("d", root.join("e")).expect("linked");
        let tree = DirectoryTree::open(&root).expect("opened");
        assert!(
            matches!(tree.list("t".into()), Err(CatalogError::NotAFile { path, .. }) if path == root.join("t/link"))
        );
        assert!(matches!(tree.find("d/t/template.toml".into()), Err(CatalogError::NotAFile { .. })));
        assert!(matches!(tree.list("e/t".into()), Err(CatalogError::NotAFile { path, .. }) if path == root.join("e")));
        std::fs::remove_file(root.join("t/link")).expect("removed");
        let _socket = std::os::unix::net::UnixListener::bind(root.join("t/socket")).expect("a socket");
        assert!(matches!(tree.list("t".into()), Err(CatalogError::NotAFile { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_becomes_a_link_after_it_was_listed_leads_nowhere() {
        use std::os::unix::fs::symlink;
        let (_keep, root) = directory(&[("c/t/a", "1"), ("secret", "secret")]);
        let tree = DirectoryTree::open(&root.join("c")).expect("opened");
        let listed = tree.list("t".into()).expect("listed");
        std::fs::remove_file(root.join("c/t/a")).expect("removed");
        symlink(root.join("secret"), root.join("c/t/a")).expect("linked");
        assert!(matches!(tree.read(&listed), Err(CatalogError::Unreadable { .. })));
        std::fs::remove_file(root.join("c/t/a")).expect("removed");
        symlink("../../secret", root.join("c/t/a")).expect("linked");
        assert!(matches!(tree.read(&listed), Err(CatalogError::Unreadable { .. })));
    }

    #[test]
    fn a_name_that_some_system_cannot_have_is_refused() {
        let (_keep, root) = directory(&[("t/files/aux.py", "")]);
        let tree = DirectoryTree::open(&root).expect("opened");
        assert!(matches!(tree.list("t".into()), Err(CatalogError::Name { .. })));
        let (_keep, root) = directory(&[("t/files/{{ package_name | snake_case }}/x.py", "")]);
        let tree = DirectoryTree::open(&root).expect("opened");
        assert_eq!(tree.list("t".into()).expect("listed").len(), 1);
    }
}
