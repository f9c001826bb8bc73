//! `requirements.txt` and its kin, read into what can be carried over to pyproject and what cannot.
//! Border: one file's text; files it includes are only named.
use std::ops::Range;

use super::requirement::{Requirement, RequirementError};

/// One logical line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementLine {
    /// What it says.
    pub kind: LineKind,
    /// The comment behind it, without `#`.
    pub comment: Option<String>,
    /// Its bytes, without the last line end.
    pub range: Range<usize>,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing.
    Blank,
    /// Only a comment, without `#`.
    Comment(String),
    /// A dependency.
    Dependency {
        /// The dependency.
        requirement: Requirement,
        /// How many hashes it is pinned to.
        hashes: usize,
    },
    /// `-r file`.
    Include(String),
    /// `-c file`.
    Constraint(String),
    /// `-e path-or-url`.
    Editable(String),
    /// A path, an archive or a repository without a name.
    Nameless(String),
    /// Another option, for example `--extra-index-url https://…`.
    Option {
        /// The option with its dashes.
        name: String,
        /// What it is given.
        value: Option<String>,
    },
    /// Something else.
    Invalid(RequirementError),
}

/// Reads the lines of a requirements file.
pub fn parse(text: &str) -> Vec<RequirementLine> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let mut logical = String::new();
        let mut end;
        loop {
            end = text[at..].find('\n').map_or(text.len(), |length| at + length);
            let line = text[at..end].trim_end_matches('\r');
            at = (end + 1).min(text.len());
            // A comment line is never continued.
            let continued = line.ends_with('\\') && !line.trim_start().starts_with('#') && end < text.len();
            if !continued {
                logical.push_str(line);
                break;
            }
            logical.push_str(line.trim_end_matches('\\'));
            logical.push(' ');
        }
        let end = if text[..end].ends_with('\r') { end - 1 } else { end };
        lines.push(line(&logical, start..end.max(start)));
        if at >= text.len() {
            break;
        }
    }
    lines
}

fn line(logical: &str, range: Range<usize>) -> RequirementLine {
    let trimmed = logical.trim_start_matches('\u{feff}').trim();
    if trimmed.is_empty() {
        return RequirementLine { kind: LineKind::Blank, comment: None, range };
    }
    if let Some(comment) = trimmed.strip_prefix('#') {
        return RequirementLine { kind: LineKind::Comment(comment.trim().to_owned()), comment: None, range };
    }
    // A comment is set apart by a space; `#egg=` in a URL is none.
    let (body, comment) = match trimmed.find(" #").or_else(|| trimmed.find("\t#")) {
        Some(at) => (trimmed[..at].trim_end(), Some(trimmed[at + 2..].trim().to_owned())),
        None => (trimmed, None),
    };
    RequirementLine { kind: kind(body), comment, range }
}

fn kind(body: &str) -> LineKind {
    if body.starts_with('-') {
        return option(body);
    }
    // Options of one dependency follow it: `--hash=…`, `--config-settings …`.
    let (bare, options) = match body.find(" --") {
        Some(at) => (body[..at].trim_end(), &body[at..]),
        None => (body, ""),
    };
    let hashes = options.matches("--hash").count();
    if looks_like_a_place(bare) {
        return match named(bare) {
            Some(requirement) => LineKind::Dependency { requirement, hashes },
            None => LineKind::Nameless(bare.to_owned()),
        };
    }
    match Requirement::parse(bare) {
        Ok(requirement) => LineKind::Dependency { requirement, hashes },
        Err(error) => LineKind::Invalid(error),
    }
}

fn option(body: &str) -> LineKind {
    let (name, value) = match body.find(|character: char| character.is_whitespace() || character == '=') {
        Some(at) => (&body[..at], Some(body[at + 1..].trim_start_matches(['=', ' ', '\t']).trim().to_owned())),
        // `-rfile` is written together.
        None if body.len() > 2 && !body.starts_with("--") && body.is_char_boundary(2) => {
            (&body[..2], Some(body[2..].to_owned()))
        }
        None => (body, None),
    };
    match (name, value) {
        ("-r" | "--requirement", Some(file)) => LineKind::Include(file),
        ("-c" | "--constraint", Some(file)) => LineKind::Constraint(file),
        ("-e" | "--editable", Some(target)) => LineKind::Editable(target),
        (name, value) => LineKind::Option { name: name.to_owned(), value },
    }
}

