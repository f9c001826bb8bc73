//! A tree of paths, as text.
//! Border: layout; which paths there are is the plan's business.
use camino::{Utf8Path, Utf8PathBuf};

use crate::ui::Theme;

/// Draws sorted paths as a tree, one entry a line, directories before their content.
pub(super) fn draw(root: &Utf8Path, paths: &[Utf8PathBuf], theme: Theme) -> String {
    let mut lines = vec![theme.strong(format!("{root}/")).to_string()];
    let parts: Vec<Vec<&str>> = paths.iter().map(|path| path.as_str().split('/').collect()).collect();
    level(&parts, 0, "", theme, &mut lines);
    lines.join("\n")
}

fn level(paths: &[Vec<&str>], depth: usize, indent: &str, theme: Theme, lines: &mut Vec<String>) {
    // Paths that begin alike stand together; directories come first, as people look for them.
    let mut groups: Vec<(&str, Vec<Vec<&str>>)> = Vec::new();
    for path in paths {
        let name = path[depth];
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, group)) => group.push(path.clone()),
            None => groups.push((name, vec![path.clone()])),
        }
    }
    let is_directory = |group: &[Vec<&str>]| group.iter().any(|path| path.len() > depth + 1);
    groups.sort_by(|one, other| is_directory(&other.1).cmp(&is_directory(&one.1)).then_with(|| one.0.cmp(other.0)));
    let (middle, end, line) = if theme.has_unicode() { ("├─ ", "└─ ", "│  ") } else { ("|- ", "`- ", "|  ") };
    let count = groups.len();
    for (index, (name, group)) in groups.into_iter().enumerate() {
        let last = index + 1 == count;
        let branch = theme.faint(format!("{indent}{}", if last { end } else { middle }));
        if is_directory(&group) {
            lines.push(format!("{branch}{}", theme.accent(format!("{name}/"))));
            let below = format!("{indent}{}", if last { "   " } else { line });
            level(&group, depth + 1, &below, theme, lines);
        } else {
            lines.push(format!("{branch}{name}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Colour, Signs};

    #[test]
    fn directories_first_then_files() {
        let paths: Vec<Utf8PathBuf> =
            [".gitignore", "README.md", "src/app/a.py", "src/entry.py", "tests/test_a.py"].map(Into::into).into();
        let theme = Theme::new(Colour::Off, Signs::Unicode);
        let drawn = draw(Utf8Path::new("out/app"), &paths, theme);
        assert_eq!(
            drawn,
            "\
out/app/
├─ src/
│  ├─ app/
│  │  └─ a.py
│  └─ entry.py
├─ tests/
│  └─ test_a.py
├─ .gitignore
└─ README.md"
        );
        let ascii = draw(Utf8Path::new("x"), &paths[..2], Theme::new(Colour::Off, Signs::Ascii));
        assert_eq!(ascii, "x/\n|- .gitignore\n`- README.md");
    }
}
