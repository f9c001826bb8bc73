//! One call of git, with everything off that could run a program or ask a question.
//! Border: arguments in, what was said out; which repository and why is the callers' business.
use std::ffi::OsStr;
use std::io::{Read, Write as _};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use camino::Utf8Path;

use super::GitError;
use crate::catalog::location::{Credentials, Repository, redact};

/// Variables that lead git to another repository or change what it reads; settings of the user's own stay.
const REMOVED: [&str; 14] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_NAMESPACE",
    "GIT_EXTERNAL_DIFF",
    "GIT_PROXY_COMMAND",
];

/// Bytes that are read of what nobody needs whole.
const PRINTED: u64 = 1024 * 1024;

/// Lines of a failed call that are kept.
const KEPT: usize = 6;

/// What git says whatever went wrong.
const ADVICE: [&str; 2] = ["Please make sure you have the correct access rights", "and the repository exists."];

/// Whether git may ask for a password on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompts {
    /// Somebody is there to answer.
    Allowed,
    /// Nobody is.
    Forbidden,
}

/// A call that is being put together.
pub struct Call {
    command: Command,
    name: String,
    secret: Option<String>,
}

impl Call {
    /// `git NAME`, working on the repository in `directory`, if one is named.
    pub fn new(name: &str, directory: Option<&Utf8Path>) -> Self {
        let mut command = Command::new("git");
        command
            .args(["-c", if cfg!(windows) { "core.hooksPath=NUL" } else { "core.hooksPath=/dev/null" }])
            .args(["-c", "core.fsmonitor=false"])
            .args(["-c", "protocol.ext.allow=never"])
            .args(["-c", "fetch.recurseSubmodules=no"])
            .args(["-c", "submodule.recurse=false"])
            // One pack each time, which can be weighed while it comes.
            .args(["-c", "fetch.unpackLimit=1"])
            .args(["-c", "gc.auto=0"])
            .args(["-c", "maintenance.auto=false"])
            .args(["-c", "fetch.writeCommitGraph=false"])
            .args(["-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60"]);
        for variable in REMOVED {
            command.env_remove(variable);
        }
        command
            // What is said is compared with what is known, in one language.
            .env("LC_ALL", "C")
            .env("LANGUAGE", "C")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .stdin(Stdio::null());
        if let Some(directory) = directory {
            command.arg("--git-dir").arg(directory);
        }
        command.arg(name);
        Self { command, name: name.to_owned(), secret: None }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Runs it in a directory.
    #[must_use]
    pub fn directory(mut self, directory: &Utf8Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Says whether git may ask. Where it may not, neither may a program that asks in its place.
    #[must_use]
    pub fn prompts(mut self, prompts: Prompts) -> Self {
        match prompts {
            Prompts::Allowed => {
                self.command.env_remove("GIT_TERMINAL_PROMPT");
            }
            Prompts::Forbidden => {
                self.command
                    .env("GIT_TERMINAL_PROMPT", "0")
                    .env("GIT_ASKPASS", "")
                    .env("GCM_INTERACTIVE", "never")
                    // Without this ssh would open the terminal by itself; an empty program answers nothing.
                    .env("SSH_ASKPASS", "")
                    .env("SSH_ASKPASS_REQUIRE", "force");
            }
        }
        self
    }

    /// Gives git what was typed before the host. It stands in the environment, where other users cannot see it, and
    /// not in an argument or a file.
    #[must_use]
    pub fn credentials(mut self, repository: &Repository) -> Self {
        let Some(credentials) = &repository.credentials else { return self };
        let Some((plain, full)) = rewritten(&repository.url(), credentials) else { return self };
        let count: usize = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
        self.command
            .env("GIT_CONFIG_COUNT", (count + 1).to_string())
            .env(format!("GIT_CONFIG_KEY_{count}"), format!("url.{full}.insteadOf"))
            .env(format!("GIT_CONFIG_VALUE_{count}"), plain);
        self.secret = Some(credentials.reveal().to_owned());
        self
    }

    /// Runs it, and returns what it printed.
    ///
    /// # Errors
    /// No git, or a failure with what git said.
    pub fn run(self) -> Result<Vec<u8>, GitError> {
        self.run_with(b"")
    }

    /// Runs it with something to read, and returns what it printed.
    ///
    /// # Errors
    /// No git, or a failure with what git said.
    pub fn run_with(mut self, input: &[u8]) -> Result<Vec<u8>, GitError> {
        let output = self.output(input).map_err(|error| self.failed(&error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(GitError::Failed { said: said(&output.stderr, self.secret.as_deref()), command: self.name })
    }

    /// Runs it, and returns what it printed; nothing if that is more than `limit` bytes, and then git is ended.
    ///
    /// # Errors
    /// No git, or a failure with what git said.
    pub fn run_up_to(mut self, limit: u64) -> Result<Option<Vec<u8>>, GitError> {
        let mut child = self.spawn(Stdio::piped())?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let speaking = std::thread::spawn(move || read(stderr, PRINTED));
        // When enough is read the pipe is closed, and git ends as soon as it notices.
        let printed = read(stdout, limit + 1);
        let status = child.wait().map_err(|error| self.failed(&error))?;
        let spoken = speaking.join().unwrap_or_default();
        match status.success() {
            _ if printed.len() as u64 > limit => Ok(None),
            true => Ok(Some(printed)),
            false => Err(GitError::Failed { said: said(&spoken, self.secret.as_deref()), command: self.name }),
        }
    }

    /// Runs it until it ends, or until `stop` has a reason to end it, which is returned.
    ///
    /// # Errors
    /// No git, or a failure with what git said.
    pub fn run_until<T>(mut self, stop: &dyn Fn() -> Option<T>) -> Result<Option<T>, GitError> {
        let mut child = self.spawn(Stdio::null())?;
        let stderr = child.stderr.take();
        let speaking = std::thread::spawn(move || read(stderr, PRINTED));
        let mut pause = Duration::from_millis(1);
        loop {
            if let Some(status) = child.try_wait().map_err(|error| self.failed(&error))? {
                let spoken = speaking.join().unwrap_or_default();
                return match status.success() {
                    true => Ok(None),
                    false => Err(GitError::Failed { said: said(&spoken, self.secret.as_deref()), command: self.name }),
                };
            }
            if let Some(reason) = stop() {
                // It may have ended by itself just now.
                let _ = child.kill();
                let _ = child.wait();
                return Ok(Some(reason));
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(50));
        }
    }

    fn spawn(&mut self, stdout: Stdio) -> Result<Child, GitError> {
        let spawned = self.command.stdout(stdout).stderr(Stdio::piped()).spawn();
        spawned.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &std::io::Error) -> GitError {
        match error.kind() {
            std::io::ErrorKind::NotFound => GitError::NoGit,
            _ => GitError::Failed { command: self.name.clone(), said: vec![error.to_string()] },
        }
    }

    fn output(&mut self, input: &[u8]) -> std::io::Result<Output> {
        if input.is_empty() {
            return self.command.output();
        }
        let mut child = self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let stdin = child.stdin.take();
        std::thread::scope(|scope| {
            // Git answers while it is still being asked: one side writes, the other reads.
            scope.spawn(move || {
                if let Some(mut stdin) = stdin {
                    // If git ends early, its exit code says why.
                    let _ = stdin.write_all(input);
                }
            });
            child.wait_with_output()
        })
    }
}

/// The beginning of what a pipe brings; then the pipe is closed.
fn read(pipe: Option<impl Read>, limit: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        // What was read before an error is what there is.
        let _ = pipe.take(limit).read_to_end(&mut bytes);
    }
    bytes
}

/// The address that git is given, and the one that it shall use in its place.
fn rewritten(url: &str, credentials: &Credentials) -> Option<(String, String)> {
    let (scheme, rest) = url.split_once("://")?;
    Some((url.to_owned(), format!("{scheme}://{}@{rest}", credentials.reveal())))
}

/// The last lines that were said, without secrets.
fn said(bytes: &[u8], secret: Option<&str>) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<String> = text
        .lines()
        // Progress that overwrites itself counts as one line.
        .map(|line| line.rsplit('\r').next().unwrap_or(line).trim_end())
        .filter(|line| !line.is_empty() && !ADVICE.contains(line))
        .map(|line| redacted(line, secret))
        .collect();
    lines[lines.len().saturating_sub(KEPT)..].to_vec()
}

/// A line without the secret, and without anything that stands between `://` and `@`. Control characters of a
/// server's message do not reach the terminal.
fn redacted(line: &str, secret: Option<&str>) -> String {
    let mut line: String = line.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    if let Some(secret) = secret.filter(|secret| !secret.is_empty()) {
        line = line.replace(&format!("{secret}@"), "").replace(secret, "...");
    }
    redact(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_has_no_secret() {
        let text = b"Receiving 1%\rReceiving 2%\nfatal: unable to access 'https://user:secret@host/x/': no\n\
                     remote: \x1b[31mbad secret token\n";
        assert_eq!(
            said(text, Some("user:secret")),
            ["Receiving 2%", "fatal: unable to access 'https://host/x/': no", "remote:  [31mbad secret token"]
        );
        assert_eq!(redacted("https://a:b@c/d https://e@f", None), "https://c/d https://f");
        assert_eq!(redacted("token secret failed", Some("secret")), "token ... failed");
        assert_eq!(redacted("git@host:x", None), "git@host:x");
    }

    #[test]
    fn only_the_end_is_kept() {
        let text: String = (0..20).map(|number| format!("{number}\n")).collect();
        assert_eq!(said(text.as_bytes(), None), ["14", "15", "16", "17", "18", "19"]);
    }

    #[test]
    fn a_failure_is_named_after_the_command() {
        let error =
            Call::new("cat-file", Some("/nowhere".into())).args(["-p", "HEAD"]).run().expect_err("no repository");
        assert!(matches!(error, GitError::Failed { command, .. } if command == "cat-file"));
    }
}
