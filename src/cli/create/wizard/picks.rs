//! The layers that are picked by hand: group by group, with a reason on each that cannot be had.
//! Border: which layers there are and go together; how the screens look is others' business.
use crate::catalog::{Catalog, Reference};
use crate::cli::Error;
use crate::compose::{ComposeError, resolve};
use crate::template::{Group, Kind, Template};

/// One group with what was picked from it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Picked {
    group: Group,
    ids: Vec<String>,
}

/// Picks of some groups; those of the others are open.
#[derive(Debug, Clone, Default)]
pub(super) struct Picks {
    /// Every layer there is, read when it is first needed.
    offered: Vec<Template>,
    picked: Vec<Picked>,
    /// What was picked before going back, offered again.
    earlier: Vec<Picked>,
}

impl Picks {
    /// Reads the layers of a catalog, once.
    pub fn read(&mut self, catalog: &Catalog) -> Result<(), Error> {
        if self.offered.is_empty() {
            for entry in catalog.entries(Kind::Feature)? {
                // A layer is known by its id; of two the first one counts. What is not published cannot be had.
                if entry.newest().is_none() || self.offered.iter().any(|known| known.manifest.id == entry.id) {
                    continue;
                }
                self.offered.push(catalog.load(&Reference::within(entry.catalog, entry.id), Kind::Feature)?);
            }
        }
        Ok(())
    }

    /// The first group that has layers and nothing decided.
    pub fn open_group(&self) -> Option<Group> {
        Group::ALL
            .into_iter()
            .find(|group| self.of(*group).next().is_some() && !self.picked.iter().any(|picked| picked.group == *group))
    }

    /// The layers of a group, in the order of their titles.
    pub fn of(&self, group: Group) -> impl Iterator<Item = &Template> {
        let mut layers: Vec<&Template> =
            self.offered.iter().filter(|layer| layer.manifest.group == Some(group)).collect();
        layers.sort_by(|one, other| one.manifest.title.cmp(&other.manifest.title));
        layers.into_iter()
    }

    /// Why a layer cannot be added to what is picked in other groups, if so.
    pub fn obstacle(&self, layer: &Template) -> Option<ComposeError> {
        let others = self.picked.iter().filter(|picked| Some(picked.group) != layer.manifest.group);
        let mut ids: Vec<&str> = others.flat_map(|picked| picked.ids.iter().map(String::as_str)).collect();
        ids.push(&layer.manifest.id);
        self.compose(&ids).err()
    }

    /// Whether the picks of a group go together and with those of other groups.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, group: Group, ids: &[String]) -> Result<(), ComposeError> {
        let others = self.picked.iter().filter(|picked| picked.group != group);
        let all: Vec<&str> = others.flat_map(|picked| &picked.ids).chain(ids).map(String::as_str).collect();
        self.compose(&all)
    }

    /// Decides a group.
    pub fn pick(&mut self, group: Group, ids: Vec<String>) {
        self.picked.retain(|picked| picked.group != group);
        self.picked.push(Picked { group, ids });
    }

    /// Makes a group undecided again.
    pub fn forget(&mut self, group: Group) {
        self.earlier.retain(|picked| picked.group != group);
        self.earlier.extend(self.picked.iter().filter(|picked| picked.group == group).cloned());
        self.picked.retain(|picked| picked.group != group);
    }

    /// Makes everything undecided, and what was picked before too.
    pub fn clear(&mut self) {
        self.picked.clear();
        self.earlier.clear();
    }

    /// What was picked from a group before going back.
    pub fn earlier(&self, group: Group) -> Option<&[String]> {
        self.earlier.iter().find(|picked| picked.group == group).map(|picked| &picked.ids[..])
    }

    /// All picks, in the order of the groups.
    pub fn all(&self) -> Vec<String> {
        let groups = Group::ALL.into_iter();
        groups
            .flat_map(|group| self.picked.iter().filter(move |picked| picked.group == group))
            .flat_map(|picked| picked.ids.iter().cloned())
            .collect()
    }

    /// The picks as templates.
    pub fn templates(&self) -> Vec<Template> {
        let all = self.all();
        all.iter().filter_map(|id| self.offered.iter().find(|layer| layer.manifest.id == *id)).cloned().collect()
    }

    /// Whether layers can be composed.
    fn compose(&self, ids: &[&str]) -> Result<(), ComposeError> {
        let find = |id: &str| self.offered.iter().find(|layer| layer.manifest.id == id).cloned();
        let wanted = ids.iter().filter_map(|id| find(id)).collect();
        match resolve(wanted, Vec::new(), |id| find(id).ok_or(Obstacle::NotOffered)) {
            Ok(_) => Ok(()),
            Err(Obstacle::Compose(error)) => Err(error),
            // A need that no catalog has is told when the project is put together.
            Err(Obstacle::NotOffered) => Ok(()),
        }
    }
}

/// Why layers could not be composed.
enum Obstacle {
    Compose(ComposeError),
    NotOffered,
}

impl From<ComposeError> for Obstacle {
    fn from(error: ComposeError) -> Self {
        Self::Compose(error)
    }
}
