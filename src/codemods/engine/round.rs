//! What one round's proposals speak of, kept for those who want to see a change later.
//! Border: reads again what it needs; decides nothing.
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use crate::plan::diff::original_line;
use crate::plan::{FilePreview, Place, Previews};
use crate::project::{Snapshot, Worker};

use super::super::compose::compose;
use super::super::modules::Ready;
use super::super::needles::Needles;
use super::super::shared::Shared;
use super::super::{Context, Facts, Modules, Options, Proposal};

/// One round of one worker. Holds bytes, which everybody shares, and no syntax trees until somebody looks.
pub struct Round {
    /// Zero for the first, whose text is the user's own.
    pub number: usize,
    /// What its codemods look for.
    pub needles: Arc<Needles>,
    /// The worker.
    pub worker: Arc<Worker>,
    /// The files as they are in this round.
    pub files: Snapshot,
    /// What the user asked for.
    pub options: Options,
    /// Read when somebody looks.
    pub read: OnceLock<(Modules, Facts)>,
}

impl Round {
    /// What a proposal alone makes of the files it touches.
    pub fn previews(round: &Arc<Self>, proposal: Proposal) -> Previews {
        let mut paths: Vec<Utf8PathBuf> = Vec::new();
        for action in &proposal.actions {
            if !paths.iter().any(|path| path == action.path()) {
                paths.push(action.path().to_owned());
            }
        }
        let round = Arc::clone(round);
        Previews::later(paths, move || round.preview(&proposal))
    }

    fn preview(&self, proposal: &Proposal) -> Vec<FilePreview> {
        let (modules, facts) = self.read.get_or_init(|| {
            let modules =
                Modules::read(&self.files, &self.worker, &|bytes| self.needles.any(bytes), &mut Ready::default());
            let facts = Facts::collect(&self.worker, &modules, &self.files);
            (modules, facts)
        });
        let shared = Shared::default();
        let (files, options) = (&self.files, &self.options);
        let context = Context { worker: &self.worker, files, modules, facts, options, shared: &shared };
        let files = compose(&[proposal], &context).files;
        let shown = files.into_iter().map(|(path, composed)| FilePreview {
            before: self.files.read(&path),
            after: composed.content,
            path,
        });
        shown.collect()
    }

    /// Where a place of this round stands in the user's own files: later rounds see edited text.
    pub fn original_place(&self, place: &Place) -> Place {
        if self.number == 0 || place.line == 0 {
            return place.clone();
        }
        let text = |path: &Utf8Path| (self.files.read_original(path), self.files.read(path));
        match text(&place.path) {
            (Some(before), Some(after)) if before != after => {
                let (line, is_same) = original_line(before.bytes(), after.bytes(), place.line);
                Place { path: place.path.clone(), line, column: if is_same { place.column } else { 1 } }
            }
            _ => place.clone(),
        }
    }
}
