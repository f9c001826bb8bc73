//! Writes one small file of the tool's own, whole or not at all.
//! Border: files of the user's settings and state; a project's files are written by plans alone.
use std::io::Write as _;

use camino::Utf8Path;

/// Puts `text` in place of the file, which may not be there; its directory is made.
///
/// # Errors
/// As the system says; the file is then as it was.
pub fn replace(path: &Utf8Path, text: &str) -> std::io::Result<()> {
    let directory = path.parent().filter(|directory| !directory.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    std::fs::create_dir_all(directory)?;
    // Settings may be kept elsewhere and linked to here; the link stays.
    let real = path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
    let directory = real.parent().unwrap_or(directory);
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(text.as_bytes())?;
    file.persist(&real).map_err(|error| error.error)?;
    Ok(())
}
