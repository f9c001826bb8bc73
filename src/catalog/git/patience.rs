//! How long a silent host is waited for, and how much one may send.
//! Border: looks at the copy while git writes it; ending git is `command`'s work.
use std::cell::Cell;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::Prompts;

/// What a fetch may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// How long nothing may come.
    pub silence: Duration,
    /// Bytes of the copy.
    pub bytes: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self { silence: Duration::from_secs(45), bytes: 1024 * 1024 * 1024 }
    }
}

/// One fetch that is looked at.
pub(super) struct Watch<'a> {
    packs: Utf8PathBuf,
    /// Somebody who types a password takes their time.
    may_wait: bool,
    patience: &'a Patience,
    /// What was there when something came last, and when that was.
    last: Cell<(u64, Instant)>,
}

impl<'a> Watch<'a> {
    /// Of a copy in `directory`.
    pub fn new(directory: &Utf8Path, prompts: Prompts, patience: &'a Patience) -> Self {
        let packs = directory.join("objects/pack");
        let last = Cell::new((weight(&packs), Instant::now()));
        Self { packs, may_wait: prompts == Prompts::Allowed, patience, last }
    }

    /// Why the fetch should end, if it should.
    pub fn objection(&self) -> Option<String> {
        let weight = weight(&self.packs);
        let (before, since) = self.last.get();
        if weight != before {
            self.last.set((weight, Instant::now()));
        }
        if weight > self.patience.bytes {
            return Some(format!("it has more than {} MiB", self.patience.bytes / 1024 / 1024));
        }
        let is_silent = weight == before && since.elapsed() > self.patience.silence;
        (is_silent && !self.may_wait).then(|| format!("nothing came for {} seconds", self.patience.silence.as_secs()))
    }

    /// Takes away what git did not finish.
    pub fn clear(&self) {
        for entry in std::fs::read_dir(&self.packs).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with("tmp_") {
                // What stays is taken away by git's own housekeeping.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// Bytes of the packs, finished or not.
fn weight(packs: &Utf8Path) -> u64 {
    let entries = std::fs::read_dir(packs).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}
