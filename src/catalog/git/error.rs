//! How git can fail, as data.
//! Border: what git said is kept without passwords and tokens; the words for the user stand in `cli::wording`.

/// Why a repository cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// Git is not installed.
    #[error("git is not installed")]
    NoGit,
    /// Nobody answers.
    #[error("{address} cannot be reached")]
    Unreachable {
        /// The repository.
        address: String,
        /// What git said.
        said: Vec<String>,
    },
    /// Somebody answers, and lets us not in.
    #[error("{address} lets nobody in without a key or password")]
    Denied {
        /// The repository.
        address: String,
        /// What git said.
        said: Vec<String>,
    },
    /// There is no repository.
    #[error("there is no git repository at {address}")]
    NotARepository {
        /// The repository.
        address: String,
        /// What git said.
        said: Vec<String>,
    },
    /// A repository without a commit.
    #[error("{address} has no commit yet")]
    Empty {
        /// The repository.
        address: String,
    },
    /// A repository whose default branch has no commit.
    #[error("the default branch of {address} has no commit")]
    NoHead {
        /// The repository.
        address: String,
        /// Its tags and branches.
        names: Vec<String>,
    },
    /// No such tag, branch or commit.
    #[error("{address} has no tag, branch or commit `{reference}`")]
    NoReference {
        /// The repository.
        address: String,
        /// As it was asked for.
        reference: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// Nothing may be fetched, and nothing was fetched before.
    #[error("{address} was never fetched")]
    NotCached {
        /// The repository.
        address: String,
    },
    /// It does not end: its host says nothing, or too much.
    #[error("{address} is given up on: {why}")]
    GivenUp {
        /// The repository.
        address: String,
        /// Why.
        why: String,
    },
    /// The system names no place for copies.
    #[error("there is no place for copies of repositories")]
    NoCache,
    /// Any other failure.
    #[error("git {command} failed")]
    Failed {
        /// The command's name.
        command: String,
        /// What git said.
        said: Vec<String>,
    },
}
