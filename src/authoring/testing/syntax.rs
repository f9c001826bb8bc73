//! Whether what was made can be read at all: Python by the strict parser, JSON and TOML by theirs.
//! Border: known languages; what else a project has is not judged.
use camino::Utf8Path;

use super::{Files, SyntaxFault};
use crate::{config, python};

/// The files that cannot be read.
pub fn faults(files: &Files) -> Vec<SyntaxFault> {
    let mut faults = Vec::new();
    for (path, content) in files {
        let Ok(text) = std::str::from_utf8(content.bytes()) else { continue };
        let Some((line, column, message)) = fault(path, text) else { continue };
        let start = offset(text, line, column);
        let end = text[start..].chars().next().map_or(start, |next| start + next.len_utf8());
        faults.push(SyntaxFault { path: path.clone(), text: text.to_owned(), range: start..end, message });
    }
    faults
}

fn fault(path: &Utf8Path, text: &str) -> Option<(usize, usize, String)> {
    match path.extension()? {
        "py" => {
            let problem = python::new_problems("", text).into_iter().next()?;
            Some((problem.line, problem.column, problem.message))
        }
        extension => {
            let before = if extension == "toml" { "" } else { "{}" };
            let problem = config::new_problem(path.as_str(), before, text)?;
            Some((problem.line, problem.column, problem.message))
        }
    }
}

/// The byte at a line and a column, both counted from one.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}
