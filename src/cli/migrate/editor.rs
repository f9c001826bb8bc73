//! Lets the user edit files in his own editor.
//! Border: copies in a temporary directory; what is made of the result is the caller's business.
use std::path::Path;
use std::process::Command;

use crate::plan::{Content, FilePreview};

/// Opens what a change makes of its files, and returns what the user made of that; `None` if it is the same.
///
/// # Errors
/// No editor, an editor that fails, files that cannot be written or read.
pub fn edit(previews: &[FilePreview]) -> Result<Option<Vec<FilePreview>>, String> {
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
        .ok_or("set the environment variable EDITOR to your editor first")?;
    let directory = tempfile::tempdir().map_err(|error| format!("no temporary directory: {error}"))?;
    let mut paths = Vec::new();
    for preview in previews {
        let Some(after) = &preview.after else { continue };
        let path = directory.path().join(&preview.path);
        let failed = |error: std::io::Error| format!("cannot write a copy of {}: {error}", preview.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        std::fs::write(&path, after.bytes()).map_err(failed)?;
        paths.push(path);
    }
    if paths.is_empty() {
        return Err("the change only deletes files".to_owned());
    }
    let status = command(&editor, &paths).status().map_err(|error| format!("`{editor}` cannot be run: {error}"))?;
    if !status.success() {
        return Err(format!("`{editor}` failed ({status})"));
    }
    let mut edited = Vec::new();
    for preview in previews {
        let after = match &preview.after {
            None => None,
            Some(_) => {
                let path = directory.path().join(&preview.path);
                let bytes = std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", preview.path))?;
                Some(Content::from(bytes))
            }
        };
        edited.push(FilePreview { path: preview.path.clone(), before: preview.before.clone(), after });
    }
    Ok(if edited == previews { None } else { Some(edited) })
}

/// The variable may hold options, as in `code --wait`; like git, the shell takes it apart.
#[cfg(unix)]
fn command(editor: &str, paths: &[impl AsRef<Path>]) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor);
    command.args(paths.iter().map(AsRef::as_ref));
    command
}

#[cfg(not(unix))]
fn command(editor: &str, paths: &[impl AsRef<Path>]) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(editor));
    command.args(words).args(paths.iter().map(AsRef::as_ref));
    command
}
