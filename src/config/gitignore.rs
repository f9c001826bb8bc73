//! `.gitignore`: the lines that a worker's build products need.
//! Border: adds lines at the end; never takes one away.
use crate::plan::Edit;
use crate::text::{Dialect, Newline};

/// What pywrangler, uv and wrangler make beside a worker.
pub const BUILD_PRODUCTS: [&str; 4] = [".venv/", ".venv-workers/", ".wrangler/", "python_modules/"];

/// The lines of `wanted` that no line of `text` says already.
pub fn missing<'a>(text: &str, wanted: &[&'a str]) -> Vec<&'a str> {
    let plain = |line: &str| line.trim().trim_start_matches("**/").trim_matches('/').to_owned();
    let present: Vec<String> = text.lines().map(plain).collect();
    let covered = |wanted: &str| {
        let wanted = plain(wanted);
        present.iter().any(|line| {
            // `.venv*` speaks of all of them; `/*` would be a guess.
            *line == wanted || line.strip_suffix('*').is_some_and(|start| start.len() > 1 && wanted.starts_with(start))
        })
    };
    wanted.iter().filter(|line| !covered(line)).copied().collect()
}

/// Adds the missing lines at the end.
pub fn add_missing(text: &str, wanted: &[&str]) -> Vec<Edit> {
    append(text, &missing(text, wanted))
}

/// Adds `lines` at the end.
pub fn append(text: &str, lines: &[&str]) -> Vec<Edit> {
    if lines.is_empty() {
        return Vec::new();
    }
    // git knows no other line ends.
    let newline = match Dialect::of(text).newline {
        Newline::CarriageReturnLineFeed => "\r\n",
        _ => "\n",
    };
    let lines: String = lines.iter().map(|line| format!("{line}{newline}")).collect();
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { newline };
    vec![Edit::insert(text.len(), format!("{gap}{lines}"))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Draft;

    fn after(text: &str) -> String {
        let mut draft = Draft::new(text);
        draft.add(&add_missing(text, &BUILD_PRODUCTS)).unwrap();
        draft.finish()
    }

    #[test]
    fn missing_lines_are_added_once() {
        for (before, wanted) in [
            ("", ".venv/\n.venv-workers/\n.wrangler/\npython_modules/\n"),
            ("x\r\n.wrangler\r\n", "x\r\n.wrangler\r\n.venv/\r\n.venv-workers/\r\npython_modules/\r\n"),
            ("/python_modules\n.venv*", "/python_modules\n.venv*\n.wrangler/\n"),
            ("# .wrangler/\n", "# .wrangler/\n.venv/\n.venv-workers/\n.wrangler/\npython_modules/\n"),
        ] {
            assert_eq!(after(before), wanted, "{before:?}");
            assert_eq!(after(wanted), wanted);
        }
    }
}
