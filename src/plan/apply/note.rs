//! Small files of the tool's own beside the journal, for what must outlive an interruption.
//! Border: names and bytes; they are not part of any plan and never in the user's way.
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::RealFileSystems;
use super::error::ApplyError;
use super::filesystem::{Durability, Permissions};
use super::home::{Home, Location};

/// Remembers `bytes` for `root` under `name`, in place of what was remembered before.
///
/// # Errors
/// What the system says.
pub fn remember(root: &Utf8Path, name: &str, bytes: &[u8]) -> Result<(), ApplyError> {
    let location = Location::find(root)?;
    let file = file_name(&location, name);
    let home = Home::open(location, &RealFileSystems)?;
    let new = home.at(&format!("{file}.new"));
    let result = (|| {
        match home.files.remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        home.files.create_file(&new, bytes, Permissions::Private, Durability::Buffered)?;
        home.files.rename(&new, &home.at(&file))
    })();
    home.close();
    result.map_err(ApplyError::system("write", Utf8Path::new(&file)))
}

/// What was remembered for `root` under `name`. Reads only.
pub fn remembered(root: &Utf8Path, name: &str) -> Option<Vec<u8>> {
    let location = Location::find(root).ok()?;
    std::fs::read(location.path().join(file_name(&location, name))).ok()
}

/// Forgets what was remembered; it is no error if there was nothing.
///
/// # Errors
/// What the system says.
pub fn forget(root: &Utf8Path, name: &str) -> Result<(), ApplyError> {
    let location = Location::find(root)?;
    let file = file_name(&location, name);
    if !location.path().join(&file).exists() {
        return Ok(());
    }
    let home = Home::open(location, &RealFileSystems)?;
    let path: Utf8PathBuf = home.at(&file);
    let result = home.files.remove_file(&path);
    home.close();
    result.map_err(ApplyError::system("remove", &path))
}

/// Several roots may share one home.
fn file_name(location: &Location, name: &str) -> String {
    let hash = crate::plan::Content::from(location.root.as_str().as_bytes()).hash();
    format!("{name}-{}.json", &hash[..8])
}
