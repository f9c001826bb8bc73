//! Plans a migration again and again, with changing decisions, over the same reading of the files.
//! Border: puts the project's and the codemods' work together; shows and writes nothing.
use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::FxHashSet;

use super::error::MigrateError;
use super::request::Documents;
use super::rules::RuleBook;
use crate::cli::scope::Scope;
use crate::codemods::{Codemod, Era, Migration, Options, WorkerReport, engine, migrate_documents, migrate_watched};
use crate::config::platform;
use crate::plan::{ChangeId, Decision, Decisions, Finding, Plan, Standing};
use crate::project::{self, Discovery, Problem, Snapshot, Worker, discover, is_document};
use crate::ui::{Printer, WorkerView};

/// The Workers of a scope and what is asked about them.
pub struct Planner<'book> {
    book: &'book RuleBook,
    printer: Printer,
    files: Snapshot,
    workers: Vec<Worker>,
    /// Markdown files whose Python is migrated too.
    documents: Vec<Utf8PathBuf>,
    problems: Vec<Problem>,
    options: Options,
    limit: Option<usize>,
}

/// A plan and the Workers it is about.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The Workers.
    pub workers: Vec<WorkerView>,
    /// What would be done.
    pub plan: Plan,
    /// Changes that are left for another run because of the limit.
    pub postponed: Vec<ChangeId>,
}

impl<'book> Planner<'book> {
    /// Finds the Workers, and Markdown files too if they are wanted. At most `limit` changes are accepted in one plan;
    /// `printer` shows how far a long run has come.
    ///
    /// # Errors
    /// Named paths that do not exist, and no Worker at all.
    pub fn new(
        book: &'book RuleBook,
        scope: &Scope,
        options: Options,
        documents: Documents,
        limit: Option<usize>,
        printer: Printer,
    ) -> Result<Self, MigrateError> {
        let files = Snapshot::of(scope.root.clone());
        let is_named_document = |path: &&Utf8PathBuf| is_document(path.as_std_path().extension());
        let (documents, paths) = match documents {
            Documents::Left => (Vec::new(), scope.paths.clone()),
            Documents::Migrated => (
                project::documents(&scope.root, &scope.paths),
                scope.paths.iter().filter(|path| !is_named_document(path)).cloned().collect(),
            ),
        };
        let Discovery { workers, problems } = match discover(&files, &paths) {
            // A site of documents alone has no Worker.
            Err(found) if !documents.is_empty() => Discovery { workers: Vec::new(), problems: found.problems },
            found => found.map_err(|found| MigrateError::NoWorker { root: scope.root.clone(), found })?,
        };
        Ok(Self { book, printer, files, workers, documents, problems, options, limit })
    }

    fn migrate(&self, codemods: &[&dyn Codemod], decisions: &Decisions) -> Migration {
        let progress = self.printer.progress(self.workers.len(), "Worker");
        let step = || progress.step();
        let mut migration = migrate_watched(codemods, &self.workers, &self.files, &self.options, decisions, &step);
        let Self { documents, workers, files, options, .. } = self;
        migrate_documents(codemods, documents, workers, files, options, decisions, &mut migration.plan);
        migration
    }

    /// The plan under these decisions.
    pub fn plan(&self, decisions: &Decisions) -> Planned {
        let mut decisions = decisions.clone();
        let mut postponed: Vec<ChangeId> = Vec::new();
        let codemods = self.book.codemods();
        loop {
            let Migration { workers, mut plan } = self.migrate(&codemods, &decisions);
            let beyond: Vec<ChangeId> = match self.limit {
                Some(limit) => plan.accepted().skip(limit).map(|change| change.id.clone()).collect(),
                None => Vec::new(),
            };
            if beyond.is_empty() {
                plan.findings.extend(self.problems.iter().map(finding));
                // Every directory that something changes in or below of.
                let touched: FxHashSet<&str> =
                    plan.files.iter().flat_map(|file| file.path.ancestors().skip(1)).map(Utf8Path::as_str).collect();
                let views = workers.iter().map(|report| view(report, &touched)).collect();
                return Planned { workers: views, plan, postponed };
            }
            for id in beyond {
                decisions.changes.insert(id.clone(), Decision::Reject);
                postponed.push(id);
            }
        }
    }
}

/// What kept a Worker from being found is part of the report.
fn finding(problem: &Problem) -> Finding {
    Finding {
        rule: engine::ENGINE,
        standing: if problem.is_failure() { Standing::Refused } else { Standing::Note },
        place: problem.place(),
        reason: problem.to_string(),
        next_step: problem.is_failure().then(|| "fix it, then run the migration again".to_owned()),
    }
}

fn view(report: &WorkerReport, touched: &FxHashSet<&str>) -> WorkerView {
    let WorkerReport { worker, era, evidence } = report;
    let (era, written_for) = match era {
        Era::A => ("A", "written for global handlers"),
        Era::B => ("B", "written for the WorkerEntrypoint class with raw JavaScript values"),
        Era::C => ("C", "written for today's API"),
    };
    let target = if touched.contains(worker.directory.as_str()) && era != "C" {
        let version: Vec<&str> = platform::WORKERS_RUNTIME_SDK.splitn(3, '.').take(2).collect();
        format!("migrating to the WorkerEntrypoint class, SDK {}", version.join("."))
    } else {
        String::new()
    };
    WorkerView {
        name: worker.name.clone(),
        directory: worker.directory.clone(),
        config: worker.config.clone(),
        entry: worker.main.clone(),
        era,
        written_for: written_for.to_owned(),
        evidence: evidence.clone(),
        target,
    }
}
