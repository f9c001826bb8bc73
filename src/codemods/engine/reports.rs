//! What the engine itself has to say about files.
//! Border: findings; nothing is changed because of them.
use crate::plan::{Finding, Place, Standing};
use crate::project::Snapshot;

use super::super::{Modules, needles};
use super::ENGINE;

/// Files that a tool writes and that a codemod might have changed.
pub fn generated(modules: &Modules, files: &Snapshot) -> impl Iterator<Item = Finding> {
    let touched =
        modules.generated.iter().filter(|path| files.read(path).is_some_and(|content| needles::any(content.bytes())));
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
