//! Pages as people see them: a headless Chromium opens them and they are looked over, narrow and wide, light and dark.
//! Border: takes an address and says what is wrong with the page there; the worker behind it is somebody else's.

mod chromium;
mod devtools;
mod self_check;
mod view;
mod visit;

pub use self_check::check_bad_page;
pub use visit::{Browser, Visit};
