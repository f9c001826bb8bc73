//! What a codemod asks for: changes and findings, before anybody decided about them.
//! Border: data; the engine turns accepted proposals into a plan.
use camino::{Utf8Path, Utf8PathBuf};

use crate::plan::{Content, Edit, FileMode, Finding, Move, Place, Rule, Safety, Standing};
use crate::python::Module;
use ruff_text_size::TextSize;

/// A name to import, beside the import it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// For example `workers`.
    pub module: &'static str,
    /// For example `Response`, or `Response as WorkersResponse`. Empty for the module itself (`import json`).
    pub member: String,
    /// The imported name beside whose statement it should stand, for example `("js", "Response")`.
    pub near: Option<(String, String)>,
    /// Beside each import inside a function that `near` names, in the place of once at module level: who imports
    /// late, so that a module can be loaded outside of a Worker, goes on doing so.
    pub inside_functions: bool,
}

impl Import {
    /// A name that is imported at module level.
    pub fn of(module: &'static str, member: impl Into<String>) -> Self {
        Self { module, member: member.into(), near: None, inside_functions: false }
    }

    /// Beside the import of `member` of `module`.
    pub fn beside(mut self, near: Option<(String, String)>) -> Self {
        self.near = near;
        self
    }
}

/// One thing a change does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Edits of a text file.
    Edit {
        /// Relative to the root.
        path: Utf8PathBuf,
        /// In ranges of the decoded text.
        edits: Vec<Edit>,
        /// Ranges that go elsewhere, with the edits made in them.
        moves: Vec<Move>,
    },
    /// Names that a Python file needs from now on, or needs no longer. An import whose last use an edit removes goes
    /// by itself; `retire` is for a name that is bound to something else from now on.
    Imports {
        /// Relative to the root.
        path: Utf8PathBuf,
        /// Names that are needed.
        add: Vec<Import>,
        /// Names that go even if they are still read: module and member, `None` for `import module`.
        retire: Vec<(String, Option<String>)>,
    },
    /// A new file.
    Create {
        /// Relative to the root.
        path: Utf8PathBuf,
        /// Its bytes.
        content: Content,
        /// Its permissions.
        mode: FileMode,
    },
    /// A file that goes.
    Delete {
        /// Relative to the root.
        path: Utf8PathBuf,
    },
}

impl Action {
    /// Edits of one file.
    pub fn edit(path: &Utf8Path, edits: Vec<Edit>) -> Self {
        Self::Edit { path: path.to_owned(), edits, moves: Vec::new() }
    }

    /// The file it touches.
    pub fn path(&self) -> &Utf8Path {
        match self {
            Self::Edit { path, .. }
            | Self::Imports { path, .. }
            | Self::Create { path, .. }
            | Self::Delete { path } => path,
        }
    }
}

/// One atomic change that a codemod asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Who asks.
    pub rule: Rule,
    /// Where it begins.
    pub place: Place,
    /// The original text it is about: part of its identity across runs.
    pub subject: String,
    /// One line: what it does.
    pub title: String,
    /// Why, in one or two sentences.
    pub reason: String,
    /// How much trust it needs.
    pub safety: Safety,
    /// Codes of rules whose proposals for the same worker must all be accepted too. Rules may need each other: then
    /// they go in together or not at all.
    pub needs: Vec<&'static str>,
    /// What it does.
    pub actions: Vec<Action>,
}

/// Collects what the codemods ask for.
#[derive(Debug, Default)]
pub struct Proposals {
    /// Changes, in the order in which they were asked for.
    pub changes: Vec<Proposal>,
    /// What cannot be a change.
    pub findings: Vec<Finding>,
    /// Codes of rules that could not do what others rely on: changes that need them wait until a person did it.
    pub obstructed: std::collections::BTreeSet<String>,
}

impl Proposals {
    /// Asks for a change.
    pub fn change(&mut self, proposal: Proposal) {
        self.changes.push(proposal);
    }

    /// Reports work for a person.
    pub fn manual(&mut self, rule: &Rule, place: Place, reason: impl Into<String>, next_step: impl Into<String>) {
        self.findings.push(Finding {
            rule: rule.clone(),
            standing: Standing::Manual,
            place,
            reason: reason.into(),
            next_step: Some(next_step.into()),
        });
    }

    /// Reports work for a person that has to be done before changes that need this rule make sense.
    pub fn obstacle(&mut self, rule: &Rule, place: Place, reason: impl Into<String>, next_step: impl Into<String>) {
        self.obstructed.insert(rule.code.to_string());
        self.manual(rule, place, reason, next_step);
    }

    /// Reports something worth knowing.
    pub fn note(&mut self, rule: &Rule, place: Place, reason: impl Into<String>) {
        self.findings.push(Finding {
            rule: rule.clone(),
            standing: Standing::Note,
            place,
            reason: reason.into(),
            next_step: None,
        });
    }
}

/// The place of a byte of a module.
pub fn place(path: &Utf8Path, module: &Module, offset: TextSize) -> Place {
    let (line, column) = module.position(offset);
    Place { path: path.to_owned(), line, column }
}
