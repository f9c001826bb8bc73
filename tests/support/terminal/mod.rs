//! A program on a terminal, with a screen that can be looked at.
//! Border: test code only; every wait is bounded.
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;

/// A program on a terminal.
pub struct Terminal {
    session: OsSession,
    screen: vt100::Parser,
    /// Everything that was printed.
    pub printed: Vec<u8>,
    ended: Option<i32>,
}

/// A fresh directory to work in, and a home.
pub struct Place {
    _keep: tempfile::TempDir,
    /// The working directory.
    pub work: PathBuf,
    home: PathBuf,
}

const LONG: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(10);

impl Place {
    /// Makes both.
    pub fn new() -> Self {
        let keep = tempfile::tempdir().expect("a directory");
        let (work, home) = (keep.path().join("work"), keep.path().join("home"));
        for directory in [&work, &home] {
            std::fs::create_dir(directory).expect("a directory");
        }
        Self { _keep: keep, work, home }
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        std::fs::read_dir(&self.work).expect("readable").next().is_none()
    }

    /// Makes a search path with these shell scripts and nothing else.
    pub fn programs(&self, scripts: &[(&str, &str)]) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = self.home.join("bin");
        std::fs::create_dir_all(&directory).expect("a directory");
        for (name, script) in scripts {
            let file = directory.join(name);
            std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a script");
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("a mode");
        }
        directory.to_str().expect("a UTF-8 path").to_owned()
    }

    /// Starts `create-pyworker` here.
    pub fn start(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Terminal {
        self.start_program(env!("CARGO_BIN_EXE_create-pyworker"), arguments, environment, (80, 24))
    }

    /// Starts a program here, on a terminal of so many columns and lines.
    pub fn start_program(
        &self,
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
        (columns, lines): (u16, u16),
    ) -> Terminal {
        // The program looks at the size as soon as it starts, so it has to be set before.
        let mut command = Command::new("/bin/sh");
        let script = format!("/bin/stty cols {columns} rows {lines} && exec \"$0\" \"$@\"");
        command.args(["-c", &script, program]).args(arguments).current_dir(&self.work).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", &self.home).env("LANG", "C.UTF-8").env("TERM", "xterm-256color");
        command.envs(environment.iter().copied());
        let session = OsSession::spawn(command).expect("a terminal");
        let (lines, columns) = (NonZero::new(lines).expect("lines"), NonZero::new(columns).expect("columns"));
        Terminal { session, screen: vt100::Parser::new(lines, columns, 0), printed: Vec::new(), ended: None }
    }
}

impl Terminal {
    /// Types `keys`.
    pub fn keys(&mut self, keys: &str) {
        use std::io::Write as _;
        self.session.write_all(keys.as_bytes()).and_then(|()| self.session.flush()).expect("a terminal to type on");
    }

    /// Types `keys` when `text` stands on the screen.
    pub fn answer(&mut self, text: &str, keys: &str) {
        self.wait_for(text);
        self.keys(keys);
    }

    /// Waits until `text` stands on the screen.
    pub fn wait_for(&mut self, text: &str) {
        let begun = Instant::now();
        while !self.lines().contains(text) {
            assert!(begun.elapsed() < LONG, "`{text}` does not appear on the screen:\n{}", self.lines());
            assert!(self.ended.is_none(), "the program ended before `{text}` appeared:\n{}", self.lines());
            self.read();
        }
    }

    /// What stands on the screen, without spaces at the ends of lines.
    pub fn lines(&self) -> String {
        let text = self.screen.screen().contents();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        lines.join("\n").trim_end().to_owned()
    }

    /// Whether the cursor can be seen.
    pub fn has_cursor(&self) -> bool {
        !self.screen.screen().hide_cursor()
    }

    /// Waits for the end and returns the exit code.
    pub fn end(&mut self) -> i32 {
        let begun = Instant::now();
        loop {
            if let Some(code) = self.ended {
                return code;
            }
            assert!(begun.elapsed() < LONG, "the program does not end:\n{}", self.lines());
            self.read();
        }
    }

    fn read(&mut self) {
        let status = self.session.get_process().status().expect("a status");
        let mut buffer = [0u8; 4096];
        let mut found = false;
        loop {
            match self.session.try_read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => {
                    found = true;
                    self.screen.process(&buffer[..count]);
                    self.printed.extend_from_slice(&buffer[..count]);
                }
                // No more for now, or, once the program has ended, for ever.
                Err(_) => break,
            }
        }
        match status {
            WaitStatus::Exited(_, code) => self.ended = Some(code),
            WaitStatus::Signaled(_, signal, _) => self.ended = Some(128 + signal as i32),
            _ if !found => std::thread::sleep(PAUSE),
            _ => {}
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.ended.is_none() {
            let _ = self.session.get_process_mut().kill(Signal::SIGKILL);
        }
    }
}

/// Reads a file below `place`.
pub fn read(place: &Path, file: &str) -> String {
    std::fs::read_to_string(place.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}
