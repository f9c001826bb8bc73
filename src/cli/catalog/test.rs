//! `pyworker catalog test [ID…]`.
//! Border: clap types, what is shown and the exit code; tests are run by `authoring`, cases by the codemods' room.
use camino::Utf8PathBuf;
use clap::Args;

use super::test_document::{self as document, CombinationDocument, EntryDocument, MatrixDocument, TestDocument};
use crate::authoring::Workshop;
use crate::authoring::testing::{self, Fault, LIMIT, Tested};
use crate::catalog::{EntryKind, IndexEntry};
use crate::cli::codemod::{self, test_folder};
use crate::cli::{Error, Exit, Session, wording};
use crate::plan::FileOutcome;
use crate::plan::apply::{ApplyRequest, History, apply};
use crate::ui::{DiffView, Interrupts, Layout, Report, count};

/// Run the tests of a catalog
///
/// A test is a directory `tests/NAME/` beside a template's manifest: `answers.toml` has the answers, `expected/` the
/// files of the project that they make, `existing/` those that a layer is laid over. Every Python, JSON and TOML file that
/// is made has to be readable. Codemod sets have cases.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 all tests pass; 1 some do not, or there are none; 2 bad input.")]
pub(super) struct Arguments {
    /// Entries of the catalog; all if none is given
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// The catalog; the current directory if it is not given
    #[arg(long, value_name = "DIR", default_value = ".")]
    catalog: Utf8PathBuf,
    /// Only tests whose name contains TEXT
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Write what is made into expected/
    #[arg(long)]
    accept: bool,
    /// Also make every combination of choices, and look whether it can be read
    #[arg(long)]
    matrix: bool,
    /// How many combinations of each entry are made
    #[arg(long, value_name = "NUMBER", default_value_t = LIMIT, requires = "matrix")]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let workshop = Workshop::open(&self.catalog)?;
        let entries = workshop.named(&self.ids)?;
        let mut tested = Vec::new();
        let mut outcomes = Vec::new();
        for entry in entries {
            let (document, differing) = self.entry(&workshop, entry, session)?;
            tested.push(document);
            outcomes.extend(differing);
        }
        if self.accept && !outcomes.is_empty() {
            let _shelter = Interrupts::shelter();
            apply(&ApplyRequest {
                root: &self.catalog,
                files: &outcomes,
                conflicts: &[],
                label: "accept what the tests of the catalog make",
                history: History::Keep,
                interrupted: &Interrupts::pending,
            })?;
        }
        self.finish(tested, outcomes.len(), session)
    }

    /// Runs what one entry has, and shows it.
    fn entry(
        &self,
        workshop: &Workshop,
        entry: &IndexEntry,
        session: &Session,
    ) -> Result<(EntryDocument, Vec<FileOutcome>), Error> {
        let theme = session.printer.stdout_theme();
        let mut text = format!("{}  {}\n", theme.strong(&entry.id), theme.faint(entry.kind));
        let mut shown = EntryDocument { kind: entry.kind, id: entry.id.clone(), tests: Vec::new(), matrix: None };
        let mut accepted = Vec::new();
        if entry.kind == EntryKind::Codemods {
            let directory = workshop.shelf.tree().name(&entry.path);
            for codemod in test_folder(&directory, &self.only)? {
                text.push_str(&codemod::shown_indented(&codemod, theme));
                for case in codemod.cases {
                    let name = format!("{}/{}", codemod.code, case.name);
                    shown.tests.push(TestDocument { name, passed: case.passed, faults: document::said(case.fault) });
                }
            }
        } else {
            for test in testing::run(workshop, entry, &self.only) {
                let is_new = self.accept && matches!(test.fault, Some(Fault::Differs | Fault::NothingExpected));
                text.push_str(&self.test(&test, is_new, session));
                let faults = if is_new { Vec::new() } else { document::faults(&test) };
                shown.tests.push(TestDocument { name: test.name, passed: faults.is_empty(), faults });
                if is_new {
                    accepted.extend(test.differences);
                }
            }
            if self.matrix {
                let (lines, matrix) = self.matrix(workshop, entry, session);
                text.push_str(&lines);
                shown.matrix = Some(matrix);
            }
        }
        if shown.tests.is_empty() && shown.matrix.is_none() {
            text.push_str(&format!("  {}\n", theme.warning("no tests")));
        }
        text.push('\n');
        session.printer.result(&text).map_err(Error::Output)?;
        Ok((shown, accepted))
    }

    fn test(&self, test: &Tested, is_accepted: bool, session: &Session) -> String {
        let theme = session.printer.stdout_theme();
        let name = &test.name;
        match &test.fault {
            None => format!("  {}      {name}\n", theme.good("ok")),
            Some(_) if is_accepted => {
                format!("  {}  {name}  {}\n", theme.warning("written"), count(test.differences.len(), "file"))
            }
            Some(fault) => {
                let mut text = format!("  {}  {name}\n", theme.bad("failed"));
                text.push_str(&indented(&reports(&wording::fault(fault), session)));
                if matches!(fault, Fault::Differs) {
                    let view = DiffView {
                        theme,
                        columns: session.terminal.columns.saturating_sub(4),
                        layout: Layout::Unified,
                        context: 3,
                    };
                    let diff: String = test.differences.iter().map(|file| view.file(file)).collect();
                    text.push_str(&indented(&diff));
                }
                text
            }
        }
    }

    fn matrix(&self, workshop: &Workshop, entry: &IndexEntry, session: &Session) -> (String, MatrixDocument) {
        let theme = session.printer.stdout_theme();
        let matrix = match testing::matrix(workshop, entry, self.limit) {
            Ok(matrix) => matrix,
            Err(fault) => {
                let worded = wording::fault(&fault);
                let text = format!("  {}  matrix\n{}", theme.bad("failed"), indented(&reports(&worded, session)));
                let faults = worded.iter().map(document::owned).collect();
                return (text, MatrixDocument { total: 0, more: false, run: 0, failed: Vec::new(), faults });
            }
        };
        let run = matrix.combinations.len();
        let more = if matrix.more { "more than " } else { "" };
        let of = match run < matrix.total {
            true => format!("{run} of {more}{} combinations; --limit makes more", matrix.total),
            false => count(run, "combination"),
        };
        let failed: Vec<_> = matrix.combinations.iter().filter(|it| it.fault.is_some()).collect();
        let mut text = match failed.len() {
            0 => format!("  {}      matrix  {}\n", theme.good("ok"), theme.faint(of)),
            number => format!("  {}  matrix  {number} failed, {of}\n", theme.bad("failed")),
        };
        let mut documents = Vec::new();
        for combination in failed {
            let answers: Vec<String> =
                combination.answers.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let worded = combination.fault.as_ref().map(wording::fault).unwrap_or_default();
            text.push_str(&format!(
                "    {}\n{}",
                theme.strong(answers.join(" ")),
                indented(&reports(&worded, session))
            ));
            let faults = worded.iter().map(document::owned).collect();
            documents.push(CombinationDocument { answers, faults });
        }
        let matrix =
            MatrixDocument { total: matrix.total, more: matrix.more, run, failed: documents, faults: Vec::new() };
        (text, matrix)
    }

    fn finish(&self, tested: Vec<EntryDocument>, accepted: usize, session: &Session) -> Result<Exit, Error> {
        let of = |passed: bool| -> usize { tested.iter().map(|entry| entry.count(passed)).sum() };
        let (passed, failed) = (of(true), of(false));
        let theme = session.printer.stderr_theme();
        if accepted > 0 {
            let line = format!("{} {}. Undo: pyworker undo", theme.good("Written:"), count(accepted, "file"));
            let at = if self.catalog == "." { String::new() } else { format!(" {}", self.catalog) };
            session.printer.note(&format!("{line}{at}"));
        }
        let untested: Vec<&str> =
            tested.iter().filter(|entry| entry.is_untested()).map(|entry| entry.id.as_str()).collect();
        if !untested.is_empty() && self.only.is_empty() {
            session.printer.warning(&format!("no tests: {}", untested.join(", ")));
        }
        let all = count(passed + failed, "test");
        session.printer.note(&match failed {
            0 if passed == 0 => format!("{}: no test was run.", theme.bad("Nothing was tested")),
            0 => format!("{all} of {}, {}.", count(tested.len(), "entry"), theme.good("all as they should")),
            _ => format!("{all} of {}, {}.", count(tested.len(), "entry"), theme.bad(format!("{failed} failed"))),
        });
        let is_good = failed == 0 && passed > 0 && (untested.is_empty() || !self.only.is_empty());
        let document = document::Document { command: "catalog test", passed, failed, accepted, entries: tested };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(if is_good { Exit::Done } else { Exit::Open })
    }
}

fn reports(reports: &[Report], session: &Session) -> String {
    let theme = session.printer.stdout_theme();
    reports.iter().map(|report| report.render(theme, session.terminal.columns.saturating_sub(4))).collect()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", format!("    {line}").trim_end())).collect()
}
