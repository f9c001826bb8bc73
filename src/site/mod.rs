//! Catalogs as a static site: pages that need no server and no script.
//! Border: data of catalogs in, files out; nothing is written here, and everything that others wrote is escaped.

mod content;
mod entry_page;
mod facets;
mod files;
mod front_page;
mod html;
mod layout;
mod markdown;
mod names;

pub use content::{Site, SiteEntry};
pub use files::{Marker, SITE_MARKER, build};
