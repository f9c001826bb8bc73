//! One catalog that is open: its index and its files.
//! Border: one place; which catalogs there are, and which one is asked, is `Catalog`'s decision.
use std::rc::Rc;

use camino::{Utf8Path, Utf8PathBuf};
use semver::Version;

use super::assemble;
use super::built_in::BuiltIn;
use super::codemod_set::CodemodSet;
use super::directory_tree::DirectoryTree;
use super::entry::{Entry, Offered};
use super::error::CatalogError;
use super::git::{self, Fetching, GitTree, Mirror, Objects, Prompts};
use super::index::{INDEX, Index, IndexEntry, Published};
use super::index_reader;
use super::inheritance;
use super::kind::EntryKind;
use super::location::{Location, Repository};
use super::mismatch::{HashMismatch, Misnamed};
use super::tree::{self, Bytes, Tree};
use crate::template::{MANIFEST, Origin, Template};

/// One catalog that is open.
pub struct Shelf {
    /// Its name, as in `name/template`.
    pub name: String,
    /// Where it lies, as it is recorded: `built-in`, a directory, or a repository's address.
    pub source: String,
    /// Where it lies, if it is not inside the program.
    pub location: Option<Location>,
    /// What it says.
    pub index: Index,
    tree: Rc<dyn Tree>,
    commit: Option<String>,
    tag: Option<String>,
    history: Option<History>,
}

/// Where earlier versions are read from.
struct History {
    objects: Objects,
    /// The catalog's directory in the repository.
    top: Utf8PathBuf,
}

impl Shelf {
    /// The catalog inside the program.
    ///
    /// # Errors
    /// A mistake in it.
    pub fn built_in() -> Result<Self, CatalogError> {
        Self::over(BuiltIn::NAME.to_owned(), None, Rc::new(BuiltIn), None, None)
    }

    /// The catalog in a directory; `name` if it is not what it calls itself.
    ///
    /// # Errors
    /// No directory, no index, or a mistake in it.
    pub fn in_directory(root: &Utf8Path, name: Option<&str>) -> Result<Self, CatalogError> {
        let tree = DirectoryTree::open(root)?;
        // Versions that are published are read from the repository that the directory lies in.
        let here = if root.as_str().is_empty() { Utf8Path::new(".") } else { root };
        let history = Objects::around(here).map(|(objects, top)| History { objects, top });
        let location = Location::Directory(here.to_owned());
        Self::over(name.unwrap_or_default().to_owned(), Some(location), Rc::new(tree), None, history)
    }

    /// The catalog in a repository, fetched as it is allowed; `name` if it is not what it calls itself.
    ///
    /// # Errors
    /// What git says, no index, or a mistake in it.
    pub fn in_repository(
        repository: &Repository,
        name: Option<&str>,
        cache: Option<&Utf8Path>,
        fetching: Fetching,
        prompts: Prompts,
    ) -> Result<Self, CatalogError> {
        let mirror = Mirror::open(repository, cache, fetching, prompts)?;
        let commit = mirror.commit(repository.reference.as_deref())?;
        let objects = mirror.objects().clone();
        let top = repository.directory.clone();
        let reference = repository.reference.clone().unwrap_or_else(|| short(&commit));
        let tree = GitTree::new(objects.clone(), commit.clone(), reference, top.clone());
        let location = Location::Git(repository.clone());
        let history = Some(History { objects, top });
        let tag = match &repository.reference {
            Some(reference) if mirror.objects().is_tag(reference)? => Some(reference.clone()),
            _ => None,
        };
        let name = name.unwrap_or_default().to_owned();
        let shelf = Self::over(name, Some(location), Rc::new(tree), Some(commit), history)?;
        Ok(Self { tag, ..shelf })
    }

    /// A catalog that is written nowhere yet.
    ///
    /// # Errors
    /// A mistake in its index.
    pub fn in_memory(tree: impl Tree + 'static) -> Result<Self, CatalogError> {
        let location = Some(Location::Directory(Utf8PathBuf::new()));
        Self::over(String::new(), location, Rc::new(tree), None, None)
    }

    fn over(
        name: String,
        location: Option<Location>,
        tree: Rc<dyn Tree>,
        commit: Option<String>,
        history: Option<History>,
    ) -> Result<Self, CatalogError> {
        let source = match &location {
            None => BuiltIn::NAME.to_owned(),
            Some(Location::Directory(path)) => path.canonicalize_utf8().unwrap_or_else(|_| path.clone()).into_string(),
            Some(Location::Git(repository)) => repository.source(),
        };
        let path = Utf8Path::new(INDEX);
        let Some(text) = tree::text(&*tree, path)? else {
            let is_template = tree.find(Utf8Path::new(MANIFEST))?.is_some();
            let top = tree.name(Utf8Path::new(""));
            // Git has no directories without files.
            if matches!(location, Some(Location::Git(_))) && tree.list(Utf8Path::new(""))?.is_empty() {
                return Err(CatalogError::NoDirectory { path: top });
            }
            let source_name = top.into_string();
            return Err(CatalogError::NoIndex { source_name, is_template });
        };
        let index = index_reader::read(&tree.name(path), &text)?;
        let name = if name.is_empty() { index.name.clone() } else { name };
        Ok(Self { name, source, location, index, tree, commit, tag: None, history })
    }

