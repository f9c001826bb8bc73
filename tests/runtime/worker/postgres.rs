//! The Postgres behind a project's Hyperdrive bindings: a process of its own, in memory.
//! Border: its start with a schema, its address and its end; the server itself is `stand-ins/postgres`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::rig::Rig;
use crate::rig::commands;
use crate::rig::error::Error;
use crate::rig::files;

/// What it is called in messages.
const PROGRAM: &str = "Postgres";
/// The longest a start may take, on a machine that is busy with other things as well.
const START: Duration = Duration::from_secs(60);
/// What it says when it can be reached; the port follows.
const READY: &str = "listening on ";

/// A running Postgres.
pub struct Postgres {
    child: Child,
    connection: String,
}

impl Postgres {
    /// Starts it with an empty database and runs these files of SQL.
    pub fn start(rig: &Rig, run: &Path, sql: &[PathBuf]) -> Result<Postgres, Error> {
        let log = run.join("postgres.log");
        let created = |source| Error::File { action: "create", path: log.clone(), source };
        let out = File::create(&log).map_err(created)?;
        let err = out.try_clone().map_err(created)?;
        let mut command = Command::new(rig.paths.node());
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime/stand-ins/postgres/server.cjs"));
        command.arg(rig.paths.npm()).args(sql);
        commands::end_with_parent(&mut command);
        let spawned = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn();
        let child = spawned.map_err(|source| Error::Start { program: PROGRAM.to_owned(), source })?;
        let mut postgres = Postgres { child, connection: String::new() };
        let port = postgres.wait_for_port(&log)?;
        postgres.connection = format!("postgres://app:secret@127.0.0.1:{port}/postgres");
        Ok(postgres)
    }

    /// How it is reached.
    pub fn connection(&self) -> &str {
        &self.connection
    }

    fn wait_for_port(&mut self, path: &Path) -> Result<u16, Error> {
        let end = Instant::now() + START;
        loop {
            let log = files::read_text(path)?;
            if let Some((_, rest)) = log.split_once(READY)
                && let Some((port, _)) = rest.split_once('\n')
                && let Ok(port) = port.parse()
            {
                return Ok(port);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Error::ServerEnded {
                    program: PROGRAM,
                    status: status.to_string(),
                    log: commands::tail(&log),
                });
            }
            if Instant::now() > end {
                return Err(Error::NotReady { program: PROGRAM, limit: START, log: commands::tail(&log) });
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
