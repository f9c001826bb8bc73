//! The search for needles hides no file that a codemod would change: over every case and example, reading only what
//! holds a needle makes the same plan as reading everything, for all codemods together and for each by itself.
//! Border: compares two plans; what is in them is shown elsewhere.
use std::path::{Path, PathBuf};

use camino::Utf8PathBuf;
use pyworker::codemods::{Codemod, Needs, Options, Reading, migrate_with, registry};
use pyworker::plan::{Decisions, Plan};
use pyworker::project::{Snapshot, discover};
use rayon::prelude::*;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let below = |folder: PathBuf| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let cases = below(root.join("codemods")).into_iter().flat_map(|codemod| below(codemod.join("cases")));
    cases.map(|case| case.join("in")).chain(below(root.join("examples/legacy"))).collect()
}

/// The plan for a project; one without a configuration is the worker of its first Python file.
fn plan(codemods: &[&dyn Codemod], folder: &Path, reading: Reading) -> Option<Plan> {
    let root = Utf8PathBuf::from_path_buf(folder.to_owned()).ok()?;
    let files = Snapshot::of(root);
    let entries = ["", "src/entry.py", "entry.py", "worker.py", "src/worker.py"];
    let found = entries.iter().find_map(|entry| discover(&files, &[Utf8PathBuf::from(*entry)]).ok())?;
    let rules = codemods.iter().map(|codemod| codemod.meta().rule.code.to_string());
    let decisions = Decisions { unsafe_rules: rules.collect(), ..Decisions::default() };
    let options = Options { reading, needs: Needs::Ignored, ..Options::default() };
    Some(migrate_with(codemods, &found.workers, &files, &options, &decisions).plan)
}

/// What differs between reading what holds a needle and reading everything; `None` for a folder without a worker.
fn hidden(codemods: &[&dyn Codemod], folder: &Path) -> Option<Option<String>> {
    let searched = plan(codemods, folder, Reading::Needles)?;
    let read = plan(codemods, folder, Reading::Everything)?;
    let ids = |plan: &Plan| plan.changes.iter().map(|change| change.id.clone()).collect::<Vec<_>>();
    if searched.files == read.files && ids(&searched) == ids(&read) {
        return Some(None);
    }
    let rules: Vec<&str> = codemods.iter().map(|codemod| codemod.meta().rule.code.as_ref()).collect();
    let paths = |plan: &Plan| plan.files.iter().map(|file| file.path.to_string()).collect::<Vec<_>>();
    let (few, all) = (paths(&searched), paths(&read));
    Some(Some(format!("{} {}: {few:?} and {all:?}", folder.display(), rules.join(","))))
}

fn holds(compared: Vec<Option<String>>, at_least: usize) {
    assert!(compared.len() > at_least, "{} comparisons", compared.len());
    let hidden: Vec<String> = compared.into_iter().flatten().collect();
    assert!(hidden.is_empty(), "{} of them:\n{}", hidden.len(), hidden.join("\n"));
}

#[test]
fn all_together_make_the_same_changes() {
    let compared = folders().par_iter().filter_map(|folder| hidden(registry::built_in(), folder)).collect();
    holds(compared, 300);
}

#[test]
fn each_by_itself_makes_the_same_changes() {
    let own = |codemod: &dyn Codemod, folder: &Path| {
        let name = folder.to_string_lossy().into_owned();
        name.contains("/examples/") || name.contains(&format!("/codemods/{}-", codemod.meta().rule.code))
    };
    let folders = folders();
    let tried: Vec<(&dyn Codemod, &PathBuf)> = registry::built_in()
        .iter()
        .filter(|codemod| !codemod.meta().needles.is_empty())
        .flat_map(|codemod| folders.iter().map(move |folder| (*codemod, folder)))
        .filter(|(codemod, folder)| own(*codemod, folder))
        .collect();
    holds(tried.par_iter().filter_map(|(codemod, folder)| hidden(&[*codemod], folder)).collect(), 800);
}
