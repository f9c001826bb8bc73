//! All catalogs of a run, in the order in which they are asked.
//! Border: decides which catalog and which version; each catalog is a `shelf`.
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use camino::{Utf8Path, Utf8PathBuf};

use super::built_in::BuiltIn;
use super::codemod_set::CodemodSet;
use super::entry::Entry;
use super::error::CatalogError;
use super::git::{Fetching, Prompts};
use super::home::Home;
use super::index::{IndexEntry, Stage};
use super::kind::EntryKind;
use super::location::Location;
use super::mismatch::{Moved, Seen};
use super::news::{self, News};
use super::notice::Notice;
use super::pins::{self, Pins};
use super::policy::{Decided, Policy};
use super::reference::Reference;
use super::settings::{Configured, Settings, USER_FILE};
use super::shelf::Shelf;
use super::single;
use crate::template::{Kind, Template};
use crate::text::closest;

/// What a catalog is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The user's own directories.
    pub home: Home,
    /// The directory whose project settings hold; it need not exist.
    pub directory: Utf8PathBuf,
    /// Whether nothing may be fetched.
    pub offline: bool,
    /// Whether git may ask for a password.
    pub prompts: Prompts,
}

/// All catalogs of a run, in the order in which they are asked.
pub struct Catalog {
    places: Vec<Place>,
    policies: Vec<Policy>,
    pins: RefCell<Pins>,
    notices: RefCell<Vec<Notice>>,
    options: Options,
}

/// A catalog that is opened when it is needed.
struct Place {
    name: String,
    location: Option<Location>,
    shelf: RefCell<Option<Rc<Shelf>>>,
    /// Whether it was fetched in this run.
    fetched: Cell<bool>,
}

impl Default for Catalog {
    /// The built-in templates alone.
    fn default() -> Self {
        let options = Options {
            home: Home::default(),
            directory: Utf8PathBuf::new(),
            offline: true,
            prompts: Prompts::Forbidden,
        };
        Self::of(options, &[])
    }
}

impl Catalog {
    /// The catalogs that the user's and the project's settings name, and the built-in one.
    ///
    /// # Errors
    /// Settings that cannot be read.
    pub fn open(options: Options) -> Result<Self, CatalogError> {
        let mut settings = Vec::new();
        if let Some(path) = Settings::of_project(&options.directory) {
            settings.push(Settings::read(&path)?);
        }
        if let Some(config) = &options.home.config {
            settings.push(Settings::read(&config.join(USER_FILE))?);
        }
        Ok(Self::of(options, &settings))
    }

    fn of(options: Options, settings: &[Settings]) -> Self {
        let mut configured: Vec<(i64, Place)> = Vec::new();
        for Configured { name, location, priority } in settings.iter().flat_map(|settings| &settings.catalogs) {
            // The project's settings come first: a name means there what they say.
            if !configured.iter().any(|(_, place)| place.name == *name) {
                configured.push((*priority, Place::new(name, Some(location.clone()))));
            }
        }
        configured.push((0, Place::new(BuiltIn::NAME, None)));
        configured.sort_by_key(|(priority, _)| -priority);
        let pins = Pins::read(options.home.state.as_deref());
        Self {
            places: configured.into_iter().map(|(_, place)| place).collect(),
            policies: settings.iter().map(|settings| settings.policy.clone()).collect(),
            pins: RefCell::new(pins),
            notices: RefCell::default(),
            options,
        }
    }

    /// What it was opened with.
    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    /// The names of all catalogs, in the order in which they are asked.
    pub fn names(&self) -> Vec<String> {
        self.places.iter().map(|place| place.name.clone()).collect()
    }

    /// The directory whose project settings hold.
    pub(super) fn directory(&self) -> &Utf8Path {
        &self.options.directory
    }

    /// The catalog of the settings that lies at a source, as records name it.
    pub(super) fn configured(&self, source: &str) -> Option<(String, Location)> {
        let is_meant = |location: &Location| match location {
            Location::Directory(path) => path.canonicalize_utf8().is_ok_and(|path| path == source),
            Location::Git(repository) => repository.source() == source,
        };
        let place = self.places.iter().find(|place| place.location.as_ref().is_some_and(is_meant))?;
        Some((place.name.clone(), place.location.clone()?))
    }

