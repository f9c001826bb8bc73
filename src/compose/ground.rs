//! Where in a tree layers are laid: the configuration, the entry module, the directory of the code.
//! Border: paths; reads the configuration for them and nothing else.
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::ComposeError;
use crate::config::wrangler::{self, WranglerConfig};
use crate::project::{Snapshot, Worker};
use crate::template::{Value, Variables};
use crate::text::Source;

/// A worker's places, relative to the tree's root, which is the worker's own directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The wrangler configuration, if there is one.
    pub config: Option<Utf8PathBuf>,
    /// The entry module.
    pub main: Utf8PathBuf,
}

impl Ground {
    /// The ground of the tree whose root holds a wrangler configuration.
    ///
    /// # Errors
    /// No configuration with a Python entry module inside of the tree.
    pub fn of_tree(tree: &Snapshot) -> Result<Self, ComposeError> {
        let path = wrangler::FILE_NAMES.iter().map(Utf8PathBuf::from).find(|path| tree.exists(path));
        let path = path.ok_or(ComposeError::NoWorker)?;
        let content = tree.read(&path).ok_or(ComposeError::NoWorker)?;
        let source = Source::decode(content.bytes()).map_err(|_| ComposeError::NoWorker)?;
        let format = wrangler::format_of(path.as_str()).ok_or(ComposeError::NoWorker)?;
        let config = WranglerConfig::parse(source.text, format).map_err(|_| ComposeError::NoWorker)?;
        let main = config.main().filter(|main| main.ends_with(".py")).ok_or(ComposeError::NoWorker)?;
        let main = inside(Utf8Path::new(&main.replace('\\', "/")))?;
        Ok(Self { config: Some(path), main })
    }

    /// The ground of a worker that was found in a larger tree; paths are relative to the worker's directory.
    ///
    /// # Errors
    /// An entry module outside of that directory.
    pub fn of_worker(worker: &Worker) -> Result<Self, ComposeError> {
        let relative = |path: &Utf8Path| path.strip_prefix(&worker.directory).map(Utf8Path::to_owned);
        let main = relative(&worker.main).map_err(|_| ComposeError::Outside { main: worker.main.clone() })?;
        let config = worker.config.as_ref().and_then(|config| relative(config).ok());
        Ok(Self { config, main })
    }

    /// The directory that the worker's imports start from; empty for the root.
    pub fn source(&self) -> &Utf8Path {
        self.main.parent().unwrap_or(Utf8Path::new(""))
    }

    /// Where a file of a layer goes: `src/` is the directory of the code.
    pub fn path(&self, file: &Utf8Path) -> Utf8PathBuf {
        match file.strip_prefix("src") {
            Ok(rest) => self.source().join(rest),
            Err(_) => file.to_owned(),
        }
    }

    /// Whether a module of that name is the project's own.
    pub fn is_own_module(&self, tree: &Snapshot, module: &str) -> bool {
        let top = module.split('.').next().unwrap_or(module);
        let path = self.source().join(top);
        tree.exists(&path.join("__init__.py"))
            || tree.exists(&self.source().join(format!("{top}.py")))
            || tree.has_directory(&path)
    }

    /// The variables that say where the code is.
    pub fn variables(&self) -> Variables {
        let source = self.source().as_str();
        let source = if source.is_empty() { String::new() } else { format!("{source}/") };
        let entry = self.main.file_name().unwrap_or_default().to_owned();
        Variables::from([("source".to_owned(), Value::Text(source)), ("entry_module".to_owned(), Value::Text(entry))])
    }
}

/// The path without `.`; an error if it leaves the tree.
fn inside(path: &Utf8Path) -> Result<Utf8PathBuf, ComposeError> {
    let outside = || ComposeError::Outside { main: path.to_owned() };
    let mut clean = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::Normal(name) => clean.push(name),
            Utf8Component::ParentDir => {
                if !clean.pop() {
                    return Err(outside());
                }
            }
            Utf8Component::RootDir | Utf8Component::Prefix(_) => return Err(outside()),
        }
    }
    Ok(clean)
}
