//! The rig: everything needed to run Python Workers in the real runtime, made from registry packages alone.
//! Border: sets itself up and says where things are; what is run in it is the business of `worker` and the tests.

pub mod bundle;
pub mod capnp;
pub mod commands;
pub mod error;
pub mod files;
pub mod glue;
pub mod paths;
pub mod pins;
pub mod python;
pub mod setup;

use error::Error;
use paths::Paths;
use pins::Pins;

/// The rig, set up.
pub struct Rig {
    /// Where its parts are.
    pub paths: Paths,
    /// What it is made of.
    pub pins: Pins,
}

impl Rig {
    /// The rig of this machine; the first call on a machine fills the cached folder, which takes about a minute.
    pub fn ready() -> Result<Rig, Error> {
        let paths = Paths::from_environment();
        let pins = Pins::load()?;
        setup::ensure(&paths, &pins)?;
        Ok(Rig { paths, pins })
    }
}
