//! `wrangler dev` with one worker and its companions, from start to end.
//! Border: the process, its log and its address; asking is `client`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::copy::WorkerProject;
use crate::rig::Rig;
use crate::rig::commands;
use crate::rig::error::Error;
use crate::rig::files;

/// What it is called in messages.
const PROGRAM: &str = "wrangler";
/// The longest a start may take, on a machine that is busy with other things as well.
const START: Duration = Duration::from_secs(120);
/// The longest wrangler may take to end itself and what it started.
const STOP: Duration = Duration::from_secs(15);
/// Starts that are tried when another program took the port in between.
const TRIES: usize = 3;
/// What wrangler says when it serves; the address follows.
const READY: &str = "Ready on http://";

/// A running worker.
pub struct Server {
    child: Child,
    log: PathBuf,
    address: String,
}

impl Server {
    /// Starts the project and waits until it serves.
    pub fn start(rig: &Rig, project: &WorkerProject) -> Result<Server, Error> {
        let mut tries = 1;
        loop {
            match Server::try_start(rig, project, 0) {
                Err(Error::ServerEnded { log, .. }) if tries < TRIES && log.contains("Address already in use") => {
                    tries += 1;
                }
                other => return other,
            }
        }
    }

    /// Starts the project at a port of the caller's choice (0: any) and waits until it serves.
    pub fn try_start(rig: &Rig, project: &WorkerProject, port: u16) -> Result<Server, Error> {
        let log = project.run_directory().join("wrangler.log");
        let created = |source| Error::File { action: "create", path: log.clone(), source };
        let out = File::create(&log).map_err(created)?;
        let err = out.try_clone().map_err(created)?;
        let mut command = project.wrangler(rig);
        command.arg("dev").args(["--ip", "127.0.0.1", "--port", &port.to_string(), "--inspector-port", "0"]);
        for config in project.configs() {
            command.arg("--config").arg(config);
        }
        command.arg("--persist-to").arg(project.state());
        commands::end_with_parent(&mut command);
        let spawned = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn();
        let child = spawned.map_err(|source| Error::Start { program: PROGRAM.to_owned(), source })?;
        let mut server = Server { child, log, address: String::new() };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// The address of the worker, without a slash at its end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Host and port of the worker.
    pub fn authority(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// The file into which the worker's and wrangler's output goes.
    pub fn log_path(&self) -> &Path {
        &self.log
    }

    /// Everything that was printed so far.
    pub fn log(&self) -> String {
        files::read(&self.log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    /// An error if wrangler has ended.
    pub fn check_alive(&mut self) -> Result<(), Error> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(Error::ServerEnded {
                program: PROGRAM,
                status: status.to_string(),
                log: commands::tail(&self.log()),
            }),
            Err(source) => Err(Error::Start { program: PROGRAM.to_owned(), source }),
        }
    }

    fn wait_until_ready(&mut self) -> Result<(), Error> {
        let end = Instant::now() + START;
        loop {
            let log = self.log();
            if let Some((_, rest)) = log.split_once(READY)
                && let Some((authority, _)) = rest.split_once('\n')
            {
                self.address = format!("http://{}", authority.trim());
                return Ok(());
            }
            self.check_alive()?;
            if Instant::now() > end {
                return Err(Error::NotReady { program: PROGRAM, limit: START, log: commands::tail(&log) });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends wrangler and everything it started.
    fn stop(&mut self) {
        let Some(pid) = Pid::from_raw(self.child.id() as i32) else {
            return;
        };
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let started = descendants(pid);
        let _ = kill_process(pid, Signal::TERM);
        if commands::wait(&mut self.child, STOP).is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
            for pid in started {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The processes below one, from the kernel's table.
fn descendants(root: Pid) -> Vec<Pid> {
    let mut parents = Vec::new();
    for entry in files::entries(Path::new("/proc")).unwrap_or_default() {
        // The line is `pid (name) state parent …`, and the name may hold anything, brackets too.
        let Ok(line) = files::read_text(&entry.join("stat")) else {
            continue;
        };
        let Some(pid) = line.split(' ').next().and_then(|pid| pid.parse().ok()).and_then(Pid::from_raw) else {
            continue;
        };
        let behind_name = line.rsplit_once(") ").map(|(_, rest)| rest).unwrap_or_default();
        let parent = behind_name.split(' ').nth(1).and_then(|parent| parent.parse().ok()).and_then(Pid::from_raw);
        if let Some(parent) = parent {
            parents.push((pid, parent));
        }
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        found.extend(parents.iter().filter(|(_, other)| *other == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    found.split_off(1)
}
