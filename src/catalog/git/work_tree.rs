//! What a work tree has that is not committed.
//! Border: reads; files that git ignores are not its business.
use camino::{Utf8Path, Utf8PathBuf};

use super::GitError;
use super::command::Call;

/// The files below a directory that are not committed as they are, by their paths below it.
///
/// # Errors
/// What git says.
pub fn uncommitted(directory: &Utf8Path) -> Result<Vec<Utf8PathBuf>, GitError> {
    let call = |name: &str| Call::new(name, None).directory(directory);
    let prefix = call("rev-parse").args(["--show-prefix"]).run()?;
    let prefix = String::from_utf8_lossy(&prefix).trim_end_matches(['\n', '\r']).to_owned();
    let arguments = ["--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", "."];
    let status = call("status").args(arguments).run()?;
    let names = status.split(|byte| *byte == 0).filter_map(|record| record.get(3..));
    Ok(names
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .map(|name| Utf8PathBuf::from(name.strip_prefix(&prefix).unwrap_or(&name)))
        .collect())
}
