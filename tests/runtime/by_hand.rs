//! The rig by hand: a project is started with its log on the terminal, or asked the steps of a scenario.
//! Border: for people at work; the tests do not come through here.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use crate::rig::Rig;
use crate::rig::error::Error;
use crate::scenario::file::Scenario;
use crate::scenario::run::{Run, fill};
use crate::worker::copy::WorkerProject;
use crate::worker::server::Server;
use crate::worker::setup::{Sdk, Setup};
use crate::worker::target::Target;
use crate::worker::tools::Tools;

const HELP: &str = "\
cargo test --test runtime -- --serve DIR [--port P] [--scenario FILE] [--sdk vendored]
    starts the project in DIR and shows its log until it is interrupted
cargo test --test runtime -- --ask FILE DIR [--sdk vendored]
    starts the project in DIR, does the steps of the scenario FILE and shows the answers
cargo test --test runtime -- --set-up
    only makes sure that the rig is there, and says where";

/// What is wanted by hand.
enum Wanted {
    SetUp,
    Serve { directory: PathBuf, port: u16 },
    Ask { directory: PathBuf },
}

struct Request {
    wanted: Wanted,
    scenario: Option<PathBuf>,
    sdk: Option<Sdk>,
}

/// Does what the arguments want; `None` when they are for the tests.
pub fn run(arguments: &[String]) -> Option<ExitCode> {
    if !arguments.iter().any(|argument| ["--serve", "--ask", "--set-up"].contains(&argument.as_str())) {
        return None;
    }
    let Some(request) = parse(arguments) else {
        eprintln!("{HELP}");
        return Some(ExitCode::from(2));
    };
    Some(match act(&request) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

fn parse(arguments: &[String]) -> Option<Request> {
    let (mut serve, mut ask, mut set_up) = (None, None, false);
    let (mut port, mut scenario, mut sdk, mut directory) = (0, None, None, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--serve" => serve = Some(PathBuf::from(rest.next()?)),
            "--ask" => ask = Some(PathBuf::from(rest.next()?)),
            "--set-up" => set_up = true,
            "--port" => port = rest.next()?.parse().ok()?,
            "--scenario" => scenario = Some(PathBuf::from(rest.next()?)),
            "--sdk" => sdk = Some(if rest.next()? == "vendored" { Sdk::Vendored } else { Sdk::AsDated }),
            other if !other.starts_with('-') => directory = Some(PathBuf::from(other)),
            _ => return None,
        }
    }
    let wanted = match (serve, ask, set_up) {
        (Some(directory), None, false) => Wanted::Serve { directory, port },
        (None, Some(steps), false) => {
            scenario = Some(steps);
            Wanted::Ask { directory: directory? }
        }
        (None, None, true) => Wanted::SetUp,
        _ => return None,
    };
    Some(Request { wanted, scenario, sdk })
}

fn act(request: &Request) -> Result<(), Error> {
    let rig = Rig::ready()?;
    let directory = match &request.wanted {
        Wanted::SetUp => {
            println!("{}", rig.paths.root().display());
            return Ok(());
        }
        Wanted::Serve { directory, .. } | Wanted::Ask { directory } => directory,
    };
    let target = Target::start()?;
    let known = [("target".to_owned(), target.address().to_owned())].into();
    let scenario = request.scenario.as_deref().map(Scenario::read).transpose()?;
    let mut setup = scenario.as_ref().map_or_else(Setup::default, |scenario| scenario.setup.clone());
    setup.sdk = request.sdk.unwrap_or(setup.sdk);
    for (_, value) in setup.variables.iter_mut().chain(&mut setup.secrets) {
        *value = fill(value, &known);
    }
    let project = WorkerProject::prepare(&rig, directory, &setup)?;
    match (&request.wanted, scenario) {
        (Wanted::Serve { port, .. }, _) => {
            let mut server = Server::try_start(&rig, &project, *port)?;
            eprintln!("serving {} from {}", server.address(), project.directory().display());
            follow(&mut server)
        }
        (_, Some(scenario)) => {
            let mut server = Server::start(&rig, &project)?;
            let tools = Tools { paths: &rig.paths, project: project.directory() };
            let outcome = Run::new(&mut server, tools, known).all(&scenario.steps);
            match outcome {
                Ok(answers) => {
                    for (index, answer) in answers.iter().enumerate() {
                        println!("── step {}\n{answer}\n", index + 1);
                    }
                    Ok(())
                }
                Err(failure) => {
                    print!("{}", server.log());
                    Err(Error::NoAnswer { request: "the scenario".to_owned(), reason: failure.to_string() })
                }
            }
        }
        (_, None) => Ok(()),
    }
}

/// Copies the log to the terminal until the worker's process ends.
fn follow(server: &mut Server) -> Result<(), Error> {
    let mut position = 0;
    loop {
        position += show_from(server.log_path(), position)?;
        server.check_alive()?;
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn show_from(log: &Path, position: u64) -> Result<u64, Error> {
    let read = |source| Error::File { action: "read", path: log.to_owned(), source };
    let mut file = std::fs::File::open(log).map_err(read)?;
    file.seek(SeekFrom::Start(position)).map_err(read)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(read)?;
    std::io::stdout().write_all(&bytes).map_err(read)?;
    Ok(bytes.len() as u64)
}
