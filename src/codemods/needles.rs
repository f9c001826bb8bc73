//! The byte strings without which no codemod changes a Python file.
//! Border: a search over bytes, derived from the lists of the codemods that run.
use aho_corasick::AhoCorasick;

use super::{Codemod, Reading};

/// What some codemods look for.
#[derive(Debug)]
pub struct Needles(Option<AhoCorasick>);

impl Needles {
    /// The needles of these codemods together; without any if everything is to be read.
    pub fn of(codemods: &[&dyn Codemod], reading: Reading) -> Self {
        if reading == Reading::Everything {
            return Self(None);
        }
        let needles = codemods.iter().flat_map(|codemod| codemod.meta().needles);
        // Without a search everything is read: slow, never wrong.
        Self(AhoCorasick::new(needles).ok())
    }

    /// Whether a Python file may be changed by one of the codemods.
    pub fn any(&self, bytes: &[u8]) -> bool {
        self.0.as_ref().is_none_or(|search| search.is_match(bytes))
    }
}