    /// The same catalog as it is committed, if it lies in a repository that has a commit.
    ///
    /// # Errors
    /// What git says, and an index that was not committed.
    pub fn committed(&self) -> Result<Option<Self>, CatalogError> {
        let Some(History { objects, top }) = &self.history else { return Ok(None) };
        let Some(commit) = objects.verify("HEAD")? else { return Ok(None) };
        let tree = GitTree::new(objects.clone(), commit.clone(), short(&commit), top.clone());
        Self::over(self.name.clone(), self.location.clone(), Rc::new(tree), Some(commit), None).map(Some)
    }

    /// Its files that are not committed as they are, if it lies in a repository.
    ///
    /// # Errors
    /// What git says.
    pub fn uncommitted(&self) -> Result<Option<Vec<Utf8PathBuf>>, CatalogError> {
        match (&self.location, &self.history) {
            (Some(Location::Directory(directory)), Some(_)) => Ok(Some(git::uncommitted(directory)?)),
            _ => Ok(None),
        }
    }

    /// The commit of a tag, if there is such a tag.
    ///
    /// # Errors
    /// What git says.
    pub fn tagged(&self, tag: &str) -> Result<Option<String>, CatalogError> {
        match &self.history {
            Some(history) => Ok(history.objects.verify(&format!("refs/tags/{tag}"))?),
            None => Ok(None),
        }
    }

    /// SHA-256 of its index.
    pub fn hash(&self) -> String {
        crate::plan::Content::from(self.index.text.as_bytes()).hash()
    }

    /// Its files as they are now.
    pub fn tree(&self) -> &dyn Tree {
        &*self.tree
    }

    /// The commit that its index was read from.
    pub fn commit(&self) -> Option<&str> {
        self.commit.as_deref()
    }

    /// The tag that its index was read from, if it was one.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// Whether other people decide what is in it, so that what was seen has to be remembered.
    pub fn is_remote(&self) -> bool {
        matches!(self.location, Some(Location::Git(_)))
    }

    /// What there is of one kind, sorted by id.
    ///
    /// # Errors
    /// When a manifest cannot be read.
    pub fn entries(&self, kind: EntryKind) -> Result<Vec<Entry>, CatalogError> {
        self.index.entries.iter().filter(|entry| entry.kind == kind).map(|entry| self.entry(entry)).collect()
    }

    /// An entry of the index as it is offered.
    ///
    /// # Errors
    /// When a manifest cannot be read.
    pub fn entry(&self, entry: &IndexEntry) -> Result<Entry, CatalogError> {
        let mut versions: Vec<Offered> = Vec::new();
        for published in &entry.versions {
            versions.push(Offered {
                version: published.version.clone(),
                needs_pyworker: published.needs_pyworker.clone().or_else(|| entry.needs_pyworker.clone()),
                published: true,
            });
        }
        // What lies in a directory can be used before it is published; from a repository only what is published.
        if !self.is_remote()
            && let Some(version) = self.working_version(entry)?
            && entry.published(&version).is_none()
        {
            let needs_pyworker = entry.needs_pyworker.clone();
            versions.push(Offered { version, needs_pyworker, published: false });
        }
        versions.sort_by(|one, other| other.version.cmp(&one.version));
        Ok(Entry {
            catalog: self.name.clone(),
            id: entry.id.clone(),
            kind: entry.kind,
            title: entry.title.clone(),
            summary: entry.summary.clone(),
            owner: entry.owner.clone().or_else(|| self.index.owner.clone()),
            tags: entry.tags.clone(),
            group: entry.group,
            stage: entry.stage.clone(),
            versions,
        })
    }

    /// The version that lies in the catalog's own files.
    ///
    /// # Errors
    /// A manifest that cannot be read.
    pub fn working_version(&self, entry: &IndexEntry) -> Result<Option<Version>, CatalogError> {
        assemble::version(&*self.tree, entry)
    }