    /// The names of the catalogs that the policies allow.
    pub fn allowed_names(&self) -> Vec<String> {
        let allowed = |place: &&Place| match &place.location {
            None => self.check_allowed(BuiltIn::NAME).is_ok(),
            Some(Location::Directory(directory)) => self.check_directory(directory).is_ok(),
            Some(Location::Git(repository)) => self.check_allowed(&repository.source()).is_ok(),
        };
        self.places.iter().filter(allowed).map(|place| place.name.clone()).collect()
    }

    /// What the settings allow and demand; all of it holds.
    pub fn policies(&self) -> &[Policy] {
        &self.policies
    }

    /// The layers that every new project gets.
    pub fn required_layers(&self) -> Vec<Reference> {
        let mut layers: Vec<Reference> = Vec::new();
        for layer in self.policies.iter().flat_map(|policy| &policy.layers) {
            if !layers.contains(layer) {
                layers.push(layer.clone());
            }
        }
        layers
    }

    /// The answers that are decided; the project's settings count more than the user's.
    pub fn decided(&self) -> Vec<Decided> {
        let mut decided: Vec<Decided> = Vec::new();
        for policy in &self.policies {
            for (name, value) in &policy.answers {
                if !decided.iter().any(|known| known.name == *name) {
                    let (name, value, policy) = (name.clone(), value.clone(), policy.path.clone());
                    decided.push(Decided { name, value, policy });
                }
            }
        }
        decided
    }

    /// What the user should be told, since the last time this was asked.
    pub fn take_notices(&self) -> Vec<Notice> {
        std::mem::take(&mut *self.notices.borrow_mut())
    }

    fn notice(&self, notice: Notice) {
        let mut notices = self.notices.borrow_mut();
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }

    /// One catalog, as it was fetched last.
    ///
    /// # Errors
    /// No such catalog, or it cannot be read.
    pub fn shelf(&self, name: &str) -> Result<Rc<Shelf>, CatalogError> {
        let Some(place) = self.places.iter().find(|place| place.name == name) else {
            return Err(CatalogError::UnknownCatalog { name: name.to_owned(), catalogs: self.names() });
        };
        self.open_place(place)
    }

    fn open_place(&self, place: &Place) -> Result<Rc<Shelf>, CatalogError> {
        if let Some(shelf) = &*place.shelf.borrow() {
            return Ok(Rc::clone(shelf));
        }
        let shelf = match &place.location {
            None => {
                self.check_allowed(BuiltIn::NAME)?;
                Rc::new(Shelf::built_in()?)
            }
            Some(location) => Rc::new(self.open_location(location, Some(&place.name), Fetching::IfAbsent)?),
        };
        *place.shelf.borrow_mut() = Some(Rc::clone(&shelf));
        Ok(shelf)
    }

    /// The catalog at a place, which need not be one of the settings.
    ///
    /// # Errors
    /// A place that is not allowed, or cannot be read.
    pub fn open_location(
        &self,
        location: &Location,
        name: Option<&str>,
        fetching: Fetching,
    ) -> Result<Shelf, CatalogError> {
        match location {
            Location::Directory(directory) => {
                self.check_directory(directory)?;
                Shelf::in_directory(directory, name)
            }
            Location::Git(repository) => {
                self.check_allowed(&repository.source())?;
                let fetching = if self.options.offline { Fetching::Never } else { fetching };
                let cache = self.options.home.cache.as_deref();
                let shelf = Shelf::in_repository(repository, name, cache, fetching, self.options.prompts)?;
                if repository.credentials.is_some() {
                    self.notice(Notice::Credentials { source: repository.source() });
                }
                if let Some(tag) = shelf.tag() {
                    let seen = Seen { commit: shelf.commit().map(str::to_owned), hash: shelf.hash() };
                    self.meet(&shelf, &format!("@{tag}"), &seen)?;
                }
                Ok(shelf)
            }
        }
    }

