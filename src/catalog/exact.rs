//! Templates as projects have recorded them: this source, this version, this content.
//! Border: finds exactly that content or says what is there instead; newer versions are `catalogs`' business.
use camino::{Utf8Path, Utf8PathBuf};
use semver::Version;

use super::assemble;
use super::built_in::BuiltIn;
use super::catalogs::Catalog;
use super::error::CatalogError;
use super::git::{Fetching, GitTree, Mirror};
use super::index::INDEX;
use super::index_reader;
use super::kind::EntryKind;
use super::location::{Location, Repository};
use super::mismatch::HashMismatch;
use super::shelf::Shelf;
use super::tree::{self, Tree as _};
use crate::template::{Origin, Template};

/// A template as a project has recorded it.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'record> {
    /// What it is.
    pub kind: EntryKind,
    /// Its name.
    pub id: &'record str,
    /// Its version.
    pub version: &'record Version,
    /// Where it came from: `built-in`, a directory, or a repository's address.
    pub source: &'record str,
    /// The commit, if it came from git.
    pub commit: Option<&'record str>,
    /// SHA-256 of its content.
    pub hash: &'record str,
}

impl Catalog {
    /// A template exactly as it was recorded. A commit that is in the cache is not fetched again.
    ///
    /// # Errors
    /// When it cannot be had, or is no longer what was recorded.
    pub fn recorded(&self, recorded: &Recorded<'_>) -> Result<Template, CatalogError> {
        let template = match self.source(recorded.source)? {
            None => from_shelf(&*self.shelf(BuiltIn::NAME)?, recorded)?,
            Some(Location::Git(repository)) => self.at_commit(&repository, recorded)?,
            Some(Location::Directory(directory)) => {
                self.check_directory(&directory)?;
                if directory.join(INDEX).is_file() {
                    from_shelf(&Shelf::in_directory(&directory, None)?, recorded)?
                } else {
                    super::single::in_directory(&directory)?
                }
            }
        };
        if template.hash == recorded.hash {
            return Ok(template);
        }
        Err(CatalogError::Hash(Box::new(HashMismatch {
            id: recorded.id.to_owned(),
            version: recorded.version.clone(),
            place: recorded.source.to_owned(),
            published: recorded.hash.to_owned(),
            found: template.hash,
        })))
    }

    /// The place that a record names; nothing for the catalog inside the program.
    ///
    /// # Errors
    /// A text that names no place.
    pub fn source(&self, source: &str) -> Result<Option<Location>, CatalogError> {
        if source == BuiltIn::NAME {
            return Ok(None);
        }
        source.parse().map(Some).map_err(|problem| CatalogError::Location { problem })
    }

    fn at_commit(&self, repository: &Repository, recorded: &Recorded<'_>) -> Result<Template, CatalogError> {
        self.check_allowed(&repository.source())?;
        let options = self.options();
        let cache = options.home.cache.as_deref();
        let open = |fetching| Mirror::open(repository, cache, fetching, options.prompts);
        let reference = recorded.commit.or(repository.reference.as_deref());
        let absent = if options.offline { Fetching::Never } else { Fetching::IfAbsent };
        let mut mirror = open(absent)?;
        let mut commit = mirror.commit(reference);
        if commit.is_err() && !options.offline {
            mirror = open(Fetching::Always)?;
            commit = mirror.commit(reference);
        }
        let commit = commit?;
        let name = commit.chars().take(10).collect();
        let tree = GitTree::new(mirror.objects().clone(), commit.clone(), name, repository.directory.clone());
        let path = Utf8Path::new(INDEX);
        let directory = match tree::text(&tree, path)? {
            None => {
                let pinned = Repository { reference: Some(commit), ..repository.clone() };
                return super::single::in_repository(&pinned, cache, Fetching::Never, options.prompts)
                    .map(|(template, _)| template);
            }
            Some(text) => {
                let index = index_reader::read(&tree.name(path), &text)?;
                let entry = index.find(recorded.id, recorded.kind);
                entry.map_or_else(|| default_directory(recorded), |entry| entry.path.clone())
            }
        };
        let origin = Origin { source: repository.source(), commit: Some(commit), directory: tree.name(&directory) };
        assemble::template(&tree, &directory, origin)
    }
}

fn default_directory(recorded: &Recorded<'_>) -> Utf8PathBuf {
    Utf8Path::new(recorded.kind.directory()).join(recorded.id)
}

fn from_shelf(shelf: &Shelf, recorded: &Recorded<'_>) -> Result<Template, CatalogError> {
    let entry = shelf.index.find(recorded.id, recorded.kind).filter(|entry| entry.kind == recorded.kind);
    let Some(entry) = entry else {
        let (kind, id) = (recorded.kind, recorded.id.to_owned());
        return Err(CatalogError::UnknownTemplate { kind, id, known: Vec::new(), meant: None });
    };
    let offered = shelf.entry(entry)?;
    if !offered.versions.iter().any(|offered| offered.version == *recorded.version) {
        let versions = offered.versions.into_iter().map(|offered| offered.version).collect();
        let (id, wanted) = (recorded.id.to_owned(), recorded.version.to_string());
        return Err(CatalogError::NoVersion { id, wanted, versions });
    }
    shelf.load(entry, recorded.version)
}
