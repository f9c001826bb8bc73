//! PW4xx: bindings, which take and give plain Python today.
//! Border: one file per codemod; what values are is `values`', how edits are written `rewriting`'s.
mod arguments;
mod converters;
mod native;
mod null;
mod stub_fetch;
mod variables;

pub use arguments::BindingArguments;
pub use converters::ConverterGuards;
pub use native::NativeBindings;
pub use null::BindingNull;
pub use stub_fetch::StubFetch;
pub use variables::JsonVariables;