    /// A template by its own directory or repository.
    pub(super) fn load_place(&self, location: &Location) -> Result<Template, CatalogError> {
        match location {
            Location::Directory(directory) => {
                let base = camino::absolute_utf8("").unwrap_or_default();
                let directory = Location::Directory(directory.clone()).directory(&base).unwrap_or_default();
                self.check_directory(&directory)?;
                single::in_directory(&directory)
            }
            Location::Git(repository) => {
                self.check_allowed(&repository.source())?;
                let fetching = if self.options.offline { Fetching::Never } else { Fetching::Always };
                let cache = self.options.home.cache.as_deref();
                let (template, tag) = single::in_repository(repository, cache, fetching, self.options.prompts)?;
                if repository.credentials.is_some() {
                    self.notice(Notice::Credentials { source: repository.source() });
                }
                if let Some(tag) = tag {
                    let seen = Seen { commit: template.origin.commit.clone(), hash: template.hash.clone() };
                    self.compare(&repository.source(), &format!("@{tag}"), None, &seen)?;
                }
                Ok(template)
            }
        }
    }

    pub(super) fn check_directory(&self, directory: &Utf8Path) -> Result<(), CatalogError> {
        let real = directory.canonicalize_utf8().unwrap_or_else(|_| directory.to_owned());
        self.check_allowed(real.as_str())
    }

    pub(super) fn check_allowed(&self, source: &str) -> Result<(), CatalogError> {
        match self.policies.iter().find(|policy| !policy.allows(source)) {
            None => Ok(()),
            Some(policy) => Err(CatalogError::NotAllowed {
                source_name: source.to_owned(),
                allowed: policy.sources.iter().flatten().map(ToString::to_string).collect(),
                policy: policy.path.clone(),
            }),
        }
    }

    /// Compares what something is with what it was when it was first seen, and remembers it then.
    fn meet(&self, shelf: &Shelf, name: &str, is: &Seen) -> Result<(), CatalogError> {
        self.compare(&shelf.source, name, Some(&shelf.name), is)
    }

    fn compare(&self, source: &str, name: &str, catalog: Option<&str>, is: &Seen) -> Result<(), CatalogError> {
        let was = self.pins.borrow_mut().meet(source, name, is);
        let Some(was) = was else {
            self.pins.borrow_mut().save();
            return Ok(());
        };
        let (id, version) = match (catalog, pins::parts(name)) {
            (Some(catalog), Some((_, id, version))) => (format!("{catalog}/{id}"), version),
            (catalog, _) => (catalog.unwrap_or(source).to_owned(), name.trim_start_matches('@')),
        };
        let (version, catalog, pin) = (version.to_owned(), catalog.map(str::to_owned), name.to_owned());
        Err(CatalogError::Moved(Box::new(Moved { id, version, pin, catalog, was, is: is.clone() })))
    }

    /// Fetches a catalog and says what changed. With `accept`, versions that moved count as seen for the first time.
    ///
    /// # Errors
    /// No such catalog, or it cannot be had.
    pub fn refresh(&self, name: &str, accept: bool) -> Result<News, CatalogError> {
        let place = self.places.iter().find(|place| place.name == name);
        let Some(location @ Location::Git(repository)) = place.and_then(|place| place.location.as_ref()) else {
            return Ok(News::between(None, &*self.shelf(name)?).of_directory());
        };
        // What was fetched before need not be there, or need not be readable by this program.
        let cache = self.options.home.cache.as_deref();
        let before = Shelf::in_repository(repository, Some(name), cache, Fetching::Never, self.options.prompts).ok();
        if accept {
            // The catalog's own tag is compared while it is opened.
            let tag = repository.reference.as_deref().unwrap_or_default();
            self.pins.borrow_mut().forget_tag(&repository.source(), tag);
        }
        let now = self.open_location(location, Some(name), Fetching::Always)?;
        let mut news = News::between(before.as_ref(), &now);
        news.moved = news::moved(&now, &self.pins.borrow())?;
        if accept {
            let mut pins = self.pins.borrow_mut();
            for moved in &news.moved {
                pins.accept(&now.source, moved);
            }
            pins.save();
        }
        Ok(news)
    }

    /// Everything of one kind. Where two catalogs have the same name, both are listed.
    ///
    /// # Errors
    /// When a catalog cannot be read.
    pub fn entries(&self, kind: impl Into<EntryKind>) -> Result<Vec<Entry>, CatalogError> {
        let kind = kind.into();
        let mut entries = Vec::new();
        for name in self.allowed_names() {
            entries.extend(self.shelf(&name)?.entries(kind)?);
        }
        Ok(entries)
    }

