//! What the user asks of a migration.
//! Border: data, converted once from the command line.

/// How handlers become methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HandlerStyle {
    /// Their bodies move into the class where that keeps their meaning; elsewhere the class calls them.
    #[default]
    Inline,
    /// The functions stay and the class calls them.
    Delegate,
}

/// Choices that change what is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Only rules whose code starts with one of these; all if empty.
    pub select: Vec<String>,
    /// Not the rules whose code starts with one of these.
    pub ignore: Vec<String>,
    /// How handlers become methods.
    pub style: HandlerStyle,
    /// The compatibility date to raise to; the tool's known date if there is none.
    pub compatibility_date: Option<String>,
    /// Whether a TOML configuration is turned into JSONC.
    pub config_format: ConfigFormat,
    /// What becomes of changes that need a rule that takes no part.
    pub needs: Needs,
    /// Which Python files are read that no import leads to.
    pub reading: Reading,
}

/// Which Python files of a worker are read that no import leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// Those that hold what some codemod looks for.
    #[default]
    Needles,
    /// All: slow, and the measure of what the needles must not hide.
    Everything,
}

/// What becomes of changes that need a rule that takes no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Needs {
    /// They are held back and named: a half migration breaks the worker.
    #[default]
    Kept,
    /// They are made all the same: for looking at one rule by itself.
    Ignored,
}

/// In which format wrangler's configuration is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ConfigFormat {
    /// As it is.
    #[default]
    Keep,
    /// TOML becomes JSONC (`--to-jsonc`).
    Jsonc,
}

impl Options {
    /// Whether the rule with this code takes part.
    pub fn wants(&self, code: &str) -> bool {
        (self.select.is_empty() || is_listed(&self.select, code)) && !self.is_ignored(code)
    }

    /// Whether the rule with this code is left out by name.
    pub fn is_ignored(&self, code: &str) -> bool {
        is_listed(&self.ignore, code)
    }
}

fn is_listed(prefixes: &[String], code: &str) -> bool {
    prefixes.iter().any(|prefix| code.starts_with(prefix.as_str()))
}