    /// What lies in the catalog's own files for an entry, published or not; some of its rules may match no file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn working(&self, entry: &IndexEntry) -> Result<Template, CatalogError> {
        assemble::working(&*self.tree, &entry.path, self.origin(&entry.path))
    }

    /// The directories of the templates that an entry inherits from, as far as they can be found.
    pub fn ancestors(&self, entry: &IndexEntry) -> Vec<Utf8PathBuf> {
        match entry.kind {
            EntryKind::Codemods => Vec::new(),
            _ => inheritance::ancestors(&*self.tree, &entry.path),
        }
    }

    /// The set of codemods that lies in the catalog's own files.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn working_codemods(&self, entry: &IndexEntry, version: &Version) -> Result<CodemodSet, CatalogError> {
        let files = tree::content(&*self.tree, &entry.path)?;
        Ok(CodemodSet {
            id: entry.id.clone(),
            version: version.clone(),
            source: self.source.clone(),
            commit: self.commit.clone(),
            hash: assemble::codemods_hash(&files),
            directory: self.tree.name(&entry.path),
            files,
        })
    }

    /// The files below a directory of the catalog, by their paths below it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn content(&self, directory: &Utf8Path) -> Result<Vec<(Utf8PathBuf, Bytes)>, CatalogError> {
        tree::content(&*self.tree, directory)
    }

    /// The text of one file of the catalog, if it is there.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn text(&self, path: &Utf8Path) -> Result<Option<String>, CatalogError> {
        tree::text(&*self.tree, path)
    }

    fn origin(&self, directory: &Utf8Path) -> Origin {
        Origin { source: self.source.clone(), commit: self.commit.clone(), directory: self.tree.name(directory) }
    }

    /// One version of an entry, as a template.
    ///
    /// # Errors
    /// When it cannot be read, or is not what was published.
    pub fn load(&self, entry: &IndexEntry, version: &Version) -> Result<Template, CatalogError> {
        let published = entry.published(version);
        let (tree, commit) = self.tree_at(entry, version)?;
        let directory = published.and_then(|published| published.path.as_deref()).unwrap_or(&entry.path);
        let origin = Origin { source: self.source.clone(), commit, directory: tree.name(directory) };
        let template = assemble::template(&*tree, directory, origin)?;
        let manifest = &template.manifest;
        if manifest.id != entry.id || manifest.version != *version {
            return Err(CatalogError::Identity(Box::new(Misnamed {
                id: entry.id.clone(),
                version: version.clone(),
                found_id: manifest.id.clone(),
                found_version: manifest.version.clone(),
                path: manifest.path().to_owned(),
            })));
        }
        self.check_hash(entry, version, &template.hash, &*tree)?;
        Ok(template)
    }

    /// One version of an entry, as a set of codemods.
    ///
    /// # Errors
    /// When it cannot be read, or is not what was published.
    pub fn codemods(&self, entry: &IndexEntry, version: &Version) -> Result<CodemodSet, CatalogError> {
        let published = entry.published(version);
        let (tree, commit) = self.tree_at(entry, version)?;
        let path = published.and_then(|published| published.path.as_deref()).unwrap_or(&entry.path);
        let files = tree::content(&*tree, path)?;
        let hash = assemble::codemods_hash(&files);
        self.check_hash(entry, version, &hash, &*tree)?;
        Ok(CodemodSet {
            id: entry.id.clone(),
            version: version.clone(),
            source: self.source.clone(),
            commit,
            hash,
            directory: tree.name(path),
            files,
        })
    }

    /// A page that lies beside the manifest of a version: a README, say.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn page(&self, entry: &IndexEntry, version: &Version, name: &str) -> Result<Option<String>, CatalogError> {
        let published = entry.published(version);
        let (tree, _) = self.tree_at(entry, version)?;
        let directory = published.and_then(|published| published.path.as_deref()).unwrap_or(&entry.path);
        tree::text(&*tree, &directory.join(name))
    }

    /// The commit that a published version is read from, if it comes from git.
    ///
    /// # Errors
    /// No git, or no such name.
    pub(super) fn commit_of(&self, published: &Published) -> Result<Option<String>, CatalogError> {
        match (&published.reference, &self.history) {
            (Some(reference), Some(history)) => Ok(Some(history.objects.commit(reference)?)),
            _ => Ok(self.commit.clone()),
        }
    }

    fn check_hash(
        &self,
        entry: &IndexEntry,
        version: &Version,
        found: &str,
        tree: &dyn Tree,
    ) -> Result<(), CatalogError> {
        match entry.published(version) {
            Some(published) if published.hash != found => Err(CatalogError::Hash(Box::new(HashMismatch {
                id: format!("{}/{}", self.name, entry.id),
                version: version.clone(),
                place: tree.name(Utf8Path::new("")).into_string(),
                published: published.hash.clone(),
                found: found.to_owned(),
            }))),
            _ => Ok(()),
        }
    }

    /// The files that hold a version, and the commit they are of.
    fn tree_at(&self, entry: &IndexEntry, version: &Version) -> Result<(Rc<dyn Tree>, Option<String>), CatalogError> {
        let own = || (Rc::clone(&self.tree), self.commit.clone());
        let reference = entry.published(version).and_then(|published| published.reference.as_deref());
        let (Some(reference), Some(history)) = (reference, &self.history) else { return Ok(own()) };
        // What lies in a directory may be newer than its last tag, and is what its author wants to try.
        if !self.is_remote() && self.working_version(entry)?.as_ref() == Some(version) {
            return Ok(own());
        }
        let commit = history.objects.commit(reference)?;
        let tree = GitTree::new(history.objects.clone(), commit.clone(), reference.to_owned(), history.top.clone());
        Ok((Rc::new(tree), Some(commit)))
    }
}

fn short(commit: &str) -> String {
    commit.chars().take(10).collect()
}