fn looks_like_a_place(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or(text);
    let named = first.contains('@') || text.split_whitespace().nth(1).is_some_and(|second| second.starts_with('@'));
    let url = first.contains("://");
    (url && (!named || first.starts_with("git+")))
        || first.starts_with("./")
        || first.starts_with("../")
        || first.starts_with('/')
        || first == "."
        || (!named && (first.ends_with(".whl") || first.ends_with(".tar.gz") || first.ends_with(".zip")))
}

/// A URL whose fragment names the package: `git+https://…#egg=name`.
fn named(place: &str) -> Option<Requirement> {
    let (url, fragment) = place.split_once('#')?;
    let egg = fragment.split('&').find_map(|part| part.strip_prefix("egg="))?;
    let named = Requirement::parse(egg).ok()?;
    url.contains("://").then(|| Requirement { url: Some(url.to_owned()), specifier: String::new(), ..named })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<LineKind> {
        parse(text).into_iter().map(|line| line.kind).collect()
    }

    fn dependency(text: &str) -> LineKind {
        LineKind::Dependency { requirement: Requirement::parse(text).unwrap(), hashes: 0 }
    }

    #[test]
    fn dependencies_and_comments() {
        let text = "# Web\r\nfastapi[all]==0.110 # pinned\r\n\r\ntomli ; python_version < '3.11'\r\njinja2";
        let lines = parse(text);
        assert_eq!(lines[0].kind, LineKind::Comment("Web".to_owned()));
        assert_eq!(lines[1].kind, dependency("fastapi[all]==0.110"));
        assert_eq!(lines[1].comment.as_deref(), Some("pinned"));
        assert_eq!(&text[lines[1].range.clone()], "fastapi[all]==0.110 # pinned");
        assert_eq!(lines[2].kind, LineKind::Blank);
        assert_eq!(lines[3].kind, dependency("tomli ; python_version < '3.11'"));
        assert_eq!(lines[4].kind, dependency("jinja2"));
    }

    #[test]
    fn hashes_and_continued_lines() {
        let lines = parse("a==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nb\n");
        assert_eq!(lines[0].kind, LineKind::Dependency { requirement: Requirement::parse("a==1").unwrap(), hashes: 2 });
        assert_eq!(lines[1].kind, dependency("b"));
    }

    #[test]
    fn what_has_no_place_in_pyproject() {
        let option = |name: &str, value: Option<&str>| LineKind::Option {
            name: name.to_owned(),
            value: value.map(str::to_owned),
        };
        for (text, wanted) in [
            ("-r base.txt", LineKind::Include("base.txt".to_owned())),
            ("-rbase.txt", LineKind::Include("base.txt".to_owned())),
            ("--requirement=base.txt", LineKind::Include("base.txt".to_owned())),
            ("-c limits.txt", LineKind::Constraint("limits.txt".to_owned())),
            ("-e .", LineKind::Editable(".".to_owned())),
            ("--extra-index-url https://x/simple", option("--extra-index-url", Some("https://x/simple"))),
            ("--pre", option("--pre", None)),
            ("./lib", LineKind::Nameless("./lib".to_owned())),
            ("https://x/y.whl", LineKind::Nameless("https://x/y.whl".to_owned())),
            ("y.whl", LineKind::Nameless("y.whl".to_owned())),
        ] {
            assert_eq!(kinds(text), [wanted], "{text}");
        }
        assert!(matches!(kinds("a b c")[0], LineKind::Invalid(_)));
        let LineKind::Dependency { requirement, .. } = &kinds("git+https://x/y.git@v1#egg=why")[0] else {
            panic!("a name in the fragment");
        };
        assert_eq!(requirement.to_string(), "why @ git+https://x/y.git@v1");
        assert_eq!(kinds("a @ https://x/a.whl"), [dependency("a @ https://x/a.whl")]);
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in ["", "\\", "\\\n", "#\\\nx", "-", "--", "-\u{e9}x", "\u{feff}a", " #", "a\\"] {
            let _ = parse(text);
        }
        assert_eq!(kinds("\u{feff}a"), [dependency("a")]);
    }
}
