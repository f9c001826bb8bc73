//! One piece of work.
//! Border: names and command lines; whether it can run is `availability`'s answer.
use camino::Utf8PathBuf;

/// Work after the files are written, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// `git init`.
    GitInit,
    /// `uv sync`.
    UvSync,
    /// `npm install`.
    NpmInstall,
    /// The first commit, which takes the lock files of the steps before it.
    GitCommit,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::GitInit, Self::UvSync, Self::NpmInstall, Self::GitCommit];

    /// As a receipt names it.
    pub fn title(self) -> &'static str {
        match self {
            Self::GitInit => "git repository",
            Self::UvSync => "uv sync",
            Self::NpmInstall => "npm install",
            Self::GitCommit => "first commit",
        }
    }

    /// The program it needs.
    pub fn program(self) -> &'static str {
        match self {
            Self::GitInit | Self::GitCommit => "git",
            Self::UvSync => "uv",
            Self::NpmInstall => "npm",
        }
    }

    /// The commands that do it, as a user would type them in the project; `message` is the first commit's.
    pub fn commands(self, message: &str) -> Vec<Vec<String>> {
        let lines: &[&[&str]] = match self {
            Self::GitInit => &[&["git", "init", "--quiet", "--initial-branch=main"]],
            Self::UvSync => &[&["uv", "sync"]],
            Self::NpmInstall => &[&["npm", "install", "--no-audit", "--no-fund"]],
            Self::GitCommit => &[&["git", "add", "--all"], &["git", "commit", "--quiet", "--message", message]],
        };
        lines.iter().map(|line| line.iter().map(|word| (*word).to_owned()).collect()).collect()
    }

    /// The step that a command line is, word for word: what is on the list need not be agreed to.
    pub fn named(line: &[String]) -> Option<Self> {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        match line.as_slice() {
            ["git", "init"] => Some(Self::GitInit),
            ["uv", "sync"] => Some(Self::UvSync),
            ["npm", "install"] => Some(Self::NpmInstall),
            _ => None,
        }
    }

    /// The file without which there is nothing to do.
    pub fn needs(self) -> Option<Utf8PathBuf> {
        match self {
            Self::UvSync => Some("pyproject.toml".into()),
            Self::NpmInstall => Some("package.json".into()),
            Self::GitInit | Self::GitCommit => None,
        }
    }

    /// Whether it belongs to version control, which `--no-git` switches off; the others install.
    pub fn is_git(self) -> bool {
        matches!(self, Self::GitInit | Self::GitCommit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_named_word_for_word_and_not_otherwise() {
        let named = |line: &str| Step::named(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(named("uv sync"), Some(Step::UvSync));
        assert_eq!(named("npm install"), Some(Step::NpmInstall));
        assert_eq!(named("git init"), Some(Step::GitInit));
        for other in ["uv", "uv sync --script x", "npm install evil", "git init --template=x", "git commit", "UV sync"]
        {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
