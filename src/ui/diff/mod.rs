//! Diffs for people: coloured, with the words that changed, one column or two.
//! Border: for terminals only; a patch for programs comes from `plan::diff`, byte for byte.

mod block;
mod line;
mod pairs;
mod side_by_side;
mod unified;

use crate::plan::diff::hunks;
use crate::plan::{Content, FileMode, FileOutcome, FilePreview};

use super::Theme;
use block::blocks;

/// From this many columns on two columns are easier to read than one.
const WIDE: usize = 140;

/// How the old and the new text stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One below the other.
    Unified,
    /// Beside each other.
    SideBySide,
}

impl Layout {
    /// What suits a terminal of so many columns.
    pub fn for_columns(columns: usize) -> Self {
        if columns >= WIDE { Self::SideBySide } else { Self::Unified }
    }
}

/// Draws diffs.
#[derive(Debug, Clone, Copy)]
pub struct DiffView {
    /// Colours and signs.
    pub theme: Theme,
    /// The width to fit into.
    pub columns: usize,
    /// How the texts stand.
    pub layout: Layout,
    /// Equal lines around each difference.
    pub context: usize,
}

impl DiffView {
    /// One file of a plan, with a line that names it.
    pub fn file(&self, file: &FileOutcome) -> String {
        let titled = self.titled(file.path.as_str(), file.before.as_ref(), file.after.as_ref());
        match file.mode_change.filter(|_| file.before.is_some() && file.after.is_some()) {
            None => titled,
            Some(mode) => {
                let what = match mode {
                    FileMode::Executable => "(made executable)",
                    FileMode::Regular => "(not executable any more)",
                };
                let (title, rest) = titled.split_once('\n').unwrap_or((&titled, ""));
                let rest = if file.before == file.after { "" } else { rest };
                format!("{title} {what}\n{rest}")
            }
        }
    }

    /// One file of a change, with a line that names it.
    pub fn preview(&self, preview: &FilePreview) -> String {
        self.titled(preview.path.as_str(), preview.before.as_ref(), preview.after.as_ref())
    }

    fn titled(&self, path: &str, before: Option<&Content>, after: Option<&Content>) -> String {
        let fate = match (before, after) {
            (None, _) => " (new)",
            (_, None) => " (deleted)",
            _ => "",
        };
        format!("{}{fate}\n{}", self.theme.strong(line::visible(path)), self.contents(before, after))
    }

    /// The differences alone.
    pub fn contents(&self, before: Option<&Content>, after: Option<&Content>) -> String {
        let (old, new) = (before.map_or(&b""[..], Content::bytes), after.map_or(&b""[..], Content::bytes));
        let hunks = hunks(old, new, self.context);
        if old.contains(&0) || new.contains(&0) {
            return format!("{}\n", self.theme.faint("(not text)"));
        }
        if hunks.is_empty() {
            return format!("{}\n", self.theme.faint("(empty)"));
        }
        let mut text = String::new();
        for (number, hunk) in hunks.iter().enumerate() {
            let is_whole = before.is_none() || after.is_none();
            if !is_whole && (number > 0 || hunk.old_start > 0) {
                let first = hunk.old_start + usize::from(hunk.old_count > 0);
                text.push_str(&format!("{}\n", self.theme.faint(format_args!("@@ line {first} @@"))));
            }
            let blocks = blocks(hunk);
            match self.layout {
                Layout::Unified => unified::write(&mut text, &blocks, self.theme),
                Layout::SideBySide => side_by_side::write(&mut text, &blocks, hunk, self.theme, self.columns),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Colour, Signs};

    fn view(colour: Colour, layout: Layout, columns: usize) -> DiffView {
        DiffView { theme: Theme::new(colour, Signs::Ascii), columns, layout, context: 1 }
    }

    fn show(view: DiffView, before: &[u8], after: &[u8]) -> String {
        view.contents(Some(&Content::from(before)), Some(&Content::from(after)))
    }

    #[test]
    fn one_column() {
        let text = show(
            view(Colour::Off, Layout::Unified, 80),
            b"import json\r\na\r\n\treturn json.loads(x)\r\nb\r\n",
            b"import json\r\na\r\n\treturn x\r\nb\r\n",
        );
        assert_eq!(text, "@@ line 2 @@\n a\n-    return json.loads(x)\n+    return x\n b\n");
    }

    #[test]
    fn the_words_that_changed_stand_out() {
        let text =
            show(view(Colour::On, Layout::Unified, 80), b"    return json.loads(found)\n", b"    return found\n");
        assert!(text.contains("\u{1b}[31m-    return \u{1b}[0m\u{1b}[31m\u{1b}[7mjson.loads(\u{1b}[0m"), "{text:?}");
        assert!(text.contains("\u{1b}[32m+    return found\u{1b}[0m\n"), "{text:?}");
    }

    #[test]
    fn two_columns() {
        let text = show(
            view(Colour::Off, Layout::SideBySide, 41),
            b"same\nold one\nold two\n",
            "same\nnew größe that is too long for it\n".as_bytes(),
        );
        let expected = "   1 same           |    1 same
-  2 old one        | +  2 new größe that
                    |       is too long f
                    |      or it
-  3 old two        |
";
        assert_eq!(text, expected);
        let text = show(view(Colour::Off, Layout::SideBySide, 41), b"a", b"a\n");
        assert_eq!(text, "-  1 a              | +  1 a\n     (no line end)  |\n");
    }

    #[test]
    fn what_a_terminal_would_obey_or_could_not_show_is_written_out() {
        let text = show(view(Colour::Off, Layout::Unified, 80), b"\x1b[2J caf\xe9\n", "\u{9b}31m caf\u{e9}".as_bytes());
        assert_eq!(text, "-\\x1b[2J caf\\xe9\n+\\u{9b}31m café\n\\ no line end at the end of the file\n");
    }

    #[test]
    fn a_line_end_that_changes_is_shown() {
        let text = show(view(Colour::Off, Layout::Unified, 80), b"a\r\nb\r\n", b"a\nb\r\n");
        assert_eq!(text, "-a\\r\n+a\n b\\r\n");
    }

    #[test]
    fn files_that_come_and_go_and_have_no_text() {
        let view = view(Colour::Off, Layout::Unified, 80);
        let file = |before: Option<&str>, after: Option<&str>| {
            view.preview(&FilePreview {
                path: "a".into(),
                before: before.map(Content::from),
                after: after.map(Content::from),
            })
        };
        assert_eq!(file(None, Some("x\n")), "a (new)\n+x\n");
        assert_eq!(file(Some("x\n"), None), "a (deleted)\n-x\n");
        assert_eq!(file(None, Some("")), "a (new)\n(empty)\n");
        assert_eq!(file(Some("\0"), Some("\0\0")), "a\n(not text)\n");
    }
}
