//! Small JavaScript workers that stand in for services which exist, or can be looked at, only on Cloudflare's network.
//! Border: writes them beside the copy and binds them; what they do is in `tests/runtime/stand-ins/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::config::{Config, RemoteKind};
use super::setup::Setup;
use crate::rig::error::Error;
use crate::rig::files;

/// The directory of the stand-ins' sources.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime/stand-ins")
}

/// Binds stand-ins in the workers for what they have bound of such services, and gives the stand-ins' configs.
pub fn of_services(run: &Path, workers: &mut [Config], setup: &Setup) -> Result<Vec<Config>, Error> {
    let mut stand_ins = BTreeMap::new();
    for worker in workers {
        for remote in worker.take_remote_only() {
            if setup.without.contains(&remote.binding) {
                continue;
            }
            // One worker for each index, so that two of them do not share their vectors.
            let (source, service) = match remote.kind {
                RemoteKind::Ai => ("ai", "stand-in-ai".to_owned()),
                RemoteKind::Vectorize { index } => ("vectorize", format!("stand-in-index-{index}")),
                RemoteKind::Analytics { dataset } => {
                    ("analytics", format!("stand-in-dataset-{}", dataset.replace('_', "-")))
                }
            };
            worker.add_service(&remote.binding, &service);
            stand_ins.insert(service, source);
        }
    }
    let mut configs = Vec::new();
    for (service, source) in stand_ins {
        let directory = run.join(&service);
        files::copy_directory(&sources().join(source), &directory, &|_| false)?;
        let mut config = Config::find(&directory)?;
        config.root.insert("name".to_owned(), serde_json::Value::String(service));
        configs.push(config);
    }
    Ok(configs)
}
