//! The file of settings that a command changes.
//! Border: the user's own file is replaced as a whole; a project's file is changed by a plan, like every other file of
//! a project, so that it can be undone.
use camino::{Utf8Path, Utf8PathBuf};

use crate::catalog::{CatalogError, Configured, Home, Location, PROJECT_FILE, Settings, USER_FILE};
use crate::cli::Error;
use crate::plan::apply::{ApplyRequest, History, apply};
use crate::plan::{Content, FileMode, FileOutcome};
use crate::ui::Interrupts;

/// A file of settings that can be changed.
pub(super) struct SettingsFile {
    settings: Settings,
    is_project: bool,
}

impl SettingsFile {
    /// The user's own file, or the project's: the one that holds here, or a new one in this directory.
    pub fn open(is_project: bool) -> Result<Self, Error> {
        let path = if is_project {
            let here = camino::absolute_utf8(".")
                .map_err(|source| CatalogError::Unreadable { path: Utf8PathBuf::from("."), source })?;
            Settings::of_project(&here).unwrap_or_else(|| here.join(PROJECT_FILE))
        } else {
            Home::of_user().config.ok_or(CatalogError::NoHome)?.join(USER_FILE)
        };
        Ok(Self { settings: Settings::read(&path)?, is_project })
    }

    /// Where it is.
    pub fn path(&self) -> &Utf8Path {
        &self.settings.path
    }

    /// Whether it names a catalog.
    pub fn has(&self, name: &str) -> bool {
        self.settings.catalogs.iter().any(|known| known.name == name)
    }

    /// Adds a catalog; says whether there was anything to do.
    pub fn add(&self, configured: &Configured) -> Result<bool, Error> {
        if let Some(known) = self.settings.catalogs.iter().find(|known| known.name == configured.name) {
            return if same(&known.location, &configured.location) && known.priority == configured.priority {
                Ok(false)
            } else {
                let name = configured.name.clone();
                Err(CatalogError::NameTaken { name, location: known.location.to_string() }.into())
            };
        }
        let source = self.written(&configured.location);
        self.write(self.settings.with_catalog(configured, &source), &format!("add the catalog {}", configured.name))?;
        Ok(true)
    }

    /// Removes a catalog.
    pub fn remove(&self, name: &str) -> Result<(), Error> {
        self.write(self.settings.without_catalog(name), &format!("remove the catalog {name}"))
    }

    /// A place as the file has it: in a project, directories of the same repository are named from the file on.
    fn written(&self, location: &Location) -> String {
        match location {
            Location::Directory(directory) if self.is_project => {
                let base = self.path().parent().unwrap_or(Utf8Path::new(""));
                let real = base.canonicalize_utf8().unwrap_or_else(|_| base.to_owned());
                match crate::plan::git::work_tree(&real).filter(|top| directory.starts_with(top)) {
                    Some(_) => relative(&real, directory),
                    None if directory.starts_with(&real) => relative(&real, directory),
                    None => directory.to_string(),
                }
            }
            _ => location.to_string(),
        }
    }

    fn write(&self, text: Option<String>, label: &str) -> Result<(), Error> {
        let path = self.path();
        let unwritable = |source| CatalogError::Unwritable { path: path.to_owned(), source };
        let text =
            text.ok_or_else(|| unwritable(std::io::Error::other("its catalogs are not written as [[catalog]]")))?;
        if !self.is_project {
            return crate::catalog::replace_file(path, &text).map_err(|source| unwritable(source).into());
        }
        let root = path.parent().unwrap_or(Utf8Path::new("."));
        let before = path.is_file().then(|| Content::from(self.settings.text.as_bytes()));
        let file = FileOutcome {
            path: Utf8PathBuf::from(PROJECT_FILE),
            before,
            after: Some(Content::from(text.as_bytes())),
            mode: FileMode::Regular,
            mode_change: None,
        };
        let _shelter = Interrupts::shelter();
        apply(&ApplyRequest {
            root,
            files: &[file],
            label,
            history: History::Keep,
            conflicts: &[],
            interrupted: &Interrupts::pending,
        })?;
        Ok(())
    }
}

fn same(one: &Location, other: &Location) -> bool {
    let real = |location: &Location| match location {
        Location::Directory(path) => path.canonicalize_utf8().unwrap_or_else(|_| path.clone()).into_string(),
        Location::Git(_) => location.to_string(),
    };
    real(one) == real(other)
}

/// The way from one directory to another.
fn relative(from: &Utf8Path, to: &Utf8Path) -> String {
    let common = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let up = from.components().count() - common;
    let down: Vec<&str> = to.components().skip(common).map(|part| part.as_str()).collect();
    let start = if up == 0 { ".".to_owned() } else { vec![".."; up].join("/") };
    if down.is_empty() { start } else { format!("{start}/{}", down.join("/")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_one_directory_to_another() {
        let way = |from: &str, to: &str| relative(from.into(), to.into());
        assert_eq!(way("/a/b", "/a/b/c/d"), "./c/d");
        assert_eq!(way("/a/b", "/a/c"), "../c");
        assert_eq!(way("/a/b/c", "/a"), "../..");
        assert_eq!(way("/a", "/a"), ".");
    }
}
