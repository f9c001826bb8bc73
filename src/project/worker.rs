//! One Worker of a repository, as its files describe it.
//! Border: data; finding it is `discover`'s work, reading its Python the codemods'.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::config::BindingKind;
use crate::plan::Place;

/// A Worker with a Python entry module. Paths are relative to the snapshot's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Its name, from the configuration or the directory.
    pub name: String,
    /// The directory of its configuration (or of its entry module, without one); empty for the root itself.
    pub directory: Utf8PathBuf,
    /// Its wrangler configuration, if it has one.
    pub config: Option<Utf8PathBuf>,
    /// The entry module.
    pub main: Utf8PathBuf,
    /// The directory that its imports start from: the directory of the entry module.
    pub import_root: Utf8PathBuf,
    /// The compatibility date at the top of the configuration.
    pub compatibility_date: Option<String>,
    /// The compatibility flags at the top of the configuration.
    pub compatibility_flags: Vec<String>,
    /// What each name on `env` stands for, over all environments. A name with different kinds in different
    /// environments has the kind `Other("conflicting")`.
    pub bindings: BTreeMap<String, WorkerBinding>,
    /// All Python files that belong to it: its import graph can only reach these. Vendored and generated ones are not
    /// among them.
    pub python_files: Vec<Utf8PathBuf>,
    /// Python files of others that may import from it: tests, and workers below it or around it. They are read to see
    /// what has to stay, and never changed.
    pub neighbours: Vec<Utf8PathBuf>,
}

/// One binding and the place that declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerBinding {
    /// What it stands for.
    pub kind: BindingKind,
    /// Where the configuration says so.
    pub place: Place,
}
