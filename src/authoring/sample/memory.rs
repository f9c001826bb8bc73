//! A catalog's files before they are written anywhere.
//! Border: bytes by paths; nothing is limited, because they are the program's own.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::catalog::{Bytes, CatalogError, Listed, Tree};
use crate::plan::Content;

/// A catalog's files before they are written anywhere.
pub struct Memory(BTreeMap<Utf8PathBuf, Content>);

impl Memory {
    /// These files.
    pub fn new(files: BTreeMap<Utf8PathBuf, Content>) -> Self {
        Self(files)
    }
}

fn listed((path, content): (&Utf8PathBuf, &Content)) -> Listed {
    Listed { path: path.clone(), bytes: content.bytes().len() as u64 }
}

impl Tree for Memory {
    fn name(&self, path: &Utf8Path) -> Utf8PathBuf {
        path.to_owned()
    }

    fn list(&self, directory: &Utf8Path) -> Result<Vec<Listed>, CatalogError> {
        Ok(self.0.iter().filter(|(path, _)| path.starts_with(directory)).map(listed).collect())
    }

    fn read(&self, files: &[Listed]) -> Result<Vec<Bytes>, CatalogError> {
        let bytes = |file: &Listed| self.0.get(&file.path).map(|content| Bytes::Owned(content.bytes().to_vec()));
        Ok(files.iter().filter_map(bytes).collect())
    }

    fn find(&self, path: &Utf8Path) -> Result<Option<Listed>, CatalogError> {
        Ok(self.0.get_key_value(path).map(listed))
    }
}
