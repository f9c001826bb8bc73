//! What the engine itself has to say about files.
//! Border: findings; nothing is changed because of them.
use std::collections::BTreeSet;

use crate::plan::{Finding, Place, Standing};
use crate::project::{Snapshot, Worker};

use super::super::Modules;
use super::super::needles::Needles;
use super::ENGINE;

/// Files that a tool writes and that a codemod might have changed.
pub fn generated(modules: &Modules, files: &Snapshot, needles: &Needles) -> impl Iterator<Item = Finding> {
    let touched =
        modules.generated.iter().filter(|path| files.read(path).is_some_and(|content| needles.any(content.bytes())));
    touched.map(|path| Finding {
        rule: ENGINE,
        standing: Standing::Skipped,
        place: Place::file(path.clone()),
        reason: "a tool writes this file, its first lines say so: it was left alone".to_owned(),
        next_step: Some("change what it is made from, or the tool".to_owned()),
    })
}

/// Files that are not read as Python.
pub fn unreadable(modules: &Modules) -> impl Iterator<Item = Finding> {
    modules.unreadable.iter().map(|(path, error)| {
        let place = match error {
            crate::python::ReadError::Syntax { line, column, .. } => {
                Place { path: path.clone(), line: *line, column: *column }
            }
            _ => Place::file(path.clone()),
        };
        Finding {
            rule: ENGINE,
            standing: Standing::Refused,
            place,
            reason: format!("not read as Python: {error}"),
            next_step: Some("fix the file, then run the migration again".to_owned()),
        }
    })
}

/// Rules that never come to an end, because they find again what they write.
pub fn endless(rules: &BTreeSet<String>, worker: &Worker, rounds: usize) -> Finding {
    let names: Vec<&str> = rules.iter().map(String::as_str).collect();
    let all_own = names.iter().all(|name| !name.starts_with("PW"));
    Finding {
        rule: ENGINE,
        standing: Standing::Refused,
        place: Place::file(worker.main.clone()),
        reason: format!("changes were still proposed after {rounds} rounds, by {}", names.join(", ")),
        next_step: Some(match all_own {
            true => {
                "a rule finds again what it writes: give it a constraint that its own result does not meet".to_owned()
            }
            false => "please report this with the project's source".to_owned(),
        }),
    }
}
