//! Python source: parsing, scopes, imports, value flow and moving code.
//! Border: text in, facts and edits out; knows nothing of Workers.

mod imports;
mod indent;
mod module;
mod scopes;
mod verify;

pub use imports::{Addition, ImportChange, import_edits};
pub use indent::{dedent_lines, indent_lines};
pub use module::{Module, ReadError};
pub use scopes::{
    Binding, BindingId, Dynamic, ImportedName, Read, Scope, ScopeId, ScopeKind, Scopes, Site, SiteKind, bytes,
};
pub use verify::{SyntaxProblem, new_problems, new_problems_in};
