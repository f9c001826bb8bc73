//! Where a catalog or a template lies: `./templates`, `gh:acme/templates//api@v1`, any address that git takes.
//! Border: the text alone; nothing is looked up. Passwords and tokens are taken out before anything can show them.
use camino::{Utf8Path, Utf8PathBuf};

use super::git_name::{self, GitNameProblem};
use crate::template::{PathProblem, check_path};

/// A place that templates can be had from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A directory of this machine.
    Directory(Utf8PathBuf),
    /// A git repository, or a part of one.
    Git(Repository),
}

/// A git repository, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// Its address in the one spelling that is recorded, compared and shown; without password or token.
    pub address: String,
    /// The directory in it; empty for all of it.
    pub directory: Utf8PathBuf,
    /// A tag, a branch or a commit; without it, what the repository calls its head.
    pub reference: Option<String>,
    /// What stood before the `@` of the host.
    pub credentials: Option<Credentials>,
}

/// A user's name with a password or token; it can be given to git, and to nobody else.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials(String);

impl Credentials {
    /// For git alone.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Credentials(…)")
    }
}

/// Why a text is no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocationProblem {
    /// Nothing.
    #[error("a source is needed")]
    Empty,
    /// It could be taken for an option.
    #[error("a source does not begin with `-`")]
    Dash,
    /// A line end, NUL or the like.
    #[error("the source contains the character {character:?}")]
    Control {
        /// The first one.
        character: char,
    },
    /// A way of fetching that is not allowed.
    #[error("`{scheme}` is not a way to fetch templates; https, ssh, git, http and file are")]
    Scheme {
        /// What stands before `://` or `::`.
        scheme: String,
    },
    /// `gh:` without owner and repository.
    #[error("`gh:` is followed by `owner/repository`")]
    GitHub,
    /// No host, no path, or a host that could be taken for an option.
    #[error("the address has no valid host and path")]
    Address,
    /// A query or fragment: some hosts take tokens there.
    #[error("the address contains `{character}`")]
    Query {
        /// `?` or `#`.
        character: char,
    },
    /// The part after `//`.
    #[error("the directory `{directory}` is not allowed: {problem}")]
    Directory {
        /// What stands there.
        directory: String,
        /// Why it is refused.
        problem: PathProblem,
    },
    /// The part after `@`.
    #[error("`{reference}` is no tag, branch or commit: {problem}")]
    Reference {
        /// What stands there.
        reference: String,
        /// Why it is refused.
        problem: GitNameProblem,
    },
}

/// How a repository is fetched.
const SCHEMES: [&str; 5] = ["https", "ssh", "git", "http", "file"];
/// The prefix for repositories of GitHub.
const GITHUB: &str = "gh:";

impl Location {
    /// Whether a text is a place rather than the name of a template: it has a scheme or a host, or is written as a path.
    pub fn is_meant(text: &str) -> bool {
        text.contains(':') || text.starts_with(['.', '/', '\\', '~'])
    }

    /// The directory, if it is one, seen from `base`.
    pub fn directory(&self, base: &Utf8Path) -> Option<Utf8PathBuf> {
        match self {
            Self::Directory(path) => Some(tidy(&super::home::expand(path).unwrap_or_else(|| base.join(path)))),
            Self::Git(_) => None,
        }
    }
}

impl std::str::FromStr for Location {
    type Err = LocationProblem;

    fn from_str(text: &str) -> Result<Self, LocationProblem> {
        if text.is_empty() {
            return Err(LocationProblem::Empty);
        }
        if text.starts_with('-') {
            return Err(LocationProblem::Dash);
        }
        if let Some(character) = text.chars().find(|character| character.is_control()) {
            return Err(LocationProblem::Control { character });
        }
        if let Some(rest) = text.strip_prefix(GITHUB) {
            let (address, directory, reference) = parts(rest)?;
            return Ok(Self::Git(Repository { address: github(address)?, directory, reference, credentials: None }));
        }
        let bare = text.strip_prefix("git+").unwrap_or(text);
        if let Some((scheme, rest)) = bare.split_once("://") {
            return url(scheme, rest).map(Self::Git);
        }
        let head = text.split(['/', '\\']).next().unwrap_or(text);
        if let Some((scheme, _)) = head.split_once("::") {
            return Err(LocationProblem::Scheme { scheme: scheme.to_owned() });
        }
        match head.split_once(':') {
            // One letter before the colon is a drive.
            Some((host, _)) if host.chars().count() > 1 => {
                let path = &text[host.len() + 1..];
                scp(host, path).map(Self::Git)
            }
            _ => Ok(Self::Directory(Utf8PathBuf::from(text))),
        }
    }
}

/// `owner/repository`, without the suffix that GitHub does not need.
fn github(text: &str) -> Result<String, LocationProblem> {
    let text = text.trim_end_matches('/');
    let text = text.strip_suffix(".git").unwrap_or(text);
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with(['-', '.'])
            && part.chars().all(|character| character.is_ascii_alphanumeric() || "-_.".contains(character))
    };
    match text.split_once('/') {
        Some((owner, name)) if plain(owner) && plain(name) => Ok(format!("{GITHUB}{owner}/{name}")),
        _ => Err(LocationProblem::GitHub),
    }
}

