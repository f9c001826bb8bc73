//! The Worker that layers are laid over.
//! Border: finds it and says whether it can take layers; nothing is planned here.
use camino::{Utf8Path, Utf8PathBuf};

use super::error::AddError;
use super::request::{Mode, Request};
use crate::cli::{Error, Session};
use crate::codemods::{ClassRole, Era, Facts, HandlerKind, Modules, Options, Ready, migrate};
use crate::compose::{Ground, Record, read_record};
use crate::config::platform;
use crate::plan::Decisions;
use crate::project::{Discovery, Snapshot, Worker, discover};
use crate::template::{ProjectName, RECORD, Value, Variables};
use crate::ui::{Reply, Row, Select};

/// The oldest Python that layers are written for.
const OLDEST_PYTHON: &str = "3.13";

/// A Worker that can take layers.
pub(super) struct Target {
    /// The Worker; its paths are relative to the scope's root.
    pub worker: Worker,
    /// The files of its directory.
    pub tree: Snapshot,
    /// Where it has its code.
    pub ground: Ground,
    /// What it was made from; empty if nobody knows.
    pub record: Record,
}

impl Target {
    /// Finds the Worker that the request means.
    pub fn find(request: &Request, session: &mut Session) -> Result<Self, Error> {
        let files = Snapshot::of(request.scope.root.clone());
        let worker = choose(request, &files, session)?;
        check_era(request, &worker, &files)?;
        let ground = Ground::of_worker(&worker).map_err(AddError::from)?;
        let tree = Snapshot::of(tidy(&request.scope.root.join(&worker.directory)));
        let record = match tree.read(Utf8Path::new(RECORD)) {
            None => Record::default(),
            Some(content) => read_record(content.bytes())
                .map_err(|error| AddError::Record { path: worker.directory.join(RECORD), error })?,
        };
        Ok(Self { worker, tree, ground, record })
    }

    /// The variables that layers can use: those of the record, else what the Worker itself says.
    pub fn variables(&self) -> Variables {
        let name = &self.worker.name;
        let valid = ProjectName::new(name).ok().or_else(|| ProjectName::like(name));
        let mut variables = valid.or_else(|| ProjectName::new("worker").ok()).map(|name| name.variables());
        let mut variables = variables.take().unwrap_or_default();
        variables.extend(self.record.variables.clone());
        if self.record.variables.is_empty() {
            variables.insert("project_name".to_owned(), Value::Text(name.clone()));
            if let Some(date) = &self.worker.compatibility_date {
                let python = platform::python_version(date).to_owned();
                variables.insert("compatibility_date".to_owned(), Value::Text(date.clone()));
                variables.insert("python_version".to_owned(), Value::Text(python));
            }
        }
        variables.extend(self.ground.variables());
        variables
    }
}

fn tidy(path: &Utf8Path) -> Utf8PathBuf {
    path.components().collect()
}

fn choose(request: &Request, files: &Snapshot, session: &mut Session) -> Result<Worker, Error> {
    let root = &request.scope.root;
    let Discovery { mut workers, problems } =
        discover(files, &request.scope.paths).map_err(|found| AddError::NoWorker { root: root.clone(), found })?;
    if let Some(name) = &request.worker {
        let known = workers.iter().map(|worker| worker.name.clone()).collect();
        workers.retain(|worker| worker.name == *name);
        if workers.is_empty() {
            return Err(AddError::UnknownWorker { name: name.clone(), known }.into());
        }
    }
    let row = match workers.as_slice() {
        [_] => 0,
        several if request.mode == Mode::Ask => ask(several, session)?,
        several => {
            let place = |worker: &Worker| worker.config.clone().unwrap_or_else(|| worker.main.clone());
            let workers = several.iter().map(|worker| (worker.name.clone(), place(worker))).collect();
            return Err(AddError::SeveralWorkers { workers }.into());
        }
    };
    let worker = workers.swap_remove(row);
    let own = |path: &Utf8Path| Some(path) == worker.config.as_deref() || path == worker.main;
    match problems.into_iter().find(|problem| problem.is_failure() && own(&problem.place().path)) {
        Some(problem) => Err(AddError::Worker { root: root.clone(), problem }.into()),
        None => Ok(worker),
    }
}

fn ask(workers: &[Worker], session: &mut Session) -> Result<usize, Error> {
    let row = |worker: &Worker| {
        let place = worker.config.as_ref().unwrap_or(&worker.main);
        Row { title: format!("{} ({place})", worker.name), help: None, disabled: None }
    };
    let rows: Vec<Row> = workers.iter().map(row).collect();
    let question = Select { prompt: "Which Worker?", help: None, rows: &rows, chosen: &[0] };
    loop {
        // There is nothing to go back to.
        if let Reply::Answer(row) = session.prompter.select(&question)? {
            return Ok(row);
        }
    }
}

/// Layers are written for today's API: a Worker of an older one is migrated first.
fn check_era(request: &Request, worker: &Worker, files: &Snapshot) -> Result<(), AddError> {
    let modules = Modules::read(files, worker, &|_| false, &mut Ready::default());
    let facts = Facts::collect(worker, &modules, files);
    let old_methods = facts.handlers.iter().filter(|handler| {
        matches!(handler.kind, HandlerKind::Method { role: ClassRole::Entrypoint, .. })
            && handler.name.starts_with("on_")
    });
    let mut evidence: Vec<String> =
        old_methods.map(|handler| format!("its class has a method `{}`", handler.name)).collect();
    let globals: Vec<String> = facts.globals.iter().map(|global| format!("`{}`", global.name)).collect();
    if !globals.is_empty() {
        evidence.push(format!("it has module-level handlers: {}", globals.join(", ")));
    }
    if let Some(date) = &worker.compatibility_date {
        let python = platform::python_version(date);
        let number = |version: &str| version.split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
        if number(python) < number(OLDEST_PYTHON) {
            evidence
                .push(format!("its compatibility date {date} selects Python {python}, layers need {OLDEST_PYTHON}"));
        }
    }
    if evidence.is_empty() && facts.era == Era::B {
        // Layers bring the SDK, which changes what bindings return: code that counts on the old values would break.
        let migration = migrate(std::slice::from_ref(worker), files, &Options::default(), &Decisions::default());
        let code = migration
            .plan
            .changes
            .iter()
            .filter(|change| change.previews.paths().iter().any(|path| path.extension() == Some("py")));
        evidence.extend(code.take(3).map(|change| format!("`pyworker migrate` would change: {}", change.title)));
    }
    if evidence.is_empty() {
        return Ok(());
    }
    Err(AddError::Old { worker: worker.name.clone(), evidence, path: request.path.clone() })
}
