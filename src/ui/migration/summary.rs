//! The Workers that were found, and what happens to their files.
//! Border: an overview; single changes stand in the report and in the review.
use camino::{Utf8Path, Utf8PathBuf};
use rustc_hash::{FxHashMap, FxHashSet};

use super::family::family;
use super::{MigrationView, WorkerView};
use crate::plan::{Change, FileOutcome, Plan, Safety};
use crate::ui::{Theme, count, wrap};

/// One line of the table.
struct Row {
    path: String,
    amount: String,
    about: String,
}

impl MigrationView<'_> {
    /// The overview, ending with a line end; empty if there is nothing to say.
    pub fn summary(&self, theme: Theme, columns: usize) -> String {
        let mut rows = self.rows();
        let mut text = String::new();
        for worker in self.workers {
            text.push_str(&heading(worker, theme, columns));
            let own = rows.remove(worker.directory.as_str()).unwrap_or_default();
            if own.is_empty() {
                text.push_str(&format!("  {}\n\n", theme.faint("nothing to change")));
            } else {
                text.push('\n');
                write_table(&mut text, &own, theme, columns);
                text.push('\n');
            }
        }
        let rest: Vec<Row> = rows.into_values().flatten().collect();
        if !rest.is_empty() {
            text.push_str(&format!("{}\n\n", theme.strong("other files")));
            write_table(&mut text, &rest, theme, columns);
            text.push('\n');
        }
        text
    }

    /// The rows by the directory of the Worker they belong to.
    fn rows(&self) -> FxHashMap<&str, Vec<Row>> {
        let mut rows: FxHashMap<&str, Vec<Row>> = FxHashMap::default();
        let directories: FxHashSet<&str> = self.workers.iter().map(|worker| worker.directory.as_str()).collect();
        let outcomes: FxHashMap<&str, &FileOutcome> =
            self.plan.files.iter().map(|file| (file.path.as_str(), file)).collect();
        for (path, changes) in changes_by_file(self.plan) {
            let directory = path.ancestors().skip(1).find(|above| directories.contains(above.as_str()));
            let row = row(outcomes.get(path.as_str()).copied(), path, &changes);
            // No Worker's directory is called that.
            rows.entry(directory.map_or("/", Utf8Path::as_str)).or_default().push(row);
        }
        rows
    }
}

fn heading(worker: &WorkerView, theme: Theme, columns: usize) -> String {
    let entry = match &worker.config {
        Some(config) => format!("{config} {} {}", theme.arrow(), worker.entry),
        None => worker.entry.to_string(),
    };
    let mut about = worker.written_for.clone();
    if !worker.evidence.is_empty() {
        about.push_str(&format!(" ({})", worker.evidence.join(", ")));
    }
    if !worker.target.is_empty() {
        about.push_str(&format!("; {}", worker.target));
    }
    let mut text = format!("{}  {entry}\n", theme.strong(&worker.name));
    for line in wrap(&about, columns.saturating_sub(2)) {
        text.push_str(&format!("  {line}\n"));
    }
    text
}

/// Every file that a change would touch, in order of its path.
fn changes_by_file(plan: &Plan) -> Vec<(&Utf8PathBuf, Vec<&Change>)> {
    let mut files: FxHashMap<&str, (&Utf8PathBuf, Vec<&Change>)> = FxHashMap::default();
    for change in plan.changes.iter().filter(|change| change.safety != Safety::Manual) {
        for path in change.previews.paths() {
            let (_, changes) = files.entry(path.as_str()).or_insert_with(|| (path, Vec::new()));
            // Two names may lead to one file.
            if !changes.last().is_some_and(|known| std::ptr::eq(*known, change)) {
                changes.push(change);
            }
        }
    }
    for file in &plan.files {
        files.entry(file.path.as_str()).or_insert_with(|| (&file.path, Vec::new()));
    }
    let mut files: Vec<_> = files.into_values().collect();
    files.sort_by_key(|(path, _)| *path);
    files
}

fn row(outcome: Option<&FileOutcome>, path: &Utf8Path, changes: &[&Change]) -> Row {
    let accepted = changes.iter().filter(|change| change.accepted).count();
    let open = |safety: Safety| changes.iter().filter(|change| !change.accepted && change.safety == safety).count();
    let (to_review, not_made) = (open(Safety::Review), open(Safety::Safe));
    let mut amount = match outcome.map(|file| (&file.before, &file.after)) {
        Some((None, _)) => "new".to_owned(),
        Some((_, None)) => "deleted".to_owned(),
        _ if accepted == 0 && to_review + not_made > 0 => String::new(),
        _ => count(accepted, "change"),
    };
    for (number, what) in [(to_review, "to review"), (not_made, "not made")] {
        if number > 0 {
            let separator = if amount.is_empty() { "" } else { ", " };
            amount.push_str(&format!("{separator}{number} {what}"));
        }
    }
    let about = match changes {
        [] => String::new(),
        [only] => only.title.clone(),
        _ => {
            let mut families: Vec<&str> = Vec::new();
            for family in changes.iter().map(|change| family(&change.rule)) {
                if !families.contains(&family) {
                    families.push(family);
                }
            }
            families.join(", ")
        }
    };
    Row { path: path.to_string(), amount, about }
}

/// Below this much room for what changes it stands on lines of its own.
const ROOM: usize = 24;

fn write_table(text: &mut String, rows: &[Row], theme: Theme, columns: usize) {
    let width = |cell: fn(&Row) -> &str| rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or(0);
    let (paths, amounts) = (width(|row| &row.path), width(|row| &row.amount));
    let taken = 2 + paths + 3 + amounts + 3;
    let indent = if taken + ROOM > columns { 6 } else { taken };
    for Row { path, amount, about } in rows {
        let mut parts = wrap(about, columns.saturating_sub(indent)).into_iter();
        let first = if indent == taken { parts.next().unwrap_or_default() } else { String::new() };
        let cells = format!("  {}   {amount:<amounts$}   ", theme.accent(format!("{path:<paths$}")));
        let cells = if first.is_empty() { cells.trim_end() } else { cells.as_str() };
        text.push_str(&format!("{cells}{}\n", theme.faint(first)));
        for part in parts.filter(|part| !part.is_empty()) {
            text.push_str(&format!("{}{}\n", " ".repeat(indent), theme.faint(part)));
        }
    }
}
