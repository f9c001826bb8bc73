//! A codemod to begin with: the files of a folder that does something, with its page and cases.
//! Border: text; where it is written is the caller's business. `docs/team-codemods.md` shows the same files.
const CODE: &str = "ACME001";
const NAME: &str = "acme-http";

/// The files of the sample, by their paths in its folder.
const FILES: [(&str, &str); 5] = [
    ("rule.toml", include_str!("sample/rule.toml")),
    ("page.md", include_str!("sample/page.md")),
    ("cases/a-call-is-replaced/in/src/entry.py", include_str!("sample/cases/a-call-is-replaced/in/src/entry.py")),
    ("cases/a-call-is-replaced/out/src/entry.py", include_str!("sample/cases/a-call-is-replaced/out/src/entry.py")),
    ("cases/other-calls-stay/in/src/entry.py", include_str!("sample/cases/other-calls-stay/in/src/entry.py")),
];

/// The files of a new codemod with this code and name.
pub fn sample(code: &str, name: &str) -> Vec<(&'static str, String)> {
    FILES.iter().map(|(path, text)| (*path, text.replace(CODE, code).replace(NAME, name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_about_codemods_shows_the_sample() {
        let page = include_str!("../../../docs/team-codemods.md");
        for (path, text) in FILES.iter().filter(|(path, _)| *path != "page.md") {
            assert!(page.contains(&format!("\n{text}```\n")), "{path} differs from what docs/team-codemods.md shows");
        }
    }

    #[test]
    fn code_and_name_are_those_that_are_asked_for() {
        let files = sample("TEAM7", "no-sockets");
        assert!(files[0].1.starts_with("code = \"TEAM7\"\nname = \"no-sockets\"\n"));
        assert!(files.iter().all(|(_, text)| !text.contains(CODE) && !text.contains(NAME)));
    }
}
