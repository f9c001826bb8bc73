//! PW2xx: the request, which the SDK wraps today.
//! Border: one file per codemod; what values are is `values`', how edits are written `rewriting`'s.
mod headers;
mod javascript;
mod json;
mod json_errors;
mod names;
mod null;

pub use headers::RequestHeaders;
pub use javascript::WrappersToJavascript;
pub use json::{RequestJson, is_inside_converter};
pub use json_errors::JsonErrors;
pub use names::WrapperNames;
pub use null::NullTests;
