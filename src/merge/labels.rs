//! The names that conflict markers give to the three versions.
//! Border: words on marker lines; who the versions belong to is the caller's knowledge.

/// What stands behind the markers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Behind `<<<<<<<`: the user's version.
    pub ours: String,
    /// Behind `|||||||`: what both versions were made from.
    pub base: String,
    /// Behind `>>>>>>>`: the new version.
    pub theirs: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self { ours: "yours".to_owned(), base: "before".to_owned(), theirs: "new".to_owned() }
    }
}

impl Labels {
    /// A marker line without its line end. A label cannot break out of its line.
    pub(super) fn marker(&self, sign: char, size: usize) -> String {
        let label = match sign {
            '<' => &self.ours,
            '|' => &self.base,
            '>' => &self.theirs,
            _ => "",
        };
        let run: String = std::iter::repeat_n(sign, size).collect();
        let label = label.replace(['\r', '\n'], " ");
        if label.trim().is_empty() { run } else { format!("{run} {label}") }
    }
}
