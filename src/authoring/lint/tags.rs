//! Finds `${{ … }}` in files that are rendered: GitHub means it for itself, and the engine would take it.
//! Border: the text of one file; what is raw or a comment is left alone.
use std::ops::Range;

use super::Problem;
use crate::template::{Template, TemplatePlace};

/// What the engine leaves as it is, by how it begins and ends.
const RAW: (&str, &str) = ("raw", "endraw");

pub fn check(template: &Template, found: &mut Vec<Problem>) {
    let files = template.files.iter().chain(template.fragments.iter().map(|(_, file)| file)).chain(&template.partials);
    for file in files.filter(|file| file.is_rendered()) {
        let Ok(text) = std::str::from_utf8(&file.content) else { continue };
        for range in expressions(text) {
            let path = file.shown.clone();
            let place = Box::new(TemplatePlace { path, text: text.to_owned(), range });
            found.push(Problem::GithubExpression { place });
        }
    }
}

/// Where `${{ … }}` stands, outside of what is raw.
fn expressions(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|at| from + at) {
        let rest = &text[at..];
        if rest.starts_with("{#") {
            from = rest.find("#}").map_or(text.len(), |end| at + end + 2);
        } else if rest.starts_with("{%") {
            let end = rest.find("%}").map_or(text.len(), |end| at + end + 2);
            let name = text[at + 2..end].trim_start_matches('-').trim().trim_end_matches("%}");
            from = match name.trim_end_matches('-').trim() == RAW.0 {
                true => text[end..].find(RAW.1).map_or(text.len(), |raw| end + raw + RAW.1.len()),
                false => end,
            };
        } else if rest.starts_with("{{") {
            let end = rest.find("}}").map_or(text.len(), |end| at + end + 2);
            if text[..at].ends_with('$') {
                found.push(at - 1..end);
            }
            from = end;
        } else {
            from = at + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engine_would_take_is_found() {
        let texts =
            |text: &'static str| -> Vec<&str> { expressions(text).into_iter().map(|range| &text[range]).collect() };
        assert_eq!(texts("a: ${{ secrets.KEY }}\nb: {{ name }} ${{x}}"), ["${{ secrets.KEY }}", "${{x}}"]);
        assert_eq!(texts("{% raw %}${{ a }}{% endraw %} ${{ b }}"), ["${{ b }}"]);
        assert_eq!(
            texts("{%- raw -%}${{ a }}{%- endraw -%}{# ${{ c }} #}{% if x %}$ {{ a }} ${x}{% endif %}"),
            [""; 0]
        );
        assert_eq!(texts("${{ never ends"), ["${{ never ends"]);
    }
}
