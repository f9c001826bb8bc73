//! The files that a layer's fragments are laid into.
//! Border: names; laying them is `compose`'s work.

/// A file that a layer merges something into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FragmentKind {
    /// The module that `main` names.
    Entry,
    /// The wrangler configuration, in whatever format.
    Wrangler,
    /// `pyproject.toml`.
    Pyproject,
    /// `package.json`.
    PackageJson,
    /// `.gitignore`.
    GitIgnore,
    /// `.dev.vars.example`.
    DevVars,
    /// `README.md`.
    Readme,
}

impl FragmentKind {
    /// All of them, in the order in which they are laid.
    pub const ALL: [Self; 7] =
        [Self::Entry, Self::Wrangler, Self::Pyproject, Self::PackageJson, Self::GitIgnore, Self::DevVars, Self::Readme];

    /// The name of its file in `merge/`, with dots and without the suffix for rendering.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry.py",
            Self::Wrangler => "wrangler.jsonc",
            Self::Pyproject => "pyproject.toml",
            Self::PackageJson => "package.json",
            Self::GitIgnore => ".gitignore",
            Self::DevVars => ".dev.vars.example",
            Self::Readme => "README.md",
        }
    }

    /// The kind of a file in `merge/`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name for the template engine, apart from the names of files.
    pub(super) fn engine_name(self) -> String {
        format!("{}{}", super::template_source::MERGE, self.name())
    }
}
