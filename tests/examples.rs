//! The example projects: what each legacy worker becomes, through the library's own door.
//! `PYWORKER_ACCEPT=1 cargo test --test examples` writes what is found as what is expected.
//! Border: trees before and after; how the workers behave is `tests/runtime`'s question.
#[path = "support/codemods/tree.rs"]
mod tree;

use std::path::Path;
use std::process::ExitCode;

use camino::Utf8PathBuf;
use libtest_mimic::{Arguments, Trial};
use pyworker::codemods::{Options, migrate};
use pyworker::plan::{Decisions, Standing};
use pyworker::project::{Snapshot, discover};

fn main() -> ExitCode {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut names: Vec<String> = std::fs::read_dir(examples.join("legacy"))
        .expect("examples/legacy")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    let trials = names
        .into_iter()
        .map(|name| {
            let (before, after) = (examples.join("legacy").join(&name), examples.join("migrated").join(&name));
            Trial::test(name, move || becomes(&before, &after).map_err(Into::into))
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn becomes(before: &Path, after: &Path) -> Result<(), String> {
    let expected = tree::read(after).ok_or_else(|| format!("there is no {}", after.display()))?;
    let root = Utf8PathBuf::from_path_buf(before.to_owned()).expect("a path in UTF-8");
    let files = Snapshot::of(root);
    let found = discover(&files, &[Utf8PathBuf::new()]).map_err(|error| format!("{error:?}"))?;
    let migration = migrate(&found.workers, &files, &Options::default(), &Decisions::default());
    let mut result = tree::read(before).expect("the example");
    for file in &migration.plan.files {
        match &file.after {
            Some(content) => result.insert(file.path.to_string(), content.bytes().to_vec()),
            None => result.remove(file.path.as_str()),
        };
    }
    if std::env::var_os("PYWORKER_ACCEPT").is_some() {
        // Written for a person to look at in the diff.
        std::fs::remove_dir_all(after).expect("the old result");
        tree::write(&result, after);
        return Ok(());
    }
    // Nothing is left to do or to say by hand in what it became.
    let root = Utf8PathBuf::from_path_buf(after.to_owned()).expect("a path in UTF-8");
    let files = Snapshot::of(root);
    let found = discover(&files, &[Utf8PathBuf::new()]).map_err(|error| format!("{error:?}"))?;
    let again = migrate(&found.workers, &files, &Options::default(), &Decisions::default());
    if let Some(left) = again.plan.findings.iter().find(|finding| finding.standing == Standing::Manual) {
        return Err(format!("a second run reports {left:?}"));
    }
    match tree::difference(&expected, &result) {
        None => Ok(()),
        Some(difference) => {
            let said: Vec<String> = migration.plan.findings.iter().map(|finding| format!("{finding:?}")).collect();
            let open: Vec<String> = migration
                .plan
                .changes
                .iter()
                .filter(|change| !change.accepted)
                .map(|change| format!("open {} {:?} {}", change.rule, change.place, change.title))
                .collect();
            Err(format!("{difference}\n{}\n{}", said.join("\n"), open.join("\n")))
        }
    }
}
