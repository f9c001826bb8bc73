//! Small JavaScript workers that stand in for services which exist only on Cloudflare's network.
//! Border: writes them beside the copy and binds them; what they do is in `tests/runtime/stand-ins/`.

use std::path::{Path, PathBuf};

use super::config::{Config, RIG_CONFIG, RemoteKind};
use super::copy::Setup;
use crate::rig::error::Error;
use crate::rig::files;

/// A worker that runs beside the one under test.
pub struct Companion {
    /// Its config for wrangler.
    pub config: PathBuf,
}

/// The stand-ins' date; they are ours, so it only has to be one that workerd knows.
const DATE: &str = "2026-11-01";

/// The directory of the stand-ins' sources.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime/stand-ins")
}

/// Prepares all companions of the worker, and binds the stand-ins in its config.
pub fn install(run: &Path, config: &mut Config, setup: &Setup) -> Result<Vec<Companion>, Error> {
    let mut companions = Vec::new();
    for remote in config.take_remote_only() {
        if setup.without.contains(&remote.binding) {
            continue;
        }
        let source = match remote.kind {
            RemoteKind::Ai => "ai",
            RemoteKind::Vectorize => "vectorize",
        };
        // One worker for each binding, so that two indexes do not share their vectors.
        let service = format!("stand-in-{}", remote.binding.to_lowercase().replace('_', "-"));
        let directory = run.join(&service);
        files::copy_directory(&sources().join(source), &directory, &|_| false)?;
        let own = serde_json::json!({ "name": service, "main": "worker.js", "compatibility_date": DATE });
        files::write(&directory.join(RIG_CONFIG), own.to_string().as_bytes())?;
        config.add_service(&remote.binding, &service, None);
        companions.push(Companion { config: directory.join(RIG_CONFIG) });
    }
    for (index, source) in setup.companions.iter().enumerate() {
        let directory = run.join(format!("companion-{index}"));
        files::copy_directory(source, &directory, &|_| false)?;
        let mut own = Config::read(&directory)?;
        own.extend();
        files::write(&directory.join(RIG_CONFIG), own.text().as_bytes())?;
        companions.push(Companion { config: directory.join(RIG_CONFIG) });
    }
    Ok(companions)
}
