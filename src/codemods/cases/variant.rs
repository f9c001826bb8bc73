//! The same tree in another dialect: line ends and indentation.
//! Border: changes white space the same way in what goes in and in what is expected.
use crate::text::{Dialect, Indent};

use super::tree::Tree;

/// How a case is written down for one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// As it is.
    Written,
    /// Lines end with CR LF.
    CarriageReturns,
    /// Every four spaces of indentation become a tab.
    Tabs,
    /// Every four spaces of indentation become two.
    TwoSpaces,
}

impl Variant {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Written, Self::CarriageReturns, Self::Tabs, Self::TwoSpaces];

    /// Its name in `case.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::CarriageReturns => "crlf",
            Self::Tabs => "tabs",
            Self::TwoSpaces => "two-spaces",
        }
    }

    /// `tree` in this dialect. `guide` says which files are indented by four spaces: what goes in, so that both sides
    /// are treated alike.
    pub fn of(self, tree: &Tree, guide: &Tree) -> Tree {
        tree.iter()
            .map(|(path, bytes)| {
                let judged = guide.get(path).unwrap_or(bytes);
                (path.clone(), self.convert(path, bytes, judged))
            })
            .collect()
    }

    fn convert(self, path: &str, bytes: &[u8], judged: &[u8]) -> Vec<u8> {
        match self {
            Self::Written => bytes.to_vec(),
            Self::CarriageReturns if bytes.contains(&b'\r') || bytes.contains(&0) => bytes.to_vec(),
            Self::CarriageReturns => bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(b"\r\n".as_slice()),
            Self::Tabs if is_indented_by_four(path, judged) => indent(bytes, b"\t"),
            Self::TwoSpaces if is_indented_by_four(path, judged) => indent(bytes, b"  "),
            Self::Tabs | Self::TwoSpaces => bytes.to_vec(),
        }
    }
}

fn is_indented_by_four(path: &str, bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    path.ends_with(".py")
        && Dialect::of(&text).indent == Indent::Spaces(4)
        && !text.lines().any(|line| line.trim_start_matches([' ', '\x0c']).starts_with('\t'))
}

fn indent(bytes: &[u8], unit: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let width = line.iter().take_while(|byte| **byte == b' ').count();
        for _ in 0..width / 4 {
            result.extend_from_slice(unit);
        }
        result.extend_from_slice(&line[width / 4 * 4..]);
    }
    result
}
