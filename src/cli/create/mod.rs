//! `create-pyworker` and `pyworker new`: from arguments, answers and a template to a plan that is applied.
//! Border: puts the rooms together; asking is `wizard`'s work, listing what is missing `unattended`'s.
pub(super) mod answers_file;
mod arguments;
mod chosen;
mod document;
mod finish;
mod list;
mod memory;
mod next;
mod project;
mod request;
mod target;
mod tree;
mod trouble;
mod unattended;
mod wizard;
mod work;

pub use answers_file::AnswersFileError;
pub(super) use arguments::{CreateArguments, pair};
pub(super) use chosen::BASE;
pub use target::TargetTrouble;
pub use trouble::Trouble;

use camino::Utf8Path;

use super::{Error, Exit, Session, catalogs};
use request::{Consent, Request};

impl CreateArguments {
    /// Creates a project, as `program` (the words the user typed to get here).
    pub(super) fn run(self, program: &'static str, session: &mut Session) -> Result<Exit, Error> {
        let here = Utf8Path::new(".");
        let catalog = catalogs::open(self.directory.as_deref().unwrap_or(here), self.offline, session)?;
        if self.list {
            return list::run(&catalog, session);
        }
        let request = Request::new(self, program)?;
        if request.consent == Consent::Ask && session.can_ask() {
            wizard::run(request, catalog, session)
        } else {
            unattended::run(&request, &catalog, session)
        }
    }
}
