//! PW301 to PW304: responses and their headers.
//! Border: `Response` and `Headers` of JavaScript and of the SDK; requests and bindings are other rooms.

mod bare_headers;
mod binding_responses;
mod callers;
mod calls;
mod conversions;
mod covered_imports;
mod destinations;
mod fallbacks;
mod files;
mod flow;
mod headers;
mod layout;
mod names;
mod nodes;
mod options;
mod planner;
mod project;
mod reaching;
mod reports;
mod response_headers;
mod workers_response;
mod wrappers;

pub use bare_headers::BareHeaders;
pub use binding_responses::BindingResponses;
pub use files::Files;
pub use project::Project;
pub use response_headers::ResponseHeaders;
pub use workers_response::{Settled, WorkersResponse};
