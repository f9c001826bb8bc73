//! What layers bring about beyond their own parts: code of the user that runs more often, environments that lack something.
//! Border: compares a worker before and after; the words stand in `findings`.
use camino::Utf8Path;

use super::entry::{EntryFragment, own_code};
use super::fragments::Remark;
use super::ground::Ground;
use crate::config::WranglerConfig;
use crate::config::wrangler::format_of;
use crate::plan::Place;
use crate::project::Snapshot;
use crate::python::Module;
use crate::text::{LineIndex, Source};

/// The worker's configuration, if it can be read.
pub(super) fn config(tree: &Snapshot, ground: &Ground) -> Option<WranglerConfig> {
    let path = ground.config.as_ref()?;
    let source = Source::decode(tree.read(path)?.bytes()).ok()?;
    WranglerConfig::parse(source.text, path.file_name().and_then(format_of)?).ok()
}

/// Cron expressions that came to be, if the worker had code for cron triggers before that no layer brought.
pub(super) fn runs_more(
    tree: &Snapshot,
    ground: &Ground,
    fragments: &[EntryFragment],
    before: &WranglerConfig,
    after: &WranglerConfig,
) -> Option<Remark> {
    let known = before.crons();
    let is_new = |cron: &String| known.iter().all(|known| known.text != *cron);
    let mut crons: Vec<String> = after.crons().into_iter().map(|cron| cron.text).filter(is_new).collect();
    crons.dedup();
    if crons.is_empty() {
        return None;
    }
    let module = Module::read(tree.read(&ground.main)?.bytes()).ok()?;
    let offset = own_code(&module, "scheduled", fragments)?;
    let (line, column) = LineIndex::new(module.text()).position(module.text(), offset);
    Some(Remark::RunsMore { place: Place { path: ground.main.clone(), line, column }, crons })
}

/// Names that the worker had on `env` before, and that a new environment does not have.
pub(super) fn left_behind(
    path: &Utf8Path,
    environment: &str,
    before: &WranglerConfig,
    after: &WranglerConfig,
) -> Option<Remark> {
    let there = after.bindings();
    let is_there = |name: &str| {
        there.iter().any(|binding| binding.name == name && binding.environment.as_deref() == Some(environment))
    };
    // The binding of `assets` goes with the assets, which environments do take over.
    let assets = before.document().root().at(&["assets", "binding"]).and_then(|node| node.as_text());
    let mut names: Vec<String> = before
        .bindings()
        .into_iter()
        .filter(|binding| binding.environment.is_none() && Some(binding.name.as_str()) != assets)
        .map(|binding| binding.name)
        .filter(|name| !is_there(name))
        .collect();
    names.dedup();
    let place = Place::file(path.to_owned());
    (!names.is_empty()).then(|| Remark::LeftBehind { place, environment: environment.to_owned(), names })
}
