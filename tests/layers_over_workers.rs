//! Every layer over Workers that others wrote: what is there is kept, the result parses, laying again changes nothing.
//! Border: the library alone, in memory, over `fixtures/workers` and the migrated examples.
#[path = "support/shelf/mod.rs"]
mod shelf;

use camino::{Utf8Path, Utf8PathBuf};
use pyworker::compose::{Base, ClashChoices, ComposeError, Ground, Laid, LayRequest, Record, lay};
use pyworker::plan::Standing;
use pyworker::project::Snapshot;
use pyworker::template::{Given, RECORD};
use rayon::prelude::*;
use shelf::{answers, report, shelf, together, unparsed};

/// What findings say that are right: what the user decided otherwise, and what follows for the user's own code and bindings.
const EXPECTED: [&str; 4] = [
    "yours stays",
    "has code of its own, which now runs at",
    "is new and has no",
    "its names clash with names of the module",
];

fn lay_over(tree: &Snapshot, ids: &[&str]) -> Result<Laid, ComposeError> {
    let composition = shelf().resolve(ids)?;
    let answers = answers(&composition, &Given::default()).expect("every question has a default");
    lay(&LayRequest {
        tree,
        base: Base::Unknown,
        composition: &composition,
        answers: &answers,
        ground: Some(Ground::of_tree(tree)?),
        record: &Record::default(),
        choices: &ClashChoices::default(),
    })
}

/// Everything that is wrong with layers over the Worker in a directory.
fn faults(directory: &Utf8Path, ids: &[&str]) -> Vec<String> {
    let tree = Snapshot::of(directory);
    let laid = match lay_over(&tree, ids) {
        Ok(laid) => laid,
        // Told, with both files; nothing is written then.
        Err(ComposeError::ModulesTaken(_)) => return Vec::new(),
        Err(error) => return vec![error.to_string()],
    };
    if !laid.clashes.is_empty() {
        return Vec::new();
    }
    let mut faults: Vec<String> = Vec::new();
    let by_hand = |standing| matches!(standing, Standing::Manual | Standing::Refused);
    for finding in laid.findings.iter().filter(|finding| by_hand(finding.standing)) {
        if !EXPECTED.iter().any(|known| finding.reason.contains(known)) {
            faults.push(format!("{}: {}: {}", finding.rule, finding.place.path, finding.reason));
        }
    }
    for (path, content) in laid.tree.changed() {
        let Some(content) = content else {
            faults.push(format!("{path} is gone"));
            continue;
        };
        faults.extend(unparsed(path, content.bytes()).map(|fault| format!("{path}: {fault}")));
        if let Some(before) = tree.read(path).filter(|_| path.extension() == Some("py")) {
            let (before, after) = (text(before.bytes()), text(content.bytes()));
            faults.extend(lost(&before, &after).map(|line| format!("{path} lost {line:?}")));
            if before.contains("\r\n") && after.replace("\r\n", "").contains('\n') {
                faults.push(format!("{path} has line ends of two kinds"));
            }
        }
    }
    faults.extend(second(laid.tree, ids));
    faults
}

/// What laying the same layers once more changes, as if nobody knew of the first time.
fn second(mut tree: Snapshot, ids: &[&str]) -> Vec<String> {
    tree.set(RECORD, None);
    let again = match lay_over(&tree, ids) {
        Ok(again) => again,
        Err(error) => return vec![format!("the second time: {error}")],
    };
    let paths = again.changes.iter().flat_map(|change| change.previews.paths().to_vec());
    let paths = paths.filter(|path| path != RECORD).chain(again.clashes.iter().map(|clash| clash.path.clone()));
    paths.map(|path| format!("the second time changes {path}")).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Lines of code that are in no line of the result: a `def` may get `async`, parameters and lines of its own, an import
/// other names beside its own.
fn lost<'a>(before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    let has_import = |line: &str| {
        let words: Vec<&str> = line.split([' ', ',', '(', ')']).collect();
        after.lines().any(|other| words.iter().all(|word| other.contains(word)))
    };
    let kept = move |line: &&str| match line.split(' ').next().unwrap_or_default() {
        _ if after.contains(*line) => false,
        "from" | "import" => !has_import(line),
        "def" | "async" => !after.contains(line.trim_start_matches("async ").split([')', ':']).next().unwrap_or(line)),
        _ => true,
    };
    before.lines().map(str::trim).filter(kept)
}

fn workers(place: &str) -> Vec<Utf8PathBuf> {
    let place = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    let mut found: Vec<Utf8PathBuf> = place
        .read_dir_utf8()
        .expect("readable")
        .map(|entry| entry.expect("readable").into_path())
        .filter(|directory| Ground::of_tree(&Snapshot::of(directory.as_path())).is_ok())
        .collect();
    found.sort();
    assert!(found.len() > 4, "{place} has Workers");
    found
}

fn over(workers: &[Utf8PathBuf], layers: &[Vec<&str>]) {
    let pairs: Vec<(&Utf8PathBuf, &Vec<&str>)> =
        workers.iter().flat_map(|worker| layers.iter().map(move |ids| (worker, ids))).collect();
    let check = |(worker, ids): &(&Utf8PathBuf, &Vec<&str>)| {
        (format!("{}: {}", worker.file_name().unwrap_or_default(), ids.join(",")), faults(worker, ids))
    };
    report(pairs.par_iter().map(check).collect());
}

#[test]
fn every_layer_and_all_of_them_over_workers_that_people_wrote() {
    let workers = workers("tests/fixtures/workers");
    let all = together();
    over(&workers, &[all.iter().rev().copied().collect(), all.clone()]);
    let alone: Vec<Vec<&str>> = all.into_iter().map(|id| vec![id]).collect();
    over(&workers[..3], &alone);
}

#[test]
fn all_layers_over_every_migrated_example() {
    let all = together();
    // Where a module's name is taken, the others are laid all the same.
    let others = |names: &[&str]| all.iter().copied().filter(|id| !names.contains(id)).collect::<Vec<_>>();
    let others = others(&["d1", "vectorize-search", "jinja-ssr", "github-actions"]);
    over(&workers("examples/migrated"), &[others, all.clone()]);
}

#[test]
fn the_check_of_lines_finds_what_is_lost() {
    let before = "def fetch(self):\n    return 1\n";
    assert_eq!(lost(before, "async def fetch(self, request):\n    return 1\n").count(), 0);
    assert_eq!(lost(before, "async def fetch(self, request):\n    pass\n").collect::<Vec<_>>(), ["return 1"]);
    assert_eq!(lost(before, "return 1\n").collect::<Vec<_>>(), ["def fetch(self):"]);
}
