//! Packages that cannot do their work inside a Worker, and what to use instead.
//! Border: knowledge about packages; where they are asked for is read elsewhere. What the runtime refuses is shown by the
//! runtime test `facts/sockets-threads-processes`: threads, processes and listening; sockets do connect.
use super::requirement::normalised_name;

/// Why a package is of no use in a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It starts threads or processes.
    Processes,
    /// It is compiled, and no build for the runtime exists.
    Native,
    /// It starts a server or a development loop; the runtime is the server.
    Server,
    /// It is a tool for the developer's machine.
    Tool,
}

impl Obstacle {
    /// The reason in a few words, as the end of "… cannot run in a Worker: ".
    pub fn reason(self) -> &'static str {
        match self {
            Self::Processes => "it starts threads or processes, which the runtime refuses",
            Self::Native => "it is compiled code without a build for the runtime",
            Self::Server => "it is a server, and in a Worker the runtime is the server",
            Self::Tool => "it is a tool for your own machine",
        }
    }
}

/// One package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnusablePackage {
    /// Its normalised name.
    pub name: &'static str,
    /// Why.
    pub obstacle: Obstacle,
    /// What to use instead.
    pub instead: &'static str,
}

const fn package(name: &'static str, obstacle: Obstacle, instead: &'static str) -> UnusablePackage {
    UnusablePackage { name, obstacle, instead }
}

const SQL: &str = "D1, or psycopg 3, which has a build for the runtime";
const QUEUE: &str = "Queues, Workflows or a cron trigger";
const SERVE: &str = "nothing: fetch calls the app through asgi.fetch(app, request, self.env)";
const MODEL: &str = "Workers AI through the AI binding";
const DEV: &str = "a dependency group such as dev, which is not deployed";
const BROWSER: &str = "Browser Rendering through its binding";

use Obstacle::{Native, Processes, Server, Tool};

/// The packages, sorted by name.
const UNUSABLE: &[UnusablePackage] = &[
    package("aiosqlite", Processes, "D1"),
    package("apscheduler", Processes, "a cron trigger and a scheduled handler"),
    package("asyncpg", Native, SQL),
    package("black", Tool, DEV),
    package("celery", Processes, QUEUE),
    package("daphne", Server, SERVE),
    package("debugpy", Tool, DEV),
    package("dramatiq", Processes, QUEUE),
    package("eventlet", Processes, "async def and await"),
    package("flake8", Tool, DEV),
    package("gevent", Processes, "async def and await"),
    package("grpcio", Native, "HTTP with JSON"),
    package("gunicorn", Server, SERVE),
    package("httptools", Native, "nothing: it only speeds up a server"),
    package("huey", Processes, QUEUE),
    package("hypercorn", Server, SERVE),
    package("keras", Native, MODEL),
    package("motor", Processes, "D1, or the database's HTTP interface"),
    package("mypy", Tool, DEV),
    package("onnxruntime", Native, MODEL),
    package("playwright", Processes, BROWSER),
    package("pre-commit", Tool, DEV),
    package("psutil", Native, "nothing: a Worker sees no machine"),
    package("psycopg2", Native, SQL),
    package("psycopg2-binary", Native, SQL),
    package("pymongo", Processes, "D1, or the database's HTTP interface"),
    package("pytest", Tool, DEV),
    package("pytest-asyncio", Tool, DEV),
    package("pytest-cov", Tool, DEV),
    package("rq", Processes, QUEUE),
    package("ruff", Tool, DEV),
    package("selenium", Processes, BROWSER),
    package("sentence-transformers", Native, MODEL),
    package("tensorflow", Native, MODEL),
    package("torch", Native, MODEL),
    package("transformers", Native, MODEL),
    package("uvicorn", Server, SERVE),
    package("uvloop", Native, "nothing: the runtime has its own event loop"),
    package("waitress", Server, SERVE),
    package("watchdog", Native, "nothing: there are no files to watch"),
    package("watchfiles", Native, "nothing: there are no files to watch"),
];

/// Packages that bring the platform's own tools: they belong in the dev group.
pub const PLATFORM_TOOLS: [&str; 3] = ["workers-py", "workers-runtime-sdk", "pyodide-py"];

/// What is known against using the package of that name in a worker.
pub fn unusable(name: &str) -> Option<&'static UnusablePackage> {
    let name = normalised_name(name);
    UNUSABLE.iter().find(|package| package.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_normalised_and_unique() {
        for package in UNUSABLE {
            assert_eq!(normalised_name(package.name), package.name);
            assert_eq!(UNUSABLE.iter().filter(|other| other.name == package.name).count(), 1, "{}", package.name);
        }
        assert_eq!(unusable("Psycopg2_Binary").map(|package| package.obstacle), Some(Obstacle::Native));
        assert_eq!(unusable("requests"), None);
        assert!(UNUSABLE.is_sorted_by_key(|package| package.name));
    }
}
