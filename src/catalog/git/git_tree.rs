//! The files of a commit, or of a directory in it.
//! Border: listed and read as objects; nothing is checked out, so neither filters nor line ends change a byte.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::Objects;
use super::objects::TreeEntry;
use crate::catalog::error::CatalogError;
use crate::catalog::limits;
use crate::catalog::tree::{self, Bytes, Listed, Tree};

/// The files of a commit, or of a directory in it.
#[derive(Debug)]
pub struct GitTree {
    objects: Objects,
    commit: String,
    /// As messages name the commit: the tag, the branch, or its own name.
    reference: String,
    /// The directory that counts as the top.
    top: Utf8PathBuf,
    /// Where the objects of the listed files are, so that reading them asks git once.
    known: std::cell::RefCell<BTreeMap<Utf8PathBuf, String>>,
}

impl GitTree {
    /// The files of `commit` below `top`.
    pub fn new(objects: Objects, commit: String, reference: String, top: Utf8PathBuf) -> Self {
        Self { objects, commit, reference, top, known: std::cell::RefCell::default() }
    }

    /// The same commit below another directory.
    #[must_use]
    pub fn below(self, top: Utf8PathBuf) -> Self {
        Self { top, known: std::cell::RefCell::default(), ..self }
    }

    /// The commit.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    fn at(&self, path: &Utf8Path) -> Utf8PathBuf {
        match (self.top.as_str(), path.as_str()) {
            ("", _) => path.to_owned(),
            (_, "") => self.top.clone(),
            _ => self.top.join(path),
        }
    }

    /// An entry as a file of this tree.
    fn listed(&self, entry: TreeEntry) -> Result<Listed, CatalogError> {
        let path = String::from_utf8(entry.path)
            .map_err(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
            .map_err(|path| CatalogError::NotText { path: self.name(Utf8Path::new(&path)) })?;
        let path = Utf8PathBuf::from(path);
        let path = path.strip_prefix(&self.top).unwrap_or(&path).to_owned();
        tree::check_name(path.as_str()).map_err(|problem| CatalogError::Name { path: self.name(&path), problem })?;
        let what = match entry.mode.as_str() {
            "120000" => Some("a symbolic link"),
            "160000" => Some("a submodule"),
            "040000" => Some("a directory"),
            _ => None,
        };
        if let Some(what) = what {
            return Err(CatalogError::NotAFile { path: self.name(&path), what });
        }
        self.known.borrow_mut().insert(path.clone(), entry.object);
        Ok(Listed { path, bytes: entry.bytes })
    }
}

impl Tree for GitTree {
    fn name(&self, path: &Utf8Path) -> Utf8PathBuf {
        let at = self.at(path);
        let below = if at.as_str().is_empty() { String::new() } else { format!("//{at}") };
        Utf8PathBuf::from(format!("{}@{}{below}", self.objects.address(), self.reference))
    }

    fn list(&self, directory: &Utf8Path) -> Result<Vec<Listed>, CatalogError> {
        let at = self.at(directory);
        // With a slash git lists what is in it, and a file of that name is none.
        let at = if at.as_str().is_empty() { at } else { Utf8PathBuf::from(format!("{at}/")) };
        let mut files = Vec::new();
        for entry in self.objects.entries(&self.commit, &at, true)? {
            if std::str::from_utf8(&entry.path).is_ok_and(|path| tree::is_debris(Utf8Path::new(path))) {
                continue;
            }
            files.push(self.listed(entry)?);
            if files.len() > limits::FILES {
                return Err(CatalogError::Excess { place: self.name(directory), excess: limits::Excess::Files });
            }
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }

    fn read(&self, files: &[Listed]) -> Result<Vec<Bytes>, CatalogError> {
        let known = self.known.borrow();
        let objects: Vec<String> = files.iter().filter_map(|file| known.get(&file.path).cloned()).collect();
        Ok(self.objects.blobs(&objects)?.into_iter().map(Bytes::Owned).collect())
    }

    fn find(&self, path: &Utf8Path) -> Result<Option<Listed>, CatalogError> {
        let found = self.objects.entries(&self.commit, &self.at(path), false)?;
        found.into_iter().next().map(|entry| self.listed(entry)).transpose()
    }
}
