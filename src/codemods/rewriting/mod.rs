//! How PW2xx and PW4xx write their edits: small ones, around what stays, never over it.
//! Border: text and syntax; what has to change is the codemods' knowledge.
mod converters;
mod fixes;
mod guard;
mod place;
mod plain;
mod proxy_tests;
mod sinks;
mod statements;
mod text;
mod walk;
mod wrapper;

pub use converters::{Converter, Converters};
pub use fixes::{Fix, Fixes, each_site, is_possible};
pub use guard::{attempts, catches, caught, handlers, is_caught};
pub use place::{Site, receiver_call, shrink};
pub use plain::{Kind, Known, Outcome, conversions, known};
pub use sinks::flows_into_bindings;
pub use text::{contains, dot, member_name_in, outdent, precedence_of, proxy_test, scope_of, unwrap};
pub use walk::{Walk, expressions};
pub use wrapper::{Peeled, Wrappers, holds_tuple, peel, peel_call};
