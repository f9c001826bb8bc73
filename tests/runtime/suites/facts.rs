//! Facts about the platform on which templates and codemods rely, each shown by a worker of its own.
//! Border: `facts/NAME/worker` is run through `facts/NAME/scenario.toml`, as it stands.

use libtest_mimic::Trial;

use crate::rig::error::Error;

use super::session::Session;
use super::{here, named_directories};

/// One test for each directory.
pub fn trials() -> Result<Vec<Trial>, Error> {
    let found = named_directories(&here().join("facts"))?;
    let trial = |(name, directory): (String, std::path::PathBuf)| {
        Trial::test(format!("facts/{name}"), move || {
            let session = Session::open(&directory.join("scenario.toml"))?;
            session.run("worker", &directory.join("worker")).map(drop)
        })
    };
    Ok(found.into_iter().map(trial).collect())
}
