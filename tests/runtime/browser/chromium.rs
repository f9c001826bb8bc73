//! Finds a Chromium and runs it without a window.
//! Border: a process and the address of its DevTools; what is said over them is `devtools`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::rig::commands;
use crate::rig::error::Error;

/// Names a browser that is not found by itself.
const CHROMIUM: &str = "PYWORKER_CHROMIUM";

/// The names under which it is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// The longest that it may take to start.
const START: Duration = Duration::from_secs(60);

/// A running browser; it ends with this value.
pub struct Chromium {
    process: Child,
    profile: TempDir,
}

impl Chromium {
    /// Starts the browser that this machine has.
    pub fn start() -> Result<Chromium, Error> {
        let program = find()?;
        let profile = tempfile::Builder::new().prefix("pyworker-chromium-").tempdir();
        let profile = profile.map_err(|source| Error::File { action: "create", path: std::env::temp_dir(), source })?;
        let log = profile.path().join("browser.log");
        let output =
            std::fs::File::create(&log).map_err(|source| Error::File { action: "create", path: log, source })?;
        let mut command = Command::new(&program);
        command.args([
            "--headless=new",
            "--remote-debugging-port=0",
            // Only pages of this machine are opened, and containers often allow no sandbox.
            "--no-sandbox",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-dev-shm-usage",
            "--disable-extensions",
            "--disable-gpu",
            "--disable-sync",
            "--no-default-browser-check",
            "--no-first-run",
            "--hide-scrollbars",
            "--lang=en",
        ]);
        command.arg(format!("--user-data-dir={}", profile.path().display())).arg("about:blank");
        command.env("HOME", profile.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(output);
        commands::end_with_parent(&mut command);
        let program = program.display().to_string();
        let process = command.spawn().map_err(|source| Error::Start { program, source })?;
        Ok(Chromium { process, profile })
    }

    /// Host and port of its DevTools, and the path of the socket for the whole browser.
    pub fn socket(&mut self) -> Result<(String, String), Error> {
        let end = Instant::now() + START;
        let file = self.profile.path().join("DevToolsActivePort");
        loop {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            if let Some((port, path)) = text.split_once('\n').filter(|(_, path)| !path.is_empty()) {
                return Ok((format!("127.0.0.1:{port}"), path.trim().to_owned()));
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                let status = status.to_string();
                return Err(Error::ServerEnded { program: "chromium", status, log: self.log() });
            }
            if Instant::now() > end {
                return Err(Error::NotReady { program: "chromium", limit: START, log: self.log() });
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn log(&self) -> String {
        commands::tail(&std::fs::read_to_string(self.profile.path().join("browser.log")).unwrap_or_default())
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The browser named by the environment, or the first on the path.
fn find() -> Result<PathBuf, Error> {
    if let Some(named) = std::env::var_os(CHROMIUM) {
        return Ok(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let directories: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let candidates = NAMES.iter().flat_map(|name| directories.iter().map(move |directory| directory.join(name)));
    candidates.into_iter().find(|path| is_program(path)).ok_or(Error::NoBrowser)
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}