/// `scheme://[user[:password]@]host[:port]/path[//directory][@reference]`
fn url(scheme: &str, rest: &str) -> Result<Repository, LocationProblem> {
    let scheme = scheme.to_ascii_lowercase();
    if !SCHEMES.contains(&scheme.as_str()) {
        return Err(LocationProblem::Scheme { scheme });
    }
    if let Some(character) = rest.chars().find(|character| matches!(character, '?' | '#')) {
        return Err(LocationProblem::Query { character });
    }
    let (authority, path) = rest.split_once('/').ok_or(LocationProblem::Address)?;
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    let (path, directory, reference) = parts(path)?;
    let path = path.trim_end_matches('/');
    let right = if scheme == "file" { host.is_empty() && user.is_none() } else { !host.is_empty() };
    if !right || host.starts_with('-') || path.is_empty() || user.is_some_and(|user| user.starts_with('-')) {
        return Err(LocationProblem::Address);
    }
    let host = host.to_ascii_lowercase();
    // The name one logs in with over ssh is a part of the address; everything else before the host is a secret.
    let login = match (scheme.as_str(), user) {
        ("ssh", Some(user)) => format!("{}@", user.split(':').next().unwrap_or(user)),
        _ => String::new(),
    };
    let credentials = match (scheme.as_str(), user) {
        ("http" | "https", Some(user)) => Some(Credentials(user.to_owned())),
        _ => None,
    };
    let address = match (scheme.as_str(), host.as_str(), github(path)) {
        ("https", "github.com", Ok(short)) => short,
        _ => format!("{scheme}://{login}{host}/{path}"),
    };
    Ok(Repository { address, directory, reference, credentials })
}

/// `[user@]host:path[//directory][@reference]`
fn scp(host: &str, path: &str) -> Result<Repository, LocationProblem> {
    let (path, directory, reference) = parts(path)?;
    let path = path.trim_end_matches('/');
    let (user, name) = host.rsplit_once('@').unwrap_or(("", host));
    if name.is_empty() || host.starts_with('-') || name.starts_with('-') || path.is_empty() || path.starts_with('-') {
        return Err(LocationProblem::Address);
    }
    let login = if user.is_empty() { String::new() } else { format!("{}@", user.split(':').next().unwrap_or(user)) };
    Ok(Repository { address: format!("{login}{name}:{path}"), directory, reference, credentials: None })
}

/// Splits `path//directory@reference`.
fn parts(text: &str) -> Result<(&str, Utf8PathBuf, Option<String>), LocationProblem> {
    let at = text.find("//").filter(|at| *at > 0);
    let (path, tail) = match at {
        Some(at) => (&text[..at], Some(&text[at + 2..])),
        None => (text, None),
    };
    let (path, tail, reference) = match tail {
        Some(tail) => {
            let (directory, reference) = split_reference(tail);
            (path, directory, reference)
        }
        None => {
            let (path, reference) = split_reference(path);
            (path, "", reference)
        }
    };
    let directory = tail.trim_matches('/');
    if !directory.is_empty() {
        check_path(directory)
            .map_err(|problem| LocationProblem::Directory { directory: directory.to_owned(), problem })?;
    }
    if let Some(reference) = reference {
        git_name::check(reference)
            .map_err(|problem| LocationProblem::Reference { reference: reference.to_owned(), problem })?;
    }
    Ok((path, Utf8PathBuf::from(directory), reference.map(str::to_owned)))
}

fn split_reference(text: &str) -> (&str, Option<&str>) {
    match text.split_once('@') {
        Some((text, reference)) => (text, Some(reference)),
        None => (text, None),
    }
}

/// A path without `.` and without `..` where that can be seen from the text.
pub(super) fn tidy(path: &Utf8Path) -> Utf8PathBuf {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.as_str().split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Utf8PathBuf::from(parts.join("/"))
}

/// A text without what stands between `://` and `@`, for messages.
pub fn redact(text: &str) -> String {
    let mut text = text.to_owned();
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let start = from + found + 3;
        let end = text[start..].find(['/', ' ', '\'', '"']).map_or(text.len(), |end| start + end);
        if let Some(at) = text[start..end].rfind('@') {
            text.replace_range(start..=start + at, "");
        }
        from = start;
    }
    text
}

/// What git is given for an address.
pub fn url_of(address: &str) -> String {
    match address.strip_prefix(GITHUB) {
        Some(name) => format!("https://github.com/{name}.git"),
        None => address.to_owned(),
    }
}

impl Repository {
    /// What git is given to fetch from; without password or token.
    pub fn url(&self) -> String {
        url_of(&self.address)
    }

    /// The same place, whatever the version: what is recorded, pinned and trusted.
    pub fn source(&self) -> String {
        if self.directory.as_str().is_empty() {
            self.address.clone()
        } else {
            format!("{}//{}", self.address, self.directory)
        }
    }
}

impl std::fmt::Display for Repository {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.source())?;
        match &self.reference {
            Some(reference) => write!(formatter, "@{reference}"),
            None => Ok(()),
        }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Directory(path) => formatter.write_str(path.as_str()),
            Self::Git(repository) => write!(formatter, "{repository}"),
        }
    }
}

#[cfg(test)]
#[path = "location_tests.rs"]
mod tests;
