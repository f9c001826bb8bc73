//! A change as the user rewrote it, in place of what a codemod asked for.
//! Border: from texts to actions; verifying them is the engine's work, as for every other change.
use crate::plan::diff::edits_between;
use crate::plan::{FileMode, FilePreview};
use crate::text::Source;

use super::{Action, Context};

/// The actions that make of every file what the user wrote.
///
/// # Errors
/// Why that is not possible, for example because the file is another by now.
pub fn actions(wanted: &[FilePreview], context: &Context<'_>) -> Result<Vec<Action>, String> {
    let mut actions = Vec::new();
    for FilePreview { path, before, after } in wanted {
        if context.files.read(path) != *before {
            return Err(format!("`{path}` is not the file any more for which the change was rewritten"));
        }
        let action = match (before, after) {
            (None, None) => continue,
            (None, Some(content)) => {
                Action::Create { path: path.clone(), content: content.clone(), mode: FileMode::Regular }
            }
            (Some(_), None) => Action::Delete { path: path.clone() },
            (Some(before), Some(after)) => {
                let decode = |bytes: &[u8]| match path.extension() {
                    Some("py") => Source::decode_python(bytes),
                    _ => Source::decode(bytes),
                };
                let decode = |bytes: &[u8]| decode(bytes).map_err(|error| format!("`{path}`: {error}"));
                let (old, new) = (decode(before.bytes())?, decode(after.bytes())?);
                Action::edit(path, edits_between(&old.text, &new.text))
            }
        };
        actions.push(action);
    }
    Ok(actions)
}
