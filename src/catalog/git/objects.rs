//! Reads names and objects of a repository: the cache's, or one of the user's own.
//! Border: nothing is fetched, checked out or written.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::GitError;
use super::command::Call;
use crate::catalog::git_name;
use crate::text::closest;

/// Bytes of a list of files, at most: some ten times what the longest allowed one has.
const LISTING_BYTES: u64 = 32 * 1024 * 1024;

/// A repository that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objects {
    directory: Utf8PathBuf,
    address: String,
}

/// What a path of a commit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TreeEntry {
    /// From the top of the commit.
    pub path: Vec<u8>,
    /// For example `100644`.
    pub mode: String,
    /// The object's name.
    pub object: String,
    /// Its size, if it is a file.
    pub bytes: u64,
}

impl Objects {
    /// The repository in `directory` (a bare one, or a `.git`); `address` is how messages name it.
    pub fn new(directory: Utf8PathBuf, address: String) -> Self {
        Self { directory, address }
    }

    /// The repository whose work tree holds `directory`, with the path from its top down to there.
    pub fn around(directory: &Utf8Path) -> Option<(Self, Utf8PathBuf)> {
        let real = directory.canonicalize_utf8().ok()?;
        let top = crate::plan::git::work_tree(&real)?;
        let printed = Call::new("rev-parse", None)
            .args(["--absolute-git-dir"])
            .directory(&top)
            .run()
            .ok()
            .and_then(|printed| String::from_utf8(printed).ok())?;
        let git = Utf8PathBuf::from(printed.trim_end_matches(['\n', '\r']));
        let below = real.strip_prefix(&top).unwrap_or(Utf8Path::new("")).to_owned();
        Some((Self::new(git, directory.to_string()), below))
    }

    /// How messages name it.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn call(&self, name: &str) -> Call {
        Call::new(name, Some(&self.directory))
    }

    /// The commit that a tag, a branch or a commit's own name stands for; tags go first.
    ///
    /// # Errors
    /// No such name.
    pub fn commit(&self, reference: &str) -> Result<String, GitError> {
        let unknown =
            |meant| GitError::NoReference { address: self.address.clone(), reference: reference.to_owned(), meant };
        git_name::check(reference).map_err(|_| unknown(None))?;
        for prefix in ["refs/tags/", "refs/heads/", "refs/remotes/origin/"] {
            if let Some(commit) = self.verify(&format!("{prefix}{reference}"))? {
                return Ok(commit);
            }
        }
        if (7..=64).contains(&reference.len())
            && reference.chars().all(|digit| digit.is_ascii_hexdigit())
            && let Some(commit) = self.verify(reference)?
        {
            return Ok(commit);
        }
        let known = self.names()?;
        Err(unknown(closest(reference, known.keys().map(String::as_str)).map(str::to_owned)))
    }

    /// Whether a name is that of a tag, which is not supposed to move.
    ///
    /// # Errors
    /// No git.
    pub fn is_tag(&self, reference: &str) -> Result<bool, GitError> {
        Ok(git_name::check(reference).is_ok() && self.verify(&format!("refs/tags/{reference}"))?.is_some())
    }

    /// The commit of a full name (`refs/tags/v1`), if there is one.
    ///
    /// # Errors
    /// No git.
    pub fn verify(&self, name: &str) -> Result<Option<String>, GitError> {
        let call = self.call("rev-parse").args(["--quiet", "--verify", "--end-of-options"]);
        match call.args([format!("{name}^{{commit}}")]).run() {
            Ok(printed) => Ok(Some(String::from_utf8_lossy(&printed).trim().to_owned())),
            Err(GitError::NoGit) => Err(GitError::NoGit),
            Err(_) => Ok(None),
        }
    }

    /// Takes a name away from a copy.
    ///
    /// # Errors
    /// What git says.
    pub(super) fn forget(&self, name: &str) -> Result<(), GitError> {
        self.call("update-ref").args(["-d", "--end-of-options", name]).run().map(drop)
    }

    /// Every tag and branch by its short name.
    ///
    /// # Errors
    /// What git says.
    pub fn names(&self) -> Result<BTreeMap<String, String>, GitError> {
        let call = self.call("for-each-ref").args(["--format=%(objectname) %(refname)", "refs/tags", "refs/heads"]);
        let printed = String::from_utf8_lossy(&call.run()?).into_owned();
        let lines = printed.lines().filter_map(|line| line.split_once(' '));
        Ok(lines
            .filter_map(|(object, name)| Some((name.splitn(3, '/').nth(2)?.to_owned(), object.to_owned())))
            .collect())
    }

    /// Everything below a directory of a commit, or the entry of that name itself.
    ///
    /// # Errors
    /// What git says.
    pub(super) fn entries(&self, commit: &str, path: &Utf8Path, recursive: bool) -> Result<Vec<TreeEntry>, GitError> {
        let mut call = self.call("ls-tree").args(["-z", "-l", "--full-tree"]);
        if recursive {
            call = call.args(["-r"]);
        }
        call = call.args(["--end-of-options", commit]);
        if !path.as_str().is_empty() {
            call = call.args(["--", path.as_str()]);
        }
        // A few objects can stand for more files than there is room for.
        let printed = call.run_up_to(LISTING_BYTES)?.ok_or_else(|| GitError::GivenUp {
            address: self.address.clone(),
            why: format!("the list of its files has more than {} MiB", LISTING_BYTES / 1024 / 1024),
        })?;
        Ok(printed.split(|byte| *byte == 0).filter_map(entry).collect())
    }

    /// The bytes of objects.
    ///
    /// # Errors
    /// What git says, and an object that is not there.
    pub(super) fn blobs(&self, objects: &[String]) -> Result<Vec<Vec<u8>>, GitError> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let mut asked = objects.join("\n");
        asked.push('\n');
        let printed = self.call("cat-file").args(["--batch"]).run_with(asked.as_bytes())?;
        let mut rest = printed.as_slice();
        let mut blobs = Vec::with_capacity(objects.len());
        for object in objects {
            match next_blob(rest) {
                Some((blob, after)) => {
                    blobs.push(blob.to_vec());
                    rest = after;
                }
                None => {
                    let said = vec![format!("the object {object} cannot be read")];
                    return Err(GitError::Failed { command: "cat-file".to_owned(), said });
                }
            }
        }
        Ok(blobs)
    }
}

