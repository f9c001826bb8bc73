//! The versions in `pins.toml`, and the name of the cached folder that follows from them.
//! Border: reads what is compiled in; installing is `setup`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::error::Error;

const TEXT: &str = include_str!("../pins.toml");

/// What else decides the content of the cached folder: the code that makes it.
const MAKERS: &[&str] =
    &[include_str!("bundle.rs"), include_str!("capnp.rs"), include_str!("glue.rs"), include_str!("setup.rs")];

/// All pinned versions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pins {
    /// npm packages.
    pub npm: BTreeMap<String, String>,
    /// Python distributions for workers, by normalised name.
    pub worker: BTreeMap<String, WorkerPackage>,
    /// Names of platforms, as wheels spell them.
    pub platform: Platform,
    /// The virtual environment on the machine's own Python.
    pub tools: Tools,
}

/// A distribution that can go into `python_modules/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkerPackage {
    /// Its version.
    pub version: String,
    /// Which of its wheels.
    pub wheel: Wheel,
    /// What it imports.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What is added to it.
    pub append: Option<Addition>,
}

/// Text that is added to a file of a distribution.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// The file, in the distribution.
    pub file: String,
    /// The text.
    pub text: String,
}

/// Which of a distribution's wheels is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wheel {
    /// The one for any platform.
    Pure,
    /// The one for Pyodide's platform.
    Emscripten,
    /// A Linux one without its compiled part.
    Stripped,
}

/// Names of platforms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// The version of Python inside the worker.
    pub python: String,
    /// Pyodide's platform.
    pub emscripten: String,
    /// The platform of wheels that are taken without their compiled part.
    pub linux: String,
}

/// The virtual environment for checks outside the runtime.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tools {
    /// The oldest Python that will do.
    pub oldest_python: String,
    /// What is installed.
    pub packages: BTreeMap<String, String>,
}

impl Pins {
    /// Reads the pins that are compiled in.
    pub fn load() -> Result<Pins, Error> {
        toml_edit::de::from_str(TEXT).map_err(|error| Error::Content {
            path: Path::new("tests/runtime/pins.toml").to_owned(),
            reason: error.to_string(),
        })
    }

    /// A name that changes with anything that decides what the cached folder holds.
    pub fn folder_name() -> String {
        let mut hash = Sha256::new();
        hash.update(TEXT);
        for maker in MAKERS {
            hash.update(maker);
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}
