//! What a catalog can hold.
//! Border: names; what templates and codemods are stands in their own rooms.
use crate::template::Kind;

/// What an entry of a catalog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// Starts a project.
    Template,
    /// Names a template, layers and answers.
    Preset,
    /// Is laid over a project.
    Layer,
    /// Rules that change code.
    Codemods,
}

impl EntryKind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Template, Self::Preset, Self::Layer, Self::Codemods];

    /// The table of `catalog.toml`.
    pub fn table(self) -> &'static str {
        match self {
            Self::Template => "template",
            Self::Preset => "preset",
            Self::Layer => "layer",
            Self::Codemods => "codemods",
        }
    }

    /// The directory that an entry lies in if it does not say.
    pub fn directory(self) -> &'static str {
        match self {
            Self::Template => "templates",
            Self::Preset => "presets",
            Self::Layer => "layers",
            Self::Codemods => "codemods",
        }
    }

    /// Whether entries of both kinds may have the same id: only where nobody can take one for the other.
    pub fn is_apart_from(self, other: Self) -> bool {
        let starts_a_project = |kind| matches!(kind, Self::Template | Self::Preset);
        self != other && !(starts_a_project(self) && starts_a_project(other))
    }

    /// What a heading says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Template => "Templates",
            Self::Preset => "Presets",
            Self::Layer => "Layers",
            Self::Codemods => "Codemod sets",
        }
    }
}

impl From<Kind> for EntryKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Project => Self::Template,
            Kind::Preset => Self::Preset,
            Kind::Feature => Self::Layer,
        }
    }
}

impl std::fmt::Display for EntryKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Template => "template",
            Self::Preset => "preset",
            Self::Layer => "layer",
            Self::Codemods => "codemod set",
        })
    }
}