    /// The shortest name that means this entry here.
    pub fn name_of(&self, entry: &Entry) -> String {
        let first = self.places.iter().find(|place| {
            place.shelf.borrow().as_ref().is_some_and(|shelf| {
                shelf.index.find(&entry.id, entry.kind).is_some_and(|found| found.kind == entry.kind)
            })
        });
        match first {
            Some(place) if place.name == entry.catalog && place.location.is_none() => entry.id.clone(),
            _ => entry.full_name(),
        }
    }

    /// The template that `reference` names: the newest version that it allows and that this program understands.
    ///
    /// # Errors
    /// When there is none, it cannot be read, or it is not what was published.
    pub fn load(&self, reference: &Reference, kind: Kind) -> Result<Template, CatalogError> {
        self.load_one(reference, &[EntryKind::from(kind)])
    }

    /// The same, whatever kind of template it is.
    ///
    /// # Errors
    /// When there is none, it cannot be read, or it is not what was published.
    pub fn load_any(&self, reference: &Reference) -> Result<Template, CatalogError> {
        self.load_one(reference, &[EntryKind::Template, EntryKind::Preset, EntryKind::Layer])
    }

    fn load_one(&self, reference: &Reference, kinds: &[EntryKind]) -> Result<Template, CatalogError> {
        if let Some(location) = &reference.location {
            let template = self.load_place(location)?;
            let found = EntryKind::from(template.manifest.kind);
            return match kinds.contains(&found) {
                true => Ok(template),
                false => Err(CatalogError::OtherKind { id: reference.to_string(), found, wanted: kinds[0] }),
            };
        }
        let (shelf, entry) = self.find(reference, kinds)?;
        let version = self.choose(&shelf, &entry, reference)?;
        let template = shelf.load(&entry, &version)?;
        let seen = Seen { commit: template.origin.commit.clone(), hash: template.hash.clone() };
        self.seen(&shelf, &entry, &version, &seen)?;
        Ok(template)
    }

    /// The catalog and the entry that a reference means, of whatever kind.
    ///
    /// # Errors
    /// When there is none, or the catalog cannot be read.
    pub fn look_up(&self, reference: &Reference) -> Result<(Rc<Shelf>, IndexEntry), CatalogError> {
        self.find(reference, &EntryKind::ALL)
    }

    /// The set of codemods that `reference` names.
    ///
    /// # Errors
    /// When there is none, it cannot be read, or it is not what was published.
    pub fn codemods(&self, reference: &Reference) -> Result<CodemodSet, CatalogError> {
        let (shelf, entry) = self.find(reference, &[EntryKind::Codemods])?;
        let version = self.choose(&shelf, &entry, reference)?;
        let set = shelf.codemods(&entry, &version)?;
        let seen = Seen { commit: set.commit.clone(), hash: set.hash.clone() };
        self.seen(&shelf, &entry, &version, &seen)?;
        Ok(set)
    }

    pub(super) fn seen(
        &self,
        shelf: &Shelf,
        entry: &IndexEntry,
        version: &semver::Version,
        seen: &Seen,
    ) -> Result<(), CatalogError> {
        if shelf.is_remote() {
            self.meet(shelf, &pins::name(entry.kind, &entry.id, version), seen)?;
        }
        if let Stage::Deprecated { replaced_by } = &entry.stage {
            let id = format!("{}/{}", shelf.name, entry.id);
            self.notice(Notice::Deprecated { kind: entry.kind, id, replaced_by: replaced_by.clone() });
        }
        Ok(())
    }

