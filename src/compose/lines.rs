//! Files that are lists of lines: `.gitignore` and `.dev.vars.example`.
//! Border: adds what is missing at the end; never takes a line away.
use crate::config::gitignore;
use crate::plan::{Draft, Edit};
use crate::text::Newline;

/// `.gitignore` with the lines of `fragment` that say something new.
pub(super) fn gitignore(text: &str, fragment: &str) -> String {
    let wanted: Vec<&str> = fragment.lines().map(str::trim_end).collect();
    let patterns: Vec<&str> =
        wanted.iter().copied().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let missing = gitignore::missing(text, &patterns);
    appended(text, &with_comments(&wanted, |line| missing.contains(&line)))
}

/// `.dev.vars.example` with the variables of `fragment` that it does not have.
pub(super) fn variables(text: &str, fragment: &str) -> String {
    let name = |line: &str| line.split_once('=').map(|(name, _)| name.trim().to_owned());
    let present: Vec<String> = text.lines().filter_map(|line| name(line.trim_start_matches(['#', ' ']))).collect();
    let wanted: Vec<&str> = fragment.lines().map(str::trim_end).collect();
    let lines = with_comments(&wanted, |line| name(line).is_some_and(|name| !present.contains(&name)));
    appended(text, &lines)
}

/// The wanted lines, each with the comments directly above it.
fn with_comments<'a>(lines: &[&'a str], wanted: impl Fn(&str) -> bool) -> Vec<&'a str> {
    let mut kept = Vec::new();
    let mut comments: Vec<&str> = Vec::new();
    for line in lines {
        if line.starts_with('#') {
            comments.push(line);
        } else if line.is_empty() {
            comments.clear();
        } else {
            if wanted(line) {
                kept.append(&mut comments);
                kept.push(line);
            }
            comments.clear();
        }
    }
    kept
}

fn appended(text: &str, lines: &[&str]) -> String {
    if lines.is_empty() {
        return text.to_owned();
    }
    let newline = Newline::of(text).as_str();
    let start = if text.is_empty() || text.ends_with(['\n', '\r']) { "" } else { newline };
    // A comment begins a paragraph.
    let gap = if lines[0].starts_with('#') && !text.trim().is_empty() { newline } else { "" };
    let added: String = lines.iter().map(|line| format!("{line}{newline}")).collect();
    let mut draft = Draft::new(text);
    match draft.add(&[Edit::insert(text.len(), format!("{start}{gap}{added}"))]) {
        Ok(()) => draft.finish(),
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_lines_come_with_their_comments_once() {
        let fragment = "# Made by tests\n.coverage\n\n.wrangler/\n";
        let once = gitignore(".wrangler\nx", fragment);
        assert_eq!(once, ".wrangler\nx\n\n# Made by tests\n.coverage\n");
        assert_eq!(gitignore(&once, fragment), once);
        assert_eq!(gitignore("", fragment), "# Made by tests\n.coverage\n.wrangler/\n");
    }

    #[test]
    fn variables_are_known_by_their_name() {
        let fragment = "# For cookies\nSECRET=change-me\nTOKEN=\n";
        let once = variables("SECRET=mine\r\n", fragment);
        assert_eq!(once, "SECRET=mine\r\nTOKEN=\r\n");
        assert_eq!(variables(&once, fragment), once);
        assert_eq!(variables("# SECRET=\nTOKEN=1\n", fragment), "# SECRET=\nTOKEN=1\n");
    }
}
