//! The user's own directories: configuration, state, cache.
//! Border: names places by the rules of the system; makes and reads nothing.
use camino::{Utf8Path, Utf8PathBuf};

/// The name of this tool's directory in each of them.
const OWN: &str = "pyworker";

/// Where the user keeps things; a place that the system does not name is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Home {
    /// Settings, written by hand and by `pyworker catalog`.
    pub config: Option<Utf8PathBuf>,
    /// What was seen and decided: pins and trust.
    pub state: Option<Utf8PathBuf>,
    /// Copies that can be fetched again.
    pub cache: Option<Utf8PathBuf>,
}

impl Home {
    /// As the environment says.
    pub fn of_user() -> Self {
        let place = |variable: &str, windows: &str, below: &str| {
            directory(variable)
                .or_else(|| directory(windows).filter(|_| cfg!(windows)))
                .or_else(|| directory("HOME").map(|home| home.join(below)))
                .map(|directory| directory.join(OWN))
        };
        Self {
            config: place("XDG_CONFIG_HOME", "APPDATA", ".config"),
            state: place("XDG_STATE_HOME", "LOCALAPPDATA", ".local/state"),
            cache: place("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache"),
        }
    }

    /// Everything below one directory.
    pub fn below(root: &Utf8Path) -> Self {
        Self { config: Some(root.join("config")), state: Some(root.join("state")), cache: Some(root.join("cache")) }
    }
}

/// An absolute path from the environment; others mean nothing, says the standard.
fn directory(variable: &str) -> Option<Utf8PathBuf> {
    let path = Utf8PathBuf::from(std::env::var(variable).ok()?);
    path.is_absolute().then_some(path)
}

/// `~/x` as the shell would read it, for files in which no shell has read it.
pub(super) fn expand(path: &Utf8Path) -> Option<Utf8PathBuf> {
    let below = path.strip_prefix("~").ok()?;
    directory("HOME").map(|home| home.join(below))
}