/// `<mode> SP <type> SP <object> SP+ <size> TAB <path>`
fn entry(record: &[u8]) -> Option<TreeEntry> {
    let tab = record.iter().position(|byte| *byte == b'\t')?;
    let head = std::str::from_utf8(&record[..tab]).ok()?;
    let mut words = head.split_ascii_whitespace();
    let (mode, _, object, bytes) = (words.next()?, words.next()?, words.next()?, words.next()?);
    Some(TreeEntry {
        path: record[tab + 1..].to_vec(),
        mode: mode.to_owned(),
        object: object.to_owned(),
        bytes: bytes.parse().unwrap_or(0),
    })
}

/// `<object> SP blob SP <size> LF <bytes> LF`
fn next_blob(printed: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = printed.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&printed[..line]).ok()?;
    let mut words = head.split(' ').skip(1);
    if words.next()? != "blob" {
        return None;
    }
    let size: usize = words.next()?.parse().ok()?;
    let start = line + 1;
    let bytes = printed.get(start..start.checked_add(size)?)?;
    Some((bytes, printed.get(start + size + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_prints_is_taken_apart() {
        let found = entry(b"100644 blob 0a1b    12\tfiles/a b\xff").expect("an entry");
        assert_eq!((found.mode.as_str(), found.object.as_str(), found.bytes), ("100644", "0a1b", 12));
        assert_eq!(found.path, b"files/a b\xff");
        assert_eq!(entry(b"160000 commit 0a1b       -\tsub").map(|found| found.bytes), Some(0));
        assert_eq!(entry(b""), None);
        assert_eq!(next_blob(b"0a blob 3\na\nb\nrest"), Some((b"a\nb".as_slice(), b"rest".as_slice())));
        assert_eq!(next_blob(b"0a missing\n"), None);
        assert_eq!(next_blob(b"0a blob 99\nabc\n"), None);
    }
}
