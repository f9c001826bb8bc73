//! Sections of a layer in `README.md`.
//! Border: whole sections by their heading; what a section says is never changed.
use crate::text::Newline;

/// Before this section new ones stand.
const LAST: &str = "deploying";

/// The text with the sections of `fragment` that it does not have.
pub(super) fn with_sections(text: &str, fragment: &str) -> String {
    let present: Vec<String> = sections(text).into_iter().map(|section| heading(section.text)).collect();
    let newline = Newline::of(text).as_str();
    let new: Vec<String> = sections(fragment)
        .into_iter()
        .filter(|section| !present.contains(&heading(section.text)))
        .map(|section| {
            let lines: Vec<&str> = section.text.trim_end().lines().collect();
            format!("{}{newline}", lines.join(newline))
        })
        .collect();
    if new.is_empty() {
        return text.to_owned();
    }
    let added = new.join(newline);
    match sections(text).into_iter().find(|section| heading(section.text) == LAST) {
        Some(last) => format!("{}{added}{newline}{}", &text[..last.start], &text[last.start..]),
        None => {
            let end = if text.is_empty() || text.ends_with(['\n', '\r']) { "" } else { newline };
            let gap = if text.trim().is_empty() { "" } else { newline };
            format!("{text}{end}{gap}{added}")
        }
    }
}

struct Section<'text> {
    start: usize,
    text: &'text str,
}

/// The parts of a text that begin with `## `; headings inside of code are none.
fn sections(text: &str) -> Vec<Section<'_>> {
    let mut starts = Vec::new();
    let (mut offset, mut is_code) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            is_code = !is_code;
        }
        if !is_code && line.starts_with("## ") {
            starts.push(offset);
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| Section { start: *start, text: &text[*start..end] }).collect()
}

fn heading(section: &str) -> String {
    section
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches('#')
        .trim()
        .trim_end_matches('#')
        .trim()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_go_before_deploying_once() {
        let fragment = "## Cache\n\nKV.\n\n```sh\n## no heading\n```\n\n## Notes\n\nD1.\n";
        let text = "# App\r\n\r\nHello.\r\n\r\n## notes ##\r\nmine\r\n\r\n## Deploying\r\n\r\nx\r\n";
        let once = with_sections(text, fragment);
        assert_eq!(
            once,
            "# App\r\n\r\nHello.\r\n\r\n## notes ##\r\nmine\r\n\r\n## Cache\r\n\r\nKV.\r\n\r\n```sh\r\n## no heading\r\n```\r\n\r\n## Deploying\r\n\r\nx\r\n"
        );
        assert_eq!(with_sections(&once, fragment), once);
        assert_eq!(with_sections("# App", "## Cache\n\nKV.\n"), "# App\n\n## Cache\n\nKV.\n");
    }
}
