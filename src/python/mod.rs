//! Python source: parsing, scopes, imports, value flow and moving code.
//! Border: text in, facts and edits out; knows nothing of Workers.

mod comments;
mod import_order;
mod imports;
mod indent;
mod module;
mod scopes;
mod standard_library;
mod tried;
mod verify;

pub use comments::own_comments;
pub use import_order::{NewImport, import_statement_edits};
pub use imports::{Addition, ImportChange, import_edits};
pub use indent::{dedent_lines, indent_lines, string_interiors};
pub use module::{Module, ReadError};
pub use scopes::{
    Binding, BindingId, Dynamic, ImportedName, Read, Scope, ScopeId, ScopeKind, Scopes, Site, SiteKind, bytes,
};
pub use standard_library::is_standard;
pub use tried::{attempt_around, tried_import};
pub use verify::{SyntaxProblem, new_problems, new_problems_in, problems_in};
