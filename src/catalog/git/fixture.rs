//! Repositories for tests.
//! Border: made with the real git in temporary directories, with fixed names and dates.
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

/// A repository that tests write to.
pub struct Fixture {
    keep: tempfile::TempDir,
}

impl Fixture {
    /// An empty repository.
    pub fn new() -> Self {
        let fixture = Self { keep: tempfile::tempdir().expect("a directory") };
        std::fs::create_dir(fixture.root()).expect("made");
        fixture.git(&["init", "--quiet", "--initial-branch=main"]);
        fixture
    }

    /// A directory beside the repository, for a cache or a home.
    pub fn beside(&self, name: &str) -> Utf8PathBuf {
        Utf8Path::from_path(self.keep.path()).expect("UTF-8").join(name)
    }

    /// The work tree.
    pub fn root(&self) -> Utf8PathBuf {
        self.beside("repository")
    }

    /// The address.
    pub fn address(&self) -> String {
        format!("file://{}", self.root())
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    /// Commits everything, and gives the commit a tag.
    pub fn commit(&self, tag: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", tag]);
        self.git(&["tag", "--force", tag]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Runs git in the repository, and returns what it prints.
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgSign=false"])
            .args(arguments)
            .current_dir(self.root())
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    }
}
