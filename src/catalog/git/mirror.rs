//! A bare copy of a repository in the user's cache.
//! Border: fetches and keeps; what is in it is read through `objects`.
use std::fs::File;

use camino::{Utf8Path, Utf8PathBuf};

use super::command::{Call, Prompts};
use super::patience::{Patience, Watch};
use super::{GitError, Objects};
use crate::catalog::location::Repository;
use crate::plan::Content;

/// What may be done to have a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetching {
    /// Fetch it in any case, so that it is what the other side has now.
    Always,
    /// Fetch it if it was never fetched.
    IfAbsent,
    /// Fetch nothing (`--offline`).
    Never,
}

/// Where the copy keeps what the other side calls its head.
const HEAD: &str = "refs/pyworker/head";
/// Tags and branches, and the head; forced, because what they were is kept in the pins.
const REFSPECS: [&str; 3] = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*", "+HEAD:refs/pyworker/head"];

/// A bare copy of a repository.
#[derive(Debug)]
pub struct Mirror {
    objects: Objects,
}

impl Mirror {
    /// The copy of `repository` below `cache`, fetched as `fetching` and `prompts` allow.
    ///
    /// # Errors
    /// What git says, in the terms of this tool.
    pub fn open(
        repository: &Repository,
        cache: Option<&Utf8Path>,
        fetching: Fetching,
        prompts: Prompts,
    ) -> Result<Self, GitError> {
        let cache = cache.ok_or(GitError::NoCache)?.join("git");
        let directory = cache.join(directory_name(&repository.address));
        let mirror = Self { objects: Objects::new(directory.clone(), repository.address.clone()) };
        let is_there = directory.join("fetched").is_file();
        match fetching {
            Fetching::Never if !is_there => {
                return Err(GitError::NotCached { address: repository.address.clone() });
            }
            Fetching::Never => return Ok(mirror),
            Fetching::IfAbsent if is_there => return Ok(mirror),
            Fetching::IfAbsent | Fetching::Always => {}
        }
        let system = |error: std::io::Error| GitError::Failed {
            command: "init".to_owned(),
            said: vec![format!("{directory}: {error}")],
        };
        std::fs::create_dir_all(&directory).map_err(system)?;
        // Two runs of this tool at once: the second one waits, and then finds everything there.
        let lock = File::create(directory.join("pyworker.lock")).map_err(system)?;
        lock.lock().map_err(system)?;
        mirror.fetch(repository, &directory, prompts, &Patience::default())?;
        std::fs::write(directory.join("fetched"), "").map_err(system)?;
        Ok(mirror)
    }

    fn fetch(
        &self,
        repository: &Repository,
        directory: &Utf8Path,
        prompts: Prompts,
        patience: &Patience,
    ) -> Result<(), GitError> {
        if !directory.join("HEAD").is_file() {
            // No template: the user's own may bring hooks.
            Call::new("init", None).args(["--quiet", "--bare", "--template=", "--"]).args([directory]).run()?;
        }
        let fetched = self.fetch_names(&REFSPECS, repository, directory, prompts, patience);
        match fetched {
            // A head that leads to no commit: the other names are had without it.
            Err(GitError::Empty { address }) => {
                self.objects.forget(HEAD)?;
                self.fetch_names(&REFSPECS[..2], repository, directory, prompts, patience)?;
                if self.objects.names()?.is_empty() { Err(GitError::Empty { address }) } else { Ok(()) }
            }
            other => other,
        }
    }

    fn fetch_names(
        &self,
        names: &[&str],
        repository: &Repository,
        directory: &Utf8Path,
        prompts: Prompts,
        patience: &Patience,
    ) -> Result<(), GitError> {
        let call = self
            .objects
            .call("fetch")
            .args(["--quiet", "--prune", "--no-tags", "--force", "--no-write-fetch-head", "--no-auto-maintenance"])
            // The other side may be a shallow copy itself.
            .args(["--update-shallow", "--"])
            .args([repository.url()])
            .args(names)
            .prompts(prompts)
            .credentials(repository);
        let watch = Watch::new(directory, prompts, patience);
        match call.run_until(&|| watch.objection()) {
            Ok(None) => Ok(()),
            Ok(Some(why)) => {
                watch.clear();
                Err(GitError::GivenUp { address: repository.address.clone(), why })
            }
            Err(error) => Err(failure(error, repository)),
        }
    }

    /// What can be read.
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    /// The commit that `reference` stands for, or what the other side calls its head.
    ///
    /// # Errors
    /// No such name.
    pub fn commit(&self, reference: Option<&str>) -> Result<String, GitError> {
        match reference {
            Some(reference) => self.objects.commit(reference),
            None => {
                if let Some(commit) = self.objects.verify(HEAD)? {
                    return Ok(commit);
                }
                let (address, names) = (self.objects.address().to_owned(), self.objects.names()?);
                Err(match names.is_empty() {
                    true => GitError::Empty { address },
                    false => GitError::NoHead { address, names: names.into_keys().collect() },
                })
            }
        }
    }
}

/// A directory's name for an address: readable, and different for different addresses.
fn directory_name(address: &str) -> Utf8PathBuf {
    let readable: String = address
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() || "-_.".contains(character) { character } else { '-' })
        .collect();
    let readable = readable.trim_matches(['-', '.']);
    let end = readable.char_indices().rev().nth(47).map_or(0, |(at, _)| at);
    let hash = Content::from(address.as_bytes()).hash();
    Utf8PathBuf::from(format!("{}-{}.git", &readable[end..], &hash[..16]))
}

/// What a failed fetch means.
fn failure(error: GitError, repository: &Repository) -> GitError {
    let GitError::Failed { command, said } = error else { return error };
    let address = repository.address.clone();
    let text = said.join("\n").to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["couldn't find remote ref head"]) {
        return GitError::Empty { address };
    }
    if has(&[
        "authentication failed",
        "could not read username",
        "could not read password",
        "terminal prompts disabled",
        "permission denied",
        "host key verification failed",
        "access denied",
        "returned error: 401",
        "returned error: 403",
    ]) {
        return GitError::Denied { address, said };
    }
    if has(&[
        "could not resolve host",
        "couldn't resolve host",
        "could not connect",
        "couldn't connect",
        "failed to connect",
        "connection refused",
        "connection timed out",
        "connection reset",
        "network is unreachable",
        "no route to host",
        "operation timed out",
        "operation too slow",
        "ssl certificate problem",
        "name or service not known",
        "temporary failure in name resolution",
    ]) {
        return GitError::Unreachable { address, said };
    }
    if has(&["not found", "does not appear to be a git repository", "does not exist", "no such file or directory"]) {
        return GitError::NotARepository { address, said };
    }
    GitError::Failed { command, said }
}

#[cfg(test)]
#[path = "mirror_tests.rs"]
mod tests;
