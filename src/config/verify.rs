//! Whether an edit broke a configuration file.
//! Border: syntax; a file that did not parse before is judged by nobody.
use super::document::{Document, Format};
use super::error::ParseError;

/// The fault that `after` has and `before` had not, judged by the file's name; `None` for files of other languages.
pub fn new_problem(file_name: &str, before: &str, after: &str) -> Option<ParseError> {
    let format = match file_name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "toml" => Format::Toml,
        "json" | "jsonc" => Format::Json,
        _ => return None,
    };
    let broken = Document::parse(after, format).err()?;
    Document::parse(before, format).is_ok().then_some(broken)
}

#[cfg(test)]
mod tests {
    use super::new_problem;

    #[test]
    fn only_new_faults_count() {
        assert!(new_problem("wrangler.toml", "a = 1", "a = 1").is_none());
        assert_eq!(new_problem("wrangler.toml", "a = 1", "a = ").map(|problem| problem.line), Some(1));
        assert!(new_problem("package.json", "{", "{{").is_none());
        assert!(new_problem("x.jsonc", "{}", "{,}").is_some());
        assert!(new_problem("Makefile", "", "{").is_none());
    }
}
