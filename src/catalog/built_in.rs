//! The catalog inside the program.
//! Border: bytes that were embedded when it was built; one version of each template.
use camino::{Utf8Path, Utf8PathBuf};
use include_dir::{Dir, DirEntry, include_dir};

use super::error::CatalogError;
use super::index::INDEX;
use super::tree::{self, Bytes, Listed, Tree};

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The catalog inside the program.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltIn;

impl BuiltIn {
    /// The catalog's name.
    pub const NAME: &'static str = "built-in";
    /// Where it lies in this project.
    pub const DIRECTORY: &'static str = "templates";

    /// Its index, as messages name it.
    pub fn index_path() -> Utf8PathBuf {
        Utf8Path::new(Self::DIRECTORY).join(INDEX)
    }
}

impl Tree for BuiltIn {
    fn name(&self, path: &Utf8Path) -> Utf8PathBuf {
        Utf8Path::new(Self::DIRECTORY).join(path)
    }

    fn list(&self, directory: &Utf8Path) -> Result<Vec<Listed>, CatalogError> {
        let mut files = Vec::new();
        let found = if directory.as_str().is_empty() { Some(&TEMPLATES) } else { TEMPLATES.get_dir(directory) };
        if let Some(found) = found {
            collect(found, &mut files);
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }

    fn read(&self, files: &[Listed]) -> Result<Vec<Bytes>, CatalogError> {
        let bytes = |file: &Listed| TEMPLATES.get_file(&file.path).map(|found| Bytes::Borrowed(found.contents()));
        // What was listed is there: it cannot change.
        Ok(files.iter().filter_map(bytes).collect())
    }

    fn find(&self, path: &Utf8Path) -> Result<Option<Listed>, CatalogError> {
        let listed = |bytes: &[u8]| Listed { path: path.to_owned(), bytes: bytes.len() as u64 };
        Ok(TEMPLATES.get_file(path).map(|file| listed(file.contents())))
    }
}

fn collect(directory: &'static Dir<'static>, files: &mut Vec<Listed>) {
    for entry in directory.entries() {
        // Names come from this project's own tree and are text.
        let Some(path) = Utf8Path::from_path(entry.path()).filter(|path| !tree::is_debris(path)) else { continue };
        match entry {
            DirEntry::Dir(directory) => collect(directory, files),
            // `include_dir` keeps the separator of the machine that built the program.
            DirEntry::File(file) => files
                .push(Listed { path: path.as_str().replace('\\', "/").into(), bytes: file.contents().len() as u64 }),
        }
    }
}

#[cfg(test)]
#[path = "built_in_tests.rs"]
mod tests;