    /// The catalog and the entry that a reference means; a catalog from elsewhere is fetched again, unless the one
    /// version that is wanted is known already.
    fn find(&self, reference: &Reference, kinds: &[EntryKind]) -> Result<(Rc<Shelf>, IndexEntry), CatalogError> {
        let mut other = None;
        let mut refused = None;
        for place in &self.places {
            if reference.catalog.as_deref().is_some_and(|name| name != place.name) {
                continue;
            }
            if reference.catalog.is_none()
                && place.location.is_none()
                && let Err(error) = self.check_allowed(BuiltIn::NAME)
            {
                refused = Shelf::built_in()?.index.find_among(&reference.id, kinds).map(|_| error);
                continue;
            }
            let mut shelf = self.open_place(place)?;
            let entry = shelf.index.find_among(&reference.id, kinds);
            let is_named = reference.catalog.is_some() || entry.is_some();
            let is_known =
                entry.zip(reference.exact()).is_some_and(|(entry, version)| entry.published(version).is_some());
            if is_named
                && !self.options.offline
                && !is_known
                && !place.fetched.get()
                && let Some(location @ Location::Git(_)) = &place.location
            {
                shelf = Rc::new(self.open_location(location, Some(&place.name), Fetching::Always)?);
                place.fetched.set(true);
                *place.shelf.borrow_mut() = Some(Rc::clone(&shelf));
            }
            match shelf.index.find_among(&reference.id, kinds) {
                Some(entry) if kinds.contains(&entry.kind) => return Ok((Rc::clone(&shelf), entry.clone())),
                Some(entry) => other = other.or(Some(entry.kind)),
                None => {}
            }
        }
        if let Some(refused) = refused {
            return Err(refused);
        }
        match other {
            Some(found) => Err(CatalogError::OtherKind { id: reference.to_string(), found, wanted: kinds[0] }),
            None => Err(self.unknown(reference, kinds)),
        }
    }

    fn choose(
        &self,
        shelf: &Shelf,
        entry: &IndexEntry,
        reference: &Reference,
    ) -> Result<semver::Version, CatalogError> {
        let offered = shelf.entry(entry)?;
        let wanted = |version: &semver::Version| reference.allows(version);
        let id = if shelf.location.is_some() { offered.full_name() } else { offered.id.clone() };
        // The newest of all, also of those that this program is too old for.
        let newest = offered.versions.iter().find(|offered| wanted(&offered.version) && offered.version.pre.is_empty());
        match offered.choose(&wanted) {
            Some(chosen) => {
                if let Some(newest) = newest.filter(|newest| !newest.is_understood())
                    && let Some(needed) = &newest.needs_pyworker
                {
                    let (newer, chosen) = (newest.version.clone(), chosen.version.clone());
                    self.notice(Notice::Newer { id, newer, needed: needed.clone(), chosen });
                }
                Ok(chosen.version.clone())
            }
            None => match offered.versions.iter().find(|offered| wanted(&offered.version)) {
                Some(found) => {
                    let needed = found.needs_pyworker.clone().unwrap_or(semver::Version::new(0, 0, 0));
                    Err(CatalogError::ToolTooOld { id: format!("{id} {}", found.version), needed })
                }
                None => Err(CatalogError::NoVersion {
                    id,
                    wanted: reference.requirement(),
                    versions: offered.versions.into_iter().map(|offered| offered.version).collect(),
                }),
            },
        }
    }

    fn unknown(&self, reference: &Reference, kinds: &[EntryKind]) -> CatalogError {
        let catalogs = self.names();
        if let Some(name) = reference.catalog.as_ref().filter(|name| !catalogs.contains(name)) {
            return CatalogError::UnknownCatalog { name: name.clone(), catalogs };
        }
        let entries = |kind: EntryKind| match &reference.catalog {
            Some(name) => self.shelf(name).and_then(|shelf| shelf.entries(kind)),
            None => self.entries(kind),
        };
        let entries = kinds.iter().flat_map(|kind| entries(*kind).unwrap_or_default());
        let known: Vec<String> = entries.map(|entry| self.name_of(&entry)).collect();
        let ids = || known.iter().map(|name| name.rsplit('/').next().unwrap_or(name));
        let meant =
            closest(&reference.id, ids()).and_then(|id| known.iter().find(|name| name.rsplit('/').next() == Some(id)));
        CatalogError::UnknownTemplate { kind: kinds[0], id: reference.to_string(), meant: meant.cloned(), known }
    }
}

impl Place {
    fn new(name: &str, location: Option<Location>) -> Self {
        Self { name: name.to_owned(), location, shelf: RefCell::default(), fetched: Cell::new(false) }
    }
}

#[cfg(test)]
#[path = "catalogs_tests.rs"]
mod tests;
